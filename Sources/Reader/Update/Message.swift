// Everything that can happen to the reader: input, and answers to what it asked for.

public import Documents
public import Linking
public import Notes
public import Screen
public import Text

/// One happening.
public enum Message: Sendable {
  case input(InputEvent)
  /// The whole text, after its first part was shown, and where it was left, now that its content is
  /// known.
  case documentRead(Document, remembered: ReadingPosition?)
  /// Reading the rest failed; what is there stays.
  case documentFailed(String)
  case notesRead(Catalogue, generation: Int)
  case notesFailed(String)
  /// Links of some paragraphs; `isLast` when every paragraph has been linked.
  case linked([ParagraphLinks], lost: [LostPassage], isLast: Bool, generation: Int)
  case found([ScalarRange], isCut: Bool, generation: Int)
  case notesFound([NoteSummary], generation: Int)
  /// Something an effect has to say on the bottom row.
  case notice(String)
}

/// A note as a list shows it.
public struct NoteSummary: Hashable, Sendable {
  public let id: NoteID
  public let title: String
  public let kind: NoteKind?
  public init(id: NoteID, title: String, kind: NoteKind?) {
    self.id = id
    self.title = title
    self.kind = kind
  }
}
