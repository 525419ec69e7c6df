// A stretch of text folded for comparison and cut into units, each sign knowing where it came from.
// Names and documents go through the same reading, so that they can be compared sign by sign.

internal import Text

/// One folded scalar and its origin.
struct FoldedSign {
  var folded: UInt32
  /// With typographic variants made plain but its case kept; 0 for what a fold to several adds.
  var cased: UInt32
  /// From the start of the stretch.
  var byte: UInt32
  /// From the start of the stretch.
  var scalar: UInt32
  /// Where the unit ends that begins here; 0 where none begins.
  var unitEnd: UInt32
  var role: WordRole
  /// Bytes of the scalar it came from.
  var width: UInt8
}

/// Folded signs, runs of white space as one space. A unit is a word, one sign, one gap, or one
/// letter of a script without spaces, with the marks on it.
struct FoldedText {
  private(set) var signs: [FoldedSign] = []

  /// Replaces the content by a stretch of well-formed UTF-8. Ill-formed bytes count as signs.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    signs.removeAll(keepingCapacity: true)
    signs.reserveCapacity(bytes.count)
    var at = 0
    var scalar: UInt32 = 0
    var afterSpace = false
    while at < bytes.count {
      let (value, width) = Self.decode(bytes, at)
      if value < 0x80 {
        let role = WordClass.role(of: value)
        if role != .space || !afterSpace {
          let isUpper = value &- 0x41 < 26
          let plain = role == .space ? 0x20 : value
          signs.append(
            FoldedSign(
              folded: isUpper ? value | 0x20 : plain, cased: plain, byte: UInt32(at),
              scalar: scalar, unitEnd: 0, role: role, width: 1))
        }
        afterSpace = role == .space
      } else {
        afterSpace = append(value, at: at, scalar: scalar, width: width, afterSpace: afterSpace)
      }
      at += width
      scalar &+= 1
    }
    cutIntoUnits()
  }

  /// Adds a scalar beyond ASCII; says whether the text now ends with a gap.
  private mutating func append(
    _ value: UInt32, at byte: Int, scalar: UInt32, width: Int, afterSpace: Bool
  ) -> Bool {
    var sign = FoldedSign(
      folded: value, cased: Folding.plainVariant(of: value) ?? value, byte: UInt32(byte),
      scalar: scalar, unitEnd: 0, role: .sign, width: UInt8(width))
    switch Folding.step(value) {
    case .none:
      return afterSpace
    case .one(let folded):
      sign.role = WordClass.role(of: value)
      if sign.role == .space || folded == 0x20 {
        if afterSpace { return true }
        sign.role = .space
        sign.folded = 0x20
        sign.cased = 0x20
        signs.append(sign)
        return true
      }
      sign.folded = folded
      signs.append(sign)
    case .several:
      guard let source = Unicode.Scalar(value) else { return false }
      for lower in source.properties.lowercaseMapping.unicodeScalars {
        sign.folded = lower.value
        sign.role = WordClass.role(of: lower.value)
        signs.append(sign)
        sign.cased = 0
      }
    }
    return false
  }

  private mutating func cutIntoUnits() {
    var start = 0
    let count = signs.count
    while start < count {
      var end = start + 1
      switch signs[start].role {
      case .word, .mark:
        while end < count {
          let role = signs[end].role
          let joins =
            role == .word || role == .mark
            || (role == .apostrophe && end + 1 < count && signs[end + 1].role == .word)
          if !joins { break }
          end += 1
        }
      case .katakana:
        while end < count, signs[end].role == .katakana || signs[end].role == .mark { end += 1 }
      case .sign, .spaceless, .apostrophe:
        while end < count, signs[end].role == .mark { end += 1 }
      case .space:
        break
      }
      signs[start].unitEnd = UInt32(end)
      start = end
    }
  }

  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let lead = bytes[at]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    if width == 1 || at + width > bytes.count { return (0xFFFD, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for step in 1..<width { value = value << 6 | UInt32(bytes[at + step] & 0x3F) }
    return (value, width)
  }
}

/// The hash of a path of signs, extended sign by sign.
struct PathHash: Hashable {
  private(set) var value: UInt64 = 0x6A09_E667_F3BC_C908

  @inline(__always)
  mutating func add(_ folded: UInt32) {
    var mixed = (value ^ UInt64(folded)) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 29
    value = mixed
  }
}
