// Selecting by keys: where it begins, how its ends move, what is copied, how it looks.

import Documents
import Foundation
import GoldenFrames
import Linking
import Notes
import Reader
import Screen
import Testing
import Text

extension ReaderState {
  /// The selected stretch of the normalised text, as it stands there.
  var selected: String? {
    selectionRange.map { String(document.normalisedText.slice($0)) }
  }
}

@Suite struct SelectingByKeys {
  static let text =
    "Alpha beta gamma. Delta epsilon!\n\nSecond paragraph here. Ends now.\n\nThird one."
  static let first = "Alpha beta gamma. Delta epsilon!"
  static let second = "Second paragraph here. Ends now."

  private static let moves: [(String, String)] = [
    ("v", "Alpha"), ("v w", "Alpha beta"), ("v 2 w", "Alpha beta gamma"), ("v e", "Alpha beta"),
    ("v l l", "Alpha b"), ("v l l e", "Alpha beta"), ("v l l w", "Alpha beta gamma"),
    ("v 3 l", "Alpha be"), ("v h", "Alph"), ("v Left", "Alph"), ("v 1 0 h", "A"),
    ("v Right", "Alpha "), ("v w b", "Alpha"), ("v w w b b b", "Alpha"),
    ("v $", first), ("v End", first), ("v ^E", first), ("v $ 0", "Alpha"), ("v $ Home", "Alpha"),
    ("v $ ^A", "Alpha"), ("v }", first), ("v } }", first + "\n\n" + second),
    ("v 2 }", first + "\n\n" + second), ("v } } {", first), ("v } } { {", "Alpha"),
    ("v G", text), ("v 2 G", first + "\n\n" + second), ("v j", first + "\n\nSecond"),
    ("v Down", first + "\n\nSecond"), ("v 2 j", first + "\n\n" + second + "\n\nThird"),
    ("v j k", "Alpha"), ("v PgDn", first + "\n\n" + second + "\n\nThird"), ("j v", "Second"),
    ("j v b", "epsilon!\n\nSecond"),
    ("j v b b", "Delta epsilon!\n\nSecond"), ("j v b w", "Second"),
    ("j v b w w", "Second paragraph"), ("j v k", first + "\n\nSecond"),
    ("j v g", first + "\n\nSecond"), ("j v {", first + "\n\nSecond"),
    ("j v w {", "Second"),
    ("j v { }", "Second"), ("j v { } }", second), ("j v o l", "econd"),
    ("j v o h", "!\n\nSecond"), ("j v w o b", "epsilon!\n\nSecond paragraph"),
    ("j v w o w", "paragraph"), ("j v w o w w", "paragraph here"),
    ("V", "Alpha beta gamma."), ("V w", first), ("V l", first), ("V l h", "Alpha beta gamma."),
    ("V 2 w", first + "\n\nSecond paragraph here."), ("V $", first), ("V $ 0", "Alpha beta gamma."),
    ("V j", first + "\n\nSecond paragraph here."),
    ("j V b", "Delta epsilon!\n\nSecond paragraph here."),
    ("j V k", "Delta epsilon!\n\nSecond paragraph here."), ("V }", first),
    ("v V", "Alpha beta gamma."), ("v V v", "Alpha beta gamma."), ("v V v h", "Alpha beta gamma"),
  ]

  @Test(arguments: moves)
  func theRangeIs(keys: String, expected: String) throws {
    var state = try Support.state(Self.text)
    state.type(keys)
    #expect(state.selected == expected)
    #expect(state.mode == .selection)
  }

  @Test(arguments: ["v v", "V V", "v Esc", "v ^C", "v q", "v w V V", "v y"])
  func isLeft(keys: String) throws {
    var state = try Support.state(Self.text)
    let effects = state.type(keys)
    #expect(state.selectionRange == nil && state.mode == .reader)
    #expect(!effects.contains(.quit(0)))
  }

  @Test func otherKeysFallThrough() throws {
    var state = try Support.state(
      Self.text, notes: ["epsilon", "beta"].map { Support.note($0, kind: .term) })
    state.type("v Tab")
    #expect(state.selectedLink?.title == "epsilon")
    #expect(state.selected == "beta")
    state.type("z")
    #expect(state.isTextOnly && state.selected == "beta")
  }

