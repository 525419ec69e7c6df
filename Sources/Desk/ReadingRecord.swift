// What is remembered of a text and of the screen, as values.

public import Text

/// Where a text was left.
public struct ReadingRecord: Hashable, Sendable {
  /// The digest of the normalised text.
  public var hash: ContentHash
  /// The absolute path; nil for text that came through a pipe.
  public var path: String?
  public var title: String
  /// In scalars of the normalised text.
  public var place: ScalarOffset
  /// The source byte of the same place, where it is known.
  public var byte: ByteOffset?
  /// 0 to 100.
  public var percent: Int
  /// The paragraph, counted from 1, where it is known.
  public var ordinal: Int?
  public var marks: [Character: ScalarOffset]
  /// Seconds since 1970.
  public var readAt: Int
  /// Digests of the versions that this text came after, newest first, at most `earlierLimit`. The
  /// desk adds what it knows when it saves.
  public var earlier: [ContentHash]
  /// Earlier versions remembered.
  public static let earlierLimit = 20

  public init(
    hash: ContentHash, path: String?, title: String, place: ScalarOffset, byte: ByteOffset? = nil,
    percent: Int, ordinal: Int? = nil, marks: [Character: ScalarOffset] = [:], readAt: Int,
    earlier: [ContentHash] = []
  ) {
    self.hash = hash
    self.path = path
    self.title = title
    self.place = place
    self.byte = byte
    self.percent = percent
    self.ordinal = ordinal
    self.marks = marks
    self.readAt = readAt
    self.earlier = earlier
  }

  /// Adds digests after those that are there; each stands once, and never the text's own.
  mutating func add(earlier hashes: [ContentHash]) {
    var all: [ContentHash] = []
    for other in earlier + hashes where other != hash && !all.contains(other) { all.append(other) }
    earlier = Array(all.prefix(Self.earlierLimit))
  }
}

/// What the reader changed about the screen and finds again next time.
public struct RememberedSettings: Hashable, Sendable {
  /// Kinds of note not shown, in lower case; nil when never changed.
  public var hiddenKinds: [String]?
  /// How much wider or narrower than usual the pane is, -100 to 100; nil when never changed.
  public var paneShare: Int?
  public init(hiddenKinds: [String]? = nil, paneShare: Int? = nil) {
    self.hiddenKinds = hiddenKinds
    self.paneShare = paneShare
  }
}
