// The one key: what comes next, and that nothing is uncovered on the way.

import Notes
import Teaching
import Testing

@Suite struct FlowTests {
  private let flow = Sample.slides.flow

  /// Presses the one key until the end; the acts in order.
  private func walk(_ lesson: Lesson = Sample.lesson) -> [Act] {
    let slides = Slides(lesson: lesson, document: Sample.document, notes: Sample.notes)
    var session = Sample.session()
    var acts: [Act] = []
    for _ in 0..<100 {
      let act = slides.flow.next(in: session)
      acts.append(act)
      switch act {
      case .open(let round): apply(.opened(round: round))
      case .close(let round): apply(.closed(round: round))
      case .compare(let round): apply(.compared(round: round))
      case .reveal(let ids): apply(.revealed(notes: ids.map(\.value)))
      case .showAnswers(let rounds): apply(.answersShown(rounds: rounds))
      case .enter(let index): apply(.entered(step: index))
      case .finish: return acts
      }
    }
    func apply(_ event: SessionEvent) { session.apply(TimedEvent(at: 1_000, event)) }
    return acts
  }

  @Test func theWholeLessonIsOneKey() {
    #expect(
      walk() == [
        .open(Sample.first), .close(Sample.first), .enter(1), .enter(2), .open(Sample.marking),
        .close(Sample.marking), .enter(3), .compare(Sample.marking), .enter(5),
        .reveal([NoteID("harbour-board")]), .reveal([NoteID("harbour")]),
        .showAnswers([Sample.first, Sample.marking]), .enter(6), .open(Sample.again),
        .close(Sample.again), .finish,
      ])
  }

  @Test func nothingIsRevealedOutsideARevealStep() {
    for kind in StepKind.allCases where kind != .reveal {
      var lesson = Sample.lesson
      lesson.steps = [
        Step(kind: kind, paragraphs: [2], shows: [.all(line: 1), .answers(line: 2)])
      ]
      #expect(
        !walk(lesson).contains {
          switch $0 {
          case .reveal, .showAnswers: true
          default: false
          }
        }, "\(kind)")
    }
  }

  @Test func anOpenQuestionIsClosedFirstWhereverOneStands() {
    let session = Sample.session([.opened(round: Sample.saying), .entered(step: 2)])
    #expect(flow.next(in: session) == .close(Sample.saying))
  }

  @Test func theWayBackKnowsTheFlowOnly() {
    #expect(flow.previous(of: Sample.session([.entered(step: 5)])) == 3)
    #expect(flow.previous(of: Sample.session()) == nil)
  }

  @Test func aStepThatTheLessonDoesNotHaveIsTheFirst() {
    let session = Sample.session([.entered(step: 99)])
    #expect(flow.step(of: session) == Sample.lesson.steps[0])
    var empty = Sample.lesson
    empty.steps = []
    let none = Slides(lesson: empty, document: Sample.document, notes: Sample.notes)
    #expect(none.flow.next(in: session) == .finish)
    #expect(none.slide(session, RoomFocus(paragraph: 1)).words == "This lesson has no steps.")
  }

  @Test func allNotesOfARevealStepComeAtOnceAndOnce() {
    var lesson = Sample.lesson
    lesson.steps = [Step(kind: .reveal, paragraphs: [1, 2], shows: [.all(line: 1)])]
    #expect(walk(lesson) == [.reveal([NoteID("harbour-board"), NoteID("anna-berg")]), .finish])
  }

  @Test func notesKeptBackOnPurposeComeByNameOnly() {
    var lesson = Sample.lesson
    lesson.keptBack = [NoteID("anna-berg")]
    lesson.steps = [Step(kind: .reveal, paragraphs: [1, 2], shows: [.all(line: 1)])]
    #expect(walk(lesson) == [.reveal([NoteID("harbour-board")]), .finish])
    lesson.steps = [Step(kind: .reveal, shows: [.note(NoteID("anna-berg"), line: 1)])]
    #expect(walk(lesson) == [.reveal([NoteID("anna-berg")]), .finish])
  }
}
