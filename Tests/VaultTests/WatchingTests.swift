// What others do in the folders, and what a listener knows of it afterwards.

import Foundation
import Glibc
import Notes
import Testing
import Text

@testable import Vault

/// A store on one or two folders with somebody who listens, from its catalogue on.
private struct Watched {
  let folder = TemporaryFolder()
  let pack = TemporaryFolder()
  let store: FolderStore
  let listener: Listener

  init(
    ignore: [String] = [], before: (Watched.Folders) throws -> Void = { _ in }
  ) async throws {
    try before(Folders(first: folder, second: pack))
    store = FolderStore(
      folders: [
        NotesFolder(path: folder.path, displayPath: "one"),
        NotesFolder(path: pack.path, displayPath: "two", isWritable: false),
      ], ignore: ignore)
    listener = Listener(store, after: try await store.catalogue())
  }

  struct Folders {
    let first: TemporaryFolder
    let second: TemporaryFolder
  }

  /// Waits until the listener knows what a new reader would read.
  func settle(seconds: Double = 20, _ location: SourceLocation = #_sourceLocation) async {
    let fresh = FolderStore(folders: store.folders)
    await listener.wait(seconds: seconds, location) { heard in
      guard let catalogue = try? await fresh.catalogue() else { return false }
      return heard.agrees(with: catalogue)
    }
  }

