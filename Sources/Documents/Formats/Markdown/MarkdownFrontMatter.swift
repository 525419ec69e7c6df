// The lines between `---` at the beginning of a Markdown text that tell of it: flat `key: value`
// pairs and lists. No YAML beyond that; what is not understood is passed over, never an error.

/// What front matter says.
struct MarkdownFrontMatter {
  /// Where the text after it begins, in bytes and lines.
  let end: Int
  let lines: Int
  private var values: [String: [String]] = [:]

  /// Front matter may have so many bytes.
  private static let largest = 1 << 16

  var title: String? { first(["title"]) }
  var author: String? {
    let names = ["author", "authors", "by"].lazy.compactMap { values[$0] }.first ?? []
    let known = names.map(Self.personName).filter { !$0.isEmpty }
    return known.isEmpty ? nil : known.joined(separator: ", ")
  }
  var date: String? { first(["date", "published", "created"]) }
  var language: String? { first(["lang", "language"]) }
  var address: String? {
    let keys = ["canonical", "canonical_url", "url", "source", "link"]
    return keys.lazy.compactMap { values[$0]?.first }.first {
      $0.hasPrefix("https://") || $0.hasPrefix("http://")
    }
  }

  private func first(_ keys: [String]) -> String? {
    keys.lazy.compactMap { values[$0]?.first { !$0.isEmpty } }.first
  }

  /// Nil for a text that begins otherwise, or whose first lines are no front matter: it must be
  /// closed, and each line that is not indented must be a pair, an item or a comment.
  init?(_ text: [UInt8]) {
    guard text.starts(with: Array("---".utf8)) else { return nil }
    var found: [Substring.UTF8View] = []
    let head = Substring(decoding: text.prefix(Self.largest), as: UTF8.self).utf8
    var place = head.startIndex
    var closed = false
    while place < head.endIndex {
      let end = head[place...].firstIndex(of: 0x0A) ?? head.endIndex
      let line = head[place..<end]
      place = end == head.endIndex ? end : head.index(after: end)
      found.append(line)
      if found.count > 1, Self.isFence(line, "---") || Self.isFence(line, "...") {
        closed = true
        break
      }
    }
    guard closed, let opening = found.first, Self.isFence(opening, "---") else { return nil }
    // Ill-formed text was repaired before, so that bytes here are bytes there.
    end = head.distance(from: head.startIndex, to: place)
    lines = found.count
    guard read(found.dropFirst().dropLast().map { Substring($0) }), !values.isEmpty else {
      return nil
    }
  }

  private static func isFence(_ line: Substring.UTF8View, _ fence: String) -> Bool {
    line.starts(with: fence.utf8) && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private mutating func read(_ lines: [Substring]) -> Bool {
    var key: String?
    /// The words of a value over several lines so far.
    var isFolded = false
    for line in lines {
      let words = Self.trimmed(line)
      let isIndented = line.first == " " || line.first == "\t"
      if isFolded, isIndented || words.isEmpty {
        if let key, !words.isEmpty {
          let before = values[key]?.last ?? ""
          values[key] = [before.isEmpty ? String(words) : before + " " + words]
        }
        continue
      }
      isFolded = false
      if words.isEmpty || words.hasPrefix("#") { continue }
      if words == "-" || words.hasPrefix("- ") {
        guard let key else { return false }
        values[key, default: []] += Self.scalars(words.dropFirst())
      } else if isIndented {
        continue
      } else if let colon = Self.colon(in: words) {
        let name = Self.trimmed(words[..<colon]).lowercased()
        let rest = Self.trimmed(words[words.index(after: colon)...])
        key = name
        isFolded = rest.first == ">" || rest.first == "|"
        if values[name] == nil { values[name] = isFolded ? [] : Self.scalars(rest) }
      } else {
        return false
      }
    }
    return true
  }

  /// The colon that ends a key made of letters, digits, blanks, dots, dashes or underscores.
  private static func colon(in line: Substring) -> Substring.Index? {
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
    let next = line.index(after: colon)
    guard next == line.endIndex || line[next] == " " || line[next] == "\t" else { return nil }
    let isKey = line[..<colon].allSatisfy { $0.isLetter || $0.isNumber || " -_.".contains($0) }
    return isKey ? colon : nil
  }

  /// One value, or those of `[a, b]`.
  private static func scalars(_ written: Substring) -> [String] {
    let words = trimmed(written)
    guard words.hasPrefix("["), words.hasSuffix("]") else {
      let value = scalar(words)
      return value.isEmpty ? [] : [value]
    }
    var values: [String] = []
    var start = words.index(after: words.startIndex)
    var quote: Character?
    let end = words.index(before: words.endIndex)
    var place = start
    while place < end {
      let sign = words[place]
      if quote == nil, sign == "\"" || sign == "'" {
        quote = sign
      } else if sign == quote {
        quote = nil
      } else if sign == ",", quote == nil {
        values.append(scalar(words[start..<place]))
        start = words.index(after: place)
      }
      place = words.index(after: place)
    }
    values.append(scalar(words[start..<end]))
    return values.filter { !$0.isEmpty }
  }

  /// A value without quotation marks or the comment after it.
  private static func scalar(_ written: Substring) -> String {
    let words = trimmed(written)
    guard let quote = words.first, quote == "\"" || quote == "'" else {
      var end = words.endIndex
      var before: Character = " "
      for place in words.indices {
        if words[place] == "#", before == " " || before == "\t" {
          end = place
          break
        }
        before = words[place]
      }
      return String(trimmed(words[..<end]))
    }
    var value = ""
    var rest = words.dropFirst()
    while let sign = rest.popFirst() {
      if sign == "\\", quote == "\"", let next = rest.popFirst() {
        switch next {
        case "n", "t": value += " "
        case "\"", "\\", "/": value.append(next)
        case "u":
          let digits = rest.prefix(4)
          if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
            value.unicodeScalars.append(scalar)
            rest = rest.dropFirst(4)
          }
        default: value += "\\" + String(next)
        }
      } else if sign == quote {
        guard quote == "'", rest.first == "'" else { break }
        value.append("'")
        rest = rest.dropFirst()
      } else {
        value.append(sign)
      }
    }
    return value
  }

  /// A person may be written as `name: …`.
  private static func personName(_ written: String) -> String {
    guard written.hasPrefix("name:") else { return written }
    return scalar(written.dropFirst(5))
  }

  private static func trimmed(_ words: Substring) -> Substring {
    let bytes = words.utf8
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return words[words.endIndex...] }
    return words[start..<bytes.index(after: last)]
  }
}
