// What every store promises, run against each of them.

import Notes
import Testing
import Text
import Vault

/// One store under test and what keeps its files alive.
struct StoreCase: Sendable, CustomTestStringConvertible {
  let name: String
  let make: @Sendable () -> (any NoteStore, TemporaryFolder?)
  var testDescription: String { name }

  static let all = [
    StoreCase(name: "memory") { (InMemoryStore(yaml: YAMLReader()), nil) },
    StoreCase(name: "folder") {
      let folder = TemporaryFolder()
      return (FolderStore(folders: [NotesFolder(path: folder.path)]), folder)
    },
    StoreCase(name: "folder that does not exist yet") {
      let folder = TemporaryFolder()
      return (FolderStore(folders: [NotesFolder(path: folder.path + "/a/b")]), folder)
    },
  ]
}

private func failure(_ body: () async throws -> Void) async -> NoteStoreError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? NoteStoreError
  }
}

@Suite struct StoreContractTests {
  @Test(arguments: StoreCase.all) func startsEmpty(_ kind: StoreCase) async throws {
    let (store, folder) = kind.make()
    let catalogue = try await store.catalogue()
    #expect(catalogue.notes.isEmpty)
    #expect(catalogue.problems.isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func whatIsSavedIsThereByteForByte(_ kind: StoreCase) async throws
  {
    let (store, folder) = kind.make()
    let text = "\u{FEFF}---\r\ntitle: T\r\nodd:   x # c\r\n---\rBody [[y]]\n\nno end"
    let revision = try await store.save(text, id: NoteID("deep/er/name with blank"), expecting: nil)
    let read = try await store.text(of: NoteID("deep/er/name with blank"))
    #expect(read.text.utf8.elementsEqual(text.utf8))
    #expect(read.revision == revision)
    #expect(revision == ContentHash(of: text))
    let note = try #require(try await store.catalogue().note(NoteID("deep/er/name with blank")))
    #expect(note.title == "T")
    #expect(note.revision == revision)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func changesExpectTheRevisionThatIsThere(_ kind: StoreCase)
    async throws
  {
    let (store, folder) = kind.make()
    let id = NoteID("a")
    let first = try await store.save("one", id: id, expecting: nil)
    #expect(
      await failure { _ = try await store.save("two", id: id, expecting: nil) }
        == .conflict(current: first))
    let second = try await store.save("two", id: id, expecting: first)
    #expect(
      await failure { _ = try await store.save("three", id: id, expecting: first) }
        == .conflict(current: second))
    #expect(try await store.text(of: id).text == "two")
    #expect(
      await failure { try await store.delete(id, expecting: first) } == .conflict(current: second))
    try await store.delete(id, expecting: second)
    #expect(await failure { try await store.delete(id, expecting: nil) } == .notFound(id))
    #expect(await failure { _ = try await store.text(of: id) } == .notFound(id))
    #expect(
      await failure { _ = try await store.save("x", id: id, expecting: second) }
        == .conflict(current: nil))
    #expect(try await store.catalogue().notes.isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func savingTheSameTextIsNoConflict(_ kind: StoreCase) async throws
  {
    let (store, folder) = kind.make()
    let first = try await store.save("one", id: NoteID("a"), expecting: nil)
    #expect(try await store.save("one", id: NoteID("a"), expecting: first) == first)
    try await store.delete(NoteID("a"), expecting: nil)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [
    "", "/", "a//b", "../a", "a/../b", ".hidden", "a/.b", "a\u{0}b", "a\nb", "README", "x/README",
    "lessons/one", "a/", "/a", String(repeating: "x", count: 300),
  ])
  func namesThatNoNoteMayHaveAreRefused(_ name: String) async throws {
    for kind in StoreCase.all {
      let (store, folder) = kind.make()
      let found = await failure { _ = try await store.save("x", id: NoteID(name), expecting: nil) }
      guard case .unavailable = found else {
        Issue.record("\(kind.name) took \(name.debugDescription)")
        continue
      }
      #expect(
        await failure { _ = try await store.text(of: NoteID(name)) } == .notFound(NoteID(name)))
      withExtendedLifetime(folder) {}
    }
  }

  @Test(arguments: StoreCase.all) func brokenNotesStayWithTheirProblem(_ kind: StoreCase)
    async throws
  {
    let (store, folder) = kind.make()
    _ = try await store.save("---\na: [\n---\nBody", id: NoteID("bad"), expecting: nil)
    _ = try await store.save("---\ntitle: Good\n---\n", id: NoteID("good"), expecting: nil)
    let catalogue = try await store.catalogue()
    #expect(catalogue.notes.map(\.id.value) == ["bad", "good"])
    #expect(catalogue.problems.map(\.rule) == ["broken-yaml"])
    #expect(catalogue.problems.first?.path.hasSuffix("bad.md") == true)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func manyWritersNeverLoseAChange(_ kind: StoreCase) async throws {
    let (store, folder) = kind.make()
    let id = NoteID("counter")
    _ = try await store.save("0", id: id, expecting: nil)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<200 {
            guard let now = try? await store.text(of: id), let count = Int(now.text) else { return }
            let saved = try? await store.save("\(count + 1)", id: id, expecting: now.revision)
            if saved != nil { return }
          }
        }
      }
    }
    #expect(try await store.text(of: id).text == "8")
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func oneNoteIsReadAsTheCatalogueReadsIt(_ kind: StoreCase)
    async throws
  {
    let (store, folder) = kind.make()
    _ = try await store.save("---\ntitle: T\n---\nBody", id: NoteID("a/b"), expecting: nil)
    _ = try await store.save("---\na: [\n---\nBody", id: NoteID("bad"), expecting: nil)
    let catalogue = try await store.catalogue()
    let good = try await store.reading(of: NoteID("a/b"))
    #expect(good.note == catalogue.note(NoteID("a/b")))
    #expect(good.problems.isEmpty)
    #expect(!good.isUnreadable)
    let bad = try await store.reading(of: NoteID("bad"))
    #expect(bad.note == catalogue.note(NoteID("bad")))
    #expect(bad.problems == catalogue.problems)
    #expect(bad.isUnreadable)
    for name in ["none", "../a", ""] {
      #expect(
        await failure { _ = try await store.reading(of: NoteID(name)) } == .notFound(NoteID(name)))
    }
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func whatChangesIsTold(_ kind: StoreCase) async throws {
    let (store, folder) = kind.make()
    let listener = Listener(store)
    let first = try await store.save("---\ntitle: One\n---\n", id: NoteID("a"), expecting: nil)
    await listener.wait { $0.notes[NoteID("a")]?.title == "One" }
    _ = try await store.save("---\ntitle: Two\n---\n", id: NoteID("a"), expecting: first)
    await listener.wait { $0.notes[NoteID("a")]?.title == "Two" }
    let good = try await store.text(of: NoteID("a")).revision
    let broken = try await store.save("---\na: [\n---\n", id: NoteID("a"), expecting: good)
    await listener.wait { $0.problems.values.joined().map(\.rule) == ["broken-yaml"] }
    #expect(listener.state.notes[NoteID("a")]?.title == "Two")
    _ = try await store.save("---\ntitle: Three\n---\n", id: NoteID("a"), expecting: broken)
    await listener.wait { $0.notes[NoteID("a")]?.title == "Three" && $0.problems.isEmpty }
    try await store.delete(NoteID("a"), expecting: nil)
    await listener.wait { $0.notes.isEmpty }
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func allListenersHearAndOneThatLeavesDisturbsNobody(
    _ kind: StoreCase
  ) async throws {
    let (store, folder) = kind.make()
    let one = Listener(store)
    let other = Listener(store)
    _ = try await store.save("x", id: NoteID("a"), expecting: nil)
    await one.wait { $0.notes[NoteID("a")] != nil }
    await other.wait { $0.notes[NoteID("a")] != nil }
    await one.leave()
    _ = try await store.save("x", id: NoteID("b"), expecting: nil)
    await other.wait { $0.notes[NoteID("b")] != nil }
    #expect(one.state.notes[NoteID("b")] == nil)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: StoreCase.all) func theStreamEndsWithTheStore(_ kind: StoreCase) async throws {
    var pair: (any NoteStore, TemporaryFolder?)? = kind.make()
    let stream = try #require(pair?.0.changes())
    pair = nil
    for await _ in stream {}
  }
}
