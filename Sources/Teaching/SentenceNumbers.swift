// The numbers by which a class speaks of sentences: `8·3` is the third sentence of paragraph 8. The
// same on paper, on the screen and in every file.

public import Documents
public import Text

/// The name of a sentence.
public struct SentenceNumber: Hashable, Sendable, Codable, Comparable {
  /// Both counted from 1.
  public var paragraph: Int
  public var sentence: Int

  public init(paragraph: Int, sentence: Int) {
    self.paragraph = paragraph
    self.sentence = sentence
  }

  /// `8·3`; a full stop or a colon is taken for the dot, a `¶` before it is allowed.
  public init?(_ written: some StringProtocol) {
    var text = String(written.filter { $0 != " " })
    if text.first == "¶" { text.removeFirst() }
    let parts = text.split(omittingEmptySubsequences: false) { "·.:".contains($0) }
    guard parts.count == 2, let paragraph = Int(parts[0]), let sentence = Int(parts[1]),
      paragraph > 0, sentence > 0
    else { return nil }
    self.init(paragraph: paragraph, sentence: sentence)
  }

  /// `8·3`, without the paragraph sign.
  public var text: String { "\(paragraph)·\(sentence)" }

  public static func < (left: SentenceNumber, right: SentenceNumber) -> Bool {
    (left.paragraph, left.sentence) < (right.paragraph, right.sentence)
  }
}

/// A numbered sentence and where it stands.
public struct NumberedSentence: Hashable, Sendable {
  public var number: SentenceNumber
  /// In scalars of the normalised text.
  public var range: ScalarRange

  public init(number: SentenceNumber, range: ScalarRange) {
    self.number = number
    self.range = range
  }
}

/// The sentences of some paragraphs.
public enum SentenceNumbers {
  /// The sentences of paragraphs counted from 1; those outside the text are left out.
  public static func of(_ paragraphs: [Int], in document: Document) -> [NumberedSentence] {
    paragraphs.flatMap { number -> [NumberedSentence] in
      guard document.paragraphs.indices.contains(number - 1) else { return [] }
      let start = document.paragraphs[number - 1].range.start.value
      let ranges = Sentences.ranges(in: document.text(of: number - 1))
      return ranges.enumerated().map { index, range in
        NumberedSentence(
          number: SentenceNumber(paragraph: number, sentence: index + 1),
          range: range.shifted(by: start))
      }
    }
  }
}
