// Plain text: bytes become normalised text, and lines become paragraphs by one of four rules.
// Nothing here opens a file.

import Text

/// Reads plain text.
public enum PlainText {
  /// The document in some bytes. `isComplete` is false for the first part of a longer file: its last
  /// paragraph is then left out unless it is the only one, since it may be cut.
  /// Throws `.unusable` for what is not text.
  public static func document(
    from bytes: [UInt8], wishes: OpeningWishes = OpeningWishes(), isComplete: Bool = true
  ) throws(DocumentError) -> Document {
    let decoded = try TextDecoding.decode(
      bytes, encoding: wishes.encoding, isComplete: isComplete, isOutput: wishes.isOutput)
    let lines = decoded.bytes.withUnsafeBufferPointer {
      ParagraphGuess.lines(of: $0, rule: wishes.rule, isWhole: isComplete)
    }
    var scan = ParagraphScan(lines.rule, pages: lines.pages)
    let scalars = decoded.bytes.withUnsafeBufferPointer { scan.run($0) }
    if !isComplete, scan.paragraphs.count > 1 { scan.dropLast() }
    var document = Document(
      normalised: decoded.bytes, scalarCount: scalars, paragraphs: scan.paragraphs,
      cuts: scan.cuts, isComplete: isComplete)
    try decoded.tell(&document, source: bytes)
    document.rule = lines.rule
    if lines.rule == .wrapped {
      document.structure.outline = document.withBytes {
        SectionLines.outline(document.paragraphs, in: $0)
      }
    }
    document.sourceBytes = isComplete ? bytes.count : nil
    return document
  }

  /// The document in some bytes of a known encoding; nil: as they look.
  public static func document(
    from bytes: [UInt8], encoding: String?, isComplete: Bool = true
  ) throws(DocumentError) -> Document {
    var wishes = OpeningWishes()
    wishes.encoding = encoding
    return try document(from: bytes, wishes: wishes, isComplete: isComplete)
  }
}
