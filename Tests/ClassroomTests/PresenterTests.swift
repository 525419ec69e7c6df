// Teaching by keys: what each asks for and what the screen says.

import Notes
import Reader
import Screen
import Teaching
import Testing
import Text

@testable import Classroom

@Suite struct PresenterTests {
  @Test func theBottomRowNamesWhatSpaceWillDo() {
    var state = Class.presenter()
    #expect(state.bottom.contains("Space: open question 1"))
    #expect(state.recorded("Space") == [.opened(round: Class.first)])
    #expect(state.bottom.contains("Space: close question 1 · 0 in"))
    state.press("# 1 Tab 1 7 Tab Tab 2 5 Enter")
    #expect(state.bottom.contains("18 of 25 counted"))
    state.press("^L")
    #expect(state.bottom.contains("Space: close question 1 · 18 of 25 in"))
    #expect(state.recorded("PgDn") == [.closed(round: Class.first)])
    #expect(state.bottom.contains("next step: read, 7 min"))
  }

  @Test func aClickerGoesThroughTheWholeLesson() {
    var state = Class.presenter()
    var events: [SessionEvent] = []
    for _ in 0..<60 { events += state.recorded("PgDn") }
    #expect(
      events == [
        .opened(round: Class.first), .closed(round: Class.first), .entered(step: 1),
        .opened(round: Class.saying), .closed(round: Class.saying), .entered(step: 2),
        .opened(round: Class.marking), .closed(round: Class.marking), .entered(step: 3),
        .compared(round: Class.marking), .entered(step: 5), .revealed(notes: ["anna-berg"]),
        .revealed(notes: ["board"]), .entered(step: 6), .opened(round: Class.again),
        .closed(round: Class.again),
      ])
    #expect(state.bottom.contains("that was the last step"))
  }

  @Test func readingWalksThroughTheParagraphsAndTheirParts() {
    var state = Class.presenter()
    state.press("Space Space Space")
    #expect(state.slide.text?.paragraph == 2)
    state.press("Space")
    #expect(state.slide.text?.paragraph == 3)
    #expect(state.slide.text?.offset == 0)
    state.press("Space")
    #expect((state.slide.text?.offset ?? 0) > 0)
    state.press("PgUp PgUp")
    #expect(state.slide.text?.paragraph == 2)
  }

  @Test func stepsGoBackAndForthWithoutLosingAnswers() {
    var state = Class.presenter()
    state.press("Space # 5 Tab 6 Enter Space Space PgUp")
    #expect(state.session.step == 0)
    #expect(state.slide.question?.results == [ShownResult(round: 1, counts: [5, 6, 0])])
    #expect(state.bottom.contains("next step: read"))
  }

  @Test func aQuestionClosedByMistakeIsOpenedAgain() {
    var state = Class.presenter()
    state.press("Space # 5 Tab 6 Enter Space")
    #expect(state.slide.question?.isOpen == false)
    #expect(state.recorded("O") == [.opened(round: Class.first)])
    #expect(state.slide.question?.results == [])
    #expect(state.bottom.contains("close question 1 · 11 in"))
    #expect(state.recorded("O") == [])
  }

  @Test func f5AndEscDoNothing() {
    for key in ["F5", "Esc"] {
      var state = Class.presenter()
      let before = (state.screen, state.session)
      #expect(state.press(key).isEmpty)
      #expect(state.screen == before.0)
      #expect(state.session == before.1)
    }
  }

  @Test func theRoomIsBlankedAndLitAgain() {
    var state = Class.presenter()
    let lit = state.slide
    for key in [".", "b"] {
      #expect(state.press(key) == [.publish(state.slide)])
      #expect(state.slide.isBlank)
      #expect(!state.screen.contains("Before we read"))
      state.press(key)
      #expect(state.slide == lit)
    }
  }

  @Test func aFrozenRoomSeesNothingOfWhatGoesOn() {
    var state = Class.presenter()
    state.press("f")
    let effects = state.press("Space Space Space")
    #expect(
      !effects.contains {
        if case .publish = $0 { true } else { false }
      })
    #expect(state.press("f") == [.publish(state.slide)])
  }

  @Test func thePrivateScreenAsksFirst() {
    var state = Class.presenter()
    state.press("P")
    #expect(state.bottom.contains("Is this screen projected?"))
    #expect(!state.screen.contains("HIDDEN"))
    state.press("y")
    #expect(!state.isPrivate)
    for key in ["Enter", "Esc", "Space", "P"] {
      state.press("P \(key)")
      #expect(!state.isPrivate, "\(key)")
    }
    state.press("P n")
    #expect(state.screen.contains("HIDDEN let them guess"))
    #expect(state.screen.contains("HIDDEN say first"))
    #expect(state.screen.contains("✓ opinion"))
    state.press("P")
    #expect(!state.screen.contains("HIDDEN"))
  }

  @Test func digitsAreCoveredOnTheScreenThatTheRoomSees() {
    var state = Class.presenter()
    state.press("Space # 1 9")
    #expect(!state.screen.contains("19"))
    #expect(state.screen.contains("••"))
    // Nor may the sum tell the numbers one by one.
    state.press("Tab 4")
    #expect(!state.screen.contains("23"))
    state.press("Tab 0")
    #expect(state.screen.contains("23 counted"))
    state.press("Esc P n # 1 9")
    #expect(!state.screen.contains("••"))
    #expect(state.screen.contains("19"))
  }

  @Test func numbersThatDoNotAddUpAreSaidAndCanBeKept() {
    var state = Class.presenter()
    state.press("Space # 1 9 Tab 9 Tab Tab 2 0")
    #expect(state.recorded("Enter") == [])
    #expect(state.screen.contains("28 hands, but 20 in the room"))
    #expect(
      state.recorded("Enter") == [
        .present(count: 20), .counted(round: Class.first, hands: [19, 9, 0]),
      ])
  }

  @Test func sentencesAndGroupsAreCounted() {
    var state = Class.presenter()
    while state.session.step < 2 { state.press("Space") }
    state.press("Space # h")
    #expect(state.screen.contains("¶2·3"))
    #expect(
      state.recorded("4 Tab 1 2 Enter") == [
        .hands(
          round: Class.marking,
          sentences: [
            SentenceHands(sentence: SentenceNumber(paragraph: 2, sentence: 1), count: 4),
            SentenceHands(sentence: SentenceNumber(paragraph: 2, sentence: 2), count: 12),
          ])
      ])
    state.press("# g")
    #expect(
      state.recorded("2 . 1 Space 1 , 2 : 3 Enter Enter") == [
        .group(
          round: Class.marking, name: "group 1",
          marks: [
            GroupMark(
              sentence: SentenceNumber(paragraph: 2, sentence: 1), label: "Loaded language"),
            GroupMark(sentence: SentenceNumber(paragraph: 2, sentence: 3)),
          ])
      ])
    state.press("# g 9 . Enter")
    #expect(state.screen.contains("9. is no sentence"))
    state.press("^U 8 . 3 3 Enter")
    #expect(state.screen.contains("there is no sentence 8·33 here"))
    // An earlier group is put right by its number, and what is typed is covered while others mark.
    state.press("^U # 1 Space 2 . 2")
    #expect(!state.bottom.contains("2.2"))
    #expect(
      state.recorded("Enter") == [
        .group(
          round: Class.marking, name: "group 1",
          marks: [GroupMark(sentence: SentenceNumber(paragraph: 2, sentence: 2))])
      ])
  }

  @Test func countingFewerSentencesKeepsTheOthers() {
    var state = Class.presenter()
    let other = SentenceHands(sentence: SentenceNumber(paragraph: 3, sentence: 1), count: 7)
    _ = state.update(
      .recorded([TimedEvent(at: 1, .hands(round: Class.marking, sentences: [other]))]))
    while state.session.step < 2 { state.press("Space") }
    state.press("Space # h 4 Enter")
    #expect(
      state.session.record(of: Class.marking).sentences == [
        other, SentenceHands(sentence: SentenceNumber(paragraph: 2, sentence: 1), count: 4),
      ])
  }

  @Test func theBottomRowSaysNeitherHowManyNotesThereAreNorWhichIsMissing() {
    var state = Class.presenter()
    var notes = Class.notes
    notes.catalogue = Catalogue(notes: [])
    _ = state.update(.notesRead(notes))
    state.press("R")
    #expect(state.bottom.contains("nothing more to reveal"))
    state.press("T j j j j j Enter")
    #expect(state.bottom.contains("Space: reveal a note"))
    state.press("Space")
    #expect(!state.screen.contains("anna-berg"))
    state.press("P n")
    #expect(state.screen.contains("there is no note anna-berg"))
  }

  @Test func wordsAreMarkedOnTheBoardAndUnmarked() throws {
    var state = Class.presenter()
    while state.session.step < 2 { state.press("Space") }
    let events = state.recorded("v w 1")
    guard case .marked(let mark)? = events.first else {
      Issue.record("nothing was marked: \(events)")
      return
    }
    #expect(mark.exact == "Anna Berg")
    #expect(mark.label == "Loaded language")
    #expect(mark.suffix.hasPrefix(", who leads"))
    #expect(state.slide.text?.marks.map(\.label) == ["Loaded language"])
    #expect(state.recorded("v w 1") == [.unmarked(mark: mark)])
    #expect(state.recorded("v 7") == [])
    #expect(state.bottom.contains("the labels are 1 to 2"))
  }

  @Test func notesComeByRevealingOnly() {
    var state = Class.presenter()
    while state.session.step < 3 { state.press("Space") }
    state.press("T G k k Enter")
    #expect(state.session.step == 4)
    state.press("T G k Enter Tab Enter J s")
    #expect(!state.screen.contains("HIDDEN"))
    #expect(state.bottom.contains("it would show what is kept back"))
    #expect(state.recorded("r") == [.revealed(notes: ["anna-berg"])])
    #expect(state.screen.contains("HIDDEN Anna Berg"))
    #expect(!state.screen.contains("Harbour board"))
    #expect(state.recorded("R n") == [])
    #expect(state.recorded("R y") == [.revealed(notes: ["board"])])
  }

  @Test func anOpenNoteMovesByItsBlocks() {
    var state = Class.presenter()
    var notes = Class.notes
    var long = Note(
      id: NoteID("anna-berg"), title: "Anna Berg", body: "First block.\n\nSecond block.",
      revision: Revision(of: ""))
    long.description = "An engineer."
    notes.catalogue = Catalogue(notes: [long])
    _ = state.update(.notesRead(notes))
    state.press("T j j j j j Enter r Enter")
    #expect(state.slide.notes.map(\.body) == ["First block.\n\nSecond block."])
    state.press("J J J")
    #expect(state.slide.notes.map(\.body) == ["Second block."])
    state.press("Up")
    #expect(state.slide.notes.map(\.body) == ["First block.\n\nSecond block."])
    state.press("q")
    #expect(state.slide.notes.map(\.body) == [""])
  }

  @Test func keysThatWouldGiveAwayNotesAreRefused() {
    var state = Class.presenter()
    for key in ["a", "A", "e", "D", "U", "^R", "p", "x", "c"] {
      #expect(state.press(key).isEmpty, "\(key)")
      #expect(!state.screen.contains("HIDDEN"))
    }
    state.press("a")
    #expect(state.bottom.contains("notes are not changed in a lesson"))
  }

  @Test func theEndAsksWhatToKeep() {
    var state = Class.presenter()
    #expect(state.press("q").isEmpty)
    #expect(state.bottom.contains("t totals (usual)"))
    #expect(state.press("Esc").isEmpty)
    #expect(state.press("q l") == [.quit(0)])
    state.press("q n")
    #expect(state.bottom.contains("Delete everything"))
    #expect(state.press("n").isEmpty)
    let effects = state.press("q t")
    #expect(effects.last == .close(.totals))
    #expect(effects.first == .record([TimedEvent(at: 1_000, .ended(keeping: .totals))]))
    #expect(state.slide.words == "The lesson is over.")
    #expect(state.update(.closed(nil)) == [.quit(0)])
  }

  @Test func interruptTwiceLeavesTheSessionOpen() {
    var state = Class.presenter()
    #expect(state.press("^C ^C") == [.quit(130)])
    #expect(!state.session.isOver)
  }

  @Test func aRussianLayoutTeachesAsWell() {
    var state = Class.presenter()
    state.press("З т")
    #expect(state.isPrivate)
  }

  @Test func whatOthersTakeInShowsAtOnce() {
    var state = Class.presenter()
    state.press("Space")
    let files = (0..<6).map {
      TimedEvent(
        at: 1,
        .collected(
          answers: PupilAnswers(
            pack: "p", code: "C\($0)", answers: [PupilAnswer(round: Class.first, option: 1)])))
    }
    _ = state.update(.recorded(files))
    #expect(state.bottom.contains("close question 1 · 6 in"))
    #expect(!state.screen.contains("▇"))
  }

  @Test func everySizeAndStateDraws() {
    for columns in [1, 2, 5, 20, 50, 80, 120] {
      for rows in [1, 2, 3, 8, 20, 40] {
        var state = Class.presenter(Size(columns: columns, rows: rows))
        for keys in [
          "", "Space", "#", "1", "Esc", "P n", "J J", "P", "T", "Esc", "?", "q", "q", "Esc",
          ":", "a", "Esc", "Space Space Space Space Space Space", "v", "w", "1",
        ] {
          state.press(keys)
          #expect(state.frame().size == Size(columns: columns, rows: rows))
        }
      }
    }
  }
}
