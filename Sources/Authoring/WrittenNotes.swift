// What an action on notes comes back with, and why one is refused.

public import Notes

/// What was done.
public struct WrittenNotes: Sendable {
  /// As the end of a message: "added “NABU”".
  public var label: String
  /// The note that the action is about; after a renaming its new id.
  public var id: NoteID?
  /// Every note that was written or removed, each once.
  public var notes: [NoteID]
  /// The notes concerned as they are now.
  public var change: CatalogueChange
  /// The entry of the journal; nil when nothing had to be done or it could not be kept.
  public var entry: Int?
  /// What the user should know besides, a sentence without its end.
  public var remark: String?

  public init(
    label: String, id: NoteID?, notes: [NoteID], change: CatalogueChange, entry: Int? = nil,
    remark: String? = nil
  ) {
    self.label = label
    self.id = id
    self.notes = notes
    self.change = change
    self.entry = entry
    self.remark = remark
  }

  /// The note that the action is about, as it is now; nil when it is gone.
  public var note: Note? { change.notes.first { $0.id == id } }
}

/// Why an action on notes was not done. Nothing was changed, but for `halfDone`.
public enum NoteWriterError: Error, Hashable, Sendable {
  /// The note was changed elsewhere: what was to be written (nil for a deletion) and what stands
  /// there now (nil when it is gone). Nothing was overwritten. `entry` is the action of the journal
  /// that undo or redo could not go over, which `NoteWriter.forget` takes out of the way.
  case conflict(id: NoteID, mine: String?, theirs: NoteText?, entry: Int? = nil)
  case store(NoteStoreError)
  /// The note's front matter is not understood well enough to change anything in it.
  case notEditable(id: NoteID, line: Int, why: String)
  /// What was given makes no note, and why.
  case unfit(String)
  /// The action was done by another run: pass the entry's number to go on.
  case asks(JournalEntry)
  case nothingToUndo
  case nothingToRedo
  /// The journal cannot be read.
  case journal(String)
  /// A part could neither be done nor taken back; undo repairs it when the reason is gone.
  case halfDone(String)
}

/// Changes to the fields of a note that exists; what is nil or empty stays as it is.
public struct NoteChanges: Hashable, Sendable {
  /// More aliases.
  public var aliases: [String] = []
  /// An empty text takes the kind away.
  public var kind: String?
  /// An empty text takes the description away.
  public var description: String?
  /// More sources, as in a draft.
  public var sources: [String] = []
  /// Of the first of these sources.
  public var publisher = ""
  public var date = ""
  /// Replaces everything below the front matter.
  public var body: String?

  public init() {}

  public var isEmpty: Bool { self == NoteChanges() }
}
