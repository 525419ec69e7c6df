// The room's screen by a script of messages: what it shows and asks for, and the many keys that do
// nothing.

import Classroom
import GoldenFrames
import Reader
import Screen
import Teaching
import Testing

@Suite struct RoomStateTests {
  private func state(_ columns: Int = 60, _ rows: Int = 16, isLight: Bool = false) -> RoomState {
    RoomState(size: Size(columns: columns, rows: rows), isLight: isLight)
  }

  private func text(_ state: RoomState) -> String {
    state.frame().textPlane.joined(separator: "\n")
  }

  @Test func itWaitsAndThenShowsTheNewestSlide() {
    var state = state()
    #expect(state.start() == [.follow])
    #expect(text(state).contains("waiting for a lesson…"))
    #expect(state.title == "Sidelight")
    #expect(state.update(.news(.slide(RoomSlides.card))) == [])
    #expect(text(state) == RoomSlides.card.text())
    #expect(state.title == RoomSlides.card.lesson)
    _ = state.update(.input(.resize(Size(columns: 80, rows: 24))))
    #expect(text(state) == RoomSlides.card.text(80, 24))
    _ = state.update(.news(.waiting))
    #expect(text(state).contains("waiting for a lesson…"))
    #expect(!text(state).contains("Dugin") && state.title == "Sidelight")
  }

  @Test func nearlyAllKeysDoNothing() throws {
    var state = state()
    _ = state.update(.news(.slide(RoomSlides.open)))
    let shown = state
    let meant: Set<String> = ["q", "Q", "^C", "^L", "?", "F1"]
    var keys = (0x21...0x7E).compactMap { Unicode.Scalar($0).map { String($0) } }
    keys += (0x61...0x7A).compactMap { Unicode.Scalar($0).map { "^" + String($0).uppercased() } }
    keys += ["Space", "Enter", "Tab", "Esc", "PgUp", "PgDn", "Up", "Down", "Home", "End"]
    keys += (1...12).map { "F\($0)" } + ["Alt-x", "Backspace"]
    for notation in keys where !meant.contains(notation) {
      let key = try #require(Key(notation: notation))
      #expect(state.update(.input(.key(key))) == [], "\(notation)")
      #expect(state == shown, "\(notation)")
    }
    for event in [
      InputEvent.paste("q"), .click(Point(column: 1, row: 1)),
      .wheel(lines: 3, at: Point(column: 0, row: 0)),
    ] {
      #expect(state.update(.input(event)) == [] && state == shown)
    }
  }

  @Test func keysThatLeave() throws {
    for notation in ["q", "Q", "й"] {
      var state = state()
      let key = try #require(Key(notation: notation))
      #expect(state.update(.input(.key(key))) == [.quit(0)])
    }
    var state = state()
    let interrupt = Key.control("c")
    #expect(state.update(.input(.key(interrupt))) == [])
    #expect(text(state).contains("^C again leaves"))
    #expect(state.update(.input(.key(.character("x")))) == [])
    #expect(!text(state).contains("^C again leaves"))
    #expect(state.update(.input(.key(interrupt))) == [])
    #expect(state.update(.input(.key(interrupt))) == [.quit(130)])
    #expect(state.update(.input(.key(.control("l")))) == [.redraw])
  }

  @Test func aKeyMapOfOnesOwnCounts() {
    var state = RoomState(
      size: Size(columns: 60, rows: 16),
      keymap: Keymap(changes: [
        KeyChange(mode: .room, key: .character("q"), command: nil),
        KeyChange(mode: .room, key: .character("x"), command: .leave),
      ]))
    #expect(state.update(.input(.key(.character("q")))) == [])
    #expect(state.update(.input(.key(.character("x")))) == [.quit(0)])
  }

