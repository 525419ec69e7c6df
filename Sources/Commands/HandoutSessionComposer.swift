// The sheet of a session: the text with the notes that the class has seen, and what it answered where
// that was shown. Nothing that was not revealed has a way in.

import Documents
import Exchange
import Linking
import Notes
import Teaching

/// Makes the sheet of a session.
struct HandoutSessionComposer {
  /// Bars over fewer answers would say who gave which.
  static let fewest = 5

  let session: Session
  let telling: any SessionTelling
  let base: HandoutLessonComposer
  let catalogue: Catalogue
  let linked: LinkedText

  func sheet() -> Handout {
    var handout = base.sheet("After the lesson")
    let comparisons = telling.comparisons(
      of: session, in: base.lesson, document: base.text.document)
    if !comparisons.isEmpty, !base.lesson.labels.isEmpty {
      handout.parts.append(.labels(base.labels()))
    }
    var notes = HandoutNotes(catalogue)
    let revealed = session.revealed.map { NoteID($0) }
    let seen = Set(revealed)
    var composer = HandoutTextComposer(base.text.document)
    composer.numbersSentences = !comparisons.isEmpty
    handout.parts.append(
      .text(
        composer.text(language: base.lesson.language, linked: linked, notes: &notes) {
          seen.contains($0)
        }))
    var elsewhere: [HandoutMention] = []
    for id in revealed where !notes.isKnown(id) {
      if let mention = notes.mention(id, at: "the end of the text") {
        elsewhere.append(mention)
      } else {
        handout.remarks.append("A note that was shown is not there any more: \(id.value)")
      }
    }
    if !elsewhere.isEmpty {
      handout.parts.append(.mentions(heading: "Also shown", elsewhere))
    }
    let results = telling.questions(of: session, in: base.lesson).compactMap { result($0) }
    if !results.isEmpty { handout.parts.append(.results(results)) }
    for comparison in comparisons {
      handout.parts.append(.comparison(table(comparison)))
    }
    // No bodies: their links name notes that the class has not seen.
    notes.finish(&handout, withBodies: false)
    return handout
  }

  /// What was shown of a question; nil where that is nothing.
  private func result(_ question: ShownQuestion) -> HandoutResult? {
    if question.isOpen { return nil }
    var result = HandoutResult(
      number: question.number, text: question.text, options: question.options)
    for shown in question.results {
      var round = HandoutResult.Round(
        name: question.results.count == 1 ? "" : Self.name(ofRound: shown.round))
      let total = shown.counts.reduce(0) { $0.addingReportingOverflow(max(0, $1)).partialValue }
      if total >= Self.fewest { round.counts = shown.counts.map { max(0, $0) } }
      round.words = shown.words
      if !round.counts.isEmpty || !round.words.isEmpty { result.rounds.append(round) }
    }
    result.answers = question.answers
    if result.rounds.allSatisfy(\.counts.isEmpty) { result.options = [] }
    return result.rounds.isEmpty && result.answers.isEmpty ? nil : result
  }

  private static func name(ofRound round: Int) -> String {
    switch round {
    case 1: "first"
    case 2: "again"
    default: "round \(round)"
    }
  }

  private func table(_ compared: SessionComparison) -> HandoutComparison {
    let comparison = compared.comparison
    let agenda = Set(comparison.agenda)
    var table = HandoutComparison(
      question: base.lesson.question(of: compared.round)?.text ?? "", outOf: comparison.outOf,
      unit: comparison.unit)
    for (index, sentence) in comparison.sentences.enumerated()
    where sentence.count > 0 || agenda.contains(index) {
      table.rows.append(
        HandoutComparison.Row(
          sentence: sentence.number.text, text: sentence.text, count: sentence.count,
          labels: sentence.labels.map { "\($0.label) \($0.count)" },
          isAgenda: agenda.contains(index)))
    }
    return table
  }
}
