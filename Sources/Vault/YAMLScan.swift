// A look at a YAML text before the library gets it. The library recurses once per level and hashes
// keys through aliases, so a few kilobytes could overflow the stack or take for ever; this scan
// bounds both without knowing the grammar: it may count too much, never too little.

import Notes

/// What can be said of a YAML text without parsing it.
struct YAMLScan {
  /// More brackets than this could be that many levels.
  private static let levelLimit = 500
  /// With this many aliases or fewer, expansion stays small.
  private static let aliasLimit = 12

  private(set) var problem: YAMLProblem?
  /// True when nothing but blanks and comments stands there.
  private(set) var isEmpty = true
  private let lines: [Substring.UTF8View]
  /// For texts with line separators that only YAML knows: our line for each of its lines.
  private var ourLines: [Int]?

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var lines: [Substring.UTF8View] = []
    var at = text.utf8.startIndex
    var number = 1
    var levels = 0
    var widest = 0
    var aliases = 0
    var index = 0
    while index < bytes.count {
      var end = index
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      let next =
        end < bytes.count
        ? end + (bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1)
        : end
      let stop = text.utf8.index(at, offsetBy: end - index)
      lines.append(text[at..<stop].utf8)
      at = text.utf8.index(stop, offsetBy: next - end)
      let line = Self.look(at: bytes[index..<end])
      if let reason = line.refused, problem == nil {
        problem = YAMLProblem(rule: .brokenYAML, line: number, reason: reason)
      }
      if line.hasContent { isEmpty = false }
      levels += line.brackets
      widest = max(widest, line.width)
      aliases += line.aliases
      if levels + 2 * widest > Self.levelLimit, problem == nil {
        problem = YAMLProblem(
          rule: .brokenYAML, line: number,
          reason: "nested deeper than \(YAMLReader.depthLimit) levels, or far too many brackets")
      }
      if aliases > Self.aliasLimit, problem == nil {
        problem = YAMLProblem(rule: .brokenYAML, line: number, reason: YAMLReader.aliasReason)
      }
      index = next
      number += 1
    }
    self.lines = lines
    ourLines = Self.lineMap(bytes)
  }

  /// Our line for a line as the library counts.
  func line(_ theirs: Int) -> Int {
    // An end that comes too soon is found on the line after the last, which nobody can go to.
    guard let ourLines else { return max(1, min(theirs, lines.count)) }
    return ourLines.indices.contains(theirs - 1) ? ourLines[theirs - 1] : ourLines.last ?? 1
  }

  /// True when the white space before a line's text holds a tab.
  func isTabIndented(_ line: Int) -> Bool {
    guard lines.indices.contains(line - 1) else { return false }
    return lines[line - 1].prefix { $0 == 0x20 || $0 == 0x09 }.contains(0x09)
  }

  /// The next line after `line` that begins with the same key.
  func repeated(_ key: String, after line: Int) -> Int? {
    guard line < lines.count else { return nil }
    for index in max(0, line)..<lines.count {
      let text = lines[index].drop { $0 == 0x20 || $0 == 0x22 || $0 == 0x27 }
      if text.starts(with: key.utf8) { return index + 1 }
    }
    return nil
  }

  private struct Look {
    var refused: String?
    var hasContent = false
    var brackets = 0
    /// Columns before the first word: no block structure in this line can be deeper.
    var width = 0
    var aliases = 0
  }

  private static func look(at line: ArraySlice<UInt8>) -> Look {
    var look = Look()
    var isLeading = true
    var previous: UInt8?
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      let next = index + 1 < line.endIndex ? line[index + 1] : 0x20
      if let reason = refusal(line, index) { look.refused = look.refused ?? reason }
      if byte == 0x5B || byte == 0x7B { look.brackets += 1 }
      if byte == UInt8(ascii: "*"), next != 0x20, opensValue(previous) { look.aliases += 1 }
      if isLeading {
        let isBlank = byte == 0x20 || byte == 0x09
        let isMark = [UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":")].contains(byte)
        if isBlank || (isMark && (next == 0x20 || next == 0x09)) {
          look.width += 1
        } else {
          isLeading = false
          look.hasContent = byte != UInt8(ascii: "#")
        }
      }
      if byte != 0x20, byte != 0x09 { previous = byte }
      index += 1
    }
    // A line of marks alone opens one more level than it has columns before the last.
    if isLeading, look.width > 0 { look.hasContent = line.contains { $0 != 0x20 && $0 != 0x09 } }
    look.width += 1
    return look
  }

  /// True where a value may begin: at the start of a line or after an indicator.
  private static func opensValue(_ previous: UInt8?) -> Bool {
    guard let previous else { return true }
    return ":-,[{?".utf8.contains(previous)
  }

  /// Characters that no YAML text may hold.
  private static func refusal(_ line: ArraySlice<UInt8>, _ index: Int) -> String? {
    let byte = line[index]
    func follows(_ offset: Int) -> UInt8 {
      index + offset < line.endIndex ? line[index + offset] : 0
    }
    switch byte {
    case 0: return "a NUL character"
    case 1..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F:
      let digits = String(byte, radix: 16, uppercase: true)
      return "a control character (U+00\(digits.utf8.count < 2 ? "0" : "")\(digits))"
    case 0xC2 where (0x80..<0xA0).contains(follows(1)) && follows(1) != 0x85:
      return "a control character (U+00\(String(follows(1), radix: 16, uppercase: true)))"
    case 0xEF where follows(1) == 0xBF && follows(2) >= 0xBE:
      return "a character that is none (U+FFFE or U+FFFF)"
    case 0xEF where follows(1) == 0xBB && follows(2) == 0xBF:
      return "a byte-order mark inside the text"
    default: return nil
    }
  }

  /// Nil unless the text holds a next-line control or a line or paragraph separator.
  private static func lineMap(_ bytes: [UInt8]) -> [Int]? {
    var map = [1]
    var ours = 1
    var isOwn = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        ours += 1
        map.append(ours)
      } else if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0x85 {
        isOwn = true
        map.append(ours)
      } else if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80,
        bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9
      {
        isOwn = true
        map.append(ours)
      }
      index += 1
    }
    return isOwn ? map : nil
  }
}
