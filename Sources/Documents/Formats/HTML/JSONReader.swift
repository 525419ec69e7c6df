// JSON as pages carry it in JSON-LD: read within bounds, and ignored as a whole when it is broken.

/// A value of JSON. Numbers keep their letters.
indirect enum JSONValue: Equatable {
  case string(String), number(String), bool(Bool), null
  case array([JSONValue])
  /// In the order written; of equal names the last counts.
  case object([String: JSONValue])

  subscript(_ name: String) -> JSONValue? {
    if case .object(let members) = self { return members[name] }
    return nil
  }
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }
  /// The items of an array; anything else is one.
  var items: [JSONValue] {
    if case .array(let items) = self { return items }
    return [self]
  }
}

/// Reads one value.
struct JSONReader {
  static let deepest = 64
  static let largest = 2 << 20
  static let mostValues = 100_000

  private let bytes: ArraySlice<UInt8>
  private var place: Int
  private var values = 0

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// The value in some bytes; nil when they are not JSON, or more of it than is read.
  static func value(in bytes: ArraySlice<UInt8>) -> JSONValue? {
    guard bytes.count <= largest else { return nil }
    var reader = JSONReader(bytes)
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    if reader.peek == 0x3B { reader.place += 1 }
    reader.skipSpace()
    return reader.place == bytes.endIndex ? value : nil
  }

  private var peek: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    place += 1
    return true
  }

  private mutating func take(_ word: String) -> Bool {
    guard bytes[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  // Calls itself once for each level, of which there are at most 64.
  private mutating func value(depth: Int) -> JSONValue? {
    values += 1
    guard depth < Self.deepest, values < Self.mostValues else { return nil }
    skipSpace()
    switch peek {
    case 0x7B: return object(depth: depth)
    case 0x5B: return array(depth: depth)
    case 0x22: return string().map { .string($0) }
    case 0x74: return take("true") ? .bool(true) : nil
    case 0x66: return take("false") ? .bool(false) : nil
    case 0x6E: return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    place += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(0x7D) { return .object(members) }
    while true {
      skipSpace()
      guard let name = string() else { return nil }
      skipSpace()
      guard take(0x3A), let value = value(depth: depth + 1) else { return nil }
      members[name] = value
      skipSpace()
      if take(0x7D) { return .object(members) }
      guard take(0x2C) else { return nil }
    }
  }

  private mutating func array(depth: Int) -> JSONValue? {
    place += 1
    var items: [JSONValue] = []
    skipSpace()
    if take(0x5D) { return .array(items) }
    while true {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
      skipSpace()
      if take(0x5D) { return .array(items) }
      guard take(0x2C) else { return nil }
    }
  }

  private mutating func number() -> JSONValue? {
    let start = place
    while let byte = peek,
      (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2B || byte == 0x2E
        || byte | 0x20 == 0x65
    {
      place += 1
    }
    guard place > start, bytes[start] != 0x2B, bytes[start] | 0x20 != 0x65 else { return nil }
    return .number(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  /// Line ends and tabs inside are forgiven: pages write them.
  private mutating func string() -> String? {
    guard take(0x22) else { return nil }
    var text: [UInt8] = []
    while let byte = peek {
      place += 1
      switch byte {
      case 0x22: return String(decoding: text, as: UTF8.self)
      case 0x5C: guard escape(into: &text) else { return nil }
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let sign = peek else { return false }
    place += 1
    switch sign {
    case 0x22, 0x5C, 0x2F: text.append(sign)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      guard var code = hex() else { return false }
      if (0xD800..<0xDC00).contains(code), peek == 0x5C {
        let before = place
        place += 1
        if take(0x75), let low = hex(), (0xDC00..<0xE000).contains(low) {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          place = before
        }
      }
      text += String(UnicodeScalar(code) ?? "\u{FFFD}").utf8
    default: return false
    }
    return true
  }

  private mutating func hex() -> UInt32? {
    guard place + 4 <= bytes.endIndex else { return nil }
    let digits = bytes[place..<place + 4]
    guard digits.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else { return nil }
    place += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
