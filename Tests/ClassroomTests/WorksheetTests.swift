// Working alone: a pupil's sheet and a lesson gone through by oneself.

import Notes
import Reader
import Screen
import Teaching
import Testing

@testable import Classroom

@Suite struct WorksheetTests {
  private static var empty: Session { Class.presenter().session }

  private func sheet(_ size: Size = Size(columns: 80, rows: 24), session: Session = empty)
    -> WorksheetState
  {
    let lesson = Class.lesson
    return WorksheetState(
      pack: PupilSheet(
        title: lesson.title, code: "B7", digest: "d", document: Class.document,
        questions: [Class.first, Class.marking, Class.saying, Class.again].compactMap { round in
          lesson.question(of: round).map { (round, $0) }
        }, labels: lesson.labels), session: session, keymap: Keymap(), size: size, now: 5)
  }

  private func study() -> WorksheetState {
    WorksheetState(
      lesson: Class.lesson, document: Class.document, session: Self.empty, keymap: Keymap(),
      size: Size(columns: 80, rows: 30), now: 5)
  }

  @Test func anOptionIsChosenByItsDigitAndChangedByAnother() {
    var state = sheet()
    #expect(state.screen.contains("What kind of text is this?"))
    state.press("2")
    state.press("3")
    #expect(state.pupilAnswers?.answers == [PupilAnswer(round: Class.first, option: 2)])
    #expect(state.screen.contains("● 3 advertisement"))
    #expect(state.press("9").isEmpty)
    #expect(state.screen.contains("the options are 1 to 3"))
  }

  @Test func wordsAreMarkedWithDigits() {
    var state = sheet()
    state.press("Tab v w 1")
    let marks = state.pupilAnswers?.marks
    #expect(marks?.map(\.exact) == ["Anna Berg"])
    #expect(marks?.map(\.who) == ["B7"])
    #expect(marks?.map(\.round) == [Class.marking])
    #expect(state.screen.contains("Loaded language: “Anna Berg”"))
    state.press("v w 1")
    #expect(state.pupilAnswers?.marks == [])
  }

  @Test func aSentenceIsWritten() {
    var state = sheet()
    state.press("Tab Tab Enter I t Space i s Enter")
    #expect(state.pupilAnswers?.answers.map(\.text) == ["It is"])
    #expect(state.screen.contains("1 of 4 done"))
  }

  @Test func whatWasDoneBeforeIsThereAgain() {
    var state = sheet()
    state.press("2 Tab v 1")
    let again = sheet(session: state.session)
    #expect(again.pupilAnswers == state.pupilAnswers)
    #expect(again.screen.contains("3 · What does it claim?"))
  }

  @Test func aPupilsSheetHoldsNoAnswersAndNoNotes() {
    var state = sheet()
    for _ in 0..<6 {
      state.press("1 Enter Esc Tab")
      #expect(!state.screen.contains("HIDDEN"))
      #expect(!state.screen.contains("✓"))
    }
  }

  @Test func aNoteOpensAfterASentence() {
    var state = study()
    _ = state.update(.notesRead(Class.notes))
    while state.current != .note(NoteID("anna-berg")) { state.press("Tab") }
    #expect(!state.screen.contains("HIDDEN about"))
    #expect(state.screen.contains("Nobody checks; the note lies open"))
    #expect(state.press("Enter Enter").isEmpty)
    #expect(!state.screen.contains("HIDDEN about"))
    let effects = state.press("W h o Enter")
    #expect(
      effects == [
        .record([
          TimedEvent(at: 5, .wrote(note: "anna-berg", words: "Who")),
          TimedEvent(at: 5, .revealed(notes: ["anna-berg"])),
        ])
      ])
    #expect(state.screen.contains("HIDDEN about"))
    #expect(state.screen.contains("“Who”"))
  }

  @Test func theLessonsAnswerComesAfterOnesOwn() {
    var state = study()
    while !state.screen.contains("What kind of text") { state.press("Tab") }
    #expect(!state.screen.contains("✓"))
    state.press("1")
    #expect(state.screen.contains("✓ “opinion”"))
  }

  @Test func aHugeNumberOfLinesEndsAtTheEnd() {
    var state = sheet()
    state.press("Tab 9 9 9 9 9 Down")
    #expect(state.screen.contains("¶ 3/3"))
    state.press("9 9 9 9 9 Up")
    #expect(state.screen.contains("¶ 1/3"))
  }

  @Test func everySizeDraws() {
    for columns in [1, 2, 7, 20, 50, 80, 120] {
      for rows in [1, 2, 3, 5, 8, 20, 40] {
        for var state in [sheet(Size(columns: columns, rows: rows))] {
          for keys in [
            "", "Tab", "v w w", "1", "Tab", "Enter a", "Esc", "j j j", "Down Down", "PgDn", "?",
            "q",
          ] {
            state.press(keys)
            #expect(state.frame().size == Size(columns: columns, rows: rows))
          }
        }
      }
    }
  }
}

extension WorksheetState {
  @discardableResult
  mutating func press(_ keys: String) -> [WorksheetEffect] {
    keys.split(separator: " ").compactMap { Key(notation: String($0)) }.flatMap {
      update(.input(.key($0)))
    }
  }

  var screen: String { frame().textPlane.joined(separator: "\n") }
}
