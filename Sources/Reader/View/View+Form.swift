// The form in which a note is written, in the place of the pane.

import Notes
import Screen
import Text

extension ReaderState {
  func drawForm(_ form: NoteForm, in area: Rect, on canvas: inout Canvas) {
    let layout = FormLayout(form, columns: area.columns, rows: area.rows)
    draw(layout.head, in: area, on: &canvas)
    for (index, line) in layout.head.enumerated() {
      guard let trailing = line.trailing else { continue }
      let column = area.column + area.columns - CellWidth.of(trailing.text)
      canvas.write(
        trailing.text, trailing.style, at: Point(column: column, row: area.row + index))
    }
    for slot in layout.slots { draw(slot, of: form, layout, in: area, on: &canvas) }
  }

  private func draw(
    _ slot: FormLayout.Slot, of form: NoteForm, _ layout: FormLayout, in area: Rect,
    on canvas: inout Canvas
  ) {
    let isActive = slot.field == form.active
    let top = area.row + slot.row
    if layout.textColumn > 0 {
      // Active by a sign as well as by the cursor.
      if isActive {
        canvas.write("▸", .focusMark, at: Point(column: area.column, row: top))
      }
      canvas.writeFitted(
        slot.field.label, .fieldLabel, at: Point(column: area.column + 2, row: top),
        columns: layout.labelColumns)
    }
    let field = form[slot.field]
    var rows = FieldRows(field, columns: layout.textColumns)
    let shown = isActive ? rows.visible(slot.rows) : rows.first(slot.rows)
    let left = area.column + layout.textColumn
    for (index, row) in shown.enumerated() {
      var column = left
      for unit in row.units {
        canvas.put(unit, isActive ? .field : .plain, at: Point(column: column, row: top + index))
        column += unit.width
      }
    }
    drawEdges(shown, of: field, at: Point(column: left - 1, row: top), layout, on: &canvas)
    if field.isEmpty {
      canvas.writeFitted(
        "(" + slot.field.example + ")", .faint, at: Point(column: left, row: top),
        columns: layout.textColumns)
    }
    guard isActive else { return }
    let cursorRow = shown.lastIndex { $0.range.lowerBound <= field.place } ?? 0
    let column = left + (shown.isEmpty ? 0 : shown[cursorRow].column(of: field.place))
    let point = Point(column: min(column, area.column + area.columns - 1), row: top + cursorRow)
    if !form.isAsking { canvas.showCursor(at: point) }
    if slot.field == .kind { drawCompletion(of: form, from: point, in: area, on: &canvas) }
  }

  /// Signs before the text that rows lie above or below those shown.
  private func drawEdges(
    _ shown: [FieldRow], of field: TextField, at point: Point, _ layout: FormLayout,
    on canvas: inout Canvas
  ) {
    guard layout.textColumn > 0, let first = shown.first, let last = shown.last else { return }
    let isCutAbove = first.range.lowerBound > 0
    let isCutBelow = last.range.upperBound < field.text.utf8.count
    if shown.count == 1 {
      let sign = isCutAbove && isCutBelow ? "↕" : isCutAbove ? "↑" : isCutBelow ? "↓" : ""
      canvas.write(sign, .faint, at: point)
      return
    }
    if isCutAbove { canvas.write("↑", .faint, at: point) }
    if isCutBelow {
      canvas.write(
        "↓", .faint, at: Point(column: point.column, row: point.row + shown.count - 1))
    }
  }

  /// The rest of the kind that the right arrow would take.
  private func drawCompletion(
    of form: NoteForm, from point: Point, in area: Rect, on canvas: inout Canvas
  ) {
    guard let kind = form.completedKind else { return }
    let rest = kind.dropFirst(form[.kind].text.count)
    let key = settings.keymap.keys(for: CommandTable.row(.field, .fieldRight)).first ?? ""
    canvas.writeFitted(
      rest + (key.isEmpty ? "" : " (\(key))"), .faint, at: point,
      columns: area.column + area.columns - point.column)
  }
}
