// The text on a slide: one paragraph with what may be seen in it.

import Documents
import Notes
import Text

extension Slides {
  /// The paragraph in front; nil when the step has none.
  func text(of step: Step, _ session: Session, _ focus: RoomFocus) -> ShownText? {
    let paragraphs = flow.paragraphs(of: step)
    guard let number = paragraphs.contains(focus.paragraph) ? focus.paragraph : paragraphs.first
    else { return nil }
    let span = document.paragraphs[number - 1].range
    let text = document.text(of: number - 1)
    var shown = ShownText(
      paragraph: number, count: document.paragraphs.count, text: text,
      offset: number == focus.paragraph ? max(0, min(focus.offset, max(0, span.count - 1))) : 0)
    shown.marks = marks(in: number, span, step, session, focus)
    if step.kind == .mark || step.kind == .compare || asksForMarks(step) {
      shown.sentences = Sentences.ranges(in: text).map(\.start.value)
    }
    return shown
  }

  private func asksForMarks(_ step: Step) -> Bool {
    step.rounds.contains { lesson.question(of: $0)?.type == .span }
  }

  private func marks(
    in paragraph: Int, _ span: ScalarRange, _ step: Step, _ session: Session, _ focus: RoomFocus
  ) -> [ShownMark] {
    var marks: [ShownMark] = []
    func add(_ range: ScalarRange, _ kind: ShownMark.Kind, _ label: String = "") {
      let start = max(range.start.value, span.start.value) - span.start.value
      let end = min(range.end.value, span.end.value) - span.start.value
      if start < end { marks.append(ShownMark(start: start, end: end, kind: kind, label: label)) }
    }
    for mention in notes.mentions[paragraph] ?? []
    where session.revealed.contains(mention.note.value) {
      if let first = mention.ranges.first { add(first, .mention) }
    }
    for mark in session.boardMarks { add(mark.range, .label, mark.label) }
    for round in session.rounds.keys.sorted() where session.record(of: round).showsAnswers {
      guard let question = lesson.question(of: round), question.type == .span else { continue }
      for answer in LessonAnswers.spans(of: question, in: document) {
        guard let span = answer.span else { continue }
        add(span.range, .label, span.label)
      }
    }
    if step.kind == .compare, let round = flow.comparedRound(at: session.step),
      session.record(of: round).isCompared
    {
      marks += sharedMarks(in: paragraph, round, session)
    }
    for range in focus.pointed { add(range, .pointed) }
    return marks
  }

  /// How the class marked a paragraph; nothing while too few marked at all.
  private func sharedMarks(in paragraph: Int, _ round: Round, _ session: Session) -> [ShownMark] {
    let comparison = Comparison(session, round: round, document: document, paragraphs: [paragraph])
    return comparison.outOf >= Self.fewest ? comparison.marks(in: paragraph) : []
  }

  /// The comparison of a compare step, once it is shown; nil before that and where too few took part.
  func comparison(of step: Step, _ session: Session, _ focus: RoomFocus) -> ShownComparison? {
    guard let round = flow.comparedRound(at: session.step), session.record(of: round).isCompared
    else { return nil }
    var shown = isEnough(
      Comparison(
        session, round: round, document: document, paragraphs: comparedParagraphs(step, round)
      ).shown)
    shown.current = focus.difference.flatMap { shown.agenda.indices.contains($0) ? $0 : nil }
    return shown
  }

  /// The paragraphs of a comparison: those of its step, else those that were marked.
  public func comparedParagraphs(_ step: Step, _ round: Round) -> [Int] {
    if !step.paragraphs.isEmpty { return flow.paragraphs(of: step) }
    let asked = lesson.question(of: round)?.paragraphs ?? []
    return asked.isEmpty ? flow.paragraphs(of: step) : asked
  }
}
