// How an action is done: into the journal first, then step by step into the store, and back again
// when a step is refused.

import Notes
import Text

extension NoteWriter {
  /// Does the edits of one action in order, all or none.
  func perform(_ label: String, _ edits: [NoteEdit], about id: NoteID?, at seconds: Int)
    async throws(NoteWriterError) -> WrittenNotes
  {
    let paths = await pathsOfGone(edits)
    let kept = keep(label, edits, at: seconds)
    do throws(NoteWriterError) {
      try await apply(edits)
    } catch {
      if let entry = kept.entry, !error.isHalfDone { try? journal.remove(entry.number) }
      throw error
    }
    return WrittenNotes(
      label: label, id: id, notes: Self.ids(edits), change: await change(of: edits, paths),
      entry: kept.entry?.number, remark: kept.remark)
  }

  /// Writes the action ahead. A journal that fails is no reason not to save.
  func keep(_ label: String, _ edits: [NoteEdit], at seconds: Int) -> (
    entry: JournalEntry?, remark: String?
  ) {
    do {
      let action = NoteAction(
        label: label, edits: edits, folder: folder, run: run, madeAt: seconds)
      return (try journal.append(action), nil)
    } catch {
      return (nil, "cannot be undone: \(error.reason)")
    }
  }

  /// Does edits in order; when one is refused, those before it are taken back.
  func apply(_ edits: [NoteEdit]) async throws(NoteWriterError) {
    var done: [NoteEdit] = []
    for edit in edits {
      do throws(NoteStoreError) {
        try await apply(edit)
        done.append(edit)
      } catch {
        for edit in done.reversed() {
          do throws(NoteStoreError) { try await apply(edit.reversed) } catch let second {
            throw .halfDone(
              "\(edit.id.value.madeVisible): \(Self.words(for: error)); and taking the rest "
                + "back failed: \(Self.words(for: second))")
          }
        }
        throw await refusal(error, of: edit)
      }
    }
  }

  private func apply(_ edit: NoteEdit) async throws(NoteStoreError) {
    switch (edit.before, edit.after) {
    case (nil, nil): return
    case (let before, let after?):
      _ = try await store.save(after, id: edit.id, expecting: Self.revision(before))
    case (let before?, nil):
      try await store.delete(edit.id, expecting: Revision(of: before))
    }
  }

  private func refusal(_ error: NoteStoreError, of edit: NoteEdit) async -> NoteWriterError {
    switch error {
    case .conflict:
      .conflict(id: edit.id, mine: edit.after, theirs: try? await writableText(of: edit.id))
    case .notFound(let id) where id == edit.id && edit.before != nil:
      // It was there when the action began.
      .conflict(id: id, mine: edit.after, theirs: nil)
    default: .store(error)
    }
  }

  /// The text of a note, wherever it stands; nil when there is none.
  func text(of id: NoteID) async throws(NoteWriterError) -> NoteText? {
    try await found { () throws(NoteStoreError) in try await store.text(of: id) }
  }

  /// The text of a note where it is written to; nil when there is none.
  func writableText(of id: NoteID) async throws(NoteWriterError) -> NoteText? {
    try await found { () throws(NoteStoreError) in try await store.writableText(of: id) }
  }

  /// The text to which a change is made. One that is nowhere but in a folder of others is given too:
  /// the store says why it cannot be changed.
  func textToChange(of id: NoteID) async throws(NoteWriterError) -> NoteText? {
    if let text = try await writableText(of: id) { return text }
    return try await text(of: id)
  }

  private func found(_ look: () async throws(NoteStoreError) -> NoteText)
    async throws(NoteWriterError) -> NoteText?
  {
    do throws(NoteStoreError) {
      return try await look()
    } catch {
      if case .notFound = error { return nil }
      throw .store(error)
    }
  }

  // MARK: - What became different

  static func ids(_ edits: [NoteEdit]) -> [NoteID] {
    var seen: Set<NoteID> = []
    return edits.map(\.id).filter { seen.insert($0).inserted }
  }

  /// The paths of files that will be gone, as problems name them.
  func pathsOfGone(_ edits: [NoteEdit]) async -> [NoteID: String] {
    var paths: [NoteID: String] = [:]
    for edit in edits where edit.after == nil {
      paths[edit.id] = try? await store.reading(of: edit.id).note?.path
    }
    return paths
  }

  /// The notes of some edits, read anew.
  func change(of edits: [NoteEdit], _ paths: [NoteID: String]) async -> CatalogueChange {
    var change = CatalogueChange()
    for id in Self.ids(edits) {
      do {
        let reading = try await store.reading(of: id)
        if let note = reading.note, !reading.isUnreadable { change.notes.append(note) }
        if let path = reading.note?.path ?? reading.problems.first?.path {
          change.problems[path] = reading.problems
          // A note of a later folder comes to light when the one before it is gone.
          if let old = paths[id], old != path { change.problems[old] = [] }
        }
      } catch {
        guard case .notFound = error else { continue }
        change.gone.append(id)
        if let path = paths[id] { change.problems[path] = [] }
      }
    }
    return change
  }

  static func words(for error: NoteStoreError) -> String {
    switch error {
    case .conflict: "changed elsewhere meanwhile"
    case .notFound: "gone meanwhile"
    case .unavailable(let why): why
    case .malformed(let file, let line, let why): "\(file):\(line): \(why)"
    }
  }
}

extension NoteEdit {
  /// What takes the edit back.
  var reversed: NoteEdit { NoteEdit(id: id, before: after, after: before) }
}

extension NoteWriterError {
  var isHalfDone: Bool { if case .halfDone = self { true } else { false } }
}
