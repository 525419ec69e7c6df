// The text as lines: each piece of a paragraph broken for the present width, with the numbers of its
// mentions. Lines are made when first asked for and kept until something they depend on changes.

import Documents
import Linking
import Screen
import Synchronization
import Text

/// One line of text on the screen.
struct TextLine: Hashable, Sendable {
  let units: ArraySlice<LineUnit>
  /// The stretch of text that the line stands for.
  let range: ScalarRange
  /// The line without mentions' numbers and without marks, as it is drawn for nearly all lines.
  let cells: [Cell]
  let hasNumbers: Bool
  /// Numbers that are not shown leave their room: what stands in columns stays there.
  let keepsRoom: Bool

  init(units: ArraySlice<LineUnit>, range: ScalarRange, keepsRoom: Bool = false) {
    self.units = units
    self.keepsRoom = keepsRoom
    self.range = range
    var cells: [Cell] = []
    cells.reserveCapacity(units.count)
    var hasNumbers = false
    for unit in units {
      guard unit.number != nil else {
        Canvas.append(unit.unit, unit.style, to: &cells)
        continue
      }
      hasNumbers = true
      if keepsRoom { cells += Array(repeating: .blank, count: unit.unit.width) }
    }
    self.cells = cells
    self.hasNumbers = hasNumbers
  }
}

/// A piece of a paragraph.
struct PieceKey: Hashable, Sendable {
  var paragraph: Int
  var piece: Int
}

/// Lines that were made already. It only remembers what would be computed again: whoever changes
/// text, links or kinds takes a new one, so that copies of a state never see each other's lines.
final class LayoutMemo: Sendable {
  /// Cells of lines that are kept at least, some screens of them; beyond it all is dropped and made
  /// anew.
  private static let capacity = 16_384

  private struct Kept {
    var width = 0
    /// By paragraph and piece in one number: looking up how to hash a type of our own for the first
    /// time costs more than making a line.
    var lines: [Int: [TextLine]] = [:]
    var cells = 0
  }

  private let knownFootnotes = Mutex<Bool?>(nil)

  func hasFootnotes(look: () -> Bool) -> Bool {
    if let known = knownFootnotes.withLock({ $0 }) { return known }
    let found = look()
    knownFootnotes.withLock { $0 = found }
    return found
  }

  /// The columns of tables by the first of their rows.
  private let tables = Mutex<[Int: TableColumns]>([:])

  func columns(of first: Int, measure: () -> TableColumns) -> TableColumns {
    if let known = tables.withLock({ $0[first] }) { return known }
    let columns = measure()
    tables.withLock {
      if $0.count >= Self.capacity { $0 = [:] }
      $0[first] = columns
    }
    return columns
  }

  private let kept = Mutex(Kept())

  func lines(_ piece: PieceKey, width: Int) -> [TextLine]? {
    let key = piece.paragraph << 20 | piece.piece
    return kept.withLock { $0.width == width ? $0.lines[key] : nil }
  }

  /// `screen` is how many cells a page of text takes: three of them are always kept.
  func keep(_ lines: [TextLine], of piece: PieceKey, width: Int, screen: Int) {
    let key = piece.paragraph << 20 | piece.piece
    // A line of few signs takes about as much as one of twenty.
    let cells = lines.reduce(0) { $0 + max(20, $1.cells.count) }
    kept.withLock {
      if $0.width != width || $0.cells + cells > max(Self.capacity, screen * 3) {
        $0 = Kept(width: width)
      }
      $0.lines[key] = lines
      $0.cells += cells
    }
  }
}

extension ReaderState {
  /// The lines of a piece for the present width.
  func lines(_ key: PieceKey) -> [TextLine] {
    let width = max(1, plan.text.columns)
    // Asked for tens of times a frame: a closure would take a copy of the state each time.
    if let known = layout.lines(key, width: width) { return known }
    let lines = makeLines(key, width: width)
    layout.keep(lines, of: key, width: width, screen: width * plan.text.rows)
    return lines
  }

  private func makeLines(_ key: PieceKey, width: Int) -> [TextLine] {
    let pieces = document.pieces(of: key.paragraph)
    guard pieces.indices.contains(key.piece) else { return [] }
    let piece = pieces[key.piece]
    let setting = ParagraphSetting(of: key.paragraph, in: document, columns: width)
    let ownLines = setting.setLines(of: piece, in: document)
    let isInTable = document.paragraphs[key.paragraph].kind == .tableRow
    var result: [TextLine] = []
    var start = piece.range.start
    for (number, own) in ownLines.enumerated() {
      var units = withNumbers(own.units, paragraph: key.paragraph)
      if ownLines.count == 1 { units = inColumns(units, setting, paragraph: key.paragraph) }
      let isFirst = key.piece == 0 && number == 0
      var beginning: ParagraphSetting.Beginning = isFirst ? .paragraph : .line
      let broken = setting.rows(of: units, beginning)
      for (index, line) in broken.enumerated() {
        var end = start
        if let last = line.last(where: { $0.offset != nil }), let offset = last.offset {
          end = offset.advanced(by: last.unit.scalarCount)
        }
        if index == broken.count - 1 {
          end = number == ownLines.count - 1 ? piece.range.end : own.range.end
        }
        let before = setting.before(beginning)
        result.append(
          TextLine(
            units: before.isEmpty ? line : before + line, range: ScalarRange(start, end),
            keepsRoom: isInTable))
        start = end
        beginning = .rest
      }
    }
    return result
  }

  /// The row of a table with its cells under those of the other rows, where all of them fit.
  private func inColumns(
    _ units: [LineUnit], _ setting: ParagraphSetting, paragraph: Int
  ) -> [LineUnit] {
    guard let rows = TableColumns.rows(around: paragraph, in: document) else { return units }
    let columns = layout.columns(of: rows.lowerBound) {
      TableColumns(
        of: rows.lazy.map { row in
          let bare = ParagraphSetting(of: row, in: document, columns: 1, isBare: true)
          let lines = document.pieces(of: row).first.map {
            bare.setLines(of: $0, in: document)
          }
          return withNumbers(lines?.first?.units ?? [], paragraph: row)
        })
    }
    return columns.width <= setting.room(.paragraph) ? columns.set(units) : units
  }

  /// Puts the number of each note behind its first mention in the paragraph. The room for it is
  /// taken in every paragraph, shown or not, so that moving the focus never breaks lines anew.
  private func withNumbers(_ units: [LineUnit], paragraph: Int) -> [LineUnit] {
    let links = shownLinks(of: paragraph)
    guard !links.isEmpty else { return units }
    var numbers: [ScalarOffset: [Int]] = [:]
    for (index, link) in links.enumerated() {
      if let first = link.matches.first { numbers[first.range.end, default: []].append(index + 1) }
    }
    guard !numbers.isEmpty else { return units }
    var result: [LineUnit] = []
    result.reserveCapacity(units.count + numbers.count * 4)
    for unit in units {
      result.append(unit)
      guard let offset = unit.offset else { continue }
      for place in 0..<unit.unit.scalarCount {
        guard let here = numbers[offset.advanced(by: place + 1)] else { continue }
        for number in here {
          for sign in "[\(number)]" {
            let cell = CellUnit(text: String(sign), width: 1, scalarCount: 0)
            result.append(LineUnit(cell, .number, number: number))
          }
        }
      }
    }
    return result
  }
}
