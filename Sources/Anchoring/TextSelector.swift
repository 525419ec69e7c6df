// A place in a text described so that it can be found again (W3C Web Annotation: TextQuoteSelector
// and TextPositionSelector in one).

public import Text

/// Quotation, context and position of a stretch of text.
public struct TextSelector: Hashable, Sendable {
  /// The words themselves.
  public var quote: String
  /// Up to 32 scalars before and after, to tell equal quotations apart.
  public var prefix: String
  public var suffix: String
  /// Where it stood when the selector was made.
  public var position: ScalarRange?

  public init(quote: String, prefix: String = "", suffix: String = "", position: ScalarRange? = nil)
  {
    self.quote = quote
    self.prefix = prefix
    self.suffix = suffix
    self.position = position
  }
}

/// What became of a described place in the text as it is now.
public enum Resolution: Hashable, Sendable {
  /// The position holds the quotation.
  case exact(ScalarRange)
  /// The quotation stands elsewhere, and only one place can be meant.
  case moved(ScalarRange)
  /// The passage stands here in other words, and only this place can be meant.
  case changed(ScalarRange)
  /// Not there, or several equal places and nothing to tell them apart.
  case lost

  public var range: ScalarRange? {
    switch self {
    case .exact(let range), .moved(let range), .changed(let range): range
    case .lost: nil
    }
  }
}
