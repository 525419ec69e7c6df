// A session as one JSON object, for programs that look further into it.

public import Documents
public import Teaching

/// Makes the object. Whether single answers are in it is decided by the session that is given.
struct SessionJSON {
  let session: Session
  let lesson: Lesson
  let document: Document

  func object(measures: JSON) -> JSON {
    let start = session.start
    return .keys([
      "session": .string(start.id),
      "role": .string(start.role),
      "state": .string(session.isOver ? "ended" : "open"),
      "kept": .text(session.keeping?.rawValue),
      "lesson": .keys([
        "title": .string(lesson.title), "labels": .strings(lesson.labels.map(\.name)),
        "anonymity": .string(lesson.anonymity.rawValue),
      ]),
      "document": .keys([
        "name": .string(start.documentName), "sha256": .string(start.documentHash),
        "scalars": .number(document.scalarCount),
      ]),
      "present": session.present.map { .number($0) } ?? .null,
      "rounds": .list(rounds.map(round)),
      "marks": .list(marks),
      "revealed": .strings(session.revealed),
      "written": .list(
        session.written.map { .keys(["note": .string($0.note), "words": .string($0.words)]) }),
      "comparison": .list(rounds.compactMap(comparison)),
      "measures": measures,
    ])
  }

  private var rounds: [Round] {
    var rounds = Set(session.rounds.keys)
    rounds.formUnion(session.pupils.flatMap { $0.answers.map(\.round) + $0.marks.map(\.round) })
    rounds.formUnion(session.ownAnswers.map(\.round))
    return rounds.sorted()
  }

  private func round(_ round: Round) -> JSON {
    let record = session.record(of: round)
    let question = lesson.question(of: round)
    let gathered = question.map { RoundAnswers(round, of: $0, in: session) }
    return Self.named(round).adding([
      "type": .text(question?.type.rawValue), "text": .text(question?.text),
      "options": .strings(question?.options ?? []), "phase": .string(Self.phase(record.phase)),
      "answered": .number(gathered?.answered ?? 0),
      "counts": .list((gathered?.counts ?? record.hands).map { .number($0) }),
      "words": .strings(gathered?.words ?? record.words),
      "answers": .list(answers(to: round)),
      "hands": .list(
        record.sentences.map {
          .keys([
            "sentence": .string($0.sentence.text), "label": .text($0.label),
            "count": .number($0.count),
          ])
        }),
      "groups": .list(
        record.groups.map { group in
          .keys([
            "name": .string(group.name),
            "marks": .list(
              group.marks.map {
                .keys(["sentence": .string($0.sentence.text), "label": .text($0.label)])
              }),
          ])
        }),
    ])
  }

  private static func phase(_ phase: RoundRecord.Phase) -> String {
    switch phase {
    case .untouched: "untouched"
    case .open: "open"
    case .closed: "closed"
    }
  }

  private static func named(_ round: Round) -> JSON {
    .keys(["question": .number(round.question), "round": .number(round.round)])
  }

  private func answers(to round: Round) -> [JSON] {
    let pupils = session.pupils.map { ($0.code, $0.answers) } + [("me", session.ownAnswers)]
    return pupils.compactMap { code, answers in
      answers.last { $0.round == round }.map { answer in
        .keys([
          "code": .string(code), "option": answer.option.map { .number($0 + 1) } ?? .null,
          "text": .text(answer.text),
        ])
      }
    }
  }

  private var marks: [JSON] {
    let shared = session.start.role == "study" ? "me" : "board"
    let authors = session.pupils.map { ($0.code, $0.marks) } + [(shared, session.boardMarks)]
    return authors.flatMap { code, marks in
      marks.map { mark in
        Self.named(mark.round).leading(["code": .string(code)]).adding([
          "label": .string(mark.label), "start": .number(mark.start), "end": .number(mark.end),
          "exact": .string(mark.exact), "comment": .string(mark.comment),
        ])
      }
    }
  }

  /// How the sentences of the question's paragraphs were marked, shown to the class or not.
  private func comparison(_ round: Round) -> JSON? {
    guard let question = lesson.question(of: round), question.type == .span else { return nil }
    let paragraphs =
      question.paragraphs.isEmpty
      ? document.paragraphs.indices.map { $0 + 1 } : question.paragraphs
    let shown = Comparison(
      session, round: round, document: document, paragraphs: paragraphs
    ).shown
    return Self.named(round).adding([
      "unit": .string(shown.unit), "out-of": .number(shown.outOf),
      "sentences": .list(
        shown.sentences.map { sentence in
          .keys([
            "sentence": .string(sentence.number.text), "text": .string(sentence.text),
            "count": .number(sentence.count),
            "labels": .object(
              sentence.labels.map { .init(key: $0.label, value: .number($0.count)) }),
          ])
        }),
      "agenda": .strings(
        shown.agenda.compactMap {
          shown.sentences.indices.contains($0) ? shown.sentences[$0].number.text : nil
        }),
    ])
  }
}

extension Measures {
  /// The measures of the rounds in which passages were marked, a list; labels that could not be measured
  /// have null.
  public static func json(of session: Session, _ lesson: Lesson, _ document: Document) -> JSON {
    let marked = Set(session.pupils.flatMap { $0.marks.map(\.round) }).sorted()
    func value(_ number: Double?) -> JSON { number.map { .decimal($0) } ?? .null }
    return .list(
      marked.map { round in
        let measures = Measures(session, round: round, lesson: lesson, document: document)
        return .keys([
          "question": .number(round.question), "round": .number(round.round),
          "pupils": .number(measures.pupils),
          "labels": .list(
            measures.all.map { measure in
              .keys([
                "label": .text(measure.label), "precision": value(measure.precision),
                "recall": value(measure.recall), "f1": value(measure.f1),
                "alpha": value(measure.alpha),
              ])
            }),
        ])
      })
  }
}
