// Lines of a byte array: the unit in which note files are read and edited. LF, CRLF and a lone CR
// end a line, as they do in the normalised text of documents.

import Text

/// One line of a byte array.
struct ByteLine: Hashable, Sendable {
  let start: Int
  /// Where the text of the line ends, before its line end.
  let end: Int
  /// Where the next line begins; equal to `end` only on a last line without a line end.
  let next: Int
  var range: Range<Int> { start..<end }
}

enum ByteLines {
  /// The line that begins at `start`.
  static func line(at start: Int, in bytes: [UInt8]) -> ByteLine {
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    var next = end
    if next < bytes.count {
      next += bytes[next] == 0x0D && next + 1 < bytes.count && bytes[next + 1] == 0x0A ? 2 : 1
    }
    return ByteLine(start: start, end: end, next: next)
  }

  /// All lines from `start` on; none for an empty rest.
  static func lines(of bytes: [UInt8], from start: Int = 0) -> [ByteLine] {
    var lines: [ByteLine] = []
    var at = start
    while at < bytes.count {
      let line = line(at: at, in: bytes)
      lines.append(line)
      at = line.next
    }
    return lines
  }

  /// How many lines begin at or before an offset, counted from 1.
  static func number(of offset: Int, in lines: [ByteLine]) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return max(1, low)
  }
}

/// Bytes that Markdown and YAML give a meaning.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }
}

extension Array where Element == UInt8 {
  /// The text of a range, ill-formed parts replaced.
  func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

  /// The range without blanks at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, Byte.isBlank(self[start]) { start += 1 }
    while end > start, Byte.isBlank(self[end - 1]) { end -= 1 }
    return start..<end
  }

  /// True when the bytes at `offset` are those of `text`.
  func holds(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset >= 0, offset + count <= self.count else { return false }
    return text.withUTF8Buffer { wanted in
      for index in 0..<count where self[offset + index] != wanted[index] { return false }
      return true
    }
  }
}

extension String {
  /// Without white space at both ends, line ends included.
  var trimmedSpace: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !WordClass.isSpace($0) }),
      let last = scalars.lastIndex(where: { !WordClass.isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
