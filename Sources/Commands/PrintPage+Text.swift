// The words of a paragraph on their way to paper: set as the reader sets them, mentions marked and
// numbered.

import Documents
import Linking
import Notes
import Reader
import Screen
import Text

extension PrintPage {
  /// Adds a paragraph piece by piece.
  func add(
    _ paragraph: Int, _ notes: [NoteLink], _ setting: ParagraphSetting,
    to wrapper: inout LineWrapper
  ) {
    let document = text.document
    guard document.paragraphs.indices.contains(paragraph) else { return }
    let columns = command.linear ? nil : columns(around: paragraph)
    for piece in document.pieces(of: paragraph) where !output.isClosed {
      let own = setting.setLines(of: piece, in: document)
      for (number, line) in own.enumerated() {
        // Where a long paragraph is cut at a line end, the line end is before the words.
        let isAfterLineEnd = line.units.first?.offset.map { $0 > line.range.start } ?? false
        if number > 0 || (setting.lines != .folded && isAfterLineEnd) { wrapper.endLine() }
        let units = marked(line.units, notes)
        if let columns, own.count == 1, columns.width <= setting.room(.paragraph) {
          wrapper.add(columns.set(units))
        } else {
          wrapper.add(units)
        }
      }
    }
    wrapper.finish()
  }

  private func columns(around paragraph: Int) -> TableColumns? {
    let document = text.document
    guard let rows = TableColumns.rows(around: paragraph, in: document) else { return nil }
    if let table, table.first == rows.lowerBound { return table.columns }
    let columns = TableColumns(
      of: rows.lazy.map { [self] row in
        let bare = ParagraphSetting(of: row, in: document, columns: 1, isBare: true)
        let lines = document.pieces(of: row).first.map { bare.setLines(of: $0, in: document) }
        return marked(lines?.first?.units ?? [], links[row] ?? [])
      })
    table = (rows.lowerBound, columns)
    return columns
  }

  /// The first mention of each note marked, its number behind it.
  private func marked(_ units: [LineUnit], _ notes: [NoteLink]) -> [LineUnit] {
    let firsts = notes.enumerated().compactMap { index, link in
      link.matches.first.map { (range: $0.range, number: index + 1) }
    }
    guard !firsts.isEmpty else { return units }
    var numbers: [ScalarOffset: [Int]] = [:]
    for first in firsts { numbers[first.range.end, default: []].append(first.number) }
    var result: [LineUnit] = []
    result.reserveCapacity(units.count + firsts.count * 4)
    for unit in units {
      guard let offset = unit.offset else {
        result.append(unit)
        continue
      }
      var shown = unit
      if firsts.contains(where: { $0.range.contains(offset) }) { shown.style = .mention }
      result.append(shown)
      for place in 0..<unit.unit.scalarCount {
        for number in numbers[offset.advanced(by: place + 1)] ?? [] {
          for unit in LineBreaker.units(of: "[\(number)]", .number) {
            result.append(LineUnit(unit.unit, .number, number: number))
          }
        }
      }
    }
    return result
  }
}

/// What a paragraph is, in words for those who listen.
enum KindWords {
  /// Nil for ordinary text.
  static func sentence(of paragraph: Int, in document: Document) -> String? {
    let form = document.form(of: paragraph)
    switch document.paragraphs[paragraph].kind {
    case .text: return nil
    case .heading: return "Heading level \(max(1, form.depth))"
    case .quotation: return "Quotation" + level(form.depth)
    case .listItem:
      switch form.marker.lowercased() {
      case "[x]": return "List item, done" + level(form.depth)
      case "[ ]": return "List item, not done" + level(form.depth)
      case let marker where marker.contains(where: { $0.isLetter || $0.isNumber }):
        return "List item \(form.marker)" + level(form.depth)
      default: return "List item" + level(form.depth)
      }
    case .code: return "Code"
    case .tableRow: return "Table row"
    case .caption: return "Caption"
    case .footnote: return "Footnote"
    }
  }

  private static func level(_ depth: Int) -> String { depth > 1 ? ", level \(depth)" : "" }
}
