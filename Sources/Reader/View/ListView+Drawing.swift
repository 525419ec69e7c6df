// Drawing a list or a page into a rectangle, and moving in it; alike in the reader and in a lesson.

public import Screen
import Text

extension ListView {
  /// Draws the items, the chosen one kept in sight; what lies above and below is said at the edge.
  public func draw(in area: Rect, on canvas: inout Canvas) {
    guard area.rows > 0, area.columns > 0 else { return }
    guard !items.isEmpty else {
      canvas.writeFitted(
        emptyText, .faint, at: Point(column: area.column, row: area.row), columns: area.columns)
      return
    }
    let first = firstShown(rows: area.rows)
    let last = min(items.count, first + area.rows)
    for index in first..<last {
      draw(
        items[index], isSelected: isChoice && index == selected,
        in: Rect(
          column: area.column, row: area.row + index - first, columns: area.columns, rows: 1),
        on: &canvas)
    }
    drawEdges(above: first, below: items.count - last, area, on: &canvas)
  }

  /// Moves the choice, or scrolls a page of which `rows` are shown. Headings are passed over in the
  /// direction of the move, or stay where a choice is.
  public mutating func move(by count: Int, rows: Int) {
    guard !items.isEmpty else { return }
    let before = selected
    let last = isChoice ? items.count - 1 : max(0, items.count - rows)
    selected = max(0, min(last, selected + count))
    guard isChoice, items[selected].target == .none else { return }
    let step = count < 0 ? -1 : 1
    var index = selected
    while items.indices.contains(index), items[index].target == .none { index += step }
    selected = items.indices.contains(index) ? index : before
  }

  private func firstShown(rows: Int) -> Int {
    let furthest = max(0, items.count - rows)
    guard isChoice else { return min(selected, furthest) }
    return max(0, min(furthest, selected - rows / 2))
  }

  private func drawEdges(above: Int, below: Int, _ area: Rect, on canvas: inout Canvas) {
    func edge(_ text: String, row: Int) {
      let column = area.column + area.columns - CellWidth.of(text)
      guard column >= area.column else { return }
      canvas.write(text, .faint, at: Point(column: column, row: row))
    }
    if above > 0, area.rows > 1 { edge(" ↑ \(above) ", row: area.row) }
    if below > 0 { edge(" ↓ \(below) ", row: area.row + area.rows - 1) }
  }

  private func draw(_ item: ListItem, isSelected: Bool, in area: Rect, on canvas: inout Canvas) {
    let detail = item.detail.isEmpty ? 0 : CellWidth.of(item.detail) + 2
    let room = max(1, area.columns - detail - 2)
    let style: Style = isSelected ? .listSelected : item.isHeading ? .heading : .plain
    let point = Point(column: area.column, row: area.row)
    if isSelected { canvas.write("▸", .focusMark, at: point) }
    let start = Point(column: area.column + 2, row: area.row)
    canvas.writeFitted(item.text.madeVisible, style, at: start, columns: room)
    if !item.detail.isEmpty, area.columns > detail + 8 {
      let column = area.column + area.columns - CellWidth.of(item.detail)
      canvas.write(item.detail, .faint, at: Point(column: column, row: area.row))
    }
  }
}
