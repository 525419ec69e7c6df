// Addresses of the web as far as a reader needs them: parts, and a relative one made whole by RFC 3986.

/// An address cut into its parts.
struct WebAddress {
  /// In small letters; empty in a relative address.
  var scheme = ""
  /// What stands behind `//`; nil when nothing does.
  var authority: String?
  var path = ""
  var query: String?
  var fragment: String?

  init(_ text: String) {
    var rest = Self.cleaned(text)[...]
    if let colon = rest.firstIndex(of: ":"), colon > rest.startIndex,
      rest[..<colon].utf8.allSatisfy(Self.isSchemeByte), rest.first?.isLetter == true
    {
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    if let sign = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: sign)...])
      rest = rest[..<sign]
    }
    if let sign = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: sign)...])
      rest = rest[..<sign]
    }
    if rest.hasPrefix("//") {
      let behind = rest.dropFirst(2)
      let end = behind.firstIndex(of: "/") ?? behind.endIndex
      authority = String(behind[..<end])
      rest = behind[end...]
    }
    path = String(rest)
  }

  var isWeb: Bool { (scheme == "http" || scheme == "https") && authority?.isEmpty == false }

  var text: String {
    var text = scheme.isEmpty ? "" : scheme + ":"
    if let authority { text += "//" + authority }
    text += path
    if let query { text += "?" + query }
    if let fragment { text += "#" + fragment }
    return text
  }

  /// The host without `www.`, in small letters.
  var host: String {
    var host = (authority ?? "").lowercased()[...]
    if let sign = host.lastIndex(of: "@") { host = host[host.index(after: sign)...] }
    host = host.prefix { $0 != ":" }
    return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }

  /// This address as it is meant on a page of that address.
  func resolved(on base: WebAddress) -> WebAddress {
    guard scheme.isEmpty else { return self }
    var whole = self
    whole.scheme = base.scheme
    guard authority == nil else { return whole }
    whole.authority = base.authority
    if path.isEmpty {
      whole.path = base.path
      if query == nil { whole.query = base.query }
    } else if !path.hasPrefix("/") {
      let folder = base.path.lastIndex(of: "/").map { String(base.path[...$0]) } ?? "/"
      whole.path = folder + path
    }
    whole.path = Self.withoutDots(whole.path)
    return whole
  }

  /// Without tabs and line ends, which browsers leave out, and with blanks encoded.
  private static func cleaned(_ text: String) -> String {
    var cleaned = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r": break
      case " ": if !cleaned.isEmpty { cleaned += "%20" }
      default: cleaned.unicodeScalars.append(scalar)
      }
    }
    while cleaned.hasSuffix("%20") { cleaned.removeLast(3) }
    return cleaned
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    HTMLBytes.isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
      || byte == 0x2E
  }

  private static func withoutDots(_ path: String) -> String {
    guard path.utf8.contains(0x2E) else { return path }
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { kept.append("") }
      case "..":
        if kept.count > 1 { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(part)
      }
    }
    return kept.joined(separator: "/")
  }

  /// Percent signs resolved; nil when that gives no UTF-8.
  static func unescaped(_ text: String) -> String? {
    guard text.utf8.contains(0x25) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let value = UInt8(
          String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return HTMLCharset.isUTF8(bytes) ? String(decoding: bytes, as: UTF8.self) : nil
  }
}
