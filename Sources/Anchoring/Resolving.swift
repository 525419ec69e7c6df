// Finding a described place again. A place is never guessed: it is where it was, or the only place
// that can be meant, or lost.

public import Text

extension TextSelector {
  /// Where the quotation stands in normalised UTF-8 now. In the same text (known by its hash) that is
  /// where it was. In another it is the occurrence whose surroundings match best, the old position
  /// before equals; a short quotation none of whose surroundings are left is lost, for equal words
  /// elsewhere are not the passage. Linear in the text.
  public func resolve(in text: UnsafeBufferPointer<UInt8>, isSameText: Bool = false) -> Resolution {
    let wanted = Array(quote.utf8)
    guard !wanted.isEmpty, wanted.count <= text.count else { return .lost }
    let context = Context(self, length: wanted.count)
    let held = position.flatMap { UTF8Scalars.byte(at: $0.start.value, in: text) }
      .flatMap { UTF8Scalars.holds(wanted, at: $0, in: text) ? $0 : nil }
    if isSameText, held != nil, let position { return .exact(range(at: position.start.value)) }
    let best = context.bestPlace(of: wanted, in: text)
    let fit = best.map { context.score(at: $0, in: text) }.flatMap { $0.isFit ? $0 : nil }
    if let held, let position, fit.map(\.total) ?? 0 <= context.score(at: held, in: text).total {
      return .exact(range(at: position.start.value))
    }
    guard let best, fit != nil else { return .lost }
    return .moved(range(at: UTF8Scalars.count(text, upTo: best)))
  }

  /// As above, for an array of normalised UTF-8.
  public func resolve(in text: [UInt8]) -> Resolution {
    text.withUnsafeBufferPointer { resolve(in: $0) }
  }

  /// As above, for a string.
  public func resolve(in text: String) -> Resolution {
    var text = text
    return text.withUTF8 { resolve(in: $0) }
  }

  /// The selector of a range of normalised UTF-8; a range beyond the end is cut.
  public static func describe(_ range: ScalarRange, in text: UnsafeBufferPointer<UInt8>)
    -> TextSelector
  {
    let start = UTF8Scalars.byte(at: max(0, range.start.value), in: text) ?? text.count
    let rest = UnsafeBufferPointer(rebasing: text[start...])
    let end = start + (UTF8Scalars.byte(at: max(0, range.count), in: rest) ?? rest.count)
    let before = UTF8Scalars.start(ofLast: contextLength, before: start, in: text)
    let tail = UnsafeBufferPointer(rebasing: text[end...])
    let after = end + (UTF8Scalars.byte(at: contextLength, in: tail) ?? tail.count)
    let quote = String(decoding: text[start..<end], as: UTF8.self)
    let first = UTF8Scalars.count(text, upTo: start)
    return TextSelector(
      quote: quote, prefix: String(decoding: text[before..<start], as: UTF8.self),
      suffix: String(decoding: text[end..<after], as: UTF8.self),
      position: ScalarRange(
        ScalarOffset(first), ScalarOffset(first + quote.unicodeScalars.count)))
  }

  /// As above, for an array of normalised UTF-8.
  public static func describe(_ range: ScalarRange, in text: [UInt8]) -> TextSelector {
    text.withUnsafeBufferPointer { describe(range, in: $0) }
  }

  /// As above, for a string.
  public static func describe(_ range: ScalarRange, in text: String) -> TextSelector {
    var text = text
    return text.withUTF8 { describe(range, in: $0) }
  }

  /// Scalars of context that are kept and compared on each side.
  public static let contextLength = 32

  private func range(at start: Int) -> ScalarRange {
    ScalarRange(ScalarOffset(start), ScalarOffset(start + quote.unicodeScalars.count))
  }
}

/// The surroundings of a quotation, and how well a place has them.
private struct Context {
  /// Scalars beside a short quotation that must match on one side, if so many are known.
  private static let needed = 8
  /// A quotation of so many scalars is not met twice by chance.
  private static let distinctive = 32

  private let before: [UInt8]
  private let after: [UInt8]
  private let quoteLength: Int
  private let beforeCount: Int
  private let afterCount: Int
  private let isDistinctive: Bool

