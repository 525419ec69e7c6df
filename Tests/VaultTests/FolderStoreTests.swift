// What is special to folders: which files are notes, and what a hostile disk can hold.

import Foundation
import Notes
import Testing
import Text
import Vault

@Suite struct FolderStoreTests {
  private func catalogue(_ folder: TemporaryFolder, ignore: [String] = []) async throws -> Catalogue
  {
    try await FolderStore(
      folders: [NotesFolder(path: folder.path, displayPath: "N")], ignore: ignore
    ).catalogue()
  }

  @Test func onlyNotesAreNotes() async throws {
    let folder = TemporaryFolder()
    for name in [
      "a.md", "b/c.md", "README.md", "b/README.md", "lessons/l.md", "b/lessons/m.md", ".hidden.md",
      ".git/x.md", "text.txt", "Readme.md", "d.MD", "e.md.bak", "ж.md",
    ] { try folder.write("x", to: name) }
    let found = try await catalogue(folder)
    #expect(found.notes.map(\.id.value) == ["Readme", "a", "b/c", "b/lessons/m", "ж"])
    #expect(found.problems.isEmpty)
    #expect(found.note(NoteID("b/c"))?.path == "N/b/c.md")
    #expect(found.note(NoteID("b/c"))?.folder == "N")
  }

  @Test func loopsAndOddFilesAreSurvived() async throws {
    let folder = TemporaryFolder()
    try folder.write("x", to: "real/a.md")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path + "/real/loop", withDestinationPath: "..")
    try files.createSymbolicLink(atPath: folder.path + "/aaa", withDestinationPath: "real")
    try files.createSymbolicLink(atPath: folder.path + "/gone.md", withDestinationPath: "nowhere")
    try files.createSymbolicLink(atPath: folder.path + "/self.md", withDestinationPath: "self.md")
    try files.createSymbolicLink(atPath: folder.path + "/dev.md", withDestinationPath: "/dev/zero")
    #expect(mkfifo(folder.path + "/fifo.md", 0o600) == 0)
    _ = try folder.folder("folder.md")
    let found = try await catalogue(folder)
    #expect(found.notes.map(\.id.value) == ["real/a"])
  }

  @Test func undecodableAndHugeFilesAreProblems() async throws {
    let folder = TemporaryFolder()
    try folder.write(Data([0x61, 0xFF, 0x62]), to: "bad.md")
    try folder.write(Data([0xFF, 0xFE, 0x61, 0x00]), to: "wide.md")
    try folder.write(Data(repeating: 0x61, count: NoteFile.sizeLimit + 1), to: "huge.md")
    let found = try await catalogue(folder)
    #expect(found.notes.map(\.body) == ["a\u{FFFD}b"])
    #expect(found.problems.map(\.path).sorted() == ["N/bad.md", "N/huge.md", "N/wide.md"])
  }

  @Test(.enabled(if: geteuid() != 0)) func unreadableFilesAreProblems() async throws {
    let folder = TemporaryFolder()
    let file = try folder.write("x", to: "a.md")
    try folder.write("x", to: "b.md")
    chmod(file, 0)
    let found = try await catalogue(folder)
    #expect(found.notes.map(\.id.value) == ["b"])
    #expect(found.problems.first?.message == "cannot be read: permission denied")
  }

  @Test func ignoredFilesAreNotReadAndObsidiansDoNotSurface() async throws {
    let folder = TemporaryFolder()
    for name in ["a.md", "templates/t.md", "x/draft-1.md", "old/o.md", "x/y/z.md"] {
      try folder.write("x", to: name)
    }
    try folder.write(
      "{\n\t\"foo\": true,\n\t\"userIgnoreFilters\": [\"old/\", \"x/y\"]\n}",
      to: ".obsidian/app.json")
    let found = try await catalogue(folder, ignore: ["templates/", "draft-*"])
    #expect(found.notes.map(\.id.value) == ["a", "old/o", "x/y/z"])
    #expect(found.notes.map(\.surfaces) == [true, false, false])
  }

  @Test(arguments: [
    ("a", "a/b.md", true), ("a/", "x/a/b.md", true), ("a/b", "x/a/b", false),
    ("*.tmp", "x/y.tmp", true),
    ("x/**/z", "x/a/b/z/q.md", true), ("x/*/z", "x/a/b/z", false), ("?", "ab", false),
    ("", "a", false),
    ("/a/", "a", false), ("a*b*c", "aXbYc", true), ("***", "a", true),
  ])
  func patterns(_ pattern: String, _ path: String, _ expected: Bool) {
    #expect(PathPatterns([pattern]).matches(path, isFolder: false) == expected)
  }

  @Test func earlierFoldersShadowLaterOnes() async throws {
    let first = TemporaryFolder()
    let second = TemporaryFolder()
    try first.write("---\ntitle: Mine\n---\n", to: "a.md")
    try second.write("---\ntitle: Theirs\n---\n", to: "a.md")
    try second.write("pack", to: "b.md")
    let store = FolderStore(folders: [
      NotesFolder(path: first.path, displayPath: "one"),
      NotesFolder(path: second.path, displayPath: "two", isWritable: false),
    ])
    let found = try await store.catalogue()
    #expect(found.notes.map(\.path) == ["one/a.md", "two/b.md"])
    #expect(found.note(NoteID("a"))?.title == "Mine")
    #expect(found.problems.map(\.rule) == ["shadowed-id"])
    #expect(found.problems.map(\.path) == ["two/a.md"])
    let pack = ContentHash(of: "pack")
    await #expect(throws: NoteStoreError.unavailable("the notes in two are read-only")) {
      _ = try await store.save("x", id: NoteID("b"), expecting: pack)
    }
    await #expect(throws: NoteStoreError.unavailable("the notes in two are read-only")) {
      try await store.delete(NoteID("b"), expecting: pack)
    }
    _ = try await store.save("new", id: NoteID("c"), expecting: nil)
    #expect(first.read("c.md") == "new")
  }

  @Test func writingKeepsModeAndLinksAndLeavesNothingBehind() async throws {
    let folder = TemporaryFolder()
    let other = TemporaryFolder()
    let file = try other.write("old", to: "real.md")
    chmod(file, 0o640)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/a.md", withDestinationPath: file)
    let store = FolderStore(folders: [NotesFolder(path: folder.path)])
    _ = try await store.save("new", id: NoteID("a"), expecting: ContentHash(of: "old"))
    #expect(other.read("real.md") == "new")
    var status = stat()
    #expect(stat(file, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
    #expect(lstat(folder.path + "/a.md", &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    _ = try await store.save("x", id: NoteID("b/c"), expecting: nil)
    #expect(folder.names == ["a.md", "b"])
    #expect(other.names == ["real.md"])
  }

  @Test func passagesKnowTheirDocument() async throws {
    let folder = TemporaryFolder()
    try folder.write("---\nquote: q\nquote-document: ../seeds/./x.txt\n---\n", to: "n/a.md")
    try folder.write("---\nquote: q\nquote-document: https://e.org/x\n---\n", to: "b.md")
    let found = try await catalogue(folder)
    let parent = (folder.path as NSString).deletingLastPathComponent
    #expect(found.note(NoteID("n/a"))?.passage?.documentPath == parent + "/seeds/x.txt")
    #expect(found.note(NoteID("b"))?.passage?.documentPath == nil)
  }
}
