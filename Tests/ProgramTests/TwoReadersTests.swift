// Two programs on one folder of notes: each sees what the other did, and neither writes over it.

import Foundation
import TerminalDriver
import Testing

@Suite struct TwoReadersTests {
  @Test func aNoteSavedInOneShowsInTheOther() throws {
    let scene = try NotesScene()
    let writer = try scene.read()
    let watcher = try scene.read()
    try watcher.go(to: 2, of: 4)
    try writer.selectKarlaVoss()
    try writer.openForm()
    try writer.tmux.send("C-s")
    try scene.wait(for: "the file") { scene.note("karla-voss") != nil }
    try expectSoon("a note of the other reader", watcher) { $0.contains("[1] Karla Voss") }
    // And what somebody writes with any other program.
    try scene.home.write(
      "---\ntitle: Tide Office\ndescription: Measured the sea.\n---\n",
      to: "notes/offices/tide.md")
    for reader in [writer, watcher] {
      try expectSoon("a note from the shell", reader) { $0.contains("[2] Tide Office") }
    }
    try scene.home.write(
      "---\ntitle: Tide Office\naliases: [Karla Voss]\n---\n", to: "notes/karla-voss.md")
    try FileManager.default.removeItem(atPath: scene.notes + "/offices/tide.md")
    for reader in [writer, watcher] {
      try expectSoon("the changed note", reader) { $0.contains("[1] Tide Office") }
      try reader.waitUntilGone("Measured the sea.")
    }
    try writer.quit()
    try watcher.quit()
  }

  /// A second by contract; the rest is for the machine that runs the test.
  private func expectSoon(
    _ what: String, _ reader: ReaderSession, _ isOn: (String) -> Bool
  ) throws {
    let start = ContinuousClock.now
    try reader.tmux.waitFor(what, seconds: 3) { $0.contains(where: isOn) }
    print("\(what) was seen after \(ContinuousClock.now - start)")
  }

  @Test func aNoteChangedWhileTheQuestionStandsIsNotDeleted() throws {
    let scene = try NotesScene.town()
    let reader = try scene.read()
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("Engineer who drew")
    try reader.tmux.send("D")
    try reader.waitForMessage("any other key keeps “Anna Berg”")
    let changed = "---\ntitle: Anna Berg\ndescription: Changed meanwhile.\n---\n"
    try scene.home.write(changed, to: "notes/people/anna-berg.md")
    try reader.tmux.send("y")
    let screen = try reader.tmux.waitFor("was changed elsewhere")
    #expect(screen.contains { $0.contains("nothing was overwritten") })
    try reader.tmux.waitFor("Changed meanwhile.")
    #expect(scene.note("people/anna-berg") == changed)
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("Anna Berg[1]")
    #expect(scene.note("people/anna-berg") == changed)
    // Asked again with the new version seen, it goes.
    try reader.tmux.waitFor("Changed meanwhile.")
    try reader.tmux.send("D")
    try reader.waitForMessage("any other key keeps “Anna Berg”")
    try reader.tmux.send("y")
    try reader.waitForMessage("deleted “Anna Berg”")
    #expect(scene.note("people/anna-berg") == nil)
    try reader.quit()
  }

