// Two wordings side by side under a list, or one above the other where there is no room.

import Documents
import Screen
import Text

extension ReaderState {
  /// What a list of so many rows leaves to the comparison under it.
  static func comparisonRows(of rows: Int, items: Int) -> Int {
    guard rows >= 8 else { return 0 }
    return max(rows / 2, rows - items - 1)
  }

  func draw(_ comparison: Comparison, in area: Rect, on canvas: inout Canvas) {
    guard area.rows > 1, area.columns > 0 else { return }
    canvas.write(
      String(repeating: "─", count: area.columns), .rule,
      at: Point(column: area.column, row: area.row))
    let top = area.row + 1
    let rows = area.rows - 1
    if area.columns >= ScreenPlan.sideBySideColumns - 10 {
      let half = (area.columns - 3) / 2
      let (left, right) = Self.wordings(comparison, columns: half)
      draw(
        left, in: Rect(column: area.column, row: top, columns: half, rows: rows), on: &canvas)
      for row in top..<top + rows {
        canvas.write("│", .rule, at: Point(column: area.column + half + 1, row: row))
      }
      draw(
        right, in: Rect(column: area.column + half + 3, row: top, columns: half, rows: rows),
        on: &canvas)
      return
    }
    let (upper, lower) = Self.wordings(comparison, columns: area.columns)
    let share = min(upper.count, max(rows / 2, rows - lower.count))
    draw(
      upper, in: Rect(column: area.column, row: top, columns: area.columns, rows: share),
      on: &canvas)
    draw(
      lower,
      in: Rect(column: area.column, row: top + share, columns: area.columns, rows: rows - share),
      on: &canvas)
  }

  /// Bytes of a wording that are shown at most: more than any screen holds.
  private static let longestWording = 20_000

  /// The lines of both wordings; the words that the other one does not have stand out.
  static func wordings(_ comparison: Comparison, columns: Int) -> (
    left: [StyledLine], right: [StyledLine]
  ) {
    let runs = ParagraphChanges.words(
      old: shortened(comparison.left), new: shortened(comparison.right))
    return (
      lines(comparison.leftTitle, runs.filter { $0.kind != .added }, columns: columns),
      lines(comparison.rightTitle, runs.filter { $0.kind != .cut }, columns: columns)
    )
  }

  private static func shortened(_ text: String) -> String {
    String(decoding: text.utf8.prefix(longestWording), as: UTF8.self)
  }

  private static func lines(_ title: String, _ runs: [WordRun], columns: Int) -> [StyledLine] {
    var lines = StyledLine.wrap([StyledRun(title, .fieldLabel)], width: columns)
    var line: [StyledRun] = []
    for run in runs {
      let style: Style = run.kind == .same ? .plain : .mention
      let parts = run.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 {
          lines += StyledLine.wrap(line, width: columns)
          line = []
        }
        line.append(StyledRun(String(part), style))
      }
    }
    return lines + StyledLine.wrap(line, width: columns)
  }
}
