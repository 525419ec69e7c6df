// A small reader of XML for the files that describe a book. It forgives what can be forgiven, goes
// forward only, and knows no document types: an entity that one defines stays as it is written, so
// that none can grow or reach outside.

/// Gives what an XML file holds, piece by piece, from bytes in UTF-8.
struct XMLReader {
  /// An attribute; the name is as written, with its prefix.
  struct Attribute {
    var name: String
    var value: String
  }

  enum Event {
    /// The name is without its prefix.
    case start(name: String, attributes: [Attribute])
    case end(name: String)
    /// Character data between two tags; may come in several pieces.
    case text(String)
  }

  private static let mostAttributes = 64
  private static let longestName = 256

  private let bytes: [UInt8]
  private var index = 0
  /// The end of an element that was written as one tag.
  private var pendingEnd: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next piece; nil at the end of the file. Comments, instructions and document types are passed.
  mutating func next() -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while index < bytes.count {
      guard bytes[index] == 0x3C else { return text() }
      if starts("<!--") {
        skip(past: "-->", from: index + 4)
      } else if starts("<![CDATA[") {
        let start = index + 9
        skip(past: "]]>", from: start)
        let hasEnd = index >= start + 3 && bytes[..<index].hasSuffix("]]>")
        return .text(decoded(start..<max(start, hasEnd ? index - 3 : index)))
      } else if starts("<?") {
        skip(past: "?>", from: index + 2)
      } else if starts("<!") {
        skipDeclaration()
      } else if starts("</") {
        index += 2
        let name = self.name()
        skip(past: ">", from: index)
        return .end(name: local(name))
      } else if index + 1 < bytes.count, Self.beginsName(bytes[index + 1]) {
        return element()
      } else {
        index += 1
        return .text("<")
      }
    }
    return nil
  }

  // MARK: - Pieces

  private mutating func text() -> Event {
    let start = index
    while index < bytes.count, bytes[index] != 0x3C { index += 1 }
    return .text(unescaped(start..<index))
  }

  private mutating func element() -> Event {
    index += 1
    let name = local(self.name())
    var attributes: [Attribute] = []
    while index < bytes.count {
      skipBlanks()
      guard index < bytes.count else { break }
      switch bytes[index] {
      case 0x3E:
        index += 1
        return .start(name: name, attributes: attributes)
      case 0x2F:
        index += 1
        if index < bytes.count, bytes[index] == 0x3E {
          index += 1
          pendingEnd = name
          return .start(name: name, attributes: attributes)
        }
      case 0x3C:
        // The tag was never closed; what follows is the next one.
        return .start(name: name, attributes: attributes)
      default:
        guard let attribute = attribute() else { continue }
        if attributes.count < Self.mostAttributes { attributes.append(attribute) }
      }
    }
    return .start(name: name, attributes: attributes)
  }

  private mutating func attribute() -> Attribute? {
    let name = self.name()
    if name.isEmpty {
      index += 1
      return nil
    }
    skipBlanks()
    guard index < bytes.count, bytes[index] == 0x3D else { return Attribute(name: name, value: "") }
    index += 1
    skipBlanks()
    guard index < bytes.count else { return nil }
    let quote = bytes[index]
    let start: Int
    if quote == 0x22 || quote == 0x27 {
      index += 1
      start = index
      while index < bytes.count, bytes[index] != quote { index += 1 }
      defer { index = min(index + 1, bytes.count) }
      return Attribute(name: name, value: unescaped(start..<index))
    }
    start = index
    while index < bytes.count, !Self.isBlank(bytes[index]), bytes[index] != 0x3E { index += 1 }
    return Attribute(name: name, value: unescaped(start..<index))
  }

  private mutating func name() -> String {
    let start = index
    while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
    return decoded(start..<min(index, start + Self.longestName))
  }

  private func local(_ name: String) -> String {
    guard let colon = name.lastIndex(of: ":") else { return name }
    return String(name[name.index(after: colon)...])
  }

  // MARK: - Passing over

  private func starts(_ words: StaticString) -> Bool {
    let count = words.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for step in 0..<count where bytes[index + step] != words.utf8Start[step] { return false }
    return true
  }

  private mutating func skip(past words: StaticString, from start: Int) {
    index = min(start, bytes.count)
    while index < bytes.count {
      if bytes[index] == words.utf8Start[0], starts(words) {
        index += words.utf8CodeUnitCount
        return
      }
      index += 1
    }
  }

  /// A document type with all it declares: brackets nest once, quotations hide what is in them.
  private mutating func skipDeclaration() {
    var depth = 0
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case 0x22, 0x27: quote = byte
      case 0x5B: depth += 1
      case 0x5D: depth -= 1
      case 0x3E where depth <= 0: return
      default: break
      }
    }
  }

  private mutating func skipBlanks() {
    while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func beginsName(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte == 0x3A
      || byte >= 0x80
  }

  private static func isName(_ byte: UInt8) -> Bool {
    beginsName(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
  }

  // MARK: - Characters

  private func decoded(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The five entities of XML and numbers; the rest stays as written.
  private func unescaped(_ range: Range<Int>) -> String {
    guard bytes[range].contains(0x26) else { return decoded(range) }
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == 0x26,
        let end = bytes[index..<min(range.upperBound, index + 12)].firstIndex(of: 0x3B),
        let scalar = Self.entity(bytes[index + 1..<end])
      {
        result += Array(String(scalar).utf8)
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func entity(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let name = String(decoding: name, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return "\u{A0}"
    default: break
    }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    let value = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10)
    guard let value, value != 0 else { return nil }
    return Unicode.Scalar(value)
  }
}

extension [XMLReader.Attribute] {
  /// The value of an attribute, by its name without a prefix.
  func value(_ name: String) -> String? {
    first { attribute in
      guard attribute.name.hasSuffix(name) else { return false }
      let before = attribute.name.utf8.dropLast(name.utf8.count)
      return before.isEmpty || before.last == 0x3A
    }?.value
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ words: StaticString) -> Bool {
    let count = words.utf8CodeUnitCount
    guard self.count >= count else { return false }
    return (0..<count).allSatisfy { self[endIndex - count + $0] == words.utf8Start[$0] }
  }
}
