// One whole screen as a value: what the reader computes and the presenter writes.

/// One cell. A wide unit fills two: the first holds it, the second is `continuation`.
public struct Cell: Hashable, Sendable {
  /// What stands here: one cell unit's text, sanitised; empty in the second cell of a wide unit.
  public var text: String
  /// 1 or 2; 0 in the second cell of a wide unit.
  public var width: Int8
  public var style: Style

  public init(text: String, width: Int, style: Style) {
    self.text = text
    self.width = Int8(width)
    self.style = style
  }

  public static let blank = Cell(text: " ", width: 1, style: .plain)
  /// The right half of the wide unit before it.
  public static func continuation(_ style: Style) -> Cell { Cell(text: "", width: 0, style: style) }
}

/// A grid of cells and where the cursor is shown, if anywhere.
public struct Frame: Hashable, Sendable {
  public let size: Size
  /// Row by row, `size.columns * size.rows` of them.
  public var cells: [Cell]
  /// Where the cursor blinks; nil hides it.
  public var cursor: Point?

  public init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// The cell at a place inside the frame.
  public subscript(column: Int, row: Int) -> Cell {
    get { cells[row * size.columns + column] }
    set { cells[row * size.columns + column] = newValue }
  }

  /// The cells of one row.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// The frame as plain text, a line a row, blanks at line ends kept off.
  public var textPlane: [String] {
    (0..<size.rows).map { index in
      var line = row(index).map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The frame as style letters, a line a row, plain ends kept off.
  public var stylePlane: [String] {
    (0..<size.rows).map { index in
      var line = String(row(index).map(\.style.letter))
      while line.last == "." { line.removeLast() }
      return line
    }
  }
}
