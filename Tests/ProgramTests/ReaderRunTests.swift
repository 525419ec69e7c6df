// Reading the sample as a person does, at three sizes: the place, the notes, the lists, the keys.

import Foundation
import TerminalDriver
import Testing

@Suite struct ReaderRunTests {
  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func theSampleIsReadWithItsNotes(columns: Int, rows: Int) throws {
    let reader = try ReaderSession(columns: columns, rows: rows)
    try reader.waitForPlace("1/11 · 0 %")
    try reader.tmux.waitFor("Dugin[1]")
    for place in ["2/11 · 2 %", "3/11 · 5 %", "4/11 · 15 %"] {
      try reader.tmux.send("j")
      try reader.waitForPlace(place)
    }
    try reader.tmux.waitFor("Trump[2]")
    // A paragraph taller than the window is read through before the next one is focused.
    var screen = reader.tmux.screen()
    for _ in 0..<3 where screen.first?.contains("¶ 4/11") ?? false {
      try reader.tmux.send("j")
      screen = try reader.tmux.waitFor("a move") { $0 != screen }
    }
    try reader.waitForPlace("5/11 · 36 %")
    screen = try reader.tmux.waitFor("the note") { screen in
      screen.contains { $0.contains("[1] Vladimir Medinsky") }
    }
    // The focused paragraph is marked, and where there is room the note is described.
    #expect(screen.contains { $0.hasPrefix(" ▌ It is worth pausing") })
    #expect(columns < 60 || screen.contains { $0.contains("Aide to Russia") })
    #expect(screen.allSatisfy { $0.unicodeScalars.count <= columns })
    try reader.quit()
  }

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func aNoteIsOpenedALinkFollowedAndLeftAgain(columns: Int, rows: Int) throws {
    let notes = ReaderSession.files + "/notes"
    let reader = try ReaderSession(
      ["--notes", notes, ReaderSession.files + "/town.txt"], columns: columns, rows: rows,
      program: InstalledProgram.bare)
    try reader.go(to: 2, of: 4)
    try reader.tmux.waitFor("Anna Berg[1]")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("people/anna-berg")
    try reader.tmux.waitFor("She worked for the Harbour Board")
    // Sources come first in the numbering, then links.
    try reader.tmux.send("3", "Enter")
    try reader.tmux.waitFor("Ran the port of Holm")
    try reader.tmux.send("BSpace")
    try reader.tmux.waitFor("She worked for the Harbour Board")
    try reader.tmux.send("BSpace")
    try reader.tmux.waitFor("closed note") { screen in
      !screen.contains { $0.contains("She worked for") }
        && screen.contains { $0.contains("Anna Berg[1]") }
    }
    try reader.waitForPlace("2/4")
    // A number before Enter names the note.
    try reader.tmux.send("2", "Enter")
    try reader.tmux.waitFor("Drawn by")
    try reader.tmux.send("q")
    try reader.tmux.waitFor("Anna Berg[1]")
    #expect(reader.tmux.isAlive)
    try reader.quit()
  }

  @Test func theSelectedNoteMovesByTab() throws {
    let reader = try ReaderSession(columns: 120, rows: 40)
    try reader.go(to: 5)
    try reader.tmux.waitFor("Aide to Russia")
    try reader.tmux.send("Tab")
    try reader.tmux.waitFor("second note described") { screen in
      !screen.contains { $0.contains("Aide to Russia") }
        && screen.contains { $0.contains("[1] Vladimir Medinsky") }
    }
    try reader.tmux.send("BTab")
    try reader.tmux.waitFor("Aide to Russia")
  }

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func helpAndOutlineOpenAndClose(columns: Int, rows: Int) throws {
    let reader = try ReaderSession(columns: columns, rows: rows)
    try reader.go(to: 4)
    try reader.tmux.send("?")
    try reader.tmux.waitFor("focus the next paragraph")
    try reader.tmux.send("q")
    try reader.tmux.waitFor("In the early rounds")
    try reader.tmux.send("t")
    try reader.tmux.waitFor("Outline")
    try reader.tmux.waitFor("selection on this paragraph") { screen in
      screen.contains { $0.contains("▸ ¶4") }
    }
    try reader.tmux.send("j", "j", "Enter")
    try reader.waitForPlace("6/11")
    try reader.tmux.waitFor("one should not overestimate")
    #expect(reader.tmux.isAlive)
  }

  @Test func searchFindsCountsAndGoesRound() throws {
    let reader = try ReaderSession()
    try reader.tmux.send("/")
    try reader.tmux.type("total")
    try reader.tmux.send("Enter")
    try reader.waitForMessage("1 of 2")
    try reader.waitForPlace("1/11")
    try reader.tmux.send("n")
    try reader.waitForPlace("8/11")
    try reader.waitForMessage("2 of 2")
    try reader.tmux.send("N")
    try reader.waitForPlace("1/11")
    try reader.tmux.send("/")
    try reader.tmux.type("no such words")
    try reader.tmux.send("Enter")
    try reader.waitForMessage("no such words")
    try reader.waitForPlace("1/11")
  }

