// Where the very words of a quotation stand, and which of several such places is meant.

/// The surroundings of a quotation, and how well a place has them.
struct Context {
  /// Scalars beside a short quotation that must match on one side, if so many are known.
  private static let needed = 8
  /// Scalars of the quoted sentence that must match on the other: stock phrases begin many
  /// sentences, and one of those may now stand where the passage stood.
  private static let neededBeside = 8
  private static let shortRest = 4
  /// How much of a side may have other words instead.
  private static let largestShare = 0.3
  /// A quotation of so many scalars is not met twice by chance, if it is a sentence.
  private static let distinctive = 32
  /// Nor one of so many that begins or ends inside a sentence.
  private static let distinctivePart = 1_024

  private let before: [UInt8]
  private let after: [UInt8]
  private let quoteLength: Int
  private let beforeCount: Int
  private let afterCount: Int
  private let rest: SentenceRest
  private let isLong: Bool
  private let isDistinctive: Bool

  /// How many scalars match beside a place.
  struct Score {
    var place: Int
    var left: Int
    var right: Int

    var total: Int { left + right }
  }

  init(_ selector: TextSelector, quote: [UInt8]) {
    // Longer context than we write ourselves would let a note buy unbounded work.
    let limit = TextSelector.contextLength
    before = Array(String(selector.prefix.unicodeScalars.suffix(limit)).utf8)
    after = Array(String(selector.suffix.unicodeScalars.prefix(limit)).utf8)
    beforeCount = UTF8Scalars.count(of: before)
    afterCount = UTF8Scalars.count(of: after)
    quoteLength = quote.count
    rest = SentenceRest(prefix: before, quote: quote, suffix: after)
    let count = UTF8Scalars.count(of: quote)
    isLong = count >= Self.distinctive
    isDistinctive = isLong && (rest.isNone || count >= Self.distinctivePart)
  }

  func score(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> Score {
    Score(
      place: place, left: UTF8Scalars.matching(before, endingAt: place, in: text),
      right: UTF8Scalars.matching(after, startingAt: place + quoteLength, in: text))
  }

  /// Whether enough of the surroundings is there. Common words stand beside common words: that
  /// proves something only if most of the context is there on both sides, or all of it on one.
  private func isSupported(_ score: Score, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let (left, right) = (score.left, score.right)
    if left >= min(Self.needed, beforeCount), right >= min(Self.needed, afterCount),
      (left + right) * 3 >= (beforeCount + afterCount) * 2
    {
      return true
    }
    guard
      (left >= Self.needed && left == beforeCount) || (right >= Self.needed && right == afterCount)
    else { return false }
    return isInSentence(score, in: text)
  }

  /// Whether the words right beside are those of the quoted sentence, or nearly. A short word of
  /// it may be missing.
  private func isInSentence(_ score: Score, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = score.place + quoteLength
    return
      (rest.before <= Self.shortRest || score.left >= min(Self.neededBeside, rest.before)
      || isNearly(
        symbols(before[...]).reversed(), symbols(text[..<score.place].suffix(reach)).reversed()))
      && (rest.after <= Self.shortRest || score.right >= min(Self.neededBeside, rest.after)
        || isNearly(symbols(after[...]), symbols(text[end...].prefix(reach))))
  }

  /// Bytes that changed context may fill.
  private var reach: Int { max(before.count, after.count) * 2 }

  private func symbols(_ bytes: some Collection<UInt8>) -> [UInt32] {
    Symbol.all(of: String(decoding: bytes, as: UTF8.self))
  }

  /// Whether other symbols begin with about the same ones.
  private func isNearly(_ wanted: [UInt32], _ other: [UInt32]) -> Bool {
    let numbers = SymbolNumbers([wanted])
    let pattern = BitPattern(numbers.numbers(of: wanted), symbols: numbers.count)
    let distances = numbers.numbers(of: other).withUnsafeBufferPointer {
      pattern.distances(to: $0, anchored: true)
    }
    return Double(distances.min() ?? .max) <= Self.largestShare * Double(wanted.count)
  }

  /// Whether the old position holds the passage: a few common words may stand there by chance, with
  /// nothing around them that was.
  func isHeld(_ score: Score, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if isLong { return true }
    return score.total >= min(Self.needed / 2, beforeCount + afterCount)
      && isInSentence(score, in: text)
  }

  /// Whether a place may be meant at all.
  func isFit(_ score: Score, amongSeveral: Bool, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    (isDistinctive && !amongSeveral) || isSupported(score, in: text)
  }

  /// Byte offset of the one occurrence whose surroundings match in strictly more scalars than those
  /// of every other; nil when none does.
  func places(of wanted: [UInt8], in text: UnsafeBufferPointer<UInt8>)
    -> (best: Int?, areSeveral: Bool)
  {
    var best: Int?
    var count = 0
    var bestScore = -1
    var isTied = false
    QuoteSearch(wanted).forEach(in: text) { at in
      let score = score(at: at, in: text).total
      count += 1
      if score > bestScore {
        best = at
        bestScore = score
        isTied = false
      } else if score == bestScore {
        isTied = true
      }
      // Two places that match in everything can never be told apart.
      return !(isTied && bestScore == beforeCount + afterCount)
    }
    return (isTied ? nil : best, count > 1)
  }
}

/// Knuth, Morris and Pratt's search: linear whatever the quotation repeats.
struct QuoteSearch {
  private let wanted: [UInt8]
  /// For each length of a partial match the length to fall back to.
  private let fallback: [Int]

  init(_ wanted: [UInt8]) {
    self.wanted = wanted
    var fallback = [Int](repeating: 0, count: wanted.count)
    var matched = 0
    for index in wanted.indices.dropFirst() {
      while matched > 0, wanted[matched] != wanted[index] { matched = fallback[matched - 1] }
      if wanted[matched] == wanted[index] { matched += 1 }
      fallback[index] = matched
    }
    self.fallback = fallback
  }

  /// Calls `body` with every occurrence, overlapping ones too, until it gives false.
  func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Bool) {
    wanted.withUnsafeBufferPointer { wanted in
      fallback.withUnsafeBufferPointer { fallback in
        guard let wanted = wanted.baseAddress, let fallback = fallback.baseAddress,
          let base = text.baseAddress
        else { return }
        search(base, text.count, wanted, fallback, body)
      }
    }
  }

  private func search(
    _ text: UnsafePointer<UInt8>, _ end: Int, _ wanted: UnsafePointer<UInt8>,
    _ fallback: UnsafePointer<Int>, _ body: (Int) -> Bool
  ) {
    let (first, count) = (wanted[0], self.wanted.count)
    var (matched, at) = (0, 0)
    while at < end {
      if matched == 0, text[at] != first {
        at &+= 1
        continue
      }
      while matched > 0, wanted[matched] != text[at] { matched = fallback[matched &- 1] }
      if wanted[matched] == text[at] { matched &+= 1 }
      at &+= 1
      if matched == count {
        guard body(at - count) else { return }
        matched = fallback[matched - 1]
      }
    }
  }
}
