// A session as one table, for spreadsheets and for programs that count.

public import Documents
import Text

/// A row for each answer, mark and count.
public enum SessionTable {
  public static let header = [
    "kind", "question", "round", "code", "option_or_label", "text", "count", "start", "end",
  ]

  /// Rows in the order of rounds, the text's places last in scalars of the normalised text.
  ///
  /// - `answer`: one pupil's option or sentence; without a code, a sentence taken down.
  /// - `count`: hands for an option, or for a sentence whose number stands as the text. With single
  ///   answers there, hands do not include them; rows can be added up.
  /// - `mark`: a stretch that one pupil marked, or that was marked on the board.
  /// - `group`: a sentence that a group marked.
  /// - `note`: what somebody who studied alone wrote before a note opened, under the note's id.
  public static func rows(_ session: Session, lesson: Lesson, document: Document) -> [[String]] {
    var table = Rows(session: session, lesson: lesson, document: document)
    table.fill()
    return table.rows.map(\.cells)
  }
}

/// A row before it is written.
private struct Row {
  var kind: String
  var round: Round?
  var code = ""
  var option = ""
  var text = ""
  var count: Int? = 1
  var range: ScalarRange?

  var cells: [String] {
    func written(_ number: Int?) -> String { number.map { String($0) } ?? "" }
    return [
      kind, written(round?.question), written(round?.round), code, option, text, written(count),
      written(range?.start.value), written(range?.end.value),
    ]
  }
}

private struct Rows {
  let session: Session
  let lesson: Lesson
  let document: Document
  var rows: [Row] = []
  private var places: [Int: [NumberedSentence]] = [:]

  init(session: Session, lesson: Lesson, document: Document) {
    self.session = session
    self.lesson = lesson
    self.document = document
  }

  mutating func fill() {
    let own = PupilAnswers(pack: "", code: "me", answers: session.ownAnswers)
    let pupils = session.pupils + (own.answers.isEmpty ? [] : [own])
    var rounds = Set(session.rounds.keys)
    rounds.formUnion(pupils.flatMap { $0.answers.map(\.round) + $0.marks.map(\.round) })
    rounds.formUnion(session.boardMarks.map(\.round))
    for round in rounds.sorted() {
      answers(to: round, of: pupils)
      counts(of: round)
      for pupil in pupils { marks(pupil.marks.filter { $0.round == round }, by: pupil.code) }
      let shared = session.start.role == "study" ? "me" : "board"
      marks(session.boardMarks.filter { $0.round == round }, by: shared)
    }
    for written in session.written {
      rows.append(Row(kind: "note", code: "me", option: written.note, text: written.words))
    }
  }

  private func option(_ index: Int, of round: Round) -> String {
    let options = lesson.question(of: round)?.options ?? []
    return options.indices.contains(index) ? options[index] : String(index + 1)
  }

  private mutating func answers(to round: Round, of pupils: [PupilAnswers]) {
    for pupil in pupils {
      guard let answer = pupil.answers.last(where: { $0.round == round }) else { continue }
      rows.append(
        Row(
          kind: "answer", round: round, code: pupil.code,
          option: answer.option.map { option($0, of: round) } ?? "", text: answer.text ?? ""))
    }
    for words in session.record(of: round).words {
      rows.append(Row(kind: "answer", round: round, text: words))
    }
  }

  private mutating func counts(of round: Round) {
    let record = session.record(of: round)
    for (index, hands) in record.hands.enumerated() {
      rows.append(
        Row(kind: "count", round: round, option: option(index, of: round), count: hands))
    }
    for hands in record.sentences {
      add(
        hands.sentence,
        Row(kind: "count", round: round, option: hands.label ?? "", count: hands.count))
    }
    for total in record.totals?.sentences ?? [] {
      add(total.sentence, Row(kind: "count", round: round, count: total.count))
      for (label, count) in total.labels.sorted(by: { $0.key < $1.key }) {
        add(total.sentence, Row(kind: "count", round: round, option: label, count: count))
      }
    }
    for group in record.groups {
      for mark in group.marks {
        add(
          mark.sentence,
          Row(kind: "group", round: round, code: group.name, option: mark.label ?? ""))
      }
    }
  }

  /// A row about a sentence: with its number and place.
  private mutating func add(_ number: SentenceNumber, _ row: Row) {
    var row = row
    row.text = number.text
    if places[number.paragraph] == nil {
      places[number.paragraph] = SentenceNumbers.of([number.paragraph], in: document)
    }
    row.range = places[number.paragraph]?.first { $0.number == number }?.range
    rows.append(row)
  }

  private mutating func marks(_ marks: [Mark], by code: String) {
    for mark in marks.sorted(by: { ($0.start, $0.end, $0.label) < ($1.start, $1.end, $1.label) }) {
      guard mark.start < mark.end else { continue }
      rows.append(
        Row(
          kind: "mark", round: mark.round, code: code, option: mark.label, text: mark.exact,
          range: mark.range))
    }
  }
}
