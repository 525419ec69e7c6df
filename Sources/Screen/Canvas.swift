// Drawing into a rectangle of a frame: everything is cut at its edges, and a wide unit is never
// halved. All text passes through cell units, so nothing unsanitised reaches a cell.

public import Text

/// A rectangle of a frame being drawn.
public struct Canvas {
  public private(set) var frame: Frame

  public init(size: Size) { frame = Frame(size: size) }

  /// Goes on drawing on a frame.
  public init(copying frame: Frame) { self.frame = frame }

  public var size: Size { frame.size }

  /// Where the cursor is to be shown.
  public mutating func showCursor(at point: Point) {
    guard point.column < size.columns, point.row < size.rows else { return }
    frame.cursor = point
  }

  /// Writes a text from a place on one row, cut at `limit` columns (the frame's edge by default).
  /// Gives the columns used.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, _ style: Style = .plain, at point: Point, limit: Int? = nil
  ) -> Int {
    var column = point.column
    let end = min(size.columns, limit.map { point.column + $0 } ?? size.columns)
    for unit in CellUnits(text) {
      guard column + unit.width <= end else { break }
      put(unit, style, at: Point(column: column, row: point.row))
      column += unit.width
    }
    return column - point.column
  }

  /// Writes a text that must fit `columns`; what is cut off ends in "…".
  @discardableResult
  public mutating func writeFitted(
    _ text: some StringProtocol, _ style: Style = .plain, at point: Point, columns: Int
  ) -> Int {
    write(fitted(text, columns: columns), style, at: point, limit: columns)
  }

  /// Draws one unit if all of it lies inside the frame. A spelled-out control takes a cell a letter.
  public mutating func put(_ unit: CellUnit, _ style: Style, at point: Point) {
    guard point.row >= 0, point.row < size.rows, point.column >= 0,
      point.column + unit.width <= size.columns
    else { return }
    if unit.width > 2 {
      for (index, scalar) in unit.text.unicodeScalars.enumerated() {
        set(
          Cell(text: String(Character(scalar)), width: 1, style: style), point.column + index,
          point.row)
      }
      return
    }
    set(Cell(text: unit.text, width: unit.width, style: style), point.column, point.row)
    if unit.width == 2 { set(.continuation(style), point.column + 1, point.row) }
  }

  /// The cells that `put` draws for a unit.
  public static func append(_ unit: CellUnit, _ style: Style, to cells: inout [Cell]) {
    if unit.width > 2 {
      for scalar in unit.text.unicodeScalars {
        cells.append(Cell(text: String(Character(scalar)), width: 1, style: style))
      }
      return
    }
    cells.append(Cell(text: unit.text, width: unit.width, style: style))
    if unit.width == 2 { cells.append(.continuation(style)) }
  }

  /// Draws cells that were made by `append`, if all of them lie inside the frame.
  public mutating func put(_ cells: [Cell], at point: Point) {
    let end = point.column + cells.count
    guard !cells.isEmpty, point.row >= 0, point.row < size.rows, point.column >= 0,
      end <= size.columns
    else { return }
    if point.column > 0, frame[point.column - 1, point.row].width == 2 {
      frame[point.column - 1, point.row] = .blank
    }
    if end < size.columns, frame[end, point.row].width == 0 { frame[end, point.row] = .blank }
    let start = point.row * size.columns + point.column
    frame.cells.withUnsafeMutableBufferPointer { target in
      cells.withUnsafeBufferPointer { source in
        for index in 0..<source.count { target[start + index] = source[index] }
      }
    }
  }

  private mutating func set(_ cell: Cell, _ column: Int, _ row: Int) {
    // Overwriting one half of a wide unit would leave the other half dangling.
    let old = frame[column, row]
    if old.width == 0, column > 0, frame[column - 1, row].width == 2 {
      frame[column - 1, row] = .blank
    }
    if old.width == 2, column + 1 < size.columns, cell.width != 2 {
      frame[column + 1, row] = .blank
    }
    frame[column, row] = cell
  }
}

/// A text cut to a number of columns, ending in "…" when something was cut.
public func fitted(_ text: some StringProtocol, columns: Int) -> String {
  var kept: [CellUnit] = []
  var width = 0
  for unit in CellUnits(text) {
    if width + unit.width > columns {
      while let last = kept.last, width + 1 > columns {
        width -= last.width
        kept.removeLast()
      }
      return columns < 1 ? "" : letters(of: kept) + "…"
    }
    kept.append(unit)
    width += unit.width
  }
  return letters(of: kept)
}

private func letters(of units: [CellUnit]) -> String {
  var text = ""
  for unit in units { text += unit.text }
  return text
}

/// The end of a text that fits a number of columns, found from the end: typed text is shown by where
/// the cursor stands.
public func fittedEnd(_ text: String, columns: Int) -> Substring {
  var start = text.endIndex
  var used = 0
  while start > text.startIndex {
    let previous = text.index(before: start)
    used += CellWidth.of(text[previous..<start])
    if used > columns { break }
    start = previous
  }
  return text[start...]
}
