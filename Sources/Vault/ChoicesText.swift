// The list of decisions in its text: reading it through YAML, and the spans of lines that an edit
// puts in or takes out.

import Notes
import Text

/// What stands in the file.
struct ChoiceList {
  /// The decisions that are understood, in order.
  private(set) var choices: [DocumentChoice] = []
  /// The line of each of them, counted from 1.
  private(set) var lines: [Int] = []
  /// Lines of all entries.
  private(set) var entries: [Int] = []
  /// Entries that make no sense.
  private(set) var odd: [(line: Int, reason: String)] = []
  /// The list's first line.
  private(set) var line = 1

  /// Entries, understood or not.
  var count: Int { entries.count }

  init(_ text: String, _ yaml: any YAMLReading) throws(YAMLProblem) {
    let top: [YAMLEntry]
    do throws(YAMLProblem) {
      top = try yaml.entries(of: ChoicesText.asMapping(text))
    } catch {
      throw YAMLProblem(rule: error.rule, line: max(1, error.line - 1), reason: error.reason)
    }
    guard let first = top.first, top.count == 1 else {
      throw Self.noList(max(1, (top.dropFirst().first?.line ?? 2) - 1))
    }
    switch first.value {
    case .null: return
    case .list(let items, let line):
      self.line = max(1, line - 1)
      for item in items { take(item) }
    case .scalar(_, let line), .map(_, let line):
      throw Self.noList(max(1, line - 1))
    }
  }

  private static func noList(_ line: Int) -> YAMLProblem {
    YAMLProblem(
      rule: .brokenYAML, line: line, reason: "expected a list: entries that begin with a dash")
  }

  private mutating func take(_ item: YAMLValue) {
    var line = item.line - 1
    guard case .map(let fields, _) = item else {
      entries.append(line)
      odd.append((line, "an entry needs the keys document, note and decision"))
      return
    }
    line = (fields.first?.line ?? item.line) - 1
    entries.append(line)
    var values: [String: String] = [:]
    for field in fields { values[field.key.lowercased()] = field.value.string ?? "" }
    guard let word = values["decision"], !word.isEmpty else {
      odd.append((line, "an entry without a decision"))
      return
    }
    guard let decision = DocumentChoice.Decision(rawValue: word.lowercased()) else { return }
    guard let document = values["document"].flatMap({ ContentHash(hex: $0) }) else {
      odd.append((line, "document must be 64 hexadecimal digits"))
      return
    }
    guard let note = values["note"], !note.isEmpty else {
      odd.append((line, "an entry without a note"))
      return
    }
    choices.append(
      DocumentChoice(
        document: document, note: NoteID(note), words: values["words"] ?? "", decision: decision))
    lines.append(line)
  }
}

enum ChoicesText {
  private static let opening = """
    # Decisions made while reading, one entry each: pin shows a note beside the whole document,
    # not-here leaves it out for these words (without words: wherever it would stand).
    # The document is known by the digest of its text. Entries can be edited and deleted by hand.

    """

  /// The list as the value of a key, on a line before it, since the port reads mappings. A marker of
  /// the document's start is made blank.
  static func asMapping(_ text: String) -> String {
    var lines = self.lines(of: text)
    var first = firstContent(of: lines)
    if let marker = first, trimmed(lines[marker]) == "---" {
      lines[marker] = lines[marker].drop { $0 == "-" }
      first = firstContent(of: lines)
    }
    // What stands in brackets cannot begin at the margin under a key.
    guard let first, lines[first].first == "[" else { return "choices:\n" + lines.joined() }
    lines[first] = "choices: " + lines[first]
    return "\n" + lines.joined()
  }

  private static func firstContent(of lines: [Substring]) -> Int? {
    lines.firstIndex { line in
      let words = trimmed(line)
      return !words.isEmpty && words.first != "#"
    }
  }

  /// The text with an entry after the last one.
  static func appending(_ choice: DocumentChoice, to text: String, _ list: ChoiceList) -> String {
    if text.isEmpty { return opening + entry(choice, indent: "", "\n") }
    let end = text.contains("\r\n") ? "\r\n" : "\n"
    var lines = self.lines(of: text)
    if list.count == 0 {
      // An empty list in brackets gives way to the first entry.
      lines.removeAll { trimmed($0) == "[]" }
    }
    if let last = lines.last, !endsLine(last) { lines[lines.count - 1] += end }
    let dash = list.entries.last.flatMap { Self.dash(of: $0, in: lines) }
    let indent = dash.map { lines[$0].prefix { $0 == " " } } ?? ""
    // After what belongs to the last entry; a comment or an end marker at the foot stays there.
    var at = lines.count
    if let dash {
      at = dash + 1
      for index in lines.indices.dropFirst(dash + 1) {
        let words = trimmed(lines[index])
        let isDeeper = lines[index].prefix { $0 == " " }.count > indent.count
        guard isDeeper || words.isEmpty || words.first == "#" else { break }
        if isDeeper, !words.isEmpty { at = index + 1 }
      }
    }
    lines.insert(Substring(entry(choice, indent: indent, end)), at: at)
    return lines.joined()
  }

  /// The text without the entries of a decision.
  static func removing(_ choice: DocumentChoice, from text: String, _ list: ChoiceList) -> String {
    var lines = self.lines(of: text)
    for (place, line) in zip(list.choices, list.lines).reversed() where place == choice {
      guard let dash = Self.dash(of: line, in: lines) else { continue }
      let indent = lines[dash].prefix { $0 == " " }.count
      var end = dash + 1
      for index in lines.indices.dropFirst(dash + 1) {
        let words = trimmed(lines[index])
        // Comments may stand before the next entry: they go only with lines of this one after them.
        if words.isEmpty || words.first == "#" { continue }
        guard lines[index].prefix(while: { $0 == " " }).count > indent else { break }
        end = index + 1
      }
      lines.removeSubrange(dash..<end)
    }
    return lines.joined()
  }

