// Where in the bytes of a file a pattern can be: the rarest of its signs is looked for by its bytes,
// and what stands around it is compared sign by sign. Misses nothing; what it finds is looked at again
// in the normalised text.

import Text

struct ByteSearch {
  /// A byte of one scalar that can stand for the sign looked for.
  private struct Anchor {
    var byte: UInt8
    /// Of the scalar's encoding, before it.
    var offset: Int
    var encoding: [UInt8]
  }

  private let pattern: SearchPattern
  private let anchors: [Anchor]
  /// The sign of the needle that they stand for.
  private let place: Int
  /// Whether words can be parted by lines of the page.
  private let isInPages: Bool

  /// `counts` says how often each byte comes in the text. Nil when every part of the text has to be
  /// looked at.
  init?(_ pattern: SearchPattern, counts: [Int], isInPages: Bool) {
    var best: (cost: Int, place: Int, anchors: [Anchor])?
    for (place, value) in pattern.needle.enumerated() {
      guard let sources = SearchPattern.sources(of: value, isExact: pattern.isExact) else {
        continue
      }
      let anchors = sources.map { source -> Anchor in
        let encoding = Array(String(source).utf8)
        let offset = encoding.indices.min { counts[Int(encoding[$0])] < counts[Int(encoding[$1])] }
        return Anchor(byte: encoding[offset ?? 0], offset: offset ?? 0, encoding: encoding)
      }
      let cost = anchors.reduce(0) { $0 + counts[Int($1.byte)] + 64 }
      if cost < best?.cost ?? .max { best = (cost, place, anchors) }
    }
    guard let best else { return nil }
    self.pattern = pattern
    self.isInPages = isInPages
    anchors = best.anchors
    place = best.place
  }

  /// Places in one buffer, ascending.
  struct Places {
    private let search: ByteSearch
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next: [Int]

    init(_ search: ByteSearch, _ bytes: UnsafeBufferPointer<UInt8>) {
      self.search = search
      self.bytes = bytes
      next = Array(repeating: -1, count: search.anchors.count)
    }

    /// The first byte, at or behind `start`, of a scalar around which the pattern can be. What the
    /// edges of the buffer cut can be it.
    mutating func next(from start: Int) -> Int? {
      var start = start
      while true {
        var best = Int.max
        var which = 0
        for index in next.indices {
          let anchor = search.anchors[index]
          if next[index] < start + anchor.offset {
            next[index] =
              bytes.firstIndex(of: anchor.byte, from: start + anchor.offset) ?? Int.max / 2
          }
          if next[index] - anchor.offset < best {
            best = next[index] - anchor.offset
            which = index
          }
        }
        guard best < bytes.count else { return nil }
        if search.fits(bytes, at: best, search.anchors[which].encoding) { return best }
        // Another scalar may begin with the same byte.
        for index in next.indices where next[index] - search.anchors[index].offset == best {
          if index != which, search.fits(bytes, at: best, search.anchors[index].encoding) {
            return best
          }
        }
        start = best + 1
      }
    }
  }

  private func fits(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ encoding: [UInt8])
    -> Bool
  {
    guard start + encoding.count <= bytes.count else { return true }
    for index in encoding.indices where bytes[start + index] != encoding[index] { return false }
    return fitsOn(bytes, from: start + encoding.count) && fitsBack(bytes, from: start)
  }

  private func fitsOn(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var index = start
    var wanted = place + 1
    while wanted < pattern.needle.count {
      guard index < bytes.count else { return true }
      let (sign, length) = sign(bytes, at: index)
      guard let sign else { return true }
      switch sign {
      case .none: index += length
      case .several: return true
      case .one(let value):
        guard value == pattern.needle[wanted] else { return false }
        wanted += 1
        index += length
      case .blank:
        guard pattern.needle[wanted] == 0x20 else { return false }
        wanted += 1
        let end = blanksEnd(bytes, from: index)
        guard end < bytes.count, !partsPages(bytes[index..<end]) else { return true }
        index = end
      }
    }
    return true
  }

  private func fitsBack(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var index = start
    var wanted = place - 1
    while wanted >= 0 {
      guard let before = scalarStart(bytes, before: index) else { return true }
      let (sign, length) = sign(bytes, at: before)
      guard let sign, before + length == index else { return true }
      switch sign {
      case .none: index = before
      case .several: return true
      case .one(let value):
        guard value == pattern.needle[wanted] else { return false }
        wanted -= 1
        index = before
      case .blank:
        guard pattern.needle[wanted] == 0x20 else { return false }
        wanted -= 1
        let first = blanksStart(bytes, from: before)
        guard first > 0, !partsPages(bytes[first..<index]) else { return true }
        index = first
      }
    }
    return true
  }

  /// Nil for an ill-formed part.
  @inline(__always)
  private func sign(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (
    SearchPattern.Sign?, Int
  ) {
    if bytes[index] >= 0x80, UTF8Survey.wellFormedLength(bytes, at: index) < 2 { return (nil, 1) }
    let (scalar, length) = FoldedPlaces.scalar(bytes, at: index)
    return (SearchPattern.sign(of: scalar, isExact: pattern.isExact), length)
  }

  private func scalarStart(_ bytes: UnsafeBufferPointer<UInt8>, before index: Int) -> Int? {
    var before = index - 1
    while before >= 0, index - before < 4, bytes[before] & 0xC0 == 0x80 { before -= 1 }
    return before >= 0 ? before : nil
  }

  /// Blanks, with what vanishes between them.
  private func blanksEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let (sign, length) = sign(bytes, at: index)
      guard sign == .blank || sign == SearchPattern.Sign.none else { break }
      index += length
    }
    return index
  }

  private func blanksStart(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while let before = scalarStart(bytes, before: index) {
      let sign = sign(bytes, at: before).0
      guard sign == .blank || sign == SearchPattern.Sign.none else { return index }
      index = before
    }
    return 0
  }

  private func partsPages(_ blanks: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    isInPages && blanks.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0x0C }
  }
}
