// From the parser's lines and columns to bytes of the text that it was given.

import Text

/// The lines of a normalised text, looked up in one pass as long as they are asked for in order.
struct MarkdownLines {
  private let text: [UInt8]
  /// Where each `stride`th line begins.
  private var beginnings = [0]
  private static let stride = 1024
  /// The line looked up last, counted from 0, and where it begins.
  private var cursor = (line: 0, byte: 0)

  init(_ text: [UInt8]) {
    self.text = text
    var line = 0
    text.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == 0x0A {
        line += 1
        if line % Self.stride == 0 { beginnings.append(index + 1) }
      }
    }
  }

  /// Bytes from a place to the end of a line, without its line feed. Lines and columns are counted
  /// from 0; what lies outside is brought inside.
  mutating func range(fromLine: Int, column: Int, toLine: Int) -> ByteRange {
    let first = beginning(of: fromLine)
    let end = endOfLine(at: beginning(of: max(fromLine, toLine)))
    return ByteRange(ByteOffset(min(first + max(0, column), end)), ByteOffset(end))
  }

  private mutating func beginning(of line: Int) -> Int {
    if line < cursor.line || line - cursor.line > Self.stride {
      let index = max(0, min(line / Self.stride, beginnings.count - 1))
      cursor = (index * Self.stride, beginnings[index])
    }
    while cursor.line < line {
      let end = endOfLine(at: cursor.byte)
      if end == text.count { break }
      cursor = (cursor.line + 1, end + 1)
    }
    return cursor.byte
  }

  private func endOfLine(at place: Int) -> Int {
    text.withUnsafeBufferPointer { buffer in
      var index = place
      while index < buffer.count, buffer[index] != 0x0A { index += 1 }
      return index
    }
  }
}
