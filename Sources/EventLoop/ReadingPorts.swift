// What a reading needs from outside, as ports. The executable puts concrete rooms behind them.

public import Documents
public import Linking
public import Notes
public import Reader

/// The outside of one reading. Each but `openAddress` is called off the loop's thread and may block.
public struct ReadingPorts: Sendable {
  /// Where notes come from; nil when no folder was found.
  public var store: (any NoteStore)?
  /// Reads the whole text, when only its first part was read before the first frame.
  public var readRest: @Sendable () throws(DocumentError) -> Document
  /// The text in windows, when it is too long to be read whole.
  public var windows: (any WindowedText)?
  /// Tells when the file or the pipe that is read has changed; nil where nothing is watched.
  public var news: @Sendable () -> AsyncStream<SourceNews>? = { nil }
  /// Where this text was left, now that all of it is there and can be known by its content.
  public var remembered: @Sendable (Document) -> ReadingPosition?
  /// By what the notes know this text.
  public var identity: @Sendable (Document) -> DocumentIdentity
  /// Remembers a place; gives a sentence when that fails.
  public var keepPosition: @Sendable (ReadingPosition, Document) -> String?
  /// Remembers hidden kinds and the pane's size; gives a sentence when that fails.
  public var keepSettings: @Sendable (Set<NoteKind>, Int) -> String?
  /// Shows an address in a browser; false when there is none.
  public var openAddress: @Sendable (String) -> Bool
  /// Puts a text on the desktop's clipboard; the name of the program that took it, nil when none did.
  public var copyText: @Sendable (String) -> String?

  /// Opens another text and keeps it until this reading has ended; nil where there is none.
  public var openText: (@Sendable (TextRequest, ReadingPosition) -> TextAnswer)?

  /// What changing notes needs; nil where nothing can be written, as in tests.
  public var writing: WritingPorts?

  public init(
    store: (any NoteStore)?,
    readRest: @escaping @Sendable () throws(DocumentError) -> Document,
    remembered: @escaping @Sendable (Document) -> ReadingPosition?,
    identity: @escaping @Sendable (Document) -> DocumentIdentity,
    keepPosition: @escaping @Sendable (ReadingPosition, Document) -> String?,
    keepSettings: @escaping @Sendable (Set<NoteKind>, Int) -> String?,
    openAddress: @escaping @Sendable (String) -> Bool,
    copyText: @escaping @Sendable (String) -> String?
  ) {
    self.store = store
    self.readRest = readRest
    self.remembered = remembered
    self.identity = identity
    self.keepPosition = keepPosition
    self.keepSettings = keepSettings
    self.openAddress = openAddress
    self.copyText = copyText
  }
}
