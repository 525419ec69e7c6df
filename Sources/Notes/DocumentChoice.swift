// Decisions of a reader about the notes of one document: pinned, not here, this one of several.

public import Text

/// One decision.
public struct DocumentChoice: Hashable, Sendable {
  public enum Decision: String, Hashable, Sendable {
    /// Beside every paragraph of the document.
    case pin
    /// Not for these words in this document.
    case notHere = "not-here"
  }

  /// Digest of the normalised text.
  public var document: ContentHash
  public var note: NoteID
  /// The words as they stand in the text; empty means whatever the words.
  public var words: String
  public var decision: Decision

  public init(document: ContentHash, note: NoteID, words: String = "", decision: Decision) {
    self.document = document
    self.note = note
    self.words = words
    self.decision = decision
  }
}

/// Where decisions are kept. Calls may block; what others wrote meanwhile is never lost.
public protocol ChoiceStore: Sendable {
  /// All decisions, in the order of the file, and what is wrong with it.
  func choices() -> (choices: [DocumentChoice], problems: [NoteProblem])
  /// Makes a decision or takes it back; nothing happens when it stands so already.
  func set(_ choice: DocumentChoice, isOn: Bool) throws(NoteStoreError)
  /// Makes the decisions about a note those about another, in their places; nothing happens when
  /// there are none.
  func rename(_ old: NoteID, to new: NoteID) throws(NoteStoreError)
}
