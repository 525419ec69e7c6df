// A text that was edited since it was read: what is said of it, the list of changes, and passage
// notes that are found again, accepted, tied anew or deleted.

import Foundation
import TerminalDriver
import Testing

@Suite struct ChangedTextTests {
  private static let paragraphs = [
    "The flood at Holm",
    "The river had been high since the first week of March.",
    "Karla Voss was mayor when the old dyke at the northern end of the town broke in the night.",
    "Most of the houses stood empty for a year.",
    "The council met in the school, and the wardens of the coast left the room before its end.",
    "Nobody in Holm talks about it now, and the minutes of that evening were never printed.",
  ]

  private func write(_ paragraphs: [String], of scene: NotesScene) throws {
    try scene.home.write(paragraphs.joined(separator: "\n\n") + "\n", to: "texts/flood.txt")
  }

  /// Adds a passage note on a whole paragraph.
  private func addPassage(_ title: String, on paragraph: Int, _ reader: ReaderSession) throws {
    try reader.go(to: paragraph, of: 6)
    try reader.tmux.send("V")
    try reader.waitForMessage("1 sentence")
    try reader.openForm(at: "Title")
    try reader.tmux.type(title)
    try reader.tmux.waitFor("▸ Title        \(title)")
    try reader.tmux.send("C-s")
    try reader.waitForMessage("added “\(title)”")
  }

