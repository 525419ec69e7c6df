// Where in a long text a quotation might stand at all: stretches that share many short runs of
// symbols with it. One pass over the text, whatever its size; all further work is on few stretches.

/// The short runs of a quotation, ready to be met in a text.
struct SeedScan {
  /// A stretch worth a closer look.
  struct Stretch {
    /// Runs of the quotation that stand in it, each counted once a block.
    var score: Int
    /// Blocks are counted from the start of the text.
    var block: Int
    /// Byte where its first block, the one before those that share the runs, begins.
    var start: Int
  }

  private static let empty = UInt64.max
  /// How many symbols a run has: three say as much in Chinese as five of an alphabet.
  private let runLength: Int
  private let shift: UInt64
  private let symbolMask: UInt64
  private var slots: [UInt64]
  private let slotBits: UInt64
  /// One bit for each value that a part of the hash can have: settles most runs by one look.
  private var known = [UInt64](repeating: 0, count: 1 << 10)
  /// How many different runs there are.
  private(set) var count = 0

  init(_ quote: [UInt32]) {
    let unspaced = quote.reduce(0) { $0 + (Symbol.isUnspaced($1) ? 1 : 0) }
    runLength = unspaced * 2 > quote.count ? 3 : 5
    shift = runLength == 3 ? 20 : 12
    symbolMask = (1 << shift) - 1
    var bits: UInt64 = 4
    while 1 << Int(bits) < quote.count * 4 { bits += 1 }
    slotBits = bits
    slots = [UInt64](repeating: Self.empty, count: 1 << Int(bits))
    var run: UInt64 = 0
    for (index, symbol) in quote.enumerated() {
      run = (run << shift | UInt64(symbol) & symbolMask) & (1 << 60 - 1)
      if index + 1 >= runLength { insert(run) }
    }
  }

  private mutating func insert(_ run: UInt64) {
    let hash = Self.hash(run)
    known[Int(hash >> 54)] |= 1 << (hash >> 48 & 63)
    var slot = Int(hash & (1 << slotBits - 1))
    while slots[slot] != Self.empty, slots[slot] != run {
      slot = (slot + 1) & (slots.count - 1)
    }
    if slots[slot] == Self.empty {
      slots[slot] = run
      count += 1
    }
  }

  @inline(__always)
  private static func hash(_ run: UInt64) -> UInt64 {
    let mixed = (run ^ (run &>> 29)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed &>> 32)
  }

  /// The stretches with the most runs, best first, at most `limit`; and the score of the best that
  /// had to be left out. A stretch is two blocks of `block` symbols; fewer than `least` runs are
  /// none.
  func stretches(
    in text: UnsafeBufferPointer<UInt8>, block: Int, least: Int, limit: Int
  ) -> (best: [Stretch], leftOut: Int) {
    guard let base = text.baseAddress else { return ([], 0) }
    var ranking = Ranking(least: least, limit: limit)
    var stamps = [Int32](repeating: -1, count: slots.count)
    stamps.withUnsafeMutableBufferPointer { stamps in
      slots.withUnsafeBufferPointer { slots in
        known.withUnsafeBufferPointer { known in
          guard let stamps = stamps.baseAddress, let slots = slots.baseAddress,
            let known = known.baseAddress
          else { return }
          scan(
            ScalarReader(base: base, end: text.count, at: 0), block, slots, known, stamps, &ranking)
        }
      }
    }
    return (ranking.kept.sorted { ($1.score, $0.block) < ($0.score, $1.block) }, ranking.leftOut)
  }

  private func scan(
    _ from: ScalarReader, _ length: Int, _ slots: UnsafePointer<UInt64>,
    _ known: UnsafePointer<UInt64>, _ stamps: UnsafeMutablePointer<Int32>,
    _ ranking: inout Ranking
  ) {
    var reader = from
    let end = from.end
    let slotMask = 1 << Int(slotBits) - 1
    let runMask: UInt64 = 1 << 60 - 1
    let shift = self.shift
    let symbolMask = self.symbolMask
    var (run, read, score) = (UInt64(0), 0, 0)
    var blocks = BlockTrail()
    while reader.at < end {
      let symbol = Symbol.of(reader.next())
      if symbol == 0 { continue }
      run = (run &<< shift | UInt64(truncatingIfNeeded: symbol) & symbolMask) & runMask
      let hash = Self.hash(run)
      if known[Int(truncatingIfNeeded: hash &>> 54)] &>> (hash &>> 48 & 63) & 1 != 0 {
        var slot = Int(truncatingIfNeeded: hash) & slotMask
        while slots[slot] != Self.empty {
          if slots[slot] == run {
            if stamps[slot] != blocks.number {
              stamps[slot] = blocks.number
              score &+= 1
            }
            break
          }
          slot = (slot &+ 1) & slotMask
        }
      }
      read &+= 1
      if read == length {
        blocks.close(score, at: reader.at, &ranking)
        read = 0
        score = 0
      }
    }
    if read > 0 { blocks.close(score, at: reader.at, &ranking) }
  }
}

/// The last blocks of a scan.
private struct BlockTrail {
  var number: Int32 = 0
  private var score = 0
  private var starts = (0, 0, 0)

  mutating func close(_ score: Int, at end: Int, _ ranking: inout Ranking) {
    ranking.offer(
      SeedScan.Stretch(score: self.score + score, block: Int(number), start: starts.0))
    self.score = score
    starts = (starts.1, starts.2, end)
    number &+= 1
  }
}

/// The best of many stretches.
private struct Ranking {
  let least: Int
  let limit: Int
  var kept: [SeedScan.Stretch] = []
  var leftOut = 0

  init(least: Int, limit: Int) {
    self.least = least
    self.limit = limit
  }

  mutating func offer(_ stretch: SeedScan.Stretch) {
    guard stretch.score >= least else { return }
    if kept.count < limit {
      kept.append(stretch)
      return
    }
    var worst = 0
    for index in kept.indices where kept[index].score < kept[worst].score { worst = index }
    if stretch.score > kept[worst].score {
      leftOut = max(leftOut, kept[worst].score)
      kept[worst] = stretch
    } else {
      leftOut = max(leftOut, stretch.score)
    }
  }
}
