// What of a session the class has seen, told afterwards: for the sheet that is handed out.

import Documents

extension Slides {
  /// The questions that were asked and closed, in the lesson's order, as the room saw them.
  public func toldQuestions(of session: Session) -> [ShownQuestion] {
    lesson.questions.compactMap { question in
      let asked = session.rounds.filter {
        $0.key.question == question.number && $0.value.phase == .closed
      }
      guard let last = asked.keys.max() else { return nil }
      var shown = told(question, last, session)
      if asked.values.contains(where: \.showsAnswers) { shown.answers = answers(to: question) }
      return shown
    }
  }

  /// The comparisons that were shown, in the order of their rounds.
  public func toldComparisons(of session: Session) -> [(round: Round, comparison: ShownComparison)]
  {
    session.rounds.filter(\.value.isCompared).keys.sorted().map { round in
      let paragraphs = lesson.question(of: round)?.paragraphs ?? []
      let comparison = Comparison(
        session, round: round, document: document,
        paragraphs: paragraphs.isEmpty
          ? Array(document.paragraphs.indices.map { $0 + 1 }) : paragraphs
      )
      return (round, isEnough(comparison.shown))
    }
  }

  /// The same without what too few took part in.
  func isEnough(_ comparison: ShownComparison) -> ShownComparison {
    guard comparison.outOf < Self.fewest else { return comparison }
    return ShownComparison(outOf: 0, unit: comparison.unit, sentences: [], agenda: [])
  }
}
