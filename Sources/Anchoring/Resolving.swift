// Finding a described place again. A place is never guessed: it is where it was, or the only place
// that can be meant, or lost.

public import Text

extension TextSelector {
  /// Where the quotation stands in normalised UTF-8 now. In the same text (known by its hash) that
  /// is where it was. In another it is the occurrence whose surroundings match best, the old
  /// position before equals; a short quotation, or a part of a sentence, none of whose surroundings
  /// are left is lost, for equal words elsewhere are not the passage. One of 32 scalars and more is
  /// then looked for in other words, unless `approximately` is false. A few passes over the text at
  /// most.
  public func resolve(
    in text: UnsafeBufferPointer<UInt8>, isSameText: Bool = false, approximately: Bool = true
  ) -> Resolution {
    let wanted = Array(quote.utf8)
    guard !wanted.isEmpty else { return .lost }
    let context = Context(self, quote: wanted)
    let held = position.flatMap { UTF8Scalars.byte(at: $0.start.value, in: text) }
      .flatMap { UTF8Scalars.holds(wanted, at: $0, in: text) ? $0 : nil }
    if isSameText, held != nil, let position { return .exact(range(at: position.start.value)) }
    let places = context.places(of: wanted, in: text)
    let fit = places.best.map { context.score(at: $0, in: text) }.flatMap {
      context.isFit($0, amongSeveral: places.areSeveral, in: text) ? $0 : nil
    }
    if let position, let score = held.map({ context.score(at: $0, in: text) }),
      fit.map(\.total) ?? 0 <= score.total, context.isHeld(score, in: text)
    {
      return .exact(range(at: position.start.value))
    }
    if let best = places.best, fit != nil {
      return .moved(range(at: UTF8Scalars.count(text, upTo: best)))
    }
    return approximately ? changed(wanted, in: text) : .lost
  }

  private func changed(_ wanted: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Resolution {
    guard let bytes = ApproximateSearch(self)?.place(in: text) else { return .lost }
    // Several places have the very words, and what is left of the context told them apart.
    if bytes.count <= wanted.count, let place = veryWords(wanted, around: bytes, in: text) {
      return .moved(range(at: UTF8Scalars.count(text, upTo: place)))
    }
    let snapped = WordBorders(text: text).snapped(bytes)
    guard !snapped.isEmpty else { return .lost }
    let start = UTF8Scalars.count(text, upTo: snapped.lowerBound)
    let inside = UnsafeBufferPointer(rebasing: text[snapped])
    let end = start + UTF8Scalars.count(inside, upTo: inside.count)
    return .changed(ScalarRange(ScalarOffset(start), ScalarOffset(end)))
  }

  /// Where the very words stand that a found stretch is part of: their white space does not count
  /// as found.
  private func veryWords(
    _ wanted: [UInt8], around bytes: Range<Int>, in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let slack = wanted.count - bytes.count
    return (max(0, bytes.lowerBound - slack)...bytes.lowerBound).reversed().first {
      UTF8Scalars.holds(wanted, at: $0, in: text)
    }
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
