// Words that a line end parted. Whether the hyphen goes is decided by the rest of the text.

/// What becomes of a hyphen at the end of a line.
struct HyphenMending {
  private let words: Set<UInt64>
  private let compounds: Set<UInt64>

  /// First parts that mostly keep their hyphen.
  private static let joining: Set<String> = [
    "self", "well", "non", "half", "cross", "long", "short", "high", "low", "ex", "all", "anti",
  ]

  /// Learns the words of a text, and those with a hyphen inside a line.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    var (words, compounds) = (Set<UInt64>(), Set<UInt64>())
    var (hash, length, hyphens, last) = (Self.seed, 0, 0, UInt8(0))
    // The line end behind it ends the last word, too.
    for index in 0...text.count {
      let byte = index < text.count ? text[index] : 0x0A
      if Self.isLetter(byte) || (byte == 0x2D && length > 0) {
        hash = Self.mix(hash, byte)
        length += 1
        if byte == 0x2D { hyphens += 1 }
      } else {
        if length > 1, last != 0x2D {
          if hyphens == 0 { words.insert(hash) } else { compounds.insert(hash) }
        }
        (hash, length, hyphens) = (Self.seed, 0, 0)
      }
      last = byte
    }
    (self.words, self.compounds) = (words, compounds)
  }

  /// Whether the hyphen between two parts was put there by the line end alone.
  func isSoft(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Bool {
    guard let next = second.first, !(0x41...0x5A).contains(next), Self.isLetter(next) else {
      return false
    }
    let head = first.reduce(Self.seed, Self.mix)
    if words.contains(second.reduce(head, Self.mix)) { return true }
    if compounds.contains(second.reduce(Self.mix(head, 0x2D), Self.mix)) { return false }
    let letters = first.count { $0 & 0xC0 != 0x80 }
    let rest = second.count { $0 & 0xC0 != 0x80 }
    let isJoining = Self.joining.contains(String(decoding: first, as: UTF8.self).lowercased())
    return letters >= 2 && rest >= 2 && !isJoining && first.allSatisfy { Self.isLetter($0) }
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF)
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a over letters, ASCII ones folded.
  private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    let folded = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    return (hash ^ UInt64(folded)) &* 0x100_0000_01B3
  }
}
