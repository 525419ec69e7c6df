// Where each top-level key of a front matter stands, found by lines and marks only. It is used for
// edits, so it may refuse what it does not understand, but never misplace an entry.

import Text

/// One key with its value as spans of the file.
struct FrontMatterEntry: Hashable, Sendable {
  enum Form: Hashable, Sendable { case empty, plain, quoted, flow, block }

  let key: String
  /// From the start of the key's line to the start of the line after the value.
  let range: Range<Int>
  /// Right after the colon.
  let afterColon: Int
  /// The value's part on the key's line, without comment; empty when nothing stands there.
  let value: Range<Int>
  /// Where the key's line ends, before its line end.
  let lineEnd: Int
  let form: Form
}

/// Why a front matter cannot be edited.
public enum NoteEditError: Error, Hashable, Sendable {
  /// The line is not understood well enough to change anything near it.
  case notUnderstood(line: Int, why: String)
}

extension NoteFile {
  /// The top-level entries in order.
  func entries() throws(NoteEditError) -> [FrontMatterEntry] {
    guard let frontMatter else { return [] }
    var entries: [FrontMatterEntry] = []
    var at = frontMatter.start.value
    let end = frontMatter.end.value
    while at < end {
      let line = ByteLines.line(at: at, in: bytes)
      if isBlankOrComment(line) {
        at = line.next
        continue
      }
      let entry = try entry(at: line, end: end)
      entries.append(entry)
      at = entry.range.upperBound
    }
    return entries
  }

  private func entry(at line: ByteLine, end: Int) throws(NoteEditError) -> FrontMatterEntry {
    guard let (key, afterColon) = key(of: line) else {
      throw notUnderstood(line.start, "expected key: value")
    }
    let start = bytes.trimmed(afterColon..<line.end).lowerBound
    var form = FrontMatterEntry.Form.plain
    var value = start..<start
    var last = line
    let first: UInt8? = start < line.end ? bytes[start] : nil
    switch first {
    case nil, UInt8(ascii: "#"):
      form = .empty
      value = afterColon..<afterColon
      last = lastBlockLine(after: line, end: end, allowsItems: true)
      if last.start > line.start { form = .block }
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      form = .quoted
      guard let close = quoteEnd(start, end) else {
        throw notUnderstood(line.start, "a quotation mark is never closed")
      }
      value = start..<close
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      form = .flow
      guard let close = flowEnd(start, end) else {
        throw notUnderstood(line.start, "a bracket is never closed")
      }
      value = start..<close
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      form = .block
      value = bytes.trimmed(start..<line.end)
      last = lastBlockLine(after: line, end: end, allowsItems: false, commentsCount: true)
    default:
      value = bytes.trimmed(start..<plainEnd(start, line.end))
      last = lastBlockLine(after: line, end: end, allowsItems: false)
      if last.start > line.start { form = .block }
    }
    if form == .quoted || form == .flow {
      last = ByteLines.line(at: lineStart(of: value.upperBound), in: bytes)
      let rest = bytes.trimmed(value.upperBound..<last.end)
      guard rest.isEmpty || bytes[rest.lowerBound] == UInt8(ascii: "#") else {
        throw notUnderstood(line.start, "something follows the value")
      }
    }
    return FrontMatterEntry(
      key: key, range: line.start..<min(end, last.next), afterColon: afterColon, value: value,
      lineEnd: line.end, form: form)
  }

  private func notUnderstood(_ offset: Int, _ why: String) -> NoteEditError {
    .notUnderstood(line: ByteLines.number(of: offset, in: ByteLines.lines(of: bytes)), why: why)
  }

  private func isBlankOrComment(_ line: ByteLine) -> Bool {
    let range = bytes.trimmed(line.range)
    return range.isEmpty || bytes[range.lowerBound] == UInt8(ascii: "#")
  }

