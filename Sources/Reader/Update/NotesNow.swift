// What the reader is told when notes were written, here or elsewhere.

public import Linking
public import Notes

/// The notes after a change, with the links of the paragraphs on the screen: one frame shows it all.
public struct NotesNow: Sendable {
  public var catalogue: Catalogue
  /// The paragraphs on the screen; the others are linked afterwards.
  public var links: [ParagraphLinks]
  /// Nil when they come with the links that are asked for next.
  public var passages: [PassageReading]?
  /// Decisions that concern this text; nil when they are as they were.
  public var choices: [DocumentChoice]?

  public init(
    catalogue: Catalogue, links: [ParagraphLinks], passages: [PassageReading]?,
    choices: [DocumentChoice]?
  ) {
    self.catalogue = catalogue
    self.links = links
    self.passages = passages
    self.choices = choices
  }
}

/// An action of the reader that was done.
public struct WritingDone: Hashable, Sendable {
  /// What was done, in a few words: `added “NABU”`.
  public var saying: String
  /// The note to show; nil when it is gone.
  public var note: NoteID?
  /// The form of which it is the note, by its id.
  public var form: String?

  public init(saying: String, note: NoteID?, form: String? = nil) {
    self.saying = saying
    self.note = note
    self.form = form
  }
}

/// Two versions of a note where one could not be written over the other.
public struct NoteConflict: Hashable, Sendable {
  public var note: NoteID
  /// What was being done: `undo: added “NABU”`.
  public var action: String
  /// What would have been written; nil for a deletion.
  public var mine: String?
  /// What stands there; nil when the note is gone.
  public var theirs: String?
  /// The action of the journal that undo or redo could not go over.
  public var entry: Int?

  public init(
    note: NoteID, action: String, mine: String?, theirs: String?, entry: Int? = nil
  ) {
    self.entry = entry
    self.note = note
    self.action = action
    self.mine = mine
    self.theirs = theirs
  }
}

/// One difference of the text to the version read before.
public struct TextChange: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case added, cut, altered, moved }
  public var kind: Kind
  /// The paragraph now, counted from 0; of one that was cut, that before which it stood.
  public var paragraph: Int
  public var old: String
  public var new: String

  public init(kind: Kind, paragraph: Int, old: String, new: String) {
    self.kind = kind
    self.paragraph = paragraph
    self.old = old
    self.new = new
  }
}
