// The form on the screen: recorded at three sizes, sound at all of them, the text in sight.

import GoldenFrames
import Notes
import Reader
import Screen
import Testing
import Text

enum GoldenSupport {
  static func isSound(_ frame: Frame) -> Bool { GoldenFrame.isSound(frame) }
}

@Suite struct ScreensOfTheForm {
  private func expect(_ state: ReaderState, _ name: String) {
    if let difference = GoldenFrame.difference(state.frame(), from: name, in: Support.goldens) {
      Issue.record("\(difference)")
    }
  }

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func onANameAndOnAPassage(columns: Int, rows: Int) async throws {
    var state = try await Support.sample(columns: columns, rows: rows)
    state.type("5 p a")
    expect(state, "form-subjects-\(columns)x\(rows)")
    state.type("G Enter")
    state.enter("A passage")
    state.type("Enter")
    state.enter("Medinsky is praised by the author at some length, which says something of both.")
    expect(state, "form-passage-\(columns)x\(rows)")
    state.type("Tab Tab Tab")
    state.enter("per")
    expect(state, "form-all-\(columns)x\(rows)")
    state.type("Tab Tab Tab")
    _ = state.update(.input(.paste((1...30).map { "line \($0)" }.joined(separator: "\n"))))
    state.type("Up Up")
    expect(state, "form-body-\(columns)x\(rows)")
    state.type("Esc")
    #expect(state.screen.last?.contains("k keep as draft  t throw away  Esc go on") == true)
  }

  @Test func theTextStaysInSightDownToSmallScreens() async throws {
    var state = try await Support.sample(columns: 120, rows: 40)
    state.type("5 p a G Enter")
    for columns in [24, 50, 59, 60, 87, 88, 120, 200] {
      for rows in [11, 15, 16, 20, 24, 40] {
        state.resize(columns, rows)
        #expect(state.plan.pane != nil && state.plan.text.rows >= 2, "\(columns)x\(rows)")
        #expect(state.frame().stylePlane.contains { $0.contains("F") }, "\(columns)x\(rows)")
        #expect(state.frame().cursor != nil)
      }
    }
  }

  @Test func aTextWithoutNotesGetsAPaneForTheForm() throws {
    var state = try Support.state("nothing named here")
    #expect(state.plan.pane == nil)
    state.type("a")
    #expect(state.plan.pane != nil)
    state.type("Esc")
    #expect(state.plan.pane == nil)
  }

  @Test func everySizeDownToOneCellIsSound() async throws {
    var state = try await Support.sample(columns: 120, rows: 40)
    state.type("5 p a G Enter")
    _ = state.update(.input(.paste("漢字 👨‍👩‍👧‍👦 שלום " + String(repeating: "word ", count: 50))))
    for keys in ["Enter", "Tab", "Tab Tab", "Tab Tab Tab", "^S", "Esc"] {
      state.type(keys)
      for columns in [0, 1, 2, 3, 5, 6, 11, 12, 23, 24, 29, 30, 59, 60, 88, 200] {
        for rows in [0, 1, 2, 3, 4, 6, 10, 11, 15, 16, 50] {
          state.resize(columns, rows)
          let frame = state.frame()
          #expect(GoldenFrame.isSound(frame), "\(columns)x\(rows) after \(keys)")
          if columns >= 2, rows >= 1, keys != "^S", keys != "Esc" {
            #expect(frame.cursor != nil, "\(columns)x\(rows) after \(keys)")
          }
        }
      }
    }
  }

  @Test func hostileTextInEveryField() throws {
    for text in SoundScreens.hostile {
      var state = try Support.state("word \(text)\n\nmore", columns: 60, rows: 20)
      state.type("a")
      if state.list != nil { state.type("G Enter") }
      state.type("Tab")
      for _ in NoteForm.Field.allCases {
        _ = state.update(.input(.paste(text)))
        #expect(GoldenFrame.isSound(state.frame()))
        state.type("Up Left Home End Down Tab")
      }
      _ = state.type("^S")
      state.formShown(in: [(100, 30), (40, 12), (3, 3)])
    }
  }

  @Test func hintsComeFromTheKeymap() throws {
    let key = try #require(Key(notation: "F2"))
    var state = try Support.state(
      "nothing named here",
      settings: ReaderSettings(
        keymap: Keymap(changes: [KeyChange(mode: .form, key: key, command: .formSave)])))
    state.type("a")
    #expect(state.screen.last == " ^S save  Tab more fields  Esc cancel")
    #expect(state.type("F2").count == 1)
  }
}

extension ReaderState {
  fileprivate mutating func formShown(in sizes: [(Int, Int)]) {
    for (columns, rows) in sizes {
      resize(columns, rows)
      #expect(GoldenFrame.isSound(frame()))
    }
  }
}
