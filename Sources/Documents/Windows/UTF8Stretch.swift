// Stretches of UTF-8 as they stand in a file: whether they are normalised already, counting their
// scalars, and making them normalised. Written for speed: a gigabyte goes through here.

import Glibc

enum UTF8Stretch {
  /// What a stretch is like. It begins between two scalars and at no line feed of a pair.
  struct Survey {
    /// Scalars, if it is well-formed.
    var scalars: Int
    var isWellFormed: Bool
    var hasReturns: Bool
    /// Nothing has to be changed in it.
    var isNormalised: Bool { isWellFormed && !hasReturns }
  }

  static func survey(_ bytes: UnsafeBufferPointer<UInt8>) -> Survey {
    let scalars = wellFormedScalars(bytes)
    return Survey(
      scalars: scalars ?? 0, isWellFormed: scalars != nil,
      hasReturns: bytes.firstIndex(of: 0x0D, from: 0) != nil)
  }

  /// Scalars of well-formed bytes: those that continue none.
  static func scalars(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var count = 0
    var index = 0
    while index + 8 <= bytes.count {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      // The top bit of bytes that begin 10.
      let going = (word & ~(word << 1)) & 0x8080_8080_8080_8080
      count += 8 - going.nonzeroBitCount
      index += 8
    }
    while index < bytes.count {
      if base[index] & 0xC0 != 0x80 { count += 1 }
      index += 1
    }
    return count
  }

  /// The scalars of a stretch; nil if a part of it is ill-formed.
  static func wellFormedScalars(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    var count = 0
    while index < bytes.count {
      let plain = plainPrefix(bytes, from: index)
      count += plain - index
      index = plain
      if bytes.count - index >= 64 {
        guard let many = wellFormedBlock(bytes, &index) else { return nil }
        count += many
      } else {
        while index < bytes.count, bytes[index] >= 0x80 {
          let length = UTF8Survey.wellFormedLength(bytes, at: index)
          guard length > 0 else { return nil }
          count += 1
          index += length
        }
      }
    }
    return count
  }

  /// Where the first byte that is no ASCII stands, or the end.
  static func plainPrefix(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    var index = start
    while index + 32 <= bytes.count {
      let four = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD4<UInt64>.self)
      if (four[0] | four[1] | four[2] | four[3]) & 0x8080_8080_8080_8080 != 0 { break }
      index += 32
    }
    while index < bytes.count, base[index] < 0x80 { index += 1 }
    return index
  }

  private typealias Lane = SIMD16<UInt8>

  /// Goes on from `index`, which is between two scalars, while there are 16 bytes left and they are
  /// not all ASCII; afterwards `index` is between two scalars again. Gives the scalars passed.
  ///
  /// A byte must continue a sequence exactly if one of the three before it begins one that is long
  /// enough, and some beginnings want narrower second bytes (Unicode 3.9, table 3-7): comparisons of
  /// whole lanes with themselves moved by one, two and three.
  private static func wellFormedBlock(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int)
    -> Int?
  {
    guard let base = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    // The first three bytes by themselves, so that there is something to look back at.
    var count = 0
    let first = index
    while index - first < 3 {
      let length = UTF8Survey.wellFormedLength(bytes, at: index)
      guard length > 0 else { return nil }
      count += 1
      index += length
    }
    var wrong = SIMDMask<SIMD16<Int8>>(repeating: false)
    var plainLanes = 0
    while index + 16 <= bytes.count, plainLanes < 4 {
      let here = raw.loadUnaligned(fromByteOffset: index, as: Lane.self)
      let one = raw.loadUnaligned(fromByteOffset: index - 1, as: Lane.self)
      let two = raw.loadUnaligned(fromByteOffset: index - 2, as: Lane.self)
      let three = raw.loadUnaligned(fromByteOffset: index - 3, as: Lane.self)
      let goes = (here & 0xC0) .== 0x80
      let wanted = (one .>= 0xC2) .| (two .>= 0xE0) .| (three .>= 0xF0)
      let never = (here .>= 0xF5) .| ((here & 0xFE) .== 0xC0)
      let low = ((one .== 0xE0) .& (here .< 0xA0)) .| ((one .== 0xF0) .& (here .< 0x90))
      let high = ((one .== 0xED) .& (here .> 0x9F)) .| ((one .== 0xF4) .& (here .> 0x8F))
      wrong = wrong .| (goes .^ wanted) .| never .| low .| high
      let words = unsafeBitCast(here, to: SIMD2<UInt64>.self)
      let going = (words & ~(words &<< 1)) & 0x8080_8080_8080_8080
      count += 16 - going[0].nonzeroBitCount - going[1].nonzeroBitCount
      plainLanes = (words[0] | words[1]) & 0x8080_8080_8080_8080 == 0 ? plainLanes + 1 : 0
      index += 16
    }
    if any(wrong) { return nil }
    // Back to the beginning of a sequence that the last lane cut.
    var back = index - 1
    while back > index - 4, base[back] & 0xC0 == 0x80 { back -= 1 }
    if base[back] >= 0xC2 {
      let length = UTF8Survey.wellFormedLength(bytes, at: back)
      guard length > 0 else { return nil }
      index = max(index, back + length)
    }
    return count
  }

  /// Adds the stretch to normalised text: line ends become line feeds, every maximal ill-formed part
  /// U+FFFD. `leavesOpenEnd`: a sequence that only the end cuts is left out.
  static func normalise(
    _ bytes: UnsafeBufferPointer<UInt8>, into text: inout [UInt8], leavesOpenEnd: Bool = false
  ) {
    var index = 0
    while index < bytes.count {
      let clean = cleanPrefix(bytes, from: index, limit: bytes.count)
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<clean]))
      index = clean
      guard index < bytes.count else { return }
      let (length, written) = unit(bytes, at: index)
      if leavesOpenEnd, written == 3, index + length == bytes.count, opensMore(bytes, at: index) {
        return
      }
      if written == 3 {
        text.append(0xEF)
        text.append(0xBF)
        text.append(0xBD)
      } else {
        text.append(0x0A)
      }
      index += length
    }
  }

  /// Up to the first carriage return or ill-formed part, or to a scalar's end at `limit` or behind.
  private static func cleanPrefix(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int
  ) -> Int {
    var index = start
    while index < limit {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte == 0x0D { return index }
        index += 1
        continue
      }
      let length = UTF8Survey.wellFormedLength(bytes, at: index)
      if length < 0 { return index }
      index += length
    }
    return index
  }

  /// At what has to be changed: its bytes, and those that it becomes (1 or 3).
  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Int, Int) {
    if bytes[index] == 0x0D {
      return (index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1, 1)
    }
    return (-UTF8Survey.wellFormedLength(bytes, at: index), 3)
  }

  private static func opensMore(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    (0xC2...0xF4).contains(bytes[index])
  }

  /// The places in `bytes` of ascending places in what they are normalised to.
  static func sources(
    of places: [Int], in bytes: UnsafeBufferPointer<UInt8>
  ) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(places.count)
    var source = 0
    var target = 0
    for place in places {
      while target < place, source < bytes.count {
        let clean = cleanPrefix(
          bytes, from: source, limit: min(bytes.count, source + place - target))
        if clean > source {
          target += clean - source
          source = clean
        } else {
          let (length, written) = unit(bytes, at: source)
          source += length
          target += written
        }
      }
      result.append(source)
    }
    return result
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first place of a byte from an index on.
  @inline(__always)
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start < count,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
  }
}
