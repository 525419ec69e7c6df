// The prescan of the HTML standard: what a page says of its character set, found in its first bytes
// without parsing it. https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding

/// Scans the beginning of a page.
struct HTMLMetaScan {
  private let bytes: [UInt8]
  private var place = 0

  init(bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  /// The label of the first declaration; nil when there is none.
  mutating func label() -> String? {
    if let label = xmlLabel() { return label }
    while place < bytes.count {
      guard bytes[place] == 0x3C else {
        place += 1
        continue
      }
      if has("<!--") {
        skipComment()
      } else if has("<meta"), let after = at(5), Self.isSpace(after) || after == 0x2F {
        place += 5
        if let label = metaLabel() { return label }
      } else if let next = at(1), Self.isLetter(next) || (next == 0x2F && Self.isLetter(at(2) ?? 0))
      {
        place += 1
        while let byte = at(0), !Self.isSpace(byte), byte != 0x3E { place += 1 }
        while attribute() != nil {}
      } else if let next = at(1), next == 0x21 || next == 0x2F || next == 0x3F {
        while let byte = at(0), byte != 0x3E { place += 1 }
      } else {
        place += 1
      }
    }
    return nil
  }

  private func at(_ distance: Int) -> UInt8? {
    place + distance < bytes.count ? bytes[place + distance] : nil
  }

  private func has(_ words: StaticString) -> Bool {
    guard place + words.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<words.utf8CodeUnitCount
    where bytes[place + index] | (Self.isLetter(words.utf8Start[index]) ? 0x20 : 0)
      != words.utf8Start[index]
    {
      return false
    }
    return true
  }

  private mutating func skipComment() {
    // The two signs that open a comment may be those that close it: `<!-->`.
    place += 2
    while place < bytes.count, !has("-->") { place += 1 }
    place += 3
  }

  private mutating func xmlLabel() -> String? {
    guard has("<?xml") else { return nil }
    let end = bytes.firstIndex(of: 0x3E) ?? bytes.count
    let words = String(decoding: bytes[..<end], as: UTF8.self)
    guard let name = words.firstRange(of: "encoding") else { return nil }
    let rest = words[name.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote })
  }

  private mutating func metaLabel() -> String? {
    var seen: Set<String> = []
    var (isPragma, isCertain): (Bool, Bool?) = (false, nil)
    var label: String?
    while let (name, value) = attribute() {
      guard seen.insert(name).inserted else { continue }
      switch name {
      case "http-equiv": if value.lowercased() == "content-type" { isPragma = true }
      case "content":
        if label == nil, let found = Self.labelInContent(value) {
          (label, isCertain) = (found, false)
        }
      case "charset": (label, isCertain) = (value, true)
      default: break
      }
    }
    guard let isCertain, isCertain || isPragma else { return nil }
    return label.flatMap { HTMLCharset.name(ofLabel: $0) == nil ? nil : $0 }
  }

  /// What stands behind `charset=` in the value of a pragma.
  static func labelInContent(_ content: String) -> String? {
    var rest = content.lowercased()[...]
    while let found = rest.firstRange(of: "charset") {
      rest = rest[found.upperBound...].drop { $0.isWhitespace }
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst().drop { $0.isWhitespace }
      if let quote = rest.first, quote == "\"" || quote == "'" {
        let inside = rest.dropFirst()
        return inside.firstIndex(of: quote).map { String(inside[..<$0]) }
      }
      return String(rest.prefix { !$0.isWhitespace && $0 != ";" })
    }
    return nil
  }

  /// The next attribute of the tag; nil at its end.
  private mutating func attribute() -> (name: String, value: String)? {
    while let byte = at(0), Self.isSpace(byte) || byte == 0x2F { place += 1 }
    guard let first = at(0), first != 0x3E else { return nil }
    var name: [UInt8] = []
    while let byte = at(0) {
      if byte == 0x3D, !name.isEmpty { break }
      if Self.isSpace(byte) || byte == 0x2F || byte == 0x3E { break }
      name.append(Self.isLetter(byte) ? byte | 0x20 : byte)
      place += 1
    }
    while let byte = at(0), Self.isSpace(byte) { place += 1 }
    guard at(0) == 0x3D else { return (String(decoding: name, as: UTF8.self), "") }
    place += 1
    while let byte = at(0), Self.isSpace(byte) { place += 1 }
    var value: [UInt8] = []
    if let quote = at(0), quote == 0x22 || quote == 0x27 {
      place += 1
      while let byte = at(0), byte != quote {
        value.append(byte)
        place += 1
      }
      place += 1
    } else {
      while let byte = at(0), !Self.isSpace(byte), byte != 0x3E {
        value.append(byte)
        place += 1
      }
    }
    return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B
  }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }
}
