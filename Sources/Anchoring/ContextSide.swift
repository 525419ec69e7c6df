// What the surroundings of a quotation prove about a place. The rest of its own sentence proves
// nothing that the quotation does not: a copy of the sentence has it too. Only what stood beyond
// counts; and only if it stands nowhere else, for a passage that was cut leaves its neighbours
// where they were.

internal import Text

/// The context on one side of a quotation, beyond the sentence that was quoted.
struct ContextSide {
  private static let needed = 0.7
  private static let neededSymbols = 12
  /// How many symbols the rest of the quoted sentence may have gained or lost.
  private static let slack = 8

  private let own: [UInt32]
  /// What stands between the quotation and what counts.
  private let rest: [UInt32]
  private var gap: Int { rest.count }
  private let isBefore: Bool
  private let numbers: SymbolNumbers
  private let pattern: BitPattern
  /// Whether the quotation begins (or ends) with a sentence.
  let isAtBorder: Bool
  /// Whether it stood at the very start (or end) of the text.
  let isAtEdge: Bool

  init(before prefix: String, of quote: String, isAtEdge: Bool) {
    var both = prefix + quote
    let length = prefix.utf8.count
    let border = both.withUTF8 { bytes -> Int? in
      let borders = SentenceBorders(text: bytes)
      return (0..<length + 1).reversed().first { at in
        at > 0 && at < bytes.count && UTF8Scalars.isLead(bytes[at]) && borders.begins(at: at)
      }
    }
    let parts = Self.parts(prefix, at: border ?? 0)
    self.init(
      own: border == nil ? [] : parts.0, rest: parts.1, isBefore: true, isAtEdge: isAtEdge)
  }

  init(after suffix: String, of quote: String, isAtEdge: Bool) {
    var both = quote + suffix
    let length = quote.utf8.count
    let border = both.withUTF8 { bytes -> Int? in
      let borders = SentenceBorders(text: bytes)
      return (length..<max(length + 1, bytes.count)).first { at in
        at > 0 && at < bytes.count && UTF8Scalars.isLead(bytes[at]) && borders.begins(at: at)
      }
    }
    let parts = Self.parts(suffix, at: border.map { $0 - length } ?? suffix.utf8.count)
    self.init(
      own: border == nil ? [] : parts.1, rest: parts.0, isBefore: false, isAtEdge: isAtEdge)
  }

  private init(own: [UInt32], rest: [UInt32], isBefore: Bool, isAtEdge: Bool) {
    self.isAtEdge = isAtEdge
    self.own = own
    self.rest = rest
    self.isBefore = isBefore
    let hasWords = rest.contains { Unicode.Scalar($0).map(WordClass.isWord) ?? true }
    isAtBorder = !own.isEmpty && !hasWords
    numbers = SymbolNumbers([own])
    let numbered = numbers.numbers(of: own)
    pattern = BitPattern(isBefore ? numbered : numbered.reversed(), symbols: numbers.count)
  }

  private static func parts(_ context: String, at byte: Int) -> ([UInt32], [UInt32]) {
    let cut = context.utf8.index(context.utf8.startIndex, offsetBy: byte)
    return (Symbol.all(of: String(context[..<cut])), Symbol.all(of: String(context[cut...])))
  }

  /// Where the context stands beside a border of the place; nil when too little of it is left.
  func standing(beside border: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    if isAtEdge { return isEdge(border, of: text) ? border : nil }
    guard own.count >= Self.neededSymbols else { return nil }
    let reach = own.count + gap + Self.slack * 2
    let start = UTF8Scalars.start(
      ofLast: isBefore ? reach * 2 : Self.slack * 2, before: border, in: text)
    let window = SymbolWindow(of: text, from: start, limit: reach * 3)
    let place = window.bytes.firstIndex { $0 >= border } ?? window.bytes.count
    let expected = isBefore ? place - gap : place + gap
    let distances = distances(in: window)
    return near(expected, in: distances).min { distances[$0] < distances[$1] }
      .flatMap { isLeft(distances[$0]) ? window.byte(at: $0) : nil }
  }

  /// How many symbols are known of the quoted sentence on this side.
  var restCount: Int { isAtBorder ? 0 : rest.count }

  /// Whether all of them stand beside a place.
  func holdsRest(beside border: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if restCount == 0 { return true }
    guard isBefore else {
      return SymbolWindow(of: text, from: border, limit: rest.count).symbols == rest
    }
    let start = UTF8Scalars.start(ofLast: rest.count * 2 + Self.slack, before: border, in: text)
    let window = SymbolWindow(of: text, from: start, limit: rest.count * 3)
    let place = window.bytes.firstIndex { $0 >= border } ?? window.bytes.count
    return window.symbols[..<place].suffix(rest.count).elementsEqual(rest)
  }

  private func isEdge(_ border: Int, of text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = isBefore ? 0 : border
    let window = SymbolWindow(of: text, from: start, limit: 1)
    return isBefore ? window.byte(at: 0) >= border : window.symbols.isEmpty
  }

  private func near(_ place: Int, in distances: [Int32]) -> Range<Int> {
    // Near the end of the text the place expected may lie beyond it.
    (place - Self.slack..<place + Self.slack + 1).clamped(to: 0..<distances.count)
  }

  /// Whether the context stands nowhere but at a byte.
  func standsOnly(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if isAtEdge { return true }
    let scan = SeedScan(own)
    let (stretches, leftOut) = scan.stretches(
      in: text, block: 64, least: max(1, scan.count / 3), limit: 24)
    if leftOut > 0 { return false }
    return stretches.allSatisfy { stretch in
      let window = SymbolWindow(of: text, from: stretch.start, limit: 4 * 64)
      let distances = distances(in: window)
      return distances.indices.allSatisfy {
        !isLeft(distances[$0]) || abs(window.byte(at: $0) - place) <= Self.slack * 4
      }
    }
  }

  private func isLeft(_ distance: Int32) -> Bool {
    Double(distance) <= (1 - Self.needed) * Double(own.count)
  }

  /// For each place of a window how far the context is from what stands there.
  private func distances(in window: SymbolWindow) -> [Int32] {
    let numbered = numbers.numbers(of: window.symbols)
    let distances = numbered.withUnsafeBufferPointer {
      pattern.distances(to: $0, backward: !isBefore)
    }
    return isBefore ? distances : distances.reversed()
  }
}
