// Links of a text followed in the terminal: to another file and back, to a footnote, to what is not
// there; the outline; a text opened otherwise.

import Foundation
import TerminalDriver
import Testing

@Suite struct LinkedTextsTests {
  private static let station = ReaderSession.files + "/station/river.md"

  private func session(columns: Int = 100, rows: Int = 30, in home: TestHome? = nil) throws
    -> ReaderSession
  {
    try ReaderSession(
      [Self.station], in: home, columns: columns, rows: rows, program: InstalledProgram.bare)
  }

  @Test func aLinkLeadsToAnotherFileAndBackspaceBackToItsPlace() throws {
    let home = try TestHome()
    let reader = try session(in: home)
    try reader.waitForPlace("1/8")
    try reader.tmux.send("j")
    try reader.waitForPlace("2/8")
    try reader.tmux.send("o")
    try reader.tmux.waitFor("Links of this paragraph")
    try reader.tmux.send("1")
    // The link's anchor is where the other text begins.
    let there = try reader.tmux.waitFor("the tables") { $0.first?.contains("Tables") ?? false }
    #expect(there.contains { $0.contains("▌ March") })
    // And on to the first text once more, at another anchor, in the same terminal.
    try reader.tmux.send("j", "o")
    let again = try reader.tmux.waitFor("the station") { screen in
      screen.first?.contains("Keeping a river station") ?? false
    }
    #expect(again.contains { $0.contains("▌ What is needed") })
    try reader.tmux.send("BSpace")
    try reader.tmux.waitFor("the tables") { screen in
      screen.contains { $0.contains("▌ Levels of March") }
    }
    try reader.tmux.send("BSpace")
    try reader.waitForPlace("2/8")
    try reader.tmux.send("BSpace")
    try reader.waitForMessage("nothing to go back to")
    try reader.quit()
    // Each text is remembered by itself.
    let kept = try ProgramRun.of(InstalledProgram.bare, ["recent"], in: home)
    #expect(kept.text.contains("river.md"))
    #expect(kept.text.contains("tables.md"))
  }

  @Test func whatCannotBeOpenedIsSaidAndNothingIsLeft() throws {
    let reader = try session()
    try reader.tmux.type("3p")
    try reader.waitForPlace("3/8")
    try reader.tmux.send("o")
    try reader.waitForMessage("is a directory")
    try reader.waitForPlace("3/8")
    try reader.tmux.send("j", "o")
    try reader.waitForMessage("no such file")
    try reader.waitForPlace("4/8")
    try reader.quit()
  }

  @Test func aFootnoteStandsInThePaneAndIsLedTo() throws {
    let reader = try session()
    try reader.tmux.send("j")
    try reader.tmux.waitFor("1 Since the flood of the year before.")
    try reader.tmux.type("2o")
    try reader.waitForPlace("8/8")
    try reader.tmux.send("BSpace")
    try reader.waitForPlace("2/8")
    try reader.quit()
  }

  @Test func theOutlineOfATextLeadsToItsSections() throws {
    let reader = try session(columns: 80, rows: 24)
    try reader.tmux.send("t")
    try reader.tmux.waitFor("Outline")
    try reader.tmux.send("j", "Enter")
    try reader.tmux.waitFor("the section") { screen in
      screen.contains { $0.contains("▌ What is needed") }
    }
    try reader.quit()
  }

  @Test func aTextIsOpenedOtherwiseAtTheSameWords() throws {
    let reader = try session()
    try reader.tmux.type("4p")
    try reader.waitForPlace("4/8")
    try reader.tmux.type(":format plain")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("the plain text") { screen in
      screen.contains { $0.contains("▌ Only the [list of names](names.md) is lost.") }
    }
    try reader.tmux.type(":format auto")
    try reader.tmux.send("Enter")
    try reader.waitForPlace("4/8")
    try reader.quit()
  }
}
