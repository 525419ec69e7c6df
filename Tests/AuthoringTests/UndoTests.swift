// Undo, redo and renaming: the order of actions, conflicts, and crashes in the middle.

import Notes
import Testing
import Text
import Vault

@testable import Authoring

@Suite struct UndoTests {
  private let files: [NoteID: String] = [
    NoteID("holm-bridge"): "---\ntitle: Holm bridge\n---\nBy [[anna]]. [[holm-bridge]]\n",
    NoteID("people/anna"):
      "---\ntitle: Anna\n---\nDrew [[Holm bridge]], [it](../holm-bridge.md).\n",
    NoteID("port"): "---\ntitle: Port\n---\nSee [[holm-bridge|the bridge]].\n",
  ]
  private let renamed = [
    "holm-viaduct": "---\ntitle: Holm viaduct\n---\nBy [[anna]]. [[holm-viaduct]]\n",
    "people/anna":
      "---\ntitle: Anna\n---\nDrew [[Holm viaduct]], [it](../holm-viaduct.md).\n",
    "port": "---\ntitle: Port\n---\nSee [[holm-viaduct|the bridge]].\n",
  ]
  private var before: [String: String] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.key.value, $0.value) })
  }

  private func rename(_ writer: NoteWriter, to title: String = "Holm viaduct")
    async throws(NoteWriterError) -> WrittenNotes
  {
    guard let catalogue = try? await writer.store.catalogue() else { throw .nothingToUndo }
    return try await writer.rename(NoteID("holm-bridge"), to: title, in: catalogue, at: 0)
  }

  private func draft(_ title: String) -> NoteDraft {
    var draft = NoteDraft()
    draft.title = title
    return draft
  }

  // MARK: - Renaming

  @Test func aRenamedNoteKeepsItsLinks() async throws {
    let store = TroubledStore(files)
    let writer = writer(store)
    let written = try await rename(writer)
    #expect(written.label == "renamed “Holm bridge” to “Holm viaduct”")
    #expect(written.id == NoteID("holm-viaduct") && written.change.gone == [NoteID("holm-bridge")])
    #expect(await store.texts() == renamed)
    #expect(written.change.notes.count == 3)
    let after = try await store.catalogue()
    #expect(after.backlinks(of: NoteID("holm-viaduct")).count == 3)
    let undone = try await writer.undo()
    #expect(await store.texts() == before)
    #expect(undone.id == NoteID("holm-bridge") && undone.change.gone == [NoteID("holm-viaduct")])
    let redone = try await writer.redo()
    #expect(await store.texts() == renamed)
    #expect(redone.id == NoteID("holm-viaduct"))
  }

  @Test func aTitleThatKeepsItsNameChangesTheTitleAlone() async throws {
    let store = TroubledStore(files)
    let written = try await rename(writer(store), to: "Holm Bridge")
    #expect(written.id == NoteID("holm-bridge") && written.notes.count == 2)
    #expect(await store.texts()["people/anna"]?.contains("[[Holm Bridge]]") == true)
    let same = try await rename(writer(store), to: "Holm Bridge")
    #expect(same.notes.isEmpty && same.entry == nil)
  }

  @Test func aNoteNamedByItsFileOrHeadingStaysSo() async throws {
    let store = TroubledStore([
      NoteID("Old"): "Text.\n", NoteID("h"): "\n# Old head\r\ntext", NoteID("dir/x"): "[[Old]]",
    ])
    let writer = writer(store, style: .title)
    let catalogue = try await store.catalogue()
    _ = try await writer.rename(NoteID("Old"), to: "New one", in: catalogue, at: 0)
    _ = try await writer.rename(NoteID("h"), to: "New head", in: catalogue, at: 0)
    _ = try await writer.rename(NoteID("dir/x"), to: "a/b", in: catalogue, at: 0)
    #expect(
      await store.texts() == [
        "New one": "Text.\n", "New head": "\n# New head\r\ntext",
        "dir/a-b": "---\ntitle: a/b\n---\n[[New one]]",
      ])
  }

  @Test(arguments: 1...4) func aRefusedStepTakesTheOthersBack(step: Int) async throws {
    let store = TroubledStore(files)
    let journal = InMemoryJournal()
    await store.plan([step: .refuse("disk full")])
    let error = await refusal { () throws(NoteWriterError) in
      try await rename(writer(store, journal))
    }
    #expect(error == .store(.unavailable("disk full")))
    #expect(await store.texts() == before)
    #expect(try journal.entries(folder: "/notes").isEmpty)
  }

  @Test(arguments: 2...3) func aNoteThatChangesMeanwhileIsReadAgain(step: Int) async throws {
    let store = TroubledStore(files)
    let id = NoteID(step == 2 ? "people/anna" : "port")
    let theirs = (files[id] ?? "") + "Theirs.\n"
    await store.plan([step: .change(id, theirs)])
    let journal = InMemoryJournal()
    _ = try await rename(writer(store, journal))
    #expect(await store.texts()[id.value] == (renamed[id.value] ?? "") + "Theirs.\n")
    #expect(try journal.entries(folder: "/notes").count == 1)
  }

  @Test(arguments: 1...3) func aRenamingKilledInTheMiddleIsRepairedByUndo(step: Int) async throws {
    // The journal has the action, the store only some of its steps.
    let whole = TroubledStore(files)
    let journal = InMemoryJournal()
    _ = try await rename(writer(whole, journal))
    let edits = try journal.entries(folder: "/notes")[0].action.edits
    var texts = files
    for edit in edits.prefix(step) { texts[edit.id] = edit.after }
    let store = TroubledStore(texts)
    _ = try await writer(store, journal).undo()
    #expect(await store.texts() == before)
  }

  @Test func whatCannotBeTakenBackIsSaidAndRepairedLater() async throws {
    let store = TroubledStore(files)
    let journal = InMemoryJournal()
    await store.plan([3: .refuse("disk full"), 4: .refuse("disk full")])
    let error = await refusal { () throws(NoteWriterError) in
      try await rename(writer(store, journal))
    }
    guard case .halfDone = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    await store.plan([:])
    _ = try await writer(store, journal).undo()
    #expect(await store.texts() == before)
  }

  // MARK: - Order

  @Test func actionsGoBackAndForthInALine() async throws {
    let store = TroubledStore()
    let writer = writer(store)
    _ = try await writer.create(draft("a"), at: 0)
    _ = try await writer.addAlias("x", to: NoteID("a"), at: 0)
    _ = try await writer.create(draft("b"), at: 0)
    #expect(try await writer.undo().label == "added “b”")
    #expect(try await writer.undo().label == "added “x” to “a”")
    #expect(try await writer.redo().label == "added “x” to “a”")
    #expect(try await writer.undo().label == "added “x” to “a”")
    #expect(try await writer.undo().label == "added “a”")
    #expect(await store.texts().isEmpty)
    #expect(
      await refusal { () throws(NoteWriterError) in try await writer.undo() } == .nothingToUndo)
    #expect(try await writer.redo().label == "added “a”")
    _ = try await writer.create(draft("c"), at: 0)
    #expect(
      await refusal { () throws(NoteWriterError) in try await writer.redo() } == .nothingToRedo)
    #expect(try await writer.undo().label == "added “c”")
    #expect(try await writer.undo().label == "added “a”")
  }

  @Test func anEarlierRunIsAskedFor() async throws {
    let store = TroubledStore()
    let journal = InMemoryJournal()
    _ = try await writer(store, journal, run: "before").create(draft("a"), at: 0)
    let now = writer(store, journal, run: "now")
    let entry = try journal.entries(folder: "/notes")[0]
    let asked = await refusal { () throws(NoteWriterError) in try await now.undo() }
    #expect(asked == .asks(entry))
    #expect(await store.texts().count == 1)
    let wrong = await refusal { () throws(NoteWriterError) in try await now.undo(confirmed: 99) }
    #expect(wrong == .asks(entry))
    _ = try await now.undo(confirmed: entry.number)
    #expect(await store.texts().isEmpty)
    let again = await refusal { () throws(NoteWriterError) in try await now.redo() }
    guard case .asks = again else {
      Issue.record("redo did not ask")
      return
    }
    _ = try await now.redo(confirmed: entry.number)
    #expect(await store.texts().count == 1)
  }

  @Test func aNoteChangedSinceStaysAsItIs() async throws {
    let store = TroubledStore(files)
    let journal = InMemoryJournal()
    let writer = writer(store, journal)
    _ = try await rename(writer)
    let theirs = (renamed["port"] ?? "") + "Theirs.\n"
    await store.plan([1: .change(NoteID("port"), theirs)])
    _ = try await store.save("z", id: NoteID("zz"), expecting: nil)
    var now = renamed
    now["port"] = theirs
    now["zz"] = "z"
    let error = await refusal { () throws(NoteWriterError) in try await writer.undo() }
    #expect(
      error
        == .conflict(
          id: NoteID("port"), mine: files[NoteID("port")], theirs: NoteText(theirs),
          entry: 1))
    #expect(await store.texts() == now)
    #expect(try journal.entries(folder: "/notes").last?.isUndone == false)
  }

  @Test func oneOutsideChangeDoesNotBlockWhatWasDoneBefore() async throws {
    let store = TroubledStore()
    let writer = writer(store)
    _ = try await writer.create(draft("first"), at: 0)
    let second = try await writer.create(draft("second"), at: 0)
    let mine = try await store.text(of: NoteID("second"))
    _ = try await store.save("theirs", id: NoteID("second"), expecting: mine.revision)
    for _ in 0..<2 {
      let error = await refusal { () throws(NoteWriterError) in try await writer.undo() }
      guard case .conflict(_, _, _, let entry?) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(entry == second.entry)
    }
    #expect(try await writer.forgetLast().number == second.entry)
    #expect(try await writer.undo().label == "added “first”")
    #expect(await store.texts() == ["second": "theirs"])
    _ = try await writer.redo()
    let third = try await writer.create(draft("third"), at: 0)
    try writer.forget(entry: try #require(third.entry))
    #expect(try await writer.undo().label == "added “first”")
  }

  @Test func anUndoRefusedInTheMiddleIsTakenBack() async throws {
    let store = TroubledStore(files)
    let writer = writer(store)
    _ = try await rename(writer)
    for step in 1...4 {
      await store.plan([step: .refuse("disk full")])
      let error = await refusal { () throws(NoteWriterError) in try await writer.undo() }
      #expect(error == .store(.unavailable("disk full")))
      #expect(await store.texts() == renamed)
    }
    await store.plan([:])
    _ = try await writer.undo()
    #expect(await store.texts() == before)
  }

  @Test func whatIsUndoneByHandCountsAsUndone() async throws {
    let store = TroubledStore()
    let journal = InMemoryJournal()
    let writer = writer(store, journal)
    _ = try await writer.create(draft("a"), at: 0)
    try await store.delete(NoteID("a"), expecting: nil)
    let undone = try await writer.undo()
    #expect(undone.change.gone == [NoteID("a")])
    #expect(try journal.entries(folder: "/notes")[0].isUndone)
    #expect(try await writer.redo().note?.title == "a")
  }

  @Test func theJournalKeepsFoldersApartAndForgetsTheOldest() throws {
    let journal = InMemoryJournal(limit: 3)
    func append(_ folder: String) throws -> Int {
      try journal.append(
        NoteAction(label: "x", edits: [], folder: folder, run: "r", madeAt: 0)
      ).number
    }
    let first = try append("/a")
    try journal.mark(first, undone: true)
    _ = try append("/b")
    #expect(try journal.entries(folder: "/a").map(\.isUndone) == [true])
    _ = try append("/a")
    #expect(try journal.entries(folder: "/a").map(\.isUndone) == [false])
    for _ in 0..<3 { _ = try append("/a") }
    #expect(try journal.entries(folder: "/b").isEmpty)
    #expect(try journal.entries(folder: "/a").map(\.number) == [4, 5, 6])
  }
}
