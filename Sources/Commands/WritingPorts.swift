// The port through which commands change notes, and what its refusals mean for the shell.

public import Authoring
public import Notes

/// Changes notes; each call is done when it returns.
public protocol NoteWriting {
  /// The absolute path of the folder that new notes go to.
  var folder: String { get }
  /// The note whose file has this very name; nil when there is none that can be read.
  func readNote(_ id: NoteID) -> Note?
  func create(_ draft: NoteDraft) throws(NoteWriterError) -> WrittenNotes
  func setKeys(_ changes: NoteChanges, of id: NoteID) throws(NoteWriterError) -> WrittenNotes
  /// Hands the note's file to the user's editor and keeps what became of it.
  func editOutside(_ note: Note) throws(ShelfFault) -> WrittenNotes
  func rename(_ id: NoteID, to title: String, in catalogue: Catalogue) throws(NoteWriterError)
    -> WrittenNotes
  func delete(_ id: NoteID, expecting: Revision?) throws(NoteWriterError) -> WrittenNotes
  func undo(confirmed: Int?) throws(NoteWriterError) -> WrittenNotes
  func redo(confirmed: Int?) throws(NoteWriterError) -> WrittenNotes
  /// Forgets the action that undo would take back next, and gives it.
  func forgetLast() throws(NoteWriterError) -> JournalEntry
}

extension ShelfFault {
  /// What a refused change means for the shell.
  public init(_ error: NoteWriterError) {
    switch error {
    case .conflict(let id, _, let theirs, _):
      let what = theirs == nil ? "is gone" : "was changed elsewhere"
      self.init(
        what: id.value, why: "\(what) meanwhile; nothing was written over", code: .failed)
    case .store(let error): self.init(error)
    case .notEditable(let id, let line, let why):
      self.init(what: "\(id.value):\(line)", why: why, code: .unusable)
    case .unfit(let why): self.init(what: "note", why: why, code: .unusable)
    case .asks(let entry):
      self.init(what: entry.action.label, why: "was done by another run", code: .failed)
    case .nothingToUndo: self.init(what: "notes undo", why: "nothing to undo", code: .nothing)
    case .nothingToRedo: self.init(what: "notes redo", why: "nothing to redo", code: .nothing)
    case .journal(let why): self.init(what: "journal", why: why, code: .failed)
    case .halfDone(let why): self.init(what: "notes", why: why, code: .failed)
    }
  }
}