  @Test func beginsAtTheHighlightedMentionElseTheHitElseTheParagraph() throws {
    let notes = [Support.note("beta gamma"), Support.note("Ends")]
    var state = try Support.state(Self.text, notes: notes)
    state.type("v")
    #expect(state.selected == "beta gamma")
    state.type("Esc V")
    #expect(state.selected == "Alpha beta gamma.")
    var plain = try Support.state(Self.text)
    plain.search("agra")
    plain.type("v")
    #expect(plain.selected == "paragraph")
    plain.type("Esc V")
    #expect(plain.selected == "Second paragraph here.")
  }

  @Test func aSearchExtendsToItsHits() throws {
    var state = try Support.state(Self.text)
    state.type("v")
    state.search("n")
    #expect(state.selected == "Alpha beta gamma. Delta epsilon")
    state.type("n")
    #expect(state.selected == Self.first + "\n\nSecon")
    #expect(state.focus == 1)
    state.type("N")
    #expect(state.selected == "Alpha beta gamma. Delta epsilon")
    state.type("/ Esc")
    #expect(state.mode == .selection)
  }

  @Test func focusIsWhereTheEndMovesAndTheEndIsInView() throws {
    let text = (1...40).map { "Paragraph number \($0) has a few words." }.joined(separator: "\n\n")
    var state = try Support.state(text, columns: 60, rows: 12)
    state.type("v 2 0 }")
    #expect(state.focus == 19)
    #expect(state.screen.contains { $0.contains("number 20 has") })
    state.type("o")
    #expect(state.focus == 0)
    #expect(state.screen.contains { $0.contains("number 1 has") })
    // Within the window nothing scrolls.
    state.type("Esc g v")
    state.type("j j")
    #expect(state.screen[1].contains("number 1 has") && state.focus == 2)
  }

  @Test(arguments: [
    ("Е\u{301}лка растёт.", "v", "Е\u{301}лка"), ("Е\u{301}лка растёт.", "v 3 h", "Е\u{301}"),
    ("Україна й Юнона.", "v w w", "Україна й Юнона"), ("漢字かな。終", "v", "漢"),
    ("漢字かな。終", "v l l", "漢字か"), ("漢字かな。終", "V", "漢字かな。"),
    ("カタカナ語 한국어", "v w w", "カタカナ語 한국어"), ("*** —", "v", "***"),
    ("*** —", "v w", "*** —"), ("👨‍👩‍👧 a", "v", "a"), ("don’t stop", "v", "don’t"),
  ])
  func inEveryScript(text: String, keys: String, expected: String) throws {
    var state = try Support.state(text)
    state.type(keys)
    #expect(state.selected == expected)
  }

  @Test func linesKeepTheirColumn() throws {
    let text = "A long first line with words\n\nAb\n\nAnother long line with words"
    var state = try Support.state(text)
    state.type("v w w w j")
    #expect(state.selected == "A long first line with words\n\nAb")
    state.type("j")
    #expect(state.selected?.hasSuffix("Another long line") == true)
  }

  @Test func anEmptyTextHasNothingToSelect() throws {
    var state = try Support.state("")
    #expect(state.type("v V y Y") == [])
    #expect(state.selectionRange == nil)
  }

  /// Any keys in any text: the range stays inside it and not empty, the screen sound, the end seen.
  @Test(arguments: SoundScreens.hostile + [text])
  func anyKeysAreSurvived(text: String) throws {
    var random = SeededGenerator(seed: 5)
    let keys = "v V h l w e b 0 $ j k { } o g G n 3 9 Space ^Y J Tab PgUp u d".split(separator: " ")
    for (columns, rows) in [(100, 30), (61, 17), (20, 6)] {
      var state = try Support.state(
        text + "\n\nmore text\n\nand more. End", columns: columns, rows: rows)
      for _ in 0..<150 {
        let key = keys[Int.random(in: 0..<keys.count, using: &random)]
        state.type(String(key))
        if state.selectionRange == nil { state.type("v") }
        let range = try #require(state.selectionRange)
        #expect(!range.isEmpty && range.start.value >= 0)
        #expect(range.end.value <= state.document.scalarCount, "after \(key)")
      }
      #expect(GoldenFrame.isSound(state.frame()))
      state.type("l")
      #expect(state.frame().cursor != nil)
    }
  }
}

