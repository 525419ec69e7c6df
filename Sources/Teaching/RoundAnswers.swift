// What came in for one asking of a question, from hands, from what was taken down, and from pupils'
// files together.

/// The answers of one round.
public struct RoundAnswers: Hashable, Sendable {
  /// For each option; empty unless options are chosen from.
  public let counts: [Int]
  /// Sentences, in the order of their letters, which says nothing about who wrote them.
  public let words: [String]
  /// How many answered: hands, sentences or pupils who marked something.
  public let answered: Int

  /// Gathers them. Options that the question does not have do not count.
  public init(_ round: Round, of question: Question, in session: Session) {
    let record = session.record(of: round)
    let answers = session.pupils.compactMap { pupil in
      pupil.answers.last { $0.round == round }
    }
    var counts = Array(repeating: 0, count: question.type == .choice ? question.options.count : 0)
    for (option, hands) in record.hands.enumerated() where counts.indices.contains(option) {
      counts[option] += max(0, hands)
    }
    for option in answers.compactMap(\.option) where counts.indices.contains(option) {
      counts[option] += 1
    }
    self.counts = counts
    var words: [String] = []
    if question.type == .short { words = record.words + answers.compactMap(\.text) }
    self.words = words.filter { $0.contains { !$0.isWhitespace } }.sorted()
    switch question.type {
    case .choice: answered = counts.reduce(0, +)
    case .short: answered = self.words.count
    case .span:
      let marking = session.pupils.count { pupil in pupil.marks.contains { $0.round == round } }
      // Of bare hands only the fullest sentence tells how many took part at least.
      let hands = record.sentences.map(\.count).max() ?? 0
      answered = marking + (record.totals?.marking ?? 0) + max(hands, 0) + record.groups.count
    }
  }

  /// From option to option between two rounds of a question: rows before, columns after. Nil where
  /// nobody's own answers to both are there.
  public static func shifts(
    from first: Round, to second: Round, of question: Question, in session: Session
  ) -> [[Int]]? {
    let count = question.options.count
    guard question.type == .choice, count > 0 else { return nil }
    var matrix = Array(repeating: Array(repeating: 0, count: count), count: count)
    var isEmpty = true
    for pupil in session.pupils {
      let before = pupil.answers.last { $0.round == first }?.option
      let after = pupil.answers.last { $0.round == second }?.option
      guard let before, let after, matrix.indices.contains(before), matrix.indices.contains(after)
      else { continue }
      matrix[before][after] += 1
      isEmpty = false
    }
    return isEmpty ? nil : matrix
  }
}
