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

  @Test func aFolderUnderANotesNameIsNoReasonToFail() async throws {
    try FileManager.default.createDirectory(
      atPath: root + "/own/nabu.md", withIntermediateDirectories: true)
    var draft = NoteDraft()
    draft.title = "NABU"
    #expect(try await writer(store).create(draft, at: 0).id == NoteID("nabu-2"))
  }
}
