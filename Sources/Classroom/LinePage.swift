// Headings, texts and items one below the other, wrapped to a width: the private screen and the
// lower half of a worksheet.

import Reader
import Screen
import Text

/// Lines, gathered from above.
struct LinePage {
  let columns: Int
  private(set) var lines: [StyledLine] = []

  init(columns: Int) { self.columns = columns }

  mutating func heading(_ text: String) {
    lines += StyledLine.wrap([StyledRun(text.madeVisible, .heading)], width: columns)
  }

  mutating func text(_ text: String, indent: Int = 2, style: Style = .plain) {
    var isFirst = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        if !isFirst, lines.last != .empty { lines.append(.empty) }
      } else {
        lines += StyledLine.wrap(
          [StyledRun(line.madeVisible, style)], width: columns, indent: indent)
      }
      isFirst = false
    }
  }

  mutating func item(_ mark: String, _ text: String) {
    lines += StyledLine.wrap(
      [StyledRun(mark + " ", .faint), StyledRun(text.madeVisible)], width: columns, indent: 2,
      hanging: 3 + CellWidth.of(mark))
  }

  mutating func gap() { lines.append(.empty) }

  mutating func section(_ title: String, _ text: String) {
    guard !text.isEmpty else { return }
    heading(title)
    self.text(text)
    gap()
  }
}
