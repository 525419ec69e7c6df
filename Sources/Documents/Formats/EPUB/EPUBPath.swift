// Names inside a book: how a link of one part leads to another.

/// Resolves references between the parts of a book. Nothing leads out of it.
enum EPUBPath {
  /// Where a reference leads.
  enum Reference: Hashable {
    /// A part of the book by its name in the archive, and the place in it.
    case part(String, fragment: String?)
    /// Outside of the book, as written.
    case address(String)
  }

  /// The place that `href` names when it stands in the part `base`; nil when it names nothing.
  static func resolve(_ href: String, from base: String) -> Reference? {
    let written = trimmed(href)
    if written.isEmpty { return nil }
    if hasScheme(written) { return .address(written) }
    if written.hasPrefix("//") { return .address(written) }
    let number = written.utf8.firstIndex(of: 0x23)
    let path = Substring(written[..<(number ?? written.endIndex)].utf8.prefix { $0 != 0x3F })
    let fragment = number.map { percentDecoded(written[written.utf8.index(after: $0)...]) } ?? ""
    let name: String
    if path.isEmpty {
      name = base
    } else if path.hasPrefix("/") {
      name = normalised(percentDecoded(path))
    } else {
      name = normalised(folder(of: base) + percentDecoded(path))
    }
    return .part(name, fragment: fragment.isEmpty ? nil : fragment)
  }

  /// A name without empty parts, dots and whatever would lead out of the book.
  static func normalised(_ name: String) -> String {
    var parts: [Substring.UTF8View] = []
    for part in name.utf8.split(separator: 0x2F) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.map { String(Substring($0)) }.joined(separator: "/")
  }

  private static func folder(of name: String) -> Substring {
    guard let slash = name.utf8.lastIndex(of: 0x2F) else { return "" }
    return name[...slash]
  }

  /// A letter, then letters, digits, `+`, `-`, `.` before a colon (RFC 3986, 3.1).
  private static func hasScheme(_ written: String) -> Bool {
    guard let colon = written.utf8.firstIndex(of: 0x3A) else { return false }
    let scheme = written.utf8[..<colon]
    guard let first = scheme.first, isLetter(first) else { return false }
    return scheme.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// `%41` becomes `A`; a sign that begins nothing stays.
  static func percentDecoded(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(0x25) else { return String(text) }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  private static func trimmed(_ text: String) -> String {
    if let first = text.utf8.first, let last = text.utf8.last, first > 0x20, last > 0x20,
      first < 0x80, last < 0x80
    {
      return text
    }
    let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
    guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(scalars[...last])
  }
}
