// What the room may see: every slide on every way through a lesson, looked through for what is kept
// back. Whatever must not show through holds the word SECRET.

import Foundation
import Notes
import Teaching
import Testing
import Text

@Suite struct SlideLeakTests {
  private let slides = Sample.slides

  private func text(_ slide: RoomSlide) throws -> String {
    String(decoding: try JSONEncoder().encode(slide), as: UTF8.self)
  }

  /// The words that may not be in a slide of this session.
  private func forbidden(in session: Session) -> [String] {
    var words = [
      "SECRET to the teacher", "SECRET stop words", "anna-berg", "harbour-board", "s.md",
      "bridge.md",
    ]
    for id in ["anna-berg", "harbour-board", "harbour"] where !session.revealed.contains(id) {
      if let note = slides.notes.catalogue.note(NoteID(id)) {
        words.append("description of \(note.title)")
      }
    }
    if !session.record(of: Sample.saying).showsAnswers { words.append("that the bridge must go\"") }
    return words
  }

  @Test func noStateOfTheLessonShowsWhatIsKeptBack() throws {
    var generator = SplitMix(seed: 20)
    var checked = 0
    for _ in 0..<60 {
      var session = Sample.session()
      for _ in 0..<25 {
        for event in events(&generator, session) {
          session.apply(TimedEvent(at: 1_000, event))
        }
        var focus = RoomFocus(paragraph: Int.random(in: 0...4, using: &generator))
        focus.note = ["anna-berg", "harbour", "nothing"].randomElement(using: &generator).map {
          NoteID($0)
        }
        focus.isNoteOpen = Bool.random(using: &generator)
        focus.look =
          [nil, .text, .notes, .question, .comparison].randomElement(using: &generator) ?? nil
        focus.offset = Int.random(in: -5...200, using: &generator)
        let slide = slides.slide(session, focus)
        let text = try text(slide)
        for words in forbidden(in: session) {
          #expect(!text.contains(words), "\(words) in \(text)")
        }
        if session.revealed.isEmpty { #expect(!text.contains("SECRET")) }
        // While a question is open nothing of what came in but the number of answers is there.
        if let question = slide.question, question.isOpen {
          #expect(question.results.isEmpty && question.shifts.isEmpty && question.answers.isEmpty)
        }
        checked += 1
      }
    }
    #expect(checked == 1_500)
  }

  private func events(_ generator: inout SplitMix, _ session: Session) -> [SessionEvent] {
    let rounds = [Sample.first, Sample.marking, Sample.again, Sample.saying]
    let round = rounds.randomElement(using: &generator) ?? Sample.first
    switch Int.random(in: 0...8, using: &generator) {
    case 0: return [.opened(round: round)]
    case 1: return [.closed(round: round)]
    case 2: return [.entered(step: Int.random(in: 0...8, using: &generator))]
    case 3:
      let hands = (0..<3).map { _ in Int.random(in: 0...9, using: &generator) }
      return [.counted(round: Sample.first, hands: hands)]
    case 4: return [.noted(round: Sample.saying, words: ["it says so"])]
    case 5: return [.compared(round: Sample.marking)]
    case 6: return session.revealed.count < 2 ? [.revealed(notes: ["harbour"])] : []
    case 7: return [.collected(answers: Sample.pupil("P", [round: 1]))]
    default: return [.present(count: 25)]
    }
  }

  @Test func theTextOfAParagraphIsTheSameBeforeAndAfterARevelation() {
    let hidden = slides.slide(Sample.session([.entered(step: 2)]), RoomFocus(paragraph: 2))
    let shown = slides.slide(
      Sample.session([.entered(step: 2), .revealed(notes: ["anna-berg"])]), RoomFocus(paragraph: 2))
    #expect(hidden.text?.text == shown.text?.text)
    #expect(hidden.text?.marks == [])
    #expect(shown.text?.marks == [ShownMark(start: 0, end: 9, kind: .mention)])
  }

  @Test func aLinkToWhatIsKeptBackDoesNotSayWhereItLeads() {
    let notes = Sample.notes
    let body = notes.shown(
      NoteID("anna-berg"), uncovered: ["anna-berg", "harbour"], isOpen: true, isSelected: true)?
      .body
    #expect(body == "She leads …; see SECRET Harbour.")
  }

  @Test func fewerThanFiveAnswersAreNotCountedInPublic() throws {
    func shown(_ hands: [Int]) -> ShownQuestion? {
      slides.slide(
        Sample.session([
          .opened(round: Sample.first), .counted(round: Sample.first, hands: hands),
          .closed(round: Sample.first),
        ]), RoomFocus(paragraph: 1)
      ).question
    }
    #expect(shown([1, 3, 0])?.results == [ShownResult(round: 1)])
    #expect(shown([1, 4, 0])?.results == [ShownResult(round: 1, counts: [1, 4, 0])])
  }

  @Test func aSecondRoundIsAnsweredWithoutTheFirstBeforeOnesEyes() {
    let before: [SessionEvent] = [
      .opened(round: Sample.first), .counted(round: Sample.first, hands: [5, 1, 0]),
      .closed(round: Sample.first), .entered(step: 6),
    ]
    let open = slides.slide(
      Sample.session(before + [.opened(round: Sample.again)]), RoomFocus(paragraph: 1))
    #expect(open.question?.results == [])
    let closed = slides.slide(
      Sample.session(
        before + [
          .opened(round: Sample.again), .counted(round: Sample.again, hands: [0, 6, 0]),
          .closed(round: Sample.again),
        ]), RoomFocus(paragraph: 1))
    #expect(closed.question?.results.map(\.counts) == [[5, 1, 0], [0, 6, 0]])
  }

  @Test func theStopStepKeepsTheTextBack() throws {
    let slide = slides.slide(Sample.session(), RoomFocus(paragraph: 1))
    #expect(slide.text == nil)
    #expect(slide.card.map(\.name) == ["Author", "Date"])
    #expect(slide.emphasis == .card)
    #expect(!(try text(slide)).contains("betrayal"))
  }

  @Test func aBlankSlideHoldsNothing() {
    var focus = RoomFocus(paragraph: 2)
    focus.isBlank = true
    var blank = RoomSlide(lesson: "The bridge", step: "")
    blank.isBlank = true
    #expect(slides.slide(Sample.session([.entered(step: 2)]), focus) == blank)
  }

  @Test func answersStandInTheTextOnceTheyAreShown() {
    let base: [SessionEvent] = [
      .opened(round: Sample.marking), .closed(round: Sample.marking), .entered(step: 5),
    ]
    let hidden = slides.slide(Sample.session(base), RoomFocus(paragraph: 2))
    #expect(hidden.text?.marks.contains { $0.kind == .label } == false)
    #expect(hidden.question == nil)
    let shown = slides.slide(
      Sample.session(base + [.answersShown(rounds: [Sample.marking])]), RoomFocus(paragraph: 2))
    #expect(shown.text?.marks.filter { $0.kind == .label }.map(\.label) == ["Loaded language"])
    #expect(shown.question?.answers == ["Loaded language: “a betrayal”"])
    #expect(shown.labels.map(\.name) == ["Loaded language", "Bandwagon"])
  }
}
