// Notes that were begun and not saved: kept through a kill, a crash, a change of mind.

import Foundation
import Glibc
import TerminalDriver
import Testing

@Suite struct DraftRunTests {
  @Test func aDraftOutlivesAKill() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.fill("Mayor, said to be stubborn.", next: "Enter", to: "Source")
    try reader.tmux.type("https://example.org/1")
    try reader.tmux.waitFor("example.org/1")
    try scene.wait(for: "the draft") {
      scene.drafts.contains { $0.contains("stubborn") && $0.contains("example.org/1") }
    }
    try reader.tmux.send(signal: SIGKILL)
    try reader.tmux.waitForExit()

    let again = try scene.read()
    try again.waitForMessage("a note that was begun is kept")
    try again.go(to: 2, of: 4)
    try again.tmux.send("a")
    try again.tmux.waitFor("▸ continue the draft “Karla Voss”")
    try again.tmux.send("Enter")
    try again.tmux.waitFor("Mayor, said to be stubborn.")
    try again.tmux.waitFor("https://example.org/1")
    try again.tmux.send("C-s")
    try again.waitForMessage("added “Karla Voss”")
    try again.tmux.waitFor("[1] Karla Voss")
    try scene.wait(for: "no draft") { scene.drafts.isEmpty }
    try again.quit()
    let third = try scene.read()
    try third.tmux.waitFor("[1] Karla Voss")
    #expect(!third.tmux.screen().contains { $0.contains("begun") })
    try third.quit()
  }

  /// After a restart of the machine the number of the run that crashed belongs to another program.
  @Test func aDraftIsOfferedThoughAnotherProgramHasItsNumberNow() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.type("Of an earlier day")
    try scene.wait(for: "the draft") { scene.drafts.contains { $0.contains("Of an earlier day") } }
    try reader.tmux.send(signal: SIGKILL)
    try reader.tmux.waitForExit()
    let name = "state/sidelight/drafts/" + (try #require(scene.draftNames.first))
    let draft = try #require(scene.home.read(name))
    // This test's own process: it runs, and it is no reader.
    let run = try #require(draft.split(separator: "\n").first { $0.hasPrefix("run\t") })
    try scene.home.write(
      draft.replacingOccurrences(of: run, with: "run\t\(getpid())-1700000000-1"), to: name)
    let again = try scene.read()
    try again.waitForMessage("a note that was begun is kept")
    try again.tmux.send("a")
    try again.tmux.waitFor("▸ continue the draft “Karla Voss”")
    try again.tmux.send("Enter")
    try again.tmux.waitFor("Of an earlier day")
    try again.tmux.send("C-s")
    try again.waitForMessage("added “Karla Voss”")
    try scene.wait(for: "no draft") { scene.drafts.isEmpty }
    try again.quit()
  }

  /// What was typed a moment before the end is kept, whatever ended it.
  @Test(arguments: [SIGTERM, SIGHUP, 0]) func leavingKeepsTheDraft(signal: Int32) throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.type("Typed just now")
    try reader.tmux.waitFor("Typed just now")
    if signal == 0 {
      try reader.tmux.send("C-c", "C-c")
    } else {
      try reader.tmux.send(signal: signal)
    }
    try reader.tmux.waitForExit()
    #expect(scene.drafts.contains { $0.contains("Typed just now") }, "\(scene.drafts)")
    let again = try scene.read()
    try again.waitForMessage("a note that was begun is kept")
    try again.quit()
  }

  @Test func anAbandonedFormAsksAndIsOfferedAgain() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    // Nothing typed: nothing to lose.
    try reader.tmux.send("Escape")
    try reader.waitUntilGone("Description")
    // The selection still stands, for the form to be opened again.
    try reader.openForm()
    try reader.tmux.type("Half a thought")
    try reader.tmux.waitFor("Half a thought")
    try reader.tmux.send("Escape")
    try reader.waitForMessage("k keep as draft")
    try reader.tmux.send("k")
    try reader.waitForMessage("kept as a draft")
    try reader.waitUntilGone("Description")
    try reader.quit()

    let again = try scene.read()
    try again.waitForMessage("a note that was begun is kept")
    try again.tmux.send("a")
    try again.tmux.waitFor("▸ continue the draft “Karla Voss”")
    try again.tmux.send("Enter")
    try again.tmux.waitFor("Half a thought")
    try again.tmux.type(" more")
    try again.tmux.waitFor("Half a thought more")
    try again.tmux.send("Escape")
    try again.waitForMessage("k keep as draft")
    try again.tmux.send("t")
    try again.waitForMessage("thrown away")
    try scene.wait(for: "no draft") { scene.drafts.isEmpty }
    #expect(scene.files().isEmpty)
    try again.quit()
  }

  @Test func leavingWhileANoteIsSavedLeavesNoDraftOfIt() throws {
    let scene = try NotesScene()
    let reader = try scene.read()
    try reader.selectKarlaVoss()
    try reader.openForm()
    try reader.tmux.type("Mayor of Holm.")
    try scene.wait(for: "the draft") { scene.drafts.contains { $0.contains("Mayor of Holm.") } }
    try reader.tmux.send("C-s", "C-c", "C-c")
    #expect(try reader.tmux.waitForExit() == 130)
    #expect(scene.note("karla-voss")?.contains("Mayor of Holm.") == true)
    #expect(scene.drafts.isEmpty)
  }
}
