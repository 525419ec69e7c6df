// Lists and pages over the text, and the bottom row: message, line being typed, or hints.

import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  func drawList(_ list: ListView, _ plan: ScreenPlan, on canvas: inout Canvas) {
    let body = plan.body(of: size)
    guard body.rows > 0, body.columns > 0 else { return }
    let hasTitle = body.rows >= 4
    if hasTitle {
      canvas.writeFitted(
        list.title, .heading, at: Point(column: body.column, row: body.row), columns: body.columns)
    }
    let top = body.row + (hasTitle ? 2 : 0)
    var rows = body.rows - (hasTitle ? 2 : 0)
    if let comparison = list.comparisons[list.selected] {
      let below = Self.comparisonRows(of: rows, items: list.items.count)
      rows -= below
      draw(
        comparison,
        in: Rect(column: body.column, row: top + rows, columns: body.columns, rows: below),
        on: &canvas)
    }
    list.draw(
      in: Rect(column: body.column, row: top, columns: body.columns, rows: rows), on: &canvas)
  }

  func drawBottom(_ plan: ScreenPlan, on canvas: inout Canvas) {
    guard let row = plan.bottomRow else { return }
    if let prompt {
      drawPrompt(prompt, row: row, on: &canvas)
      return
    }
    let margin = size.columns >= 24 ? 1 : 0
    let start = Point(column: margin, row: row)
    let room = max(0, size.columns - margin * 2)
    if let message = question?.text ?? message {
      canvas.writeFitted(message, .message, at: start, columns: room)
      return
    }
    let aside = statusAside
    let asideWidth = CellWidth.of(aside)
    let hintRoom = aside.isEmpty ? room : room - asideWidth - 2
    if hintRoom > 0 { canvas.write(hints(columns: hintRoom), .hint, at: start, limit: hintRoom) }
    if !aside.isEmpty, asideWidth <= room {
      canvas.write(
        aside, .message, at: Point(column: size.columns - margin - asideWidth, row: row))
    }
  }

  /// What is to be known now about notes that are not to be seen.
  private var statusAside: String {
    if mode == .selection { return selectionSummary }
    guard mode == .reader else { return "" }
    if let search, !search.isDone, document.window != nil { return "searched \(search.searched) %" }
    if isFollowing { return isArriving ? "following · more is coming" : "following" }
    if let counted, !counted.isDone, counted.wholeBytes > 0 {
      return "counted \(counted.bytes * 100 / counted.wholeBytes) %"
    }
    if !isTextOnly, !hasPane, !document.paragraphs.isEmpty { return "no notes here · a adds one" }
    let hidden = isTextOnly ? 0 : hiddenCount(of: focus)
    if plan.arrangement == .single, let link = selectedLink {
      let count = shownLinks(of: focus).count
      let number = min(selected, count - 1) + 1
      let off = hidden > 0 ? " · \(hidden) off" : ""
      let room = max(8, size.columns - 16 - off.count)
      return fitted("[\(number)] \(link.title)", columns: room) + " (\(number) of \(count))" + off
    }
    guard hidden > 0 else { return "" }
    return hidden == 1 ? "1 note off · :kinds" : "\(hidden) notes off · :kinds"
  }

  private func drawPrompt(_ prompt: Prompt, row: Int, on canvas: inout Canvas) {
    let label: String
    switch prompt.purpose {
    case .search: label = "/"
    case .command: label = ":"
    case .notes: label = "notes: "
    case .alias: label = "alias of: "
    }
    let before = prompt.field.beforeCursor
    let room = max(1, size.columns - CellWidth.of(label) - 2)
    // Typed text longer than the row is shown by its end, with a sign that it goes on before.
    let shown = fittedEnd(before, columns: room)
    let sign = shown.count < before.count ? "…" : ""
    var column = canvas.write(label + sign, .field, at: Point(column: 0, row: row))
    column += canvas.write(shown, .field, at: Point(column: column, row: row))
    canvas.showCursor(at: Point(column: min(column, size.columns - 1), row: row))
    let after = prompt.field.text.dropFirst(before.count)
    column += canvas.write(after, .field, at: Point(column: column, row: row))
    if let message, column + 3 < size.columns {
      canvas.writeFitted(
        message, .faint, at: Point(column: column + 3, row: row), columns: size.columns - column - 3
      )
    }
  }
}
