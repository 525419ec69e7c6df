// Undo and redo: a line of actions, gone back and forth, also over the runs of the program.

public import Notes
import Text

extension NoteWriter {
  /// Takes the last action back. One of another run only with its number; a note changed since is a
  /// conflict, and everything stays as it is.
  public func undo(confirmed: Int? = nil) async throws(NoteWriterError) -> WrittenNotes {
    let endTurn = await journal.takeTurn()
    defer { endTurn() }
    let entry = try lastStanding()
    if entry.action.run != run, confirmed != entry.number { throw .asks(entry) }
    return try await go(entry, entry.action.edits.reversed().map(\.reversed), undone: true)
  }

  /// Does the action again that was undone last.
  public func redo(confirmed: Int? = nil) async throws(NoteWriterError) -> WrittenNotes {
    let endTurn = await journal.takeTurn()
    defer { endTurn() }
    let entries = try entries()
    // Undone actions are the end of the line: the first of them was undone last.
    let standing = entries.last { !$0.isUndone }?.number ?? Int.min
    guard let entry = entries.first(where: { $0.isUndone && $0.number > standing }) else {
      throw .nothingToRedo
    }
    if entry.action.run != run, confirmed != entry.number { throw .asks(entry) }
    return try await go(entry, entry.action.edits, undone: false)
  }

  /// Forgets an action that undo or redo cannot go over, so that what was done before it can be
  /// undone. The notes stay as they are.
  public func forget(entry: Int) throws(NoteWriterError) {
    do { try journal.remove(entry) } catch { throw .journal(error.reason) }
  }

  /// Forgets the action that undo would take back next, and gives it. The notes stay as they are.
  public func forgetLast() async throws(NoteWriterError) -> JournalEntry {
    let endTurn = await journal.takeTurn()
    defer { endTurn() }
    let entry = try lastStanding()
    try forget(entry: entry.number)
    return entry
  }

  private func lastStanding() throws(NoteWriterError) -> JournalEntry {
    guard let entry = try entries().last(where: { !$0.isUndone }) else { throw .nothingToUndo }
    return entry
  }

  private func entries() throws(NoteWriterError) -> [JournalEntry] {
    do { return try journal.entries(folder: folder) } catch { throw .journal(error.reason) }
  }

  private func go(_ entry: JournalEntry, _ edits: [NoteEdit], undone: Bool)
    async throws(NoteWriterError) -> WrittenNotes
  {
    var pending: [NoteEdit] = []
    for edit in edits {
      let current = try await writableText(of: edit.id)
      // Done already: by hand, or before the program was killed.
      if current?.revision == Self.revision(edit.after) { continue }
      guard current?.revision == Self.revision(edit.before) else {
        throw .conflict(id: edit.id, mine: edit.after, theirs: current, entry: entry.number)
      }
      if let current { try Self.requireWhole(current, of: edit.id) }
      pending.append(edit)
    }
    let paths = await pathsOfGone(pending)
    do throws(NoteWriterError) { try await apply(pending) } catch {
      guard case .conflict(let id, let mine, let theirs, _) = error else { throw error }
      throw .conflict(id: id, mine: mine, theirs: theirs, entry: entry.number)
    }
    var remark = moveChoices(along: edits)
    do { try journal.mark(entry.number, undone: undone) } catch {
      remark = "the journal cannot be written: \(error.reason)"
    }
    let ids = Self.ids(edits)
    let change = await change(of: edits, paths)
    let remaining = ids.filter { !change.gone.contains($0) }
    return WrittenNotes(
      label: entry.action.label, id: remaining.first ?? ids.first, notes: ids, change: change,
      entry: entry.number, remark: remark)
  }
}
