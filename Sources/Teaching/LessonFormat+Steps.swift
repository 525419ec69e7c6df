// What the paragraphs of a step come to: questions with options and answers, labels, what is shown.

import Notes
import Text

/// A step that is being read.
struct OpenStep {
  var step: Step
  var words: [String] = []
  var teacherWords: [String] = []
  /// Questions written in it, as indices.
  var questions: [Int] = []
  /// Answers with the question that stood before each.
  var answers: [(item: LessonBody.OpenItem, question: Int?)] = []

  init(_ step: Step) { self.step = step }
}

extension LessonBody {
  mutating func closeStep() {
    guard var open = step else { return }
    step = nil
    open.step.words = open.words.joined(separator: "\n\n")
    open.step.teacherWords = open.teacherWords.joined(separator: "\n\n")
    for index in open.questions { settle(index) }
    askForMarks(in: &open)
    for (item, question) in open.answers { answer(item, after: question, in: open) }
    lesson.steps.append(open.step)
  }

  /// Marks and answers need a round to belong to.
  private mutating func askForMarks(in open: inout OpenStep) {
    guard open.step.kind == .mark else { return }
    let hasSpans = open.step.rounds.contains { lesson.question(of: $0)?.type == .span }
    if hasSpans { return }
    let index = lesson.questions.count
    lesson.questions.append(
      Question(
        number: index + 1, type: .span, text: open.step.words, paragraphs: open.step.paragraphs,
        line: open.step.line))
    asked[index + 1] = 1
    open.questions.append(index)
    open.step.rounds.append(Round(question: index + 1))
  }

  // MARK: - Questions

  mutating func ask(_ item: OpenItem) {
    let number = lesson.questions.count + 1
    let type = item.bracket.flatMap { QuestionType(rawValue: $0.lowercased()) }
    if type == nil {
      remarks.error(
        "bad-question", item.line,
        "a question says how it is answered: Question (choice), (short) or (span)")
      untyped.insert(number - 1)
    }
    let text = MarkdownProse.plain(item.text)
    if text.isEmpty { remarks.error("bad-question", item.line, "the question has no words") }
    lesson.questions.append(
      Question(
        number: number, type: type ?? .short, text: text,
        paragraphs: step?.step.paragraphs ?? [], line: item.line))
    asked[number] = 1
    step?.questions.append(number - 1)
    step?.step.rounds.append(Round(question: number))
  }

  mutating func add(option item: OpenItem) {
    guard let index = step?.questions.last else { return }
    let option = MarkdownProse.plain(item.text)
    if option.isEmpty {
      remarks.error("bad-question", item.line, "the option has no words")
    } else {
      lesson.questions[index].options.append(option)
    }
  }

  /// Options make a choice of a question that does not say what it is, and are nothing to another.
  private mutating func settle(_ index: Int) {
    guard lesson.questions[index].type != .choice, !lesson.questions[index].options.isEmpty else {
      return
    }
    if untyped.contains(index) {
      lesson.questions[index].type = .choice
      return
    }
    lesson.questions[index].options = []
    remarks.error(
      "bad-question", lesson.questions[index].line,
      "only a choice has options; the list that follows is not read")
  }

  mutating func askAgain(_ item: OpenItem) {
    for word in item.text.split(whereSeparator: { ", ".contains($0) }) {
      let digits = word.drop { !$0.isNumber }
      guard let number = Int(digits), let times = asked[number] else {
        if digits.isEmpty, word.lowercased() == "question" { continue }
        remarks.error(
          "unknown-question", item.line,
          "\(LessonRemarks.quoted(word)) is no question before this line; "
            + "\(lesson.questions.count) have been asked so far")
        continue
      }
      asked[number] = times + 1
      step?.step.rounds.append(Round(question: number, round: times + 1))
    }
    if item.isEmpty {
      remarks.error("unknown-question", item.line, "Ask again: names no question")
    }
  }

  mutating func show(_ item: OpenItem) {
    let shown = item.parts.flatMap { LessonShow.items($0.text, line: $0.line) }
    if shown.isEmpty {
      remarks.error(
        "bad-show", item.line, "Show: names nothing; write ids of notes, \"all\" or \"answers\"")
    }
    step?.step.shows += shown
  }

  // MARK: - Answers

  private mutating func answer(_ item: OpenItem, after question: Int?, in open: OpenStep) {
    let text = item.bracket.map { "\($0): \(item.text)" } ?? item.text
    guard !item.isEmpty else {
      remarks.error("bad-answer", item.line, "the answer has no words")
      return
    }
    let quoted = spanAnswer(text)
    let last = question ?? open.step.rounds.last.map { $0.question - 1 }
    if let last, lesson.questions[last].type != .span, quoted?.isOfLabel != true {
      // A sentence or an option.
      lesson.questions[last].answers.append(
        LessonAnswer(text: MarkdownProse.plain(item.text), line: item.line))
      return
    }
    let spans = open.step.rounds.last { lesson.question(of: $0)?.type == .span }
    guard let target = spans.map({ $0.question - 1 }) else {
      remarks.error("bad-answer", item.line, "no question stands here that this could answer")
      return
    }
    guard let quoted, !quoted.text.isEmpty else {
      remarks.error(
        "bad-answer", item.line,
        "an answer that is marked in the text has the form Label: \"words of the text\"")
      return
    }
    if !quoted.rest.isEmpty {
      remarks.warning(
        "bad-answer", item.line,
        "what stands behind the quotation is not read: \(LessonRemarks.quoted(quoted.rest))")
    }
    lesson.questions[target].answers.append(
      LessonAnswer(label: quoted.label, text: quoted.text, line: item.line))
  }

  /// An answer to marks: the label as the lesson spells it, the words, what follows them.
  private func spanAnswer(_ text: String) -> (
    label: String?, text: String, rest: String, isOfLabel: Bool
  )? {
    if let quoted = QuotedAnswer(text) {
      if quoted.label.isEmpty { return (nil, quoted.quotation, quoted.rest, false) }
      let known = label(quoted.label)
      return (known?.name ?? quoted.label, quoted.quotation, quoted.rest, known != nil)
    }
    // Without quotation marks, as long as the label is one of the lesson's.
    guard let colon = text.firstIndex(of: ":"), let known = label(String(text[..<colon])) else {
      return nil
    }
    return (known.name, text[text.index(after: colon)...].trimmed, "", true)
  }

  private func label(_ name: String) -> LessonLabel? {
    labelNumbers[Folding.fold(name.trimmed)].map { lesson.labels[$0] }
  }

  // MARK: - Labels

  mutating func define(_ item: OpenItem) {
    let text = item.text
    let colon = text.firstIndex(of: ":")
    let name = (colon.map { text[..<$0] } ?? text[...]).trimmed
    let definition = colon.map { MarkdownProse.plain(String(text[text.index(after: $0)...])) } ?? ""
    if name.isEmpty {
      remarks.error("unknown-label", item.line, "Label: names no label")
    } else if let index = labelNumbers[Folding.fold(name)] {
      lesson.labels[index].definition = definition
      lastLabel = index
    } else if hasDeclaredLabels {
      remarks.error(
        "unknown-label", item.line,
        "\(LessonRemarks.quoted(name)) is not among the labels of the front matter")
      lastLabel = nil
    } else {
      lastLabel = lesson.labels.count
      labelNumbers[Folding.fold(name)] = lesson.labels.count
      lesson.labels.append(LessonLabel(name, definition: definition, line: item.line))
    }
  }

  mutating func exemplify(_ item: OpenItem) {
    if let lastLabel { lesson.labels[lastLabel].example = MarkdownProse.plain(item.text) }
  }
}
