// Adding notes while reading, as a note-taker does it: by a selection, a name, a passage; what is
// refused and mended; undo; drafts that outlive a crash.

import Foundation
import Glibc
import TerminalDriver
import Testing

@Suite struct CaptureRunTests {
  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func aSelectedNameBecomesANoteBesideTheTextAndInOthers(columns: Int, rows: Int) throws {
    let scene = try NotesScene()
    let reader = try scene.read(columns: columns, rows: rows)
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.waitFor("Karla Voss")
    try reader.fill("Mayor of Holm until 1932.", next: "Enter", to: "Source")
    try reader.tmux.paste("https://example.org/voss")
    try reader.tmux.waitFor("example.org/voss")
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “Karla Voss”")
    try reader.tmux.waitFor("Karla Voss[1]")
    if columns >= 60 {
      try reader.tmux.waitFor("[1] Karla Voss")
      try reader.tmux.waitFor("Mayor of Holm until 1932.")
      try reader.tmux.waitFor("1 source")
    }
    #expect(
      scene.note("karla-voss") == """
        ---
        title: Karla Voss
        description: Mayor of Holm until 1932.
        ---
        [^1]: <https://example.org/voss>

        """)
    #expect(scene.files() == ["karla-voss.md"])
    try scene.wait(for: "no draft") { scene.drafts.isEmpty }
    try reader.quit()

