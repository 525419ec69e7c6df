// What approximate matching compares: scalars without white space, with the typographic variants of
// one sign made equal. Lines broken anew or quotation marks made curly are then no change at all.

internal import Text

/// One scalar as it is compared.
enum Symbol {
  /// The symbol of a scalar; 0 for what does not count (white space, invisible signs).
  @inline(__always)
  static func of(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x7F { return scalar <= 0x20 ? 0 : scalar }
    if scalar >= 0x2070 && scalar < 0x3000 { return scalar == 0x2212 ? 0x2D : scalar }
    if scalar > 0xBB && scalar < 0x1680 || scalar > 0x3000 && scalar < 0xFEFF { return scalar }
    return rare(scalar)
  }

  private static func rare(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x7F...0xA0, 0xAD, 0x1680, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000,
      0xFEFF:
      0
    case 0x2010...0x2015: 0x2D
    case 0x2018...0x201B: 0x27
    case 0xAB, 0xBB, 0x201C...0x201F: 0x22
    case 0x2026: 0x2E
    default: scalar
    }
  }

  /// Whether words of the scalar's script are written without spaces between them.
  static func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0xA4CF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  static func all(of string: String) -> [UInt32] {
    string.unicodeScalars.compactMap { scalar in
      let symbol = of(scalar.value)
      return symbol == 0 ? nil : symbol
    }
  }
}

/// Reads scalars off UTF-8 that may be damaged; a stray byte counts as U+FFFD.
struct ScalarReader {
  let base: UnsafePointer<UInt8>
  let end: Int
  var at: Int

  /// The scalar here, stepping over it. Not to be called at the end.
  @inline(__always)
  mutating func next() -> UInt32 {
    let first = base[at]
    at &+= 1
    return first < 0x80 ? UInt32(truncatingIfNeeded: first) : rest(of: first)
  }

  @inline(__always)
  private mutating func rest(of first: UInt8) -> UInt32 {
    var more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF8 ? 3 : 0
    if more == 0 { return 0xFFFD }
    var value = UInt32(truncatingIfNeeded: first) & (0x3F >> UInt32(truncatingIfNeeded: more))
    while more > 0 {
      if at >= end || base[at] & 0xC0 != 0x80 { return 0xFFFD }
      value = value << 6 | UInt32(truncatingIfNeeded: base[at]) & 0x3F
      at &+= 1
      more &-= 1
    }
    return value
  }
}

/// A stretch of text as symbols, with the byte at which each stands.
struct SymbolWindow {
  private(set) var symbols: [UInt32] = []
  private(set) var bytes: [Int] = []
  /// Where the last symbol ends.
  private(set) var end: Int
  let reachesStart: Bool
  private(set) var reachesEnd = false

  /// Up to `limit` symbols from a byte on.
  init(of text: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int) {
    end = start
    reachesStart = start == 0
    guard let base = text.baseAddress else { return }
    symbols.reserveCapacity(limit)
    bytes.reserveCapacity(limit)
    var reader = ScalarReader(base: base, end: text.count, at: start)
    while reader.at < text.count, symbols.count < limit {
      let at = reader.at
      let symbol = Symbol.of(reader.next())
      if symbol == 0 { continue }
      symbols.append(symbol)
      bytes.append(at)
      end = reader.at
    }
    reachesEnd = reader.at >= text.count
  }

  /// The byte where a symbol stands; that where the window ends, behind the last.
  func byte(at symbol: Int) -> Int { symbol < bytes.count ? bytes[symbol] : end }

  /// Bytes from one symbol up to, not including, another.
  func bytes(from start: Int, to end: Int) -> Range<Int> {
    guard start < end, end <= bytes.count else { return self.end..<self.end }
    return bytes[start]..<byte(at: end)
  }
}
