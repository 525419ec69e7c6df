// What saving promises when others write at the same moment and when the disk refuses.

import Foundation
import Glibc
import Notes
import Testing
import Text

@testable import Vault

@Suite struct SavingTests {
  private func store(_ folder: TemporaryFolder) -> FolderStore {
    FolderStore(folders: [NotesFolder(path: folder.path)])
  }

  private func failure(_ body: () async throws -> Void) async -> NoteStoreError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? NoteStoreError
    }
  }

  /// A stranger who writes by renaming, as fast as possible, each time something new; what the last
  /// one wrote must be what we replaced or what stands.
  @Test func aStrangersLastWordIsNeverOverwrittenUnseen() async throws {
    let folder = TemporaryFolder()
    let path = try folder.write("start", to: "a.md")
    let stranger = Task.detached { () -> Int in
      for number in 0..<400 {
        // Reads, adds a line, and takes care like us: swaps only what it read.
        while true {
          guard let old = try? FileWriting.bytes(at: path) else { continue }
          let text = String(decoding: old, as: UTF8.self) + "\nthem \(number)"
          if (try? FileWriting.replace(path, with: text, expecting: old)) != nil { break }
        }
      }
      return 400
    }
    let ours = store(folder)
    for number in 0..<400 {
      while true {
        guard let now = try? await ours.text(of: NoteID("a")) else { continue }
        let saved = try? await ours.save(
          now.text + "\nus \(number)", id: NoteID("a"), expecting: now.revision)
        if saved != nil { break }
      }
    }
    #expect(await stranger.value == 400)
    let lines = Set(try #require(folder.read("a.md")).split(separator: "\n").map(String.init))
    #expect(lines.count == 801)
    #expect(folder.names == ["a.md"])
  }

  @Test func whatIsWrittenAfterTheLastLookIsPutBack() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("theirs", to: "a.md")
    #expect(throws: NoteStoreError.conflict(current: ContentHash(of: "theirs"))) {
      try FileWriting.replace(path, with: "ours", expecting: Array("old".utf8))
    }
    #expect(folder.read("a.md") == "theirs")
    #expect(folder.names == ["a.md"])
    unlink(path)
    #expect(throws: NoteStoreError.conflict(current: nil)) {
      try FileWriting.replace(path, with: "ours", expecting: Array("old".utf8))
    }
    #expect(folder.names.isEmpty)
    _ = try folder.folder("a.md")
    #expect(throws: NoteStoreError.self) {
      try FileWriting.replace(path, with: "ours", expecting: Array("old".utf8))
    }
    #expect(folder.names == ["a.md"])
    #expect(FileAccess.isFolder(path))
  }

  @Test func whatIsWrittenBeforeARemovalIsPutBack() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("theirs", to: "a.md")
    #expect(throws: NoteStoreError.conflict(current: ContentHash(of: "theirs"))) {
      _ = try FileWriting.remove(path, expecting: Array("old".utf8))
    }
    #expect(folder.read("a.md") == "theirs")
    #expect(try FileWriting.remove(path, expecting: Array("theirs".utf8)))
    #expect(try !FileWriting.remove(path, expecting: Array("theirs".utf8)))
    #expect(try !FileWriting.remove(path, expecting: nil))
    #expect(folder.names.isEmpty)
  }

  @Test func aFileDeletedMeanwhileIsAConflictWithNothing() async throws {
    let folder = TemporaryFolder()
    let ours = store(folder)
    let revision = try await ours.save("one", id: NoteID("d/a"), expecting: nil)
    try FileManager.default.removeItem(atPath: folder.path + "/d")
    #expect(
      await failure { _ = try await ours.save("two", id: NoteID("d/a"), expecting: revision) }
        == .conflict(current: nil))
    _ = try await ours.save("two", id: NoteID("d/a"), expecting: nil)
    #expect(folder.read("d/a.md") == "two")
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may do everything"))
  func permissionTakenAwayIsSaid() async throws {
    let folder = TemporaryFolder()
    let ours = store(folder)
    let revision = try await ours.save("one", id: NoteID("d/a"), expecting: nil)
    chmod(folder.path + "/d", 0o500)
    let change = await failure {
      _ = try await ours.save("two", id: NoteID("d/a"), expecting: revision)
    }
    #expect("\(change as Any)".contains("permission denied"))
    let deletion = await failure { try await ours.delete(NoteID("d/a"), expecting: revision) }
    #expect("\(deletion as Any)".contains("permission denied"))
    chmod(folder.path + "/d", 0o700)
    #expect(folder.read("d/a.md") == "one")
    chmod(folder.path + "/d/a.md", 0)
    let hidden = await failure {
      _ = try await ours.save("two", id: NoteID("d/a"), expecting: revision)
    }
    #expect("\(hidden as Any)".contains("permission denied"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/d") == ["a.md"])
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may do everything"))
  func aFileWithoutWritePermissionIsNeitherReplacedNorRemoved() async throws {
    let folder = TemporaryFolder()
    let ours = store(folder)
    let revision = try await ours.save("one", id: NoteID("a"), expecting: nil)
    chmod(folder.path + "/a.md", 0o444)
    let change = await failure {
      _ = try await ours.save("two", id: NoteID("a"), expecting: revision)
    }
    #expect(change == .unavailable("\(folder.path)/a.md is write-protected"))
    for expecting in [revision, nil] {
      let deletion = await failure { try await ours.delete(NoteID("a"), expecting: expecting) }
      #expect(deletion == .unavailable("\(folder.path)/a.md is write-protected"))
    }
    #expect(folder.read("a.md") == "one")
  }

  @Test func aNoteOfALaterFolderIsNotInTheWayOfOneThatIsWritten() async throws {
    let folder = TemporaryFolder()
    try folder.write("theirs", to: "pack/a.md")
    let ours = FolderStore(folders: [
      NotesFolder(path: folder.path + "/own"),
      NotesFolder(path: folder.path + "/pack", displayPath: "pack", isWritable: false),
    ])
    let id = NoteID("a")
    let theirs = ContentHash(of: "theirs")
    let readOnly = NoteStoreError.unavailable("the notes in pack are read-only")
    #expect(await failure { _ = try await ours.writableText(of: id) } == .notFound(id))
    #expect(await failure { _ = try await ours.save("x", id: id, expecting: theirs) } == readOnly)
    #expect(await failure { try await ours.delete(id, expecting: theirs) } == readOnly)
    let mine = try await ours.save("mine", id: id, expecting: nil)
    #expect(try await ours.text(of: id).text == "mine")
    try await ours.delete(id, expecting: mine)
    #expect(try await ours.text(of: id).text == "theirs")
    #expect(folder.read("pack/a.md") == "theirs")
  }

  @Test func oneFolderHasOnePathWhateverLinkLeadsToIt() throws {
    let folder = TemporaryFolder()
    _ = try folder.folder("real")
    symlink("real", folder.path + "/link")
    for name in ["", "/to/be"] {
      #expect(
        NotesFolder(path: folder.path + "/link" + name).realPath == folder.path + "/real" + name)
    }
  }

  /// A small disk of memory, which only the superuser can have made, and not everywhere.
  @Test func aFullDiskIsSaid() async throws {
    let folder = TemporaryFolder()
    guard geteuid() == 0, mount("none", folder.path, "tmpfs", 0, "size=256k") == 0 else { return }
    defer { umount(folder.path) }
    let ours = store(folder)
    let old = String(repeating: "old ", count: 1_000)
    let revision = try await ours.save(old, id: NoteID("a"), expecting: nil)
    let large = String(repeating: "x", count: 400_000)
    for (id, expecting) in [(NoteID("a"), Optional(revision)), (NoteID("b"), nil)] {
      let found = await failure { _ = try await ours.save(large, id: id, expecting: expecting) }
      #expect("\(found as Any)".contains("no space left on device"))
    }
    #expect(folder.read("a.md") == old)
    #expect(folder.names == ["a.md"])
    #expect(
      mount(nil, folder.path, nil, UInt(MS_REMOUNT | MS_RDONLY), nil) == 0)
    let found = await failure { _ = try await ours.save("x", id: NoteID("a"), expecting: revision) }
    #expect("\(found as Any)".contains("read-only file system"))
    let deleted = await failure { try await ours.delete(NoteID("a"), expecting: revision) }
    #expect("\(deleted as Any)".contains("read-only file system"))
    #expect(folder.read("a.md") == old)
  }

  @Test func temporariesOfTheDeadAreRemoved() async throws {
    let folder = TemporaryFolder()
    let dead = Process()
    dead.executableURL = URL(fileURLWithPath: "/bin/true")
    try dead.run()
    dead.waitUntilExit()
    let names = [
      ".sidelight-\(dead.processIdentifier)-x-1.tmp", ".sidelight-\(getpid())-other-1.tmp",
      ".sidelight-\(getppid())-x-1.tmp", ".sidelight-\(dead.processIdentifier)-x-2.tmp",
      ".sidelight-odd.tmp",
    ]
    for name in names {
      let path = try folder.write("x", to: "d/" + name)
      guard name != names[3] else { continue }
      let past = time(nil) - 90
      var times = [timespec(tv_sec: past, tv_nsec: 0), timespec(tv_sec: past, tv_nsec: 0)]
      #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    }
    _ = try await store(folder).catalogue()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/d")
    #expect(Set(left) == [names[2], names[3]])
  }
}
