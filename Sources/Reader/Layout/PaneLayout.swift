// The pane beside the text: the selected note with its description, sources and reason, the others a
// line each, and how many more there are where they do not fit.

import Linking
import Notes
import Screen
import Text

/// Lays out the notes of the focused paragraph.
struct PaneLayout {
  /// Columns from which unselected notes stand two to a row.
  static let twoColumns = 70

  let links: [NoteLink]
  let selected: Int
  let scroll: Int
  let catalogue: Catalogue
  let columns: Int
  let rows: Int

  /// At most `rows` lines.
  func lines() -> [StyledLine] {
    guard !links.isEmpty, rows > 0, columns > 0 else { return [] }
    let chosen = min(selected, links.count - 1)
    if scroll > chosen { return listed(from: min(scroll, furthestScroll)) }
    var first = min(scroll, chosen)
    // Notes above the selected one make room, one after the other, until it fits.
    let height = expanded(chosen).count + (chosen < links.count - 1 ? 1 : 0)
    while first < chosen, (first > 0 ? 1 : 0) + rowsOfOthers(chosen - first) + height > rows {
      first += 1
    }
    return assembled(from: first, chosen: chosen)
  }

  /// The scroll at which the last note is in sight; 0 when all are anyway.
  var furthestScroll: Int {
    let chosen = min(selected, links.count - 1)
    if rowsOfOthers(links.count - 1) + expanded(chosen).count <= rows { return 0 }
    return max(0, links.count - max(1, rows - 1) * perRow)
  }

  /// The notes from one on, a line each: the selected one has been scrolled out of sight.
  private func listed(from first: Int) -> [StyledLine] {
    var lines = first > 0 ? [more("+\(first) above")] : []
    let room = max(1, rows - lines.count) * perRow
    let rest = links.count - first
    let shown = rest <= room ? rest : max(perRow, room - perRow)
    lines += others(Array(first..<first + shown))
    if shown < rest { lines.append(more("+\(rest - shown) more")) }
    return Array(lines.prefix(rows))
  }

  /// Two to a row only where one to a row would leave some out.
  private var perRow: Int {
    guard columns >= Self.twoColumns else { return 1 }
    return links.count - 1 + expanded(min(selected, links.count - 1)).count <= rows ? 1 : 2
  }
  private func rowsOfOthers(_ count: Int) -> Int { (count + perRow - 1) / perRow }

  private func assembled(from first: Int, chosen: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    if first > 0 { lines.append(more("+\(first) above")) }
    lines += others(Array(first..<chosen))
    var body = expanded(chosen)
    let rest = links.count - chosen - 1
    let room = rows - lines.count - (rest > 0 ? 1 : 0)
    if body.count > room { body = cut(body, to: max(1, room)) }
    lines += body
    guard rest > 0 else { return Array(lines.prefix(rows)) }
    var free = rows - lines.count
    if free > rowsOfOthers(rest), perRow == 1 {
      lines.append(.empty)
      free -= 1
    }
    if rowsOfOthers(rest) <= free {
      lines += others(Array(chosen + 1..<links.count))
    } else {
      let shown = max(0, free - 1) * perRow
      lines += others(Array(chosen + 1..<chosen + 1 + shown))
      lines.append(more("+\(rest - shown) more"))
    }
    return Array(lines.prefix(rows))
  }

  private func more(_ text: String) -> StyledLine {
    StyledLine([StyledRun(text, .faint)], indent: 4)
  }

  private func cut(_ lines: [StyledLine], to count: Int) -> [StyledLine] {
    var kept = Array(lines.prefix(count))
    if var last = kept.last, kept.count < lines.count {
      last.runs = [StyledRun(fitted(last.text, columns: max(1, columns - 2)) + " …", .description)]
      if kept.count == 1 { last.runs[0].style = .noteTitleSelected }
      kept[kept.count - 1] = last
    }
    return kept
  }

  private func others(_ indices: [Int]) -> [StyledLine] {
    let width = perRow == 2 ? (columns - 2) / 2 : columns
    return stride(from: 0, to: indices.count, by: perRow).map { start in
      let left = heading(indices[start], width: width)
      guard perRow == 2, start + 1 < indices.count else {
        return StyledLine(left, trailing: nil)
      }
      let used = left.reduce(0) { $0 + CellWidth.of($1.text) }
      let gap = StyledRun(String(repeating: " ", count: max(2, width + 2 - used)))
      return StyledLine(left + [gap] + heading(indices[start + 1], width: width))
    }
  }

  /// `[2] Title   kind`, cut to a width with the kind at its right edge.
  private func heading(_ index: Int, width: Int) -> [StyledRun] {
    let link = links[index]
    let number = "[\(index + 1)] "
    let kind = link.kind?.value ?? ""
    let isSelected = index == selected
    let kindWidth = CellWidth.of(kind)
    let room = width - number.count - (kind.isEmpty ? 0 : kindWidth + 2)
    guard room >= 8 else {
      return [
        StyledRun(number, .number),
        StyledRun(fitted(link.title, columns: max(1, width - number.count)), .noteTitle),
      ]
    }
    let title = fitted(link.title, columns: room)
    let gap = width - number.count - CellWidth.of(title) - kindWidth
    return [
      StyledRun(number, .number),
      StyledRun(title, isSelected ? .noteTitleSelected : .noteTitle),
      StyledRun(String(repeating: " ", count: max(0, gap))), StyledRun(kind, .kind),
    ]
  }

  /// Why it appeared, where that is not plain, and how often it is mentioned. The count holds together.
  static func reason(_ link: NoteLink) -> String {
    let count = link.matches.count
    let often = count > 1 ? "\(count)\u{A0}mentions" : nil
    return [link.reasonPhrase, often].compactMap(\.self).joined(separator: " · ")
  }

  private func expanded(_ index: Int) -> [StyledLine] {
    let link = links[index]
    let note = catalogue.note(link.note)
    var lines = [StyledLine(heading(index, width: columns))]
    if let description = note?.description, !description.isEmpty {
      lines += StyledLine.wrap([StyledRun(description, .description)], width: columns)
    }
    var facts: [StyledRun] = []
    if let note { facts.append(StyledRun(note.sources.summary ?? "no sources", .sources)) }
    let reason = Self.reason(link)
    if !reason.isEmpty {
      if !facts.isEmpty { facts.append(StyledRun(" · ", .faint)) }
      facts.append(StyledRun(reason, .reason))
    }
    if !facts.isEmpty { lines += StyledLine.wrap(facts, width: columns) }
    return lines
  }
}