  func run(_ script: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-ec", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

@Suite(.serialized) struct WatchingTests {
  @Test func everyWayOfSavingIsSeen() async throws {
    let watched = try await Watched { try $0.first.write("old", to: "a.md") }
    let (folder, listener) = (watched.folder, watched.listener)
    for (number, script) in [
      "printf BODY > a.md",
      "printf BODY > .a.md.swp; mv .a.md.swp a.md",
      "cp a.md a.md~; printf BODY > a.md; rm a.md~",
      "touch 4913; rm 4913; mv a.md a.md~; printf BODY > a.md; rm a.md~",
      "printf BODY > '#a.md#'; cp '#a.md#' a.md; rm '#a.md#'",
      "printf BODY > tmp; ln -f tmp a.md; rm tmp",
      "rm a.md; printf BODY > a.md",
    ].enumerated() {
      try watched.run(script.replacingOccurrences(of: "BODY", with: "body-\(number)"))
      await listener.wait { $0.notes[NoteID("a")]?.body == "body-\(number)" }
      #expect(listener.state.notes.count == 1)
    }
    await watched.settle()
    #expect(folder.names == ["a.md"])
  }

  @Test func aFileWrittenInPiecesIsReadAfterItsLastPiece() async throws {
    let watched = try await Watched()
    let path = watched.folder.path + "/a.md"
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    var seen = ""
    for piece in ["---\ntitle: [", "T]\n", "---\nsome ", "body ", "end"] {
      seen += piece
      #expect(write(file, piece, piece.utf8.count) == piece.utf8.count)
      // Longer than anything waits: each piece is looked at by itself.
      try await Task.sleep(for: .milliseconds(500))
    }
    close(file)
    await watched.listener.wait { $0.notes[NoteID("a")]?.body == "some body end" }
    await watched.settle()
  }

  @Test func foldersComeAndGoAndAreRenamed() async throws {
    let watched = try await Watched { try $0.first.write("x", to: "a/b/c.md") }
    try watched.run("mkdir -p new/deep; echo x > new/deep/n.md")
    await watched.listener.wait { $0.notes[NoteID("new/deep/n")] != nil }
    try watched.run("echo y >> new/deep/n.md; mv a z; echo more >> z/b/c.md")
    await watched.listener.wait {
      $0.notes[NoteID("a/b/c")] == nil && $0.notes[NoteID("z/b/c")]?.body == "x\(("more\n"))"
    }
    try watched.run("echo again >> z/b/c.md")
    await watched.settle()
    try watched.run("mkdir lessons; echo x > lessons/l.md; mkdir .git; echo x > .git/g.md; rm -r z")
    await watched.listener.wait { $0.notes.keys.map(\.value) == ["new/deep/n"] }
    try watched.run("mkdir -p other/f; echo x > other/f/o.md; ln -s other link; mv other .hidden")
    await watched.settle()
    try watched.run("mv .hidden other; echo y > link/f/o.md")
    await watched.settle()
    #expect(watched.listener.state.notes[NoteID("other/f/o")]?.body == "y\n")
  }

  @Test func shadowsComeAndGo() async throws {
    let watched = try await Watched {
      try $0.second.write("---\ntitle: Theirs\n---\n", to: "a.md")
    }
    let id = NoteID("a")
    try watched.folder.write("---\ntitle: Mine\n---\n", to: "a.md")
    await watched.listener.wait {
      $0.notes[id]?.title == "Mine" && $0.problems["two/a.md"]?.first?.rule == "shadowed-id"
    }
    try watched.pack.write("---\ntitle: Theirs again\n---\n", to: "a.md")
    await watched.settle()
    #expect(watched.listener.state.notes[id]?.title == "Mine")
    unlink(watched.folder.path + "/a.md")
    await watched.listener.wait { $0.notes[id]?.title == "Theirs again" && $0.problems.isEmpty }
    unlink(watched.pack.path + "/a.md")
    await watched.listener.wait { $0.notes.isEmpty }
  }

  @Test func brokenNotesKeepTheirLastGoodVersion() async throws {
    let watched = try await Watched { try $0.first.write("---\ntitle: Good\n---\n", to: "a.md") }
    try watched.folder.write("---\ntitle: [\n---\n", to: "a.md")
    await watched.listener.wait { $0.problems["one/a.md"]?.first?.rule == "broken-yaml" }
    #expect(watched.listener.state.notes[NoteID("a")]?.title == "Good")
    try watched.folder.write("---\ntitle: Better\nkind: [x, y]\n---\n", to: "a.md")
    await watched.listener.wait { $0.notes[NoteID("a")]?.title == "Better" }
    await watched.settle()
  }

  @Test func aThousandRenamesAtOnce() async throws {
    let watched = try await Watched { folders in
      for number in 0..<1_000 { try folders.first.write("\(number)", to: "n\(number).md") }
    }
    for number in 0..<1_000 {
      #expect(
        rename(
          watched.folder.path + "/n\(number).md", watched.folder.path + "/m\(number + 7).md") == 0)
    }
    await watched.settle()
    #expect(watched.listener.state.notes[NoteID("m1006")]?.body == "999")
  }

  @Test func anotherBranchIsCheckedOut() async throws {
    let watched = try await Watched()
    let git = "git -c user.name=n -c user.email=e -c init.defaultBranch=main"
    try watched.run(
      """
      \(git) init -q; mkdir -p a/b c
      for i in $(seq 200); do echo "first $i" > a/n$i.md; echo x > a/b/n$i.md; done
      \(git) add .; \(git) commit -qm one; \(git) checkout -qb other
      rm -r a/b; mv a d; for i in $(seq 150); do echo "second $i" > d/n$i.md; done
      for i in $(seq 100); do echo y > c/n$i.md; done
      \(git) add .; \(git) commit -qm two
      """)
    await watched.settle()
    for branch in ["main", "other", "main"] {
      try watched.run("\(git) checkout -q \(branch)")
      await watched.settle()
    }
    #expect(watched.listener.state.notes.count == 400)
  }

  /// Many more events than the queue holds, most of them while the thread reads.
  @Test func aQueueThatRunsOverLosesNothing() async throws {
    let watched = try await Watched()
    let path = watched.folder.path
    for number in 0..<2_000 { try watched.folder.write("\(number)", to: "n\(number).md") }
    for round in 0..<20 {
      for number in 0..<1_000 {
        rename("\(path)/n\(number).md", "\(path)/x\(number).md")
        rename("\(path)/x\(number).md", "\(path)/n\(number + (round == 19 ? 5_000 : 0)).md")
      }
    }
    await watched.settle(seconds: 60)
    #expect(watched.listener.state.notes.count == 2_000)
  }

  @Test func aFolderThatGoesAwayIsSaidAndFoundAgain() async throws {
    let watched = try await Watched { try $0.first.write("x", to: "a/n.md") }
    let path = watched.folder.path
    for _ in 0..<2 {
      #expect(rename(path, path + "-away") == 0)
      await watched.listener.wait {
        $0.notes.isEmpty && $0.problems["one"]?.first?.message.contains("is gone") == true
      }
      #expect(rename(path + "-away", path) == 0)
      await watched.settle()
      #expect(watched.listener.state.notes.count == 1)
    }
    try FileManager.default.removeItem(atPath: path)
    await watched.listener.wait { $0.notes.isEmpty }
    try watched.folder.write("new", to: "b.md")
    await watched.settle()
    #expect(watched.listener.state.notes.keys.map(\.value) == ["b"])
  }

  @Test func notesThatAreLinksAreFollowed() async throws {
    let watched = try await Watched { folders in
      let target = try folders.second.write("old", to: "target.txt")
      symlink(target, folders.first.path + "/a.md")
    }
    try watched.pack.write("new", to: "target.txt")
    await watched.listener.wait { $0.notes[NoteID("a")]?.body == "new" }
    #expect(rename(watched.pack.path + "/target.txt", watched.pack.path + "/t.txt") == 0)
    await watched.listener.wait { $0.notes.isEmpty }
    #expect(rename(watched.pack.path + "/t.txt", watched.pack.path + "/target.txt") == 0)
    await watched.listener.wait { $0.notes[NoteID("a")]?.body == "new" }
  }

  @Test func ignoredFilesAreNotTold() async throws {
    let watched = try await Watched(ignore: ["drafts", "*.private.md"])
    try watched.run("mkdir drafts; echo x > drafts/a.md; echo x > b.private.md; echo x > c.md")
    await watched.listener.wait { $0.notes[NoteID("c")] != nil }
    try watched.run("echo y > drafts/a.md; echo y > c.md")
    await watched.listener.wait { $0.notes[NoteID("c")]?.body == "y\n" }
    #expect(watched.listener.state.notes.count == 1)
  }

  /// The system refuses to watch, or does not tell all: the files are looked at from time to time.
  @Test func withoutTheSystemsHelpFilesAreLookedAt() async throws {
    let folder = TemporaryFolder()
    try folder.write("x", to: "a/n.md")
    let watching = FolderWatching(
      folders: [NotesFolder(path: folder.path, displayPath: "N")], ignore: PathPatterns([]),
      parser: NoteParser(yaml: YAMLReader()), pace: WatchPace(isPolling: true))
    let listener = Listener(watching.stream())
    await listener.wait { $0.problems["N"]?.first?.rule == "watched-slowly" }
    try folder.write("y", to: "a/n.md")
    await listener.wait { $0.notes[NoteID("a/n")]?.body == "y" }
    try folder.write("y", to: "b/c/n.md")
    await listener.wait { $0.notes[NoteID("b/c/n")]?.body == "y" }
    try FileManager.default.removeItem(atPath: folder.path + "/a")
    await listener.wait { $0.notes[NoteID("a/n")] == nil }
    withExtendedLifetime(watching) {}
  }

  @Test func whatHappensBetweenCatalogueAndListeningIsTold() async throws {
    let folder = TemporaryFolder()
    for name in ["a", "b", "c"] { try folder.write("old", to: name + ".md") }
    let store = FolderStore(folders: [NotesFolder(path: folder.path)])
    let catalogue = try await store.catalogue()
    try folder.write("new", to: "a.md")
    unlink(folder.path + "/b.md")
    try folder.write("new", to: "d.md")
    let listener = Listener(store, after: catalogue)
    await listener.wait {
      $0.notes.keys.map(\.value).sorted() == ["a", "c", "d"]
        && $0.notes[NoteID("a")]?.body == "new"
    }
  }

  @Test func nothingIsLeftOpenAfterwards() async throws {
    let folder = TemporaryFolder()
    func count() -> Int {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
      return names.filter { name in
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/fd/" + name)
        return target?.contains("inotify") ?? false
      }.count
    }
    let before = count()
    var store: FolderStore? = FolderStore(folders: [NotesFolder(path: folder.path)])
    weak let gone = store
    for round in 0..<20 {
      let listener = Listener(try #require(store?.changes()))
      try folder.write("\(round)", to: "a.md")
      await listener.wait { $0.notes[NoteID("a")]?.body == "\(round)" }
      if round < 19 { await listener.leave() }
    }
    store = nil
    #expect(gone == nil)
    let start = Date()
    while count() > before, -start.timeIntervalSinceNow < 10 {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(count() <= before)
  }
}
