// What became of each passage note of a document since its words were quoted.

public import Notes
public import Text

/// How the place of a passage was found.
public enum PassageState: String, Hashable, Sendable, CaseIterable {
  /// Where it stood.
  case exact
  /// The same words elsewhere.
  case moved
  /// In other words.
  case changed
  /// Nowhere that could be meant without guessing.
  case lost
}

/// A passage note of a document, with its old words and those that stand there now.
public struct PassageReading: Hashable, Sendable {
  public let note: NoteID
  /// The words as they were quoted.
  public let quote: String
  public let state: PassageState
  /// Where it stands now, in scalars of the normalised text; nil when lost.
  public let range: ScalarRange?
  /// The words that stand there now; nil when lost.
  public let text: String?

  public init(
    note: NoteID, quote: String, state: PassageState, range: ScalarRange? = nil,
    text: String? = nil
  ) {
    self.note = note
    self.quote = quote
    self.state = state
    self.range = range
    self.text = text
  }
}
