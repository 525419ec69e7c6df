// Long texts are read in windows: a document is then one stretch of the file, and this says which.
//
// Offsets in a window do not count the scalars before it, which nobody knows until the whole file was
// read. The file is cut into blocks, each from the first paragraph that begins behind a multiple of
// the block size. A `ScalarOffset` in a window is the byte where its block begins plus the scalars
// from there: the same in every window that shows the place, ascending, known at once, and in a text
// of ASCII with plain line ends the true count.

public import Text

/// Which stretch of a long text a document is.
public struct TextWindow: Hashable, Sendable {
  /// Bytes of the file that are shown.
  public var source: ByteRange
  /// Whether the text begins, or ends, in it. The end is that of the file when it was last looked at.
  public var isFirst: Bool
  public var isLast: Bool
  /// Paragraphs before the first of this window; nil until they are counted. A window that begins in
  /// the middle of a paragraph begins with that one.
  public var firstOrdinal: Int?
  /// Raised whenever the file was found changed: windows of two generations have nothing in common.
  public var generation = 0

  public init(
    source: ByteRange, isFirst: Bool, isLast: Bool, firstOrdinal: Int? = nil, generation: Int = 0
  ) {
    self.source = source
    self.isFirst = isFirst
    self.isLast = isLast
    self.firstOrdinal = firstOrdinal
    self.generation = generation
  }
}

extension Document {
  /// Whether an offset of the text lies in the stretch that this is.
  public func holds(_ offset: ScalarOffset) -> Bool {
    guard let window else { return true }
    if offset.value < window.source.start.value { return window.isFirst }
    return window.isLast || offset.value < window.source.end.value
  }

  /// The offset of a scalar of this window, counted from the window's first one.
  public func offset(inWindow scalar: Int) -> ScalarOffset {
    let byte = withBytes { bytes -> Int in
      var left = scalar
      for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
        if left == 0 { return index }
        left -= 1
      }
      return bytes.count
    }
    var low = 0
    var high = paragraphs.count
    while low < high {
      let middle = (low + high) / 2
      if paragraphs[middle].bytes.start.value <= byte { low = middle + 1 } else { high = middle }
    }
    let pieces = pieces(of: max(0, low - 1))
    guard let piece = pieces.last(where: { $0.bytes.start.value <= byte }) ?? pieces.first else {
      return ScalarOffset(0)
    }
    let before = withBytes { bytes in
      bytes[piece.bytes.start.value..<max(piece.bytes.start.value, byte)].reduce(0) {
        $0 + ($1 & 0xC0 == 0x80 ? 0 : 1)
      }
    }
    return piece.range.start.advanced(by: before)
  }
}

/// A place to show.
public enum WindowPlace: Hashable, Sendable {
  case start, end
  /// An offset of a window.
  case offset(ScalarOffset)
  /// Of the bytes of the file, 0 to 100.
  case percent(Int)
  /// Counted from 0; waits until it is counted, and is the last when there are fewer.
  case paragraph(Int)
}

/// How far a long text is counted.
public struct TextCount: Hashable, Sendable {
  /// Paragraphs begun in the bytes counted.
  public var paragraphs: Int
  /// Bytes of the file that are counted, and all of them.
  public var bytes: Int
  public var wholeBytes: Int
  /// The true number of scalars so far.
  public var scalars: Int
  /// The digest of the normalised text, once all of it is counted.
  public var hash: ContentHash?
  public var isDone: Bool

  public init(
    paragraphs: Int, bytes: Int, wholeBytes: Int, scalars: Int, hash: ContentHash? = nil,
    isDone: Bool
  ) {
    self.paragraphs = paragraphs
    self.bytes = bytes
    self.wholeBytes = wholeBytes
    self.scalars = scalars
    self.hash = hash
    self.isDone = isDone
  }
}

/// Hits of a search so far.
public struct TextFinds: Hashable, Sendable {
  /// Offsets of windows, ascending, new since the report before.
  public var hits: [ScalarRange]
  /// Bytes of the file searched, and all of them.
  public var bytes: Int
  public var wholeBytes: Int
  public var isDone: Bool
  /// More hits than are kept: the search stopped.
  public var isCut: Bool

  public init(
    hits: [ScalarRange], bytes: Int, wholeBytes: Int, isDone: Bool, isCut: Bool = false
  ) {
    self.hits = hits
    self.bytes = bytes
    self.wholeBytes = wholeBytes
    self.isDone = isDone
    self.isCut = isCut
  }
}

/// What became of a file that is open.
public enum SourceChange: Hashable, Sendable {
  case none
  /// Only its end is new.
  case grown
  /// Cut, rewritten, or another file of the same name.
  case replaced
  case gone
}

/// A long text. Calls may block, and may come from several threads at a time.
public protocol WindowedText: Sendable {
  /// Bytes of the file when it was last looked at.
  var wholeBytes: Int { get }
  /// Of which state of the file windows are now; another one after it was replaced.
  var generation: Int { get }
  /// The stretch around a place.
  func window(at place: WindowPlace) throws(DocumentError) -> Document
  /// Counts paragraphs and scalars from the start, reporting now and then until told to stop by
  /// `false`. What was counted before is not counted again.
  func count(_ report: (TextCount) -> Bool) throws(DocumentError)
  /// Searches from a place to the end, then from the start to that place. Letters are folded unless
  /// the pattern holds a capital; white space matches any white space.
  func find(_ pattern: String, from place: ScalarOffset, _ report: (TextFinds) -> Bool)
    throws(DocumentError)
  /// Looks at the file again. After `replaced` windows come from the file as it is now.
  func look() -> SourceChange
  /// The true offset of an offset of a window; nil until so far is counted.
  func trueOffset(of place: ScalarOffset) -> ScalarOffset?
}