  /// A text that was read, with notes on its third and fifth paragraph, and then edited: one
  /// paragraph is new, the third altered, the fifth cut.
  private func editedText() throws -> NotesScene {
    let scene = try NotesScene(Self.paragraphs.joined(separator: "\n\n") + "\n")
    let reader = try scene.read()
    try addPassage("Dyke", on: 3, reader)
    try addPassage("Council", on: 5, reader)
    // What was read is kept for the comparison once it was in sight for a while.
    try scene.wait(for: "the version") {
      scene.files(in: "state/sidelight/versions").contains { $0.hasSuffix(".version") }
    }
    try reader.quit()
    var changed = Self.paragraphs
    changed[2] = changed[2].replacingOccurrences(of: "northern end", with: "southern end")
    changed.remove(at: 4)
    changed.insert("Rain had fallen for nine days before anybody thought of sandbags.", at: 1)
    try write(changed, of: scene)
    return scene
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func whatChangedIsSaidAndListed(columns: Int, rows: Int) throws {
    let scene = try editedText()
    let reader = try scene.read(columns: columns, rows: rows)
    let opened = try reader.waitForMessage("1 passage lost, 1 reworded (:lost)")
    #expect(opened.last?.hasPrefix(" text changed since 20") ?? false, "\(opened)")
    #expect(opened.last?.contains(" (:changes) · ") ?? false)
    try reader.command("changes")
    let list = try reader.tmux.waitFor("Changed since")
    #expect(list.contains { $0.contains("+ Rain had fallen") && $0.contains("added") }, "\(list)")
    #expect(list.contains { $0.contains("~ Karla Voss") && $0.contains("altered") }, "\(list)")
    #expect(list.contains { $0.contains("- The council") && $0.contains("cut · 1 note on it") })
    try reader.tmux.waitFor("(not there)")
    try reader.tmux.send("j")
    let altered = try reader.tmux.waitFor("southern")
    #expect(altered.contains { $0.contains("northern") }, "\(altered)")
    try reader.tmux.send("j")
    try reader.tmux.waitFor("(cut)")
    try reader.tmux.send("g", "Enter")
    try reader.waitForPlace("2/6")
    try reader.quit()
  }

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func aChangedPassageIsShownAndAccepted(columns: Int, rows: Int) throws {
    let scene = try editedText()
    let reader = try scene.read(columns: columns, rows: rows)
    try reader.waitForMessage("text changed since ")
    try reader.command("lost")
    let list = try reader.tmux.waitFor("Passages that are not as they were")
    #expect(list.contains { $0.contains("Dyke") && $0.contains("wording changed") }, "\(list)")
    #expect(list.contains { $0.contains("Council") && $0.contains("place lost") }, "\(list)")
    try reader.tmux.send("g")
    while !reader.tmux.screen().contains(where: { $0.contains("▸ Dyke") }) {
      try reader.tmux.send("j")
      try reader.tmux.waitFor("▸ Dyke")
    }
    let both = try reader.tmux.waitFor("southern")
    #expect(both.contains { $0.contains("northern") }, "\(both)")
    try reader.tmux.send("a")
    try scene.wait(for: "the new wording") {
      scene.note("dyke")?.contains("southern end") ?? false
    }
    #expect(scene.note("dyke")?.contains("northern") == false)
    try reader.waitUntilGone("Passages that are")
    try reader.command("lost")
    try reader.tmux.waitFor("▸ Council")
    #expect(!reader.tmux.screen().contains { $0.contains("Dyke") })
    try reader.tmux.send("q")
    try reader.quit()
    let again = try scene.read()
    try again.go(to: 4, of: 6)
    try again.tmux.waitFor("this passage")
    try again.quit()
  }

  @Test func aLostPassageIsTiedToOtherWords() throws {
    let scene = try editedText()
    let reader = try scene.read()
    try reader.go(to: 4, of: 6)
    try reader.tmux.waitFor("[1] Dyke")
    try reader.command("lost")
    try reader.tmux.waitFor("Passages that are not as they were")
    if !reader.tmux.screen().contains(where: { $0.contains("▸ Council") }) {
      try reader.tmux.send("j")
      try reader.tmux.waitFor("▸ Council")
    }
    try reader.tmux.waitFor("(not found in this text)")
    try reader.tmux.send("a")
    try reader.waitForMessage("nothing to accept")
    try reader.tmux.send("r")
    try reader.waitForMessage("select the words it is about")
    try reader.go(to: 6, of: 6)
    try reader.tmux.send("V")
    try reader.waitForMessage("1 sentence")
    try reader.tmux.send("Enter")
    try scene.wait(for: "the new place") {
      scene.note("council")?.contains("quote: Nobody in Holm") ?? false
    }
    try reader.tmux.waitFor("[1] Council")
    try reader.tmux.waitFor("this passage")
    #expect(scene.note("council")?.contains("wardens") == false)
    // And back again.
    try reader.tmux.send("U")
    try reader.tmux.waitFor("undone: ")
    #expect(scene.note("council")?.contains("wardens") == true)
    try reader.quit()
  }

  @Test func aLostNoteIsDeletedFromTheList() throws {
    let scene = try editedText()
    let reader = try scene.read()
    try reader.go(to: 4, of: 6)
    try reader.tmux.waitFor("[1] Dyke")
    try reader.command("lost")
    try reader.tmux.waitFor("Passages that are not as they were")
    if !reader.tmux.screen().contains(where: { $0.contains("▸ Council") }) {
      try reader.tmux.send("j")
      try reader.tmux.waitFor("▸ Council")
    }
    try reader.tmux.send("D")
    try reader.waitForMessage("any other key keeps “Council”")
    try reader.tmux.send("n")
    try reader.waitForMessage("kept")
    #expect(scene.note("council") != nil)
    try reader.command("lost")
    try reader.tmux.waitFor("Passages that are not as they were")
    if !reader.tmux.screen().contains(where: { $0.contains("▸ Council") }) {
      try reader.tmux.send("j")
      try reader.tmux.waitFor("▸ Council")
    }
    try reader.tmux.send("D")
    try reader.waitForMessage("any other key keeps “Council”")
    try reader.tmux.send("y")
    try reader.waitForMessage("deleted “Council”")
    #expect(scene.note("council") == nil)
    try reader.quit()
  }

  /// A text that was moved and renamed is known by its words.
  @Test func aRenamedTextKeepsItsPassages() throws {
    let scene = try NotesScene(Self.paragraphs.joined(separator: "\n\n") + "\n")
    let reader = try scene.read()
    try addPassage("Dyke", on: 3, reader)
    try reader.quit()
    let moved = scene.home.path("elsewhere.txt")
    try FileManager.default.moveItem(atPath: scene.text, toPath: moved)
    let again = try scene.read(moved)
    try again.tmux.waitFor("[1] Dyke")
    try again.tmux.waitFor("this passage")
    try again.command("changes")
    try again.waitForMessage("no earlier version")
    try again.quit()
  }
}
