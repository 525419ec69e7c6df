// Every way out of the reader: the exit code, the terminal as it was, the place kept.

import Foundation
import Glibc
import TerminalDriver
import Testing

@Suite struct LeavingTests {
  private func reading(columns: Int = 80) throws -> ReaderSession {
    let reader = try ReaderSession(columns: columns)
    try reader.go(to: 5)
    return reader
  }

  /// The place is there at the next start.
  private func expectPlaceKept(
    _ reader: ReaderSession, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let recent = try ProgramRun.of(InstalledProgram.full, ["recent"], in: reader.home)
    #expect(recent.text.contains("36 %"), sourceLocation: sourceLocation)
  }

  @Test(arguments: ["q", "Q"]) func theKeysToLeave(key: String) throws {
    let reader = try reading()
    try reader.tmux.send(key)
    #expect(try reader.tmux.waitForExit() == 0)
    reader.expectSaneTerminal()
    try expectPlaceKept(reader)
  }

  @Test func interruptingTwiceAtOnceQuits() throws {
    let reader = try reading()
    try reader.tmux.send("C-c", "C-c")
    #expect(try reader.tmux.waitForExit() == 130)
    reader.expectSaneTerminal()
    try expectPlaceKept(reader)
  }

  @Test func escapeAndOneInterruptDoNotQuit() throws {
    let reader = try reading()
    try reader.tmux.send("Escape", "Escape", "Escape", "C-c")
    // The paragraph after this one may need a scroll before, once the notes are there.
    try reader.tmux.send("k")
    try reader.waitForPlace("4/11")
    try reader.quit()
  }

  @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)])
  func asked(signal number: Int32, code: Int) throws {
    let reader = try reading()
    try reader.tmux.send(signal: number)
    #expect(try reader.tmux.waitForExit() == Int32(code))
    reader.expectSaneTerminal()
    try expectPlaceKept(reader)
  }

  @Test func signalsAreHeardInListsAndFields() throws {
    for keys in [["t"], ["/"], ["s"], ["?"], ["Enter"]] {
      let reader = try reading()
      for key in keys { try reader.tmux.send(key) }
      try reader.tmux.send(signal: SIGTERM)
      #expect(try reader.tmux.waitForExit() == 143)
      reader.expectSaneTerminal()
    }
  }

  @Test func aTerminalThatGoesAwayEndsTheReader() throws {
    let home = try TestHome()
    let run = try PtyRun(InstalledProgram.full, [ReaderSession.sample], in: home)
    try run.wait(for: "Dugin")
    run.feed("5p")
    try run.wait(for: "worth pausing")
    run.hangUp()
    let code = try run.waitForExit()
    #expect(code == 129)
    let recent = try ProgramRun.of(InstalledProgram.full, ["recent"], in: home)
    #expect(recent.text.contains("36 %"))
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGFPE]) func aCrashLeavesTheTerminalUsable(
    number: Int32
  ) throws {
    // Long enough for the runtime's report, should it make one.
    let reader = try ReaderSession(environment: ["SWIFT_BACKTRACE": "enable=no"])
    try reader.go(to: 5)
    // The place is kept within a second of the last move, so that a crash does not lose it.
    try waitForPlace(in: reader.home)
    try reader.tmux.send(signal: number)
    #expect(try reader.tmux.waitForExit() == 128 + number)
    reader.expectSaneTerminal()
    try expectPlaceKept(reader)
    // The shell's word on it stands on the normal screen.
    #expect(!reader.tmux.screen().contains { $0.contains("¶ 5/11") })
  }

  @Test func theReportOfACrashStandsOnTheNormalScreen() throws {
    let home = try TestHome()
    let settings = "enable=yes,interactive=no,color=no,symbolicate=off,threads=crashed"
    let run = try PtyRun(
      InstalledProgram.full, [ReaderSession.sample], in: home,
      environment: ["SWIFT_BACKTRACE": settings])
    try run.wait(for: "Dugin[1]")
    run.send(signal: SIGSEGV)
    #expect(try run.waitForExit() == 128 + SIGSEGV)
    let left = try #require(run.text.range(of: "\u{1B}[?1049l", options: .backwards))
    if let report = run.text.range(of: "crashed") {
      #expect(report.lowerBound > left.upperBound)
    }
  }

  private func waitForPlace(in home: TestHome) throws {
    let start = ContinuousClock.now
    while true {
      let recent = try ProgramRun.of(InstalledProgram.full, ["recent"], in: home)
      if recent.text.contains("36 %") { return }
      guard ContinuousClock.now < start.advanced(by: .seconds(10)) else {
        throw DriverError("the place was not kept: \(recent.text)")
      }
    }
  }

  @Test func thePlaceIsKeptSoonAfterTheMove() throws {
    let home = try TestHome()
    let run = try PtyRun(InstalledProgram.full, [ReaderSession.sample], in: home)
    try run.wait(for: "Dugin")
    run.feed("5p")
    try run.wait(for: "worth pausing")
    let moved = ContinuousClock.now
    try waitForPlace(in: home)
    // A second by contract; the rest is for the machine that runs the test.
    #expect(ContinuousClock.now - moved < .seconds(2.5))
    kill(run.process, SIGKILL)
    try run.waitForExit()
  }

  @Test func suspendingGivesTheShellBackAndComesBack() throws {
    let home = try TestHome()
    let shell = try TmuxSession(shellIn: home)
    try shell.type("stty -a >before; \(InstalledProgram.full) \(ReaderSession.sample)")
    try shell.send("Enter")
    try shell.waitFor("¶ 1/11")
    try shell.send("j")
    try shell.waitFor("¶ 2/11")
    try shell.send("C-z")
    try shell.waitFor("Stopped")
    #expect(!shell.screen().contains { $0.contains("¶ 2/11") })
    try shell.type("echo still $((40 + 2))")
    try shell.send("Enter")
    try shell.waitFor("still 42")
    try shell.type("fg")
    try shell.send("Enter")
    try shell.waitFor("¶ 2/11")
    try shell.send("j")
    try shell.waitFor("¶ 3/11")
    try shell.send("q")
    try shell.waitFor("still 42")
    try shell.type("stty -a >after; echo ended $?")
    try shell.send("Enter")
    try shell.waitFor("ended 0")
    #expect(home.read("before") != nil && home.read("before") == home.read("after"))
  }

  @Test func aSuspendedReaderCanBeEnded() throws {
    let home = try TestHome()
    let shell = try TmuxSession(shellIn: home)
    try shell.type("\(InstalledProgram.full) \(ReaderSession.sample)")
    try shell.send("Enter")
    try shell.waitFor("¶ 1/11")
    try shell.send("C-z")
    try shell.waitFor("Stopped")
    try shell.type("kill %1; fg; echo code $?")
    try shell.send("Enter")
    try shell.waitFor("code 143")
  }
}
