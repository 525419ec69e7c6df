// Edits of front matter as text spans: the bytes of the key that is named change, no other.

import Text

/// A value to write.
public enum FrontMatterValue: Hashable, Sendable {
  case text(String)
  case list([String])

  /// As YAML on one line.
  var yaml: String {
    switch self {
    case .text(let text): YAMLText.scalar(text, inList: false)
    case .list(let items):
      "[" + items.map { YAMLText.scalar($0, inList: true) }.joined(separator: ", ") + "]"
    }
  }
}

extension NoteFile {
  /// The file with one key set, whatever its case; a new key goes last. Text without front matter
  /// gets one.
  public func settingKey(_ key: String, to value: FrontMatterValue) throws(NoteEditError)
    -> NoteFile
  {
    try requireClosed()
    guard let entry = try entry(of: key) else { return inserting(key, value.yaml) }
    return replacing(entry, with: value.yaml)
  }

  /// The file without a key and its value; unchanged when it has none.
  public func removingKey(_ key: String) throws(NoteEditError) -> NoteFile {
    try requireClosed()
    guard let entry = try entry(of: key) else { return self }
    return editing([(entry.range, "")])
  }

  /// The file with one more item in the list of a key; a single text becomes a list of two, a
  /// missing key a list of one.
  public func appendingToList(_ key: String, _ item: String) throws(NoteEditError) -> NoteFile {
    try requireClosed()
    guard let entry = try entry(of: key) else {
      return inserting(key, FrontMatterValue.list([item]).yaml)
    }
    let written = YAMLText.scalar(item, inList: true)
    switch entry.form {
    case .empty: return replacing(entry, with: "[" + written + "]")
    case .plain:
      let old = bytes.text(entry.value).split(separator: ",").map { String($0).trimmedSpace }
      let items = old.filter { !$0.isEmpty && $0 != "~" && $0 != "null" } + [item]
      return replacing(entry, with: FrontMatterValue.list(items).yaml)
    case .quoted:
      return replacing(entry, with: "[" + bytes.text(entry.value) + ", " + written + "]")
    case .flow: return try appending(written, toFlow: entry)
    case .block: return try appending(written, toBlock: entry)
    }
  }

  private func appending(_ item: String, toFlow entry: FrontMatterEntry) throws(NoteEditError)
    -> NoteFile
  {
    let value = entry.value
    guard bytes[value.lowerBound] == UInt8(ascii: "[") else {
      throw notAList(entry, "the value is a mapping, not a list")
    }
    let isLong = bytes[value].contains { $0 == 0x0A || $0 == 0x0D }
    if isLong, bytes[value].contains(UInt8(ascii: "#")) {
      throw notAList(entry, "a list in brackets with comments is left as it is")
    }
    var last = value.upperBound - 2
    while Byte.isBlank(bytes[last]) || bytes[last] == 0x0A || bytes[last] == 0x0D { last -= 1 }
    let before: String
    switch bytes[last] {
    case UInt8(ascii: "[") where last == value.lowerBound: before = ""
    case UInt8(ascii: ","): before = " "
    default: before = ", "
    }
    return editing([((last + 1)..<(last + 1), before + item)])
  }

  private func appending(_ item: String, toBlock entry: FrontMatterEntry) throws(NoteEditError)
    -> NoteFile
  {
    var at = ByteLines.line(at: entry.range.lowerBound, in: bytes).next
    while at < entry.range.upperBound {
      let line = ByteLines.line(at: at, in: bytes)
      let range = bytes.trimmed(line.range)
      at = line.next
      if range.isEmpty || bytes[range.lowerBound] == UInt8(ascii: "#") { continue }
      guard bytes[range.lowerBound] == UInt8(ascii: "-"), entry.value.isEmpty,
        range.count == 1 || Byte.isBlank(bytes[range.lowerBound + 1])
      else { break }
      let indent = bytes.text(line.start..<range.lowerBound)
      let place = entry.range.upperBound
      return editing([(place..<place, indent + "- " + item + lineEnd)])
    }
    throw notAList(entry, "the value is a text of several lines, not a list")
  }

  private func notAList(_ entry: FrontMatterEntry, _ why: String) -> NoteEditError {
    let lines = ByteLines.lines(of: bytes)
    return .notUnderstood(
      line: ByteLines.number(of: entry.range.lowerBound, in: lines), why: why)
  }

  private func requireClosed() throws(NoteEditError) {
    if isUnclosed { throw .notUnderstood(line: 1, why: "the front matter is never closed") }
  }

  private func entry(of key: String) throws(NoteEditError) -> FrontMatterEntry? {
    let wanted = key.lowercased()
    return try entries().first { $0.key.lowercased() == wanted }
  }

  private func inserting(_ key: String, _ value: String) -> NoteFile {
    let line = key + ": " + value + lineEnd
    if let frontMatter {
      let place = frontMatter.end.value
      return editing([(place..<place, line)])
    }
    let place = body.start.value
    return editing([(place..<place, "---" + lineEnd + line + "---" + lineEnd)])
  }

  private func replacing(_ entry: FrontMatterEntry, with value: String) -> NoteFile {
    switch entry.form {
    case .plain, .quoted, .flow: return editing([(entry.value, value)])
    case .empty: return editing([(entry.afterColon..<entry.afterColon, " " + value)])
    case .block:
      // The value's lines go; what stands on the key's line besides the value stays.
      let first = ByteLines.line(at: entry.range.lowerBound, in: bytes)
      let onLine = entry.value.isEmpty ? entry.afterColon..<entry.afterColon : entry.value
      let text = entry.value.isEmpty ? " " + value : value
      return editing([(onLine, text), (first.next..<entry.range.upperBound, "")])
    }
  }

  /// The file with some spans replaced; they come in order and do not overlap.
  private func editing(_ edits: [(range: Range<Int>, text: String)]) -> NoteFile {
    var out: [UInt8] = []
    var at = 0
    for edit in edits {
      out += bytes[at..<edit.range.lowerBound]
      out += edit.text.utf8
      at = edit.range.upperBound
    }
    out += bytes[at...]
    return NoteFile(String(decoding: out, as: UTF8.self))
  }
}

/// Writing scalars so that every YAML reader takes them as the text they are.
enum YAMLText {
  static func scalar(_ text: String, inList: Bool) -> String {
    isPlain(text, inList: inList) ? text : quoted(text)
  }

  private static func isPlain(_ text: String, inList: Bool) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last, scalars.count < 1_000 else {
      return false
    }
    guard WordClass.isLetter(first) || (0x30...0x39).contains(first.value), last != ":",
      !WordClass.isSpace(last), !words.contains(text.lowercased())
    else { return false }
    for (index, scalar) in scalars.enumerated() {
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { return false }
      if scalar.value >= 0x2028, VisibleScalar.replacement(for: scalar) != nil { return false }
      if scalar == "\u{FEFF}" || scalar.value & 0xFFFE == 0xFFFE { return false }
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      if scalar == ":", next == " " || inList { return false }
      if scalar == "#", index > 0, scalars[index - 1] == " " { return false }
      if ",[]{}".unicodeScalars.contains(scalar), inList || scalar != "," { return false }
    }
    return true
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        let isOdd =
          scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}"
          || scalar == "\u{2029}" || scalar == "\u{FEFF}" || scalar.value & 0xFFFE == 0xFFFE
        if isOdd { out += escaped(scalar.value) } else { out.unicodeScalars.append(scalar) }
      }
    }
    return out + "\""
  }

  private static func escaped(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    let width = value > 0xFFFF ? 8 : 4
    return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.utf8.count)
      + digits
  }

  private static let words: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null",
  ]
}