  /// The key at the start of a line, plain or quoted, and where its colon ends.
  private func key(of line: ByteLine) -> (String, Int)? {
    guard line.start < line.end, !Byte.isBlank(bytes[line.start]) else { return nil }
    let first = bytes[line.start]
    var at = line.start
    var key = line.start..<line.start
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      guard let close = quoteEnd(line.start, line.end) else { return nil }
      key = (line.start + 1)..<(close - 1)
      at = bytes.trimmed(close..<line.end).lowerBound
      guard at < line.end, bytes[at] == UInt8(ascii: ":") else { return nil }
    } else {
      guard !"-?[]{},#&*!|>%@`".utf8.contains(first) || isWordAfterMark(line) else { return nil }
      while at < line.end, !(bytes[at] == UInt8(ascii: ":") && isEndOrBlank(at + 1, line.end)) {
        if bytes[at] == UInt8(ascii: "#"), Byte.isBlank(bytes[at - 1]) { return nil }
        at += 1
      }
      guard at < line.end else { return nil }
      key = bytes.trimmed(line.start..<at)
    }
    guard isEndOrBlank(at + 1, line.end) else { return nil }
    return (bytes.text(key), at + 1)
  }

  /// `-key:` is a word; `- key:` is an item.
  private func isWordAfterMark(_ line: ByteLine) -> Bool {
    (bytes[line.start] == UInt8(ascii: "-") || bytes[line.start] == UInt8(ascii: "?"))
      && !isEndOrBlank(line.start + 1, line.end)
  }

  private func isEndOrBlank(_ at: Int, _ end: Int) -> Bool { at >= end || Byte.isBlank(bytes[at]) }

  private func plainEnd(_ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end {
      if bytes[at] == UInt8(ascii: "#"), at > start, Byte.isBlank(bytes[at - 1]) { return at }
      at += 1
    }
    return end
  }

  /// The last line that belongs to a value which began on an earlier one.
  private func lastBlockLine(
    after line: ByteLine, end: Int, allowsItems: Bool, commentsCount: Bool = false
  ) -> ByteLine {
    var last = line
    var at = line.next
    while at < end {
      let next = ByteLines.line(at: at, in: bytes)
      at = next.next
      let range = bytes.trimmed(next.range)
      if range.isEmpty { continue }
      let isIndented = range.lowerBound > next.start
      let isComment = bytes[range.lowerBound] == UInt8(ascii: "#")
      if isComment, !(commentsCount && isIndented) { continue }
      let isItem =
        allowsItems && bytes[next.start] == UInt8(ascii: "-")
        && isEndOrBlank(next.start + 1, next.end)
      guard isIndented || isItem else { break }
      last = next
    }
    return last
  }

  /// Behind the closing mark of a quoted text.
  private func quoteEnd(_ start: Int, _ end: Int) -> Int? {
    let mark = bytes[start]
    var at = start + 1
    while at < end {
      if mark == UInt8(ascii: "\""), bytes[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if bytes[at] == mark {
        if mark == UInt8(ascii: "'"), at + 1 < end, bytes[at + 1] == mark {
          at += 2
          continue
        }
        return at + 1
      }
      at += 1
    }
    return nil
  }

  /// Behind the bracket that closes the one at `start`.
  private func flowEnd(_ start: Int, _ end: Int) -> Int? {
    var depth = 0
    var at = start
    var opensValue = true
    while at < end {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        opensValue = true
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return at + 1 }
        opensValue = false
      case UInt8(ascii: ","), UInt8(ascii: ":"): opensValue = true
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // A mark inside a plain word ("it's") opens nothing.
        guard opensValue else { break }
        guard let close = quoteEnd(at, end) else { return nil }
        at = close - 1
        opensValue = false
      case UInt8(ascii: "#") where Byte.isBlank(bytes[at - 1]) || bytes[at - 1] == 0x0A:
        at = ByteLines.line(at: at, in: bytes).end
        continue
      case 0x20, 0x09, 0x0A, 0x0D: break
      default: opensValue = false
      }
      at += 1
    }
    return nil
  }

  func lineStart(of offset: Int) -> Int {
    var at = offset
    while at > 0, bytes[at - 1] != 0x0A, bytes[at - 1] != 0x0D { at -= 1 }
    return at
  }
}