@Suite struct CopyingTheSelection {
  @Test func copiesWhatTheReaderShows() throws {
    var state = try Support.state("One\n   two\tthree.\n\nFour  five.")
    #expect(state.type("v w y") == [.copy("One two", saying: "copied 2 words")])
    #expect(
      state.copies("g v G y") == [.copy("One two three.\n\nFour five.", saying: "copied 5 words")])
    state.type("g v G")
    #expect(state.selectedText() == "One two three.\n\nFour five.")
    #expect(state.selectedText(atMost: 5) == nil)
  }

  @Test func withoutASelectionTheParagraphIsCopied() throws {
    var state = try Support.state("One two.\n\nThree four five.")
    #expect(
      state.type("j y") == [
        .keepPosition(state.position),
        .copy("Three four five.", saying: "copied paragraph 2, 3 words"),
      ])
    #expect(
      state.type("Y") == [
        .copy(
          "“Three four five.” — test.txt, ¶2",
          saying: "copied paragraph 2, 3 words and a citation")
      ])
  }

  @Test func aCitationSaysWhereFrom() throws {
    var document = try Support.document("One two.\n\nThree.")
    document.title = "A Title"
    document.author = "An Author"
    document.date = "2025-07-24"
    var state = ReaderState(
      document: document, name: "dir/a.txt", size: Size(columns: 80, rows: 24),
      settings: ReaderSettings())
    let expected =
      "“One two.\n\nThree.” — An Author, A Title, 2025-07-24, ¶1–2 (dir/a.txt)"
    #expect(state.copies("v G Y") == [.copy(expected, saying: "copied 3 words and a citation")])
  }

  @Test func aHugeTextIsSelectedWithoutWaiting() throws {
    let text = String(repeating: "A word, and another. Then more.\n\n", count: 20_000)
    var state = try Support.state(text)
    let clock = ContinuousClock()
    for keys in [
      "v 9 9 9 9 9 }", "9 9 9 9 9 {", "v 9 9 9 9 9 w", "9 9 9 9 9 b", "G", "g", "9 9 9 9 k",
    ] {
      let time = clock.measure {
        state.type(keys)
        _ = state.frame()
      }
      #expect(time < .seconds(10), "\(keys)")
    }
    state.type("Esc g v 3 9 9 }")
    #expect(state.focus == 398)
    state.type("2 0 0 {")
    #expect(state.focus == 198)
  }

  @Test func tooMuchIsNotCopied() throws {
    let text = String(repeating: String(repeating: "word ", count: 20) + "\n\n", count: 2_000)
    var state = try Support.state(text)
    let clock = ContinuousClock()
    state.type("v G")
    let time = clock.measure { #expect(state.type("y") == []) }
    #expect(state.message == "too long to copy: 204 kB; at most 100 kB")
    #expect(state.selectionRange != nil)
    #expect(time < .seconds(2))
    state.type("Esc")
    #expect(state.type("y").count == 1)
  }

  @Test func scriptsWithoutSpacesAreCountedInCharacters() throws {
    var state = try Support.state("漢字かな。終")
    #expect(state.type("V y") == [.copy("漢字かな。", saying: "copied 5 characters")])
    var word = try Support.state("Alpha beta")
    #expect(word.type("v y") == [.copy("Alpha", saying: "copied 5 characters")])
  }
}

@Suite struct SeeingTheSelection {
  @Test(arguments: [(120, 40), (50, 20)])
  func theSampleWithASelection(columns: Int, rows: Int) async throws {
    var state = try await Support.sample(columns: columns, rows: rows)
    state.type("5 p v w w w")
    if let difference = GoldenFrame.difference(
      state.frame(), from: "selection-\(columns)x\(rows)", in: Support.goldens)
    {
      Issue.record("\(difference)")
    }
  }

  @Test func theBottomRowSaysWhatIsSelected() throws {
    var state = try Support.state(SelectingByKeys.text, columns: 120)
    state.type("v w")
    #expect(state.screen.last?.hasSuffix("2 words") == true)
    state.type("}")
    #expect(state.screen.last?.hasSuffix("5 words · 2 sentences") == true)
    #expect(state.screen.last?.contains("y copy  Esc leave") == true)
    state.type("V")
    #expect(state.screen.last?.contains("w b sentence") == true)
  }

  @Test func theMarkIsOnWhatIsSelectedAndTheCursorOnTheEndThatMoves() throws {
    var state = try Support.state(
      SelectingByKeys.text, notes: [Support.note("gamma")], columns: 100, rows: 30)
    state.search("beta")
    state.type("Esc v 0 $")
    let frame = state.frame()
    let row = try #require(frame.stylePlane.firstIndex { $0.contains("V") })
    let marked = zip(frame.row(row), frame.stylePlane[row]).filter { $0.1 == "V" }.map(\.0.text)
    #expect(marked.joined() == SelectingByKeys.first)
    let cursor = try #require(frame.cursor)
    #expect(frame[cursor.column, cursor.row].text == "!")
    state.type("o")
    let other = try #require(state.frame().cursor)
    #expect(state.frame()[other.column, other.row].text == "A")
    state.type("Esc")
    #expect(state.frame().cursor == nil)
  }
}

