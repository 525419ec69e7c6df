// SHA-256 (FIPS 180-4), by which documents are known again and note revisions are told apart.
// Of our own because every library that has it would cost more at start-up than the rest of the
// program; checked against the published vectors.

/// A SHA-256 digest as 64 lower-case hexadecimal digits.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  /// The digits.
  public let hex: String

  /// Takes a digest as written in a file; nil unless it is 64 hexadecimal digits.
  public init?(hex: String) {
    guard hex.utf8.count == 64, hex.utf8.allSatisfy({ isHexDigit($0) }) else { return nil }
    self.hex = hex.lowercased()
  }

  /// The digest of some bytes.
  public init(of bytes: [UInt8]) {
    var hashing = ContentHashing()
    bytes.withUnsafeBufferPointer { hashing.add($0) }
    self = hashing.finished()
  }

  fileprivate init(known hex: String) { self.hex = hex }

  /// The digest of a text as UTF-8.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  public var description: String { hex }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
}

private enum SHA256 {
  static let rounds: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  static let start = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19)

  /// Mixes whole blocks of 64 bytes into a state.
  static func mix(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    guard let base = blocks.baseAddress else { return }
    // Through pointers: checks of 64 constant indices a round cost more than the rounds.
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      rounds.withUnsafeBufferPointer { rounds in
        guard let words = words.baseAddress, let rounds = rounds.baseAddress else { return }
        for block in stride(from: 0, to: blocks.count, by: 64) {
          mix(base + block, words, rounds, &state)
        }
      }
    }
  }

  @inline(__always)
  private static func turned(_ word: UInt32, _ by: UInt32) -> UInt32 {
    (word &>> by) | (word &<< (32 &- by))
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let large = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    let first = h &+ large &+ (g ^ (e & (f ^ g))) &+ word
    let small = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    d = d &+ first
    h = first &+ small &+ ((a & b) ^ (c & (a ^ b)))
  }

  @inline(__always)
  private static func mix(
    _ block: UnsafeRawPointer, _ words: UnsafeMutablePointer<UInt32>,
    _ rounds: UnsafePointer<UInt32>, _ state: inout SIMD8<UInt32>
  ) {
    for index in 0..<16 {
      words[index] = block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self).bigEndian
    }
    for index in 16..<64 {
      let early = words[index &- 15]
      let late = words[index &- 2]
      let small = turned(early, 7) ^ turned(early, 18) ^ (early &>> 3)
      let large = turned(late, 17) ^ turned(late, 19) ^ (late &>> 10)
      words[index] = words[index &- 16] &+ small &+ words[index &- 7] &+ large
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // Eight rounds a turn: the letters change places by name instead of by moving.
    for turn in stride(from: 0, to: 64, by: 8) {
      let words = words + turn
      let rounds = rounds + turn
      round(a, b, c, &d, e, f, g, &h, words[0] &+ rounds[0])
      round(h, a, b, &c, d, e, f, &g, words[1] &+ rounds[1])
      round(g, h, a, &b, c, d, e, &f, words[2] &+ rounds[2])
      round(f, g, h, &a, b, c, d, &e, words[3] &+ rounds[3])
      round(e, f, g, &h, a, b, c, &d, words[4] &+ rounds[4])
      round(d, e, f, &g, h, a, b, &c, words[5] &+ rounds[5])
      round(c, d, e, &f, g, h, a, &b, words[6] &+ rounds[6])
      round(b, c, d, &e, f, g, h, &a, words[7] &+ rounds[7])
    }
    state &+= SIMD8<UInt32>(a, b, c, d, e, f, g, h)
  }
}

/// A digest taken of bytes that come in parts.
public struct ContentHashing: Sendable {
  private var state = SHA256.start
  /// Fewer than 64 bytes that fill no block yet.
  private var rest: [UInt8] = []
  private var count = 0

  public init() {}

  /// Takes in the next bytes.
  public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    count += bytes.count
    var taken = 0
    if !rest.isEmpty {
      taken = min(64 - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<taken])
      guard rest.count == 64 else { return }
      rest.withUnsafeBytes { SHA256.mix($0, into: &state) }
      rest.removeAll(keepingCapacity: true)
    }
    let whole = taken + (bytes.count - taken) / 64 * 64
    SHA256.mix(
      UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[taken..<whole])), into: &state)
    rest.append(contentsOf: bytes[whole...])
  }

  /// The digest of all that was taken in; more may follow nonetheless.
  public func finished() -> ContentHash {
    var state = state
    var tail = rest
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    tail.withUnsafeBytes { SHA256.mix($0, into: &state) }
    var hex = ""
    for index in 0..<8 {
      let digits = String(state[index], radix: 16)
      hex += String(repeating: "0", count: 8 - digits.count) + digits
    }
    return ContentHash(known: hex)
  }
}
