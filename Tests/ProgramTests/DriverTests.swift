// The test driver itself: what it reports must be what happened.

import Foundation
import TerminalDriver
import Testing

@Suite struct DriverTests {
  @Test func aPlainRunGivesOutputErrorsAndCode() throws {
    let home = try TestHome()
    let run = try ProgramRun.of(
      "/bin/sh", ["-c", "cat; echo wrong >&2; echo $HOME $TZ; exit 3"], in: home,
      input: Data("in\n".utf8))
    #expect(run.lines == ["in", "\(home.folder.path) UTC"])
    #expect(run.errorText == "wrong\n")
    #expect(run.exitCode == 3)
  }

  @Test func aRunThatDoesNotEndIsEnded() throws {
    let home = try TestHome()
    #expect(throws: DriverError.self) {
      try ProgramRun.of("/bin/sleep", ["60"], in: home, seconds: 0.2)
    }
  }

  @Test func aPseudoTerminalKeepsTheBytesAndTheSize() throws {
    let home = try TestHome()
    let run = try PtyRun(
      "/bin/sh", ["-c", "stty size; read x; printf 'got %s\\033[1m' \"$x\"; kill -TERM $$"],
      in: home, columns: 91, rows: 17)
    try run.wait(for: "17 91")
    run.feed("ж\r")
    #expect(try run.waitForExit() == 128 + 15)
    #expect(run.text.contains("got ж\u{1B}[1m"))
  }

  @Test func inputCanBeAFileWhileKeysComeFromTheTerminal() throws {
    let home = try TestHome()
    let run = try PtyRun(
      "/bin/sh", ["-c", "cat; read x </dev/tty; echo key $x"], in: home,
      input: Data("article\n".utf8))
    try run.wait(for: "article")
    run.feed("k\r")
    try run.wait(for: "key k")
    #expect(try run.waitForExit() == 0)
  }

  @Test func tmuxShowsTheScreenAndReportsTheEnd() throws {
    let home = try TestHome()
    let session = try TmuxSession(
      "/bin/sh", ["-c", "printf '\\033[1mbold\\033[0m\\n'; stty size; read x; exit 4"], in: home,
      columns: 70, rows: 12)
    try session.waitFor("12 70")
    #expect(session.isAlive)
    #expect(session.screenWithStyles().contains { $0.contains("\u{1B}[1mbold") })
    try session.send("Enter")
    #expect(try session.waitForExit() == 4)
    #expect(!session.isAlive)
    #expect(session.modes.before != nil)
    #expect(session.modes.before == session.modes.after)
  }

  @Test func theProgramsOfThisBuildAreFound() throws {
    #expect(try Checkout.program("TerminalProbe").hasSuffix("/TerminalProbe"))
    #expect(throws: DriverError.self) { try Checkout.program("no-such-program") }
  }
}
