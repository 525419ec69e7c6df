// Which parser reads which format. Nothing here opens a file but through what it is given.

/// Turns the bytes of a file into a document.
public enum ParsedFormats {
  /// The document in some bytes; for a format of several files `name` says which file it is.
  public static func document(
    from bytes: [UInt8], format: TextFormat, wishes: OpeningWishes = OpeningWishes(),
    isComplete: Bool = true
  ) throws(DocumentError) -> Document {
    switch format {
    case .plain:
      return try PlainText.document(from: bytes, wishes: wishes, isComplete: isComplete)
    case .markdown: return try MarkdownText.document(from: bytes, isComplete: isComplete)
    case .html:
      return try HTMLText.document(from: bytes, wishes: wishes, isComplete: isComplete)
    case .epub: return try EPUBBook(bytes: bytes).document()
    case .pdf:
      throw .unusable("\(format.rawValue) cannot be read yet")
    }
  }
}
