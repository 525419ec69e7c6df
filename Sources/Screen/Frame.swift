// One whole screen as a value: what the reader computes and the presenter writes.

/// One cell. A wide unit fills two: the first holds it, the second is `continuation`. The text lies in
/// the cell itself: thousands of them are made and compared for every key.
@frozen
public struct Cell: Hashable, Sendable {
  /// The bytes of the text as UTF-8, the first ones lowest; five scalars at most.
  @usableFromInline let first: UInt64
  @usableFromInline let second: UInt64
  @usableFromInline let third: UInt32
  /// How many bytes there are.
  @usableFromInline let count: UInt8
  /// 1 or 2; 0 in the second cell of a wide unit.
  public var width: Int8
  public var style: Style

  /// What cannot lie in a cell, more than 20 bytes, is cut.
  public init(text: String, width: Int, style: Style) {
    self.width = Int8(width)
    self.style = style
    if text.utf8.count == 1, let byte = text.utf8.first {
      first = UInt64(byte)
      second = 0
      third = 0
      count = 1
      return
    }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var count: UInt8 = 0
    for byte in text.utf8 {
      guard count < 20 else { break }
      let bits = UInt64(byte) << (UInt64(count & 7) * 8)
      switch count >> 3 {
      case 0: words.0 |= bits
      case 1: words.1 |= bits
      default: words.2 |= bits
      }
      count += 1
    }
    first = words.0
    second = words.1
    third = UInt32(truncatingIfNeeded: words.2)
    self.count = count
  }

  /// What stands here: one cell unit's text, sanitised; empty in the second cell of a wide unit.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  private var bytes: [UInt8] {
    (0..<Int(count)).map { index in
      let word = index < 8 ? first : index < 16 ? second : UInt64(third)
      return UInt8(truncatingIfNeeded: word >> (UInt64(index & 7) * 8))
    }
  }

  /// The one sign of ASCII that stands here; nil for everything else.
  @inlinable
  public var ascii: UInt8? { count == 1 && first < 0x80 ? UInt8(truncatingIfNeeded: first) : nil }

  /// The value of the one scalar of at most three bytes that stands here; nil for everything else.
  @inlinable
  public var onlyScalar: UInt32? {
    let bytes = UInt32(truncatingIfNeeded: first)
    switch count {
    case 1: return bytes
    case 2 where bytes & 0xE0 == 0xC0: return (bytes & 0x1F) << 6 | (bytes >> 8 & 0x3F)
    case 3 where bytes & 0xF0 == 0xE0:
      return (bytes & 0x0F) << 12 | (bytes >> 8 & 0x3F) << 6 | (bytes >> 16 & 0x3F)
    default: return nil
    }
  }

  @inlinable
  public static func == (left: Cell, right: Cell) -> Bool {
    left.first == right.first && left.count == right.count && left.width == right.width
      && left.style.rawValue == right.style.rawValue && left.second == right.second
      && left.third == right.third
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
