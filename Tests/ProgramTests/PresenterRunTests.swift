// The presenter in real terminals, by way of the probe: drawing, keys, leaving in every manner.

import Foundation
import TerminalDriver
import Testing

@Suite(.serialized) struct PresenterRunTests {
  private func probe(_ home: TestHome, _ words: String...) throws -> TmuxSession {
    let session = try TmuxSession("TerminalProbe", words, in: home)
    try session.waitFor("ready")
    return session
  }

  @Test func difficultTextKeepsItsColumns() throws {
    let session = try probe(try TestHome())
    let screen = session.screen()
    #expect(screen.contains { $0.hasPrefix("wide 漢字|") })
    #expect(screen.contains { $0.hasPrefix("kshi क्षि|") })
    #expect(screen.contains { $0.hasPrefix("esc ␛[31m|") })
    #expect(screen.contains { $0.hasPrefix("new \u{FFFD} |") })
    #expect(screen.last == String(repeating: "=", count: 80))
  }

  @Test func keysArriveByName() throws {
    let session = try probe(try TestHome())
    try session.send("j", "C-a", "C-Left", "S-Up", "M-p", "F5", "BTab", "PageDown", "BSpace")
    try session.waitFor("key Backspace")
    let screen = session.screen()
    for key in ["j", "^A", "Ctrl-Left", "Shift-Up", "Alt-p", "F5", "Shift-Tab", "PgDn"] {
      #expect(screen.contains { $0.hasPrefix("key \(key) ") }, "\(key)")
    }
    try session.type("ж")
    try session.waitFor("key ж")
    try session.send("Escape")
    try session.waitFor("key Esc")
    try session.paste("one\ntwo q")
    try session.waitFor("paste one two q")
    #expect(session.isAlive)
  }

  @Test func resizeArrivesOnceDrawn() throws {
    let session = try probe(try TestHome())
    session.resize(columns: 60, rows: 20)
    try session.waitFor("resize 60x20")
    #expect(session.screen().last == String(repeating: "=", count: 60))
    session.resize(columns: 100, rows: 30)
    try session.waitFor("resize 100x30")
    #expect(session.screen().last == String(repeating: "=", count: 100))
  }

  @Test(arguments: ["q", "TERM", "HUP", "INT", "SEGV", "ABRT", "c"])
  func everyWayOutLeavesTheTerminalAsItWas(way: String) throws {
    let numbers: [String: Int32] = ["TERM": 15, "HUP": 1, "INT": 2, "SEGV": 11, "ABRT": 6]
    let session = try TmuxSession(
      "TerminalProbe", ["mouse"], in: try TestHome(), rows: 50,
      environment: ["SWIFT_BACKTRACE": "enable=no"])
    try session.waitFor("ready")
    if let number = numbers[way] {
      try session.send(signal: number)
    } else {
      try session.send(way)
    }
    let code = try session.waitForExit()
    #expect(code == (way == "q" ? 0 : way == "c" ? 132 : 128 + (numbers[way] ?? 0)))
    #expect(session.modes.before == session.modes.after)
    let state = try session.tmux(
      "display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}")
    #expect(state.lines == ["0 1 0 0"])
    #expect(!session.screen().contains { $0.contains("probe ") })
    if way == "c" { try session.waitFor("Index out of range") }
  }

  @Test func suspendGivesTheShellASaneTerminalAndComesBack() throws {
    let session = try TmuxSession(shellIn: try TestHome())
    try session.type(try Checkout.program("TerminalProbe"))
    try session.send("Enter")
    try session.waitFor("ready")
    try session.send("z")
    try session.waitFor("Stopped")
    session.resize(columns: 64, rows: 20)
    try session.type("fg")
    try session.send("Enter")
    try session.waitFor("resize 64x20")
    try session.send("q")
    try session.waitFor("prompt") { $0.contains("$ fg") && $0.last { !$0.isEmpty } == "$" }
  }

  @Test func aSuspendedProgramCanBeEndedFromTheShell() throws {
    let session = try TmuxSession(shellIn: try TestHome())
    try session.type(try Checkout.program("TerminalProbe"))
    try session.send("Enter")
    try session.waitFor("ready")
    try session.send("z")
    try session.waitFor("Stopped")
    try session.type("kill %1")
    // The shell tells of the end with a prompt, not before.
    try session.waitFor("report of the end") { screen in
      try? session.send("Enter")
      return screen.contains { $0.contains("Exit 143") }
    }
  }

  @Test func anotherProgramGetsTheTerminalAndTheScreenComesBack() throws {
    let session = try probe(try TestHome())
    try session.send("x")
    try session.waitFor("icanon")
    try session.type("word")
    try session.send("Enter")
    try session.waitFor("ready")
    try session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.modes.before == session.modes.after)
  }

  @Test func wordsOnStandardErrorAppearAfterwardsWithoutTheirPower() throws {
    let session = try probe(try TestHome())
    try session.send("e")
    try session.waitFor("key e")
    #expect(!session.screen().contains { $0.contains("a word on standard error") })
    try session.send("q")
    try session.waitFor("a word on standard error ?[31m")
  }

  @Test(arguments: [("nosuch", "ready"), ("vt100", "ready"), ("dumb", "cannot place its cursor")])
  func terminalsOfAllKinds(terminal: String, expected: String) throws {
    let session = try TmuxSession("TerminalProbe", in: try TestHome(), terminal: terminal)
    try session.waitFor(expected)
    if session.isAlive { try session.send("q") }
    try session.waitForExit()
    #expect(session.modes.before == session.modes.after)
  }

  @Test func pipedInputLeavesTheKeysToTheTerminal() throws {
    let session = try TmuxSession("TerminalProbe", in: try TestHome(), input: "an article\n")
    try session.waitFor("ready")
    try session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.modes.before == session.modes.after)
  }

  @Test func withoutATerminalThereIsOneSentence() throws {
    let run = try ProgramRun.of("TerminalProbe", in: try TestHome())
    #expect(run.exitCode == 74)
    #expect(run.errorText == "probe: no terminal to read keys from\n")
  }
}
