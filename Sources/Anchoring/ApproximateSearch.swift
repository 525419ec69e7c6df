// Where a quotation stands whose words have been changed. The wording alone never decides: near
// copies of a sentence are common, so what stood around it must be found around the place as well,
// and no other place may come near in both.

internal import Text

/// A quotation ready to be looked for in changed words.
struct ApproximateSearch {
  /// Shorter quotations are like too many others.
  static let leastScalars = 32
  /// What has fewer symbols is mostly white space; what has more would cost too much.
  static let symbolLimits = 16...8_192
  /// The share of the longer of both wordings that may differ.
  static let largestShare = 0.36
  /// The share of the context of one side by which a border is known.
  static let neededContext = 0.7
  /// What of it is left where a border was drawn inside a sentence.
  static let leastContext = 0.6
  /// Fewer symbols of the quoted sentence are beside its words by chance.
  static let neededRest = 4
  /// How many scalars off its old position a passage counts as still standing there.
  static let positionSlack = 8
  /// How much the context of one side weighs against the wording.
  static let contextWeight = 0.25
  /// By how much the place meant must be better than any other.
  static let margin = 0.08
  /// Distance steps of 64 symbols each that one search may spend, about half a second.
  static let budget = 100_000_000

  private let quote: [UInt32]
  private let prefix: [UInt32]
  private let suffix: [UInt32]
  private let position: ScalarRange?
  private let left: ContextSide
  private let right: ContextSide
  private let numbers: SymbolNumbers
  private let forward: BitPattern
  private let backward: BitPattern
  private let before: BitPattern
  private let after: BitPattern

  /// A place that may be meant.
  struct Candidate {
    var bytes: Range<Int>
    /// Edit distance as a share of the longer wording.
    var share: Double
    /// How much of the context is left on each side, 0 to 1.
    var left: Double
    var right: Double
    /// Whether its borders are known, so that it is not a part of the passage only.
    var isWhole: Bool
    /// Shared runs of the stretch it was found in.
    var seeds: Int

    var total: Double { 1 - share + contextWeight * (left + right) }
  }

  /// Nil for quotations that are too short or too long for it.
  init?(_ selector: TextSelector) {
    guard selector.quote.utf8.count <= Self.symbolLimits.upperBound * 8,
      selector.quote.unicodeScalars.count >= Self.leastScalars
    else { return nil }
    let limit = TextSelector.contextLength
    quote = Symbol.all(of: selector.quote)
    prefix = Symbol.all(of: String(selector.prefix.unicodeScalars.suffix(limit)))
    suffix = Symbol.all(of: String(selector.suffix.unicodeScalars.prefix(limit)))
    guard Self.symbolLimits.contains(quote.count) else { return nil }
    position = selector.position
    left = ContextSide(
      before: String(selector.prefix.unicodeScalars.suffix(limit)), of: selector.quote,
      isAtEdge: prefix.isEmpty && !suffix.isEmpty)
    right = ContextSide(
      after: String(selector.suffix.unicodeScalars.prefix(limit)), of: selector.quote,
      isAtEdge: suffix.isEmpty && !prefix.isEmpty)
    numbers = SymbolNumbers([quote, prefix, suffix])
    let numbered = numbers.numbers(of: quote)
    forward = BitPattern(numbered, symbols: numbers.count)
    backward = BitPattern(numbered.reversed(), symbols: numbers.count)
    before = BitPattern(numbers.numbers(of: prefix), symbols: numbers.count)
    after = BitPattern(numbers.numbers(of: suffix).reversed(), symbols: numbers.count)
  }

  /// The bytes of the one place that can be meant; nil when there is none.
  func place(in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let scan = SeedScan(quote)
    let block = max(quote.count, 64)
    let steps = (block * 4 + 64) * ((quote.count + 63) / 64)
    let (stretches, leftOut) = scan.stretches(
      in: text, block: block, least: max(2, scan.count / 12),
      limit: max(4, min(48, Self.budget / steps)))
    var candidates: [Candidate] = []
    var seen: [Int] = []
    for stretch in stretches where stretch.score * 4 >= stretches[0].score {
      // A window reaches a block beyond its stretch on both sides.
      if seen.contains(where: { abs($0 - stretch.block) <= 1 }) { continue }
      seen.append(stretch.block)
      let window = SymbolWindow(of: text, from: stretch.start, limit: block * 4 + 64)
      candidates += self.candidates(in: window, of: text, seeds: stretch.score)
    }
    return choice(of: candidates, leftOut: leftOut, in: text)?.bytes
  }

