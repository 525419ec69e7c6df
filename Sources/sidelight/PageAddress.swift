// Addresses as people give them, checked and written so that nothing in them is taken for anything
// else: by a shell there is none, by curl they are one argument.

import Documents

/// An address that may be fetched.
struct PageAddress: Hashable {
  /// Only ASCII, without the part behind the number sign.
  var text: String
  /// What stood behind the number sign, percent signs resolved by nobody.
  var fragment: String?

  private static let longest = 8_192

  /// Whether a word on the command line means an address rather than a file.
  static func isMeant(by word: String) -> Bool {
    let start = word.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// Throws `.unusable` for what is not fetched, and says why.
  init(_ word: String) throws(DocumentError) {
    guard Self.isMeant(by: word), let colon = word.firstIndex(of: ":") else {
      throw .unusable("only http and https addresses can be fetched")
    }
    guard word.utf8.count <= Self.longest else { throw .unusable("the address is too long") }
    for scalar in word.unicodeScalars {
      if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
        throw .unusable("the address holds a control character")
      }
      if scalar.properties.isWhitespace { throw .unusable("the address holds a space") }
    }
    let scheme = word[..<colon].lowercased()
    var rest = word[colon...].dropFirst(3)
    if let sign = rest.firstIndex(of: "#") {
      let after = rest[rest.index(after: sign)...]
      fragment = after.isEmpty ? nil : String(after)
      rest = rest[..<sign]
    }
    let end = rest.firstIndex { "/?\\".contains($0) } ?? rest.endIndex
    let authority = rest[..<end]
    guard !authority.contains("@") else {
      throw .unusable("the address holds a name or a password; they are not sent")
    }
    let path = rest[end...]
    guard path.first != "\\" else { throw .unusable("the address has no valid host") }
    text = try scheme + "://" + Self.host(authority) + Self.encoded(path)
  }

  private static func host(_ authority: Substring) throws(DocumentError) -> String {
    let labels = authority.split(separator: ".", omittingEmptySubsequences: false)
    var written: [String] = []
    for label in labels {
      if label.utf8.allSatisfy({ $0 < 0x80 }) {
        written.append(label.lowercased())
      } else if let code = Punycode.encoded(label.lowercased()) {
        written.append("xn--" + code)
      } else {
        throw .unusable("the address has no valid host")
      }
    }
    let host = written.joined(separator: ".")
    let isSound =
      !host.isEmpty && host.first != "-" && host.first != ":"
      && host.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
          || [0x2D, 0x2E, 0x5F, 0x3A, 0x5B, 0x5D].contains($0)
      }
    guard isSound else { throw .unusable("the address has no valid host") }
    return host
  }

  /// What an address may not hold as it is becomes percent signs; those that stand there stay.
  private static func encoded(_ path: Substring) -> String {
    var bytes: [UInt8] = path.hasPrefix("/") ? [] : [0x2F]
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      if byte > 0x20, byte < 0x7F, !Array("\"<>\\^`{|}".utf8).contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Letters of all scripts in the letters of host names (RFC 3492).
enum Punycode {
  /// Nil for what is too long to be a label.
  static func encoded(_ label: String) -> String? {
    let scalars = label.unicodeScalars.map { Int($0.value) }
    guard scalars.count <= 63 else { return nil }
    var output = scalars.filter { $0 < 0x80 }
    let basic = output.count
    if basic > 0 { output.append(0x2D) }
    var (next, delta, bias, handled) = (0x80, 0, 72, basic)
    while handled < scalars.count {
      guard let least = scalars.filter({ $0 >= next }).min() else { return nil }
      delta += (least - next) * (handled + 1)
      next = least
      for scalar in scalars {
        if scalar < next { delta += 1 }
        guard scalar == next else { continue }
        output += digits(of: delta, bias)
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      next += 1
    }
    guard output.count <= 59 else { return nil }
    return String(decoding: output.map { UInt8($0) }, as: UTF8.self)
  }

  private static func digits(of delta: Int, _ bias: Int) -> [Int] {
    var (rest, digits) = (delta, [Int]())
    for step in stride(from: 36, to: Int.max, by: 36) {
      let threshold = min(26, max(1, step - bias))
      if rest < threshold { break }
      digits.append(threshold + (rest - threshold) % (36 - threshold))
      rest = (rest - threshold) / (36 - threshold)
    }
    return (digits + [rest]).map { $0 < 26 ? $0 + 0x61 : $0 - 26 + 0x30 }
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var rest = isFirst ? delta / 700 : delta / 2
    rest += rest / count
    var steps = 0
    while rest > 35 * 26 / 2 {
      rest /= 35
      steps += 36
    }
    return steps + 36 * rest / (rest + 38)
  }
}