  @Test func undoDoesNotOverwriteWhatAnotherWrote() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.send("C-s")
    try reader.tmux.waitFor("[1] Karla Voss")
    let changed = "---\ntitle: Karla Voss\ndescription: Written by somebody else.\n---\n"
    try scene.home.write(changed, to: "notes/karla-voss.md")
    try reader.tmux.waitFor("Written by somebody else.")
    try reader.tmux.send("U")
    try reader.tmux.waitFor("was changed elsewhere")
    #expect(scene.note("karla-voss") == changed)
    try reader.tmux.send("Escape")
    try reader.tmux.waitFor("[1] Karla Voss")
    try reader.quit()
  }

  @Test func anotherReadersDraftIsLeftAlone() throws {
    let scene = try NotesScene()
    let first = try scene.read()
    try first.selectKarlaVoss()
    try first.openForm()
    try first.tmux.type("Being typed")
    try scene.wait(for: "the draft") { scene.drafts.contains { $0.contains("Being typed") } }
    let second = try scene.read()
    try second.go(to: 2, of: 4)
    try second.tmux.send("a")
    let offered = try second.tmux.waitFor("this paragraph")
    #expect(!offered.contains { $0.contains("continue the draft") })
    try second.tmux.send("q")
    try second.quit()
    try first.tmux.send("C-s")
    try first.waitForMessage("added “Karla Voss”")
    try first.quit()
  }

  @Test func theSameTitleFromTwoReadersMakesTwoFiles() throws {
    let scene = try NotesScene()
    let readers = [try scene.read(), try scene.read()]
    for (index, reader) in readers.enumerated() {
      try reader.selectKarlaVoss()
      try reader.openForm()
      try reader.tmux.type("Written by \(index).")
      try reader.tmux.waitFor("Written by \(index).")
    }
    for reader in readers { try reader.tmux.send("C-s") }
    for reader in readers { try reader.waitUntilGone("Description") }
    try scene.wait(for: "both notes") { scene.files().count == 2 }
    let texts = scene.files().compactMap { scene.home.read("notes/" + $0) }
    for index in 0...1 { #expect(texts.contains { $0.contains("Written by \(index).") }) }
    for reader in readers { try reader.quit() }
  }

  /// What two wrote is both kept: the other's version in the file, this one's as a note of its own.
  @Test func theOtherVersionCanBeKeptAsANoteOfItsOwn() throws {
    let scene = try NotesScene(notes: [
      "karla-voss": "---\ntitle: Karla Voss\nkind: person\ndescription: First words.\n---\n"
    ])
    let script = try scene.home.install(
      script: "sed -i 's/First words/My words/' \"$1\"", as: "editor")
    let reader = try scene.read(environment: ["VISUAL": script])
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("First words.")
    try reader.tmux.send("e")
    try reader.tmux.waitFor("My words.")
    let changed = "---\ntitle: Karla Voss\nkind: person\ndescription: Their words.\n---\n"
    try scene.home.write(changed, to: "notes/karla-voss.md")
    try reader.tmux.waitFor("Their words.")
    try reader.tmux.send("U")
    try reader.tmux.waitFor("was changed elsewhere")
    let both = try reader.tmux.waitFor("First words.")
    #expect(both.contains { $0.contains("Their words.") })
    try reader.tmux.send("j")
    try reader.tmux.waitFor("▸ keep the other version")
    try reader.tmux.send("Enter")
    try scene.wait(for: "the other version") {
      scene.note("karla-voss-version-1")?.contains("First words.") ?? false
    }
    #expect(scene.note("karla-voss") == changed)
    try reader.quit()
  }

  /// A burst of files, and a folder that is swapped for another as a checkout does it.
  @Test func aSwappedFolderIsSeenWhole() throws {
    let scene = try NotesScene(notes: ["karla-voss": "---\ntitle: Karla Voss\n---\n"])
    let reader = try scene.read()
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("[1] Karla Voss")
    for index in 0..<200 {
      try scene.home.write("---\ntitle: Filler number \(index)\n---\n", to: "next/f\(index).md")
    }
    try scene.home.write(
      "---\ntitle: Tide Office\ndescription: Of the other branch.\n---\n", to: "next/tide.md")
    try FileManager.default.moveItem(atPath: scene.notes, toPath: scene.home.path("before"))
    try FileManager.default.moveItem(atPath: scene.home.path("next"), toPath: scene.notes)
    try expectSoon("the swapped folder", reader) { $0.contains("[1] Tide Office") }
    try reader.waitUntilGone("Karla Voss[1]")
    // Storms of renaming end with what stands there.
    for index in 0..<100 {
      let (here, there) = index % 2 == 0 ? ("tide", "ebb") : ("ebb", "tide")
      try FileManager.default.moveItem(
        atPath: scene.notes + "/\(here).md", toPath: scene.notes + "/\(there).md")
    }
    try FileManager.default.moveItem(
      atPath: scene.notes + "/tide.md", toPath: scene.notes + "/last.md")
    try scene.home.write(
      "---\ntitle: Tide Office\ndescription: At last.\n---\n", to: "notes/last.md")
    try expectSoon("the end of the storm", reader) { $0.contains("At last.") }
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("last")
    try reader.quit()
  }

  /// The first part of a large text has no digest by which a decision could be found.
  @Test func aPinOfALargeTextIsThereAgain() throws {
    let more = (1...6_000).map { "Paragraph \($0) says nothing that anybody would remember." }
    let scene = try NotesScene(
      NotesScene.flood + "\n" + more.joined(separator: "\n\n") + "\n",
      notes: ["tide": "---\ntitle: Tide Office\nkind: organization\n---\nWarns.\n"])
    let reader = try scene.read()
    try reader.tmux.waitFor("1/6004")
    try reader.go(to: 2, of: 6_004)
    try reader.tmux.waitFor("Tide Office[1]")
    try reader.tmux.send("p")
    try reader.waitForMessage("pinned “Tide Office”")
    try reader.go(to: 4, of: 6_004)
    try reader.tmux.waitFor("[1] Tide Office")
    try reader.quit()
    let again = try scene.read()
    try again.tmux.waitFor("4/6004")
    try again.tmux.waitFor("[1] Tide Office")
    try again.quit()
  }
}