  /// The text with another note in the entries of one, each on its own `note:` line. An entry that
  /// has no such line stays.
  static func renaming(
    _ old: NoteID, to new: NoteID, in text: String, _ list: ChoiceList
  ) -> String {
    var lines = self.lines(of: text)
    for (choice, line) in zip(list.choices, list.lines) where choice.note == old {
      guard let dash = Self.dash(of: line, in: lines) else { continue }
      let indent = lines[dash].prefix { $0 == " " }.count
      for index in dash..<lines.count {
        let isDeeper = lines[index].prefix { $0 == " " }.count > indent
        let words = trimmed(lines[index])
        guard index == dash || isDeeper || words.isEmpty || words.first == "#" else { break }
        guard let renamed = replacingNote(in: lines[index], with: new) else { continue }
        lines[index] = Substring(renamed)
        break
      }
    }
    return lines.joined()
  }

  /// A line `note: ID` with another id; what stands around it stays. Nil for other lines.
  private static func replacingNote(in line: Substring, with note: NoteID) -> String? {
    let bytes = Array(line.utf8)
    var at = bytes.firstIndex { $0 != 0x20 && $0 != 0x2D } ?? bytes.count
    let key = String(decoding: bytes[at...].prefix(5), as: UTF8.self)
    guard key.lowercased() == "note:" else { return nil }
    at += 5
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    guard at < bytes.count else { return nil }
    let rest = bytes[at...].dropFirst(lengthOfScalar(Array(bytes[at...])))
    return String(decoding: bytes[..<at], as: UTF8.self) + scalar(note.value)
      + String(decoding: rest, as: UTF8.self)
  }

  /// Bytes of the scalar that a line begins with, without what may stand after it.
  private static func lengthOfScalar(_ bytes: [UInt8]) -> Int {
    let quote = bytes[0]
    if quote == 0x22 || quote == 0x27 {
      var at = 1
      while at < bytes.count {
        if quote == 0x22, bytes[at] == 0x5C {
          at += 2
        } else if bytes[at] == quote {
          // Doubled in single quotes it stands for itself.
          guard quote == 0x27, at + 1 < bytes.count, bytes[at + 1] == quote else { return at + 1 }
          at += 2
        } else {
          at += 1
        }
      }
      return bytes.count
    }
    var end = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A || byte == 0x0D { break }
      if byte == 0x23, index > 0, bytes[index - 1] == 0x20 { break }
      if byte != 0x20 { end = index + 1 }
    }
    return end
  }

  /// The line of the dash that opens the entry whose first key stands on a line counted from 1.
  private static func dash(of line: Int, in lines: [Substring]) -> Int? {
    var index = min(line, lines.count) - 1
    while index >= 0 {
      let words = trimmed(lines[index])
      if words.first == "-" { return index }
      // Between the dash and its first key nothing can stand but blanks and comments.
      if index < line - 1, !words.isEmpty, words.first != "#" { return nil }
      index -= 1
    }
    return nil
  }

  private static func entry(
    _ choice: DocumentChoice, indent: some StringProtocol, _ end: String
  ) -> String {
    var lines = ["- document: " + choice.document.hex, "  note: " + scalar(choice.note.value)]
    if !choice.words.isEmpty { lines.append("  words: " + scalar(choice.words)) }
    lines.append("  decision: " + choice.decision.rawValue)
    return lines.map { indent + $0 + end }.joined()
  }

  /// A text as every reader of YAML takes it for that text: plain where nothing can be meant by it.
  private static func scalar(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let isPlain =
      scalars.first.map { $0.properties.isAlphabetic } == true
      && scalars.last != " "
      && scalars.allSatisfy {
        let isVisible = $0.value != 0xAD && !(0x200B...0x206F).contains($0.value)
        return WordClass.isWord($0) && isVisible || $0 == " " || $0 == "-" || $0 == "/"
      }
      && !["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      // Outside quotes they would open lists and aliases: careful readers count them.
      case "[", "{", "*", "&", "\u{0}"..<" ", "\u{7F}"..."\u{A0}", "\u{AD}",
        "\u{200B}"..."\u{200F}",
        "\u{2028}"..."\u{202E}", "\u{2060}"..."\u{2069}", "\u{FEFF}", "\u{FFFE}"..."\u{FFFF}":
        out += escaped(scalar.value)
      default:
        if scalar.value & 0xFFFE == 0xFFFE {
          out += escaped(scalar.value)
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }

  private static func escaped(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    let (letter, count) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }

  /// The lines with their ends.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    let bytes = text.utf8
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A {
        bytes.formIndex(after: &index)
      }
      guard byte == 0x0A || byte == 0x0D else { continue }
      lines.append(text[start..<index])
      start = index
    }
    if start < text.endIndex { lines.append(text[start...]) }
    return lines
  }

  private static func endsLine(_ line: Substring) -> Bool {
    line.utf8.last == 0x0A || line.utf8.last == 0x0D
  }

  private static func trimmed(_ line: Substring) -> Substring {
    var line = line.drop { $0.isWhitespace }
    while let last = line.last, last.isWhitespace { line.removeLast() }
    return line
  }
}