  private func choice(
    of candidates: [Candidate], leftOut: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Candidate? {
    let ranked = candidates.sorted { $0.total > $1.total }
    guard let best = ranked.first, best.seeds > leftOut else { return nil }
    // A place is found once more in each window that holds it, there perhaps without its context.
    let rival = ranked.dropFirst().first { other in
      let shared = best.bytes.clamped(to: other.bytes).count
      return shared * 4 < min(best.bytes.count, other.bytes.count)
    }
    if let rival, best.total - rival.total < Self.margin { return nil }
    // The very words, but for white space and the like, need no more when nothing else is near, if
    // they are a sentence; if they are a part of one, all of it must be there, or what stood
    // around.
    if best.share == 0, rival.map({ $0.share > Self.largestShare }) ?? true,
      hasItsSentence(best, in: text) || isSupported(best, in: text)
    {
      return best
    }
    guard best.share <= Self.largestShare, best.isWhole else { return nil }
    return isSupported(best, in: text) ? best : nil
  }

  /// Whether a place of the very words has the rest of their sentence too, so far as it is known
  /// and if there was any.
  private func hasItsSentence(_ best: Candidate, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = left.restCount + right.restCount
    return (rest == 0 || rest >= Self.neededRest)
      && left.holdsRest(beside: best.bytes.lowerBound, in: text)
      && right.holdsRest(beside: best.bytes.upperBound, in: text)
  }

  /// Whether what stood around the passage stands around a place: on one side, where it is found
  /// nowhere else, or on both. Within its sentence the old position has to do instead.
  private func isSupported(_ best: Candidate, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = left.standing(beside: best.bytes.lowerBound, in: text)
    let after = right.standing(beside: best.bytes.upperBound, in: text)
    if before != nil, after != nil { return true }
    if let before, left.standsOnly(at: before, in: text) { return true }
    if let after, right.standsOnly(at: after, in: text) { return true }
    guard let position, min(best.left, best.right) >= Self.neededContext else { return false }
    let start = UTF8Scalars.count(text, upTo: best.bytes.lowerBound)
    return abs(start - position.start.value) <= Self.positionSlack
  }

  /// The best places of a window, at most four, that do not overlap.
  private func candidates(
    in window: SymbolWindow, of all: UnsafeBufferPointer<UInt8>, seeds: Int
  ) -> [Candidate] {
    let numbered = numbers.numbers(of: window.symbols)
    return numbered.withUnsafeBufferPointer { text in
      var ends = forward.distances(to: text)
      let largest = Int32(
        Double(quote.count) * Self.largestShare / (1 - Self.largestShare))
      guard Self.smallest(of: ends) <= largest else { return [] }
      let context = SideDistances(
        before: before.distances(to: text), after: after.distances(to: text, backward: true))
      var found: [Candidate] = []
      for _ in 0..<4 {
        guard let end = context.bestEnd(of: ends, atMost: largest) else { break }
        let (start, distance) = self.start(forEnd: end, in: text, context, largest)
        let whole = atSentences(start..<end, in: window, of: all, context)
        let range = whole ?? start..<end
        found.append(
          candidate(
            range, range == start..<end ? distance : self.distance(to: range, in: text),
            isWhole: whole != nil, in: window, context, seeds))
        for taken in start + 1..<min(ends.count, end + max(1, (end - start) / 2)) {
          ends[taken] = .max
        }
      }
      return found
    }
  }

  private static func smallest(of distances: [Int32]) -> Int32 {
    distances.withUnsafeBufferPointer { distances in
      var smallest = Int32.max
      guard let base = distances.baseAddress else { return smallest }
      var index = distances.count
      while index > 0 {
        index &-= 1
        if base[index] < smallest { smallest = base[index] }
      }
      return smallest
    }
  }

  /// Where the quotation begins that ends at a place, and its distance to what stands between.
  private func start(
    forEnd end: Int, in text: UnsafeBufferPointer<Int32>, _ context: SideDistances,
    _ largest: Int32
  ) -> (start: Int, distance: Int) {
    let first = max(0, end - quote.count - Int(largest))
    let distances = backward.distances(
      to: UnsafeBufferPointer(rebasing: text[first..<end]), anchored: true, backward: true)
    var best = end - 1
    var bestCost = Int32.max
    for length in 1..<max(2, distances.count) where length < distances.count {
      let cost = distances[length] + min(context.before[end - length], context.cap(before.length))
      if cost <= bestCost {
        best = end - length
        bestCost = cost
      }
    }
    return (best, Int(distances[min(end - best, distances.count - 1)]))
  }

  private func distance(to range: Range<Int>, in text: UnsafeBufferPointer<Int32>) -> Int {
    let distances = forward.distances(
      to: UnsafeBufferPointer(rebasing: text[range]), anchored: true)
    return Int(distances[range.count])
  }

  /// Where a sentence was quoted from its beginning or to its end, its new wording begins and ends
  /// with a sentence as well, unless the context itself draws the border. Nil when no border is
  /// near.
  private func atSentences(
    _ range: Range<Int>, in window: SymbolWindow, of text: UnsafeBufferPointer<UInt8>,
    _ context: SideDistances
  ) -> Range<Int>? {
    let borders = SentenceBorders(text: text)
    var (start, end) = (range.lowerBound, range.upperBound)
    let reach = quote.count / 2
    let before = similarity(context.before[start], of: prefix.count)
    let after = similarity(context.after[context.after.count - 1 - end], of: suffix.count)
    if left.isAtBorder || left.isAtEdge, before < Self.neededContext {
      let place = Self.nearest(to: start, reach: start - max(0, start - reach), forward: false) {
        $0 < end && borders.begins(at: window.byte(at: $0))
      }
      guard let place else { return nil }
      start = place
    } else if !left.isAtBorder, !prefix.isEmpty, before < Self.leastContext {
      return nil
    }
    if right.isAtBorder || right.isAtEdge, after < Self.neededContext {
      let reach = min(window.symbols.count, end + reach) - end
      let place = Self.nearest(to: end, reach: reach, forward: true) {
        $0 > start && borders.ends(at: window.byte(at: $0))
      }
      guard let place else { return nil }
      end = place
    } else if !right.isAtBorder, !suffix.isEmpty, after < Self.leastContext {
      return nil
    }
    return start < end ? start..<end : nil
  }

  /// The first place that is a border: within reach in one direction, then a few symbols back.
  private static func nearest(
    to place: Int, reach: Int, forward: Bool, _ isBorder: (Int) -> Bool
  ) -> Int? {
    var steps = 0
    while steps <= reach {
      let at = forward ? place + steps : place - steps
      if isBorder(at) { return at }
      steps += 1
    }
    steps = 1
    while steps <= 3 {
      let at = forward ? place - steps : place + steps
      if isBorder(at) { return at }
      steps += 1
    }
    return nil
  }

  private func candidate(
    _ range: Range<Int>, _ distance: Int, isWhole: Bool, in window: SymbolWindow,
    _ context: SideDistances, _ seeds: Int
  ) -> Candidate {
    Candidate(
      bytes: window.bytes(from: range.lowerBound, to: range.upperBound),
      share: Double(distance) / Double(max(quote.count, range.count)),
      left: similarity(context.before[range.lowerBound], of: prefix.count),
      right: similarity(
        context.after[context.after.count - 1 - range.upperBound], of: suffix.count),
      isWhole: isWhole, seeds: seeds)
  }

  private func similarity(_ distance: Int32, of length: Int) -> Double {
    length == 0 ? 0 : max(0, 1 - Double(distance) / Double(length))
  }
}

/// How well the context of a quotation goes with each place of a window.
private struct SideDistances {
  let before: [Int32]
  /// From the end of the window.
  let after: [Int32]

  /// Beyond this, context is no more missing than missing: it must not draw a border to itself.
  func cap(_ length: Int) -> Int32 { Int32(truncatingIfNeeded: length / 3) }

  /// The end of the best place, its right border drawn by what follows.
  func bestEnd(of ends: [Int32], atMost largest: Int32) -> Int? {
    let cap = cap(Int(after.first ?? 0))
    var best: Int?
    var bestCost = Int32.max
    ends.withUnsafeBufferPointer { ends in
      after.withUnsafeBufferPointer { after in
        guard let ends = ends.baseAddress, let after = after.baseAddress else { return }
        let last = self.after.count &- 1
        var end = 1
        while end <= last {
          if ends[end] <= largest {
            let beside = after[last &- end]
            let cost = ends[end] &+ (beside < cap ? beside : cap)
            if cost <= bestCost {
              best = end
              bestCost = cost
            }
          }
          end &+= 1
        }
      }
    }
    return best
  }
}