  @Test func theCommandLineTakesNamesNumbersAndPercents() throws {
    let reader = try ReaderSession()
    func command(_ text: String, _ key: String = "Enter") throws {
      try reader.tmux.send(":")
      try reader.tmux.waitFor("the command line") { $0.last { !$0.isEmpty }?.first == ":" }
      try reader.tmux.type(text)
      try reader.tmux.send(key)
    }
    try command("7")
    try reader.waitForPlace("7/11")
    try command("50%")
    try reader.waitForPlace("5/11")
    try command("outl", "Tab")
    try reader.waitForMessage(":outline")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("Outline")
    try reader.tmux.send("Escape")
    try reader.waitForMessage("q quit")
    try command("no-such-command")
    try reader.waitForMessage("no-such-command")
    // Esc leaves the line; it never quits.
    try command("quit", "Escape")
    try reader.waitForMessage("q quit")
    try command("quit")
    #expect(try reader.tmux.waitForExit() == 0)
  }

  @Test func notesAreSearchedAndOneIsOpened() throws {
    let reader = try ReaderSession()
    try reader.tmux.waitFor("Dugin[1]")
    try reader.tmux.send("s")
    try reader.tmux.waitFor("Notes")
    try reader.tmux.type("medinsk")
    try reader.tmux.waitFor("▸ Vladimir Medinsky")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("vladimir-medinsky")
    try reader.tmux.send("q")
    try reader.tmux.waitFor("[1] Alexander Dugin")
    try reader.waitForPlace("1/11")
  }

  @Test func aMarkBringsBack() throws {
    let reader = try ReaderSession()
    try reader.go(to: 5)
    try reader.tmux.send("m", "a")
    try reader.waitForMessage("mark a")
    try reader.tmux.send("G")
    try reader.waitForPlace("11/11 · 100 %")
    try reader.tmux.send("'", "a")
    try reader.waitForPlace("5/11")
    // Marks live with the text.
    try reader.tmux.send("g")
    try reader.waitForPlace("1/11")
    try reader.quit()
    let again = try ReaderSession(in: reader.home)
    try again.waitForPlace("1/11")
    try again.tmux.send("'", "a")
    try again.waitForPlace("5/11")
  }

  @Test func kindsAreSwitchedAndRemembered() throws {
    let reader = try ReaderSession(columns: 120, rows: 40)
    try reader.go(to: 5)
    try reader.tmux.waitFor("[1] Vladimir Medinsky")
    try reader.tmux.send(":")
    try reader.tmux.type("kinds")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("▸ [x] person")
    try reader.tmux.waitFor("[ ] technique")
    try reader.tmux.send("Enter")
    try reader.tmux.waitFor("▸ [ ] person")
    try reader.tmux.send("q")
    func withoutPersons(_ session: ReaderSession) throws {
      try session.tmux.waitFor("notes without persons") { screen in
        screen.contains { $0.contains("[1] ") }
          && !screen.contains { $0.contains("[1] Vladimir Medinsky") }
          && screen.contains { $0.contains("off · :kinds") }
      }
    }
    try withoutPersons(reader)
    try reader.quit()
    try withoutPersons(try ReaderSession(in: reader.home, columns: 120, rows: 40))
  }

  @Test func keysOfOtherLayoutsCountAsTheLatinOnesInTheirPlace() throws {
    let reader = try ReaderSession()
    try reader.tmux.type("о")
    try reader.waitForPlace("2/11")
    try reader.tmux.type("ξ")
    try reader.waitForPlace("3/11")
    try reader.tmux.type("л")
    try reader.waitForPlace("2/11")
    try reader.tmux.type("П")
    try reader.waitForPlace("11/11")
    // In a text field they are what they are.
    try reader.tmux.send("/")
    try reader.tmux.type("ол")
    try reader.waitForMessage("/ол")
    try reader.tmux.send("Escape")
    try reader.waitForMessage("q quit")
    try reader.tmux.type("й")
    #expect(try reader.tmux.waitForExit() == 0)
  }

  @Test func theTextCanHaveTheScreenForItself() throws {
    let reader = try ReaderSession(columns: 120, rows: 40)
    try reader.tmux.waitFor("Dugin[1]")
    try reader.tmux.send("z")
    try reader.tmux.waitFor("text alone") { screen in
      screen.contains { $0.contains("Alexander Dugin frames") }
        && !screen.contains { $0.contains("│") }
    }
    try reader.tmux.send("z")
    try reader.tmux.waitFor("Dugin[1]")
  }
}
