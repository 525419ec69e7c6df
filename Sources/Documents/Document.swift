// A text as a reader sees it: metadata and paragraphs over one block of normalised UTF-8 bytes.
// How files become documents is the business of Formats/.

internal import Synchronization
public import Text

/// What a paragraph is in its document. In plain text all is text.
public enum ParagraphKind: String, CaseIterable, Sendable {
  case heading, text, quotation, listItem, code, tableRow, caption, footnote
}

/// Where one paragraph stands in the normalised text.
public struct ParagraphSpan: Hashable, Sendable {
  /// In UTF-8 bytes of the normalised text, without surrounding white space.
  public let bytes: ByteRange
  /// The same stretch in scalars: the offsets of every file format and of JSON.
  public let range: ScalarRange
  public let kind: ParagraphKind

  public init(bytes: ByteRange, range: ScalarRange, kind: ParagraphKind = .text) {
    self.bytes = bytes
    self.range = range
    self.kind = kind
  }
}

/// A stretch of a paragraph that is laid out and linked by itself. Ordinary paragraphs are one
/// piece; very long ones are cut near white space so that no work grows with the paragraph, and those
/// that go on over the end of a page are cut there.
public struct Piece: Hashable, Sendable {
  public let bytes: ByteRange
  public let range: ScalarRange
  public init(bytes: ByteRange, range: ScalarRange) {
    self.bytes = bytes
    self.range = range
  }
}

/// An opened text. A value: a longer version of the same text replaces it when more was read.
public struct Document: Sendable {
  /// Bytes beyond which a paragraph is cut into pieces.
  public static let pieceBytes = 16_384

  /// What the text calls itself; nil when only its file name is known.
  public var title: String?
  public var author: String?
  public var date: String?
  /// BCP 47 tag, if known.
  public var language: String?
  /// Where the text was published, as it says itself or as it was fetched.
  public var address: String?
  public var format = TextFormat.plain
  /// By which rule lines became paragraphs; nil for formats that say themselves.
  public var rule: ParagraphRule?
  /// How the bytes became text ("UTF-8", "UTF-16", "Latin-1").
  public var encoding: String
  /// What a format tells beyond paragraphs: outline, links, emphasis, the way back to the file.
  public var structure = DocumentStructure()
  /// The part of a long text that this is; nil when it is not read in windows.
  public var window: TextWindow?
  /// Of such a text the digest of the whole, once it was counted.
  public var wholeHash: ContentHash?
  /// What a reader should know of the decoding: replaced bytes, a guessed character set.
  public var remarks: [String]
  /// False while only the first part of a file has been read.
  public var isComplete: Bool
  public private(set) var paragraphs: [ParagraphSpan]
  /// Bytes of the whole source, where known; for the place in percent before all is read.
  public var sourceBytes: Int?

  private let storage: Storage
  private let cuts: [Int: [Piece]]

  private final class Storage: Sendable {
    let bytes: [UInt8]
    let scalars: Int
    private let knownHash = Mutex<ContentHash?>(nil)

    var hash: ContentHash {
      if let hash = knownHash.withLock({ $0 }) { return hash }
      let hash = ContentHash(of: bytes)
      knownHash.withLock { $0 = hash }
      return hash
    }

    init(bytes: [UInt8], scalars: Int) {
      self.bytes = bytes
      self.scalars = scalars
    }
  }

  /// Takes well-formed normalised UTF-8 and its paragraphs in order. `cuts` holds the pieces of
  /// those paragraphs that are longer than `pieceBytes`, or that go on over what is no text.
  public init(
    normalised bytes: [UInt8], scalarCount: Int, paragraphs: [ParagraphSpan],
    cuts: [Int: [Piece]] = [:], encoding: String = "UTF-8", remarks: [String] = [],
    isComplete: Bool = true
  ) {
    storage = Storage(bytes: bytes, scalars: scalarCount)
    self.paragraphs = paragraphs
    self.cuts = cuts
    self.encoding = encoding
    self.remarks = remarks
    self.isComplete = isComplete
  }

  /// Says of some paragraphs that they are of another kind than was known when they were read.
  mutating func become(_ kind: ParagraphKind, _ indices: some Sequence<Int>) {
    for index in indices where paragraphs.indices.contains(index) {
      let span = paragraphs[index]
      paragraphs[index] = ParagraphSpan(bytes: span.bytes, range: span.range, kind: kind)
    }
  }

  /// Scalars of the normalised text read so far.
  public var scalarCount: Int { storage.scalars }

  /// The digest of the normalised text, by which the document is known again. Costs a pass over it the
  /// first time, and nothing in any copy after that.
  public var contentHash: ContentHash { storage.hash }

  /// The digest by which the text is known again; nil while it is not known.
  public var knownHash: ContentHash? { isComplete ? contentHash : wholeHash }

  /// The whole normalised text, copied.
  public var normalisedText: String { String(decoding: storage.bytes, as: UTF8.self) }

  /// The text of one paragraph, copied. Indices outside the document give an empty text.
  public func text(of paragraph: Int) -> String {
    guard paragraphs.indices.contains(paragraph) else { return "" }
    return text(in: paragraphs[paragraph].bytes)
  }

  /// A stretch of the normalised text, copied.
  public func text(in range: ByteRange) -> String {
    let start = max(0, min(range.start.value, storage.bytes.count))
    let end = max(start, min(range.end.value, storage.bytes.count))
    return String(decoding: storage.bytes[start..<end], as: UTF8.self)
  }

  /// The pieces of a paragraph, one for all but very long or interrupted ones.
  public func pieces(of paragraph: Int) -> [Piece] {
    guard paragraphs.indices.contains(paragraph) else { return [] }
    if let cut = cuts[paragraph] { return cut }
    let span = paragraphs[paragraph]
    return [Piece(bytes: span.bytes, range: span.range)]
  }

  /// The paragraph that holds a place, else the last one that begins before it; 0 when none does.
  public func paragraph(at place: ScalarOffset) -> Int {
    var low = 0
    var high = paragraphs.count
    while low < high {
      let middle = (low + high) / 2
      if paragraphs[middle].range.start <= place { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// The normalised bytes, lent without a copy.
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
    -> Result
  {
    try storage.bytes.withUnsafeBufferPointer(body)
  }
}
