// What of its own sentence stands around a quotation that is a part of one.

internal import Text

/// How much of the context belongs to the sentence that was quoted from.
struct SentenceRest {
  /// More of a quotation than this says nothing about where its sentence ends.
  private static let tail = 64

  /// Scalars between the beginning of the sentence and the quotation; all of the context when the
  /// sentence begins before it.
  let before: Int
  /// Scalars between the quotation and the end of the sentence, white space aside.
  let after: Int
  /// Whether no word is left on either side.
  let isNone: Bool

  /// Of well-formed context and quotation.
  init(prefix: [UInt8], quote: [UInt8], suffix: [UInt8]) {
    let before = prefix.withUnsafeBufferPointer { bytes in
      let borders = SentenceBorders(text: bytes)
      var at = bytes.count
      while at > 0, !UTF8Scalars.isLead(at < bytes.count ? bytes[at] : 0) || !borders.begins(at: at)
      {
        at -= 1
      }
      return UTF8Scalars.count(UnsafeBufferPointer(rebasing: bytes[at...]), upTo: bytes.count - at)
    }
    let start = quote.withUnsafeBufferPointer {
      UTF8Scalars.start(ofLast: Self.tail, before: $0.count, in: $0)
    }
    let inside = quote.count - start
    let after = (quote[start...] + suffix).withUnsafeBufferPointer { bytes -> [Unicode.Scalar] in
      let borders = SentenceBorders(text: bytes)
      var end = inside
      while end < bytes.count, !UTF8Scalars.isLead(bytes[end]) || !borders.begins(at: end) {
        end += 1
      }
      return Array(String(decoding: bytes[inside..<end], as: UTF8.self).unicodeScalars)
    }
    self.before = before
    self.after = after.lastIndex { Symbol.of($0.value) != 0 }.map { $0 + 1 } ?? 0
    isNone = before == 0 && !after.contains { WordClass.isWord($0) }
  }
}
