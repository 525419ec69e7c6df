// Which parser reads which format. Nothing here opens a file but through what it is given.

/// Turns the bytes of a file into a document.
public enum ParsedFormats {
  /// The document in some bytes; of a PDF they are what pdftotext makes of it.
  public static func document(
    from bytes: [UInt8], format: TextFormat, wishes: OpeningWishes = OpeningWishes(),
    isComplete: Bool = true
  ) throws(DocumentError) -> Document {
    switch format {
    case .plain:
      return try PlainText.document(from: bytes, wishes: wishes, isComplete: isComplete)
    case .markdown:
      return try MarkdownText.document(
        from: bytes, encoding: wishes.encoding, isComplete: isComplete)
    case .html:
      return try HTMLText.document(from: bytes, wishes: wishes, isComplete: isComplete)
    case .epub: return try EPUBBook(bytes: bytes).document()
    case .pdf:
      // The file itself is for pdftotext; here its pages are read.
      guard !bytes.starts(with: Array("%PDF-".utf8)) else {
        throw .unusable("is a PDF, whose text is not here yet")
      }
      return try PDFText.document(fromPages: bytes)
    }
  }
}
