// Whole screens: goldens of the sample with its notes, and soundness at every size and for every text.

import GoldenFrames
import Notes
import Reader
import Screen
import Testing
import Text

@Suite struct ScreensOfTheSample {
  private func expect(_ state: ReaderState, _ name: String) {
    if let difference = GoldenFrame.difference(state.frame(), from: name, in: Support.goldens) {
      Issue.record("\(difference)")
    }
  }

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func paragraphFour(columns: Int, rows: Int) async throws {
    var state = try await Support.sample(columns: columns, rows: rows)
    state.type("4 p")
    #expect(state.shownLinks(of: 3).count == 10)
    expect(state, "paragraph-4-\(columns)x\(rows)")
  }

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func anOpenNote(columns: Int, rows: Int) async throws {
    var state = try await Support.sample(columns: columns, rows: rows)
    state.type("5 p Enter")
    expect(state, "open-note-\(columns)x\(rows)")
  }

  @Test func theFirstScreen() async throws {
    expect(try await Support.sample(columns: 104, rows: 30), "first-104x30")
  }

  @Test func helpAndOutline() async throws {
    var state = try await Support.sample(columns: 80, rows: 24)
    state.type("?")
    expect(state, "help-80x24")
    state.type("q t")
    expect(state, "outline-80x24")
  }

  @Test(arguments: [(20, 6), (30, 3), (10, 2), (5, 1)])
  func smallScreens(columns: Int, rows: Int) async throws {
    expect(try await Support.sample(columns: columns, rows: rows), "small-\(columns)x\(rows)")
  }
}

@Suite struct SoundScreens {
  static let hostile = [
    "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m text \u{202E}gnirts\u{202C} \u{0}end",
    String(repeating: "e" + String(repeating: "\u{301}", count: 40), count: 200),
    "漢字かな交じり文。 한국어 텍스트 ภาษาไทย עברית العربية हिन्दी क्ष 👨‍👩‍👧‍👦 🇺🇦 👍🏽 ❤️",
    String(repeating: "x", count: 70_000),
    "a\u{2028}b\u{2029}c\u{85}d\u{FEFF}\u{AD}",
  ]

  @Test func everySizeDownToOneCell() async throws {
    var state = try await Support.sample(columns: 120, rows: 40)
    for columns in [0, 1, 2, 3, 11, 12, 23, 24, 59, 60, 88, 200] {
      for rows in [0, 1, 2, 3, 4, 6, 15, 16, 50] {
        for keys in ["", "Enter", "q ?", "q t", "q /", "Esc :", "Esc z", "z"] {
          state.resize(columns, rows)
          state.type(keys)
          #expect(GoldenFrame.isSound(state.frame()), "\(columns)x\(rows) after \(keys)")
        }
      }
    }
  }

  @Test(arguments: hostile)
  func hostileTextsTitlesAndNotes(text: String) throws {
    let note = Support.note(
      "text", aliases: [text], kind: NoteKind("\u{1B}[1mkind"), body: text, description: text)
    for (columns, rows) in [(100, 30), (70, 20), (30, 10), (3, 3)] {
      var state = try Support.state(
        text + "\n\nmore text", notes: [note], columns: columns, rows: rows)
      for keys in ["", "j", "Enter", "J J", "q t", "q", "G", "a"] {
        state.type(keys)
        let frame = state.frame()
        #expect(GoldenFrame.isSound(frame))
      }
    }
  }

  @Test func nothingIsCutWithoutASign() async throws {
    var state = try await Support.sample(columns: 88, rows: 16)
    state.type("4 p")
    let joined = state.screen.joined(separator: "\n")
    #expect(joined.contains("more"))
    state.type("Enter")
    #expect(state.screen.joined(separator: "\n").contains("lines · J"))
  }
}

@Suite struct KeyTableTests {
  @Test func noKeyStandsTwiceInAModeAndEachIsWellWritten() {
    for mode in Mode.allCases {
      var seen: Set<Key> = []
      for row in CommandTable.rows where row.mode == mode {
        for notation in row.defaultKeys {
          let key = Key(notation: notation)
          #expect(key != nil, "\(notation)")
          if let key { #expect(seen.insert(key).inserted, "\(notation) in \(mode)") }
        }
      }
    }
  }

  @Test func theLastChangeOfAKeyCounts() {
    let x = Key.character("x")
    let map = Keymap(changes: [
      KeyChange(mode: .reader, key: x, command: .help),
      KeyChange(mode: .reader, key: x, command: .nextParagraph),
      KeyChange(mode: .reader, key: .character("j"), command: nil),
    ])
    #expect(map.command(for: x, in: .note) == .nextParagraph)
    #expect(map.command(for: .character("j"), in: .reader) == nil)
    #expect(map.keys(for: CommandTable.row(.reader, .nextParagraph)) == ["}", "x"])
    #expect(map.keys(for: CommandTable.row(.reader, .help)) == ["?", "h", "F1"])
  }
}
