// The question on a slide: blind while it is open, with its distribution once it is closed.

extension Slides {
  /// The question that is asked in a step, or was asked in it last; nil before the first one is
  /// opened.
  func question(of step: Step, _ session: Session) -> ShownQuestion? {
    let asked = step.rounds.filter { session.record(of: $0).phase != .untouched }
    guard let round = session.open ?? asked.last ?? answered(in: step, session),
      let question = lesson.question(of: round)
    else { return nil }
    var shown = told(question, round, session)
    if !shown.isOpen, session.record(of: round).showsAnswers {
      shown.answers = answers(to: question)
    }
    return shown
  }

  /// A question with its results, unless one of its rounds is open.
  func told(_ question: Question, _ round: Round, _ session: Session) -> ShownQuestion {
    var shown = ShownQuestion(
      number: question.number, round: round.round, type: question.type, text: question.text,
      options: question.options)
    shown.isOpen = session.open == round
    shown.answered = RoundAnswers(round, of: question, in: session).answered
    shown.present = session.present
    if !shown.isOpen {
      shown.results = results(of: question, session)
      shown.shifts = shifts(of: question, session)
    }
    return shown
  }

  /// Where a reveal step shows answers, the last question that they belong to.
  private func answered(in step: Step, _ session: Session) -> Round? {
    guard step.shows.contains(where: { if case .answers = $0 { true } else { false } }) else {
      return nil
    }
    let shown = flow.askedRounds(in: session).filter { session.record(of: $0).showsAnswers }
    return shown.last { lesson.question(of: $0)?.type != .span } ?? shown.last
  }

  /// The lesson's own answers, a line each.
  func answers(to question: Question) -> [String] {
    question.answers.map { answer in
      answer.label.map { "\($0): “\(answer.text)”" } ?? answer.text
    }
  }

  /// The rounds of a question that are closed, in order; none while another one of it is open, for
  /// that is to be answered without looking.
  private func closedRounds(of question: Question, _ session: Session) -> [Round] {
    let rounds = session.rounds.filter { $0.key.question == question.number }
    guard !rounds.contains(where: { $0.value.phase == .open }) else { return [] }
    return rounds.filter { $0.value.phase == .closed }.map(\.key).sorted()
  }

  private func results(of question: Question, _ session: Session) -> [ShownResult] {
    guard question.type != .span else { return [] }
    return closedRounds(of: question, session).map { round in
      let answers = RoundAnswers(round, of: question, in: session)
      guard answers.answered >= Self.fewest || question.type == .short else {
        return ShownResult(round: round.round)
      }
      return ShownResult(round: round.round, counts: answers.counts, words: answers.words)
    }
  }

  private func shifts(of question: Question, _ session: Session) -> [[Int]] {
    let closed = closedRounds(of: question, session)
    guard closed.count >= 2, let first = closed.first, let last = closed.last,
      let matrix = RoundAnswers.shifts(from: first, to: last, of: question, in: session),
      matrix.joined().reduce(0, +) >= Self.fewest
    else { return [] }
    return matrix
  }
}
