// The port to the journal of note actions: what was done, so that it can be undone, also in a later
// run and after a crash.

/// What one action did to one note's file.
public struct NoteEdit: Hashable, Sendable {
  public var id: NoteID
  /// The file's text before; nil when the note did not exist.
  public var before: String?
  /// The file's text after; nil when the note is gone.
  public var after: String?

  public init(id: NoteID, before: String?, after: String?) {
    self.id = id
    self.before = before
    self.after = after
  }
}

/// One action, by which undo goes.
public struct NoteAction: Hashable, Sendable {
  /// What was done, as the end of "undo: …" ("added “NABU”").
  public var label: String
  public var edits: [NoteEdit]
  /// The folder that was written to, absolute: a journal serves several.
  public var folder: String
  /// Names the run of the program that did it.
  public var run: String
  /// Seconds since 1970.
  public var madeAt: Int

  public init(label: String, edits: [NoteEdit], folder: String, run: String, madeAt: Int) {
    self.label = label
    self.edits = edits
    self.folder = folder
    self.run = run
    self.madeAt = madeAt
  }
}

/// An action in the journal.
public struct JournalEntry: Hashable, Sendable {
  /// Grows from action to action, over all runs.
  public var number: Int
  public var action: NoteAction
  /// True after undo, until redo.
  public var isUndone: Bool

  public init(number: Int, action: NoteAction, isUndone: Bool) {
    self.number = number
    self.action = action
    self.isUndone = isUndone
  }
}

/// Why the journal cannot be read or written, as the end of a sentence.
public struct JournalError: Error, Hashable, Sendable {
  public let reason: String
  public init(_ reason: String) { self.reason = reason }
}

/// Keeps actions, the newest ones within a bound. Every call is durable when it returns, and may
/// block.
public protocol NoteJournal: Sendable {
  /// Keeps an action before it is done. Undone actions of the same folder are forgotten: what was
  /// undone cannot be redone after something else.
  func append(_ action: NoteAction) throws(JournalError) -> JournalEntry
  /// The actions on a folder, oldest first.
  func entries(folder: String) throws(JournalError) -> [JournalEntry]
  /// Says whether an action stands or is undone.
  func mark(_ number: Int, undone: Bool) throws(JournalError)
  /// Forgets an action that could not be done, or is not to be taken back.
  func remove(_ number: Int) throws(JournalError)
  /// Waits until nobody else is undoing or redoing, and gives what ends one's own turn. A journal of
  /// one run needs no turns.
  func takeTurn() async -> @Sendable () -> Void
}

extension NoteJournal {
  public func takeTurn() async -> @Sendable () -> Void { {} }
}
