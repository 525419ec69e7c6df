// The words of a text as numbers: folded, so that letter case and typographic signs do not count.
// By them paragraphs and whole texts are compared without building a string a word.

import Text

/// Words as 64-bit numbers that are the same in every run of the program.
public enum WordHashes {
  /// The words of a text in order, at most `limit`. In scripts that write no blanks between words
  /// each sign is one.
  public static func words(of text: String, limit: Int) -> [UInt64] {
    var words: [UInt64] = []
    forEach(in: text) { word in
      words.append(word)
      return words.count < limit
    }
    return words
  }

  /// Calls `body` for every word in order, until it says false.
  public static func forEach(in text: String, _ body: (UInt64) -> Bool) {
    var hash = start
    var isInside = false
    for scalar in text.unicodeScalars {
      let isWord = WordClass.isWord(scalar)
      let isAlone = isWord && standsAlone(scalar.value)
      if isInside, !isWord || isAlone {
        guard body(mixed(hash)) else { return }
        (hash, isInside) = (start, false)
      }
      guard isWord else { continue }
      fold(scalar, into: &hash)
      if isAlone {
        guard body(mixed(hash)) else { return }
        hash = start
      } else {
        isInside = true
      }
    }
    if isInside { _ = body(mixed(hash)) }
  }

  /// Spreads a number over all 64 bits (the finishing step of SplitMix64).
  public static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// FNV-1a over scalar values.
  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func fold(_ scalar: Unicode.Scalar, into hash: inout UInt64) {
    switch Folding.step(scalar.value) {
    case .none: break
    case .one(let value): hash = (hash ^ UInt64(value)) &* 0x100_0000_01B3
    case .several:
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        hash = (hash ^ UInt64(lower.value)) &* 0x100_0000_01B3
      }
    }
  }

  /// Han, kana and the scripts of mainland south-east Asia.
  private static func standsAlone(_ value: UInt32) -> Bool {
    switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
