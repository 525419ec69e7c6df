// From the parser's lines and columns back to bytes of the file, which may differ from the parsed text
// by a byte-order mark, line ends, front matter and the character set.

import Text

/// The lines of a file, looked up in one pass as long as they are asked for in order.
struct MarkdownLines {
  private let bytes: [UInt8]
  /// Bytes of one unit: 2 for UTF-16, whose line ends are told by `lowByte`.
  private let unit: Int
  private let lowByte: Int
  /// Where each `stride`th line begins.
  private var beginnings: [Int] = []
  private static let stride = 1024
  /// The line looked up last, counted from 0, and where it begins.
  private var cursor: (line: Int, byte: Int)

  /// Whether a column of the parsed text is one of the file.
  let hasColumns: Bool

  /// `isExact` tells that the parsed text is the file's but for line ends and the byte-order mark.
  init(_ bytes: [UInt8], isExact: Bool) {
    self.bytes = bytes
    hasColumns = isExact
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    let isBig = bytes.starts(with: [0xFE, 0xFF])
    unit = isLittle || isBig ? 2 : 1
    lowByte = isBig ? 1 : 0
    let mark = unit == 2 ? 2 : bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    cursor = (0, mark)
    beginnings = [mark]
    var place = mark
    var line = 0
    bytes.withUnsafeBufferPointer { buffer in
      while let next = nextLine(buffer, after: place) {
        line += 1
        place = next
        if line % Self.stride == 0 { beginnings.append(next) }
      }
    }
  }

  /// Bytes of the file from a place to the end of a line, without that line's end. Lines and columns
  /// are counted from 0; what lies outside is brought inside.
  mutating func range(fromLine: Int, column: Int, toLine: Int) -> ByteRange {
    let first = beginning(of: fromLine)
    let end = endOfLine(at: beginning(of: max(fromLine, toLine)))
    let start = hasColumns ? min(first + max(0, column), end) : first
    return ByteRange(ByteOffset(start), ByteOffset(max(start, end)))
  }

  private mutating func beginning(of line: Int) -> Int {
    if line < cursor.line || line - cursor.line > Self.stride {
      let index = max(0, min(line / Self.stride, beginnings.count - 1))
      cursor = (index * Self.stride, beginnings[index])
    }
    bytes.withUnsafeBufferPointer { buffer in
      while cursor.line < line, let next = nextLine(buffer, after: cursor.byte) {
        cursor = (cursor.line + 1, next)
      }
    }
    return cursor.byte
  }

  /// The beginning of the line after the one at a place; nil when there is none.
  private func nextLine(_ buffer: UnsafeBufferPointer<UInt8>, after place: Int) -> Int? {
    var index = place
    while index + unit <= buffer.count {
      let sign = self.sign(buffer, at: index)
      index += unit
      if sign == 0x0A { return index }
      guard sign == 0x0D else { continue }
      return index + unit <= buffer.count && self.sign(buffer, at: index) == 0x0A
        ? index + unit : index
    }
    return nil
  }

  private func endOfLine(at place: Int) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      var index = place
      while index + unit <= buffer.count {
        let sign = self.sign(buffer, at: index)
        if sign == 0x0A || sign == 0x0D { return index }
        index += unit
      }
      return buffer.count
    }
  }

  private func sign(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt8 {
    if unit == 1 { return buffer[index] }
    // Of a unit outside ASCII anything but a line end will do.
    return buffer[index + 1 - lowByte] == 0 ? buffer[index + lowByte] : 0xFF
  }
}