  @Test func helpSaysHowToEnlargeTheLetters() {
    var state = state()
    _ = state.update(.news(.slide(RoomSlides.open)))
    _ = state.update(.input(.key(.character("?"))))
    #expect(text(state).contains("Ctrl +") && text(state).contains("60x16"))
    #expect(text(state).contains("What kind of text"))
    _ = state.update(.input(.key(.character("?"))))
    #expect(text(state) == RoomSlides.open.text())
    _ = state.update(.input(.key(.character("?"))))
    _ = state.update(.news(.slide(RoomSlides.notes)))
    #expect(text(state) == RoomSlides.notes.text())
  }

  @Test func theHintOfTheStartIsForWideWindowsAndPasses() {
    #expect(!text(state(80, 24)).contains("Ctrl +"))
    var wide = state(100, 30)
    #expect(text(wide).contains("Ctrl +"))
    _ = wide.update(.hintIsOver)
    #expect(!text(wide).contains("Ctrl +"))
    wide = state(100, 30)
    _ = wide.update(.news(.slide(RoomSlides.card)))
    _ = wide.update(.news(.waiting))
    #expect(!text(wide).contains("Ctrl +"))
  }

  @Test func aFaultIsSaidBelowThePictureAndGoes() {
    var state = state()
    _ = state.update(.news(.slide(RoomSlides.open)))
    _ = state.update(.news(.fault("permission denied\u{1B}[2J")))
    #expect(text(state).contains("cannot be read: permission denied␛[2J"))
    #expect(text(state).contains("What kind of text"))
    _ = state.update(.news(.fault(nil)))
    #expect(text(state) == RoomSlides.open.text())
  }

  @Test func darknessIsDarkOnALightGroundToo() {
    for isLight in [false, true] {
      var state = state(isLight: isLight)
      _ = state.update(.news(.slide(RoomSlides.blank)))
      #expect(state.frame().textPlane.joined().isEmpty)
      let styles = Set(state.frame().cells.map(\.style))
      #expect(styles == [isLight ? .selection : .plain])
      #expect(state.title == RoomSlides.blank.lesson)
    }
  }

  @Test func everySizeIsSound() {
    for columns in 0...40 {
      for rows in 0...12 {
        var state = state(columns, rows)
        #expect(GoldenFrame.isSound(state.frame()))
        _ = state.update(.input(.key(.character("?"))))
        #expect(GoldenFrame.isSound(state.frame()))
        _ = state.update(.news(.slide(RoomSlides.twice)))
        _ = state.update(.news(.fault("no such file")))
        #expect(GoldenFrame.isSound(state.frame()), "\(columns)x\(rows)")
      }
    }
  }
}

@Suite struct RoomLinesTests {
  private func line(_ sequence: Int, _ words: String) throws -> String {
    var slide = RoomSlide(lesson: "", step: "")
    slide.words = words
    return try #require(SessionLines.line(of: RoomLine(sequence: sequence, slide: slide)))
  }

  @Test func theHighestNumberIsShown() throws {
    var lines = RoomLines()
    let three = try [line(1, "one"), line(3, "three"), line(2, "two")]
    #expect(lines.take(three)?.words == "three")
    #expect(try lines.take([line(2, "late")]) == nil)
    #expect(lines.take([]) == nil)
    #expect(try lines.take([line(4, "four")])?.words == "four")
  }

  @Test func linesThatMakeNoSenseArePassedOver() throws {
    var lines = RoomLines()
    let bad = ["", "{", "null", "{\"sequence\":9}", "{\"sequence\":\"9\",\"slide\":{}}", "\u{0}"]
    #expect(lines.take(bad) == nil)
    #expect(try lines.take(bad + [line(1, "one")] + bad)?.words == "one")
    #expect(lines.takeAnew(bad) == nil)
    #expect(try lines.takeAnew([line(5, "five")] + bad)?.words == "five")
  }

  @Test func aFileWrittenAnewCountsFromItsOwnNumbers() throws {
    var lines = RoomLines()
    _ = lines.take([try line(40, "old")])
    #expect(try lines.takeAnew([line(1, "one"), line(2, "two")])?.words == "two")
    #expect(try lines.take([line(3, "three")])?.words == "three")
  }
}
