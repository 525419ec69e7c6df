// Moving through the text by script: keys in, place and focus out.

import Documents
import Notes
import Reader
import Screen
import Testing
import Text

@Suite struct Moving {
  /// Ten paragraphs of one to ten short lines.
  private func text() -> String {
    (1...10).map { paragraph in
      (1...paragraph).map { "p\(paragraph)l\($0) " + String(repeating: "x", count: 50) }
        .joined(separator: " ")
    }.joined(separator: "\n\n")
  }

  @Test func paragraphsOneByOneAndBack() throws {
    var state = try Support.state(text())
    for expected in 1...9 {
      state.type("j")
      #expect(state.focus == expected)
    }
    state.type("j")
    #expect(state.focus == 9)
    #expect(state.message == "end of the text")
    state.type("k k k")
    #expect(state.focus == 6)
  }

  @Test(arguments: [
    ("5 p", 4), ("5 G", 4), ("G", 9), ("G g", 0), ("3 j", 3), ("9 9 G", 9), ("5 0 %", 6),
    ("1 0 0 %", 9),
  ])
  func numbersNamePlaces(keys: String, focus: Int) throws {
    var state = try Support.state(text())
    state.type(keys)
    #expect(state.focus == focus)
  }

  @Test func theFocusIsAlwaysOnTheScreen() throws {
    var state = try Support.state(text(), columns: 64, rows: 12)
    var random = SeededGenerator(seed: 3)
    let keys = ["j", "k", "d", "u", "Space", "b", "Down", "Up", "G", "g"]
    for _ in 0..<200 {
      state.type(keys.randomElement(using: &random) ?? "j")
      #expect(state.frame().stylePlane.contains { $0.contains("F") })
    }
  }

  @Test func aParagraphTallerThanTheWindowIsReadByPages() throws {
    let tall = (1...200).map { "word\($0)" }.joined(separator: " ")
    var state = try Support.state("first\n\n" + tall + "\n\nlast", columns: 40, rows: 12)
    state.type("j")
    #expect(state.focus == 1)
    #expect(state.screen[1].contains("word1 "))
    var seen = Set<String>()
    for _ in 0..<200 where state.focus == 1 {
      for line in state.screen[1...10] {
        seen.formUnion(line.split(separator: " ").map(String.init))
      }
      state.type("j")
    }
    #expect(state.focus == 2)
    for number in 1...200 { #expect(seen.contains("word\(number)")) }
    state.type("k")
    #expect(state.focus == 1)
    #expect(state.screen[1...10].contains { $0.contains("word200") })
  }

  @Test func pagesMoveTheTextAndFocusFollows() throws {
    var state = try Support.state(text(), rows: 12)
    state.type("Space")
    let first = state.focus
    #expect(first > 0)
    for _ in 0..<40 { state.type("Space") }
    #expect(state.focus == 9)
    for _ in 0..<40 { state.type("b") }
    #expect(state.focus == 0)
  }

  @Test func marksComeBackAndAreRemembered() throws {
    var state = try Support.state(text())
    state.type("4 p m a G ' a")
    #expect(state.focus == 3)
    #expect(state.position.marks.keys.sorted() == ["a"])
    state.type("' '")
    #expect(state.focus == 9)
    state.type("' z")
    #expect(state.message == "no mark z")
  }

  @Test func movesAskToBeRemembered() throws {
    var state = try Support.state(text())
    let effects = state.type("j")
    #expect(effects == [.keepPosition(state.position)])
    #expect(state.type("^L") == [.redraw])
  }

  @Test func aRememberedPlaceIsTakenUp() throws {
    var settings = ReaderSettings()
    let document = try Support.document(text())
    settings.position = ReadingPosition(
      offset: document.paragraphs[7].range.start, ordinal: 8, percent: 0)
    let state = try Support.state(text(), rows: 14, settings: settings)
    #expect(state.focus == 7)
  }

  @Test(arguments: [("о", "j"), ("л", "k"), ("ο", "o"), ("П", "G"), ("ф", "a")])
  func otherLayoutsCountAsTheLatinKey(typed: String, meant: String) throws {
    let scalar = try #require(typed.unicodeScalars.first)
    let key = KeyboardLayouts.latinKey(for: .character(scalar))
    #expect(key.notation == meant)
  }

  @Test func emptyTextsBearEveryKey() throws {
    for text in ["", "\n\n  \n"] {
      var state = try Support.state(text)
      for row in CommandTable.rows where row.mode == .reader {
        for key in row.defaultKeys where key != "q" && key != "Q" { state.type(key) }
        state.type("Esc Esc q")
        _ = state.frame()
      }
    }
  }
}

@Suite struct KeepingThePlace {
  @Test func anySequenceOfSizesAndPanesKeepsIt() async throws {
    var random = SeededGenerator(seed: 5)
    for round in 0..<15 {
      var state = try await Support.sample(columns: 120, rows: 40)
      let moves = ["j", "k", "d", "u", "Down", "Up", "Space", "7 p", "5 0 %"]
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        state.type(moves.randomElement(using: &random) ?? "j")
      }
      let (focus, place, screen) = (state.focus, state.place, state.screen)
      for _ in 0..<25 {
        if Bool.random(using: &random) {
          state.resize(
            Int.random(in: 1...200, using: &random), Int.random(in: 1...60, using: &random))
        } else {
          // Each change of the panes is taken back before the end.
          state.type(
            ["z z", "+ -", "- +", "Enter q", "? q", "t q"].randomElement(using: &random) ?? "z z")
        }
        #expect(state.focus == focus, "round \(round)")
        #expect(state.place == place, "round \(round)")
        if state.size.rows >= 3, state.size.columns >= 24, state.list == nil {
          #expect(
            state.frame().stylePlane.contains { $0.contains("F") } || state.plan.text.rows == 0,
            "the focus is in sight at \(state.size)")
        }
      }
      state.resize(120, 40)
      #expect(state.screen.dropLast() == screen.dropLast(), "round \(round)")
    }
  }

  @Test func marksThatComeNeverMoveTheLinesAbove() throws {
    let text = (1...12).map {
      "Paragraph \($0) speaks of Ada and more words than fit one line of it."
    }
    .joined(separator: "\n\n")
    let document = try Support.document(text)
    var state = ReaderState(
      document: document, name: "t", size: Size(columns: 90, rows: 20), settings: ReaderSettings())
    _ = state.start()
    state.type("j j j j j j")
    let row = try #require(state.frame().stylePlane.firstIndex { $0.contains("F") })
    state.receive(
      Catalogue(notes: [Support.note("Ada", kind: .person)]), for: document, path: nil)
    #expect(state.frame().stylePlane.firstIndex { $0.contains("F") } == row)
  }
}
