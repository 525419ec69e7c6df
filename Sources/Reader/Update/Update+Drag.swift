// Selecting with the mouse: from the word where the button went down to the one under the pointer.

import Documents
import Screen
import Text

extension ReaderState {
  /// The button went down on the text: its paragraph is focused, and a drag may follow. Nothing
  /// scrolls, so that the pointer stays over the word that was pressed.
  mutating func press(at point: Point) {
    guard let offset = offset(under: point) else { return }
    selection = nil
    let top = topRow
    changeFocus(to: document.paragraph(at: offset))
    hold(top: top)
    pressed = Press(point: point, offset: offset)
  }

  /// The mouse moved with its button down, or was let go.
  mutating func drag(to point: Point, isEnd: Bool) {
    guard var press = pressed else { return }
    if isEnd { pressed = nil }
    // Letting go where the button went down is a click.
    guard press.isDragging || point != press.point else { return }
    guard list == nil, prompt == nil, form == nil, !document.paragraphs.isEmpty else {
      pressed = nil
      return
    }
    var spans = TextSpans(document, .word)
    if !press.isDragging {
      guard let word = spans.span(at: press.offset) else { return }
      press.isDragging = true
      message = nil
      openNotes.removeAll()
      selection = Selection(unit: .word, range: word)
    }
    if !isEnd { pressed = press }
    let area = plan.text
    if point.row < area.row { scrollUnderPointer(-1) }
    if point.row >= area.row + area.rows { scrollUnderPointer(1) }
    let row = max(area.row, min(area.row + area.rows - 1, point.row))
    guard let offset = offset(under: Point(column: point.column, row: row)),
      let word = spans.span(at: offset)
    else { return }
    extendSelection(to: word, by: .word)
  }

  private mutating func scrollUnderPointer(_ step: Int) {
    let top = row(topRow, moved: step).row
    hold(top: pulledDown(top, rows: max(1, textRows)))
  }

  /// What stands under a point of the text; a place beside a line or between paragraphs means the
  /// nearest of the line before it.
  private func offset(under point: Point) -> ScalarOffset? {
    let rows = visibleRows()
    guard !rows.isEmpty else { return nil }
    var row = rows[max(0, min(rows.count - 1, point.row - plan.text.row))]
    var column = max(0, point.column - plan.text.column)
    if line(row) == nil {
      row = self.row(before: row) ?? row
      column = Int.max
    }
    return line(row).map { Self.offset(at: column, in: $0) }
  }
}
