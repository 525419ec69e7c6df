// Where a link written in Markdown leads: an address, another file, a place of this text.

enum MarkdownTargets {
  /// Nil for what a reader cannot follow: nothing at all, other schemes, names that no file can
  /// have.
  static func target(of written: String) -> DocumentBuilder.BuiltTarget? {
    if written.hasPrefix("#") {
      let name = decoded(written.dropFirst())
      return name.isEmpty ? nil : .anchor(name)
    }
    if written.hasPrefix("//") { return .target(.address("https:" + written)) }
    if let scheme = scheme(of: written) {
      return ["http", "https", "mailto", "ftp"].contains(scheme)
        ? .target(.address(written)) : nil
    }
    return file(written)
  }

  /// `[[name]]` leads to a file beside this one, `[[#part]]` to a heading.
  static func target(ofWikiLink name: String) -> DocumentBuilder.BuiltTarget? {
    let parts = name.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let fragment = parts.count > 1 ? MarkdownSlugs.base(String(parts[1])) : ""
    guard let file = parts.first, !file.isEmpty else {
      return fragment.isEmpty ? nil : .anchor(fragment)
    }
    if file.unicodeScalars.contains("\0") { return nil }
    let last = file.split(separator: "/").last ?? file
    let path = last.contains(".") ? String(file) : file + ".md"
    return .target(.file(path: path, fragment: fragment.isEmpty ? nil : fragment))
  }

  private static func file(_ written: String) -> DocumentBuilder.BuiltTarget? {
    let parts = written.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = decoded((parts.first ?? "").prefix { $0 != "?" })
    guard !path.isEmpty, !path.unicodeScalars.contains("\0") else { return nil }
    let fragment = parts.count > 1 ? decoded(parts[1]) : ""
    return .target(.file(path: path, fragment: fragment.isEmpty ? nil : fragment))
  }

  /// In lower case; one letter is a drive, not a scheme.
  private static func scheme(of written: String) -> String? {
    guard let colon = written.utf8.firstIndex(of: 0x3A) else { return nil }
    let scheme = written[..<colon]
    guard scheme.utf8.count >= 2, let first = scheme.utf8.first, isLetter(first),
      scheme.utf8.allSatisfy({
        isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
      })
    else { return nil }
    return scheme.lowercased()
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Percent signs resolved, or as written where that gives no well-formed text.
  private static func decoded(_ written: some StringProtocol) -> String {
    guard written.utf8.contains(0x25) else { return String(written) }
    var bytes: [UInt8] = []
    let signs = Array(written.utf8)
    var index = 0
    while index < signs.count {
      if signs[index] == 0x25, index + 2 < signs.count, let high = digit(signs[index + 1]),
        let low = digit(signs[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(signs[index])
        index += 1
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? String(written)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
