// Every byte that the room could see while something is kept back: what reaches the presenter's own
// terminal, and every file that a room's screen reads.

import Foundation
import TerminalDriver
import Testing

@Suite struct RoomLeakTests {
  /// Keys that a teacher may press by mistake, and what each could give away.
  private static let temptations: [(keys: String, leak: String)] = [
    ("?", "help"), ("q", "closing help"), ("t", "the outline's counts"), ("q", "closing it"),
    ("T", "the steps"), ("q", "closing steps"), ("s", "the search of notes"),
    ("a", "names without a note"), ("A", "titles to add an alias to"), ("e", "the note's file"),
    ("D", "backlinks"), ("c", "notes that fit"), ("x", "refusals"), ("p", "pins"), ("U", "undo"),
    ("\t", "the next note"), ("\r", "an open note"), ("J", "a note's lines"), ("z", "the pane"),
    ("/engineer\r", "a search hit"), ("/betrayal\r", "a search hit in the text"),
    (":se\t\r", "completion"), (":anna\t\r", "completion of titles"), ("R", "the count"),
    ("n", "not revealing"), ("v", "a mention's words"), ("q", "leaving it"), ("#", "hands"),
    ("\u{03}", "leaving it"), ("P", "the private screen"), ("y", "it is projected"),
    ("\u{0C}", "redraw"),
    ("w", "pause"), ("w", "go on"), ("b", "blank"), ("b", "light"), ("f", "freeze"), ("f", "go on"),
    ("\u{1B}[15~", "F5"), ("3\t", "a count"),
  ]

  @Test func nothingThatIsKeptBackReachesTheTerminalOrTheRoomsFile() throws {
    let scene = try LessonScene()
    let run = try PtyRun(
      InstalledProgram.bare, scene.teaching(), in: scene.home, columns: 100, rows: 30)
    try run.wait(for: "open question 1")
    // Until the notes are read, too, nothing of them may show.
    try press(" ", until: "close question 1", run)
    try tempt(run, scene)
    try press(" ", until: "read, 7 min", run)
    for next in [
      "show ¶3", "open the marking", "close the marking", "compare, 6 min",
      "compare the marks",
    ] {
      try tempt(run, scene)
      try press(" ", until: next, run)
    }
    try press(" ", until: "reveal, 6 min", run)
    try press(" ", until: "reveal a note", run)
    try tempt(run, scene)
    try expectNothing(run, scene, "before it is revealed")
    try press(" ", until: "SECRETWORD", run)
    try press("\r", until: "SECRETWORD body", run)
    try scene.wait(for: "the room's file") {
      scene.file("room.jsonl")?.contains("SECRETWORD body") ?? false
    }
    // The other note is still kept back, in links as well, and so are the teacher's words.
    for text in [run.text, scene.file("room.jsonl") ?? ""] {
      #expect(!text.contains("SECRETBOARD"))
      #expect(!text.contains("harbour-board"))
      #expect(!text.contains("say first"))
      #expect(!text.contains("let them guess"))
      #expect(!text.contains("SECRETQUESTION"))
    }
    run.feed("q")
    run.feed("q")
    try run.wait(for: "t totals")
    run.feed("t")
    #expect(try run.waitForExit() == 0)
    #expect(!run.text.contains("SECRETBOARD"))
    // Nothing is left in the terminal's scrollback: the alternate screen was given back.
    let leaving = run.text.range(of: "\u{1B}[?1049l", options: .backwards)
    #expect(leaving != nil)
    if let leaving { #expect(!run.text[leaving.upperBound...].contains("SECRET")) }
  }

  @Test func aCrashAndASignalSayNothing() throws {
    let scene = try LessonScene()
    for number in [SIGTERM, SIGHUP, SIGINT] {
      let run = try PtyRun(
        InstalledProgram.bare, scene.teaching(), in: scene.home, columns: 80, rows: 24)
      try run.wait(for: "Space:")
      run.send(signal: number)
      _ = try run.waitForExit()
      #expect(!run.text.contains("SECRET"))
    }
  }

  @Test func thePrivateRecordIsNobodyElsesToRead() throws {
    let scene = try LessonScene()
    let run = try PtyRun(InstalledProgram.bare, scene.teaching(), in: scene.home)
    try run.wait(for: "open question 1")
    try scene.wait(for: "the room's file") { scene.file("room.jsonl")?.contains("Writer") ?? false }
    let folder = scene.home.path("state/sidelight/sessions/\(scene.sessions[0])")
    let record = try FileManager.default.attributesOfItem(atPath: folder + "/record.jsonl")
    #expect((record[.posixPermissions] as? Int) == 0o600)
    let state = try FileManager.default.attributesOfItem(atPath: folder)
    #expect((state[.posixPermissions] as? Int) == 0o700)
  }

  private func press(_ key: String, until text: String, _ run: PtyRun) throws {
    let start = run.output.count
    run.feed(key)
    do { try run.wait(for: text, from: start) } catch {
      // Cells that stood there already are not sent again: drawing anew shows the whole row.
      let again = run.output.count
      run.feed("\u{0C}")
      try run.wait(for: text, from: again)
    }
  }

  private func tempt(_ run: PtyRun, _ scene: LessonScene) throws {
    for (keys, leak) in Self.temptations {
      run.feed(keys)
      #expect(!run.text.contains("SECRET"), "\(leak)")
    }
    // The search may have gone elsewhere in the step.
    run.feed("G")
    // What was asked for is answered before one looks.
    let start = run.output.count
    run.feed("\u{0C}")
    try run.wait(for: "Space:", from: start)
    try expectNothing(run, scene, "after all the keys")
  }

  private func expectNothing(_ run: PtyRun, _ scene: LessonScene, _ moment: String) throws {
    let text = run.text
    for words in [
      "SECRETWORD", "SECRETBOARD", "SECRETQUESTION", "anna-berg", "say first", "let them guess",
    ] {
      #expect(!text.contains(words), "\(moment)")
      #expect(scene.file("room.jsonl")?.contains(words) != true, "\(moment)")
    }
  }
}
