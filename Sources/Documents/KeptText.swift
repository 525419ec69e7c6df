// A document's words as they are kept with what was made of it, and the document made of them again.

import Text

extension Document {
  /// Where the paragraphs stand in the normalised text, start and end in turn, in bytes; nil where
  /// they are those that blank lines part.
  public var paragraphBounds: [Int]? {
    guard rule != .blank else { return nil }
    return paragraphs.flatMap { [$0.bytes.start.value, $0.bytes.end.value] }
  }

  /// The document of words that were kept, with its paragraphs as they were. Kinds, links and outline
  /// are not kept. Throws `.unusable` for bounds that do not fit the text.
  public init(kept text: String, paragraphBounds bounds: [Int]? = nil) throws(DocumentError) {
    let bytes = Array(text.utf8)
    guard let bounds else {
      var wishes = OpeningWishes()
      wishes.rule = .blank
      wishes.encoding = "UTF-8"
      self = try PlainText.document(from: bytes, wishes: wishes)
      return
    }
    self.init(
      normalised: bytes, scalarCount: text.unicodeScalars.count,
      paragraphs: try Self.spans(bounds, in: bytes))
  }

  private static func spans(_ bounds: [Int], in bytes: [UInt8]) throws(DocumentError)
    -> [ParagraphSpan]
  {
    let misfit = DocumentError.unusable("is damaged: its paragraphs do not fit its text")
    guard bounds.count.isMultiple(of: 2) else { throw misfit }
    var spans: [ParagraphSpan] = []
    var (byte, scalars) = (0, 0)
    func scalar(at place: Int) -> Int? {
      // A place within a scalar begins with a continuation byte.
      guard place >= byte, place <= bytes.count,
        place == bytes.count || bytes[place] & 0xC0 != 0x80
      else { return nil }
      scalars += bytes[byte..<place].count { $0 & 0xC0 != 0x80 }
      byte = place
      return scalars
    }
    for index in stride(from: 0, to: bounds.count, by: 2) {
      let (start, end) = (bounds[index], bounds[index + 1])
      guard start < end, let first = scalar(at: start), let last = scalar(at: end) else {
        throw misfit
      }
      spans.append(
        ParagraphSpan(
          bytes: ByteRange(ByteOffset(start), ByteOffset(end)),
          range: ScalarRange(ScalarOffset(first), ScalarOffset(last))))
    }
    return spans
  }
}
