// Writing into real folders: packs are somebody else's, and bytes that are no text are not lost.

import Foundation
import Notes
import Testing
import Text
import Vault

@testable import Authoring

@Suite final class FolderWritingTests {
  private let root: String
  private let store: FolderStore

  init() throws {
    root =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/sidelight-"
      + UUID().uuidString
    for name in ["own/people", "pack"] {
      try FileManager.default.createDirectory(
        atPath: root + "/" + name, withIntermediateDirectories: true)
    }
    store = FolderStore(folders: [
      NotesFolder(path: root + "/own"), NotesFolder(path: root + "/pack", isWritable: false),
    ])
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  private func write(_ text: Data, _ name: String) throws {
    try text.write(to: URL(fileURLWithPath: root + "/" + name))
  }

  private func read(_ name: String) -> Data? {
    FileManager.default.contents(atPath: root + "/" + name)
  }

  @Test func linksInPacksAndInBrokenTextsStay() async throws {
    let broken = Data("[[Anna]] \u{E9}".utf8.dropLast()) + Data([0xFF])
    try write(Data("---\ntitle: Anna\n---\n".utf8), "own/people/anna.md")
    try write(Data("See [[anna]].\n".utf8), "own/mine.md")
    try write(broken, "own/broken.md")
    try write(Data("See [[Anna]].\n".utf8), "pack/theirs.md")
    let writer = writer(store)
    let catalogue = try await store.catalogue()
    let written = try await writer.rename(
      NoteID("people/anna"), to: "Anna Holm", in: catalogue, at: 0)
    #expect(written.remark == "links in 2 notes that cannot be changed stay as they were")
    #expect(read("own/people/anna-holm.md") == Data("---\ntitle: Anna Holm\n---\n".utf8))
    #expect(read("own/people/anna.md") == nil)
    #expect(read("own/mine.md") == Data("See [[anna-holm]].\n".utf8))
    #expect(read("own/broken.md") == broken)
    #expect(read("pack/theirs.md") == Data("See [[Anna]].\n".utf8))
  }

  @Test func brokenTextsAreNotWrittenOver() async throws {
    let broken = Data("---\ntitle: x\n---\n".utf8) + Data([0xC3, 0x28])
    try write(broken, "own/x.md")
    let error = await refusal { () throws(NoteWriterError) in
      try await writer(store).addAlias("y", to: NoteID("x"), at: 0)
    }
    guard case .notEditable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(read("own/x.md") == broken)
    let deleted = try await writer(store).delete(NoteID("x"), expecting: nil, at: 0)
    #expect(deleted.remark?.hasPrefix("undo will bring it back") == true)
  }

  @Test func aNoteOfAPackIsNeitherChangedNorCopied() async throws {
    try write(Data("---\ntitle: P\n---\n".utf8), "pack/p.md")
    let journal = InMemoryJournal()
    let writer = writer(store, journal)
    let catalogue = try await store.catalogue()
    for attempt in 0..<3 {
      let error = await refusal { () throws(NoteWriterError) in
        switch attempt {
        case 0: try await writer.addAlias("y", to: NoteID("p"), at: 0)
        case 1: try await writer.rename(NoteID("p"), to: "Q", in: catalogue, at: 0)
        default: try await writer.delete(NoteID("p"), expecting: nil, at: 0)
        }
      }
      guard case .store(.unavailable) = error else {
        Issue.record("\(attempt): \(String(describing: error))")
        continue
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/own") == ["people"])
    #expect(try journal.entries(folder: "/notes").isEmpty)
    // Its name is taken, although the folder written to has no such file.
    var draft = NoteDraft()
    draft.title = "P"
    #expect(try await writer.create(draft, at: 0).id == NoteID("p-2"))
  }

  @Test func undoDoesNotDestroyTheBytesOfAFileThatIsNotUTF8() async throws {
    try write(Data("---\ntitle: x\n---\nold\n".utf8), "own/x.md")
    let latin = Data("---\ntitle: x\n---\ncaf".utf8) + Data([0xE9, 0x0A])
    let journal = InMemoryJournal()
    let writer = writer(store, journal)
    let before = try await store.text(of: NoteID("x")).text
    _ = try await writer.addAlias("y", to: NoteID("x"), at: 0)
    let text = try await store.text(of: NoteID("x")).text
    try write(latin, "own/x.md")
    let after = try await store.text(of: NoteID("x"))
    #expect(after.isDamaged)
    let kept = try await writer.recordOutsideEdit(
      NoteID("x"), before: text, after: after.text, at: 0)
    #expect(kept.remark == "cannot be undone: the file is not UTF-8" && kept.entry == nil)
    // An action of before that was kept all the same.
    for edit in [
      NoteEdit(id: NoteID("x"), before: before, after: after.text),
      NoteEdit(id: NoteID("x"), before: nil, after: after.text),
    ] {
      _ = try journal.append(
        NoteAction(label: "l", edits: [edit], folder: "/notes", run: "now", madeAt: 0))
      let error = await refusal { () throws(NoteWriterError) in try await writer.undo() }
      guard case .notEditable(_, 4, let why) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(why.contains("UTF-8"))
    }
    let replaced = await refusal { () throws(NoteWriterError) in
      try await writer.replaceText(NoteID("x"), "new", expecting: after.revision, at: 0)
    }
    guard case .notEditable = replaced else {
      Issue.record("\(String(describing: replaced))")
      return
    }
    #expect(read("own/x.md") == latin)
  }

  @Test func deletingANoteThatShadowsAPacksIsUndone() async throws {
    let (mine, theirs) = (Data("---\ntitle: Mine\n---\n".utf8), Data("---\ntitle: P\n---\n".utf8))
    try write(theirs, "pack/p.md")
    let writer = writer(store)
    _ = try await writer.replaceText(
      NoteID("p"), String(decoding: mine, as: UTF8.self), expecting: nil, at: 0)
    #expect(read("own/p.md") == mine)
    let deleted = try await writer.delete(NoteID("p"), expecting: nil, at: 0)
    #expect(deleted.label == "deleted “Mine”" && deleted.change.notes.map(\.title) == ["P"])
    #expect(deleted.change.problems[root + "/own/p.md"] == [])
    #expect(read("own/p.md") == nil)
    #expect(try await writer.undo().note?.title == "Mine")
    _ = try await writer.addAlias("y", to: NoteID("p"), at: 0)
    _ = try await writer.undo()
    #expect(read("own/p.md") == mine)
    _ = try await writer.undo()
    #expect(read("own/p.md") == nil)
    _ = try await writer.redo()
    _ = try await writer.undo()
    #expect(read("own/p.md") == nil && read("pack/p.md") == theirs)
  }

  @Test func pinsAndRefusalsFollowARenamedNote() async throws {
    try write(Data("---\ntitle: Anna\n---\n".utf8), "own/people/anna.md")
    let choices = ChoicesFile(folder: NotesFolder(path: root + "/own"))
    let document = ContentHash(of: "text")
    let pin = DocumentChoice(document: document, note: NoteID("people/anna"), decision: .pin)
    let other = DocumentChoice(document: document, note: NoteID("x"), decision: .notHere)
    for choice in [pin, other] { try choices.set(choice, isOn: true) }
    var moved = pin
    moved.note = NoteID("people/anna-holm")
    let writer = writer(store, choices: choices)
    let catalogue = try await store.catalogue()
    let written = try await writer.rename(
      NoteID("people/anna"), to: "Anna Holm", in: catalogue, at: 0)
    #expect(written.remark == nil)
    #expect(choices.choices().choices == [moved, other])
    _ = try await writer.undo()
    #expect(choices.choices().choices == [pin, other])
    _ = try await writer.redo()
    #expect(choices.choices().choices == [moved, other])
    try write(Data("no list".utf8), "own/.sidelight/choices.yaml")
    #expect(try await writer.undo().remark?.hasPrefix("its pins and refusals stay") == true)
    #expect(read("own/people/anna.md") != nil)
  }

  @Test func namesThatDifferInCaseAreOneWithoutReadingAllNotes() async throws {
    try write(Data("x".utf8), "own/nAbu.md")
    try write(Data("x".utf8), "own/ДОМ.md")
    try write(Data("x".utf8), "pack/Sapo.md")
    #expect(await store.ids(alike: NoteID("nabu")) == [NoteID("nAbu")])
    #expect(await store.ids(alike: NoteID("people/nabu")).isEmpty)
    let writer = writer(store, style: .title)
    for (title, id) in [("NABU", "NABU-2"), ("Дом", "Дом-2"), ("SAPO", "SAPO-2"), ("nab", "nab")] {
      var draft = NoteDraft()
      draft.title = title
      #expect(try await writer.create(draft, at: 0).id == NoteID(id))
    }
  }

  @Test func aFolderUnderANotesNameIsNoReasonToFail() async throws {
    try FileManager.default.createDirectory(
      atPath: root + "/own/nabu.md", withIntermediateDirectories: true)
    var draft = NoteDraft()
    draft.title = "NABU"
    #expect(try await writer(store).create(draft, at: 0).id == NoteID("nabu-2"))
  }
}
