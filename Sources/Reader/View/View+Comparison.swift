// Two wordings side by side under a list, or one above the other where there is no room.

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
    let (left, right) = (comparison.left, comparison.right)
    if area.columns >= ScreenPlan.sideBySideColumns - 10 {
      let half = (area.columns - 3) / 2
      draw(
        Self.wording(comparison.leftTitle, left, against: right, columns: half),
        in: Rect(column: area.column, row: top, columns: half, rows: rows), on: &canvas)
      for row in top..<top + rows {
        canvas.write("│", .rule, at: Point(column: area.column + half + 1, row: row))
      }
      draw(
        Self.wording(comparison.rightTitle, right, against: left, columns: half),
        in: Rect(column: area.column + half + 3, row: top, columns: half, rows: rows), on: &canvas)
      return
    }
    let upper = Self.wording(comparison.leftTitle, left, against: right, columns: area.columns)
    let lower = Self.wording(comparison.rightTitle, right, against: left, columns: area.columns)
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

  /// A wording as lines; the words that the other one does not have stand out.
  static func wording(_ title: String, _ text: String, against other: String, columns: Int)
    -> [StyledLine]
  {
    let shown = String(decoding: text.utf8.prefix(longestWording), as: UTF8.self)
    let common = Set(
      String(decoding: other.utf8.prefix(longestWording), as: UTF8.self)
        .split(whereSeparator: \.isWhitespace))
    var lines = StyledLine.wrap([StyledRun(title, .fieldLabel)], width: columns)
    for part in shown.split(separator: "\n", omittingEmptySubsequences: false) {
      var runs: [StyledRun] = []
      for word in part.split(whereSeparator: \.isWhitespace) {
        if !runs.isEmpty { runs.append(StyledRun(" ")) }
        runs.append(StyledRun(String(word), common.contains(word) ? .plain : .mention))
      }
      lines += StyledLine.wrap(runs, width: columns)
    }
    return lines
  }
}
