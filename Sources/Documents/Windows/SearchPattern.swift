// What is searched for, and texts made comparable with it: letters folded unless the pattern holds a
// capital, any white space as one blank, apostrophes as one sign.

import Text

struct SearchPattern: Sendable {
  let isExact: Bool
  let needle: [UInt32]

  /// Nil for a pattern that nothing is left of.
  init?(_ pattern: String) {
    isExact = pattern.unicodeScalars.contains { WordClass.isUppercase($0) }
    var folded = FoldedPlaces(isExact: isExact)
    var bytes = pattern
    bytes.withUTF8 { folded.add($0, from: 0) }
    guard !folded.values.isEmpty else { return nil }
    needle = folded.values
  }

  /// What a scalar becomes in a text that is compared.
  enum Sign: Equatable {
    case blank
    case one(UInt32)
    case none
    /// Several, or what has to be looked at closely.
    case several
  }

  @inline(__always)
  static func sign(of scalar: Unicode.Scalar, isExact: Bool) -> Sign {
    if WordClass.isSpace(scalar) { return .blank }
    if isExact, !WordClass.isApostrophe(scalar) { return .one(scalar.value) }
    switch Folding.step(scalar.value) {
    case .none: return .none
    case .one(let value): return .one(value)
    case .several: return .several
    }
  }

  /// The scalars that can become a value, or nil where they are too many to look for.
  static func sources(of value: UInt32, isExact: Bool) -> [Unicode.Scalar]? {
    // Apostrophes, hyphens, blanks; the dot that is split off a capital I; what damage becomes.
    guard ![0x20, 0x27, 0x2D, 0x307, 0xFFFD].contains(value), let scalar = Unicode.Scalar(value)
    else { return nil }
    if isExact { return [scalar] }
    var sources: Set<Unicode.Scalar> = [scalar]
    let properties = scalar.properties
    for mapping in [properties.uppercaseMapping, properties.titlecaseMapping] {
      if mapping.unicodeScalars.count == 1 { sources.formUnion(mapping.unicodeScalars) }
    }
    // Capitals that their small letters do not lead back to.
    switch value {
    case 0x69: sources.insert("\u{130}")
    case 0x6B: sources.insert("\u{212A}")
    case 0xDF: sources.insert("\u{1E9E}")
    case 0xE5: sources.insert("\u{212B}")
    case 0x3B8: sources.insert("\u{3F4}")
    case 0x3C3: sources.insert("\u{3C2}")
    case 0x3C9: sources.insert("\u{2126}")
    default: break
    }
    return sources.sorted()
  }
}

/// Stretches of a text made comparable, each sign with the offset of the scalar that it came from.
struct FoldedPlaces {
  private(set) var values: [UInt32] = []
  private var origins: [Int] = []
  private var end = 0
  private let isExact: Bool

  init(isExact: Bool) { self.isExact = isExact }

  /// Adds well-formed UTF-8 whose first scalar has the offset `offset`.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) {
    var index = 0
    var offset = offset
    while index < bytes.count {
      let (scalar, length) = Self.scalar(bytes, at: index)
      switch SearchPattern.sign(of: scalar, isExact: isExact) {
      case .blank: if values.last != 0x20 { append(0x20, offset) }
      case .one(let value): append(value, offset)
      case .none: break
      case .several:
        for part in scalar.properties.lowercaseMapping.unicodeScalars {
          append(part.value, offset)
        }
      }
      offset += 1
      index += length
    }
    end = offset
  }

  private mutating func append(_ value: UInt32, _ origin: Int) {
    values.append(value)
    origins.append(origin)
  }

  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = max(1, UTF8Survey.wellFormedLength(bytes, at: index))
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for step in 1..<max(1, length) { value = value << 6 | UInt32(bytes[index + step] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// The places of a needle that do not begin before an offset, in order and not overlapping.
  func places(of needle: [UInt32], from first: Int) -> [ScalarRange] {
    guard values.count >= needle.count, let sign = needle.first else { return [] }
    var found: [ScalarRange] = []
    var index = 0
    while index <= values.count - needle.count {
      if values[index] == sign, origins[index] >= first,
        (1..<max(1, needle.count)).allSatisfy({ values[index + $0] == needle[$0] })
      {
        let start = origins[index]
        let next = index + needle.count
        let end = next < origins.count ? origins[next] : self.end
        found.append(ScalarRange(ScalarOffset(start), ScalarOffset(max(end, start + 1))))
        index = next
      } else {
        index += 1
      }
    }
    return found
  }
}