@Suite struct SelectingWithTheMouse {
  private func place(of word: String, in state: ReaderState) throws -> Point {
    for (row, cells) in (0..<state.size.rows).map({ ($0, Array(state.frame().row($0))) }) {
      let line = cells.map(\.text).joined()
      if let range = line.range(of: word) {
        return Point(column: line.distance(from: line.startIndex, to: range.lowerBound), row: row)
      }
    }
    throw Missing(word: word)
  }

  private struct Missing: Error { var word: String }

  @Test func fromThePressedWordToTheOneUnderThePointer() throws {
    var state = try Support.state(SelectingByKeys.text, columns: 60, rows: 20)
    let beta = try place(of: "eta", in: state)
    let here = try place(of: "here", in: state)
    _ = state.update(.input(.click(beta)))
    #expect(state.selectionRange == nil && state.focus == 0)
    _ = state.update(.input(.drag(Point(column: beta.column + 4, row: beta.row), isEnd: false)))
    #expect(state.selected == "beta gamma")
    _ = state.update(.input(.drag(here, isEnd: false)))
    #expect(state.selected == "beta gamma. Delta epsilon!\n\nSecond paragraph here")
    #expect(state.focus == 1)
    _ = state.update(.input(.drag(Point(column: 0, row: beta.row), isEnd: false)))
    #expect(state.selected == "Alpha beta")
    _ = state.update(.input(.drag(here, isEnd: true)))
    #expect(state.selected == "beta gamma. Delta epsilon!\n\nSecond paragraph here")
    // Let go: moving on changes nothing.
    _ = state.update(.input(.drag(beta, isEnd: false)))
    #expect(state.selected == "beta gamma. Delta epsilon!\n\nSecond paragraph here")
  }

  @Test func aClickFocusesAndLeavesTheSelection() throws {
    var state = try Support.state(SelectingByKeys.text, columns: 60, rows: 20)
    state.type("v")
    let third = try place(of: "Third", in: state)
    _ = state.update(.input(.click(third)))
    _ = state.update(.input(.drag(third, isEnd: true)))
    #expect(state.focus == 2 && state.selectionRange == nil)
  }

  @Test func beyondTheEdgesTheTextScrollsByLines() throws {
    let text = (1...40).map { "Paragraph number \($0) here." }.joined(separator: "\n\n")
    var state = try Support.state(text, columns: 60, rows: 12)
    _ = state.update(.input(.click(Point(column: 4, row: 1))))
    for _ in 0..<6 {
      _ = state.update(.input(.drag(Point(column: 4, row: 11), isEnd: false)))
    }
    #expect(state.screen[1].contains("number 4 "))
    #expect(state.selected?.hasPrefix("Paragraph number 1 here.") == true)
    for _ in 0..<9 {
      _ = state.update(.input(.drag(Point(column: 4, row: 0), isEnd: false)))
    }
    #expect(state.screen[1].contains("number 1 "))
    #expect(state.selected == "Paragraph")
  }

  @Test func anywhereIsSurvived() throws {
    var random = SeededGenerator(seed: 9)
    for text in SoundScreens.hostile {
      var state = try Support.state(text + "\n\nmore", columns: 70, rows: 18)
      for _ in 0..<120 {
        let point = Point(
          column: .random(in: 0..<75, using: &random), row: .random(in: 0..<20, using: &random))
        let event: InputEvent =
          switch Int.random(in: 0..<6, using: &random) {
          case 0: .click(point)
          case 1: .drag(point, isEnd: true)
          default: .drag(point, isEnd: false)
          }
        _ = state.update(.input(event))
        if let range = state.selectionRange {
          #expect(!range.isEmpty && range.end.value <= state.document.scalarCount)
        }
      }
      #expect(GoldenFrame.isSound(state.frame()))
    }
  }
}

extension ReaderState {
  /// Types keys; gives what they copy.
  fileprivate mutating func copies(_ keys: String) -> [Effect] {
    type(keys).filter { if case .copy = $0 { true } else { false } }
  }

  /// Searches as a reader does, the effect runner played at once.
  fileprivate mutating func search(_ pattern: String) {
    type("/")
    enter(pattern)
    for case .find(let pattern, let generation) in type("Enter") {
      let found = TextSearch.find(pattern, in: document)
      _ = update(.found(found.hits, isCut: found.isCut, generation: generation))
    }
  }
}
