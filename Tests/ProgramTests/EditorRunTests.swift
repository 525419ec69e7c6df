// Notes changed from the reader: in an editor that is a real script on the same terminal, by
// deleting, by an alias, by pinning and putting away.

import Foundation
import TerminalDriver
import Testing

@Suite struct EditorRunTests {
  /// Keeps its arguments, talks with the person at the terminal, then does something to the file.
  @discardableResult
  private func editor(_ name: String = "my editor", doing work: String, in scene: NotesScene) throws
    -> String
  {
    try scene.script(
      name,
      """
      printf '%s\\n' "$@" >"$HOME/arguments"
      stty -a >"$HOME/stty"
      for file; do :; done
      printf 'editing now, go on? '
      read -r answer </dev/tty || exit 9
      echo "$answer" >"$HOME/answer"
      \(work)
      """)
  }

  private func openTown(
    _ scene: NotesScene, _ environment: [String: String], columns: Int = 120, rows: Int = 40
  ) throws -> ReaderSession {
    let reader = try scene.read(columns: columns, rows: rows, environment: environment)
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("Engineer who drew")
    return reader
  }

  /// Answers the script and waits for the reader's screen.
  private func answer(_ word: String, _ reader: ReaderSession) throws {
    let screen = try reader.tmux.waitFor("editing now, go on?")
    // The whole screen is the editor's.
    #expect(!screen.contains { $0.contains("¶") || $0.contains("│") })
    try reader.tmux.type(word)
    try reader.tmux.waitFor("go on? " + word)
    try reader.tmux.send("Enter")
    try reader.waitForPlace("2/4")
    #expect(try reader.tmux.tmux("display-message", "-p", "#{alternate_on}").lines == ["1"])
  }