    let other = try scene.home.write("She met Karla Voss at the lock.\n", to: "other/lock.txt")
    let second = try scene.read(other, columns: columns, rows: rows)
    try second.tmux.waitFor("Karla Voss[1]")
    try second.quit()
    #expect(try scene.run("notes", "list").text.contains("Karla Voss"))
    #expect(try scene.run("notes", "check").exitCode == 0)
  }

  @Test func withoutASelectionNamesWithoutANoteAreOffered() throws {
    let scene = try NotesScene(notes: ["karla-voss": "---\ntitle: Karla Voss\n---\n"])
    let reader = try scene.read()
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("Karla Voss[1]")
    try reader.tmux.send("a")
    let offered = try reader.tmux.waitFor("this paragraph")
    #expect(offered.contains { $0.contains("▸ Tide Office") }, "\(offered)")
    #expect(!offered.contains { $0.contains("  Karla Voss") && !$0.contains("mayor") })
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("▸ Description")
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “Tide Office”")
    try reader.tmux.waitFor("Tide Office[2]")
    #expect(scene.note("tide-office") == "---\ntitle: Tide Office\n---\n")
    try reader.quit()
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func aLongSelectionBecomesAPassageNote(columns: Int, rows: Int) throws {
    let scene = try NotesScene()
    let reader = try scene.read(columns: columns, rows: rows)
    try reader.go(to: 2, of: 4)
    try reader.tmux.send("V", "w")
    try reader.waitForMessage("2 sentences")
    try reader.openForm(at: "Title")
    try reader.tmux.waitFor("New note on a passage")
    try reader.fill("The dyke", next: "Enter", to: "Description")
    try reader.tmux.type("It had been mended badly.")
    try reader.tmux.waitFor("mended badly.")
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “The dyke”")
    let note = try #require(scene.note("the-dyke"))
    #expect(note.contains("\nquote: Karla Voss was mayor when the dyke broke. The Tide"), "\(note)")
    for key in ["document", "hash", "start", "end", "suffix"] {
      #expect(note.contains("\nquote-\(key): "), "\(key) in \(note)")
    }
    #expect(note.contains("\nquote-document: \"../texts/flood.txt\"\n"), "\(note)")
    try reader.quit()
    let again = try scene.read(columns: columns, rows: rows)
    try again.waitForPlace("2/4")
    try again.tmux.waitFor("[1] The dyke")
    try again.tmux.waitFor("this passage")
    try again.quit()
    // Equal words in another text are not meant.
    let other = try scene.home.write(
      "A tale\n\n\(NotesScene.flood.split(separator: "\n")[1])\n", to: "other/tale.txt")
    let second = try scene.read(other)
    try second.tmux.waitFor("no notes here")
    try second.quit()
  }

  @Test func draggingTheMouseAndAddingMakesANote() throws {
    let scene = try NotesScene("Alpha beta gamma.\n")
    let run = try PtyRun(
      InstalledProgram.bare, ["--notes", scene.notes, scene.text], in: scene.home)
    try run.wait(for: "Alpha")
    run.feed("M")
    try run.wait(for: "\u{1B}[?1002h")
    run.feed("\u{1B}[<0;11;2M\u{1B}[<32;13;2M\u{1B}[<0;13;2m")
    run.feed("a")
    try run.wait(for: "Description")
    run.feed("\u{13}")
    try scene.wait(for: "the note") { scene.note("beta") != nil }
    try run.wait(for: "added “beta”")
    run.feed("Q")
    #expect(try run.waitForExit() == 0)
  }

  /// Somebody who never made a notes folder gets one with the first note.
  @Test func withoutAnyFolderTheFirstNoteMakesOne() throws {
    let home = try TestHome()
    let text = try home.write(NotesScene.flood, to: "texts/flood.txt")
    let reader = try ReaderSession([text], in: home, program: InstalledProgram.bare)
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “Karla Voss”")
    try reader.tmux.waitFor("[1] Karla Voss")
    #expect(home.read("data/sidelight/notes/karla-voss.md") == "---\ntitle: Karla Voss\n---\n")
    try reader.quit()
    let again = try ReaderSession([text], in: home, program: InstalledProgram.bare)
    try again.tmux.waitFor("[1] Karla Voss")
    try again.quit()
  }

  /// A text from a pipe takes notes too; the keys come from the terminal.
  @Test func aTextFromAPipeTakesNotes() throws {
    let scene = try NotesScene()
    let reader = try ReaderSession(
      ["--notes", scene.notes, "-"], in: scene.home, columns: 120, rows: 40,
      program: InstalledProgram.bare, input: NotesScene.flood)
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.type("Of the pipe.")
    try reader.tmux.waitFor("Of the pipe.")
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “Karla Voss”")
    try reader.tmux.waitFor("[1] Karla Voss")
    try reader.go(to: 3, of: 4)
    try reader.tmux.send("V", "}")
    try reader.waitForMessage("2 sentences")
    try reader.openForm(at: "Title")
    try reader.tmux.type("Meeting")
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “Meeting”")
    #expect(scene.note("meeting")?.contains("\nquote-hash: ") == true)
    try reader.quit()
    // Known again by its words when it is a file.
    let again = try scene.read()
    try again.go(to: 3, of: 4)
    try again.tmux.waitFor("[1] Meeting")
    try again.quit()
  }

  // MARK: - Refusals

  @Test func aFolderThatBecameAFileRefusesAndTheTextStays() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.type("Mayor of Holm.")
    try reader.tmux.waitFor("Mayor of Holm.")
    try FileManager.default.removeItem(atPath: scene.notes)
    try scene.home.write("in the way", to: "notes")
    try reader.tmux.send("C-s")
    let refused = try reader.tmux.waitFor("a reason") { screen in
      screen.contains { $0.contains("! \(scene.notes): not a") }
    }
    #expect(refused.contains { $0.contains("Mayor of Holm.") })
    #expect(refused.contains { $0.contains("▸ Description") })
    #expect(scene.home.read("notes") == "in the way")
    try FileManager.default.removeItem(atPath: scene.notes)
    try FileManager.default.createDirectory(
      atPath: scene.notes, withIntermediateDirectories: true)
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “Karla Voss”")
    #expect(scene.note("karla-voss")?.contains("description: Mayor of Holm.") == true)
    try reader.tmux.waitFor("[1] Karla Voss")
    try reader.quit()
  }

  @Test func aFolderThatWentAwayIsMadeAgainOrRefused() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try FileManager.default.removeItem(atPath: scene.notes)
    try reader.tmux.send("C-s")
    let screen = try reader.tmux.waitFor("an answer") { screen in
      screen.contains { $0.contains("added “Karla Voss”") || $0.contains("no such file") }
    }
    let isSaved = scene.note("karla-voss") != nil
    #expect(isSaved == screen.contains { $0.contains("added") })
    #expect(isSaved || screen.contains { $0.contains("▸ Description") })
  }

  @Test(arguments: [
    "../../etc/passwd", "con", "..", "/", "-rf", "a\u{1B}[31mb\u{7}c\u{202E}d\u{0}", "NUL.md",
    "._hidden .", "'; touch gone; '",
  ])
  func aHostileTitleStaysInsideTheFolder(title: String) throws {
    let scene = try NotesScene()
    let outside = scene.files(in: "texts")
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.send("BTab")
    try reader.tmux.waitFor("▸ Title")
    try reader.tmux.send("C-u")
    try reader.tmux.waitFor("(what the note is about)")
    try reader.tmux.paste(title.filter { $0 != "\0" })
    try reader.tmux.waitFor("a title") { screen in
      screen.contains { $0.contains("▸ Title") && !$0.contains("(what the note") }
    }
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “")
    let made = scene.files()
    #expect(made.count == 1)
    let name = try #require(made.first)
    #expect(!name.contains("/") && !name.hasPrefix("-") && name.hasSuffix(".md"))
    #expect(!["con.md", "nul.md", ".md"].contains(name.lowercased()))
    #expect(name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
    #expect(scene.files(in: "texts") == outside)
    let text = try #require(scene.home.read("notes/" + name))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(text)")
    #expect(try scene.run("notes", "check").exitCode == 0)
    #expect(try scene.run("notes", "list", "--json").lines.count == 1)
    try reader.quit()
  }

  // MARK: - Undo

  @Test func undoTakesTheNoteAwayAndRedoBringsItBack() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.type("Mayor.")
    try reader.tmux.waitFor("Mayor.")
    try reader.tmux.send("C-s")
    try reader.tmux.waitFor("[1] Karla Voss")
    let written = try #require(scene.note("karla-voss"))
    try reader.tmux.send("U")
    try reader.waitForMessage("undone: added “Karla Voss”")
    try reader.waitUntilGone("│")
    #expect(scene.files().isEmpty)
    try reader.tmux.send("C-r")
    try reader.waitForMessage("done again: added “Karla Voss”")
    try reader.tmux.waitFor("[1] Karla Voss")
    #expect(scene.note("karla-voss") == written)
    try reader.quit()

    let again = try scene.read()
    try again.tmux.waitFor("[1] Karla Voss")
    for key in ["n", "Escape", "U", "Enter"] {
      try again.tmux.send("U")
      try again.waitForMessage("of an earlier run: added “Karla Voss”")
      try again.tmux.send(key)
      try again.waitForMessage("nothing was done")
      #expect(scene.note("karla-voss") == written)
    }
    try again.tmux.send("U")
    try again.waitForMessage("of an earlier run")
    try again.tmux.send("y")
    try again.waitForMessage("undone: added “Karla Voss”")
    try again.waitUntilGone("│")
    #expect(scene.files().isEmpty)
    try again.tmux.send("U")
    try again.waitForMessage("nothing to undo")
    try again.quit()
  }

  @Test func theCommandLineUndoesWhatTheReaderDid() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.send("C-s")
    try reader.tmux.waitFor("[1] Karla Voss")
    let written = try #require(scene.note("karla-voss"))
    let undone = try scene.run("notes", "undo")
    #expect(undone.exitCode == 0, "\(undone.errorText)")
    #expect(scene.files().isEmpty)
    // The one who reads sees it without a key.
    try reader.waitUntilGone("│")
    #expect(try scene.run("notes", "redo").exitCode == 0)
    #expect(scene.note("karla-voss") == written)
    try reader.tmux.waitFor("[1] Karla Voss")
    try reader.quit()
  }
}
