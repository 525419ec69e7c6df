// What the reader takes from around it: notes folders, configuration, state, standard input, the
// terminal's type.

import Foundation
import Glibc
import TerminalDriver
import Testing

@Suite struct ReaderSetupTests {
  @Test func brokenNotesAreSaidAndTheOthersWork() throws {
    let home = try TestHome()
    let text = try home.write("Holm is a town.\n", to: "holm.txt")
    let reader = try ReaderSession(
      ["--notes", ReaderSession.files + "/broken", text], in: home, program: InstalledProgram.bare)
    try reader.tmux.waitFor("[1] Holm")
    try reader.waitForMessage(".md:")
    try reader.quit()
  }

  @Test func aFirstRunWithoutNotesMakesTheFolderWithTheFirstNote() throws {
    let home = try TestHome()
    let text = try home.write("Holm is a town.\n", to: "holm.txt")
    let reader = try ReaderSession([text], in: home, columns: 100, program: InstalledProgram.bare)
    try reader.waitForMessage("no notes here · a adds one")
    try reader.tmux.send("a")
    try reader.tmux.waitFor("A note on")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("Description")
    try reader.tmux.type("A town on a river.")
    try reader.tmux.send("C-s")
    try reader.tmux.waitFor("[1] Holm")
    #expect(home.read("data/sidelight/notes/holm.md")?.contains("A town on a river.") == true)
    try reader.quit()
  }

  @Test func keysAreRebound() throws {
    let home = try TestHome()
    try home.write(
      "keys:\n  reader:\n    x: next-paragraph\n    j: none\n", to: "config/sidelight/config.yaml")
    let reader = try ReaderSession(in: home)
    try reader.tmux.send("x")
    try reader.waitForPlace("2/11")
    try reader.tmux.send("j", "x")
    try reader.waitForPlace("3/11")
    try reader.tmux.send("?")
    try reader.tmux.waitFor("help with the new key") { screen in
      screen.contains { $0.contains("x") && $0.contains("focus the next paragraph") }
    }
  }

  @Test func aMistakeInTheConfigurationIsShownWithItsLine() throws {
    let home = try TestHome()
    try home.write(
      "mouse: no\nkeys:\n  reader:\n    j: next-pargraph\n", to: "config/sidelight/config.yaml")
    let reader = try ReaderSession(in: home, columns: 120)
    try reader.waitForMessage("config.yaml:4: next-pargraph is no command")
    try reader.tmux.send("j")
    try reader.waitForPlace("2/11")
  }

  @Test func thePlaceIsThereAtTheNextStart() throws {
    let home = try TestHome()
    let copy = try home.write(
      String(contentsOfFile: ReaderSession.sample, encoding: .utf8), to: "one.txt")
    let first = try ReaderSession([copy], in: home)
    try first.go(to: 5)
    try first.quit()
    try ReaderSession([copy], in: home).waitForPlace("5/11")
    // The text is known by what it says, wherever it lies; without a name the last one is opened.
    let moved = home.path("two.txt")
    try FileManager.default.moveItem(atPath: copy, toPath: moved)
    try ReaderSession([moved], in: home).waitForPlace("5/11")
    let recent = try ProgramRun.of(InstalledProgram.full, ["recent"], in: home)
    #expect(recent.lines.count == 1 && recent.text.contains("36 %"))
  }

  @Test func withoutANameTheLastTextIsOpened() throws {
    let home = try TestHome()
    let first = try ReaderSession(in: home)
    try first.go(to: 5)
    try first.quit()
    let again = try ReaderSession([], in: home)
    try again.waitForPlace("5/11")
    try again.quit()
  }

  @Test func privateReadingLeavesNothing() throws {
    let home = try TestHome()
    let first = try ReaderSession(["--private", ReaderSession.sample], in: home)
    try first.go(to: 5)
    try first.quit()
    #expect(!FileManager.default.fileExists(atPath: home.path("state/sidelight")))
    try ReaderSession(in: home).waitForPlace("1/11")
  }