  @Test func theEditorHasTheScreenAndItsChangeShows() throws {
    let scene = try NotesScene.town()
    let before = try #require(scene.note("people/anna-berg"))
    let path = try editor(
      doing: "sed -i 's/^description: .*/description: She drew bridges./' \"$file\"", in: scene)
    let reader = try openTown(
      scene, ["VISUAL": "'\(path)' --wait \"two words\" a\\ b"])
    try reader.tmux.send("e")
    try answer("hello", reader)
    try reader.waitForMessage("edited “Anna Berg”")
    try reader.tmux.waitFor("She drew bridges.")
    #expect(
      scene.home.read("arguments")
        == "--wait\ntwo words\na b\n\(scene.notes)/people/anna-berg.md\n")
    #expect(scene.home.read("answer") == "hello\n")
    // The terminal is as the shell had it: lines are edited and echoed.
    let modes = try #require(scene.home.read("stty"))
    #expect(modes.contains(" icanon") && modes.contains(" echo "), "\(modes)")
    #expect(
      scene.note("people/anna-berg")
        == before.replacingOccurrences(
          of: "description: Engineer who drew the Holm bridge.",
          with: "description: She drew bridges."))
    // Undo knows of it.
    try reader.tmux.send("U")
    try reader.waitForMessage("undone: edited “Anna Berg”")
    try reader.tmux.waitFor("Engineer who drew")
    #expect(scene.note("people/anna-berg") == before)
    try reader.quit()
  }

  @Test func aMistakeIsNamedWithItsLineAndTheOldVersionStays() throws {
    let scene = try NotesScene.town()
    let breaking = "sed -i 's/^description: .*/description: [open/' \"$file\""
    try editor("vim", doing: breaking, in: scene)
    let path = scene.home.path("bin") + ":/usr/bin:/bin"
    let reader = try openTown(
      scene, ["VISUAL": "vim -n", "PATH": path], columns: 80, rows: 24)
    try reader.tmux.send("e")
    try answer("once", reader)
    let name = "\(scene.notes)/people/anna-berg.md"
    #expect(scene.home.read("arguments") == "-n\n\(name)\n")
    let screen = try reader.waitForMessage(" people/anna-berg.md:5: a list in brackets")
    #expect(screen.allSatisfy { $0.unicodeScalars.count <= 80 })
    try reader.tmux.waitFor("[1] Anna Berg")
    try reader.tmux.waitFor("Engineer who drew")
    // What was broken is opened again at its line.
    try editor("vim", doing: "sed -i 's/^description: .*/description: Drew./' \"$file\"", in: scene)
    try reader.tmux.send("e")
    try answer("twice", reader)
    #expect(scene.home.read("arguments") == "-n\n+5\n\(name)\n")
    try reader.waitForMessage("edited “Anna Berg”")
    try reader.tmux.waitFor("Drew.")
    #expect(!reader.tmux.screen().contains { $0.contains("anna-berg.md:") })
    #expect(try scene.run("notes", "check", "people/anna-berg").exitCode == 0)
    try reader.quit()
  }

  @Test func anEditorThatTakesItsTimeIsWaitedFor() throws {
    let scene = try NotesScene.town()
    let path = try scene.script(
      "slow", "echo started; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done; rm \"$1\"")
    let reader = try openTown(scene, ["VISUAL": path])
    try reader.tmux.send("e")
    try reader.tmux.waitFor("started")
    // Another note changes meanwhile, and so does the window.
    try scene.home.write("---\ntitle: bridge at Holm\n---\n", to: "notes/bridge.md")
    reader.tmux.resize(columns: 100, rows: 30)
    try scene.home.write("", to: "go")
    try reader.waitForPlace("2/4")
    try reader.waitUntilGone("Anna Berg[1]")
    let screen = try reader.tmux.waitFor("Holm bridge[1]")
    #expect(screen.allSatisfy { $0.unicodeScalars.count <= 100 })
    try reader.tmux.send("k")
    try reader.tmux.waitFor("[1] bridge at Holm")
    try reader.quit()
  }

  @Test(arguments: [
    ("false", "ended with code 1"), ("/no/such/editor --x", "/no/such/editor"),
    ("sh -c 'kill -9 $$'", "signal 9"),
  ])
  func anEditorThatFailsIsSaid(command: String, expected: String) throws {
    let scene = try NotesScene.town()
    let before = scene.note("people/anna-berg")
    let reader = try openTown(scene, ["VISUAL": command])
    try reader.tmux.send("e")
    try reader.waitForMessage(expected)
    try reader.tmux.waitFor("[1] Anna Berg")
    #expect(scene.note("people/anna-berg") == before)
    try reader.tmux.send("j")
    try reader.waitForPlace("3/4")
    try reader.quit()
  }

  // MARK: - Deleting

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func deletingNamesTheLinksAsksAndIsUndone(columns: Int, rows: Int) throws {
    let scene = try NotesScene.town()
    let before = try #require(scene.note("people/anna-berg"))
    let reader = try scene.read(columns: columns, rows: rows)
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("Anna Berg[1]")
    try reader.tmux.send("D")
    try reader.waitForMessage("any other key keeps “Anna Berg”")
    try reader.tmux.waitFor("1 note links to it")
    try reader.tmux.waitFor("  Holm bridge")
    try reader.tmux.send("n")
    try reader.waitForMessage("kept")
    #expect(scene.note("people/anna-berg") == before)
    try reader.tmux.send("D")
    try reader.waitForMessage("any other key keeps “Anna Berg”")
    try reader.tmux.send("y")
    try reader.waitForMessage("deleted “Anna Berg”")
    try reader.waitUntilGone("Anna Berg[1]")
    #expect(scene.note("people/anna-berg") == nil)
    try reader.tmux.send("U")
    try reader.waitForMessage("undone: deleted “Anna Berg”")
    try reader.tmux.waitFor("Anna Berg[1]")
    #expect(scene.note("people/anna-berg") == before)
    try reader.quit()
  }

  // MARK: - Alias

  @Test func theSelectionBecomesAnAliasOfANoteFoundByAPartOfItsName() throws {
    let note =
      "---\n# by hand\ntitle: Tide Office\nkind: organization\nmood: kept\n---\nIt measured tides.\n"
    let scene = try NotesScene(notes: [
      "tide-office": note, "idle": "---\ntitle: Idle tides of life\n---\n",
    ])
    let reader = try scene.read()
    try reader.tmux.waitFor("no notes on this paragraph")
    try reader.tmux.send("/")
    try reader.tmux.type("wardens")
    try reader.tmux.send("Enter")
    try reader.waitForMessage("1 of 1")
    try reader.tmux.send("v")
    try reader.waitForMessage("7 characters")
    try reader.tmux.send("A")
    try reader.tmux.waitFor("also called “wardens”?")
    try reader.tmux.type("office")
    try reader.tmux.waitFor("▸ Tide Office")
    try reader.tmux.send("C-u")
    try reader.tmux.type("tdof")
    try reader.tmux.waitFor("▸ Tide Office")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("wardens[1]")
    try reader.tmux.waitFor("[1] Tide Office")
    try reader.tmux.waitFor("as \"wardens\"")
    let aliased = try #require(scene.note("tide-office"))
    #expect(aliased.contains("# by hand\ntitle: Tide Office\nkind: organization\n"), "\(aliased)")
    #expect(aliased.contains("mood: kept\n"))
    #expect(aliased.contains("wardens"), "\(aliased)")
    try reader.tmux.send("U")
    try reader.waitUntilGone("wardens[1]")
    #expect(scene.note("tide-office") == note)
    try reader.quit()
  }

  /// What was written and cannot light up says why.
  @Test func anOrdinaryWordAsAnAliasSaysWhyItDoesNotShow() throws {
    let scene = try NotesScene(notes: ["tide-office": "---\ntitle: Tide Office\n---\n"])
    let reader = try scene.read()
    try reader.tmux.waitFor("no notes on this paragraph")
    try reader.tmux.send("/")
    try reader.tmux.type("wardens")
    try reader.tmux.send("Enter")
    try reader.waitForMessage("1 of 1")
    try reader.tmux.send("v")
    try reader.waitForMessage("7 characters")
    try reader.tmux.send("A")
    try reader.tmux.waitFor("also called “wardens”?")
    try reader.tmux.type("tide")
    try reader.tmux.waitFor("▸ Tide Office")
    try reader.tmux.send("Enter")
    try reader.waitForMessage("“Tide Office” · an ordinary word, shown only for a note with a kind")
    try reader.quit()
  }

  // MARK: - Deciding

  @Test func puttingAwayAndPinningAreKeptAndTakenBack() throws {
    let scene = try NotesScene.town()
    let reader = try scene.read()
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("Holm bridge[2]")
    try reader.tmux.send("p")
    try reader.waitForMessage("pinned “Anna Berg”")
    try reader.tmux.send("Tab")
    try reader.tmux.waitFor("A road bridge of 1931.")
    try reader.tmux.send("x")
    try reader.waitForMessage("“Holm bridge” put away")
    try reader.tmux.waitFor("HARBOUR[2]")
    try expectDecisions(reader)
    let choices = try #require(scene.home.read("notes/.sidelight/choices.yaml"))
    #expect(choices.contains("  note: people/anna-berg\n  decision: pin\n"), "\(choices)")
    #expect(
      choices.contains("  note: holm-bridge\n  words: Holm bridge\n  decision: not-here\n"),
      "\(choices)")
    try reader.quit()
    // The same on the command line: pinned beside all, with no matches where she is not named.
    let lines = try scene.run("mentions", "--json", scene.text).lines
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.contains("\"id\":\"people/anna-berg\"") }, "\(lines)")
    #expect(lines[2].contains("\"reason\":\"pinned\",\"matches\":[]"), "\(lines[2])")
    #expect(!lines[1].contains("holm-bridge"), "\(lines[1])")

    let again = try scene.read()
    try again.go(to: 2, of: 4)
    try expectDecisions(again)
    try again.command("choices")
    try again.tmux.waitFor("pinned: Anna Berg")
    try again.tmux.waitFor("not here: Holm bridge")
    try again.tmux.send("g", "Enter")
    try again.waitForMessage("unpinned “Anna Berg”")
    // The list stays, with what is left of it.
    try again.tmux.waitFor("▸ not here: Holm bridge")
    try again.tmux.send("Enter")
    try again.waitForMessage("“Holm bridge” is back")
    try again.tmux.send("q")
    try again.tmux.waitFor("Holm bridge[2]")
    let emptied = try #require(scene.home.read("notes/.sidelight/choices.yaml"))
    #expect(!emptied.contains("decision: "), "\(emptied)")
    try again.command("choices")
    try again.tmux.waitFor("nothing was chosen")
    try again.tmux.send("q")
    try again.quit()
  }

  /// Berg is pinned, so she stands beside a paragraph that does not name her; the bridge is away.
  private func expectDecisions(_ reader: ReaderSession) throws {
    try reader.tmux.waitFor("HARBOUR[2]")
    #expect(!reader.tmux.screen().contains { $0.contains("Holm bridge[") })
    try reader.go(to: 3, of: 4)
    try reader.tmux.waitFor("[1] Anna Berg")
    try reader.tmux.waitFor("pinned")
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("HARBOUR[2]")
  }
}
