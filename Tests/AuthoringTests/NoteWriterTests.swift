// Changes to notes: what they write, what they refuse, and that nothing is written over.

import Anchoring
import Notes
import Testing
import Text
import Vault

@testable import Authoring

@Suite struct NoteWriterTests {
  private let nabu = "---\ntitle: NABU\nalias: НАБУ\n# mine\n---\nBody.\n"

  private func draft(_ title: String) -> NoteDraft {
    var draft = NoteDraft()
    draft.title = title
    return draft
  }

  // MARK: - New

  @Test func aNewNoteIsReadBack() async throws {
    let store = TroubledStore()
    let journal = InMemoryJournal()
    let written = try await writer(store, journal).create(draft("NABU"), at: 7)
    #expect(written.label == "added “NABU”")
    #expect(written.id == NoteID("nabu") && written.notes == [NoteID("nabu")])
    #expect(written.change.notes.map(\.title) == ["NABU"] && written.change.gone.isEmpty)
    #expect(written.change.problems["nabu.md"] == [])
    let entries = try journal.entries(folder: "/notes")
    #expect(entries.map(\.number) == [written.entry])
    #expect(entries[0].action.madeAt == 7 && entries[0].action.run == "now")
    #expect(
      entries[0].action.edits
        == [NoteEdit(id: NoteID("nabu"), before: nil, after: "---\ntitle: NABU\n---\n")])
  }

  @Test func namesNeverCollide() async throws {
    let store = TroubledStore([NoteID("nabu"): nabu])
    let journal = InMemoryJournal()
    #expect(try await writer(store, journal).create(draft("NABU"), at: 0).id == NoteID("nabu-2"))
    // Taken between the look and the write.
    await store.plan([1: .change(NoteID("nabu-3"), "mine")])
    #expect(try await writer(store, journal).create(draft("nabu"), at: 0).id == NoteID("nabu-4"))
    #expect(await store.texts()["nabu-3"] == "mine")
    #expect(try journal.entries(folder: "/notes").count == 2)
  }

  @Test func namesThatDifferInCaseAreOne() async throws {
    let store = TroubledStore([NoteID("Nabu"): nabu, NoteID("sapo"): nabu])
    let catalogue = try await store.catalogue()
    let title = writer(store, style: .title)
    #expect(
      try await title.create(draft("NABU"), beside: catalogue, at: 0).id == NoteID("NABU-2"))
    #expect(try await title.create(draft("Sapo"), at: 0).id == NoteID("Sapo-2"))
  }

  @Test func whatIsTooLargeOrEmptyIsRefused() async throws {
    let store = TroubledStore()
    #expect(
      await refusal { () throws(NoteWriterError) in
        try await writer(store).create(NoteDraft(), at: 0)
      } == .unfit("the note is empty"))
    var large = draft("x")
    large.description = String(repeating: "word ", count: 20_000)
    guard
      case .unfit = await refusal({ () throws(NoteWriterError) in
        try await writer(store).create(large, at: 0)
      })
    else {
      Issue.record("not refused")
      return
    }
    #expect(await store.writes == 0)
  }

  @Test func aRefusedSaveLeavesNoEntry() async throws {
    let store = TroubledStore()
    let journal = InMemoryJournal()
    await store.plan([1: .refuse("disk full")])
    let error = await refusal { () throws(NoteWriterError) in
      try await writer(store, journal).create(draft("x"), at: 0)
    }
    #expect(error == .store(.unavailable("disk full")))
    #expect(try journal.entries(folder: "/notes").isEmpty)
  }

  @Test func aBrokenJournalIsNoReasonNotToSave() async throws {
    let store = TroubledStore()
    let written = try await writer(store, BrokenJournal()).create(draft("x"), at: 0)
    #expect(written.remark == "cannot be undone: no space left on device")
    #expect(written.entry == nil)
    #expect(await store.texts()["x"] == "---\ntitle: x\n---\n")
    #expect(
      await refusal { () throws(NoteWriterError) in try await writer(store, BrokenJournal()).undo()
      }
        == .journal("permission denied"))
  }

  // MARK: - Fields

  @Test func anAliasGoesWhereAliasesAre() async throws {
    let store = TroubledStore([NoteID("nabu"): nabu])
    let written = try await writer(store).addAlias(" Bureau: x ", to: NoteID("nabu"), at: 0)
    #expect(written.label == "added “Bureau: x” to “NABU”")
    #expect(written.note?.aliases == ["НАБУ", "Bureau: x"])
    #expect(
      await store.texts()["nabu"]
        == "---\ntitle: NABU\nalias: [НАБУ, \"Bureau: x\"]\n# mine\n---\nBody.\n")
    let again = try await writer(store).addAlias("НАБУ", to: NoteID("nabu"), at: 0)
    #expect(again.label.hasSuffix("already"))
    #expect(again.notes.isEmpty && again.entry == nil && again.note?.aliases.count == 2)
  }

  @Test func aFieldIsChangedOnTheNoteAsItIsNow() async throws {
    let store = TroubledStore([NoteID("nabu"): nabu])
    let journal = InMemoryJournal()
    await store.plan([1: .change(NoteID("nabu"), nabu + "Theirs.\n")])
    var changes = NoteChanges()
    changes.kind = "organization"
    changes.description = "An agency"
    changes.sources = ["https://a.example"]
    _ = try await writer(store, journal).setKeys(changes, of: NoteID("nabu"), at: 0)
    #expect(
      await store.texts()["nabu"]
        == "---\ntitle: NABU\nalias: НАБУ\n# mine\nkind: organization\ndescription: An agency\n"
        + "---\nBody.\nTheirs.\n\n[^1]: <https://a.example>\n")
    #expect(try journal.entries(folder: "/notes").count == 1)
  }

  @Test func emptyFieldsGoAndABodyIsReplaced() async throws {
    let store = TroubledStore([NoteID("x"): "---\r\nkind: term\r\nk: 1\r\n---\r\nOld.\r\n"])
    var changes = NoteChanges()
    changes.kind = ""
    changes.body = "New\nlines"
    _ = try await writer(store).setKeys(changes, of: NoteID("x"), at: 0)
    #expect(await store.texts()["x"] == "---\r\nk: 1\r\n---\r\nNew\r\nlines\r\n")
  }

  @Test func aBodyIsNotPutOverAnotherOne() async throws {
    let store = TroubledStore([NoteID("nabu"): nabu])
    await store.plan([1: .change(NoteID("nabu"), "Theirs.")])
    var changes = NoteChanges()
    changes.body = "Mine."
    let error = await refusal { () throws(NoteWriterError) in
      try await writer(store).setKeys(changes, of: NoteID("nabu"), at: 0)
    }
    #expect(
      error
        == .conflict(
          id: NoteID("nabu"), mine: "---\ntitle: NABU\nalias: НАБУ\n# mine\n---\nMine.\n",
          theirs: NoteText("Theirs.")))
  }

  @Test func aChangeThatNeverHoldsStillEndsAsAConflict() async throws {
    let store = TroubledStore([NoteID("nabu"): nabu])
    await store.plan(
      Dictionary(
        uniqueKeysWithValues: (1...9).map { ($0, .change(NoteID("nabu"), nabu + "\($0)")) }))
    let error = await refusal { () throws(NoteWriterError) in
      try await writer(store).addAlias("x", to: NoteID("nabu"), at: 0)
    }
    guard case .conflict(_, _, let theirs?, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(theirs.text == nabu + "5")
  }

  @Test func brokenNotesAreLeftAlone() async throws {
    let store = TroubledStore([NoteID("x"): "---\ntitle: [\n---\n", NoteID("y"): "---\ntitle: y\n"])
    for id in ["x", "y"] {
      let error = await refusal { () throws(NoteWriterError) in
        try await writer(store).addAlias("z", to: NoteID(id), at: 0)
      }
      guard case .notEditable(NoteID(id), _, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(await store.writes == 0)
  }

  @Test func attachingWritesThePassageAnew() async throws {
    let store = TroubledStore([
      NoteID("x"): "---\nquote: old\nquote-prefix: p\ntitle: x\n---\n"
    ])
    let selector = TextSelector(
      quote: "new: one", suffix: " s", position: ScalarRange(ScalarOffset(2), ScalarOffset(10)))
    let passage = Passage(
      document: "../a.txt", documentPath: nil, hash: ContentHash(of: "a"), selector: selector)
    let written = try await writer(store).attach(NoteID("x"), passage, at: 0)
    #expect(written.note?.passage?.selector == selector)
    #expect(written.note?.passage?.document == "../a.txt")
    let text = await store.texts()["x"] ?? ""
    #expect(text.hasPrefix("---\nquote: \"new: one\"\ntitle: x\nquote-document: "))
    let detached = try await writer(store).detach(NoteID("x"), at: 0)
    #expect(detached.note?.passage == nil)
    #expect(await store.texts()["x"] == "---\ntitle: x\n---\n")
  }

  // MARK: - Whole texts

  @Test func wholeTextsNeverGoOverAnotherRevision() async throws {
    let id = NoteID("nabu")
    let store = TroubledStore([id: nabu])
    let stale = Revision(of: "older")
    let replaced = await refusal { () throws(NoteWriterError) in
      try await writer(store).replaceText(id, "mine", expecting: stale, at: 0)
    }
    #expect(replaced == .conflict(id: id, mine: "mine", theirs: NoteText(nabu)))
    let deleted = await refusal { () throws(NoteWriterError) in
      try await writer(store).delete(id, expecting: stale, at: 0)
    }
    #expect(deleted == .conflict(id: id, mine: nil, theirs: NoteText(nabu)))
    let gone = await refusal { () throws(NoteWriterError) in
      try await writer(store).replaceText(NoteID("no"), "mine", expecting: stale, at: 0)
    }
    #expect(gone == .conflict(id: NoteID("no"), mine: "mine", theirs: nil))
    #expect(await store.texts() == ["nabu": nabu])
    let written = try await writer(store).replaceText(
      id, "# Mine\n", expecting: Revision(of: nabu), at: 0)
    #expect(written.note?.title == "Mine")
    let last = try await writer(store).delete(id, expecting: nil, at: 0)
    #expect(last.change.gone == [id] && last.change.problems["nabu.md"] == [])
    #expect(last.label == "deleted “Mine”")
  }

  @Test func anOutsideEditIsOnlyRecorded() async throws {
    let id = NoteID("nabu")
    let store = TroubledStore([id: nabu + "x"])
    let journal = InMemoryJournal()
    let writer = writer(store, journal)
    let written = try await writer.recordOutsideEdit(id, before: nabu, after: nabu + "x", at: 0)
    #expect(written.label == "edited “NABU”" && written.notes == [id])
    let same = try await writer.recordOutsideEdit(id, before: nabu, after: nabu, at: 0)
    #expect(same.notes.isEmpty && same.entry == nil)
    _ = try await writer.undo()
    #expect(await store.texts()["nabu"] == nabu)
  }

  @Test func aBrokenFileKeepsItsLastGoodVersion() async throws {
    let id = NoteID("x")
    let store = TroubledStore([id: "---\ntitle: [\n---\n"])
    let written = try await writer(store).recordOutsideEdit(
      id, before: "---\ntitle: x\n---\n", after: "---\ntitle: [\n---\n", at: 0)
    #expect(written.change.notes.isEmpty && written.change.gone.isEmpty)
    #expect(written.change.problems["x.md"]?.map(\.rule) == ["broken-yaml"])
  }
}