  struct Score {
    var total: Int
    /// Whether the place may be meant at all.
    var isFit: Bool
  }

  init(_ selector: TextSelector, length: Int) {
    // Longer context than we write ourselves would let a note buy unbounded work.
    let limit = TextSelector.contextLength
    before = Array(String(selector.prefix.unicodeScalars.suffix(limit)).utf8)
    after = Array(String(selector.suffix.unicodeScalars.prefix(limit)).utf8)
    beforeCount = UTF8Scalars.count(of: before)
    afterCount = UTF8Scalars.count(of: after)
    quoteLength = length
    isDistinctive = selector.quote.unicodeScalars.count >= Self.distinctive
  }

  func score(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> Score {
    let left = UTF8Scalars.matching(before, endingAt: place, in: text)
    let right = UTF8Scalars.matching(after, startingAt: place + quoteLength, in: text)
    let isFit =
      isDistinctive || (before.isEmpty && after.isEmpty)
      || (beforeCount > 0 && left >= min(Self.needed, beforeCount))
      || (afterCount > 0 && right >= min(Self.needed, afterCount))
    return Score(total: left + right, isFit: isFit)
  }

  /// Byte offset of the one occurrence whose surroundings match in strictly more scalars than those
  /// of every other; nil when none does.
  func bestPlace(of wanted: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var best: Int?
    var bestScore = -1
    var isTied = false
    QuoteSearch(wanted).forEach(in: text) { at in
      let score = score(at: at, in: text).total
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
    return isTied ? nil : best
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
    guard let first = wanted.first else { return }
    wanted.withUnsafeBufferPointer { wanted in
      fallback.withUnsafeBufferPointer { fallback in
        var matched = 0
        var at = 0
        while at < text.count {
          let byte = text[at]
          if matched == 0, byte != first {
            at += 1
            continue
          }
          while matched > 0, wanted[matched] != byte { matched = fallback[matched - 1] }
          if wanted[matched] == byte { matched += 1 }
          at += 1
          if matched == wanted.count {
            guard body(at - wanted.count) else { return }
            matched = fallback[matched - 1]
          }
        }
      }
    }
  }
}

/// Counting scalars in well-formed UTF-8 bytes.
enum UTF8Scalars {
  static func isLead(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  static func count(_ text: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Int {
    var count = 0
    for index in 0..<end where isLead(text[index]) { count += 1 }
    return count
  }

  static func count(of bytes: [UInt8]) -> Int {
    bytes.reduce(0) { $0 + (isLead($1) ? 1 : 0) }
  }

  /// The byte at which a scalar begins, the end included; nil beyond it.
  static func byte(at scalar: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard scalar >= 0 else { return nil }
    var count = 0
    for index in text.indices where isLead(text[index]) {
      if count == scalar { return index }
      count += 1
    }
    return count == scalar ? text.count : nil
  }

  static func start(
    ofLast count: Int, before end: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var left = count
    var at = end
    while at > 0, left > 0 {
      at -= 1
      if isLead(text[at]) { left -= 1 }
    }
    return at
  }

  static func holds(_ wanted: [UInt8], at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard start + wanted.count <= text.count else { return false }
    for index in wanted.indices where text[start + index] != wanted[index] { return false }
    return true
  }

  /// How many scalars at the end of `wanted` stand right before a place.
  static func matching(
    _ wanted: [UInt8], endingAt end: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var scalars = 0
    var distance = 1
    while distance <= wanted.count, distance <= end,
      wanted[wanted.count - distance] == text[end - distance]
    {
      if isLead(text[end - distance]) { scalars += 1 }
      distance += 1
    }
    return scalars
  }

  /// How many whole scalars at the start of `wanted` stand right after a place.
  static func matching(
    _ wanted: [UInt8], startingAt start: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var count = 0
    while count < wanted.count, start + count < text.count, wanted[count] == text[start + count] {
      count += 1
    }
    let leads = wanted[..<count].reduce(0) { $0 + (isLead($1) ? 1 : 0) }
    return count < wanted.count && !isLead(wanted[count]) ? leads - 1 : leads
  }
}
