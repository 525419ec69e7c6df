// The sheets of a lesson: one to work on, one with the answers, one for the teacher. The first is made
// from questions, labels and text alone; notes and the teacher's words never come near it.

import Documents
import Exchange
import Notes
import Teaching
import Text

/// Makes the sheets of a lesson.
struct HandoutLessonComposer {
  /// Lines for an answer in one's own words.
  static let linesToWriteOn = 3

  let lesson: Lesson
  let text: OpenedText

  /// What pupils work on; with `answers`, what they may get afterwards.
  func worksheet(withAnswers: Bool) -> Handout {
    var handout = sheet(withAnswers ? "Worksheet with answers" : "Worksheet")
    if !withAnswers { handout.blanks = ["Group or code", "Date"] }
    if !lesson.labels.isEmpty { handout.parts.append(.labels(labels())) }
    var composer = HandoutTextComposer(text.document)
    composer.numbersSentences = true
    if withAnswers {
      composer.answers = markedAnswers()
    } else {
      composer.blanks = Set(marked())
    }
    handout.parts.append(.text(composer.text(language: lesson.language)))
    let asked = askings(optional: false)
    let rest = lesson.questions.map(\.number).filter { number in
      !asked.contains { $0.number == number }
    }
    if !asked.isEmpty {
      handout.parts.append(
        .questions(
          heading: "Questions",
          asked.compactMap { question($0.number, rounds: $0.rounds, withAnswers: withAnswers) }))
    }
    if !rest.isEmpty {
      handout.parts.append(
        .questions(
          heading: asked.isEmpty ? "Questions" : "More questions",
          rest.compactMap { question($0, rounds: 1, withAnswers: withAnswers) }))
    }
    return handout
  }

  /// A sheet with its title and what the first card of the lesson says.
  func sheet(_ name: String) -> Handout {
    var handout = Handout(title: lesson.title, sheet: name, language: lesson.language)
    let document = text.document
    let facts: [(String, String?)] = [
      ("Text", document.title),
      ("Author", lesson.author ?? document.author), ("Outlet", lesson.outlet),
      ("Translator", lesson.translator), ("Date", lesson.date ?? document.date),
    ]
    handout.facts = facts.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : HandoutFact(name, $0) }
    }
    return handout
  }

  func labels() -> [HandoutLabel] {
    lesson.labels.enumerated().map { index, label in
      HandoutLabel(
        number: index + 1, name: label.name, definition: label.definition, example: label.example)
    }
  }

  /// The number of a label's name; nil for none of the lesson's.
  func number(ofLabel name: String?) -> Int? {
    guard let name else { return nil }
    let wanted = name.lowercased()
    return lesson.labels.firstIndex { $0.name == name }.map { $0 + 1 }
      ?? lesson.labels.firstIndex { $0.name.lowercased() == wanted }.map { $0 + 1 }
  }

  /// The questions of the steps in order, each once, and how often each is asked.
  private func askings(optional: Bool) -> [(number: Int, rounds: Int)] {
    var order: [Int] = []
    var rounds: [Int: Set<Int>] = [:]
    for step in lesson.steps where step.isOptional == optional {
      for round in step.rounds where lesson.question(of: round) != nil {
        if rounds[round.question] == nil { order.append(round.question) }
        rounds[round.question, default: []].insert(round.round)
      }
    }
    return order.map { ($0, rounds[$0]?.count ?? 1) }
  }

  /// Paragraphs in which pupils are asked to mark.
  private func marked() -> [Int] {
    lesson.questions.filter { $0.type == .span }.flatMap { question in
      question.paragraphs.isEmpty
        ? Array(text.document.paragraphs.indices.map { $0 + 1 }) : question.paragraphs
    }
  }

  /// The answers that quote the text, where they stand.
  func markedAnswers() -> [MarkedAnswer] {
    var places = LessonAnswers(in: text.document)
    return lesson.questions.filter { $0.type == .span }.flatMap { question in
      places.spans(of: question).compactMap { placed in
        placed.span.map { span in
          MarkedAnswer(
            paragraph: text.document.paragraph(at: span.range.start) + 1, range: span.range,
            label: number(ofLabel: placed.answer.label))
        }
      }
    }
  }

  /// A question as it stands on paper; nil for a number that the lesson does not have.
  func question(_ number: Int, rounds: Int, withAnswers: Bool) -> HandoutQuestion? {
    guard let question = lesson.question(of: Round(question: number)) else { return nil }
    let form: HandoutQuestion.Form
    var answers: [HandoutAnswer] = []
    switch question.type {
    case .choice:
      let right = Set(question.answers.map { Self.plain($0.text) })
      form = .choice(
        question.options.map {
          HandoutOption($0, isAnswer: withAnswers && right.contains(Self.plain($0)))
        })
      let options = Set(question.options.map(Self.plain))
      if withAnswers {
        answers = question.answers.filter { !options.contains(Self.plain($0.text)) }
          .map { HandoutAnswer(text: $0.text) }
      }
    case .short:
      form = .lines(Self.linesToWriteOn)
      if withAnswers { answers = question.answers.map { HandoutAnswer(text: $0.text) } }
    case .span:
      form = .span(question.paragraphs)
      if withAnswers {
        answers = LessonAnswers.spans(of: question, in: text.document).map(quotation)
      }
    }
    return HandoutQuestion(
      number: number, text: question.text, form: form, rounds: rounds, answers: answers)
  }

  private func quotation(_ placed: PlacedAnswer) -> HandoutAnswer {
    let label = placed.answer.label
    let number = number(ofLabel: label).map { "\($0) " } ?? ""
    let place =
      switch placed.standing {
      case .there, .elsewhere: placed.span.map { "¶" + sentences(of: $0.range) } ?? ""
      case .ambiguous: "(stands in several places)"
      case .missing: "(not found in the text)"
      }
    return HandoutAnswer(
      label: label.map { number + $0 } ?? "", text: placed.answer.text, isQuotation: true,
      place: place)
  }

  /// The sentences that a stretch touches: `8·3`, `8·3–8·4`.
  private func sentences(of range: ScalarRange) -> String {
    let paragraph = text.document.paragraph(at: range.start) + 1
    let touched = SentenceNumbers.of([paragraph], in: text.document).filter {
      $0.range.overlaps(range)
    }
    guard let first = touched.first?.number, let last = touched.last?.number else { return "" }
    return first == last ? first.text : "\(first.text)–\(last.text)"
  }

  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }
}