  @Test(arguments: [[], ["-"]]) func aPipedTextIsReadWithKeysFromTheTerminal(words: [String]) throws
  {
    let text = try String(contentsOfFile: ReaderSession.sample, encoding: .utf8)
    let reader = try ReaderSession(words, input: text)
    try reader.waitForPlace("1/11")
    try reader.tmux.waitFor("Dugin[1]")
    try reader.tmux.send("j")
    try reader.waitForPlace("2/11")
    try reader.quit()
  }

  @Test func noColorAsksForNone() throws {
    func colours(_ environment: [String: String], _ words: [String] = []) throws -> Int {
      let run = try PtyRun(
        InstalledProgram.full, words + [ReaderSession.sample], in: try TestHome(),
        environment: environment)
      try run.wait(for: "Dugin")
      run.feed("Q")
      #expect(try run.waitForExit() == 0)
      return run.text.matches(of: /\u{1B}\[[0-9;]*?(?:3[0-8]|4[0-8]|9[0-7])(?:;[0-9]+)*m/).count
    }
    #expect(try colours([:]) > 0)
    #expect(try colours(["NO_COLOR": "1"]) == 0)
    #expect(try colours(["NO_COLOR": "1"], ["--color", "always"]) > 0)
    #expect(try colours([:], ["--color=never"]) == 0)
  }

  @Test(arguments: ["kitty-nonsense", "vt100", ""])
  func anUnknownTerminalFallsBack(terminal: String) throws {
    let reader = try ReaderSession(terminal: terminal)
    try reader.tmux.waitFor("Dugin")
    try reader.tmux.send("j")
    try reader.waitForPlace("2/11")
    try reader.tmux.send("Q")
    #expect(try reader.tmux.waitForExit() == 0)
    #expect(reader.tmux.modes.before == reader.tmux.modes.after)
  }

  @Test func aLocaleWithoutUTF8IsHelpedOrRefusedInWords() throws {
    let run = try PtyRun(
      InstalledProgram.full, [ReaderSession.sample], in: try TestHome(),
      environment: ["LC_ALL": "en_US.UTF-8"])
    try run.wait(for: "▌")
    run.feed("Q")
    #expect(try run.waitForExit() == 0)
  }

  @Test func whatCannotBeReadIsSaidOutsideTheScreen() throws {
    for (word, code) in [("missing.txt", 65), (".", 65), ("https://nowhere.invalid/", 74)] {
      let run = try PtyRun(InstalledProgram.full, [word], in: try TestHome())
      #expect(try run.waitForExit() == Int32(code))
      #expect(run.text.contains("sidelight: \(word): ") && !run.text.contains("\u{1B}"))
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root can read every file"))
  func anUnreadableFileIsAFailure() throws {
    let home = try TestHome()
    let path = try home.write("Text.\n", to: "closed.txt")
    chmod(path, 0)
    for words in [[path], ["print", path], ["mentions", path]] {
      let run = try ProgramRun.of(InstalledProgram.bare, words, in: home)
      #expect(run.exitCode == 74)
      #expect(run.errorText == "sidelight: \(path): permission denied\n")
    }
  }

  @Test func theMouseIsOffUntilAskedFor() throws {
    let run = try PtyRun(InstalledProgram.full, [ReaderSession.sample], in: try TestHome())
    try run.wait(for: "Dugin[1]")
    let mouse = /\u{1B}\[\?(1006;)?100[0-3](;1006)?h/
    #expect(run.text.firstMatch(of: mouse) == nil)
    run.feed("M")
    try run.wait("the mouse") { $0.text.firstMatch(of: mouse) != nil }
    run.feed("Q")
    #expect(try run.waitForExit() == 0)
    #expect(run.text.firstMatch(of: /\u{1B}\[\?(1006;)?100[0-3](;1006)?l/) != nil)
  }

  @Test func aFullStateFolderIsSaidAndReadingGoesOn() throws {
    let home = try TestHome()
    // A file where the folder should be: nothing can be kept.
    try home.write("", to: "state")
    let reader = try ReaderSession(in: home, columns: 120)
    try reader.tmux.waitFor("Dugin[1]")
    try reader.tmux.send("j")
    try reader.waitForMessage("not kept")
    try reader.waitForPlace("2/11")
    try reader.quit()
  }
}
