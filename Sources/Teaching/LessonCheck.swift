// The rules by which a lesson is held to be fit to be taught, in one place with their definitions.

public import Documents
public import Notes
import Text

/// What a lesson is held against.
public struct LessonSurroundings: Sendable {
  /// The text; nil when it cannot be had, and then `documentFault` says why.
  public var document: Document?
  public var documentFault: String?
  /// The notes there are, each with how many sources it names, nil for one that needs none. Nil as a
  /// whole when the notes cannot be had: nothing is said about them then.
  public var sources: [NoteID: Int?]?
  /// Which notes surface in which paragraph, counted from 1.
  public var mentions: [Int: [NoteID]]

  public init(
    document: Document? = nil, documentFault: String? = nil, sources: [NoteID: Int?]? = nil,
    mentions: [Int: [NoteID]] = [:]
  ) {
    self.document = document
    self.documentFault = documentFault
    self.sources = sources
    self.mentions = mentions
  }
}

/// Checks lessons. What reading the file found is told by `LessonFormat`; here stands what a lesson
/// that was read can still have wrong with it.
///
/// - `no-lesson`: neither front matter nor steps.
/// - `missing-document`: no document is named, or it cannot be read.
/// - `missing-title`, `missing-steps`: what no lesson can do without.
/// - `missing-source`: no author, outlet or date; or a note is shown that names no source.
/// - `missing-paragraph`: a step works on a paragraph that the text does not have.
/// - `minutes`: a step of the flow without minutes, or more minutes than the lesson has.
/// - `question-without-options`: a choice between fewer than two.
/// - `unknown-label`: an answer under a label that the lesson does not have, or under none.
/// - `answer-not-found`: a quotation that does not stand in the question's paragraphs, or more often
///   than it is written; an answer that is none of the options.
/// - `dangling-note`: a note is shown or kept back that does not exist.
/// - `shown-and-kept`: a step shows a note that the lesson keeps back.
/// - `never-revealed`: a note surfaces in a paragraph that the lesson works on, and no step shows it.
public struct LessonCheck {
  private let lesson: Lesson
  private let surroundings: LessonSurroundings
  private var remarks: LessonRemarks
  /// The notes by the last parts of their ids, made for the first that is missing.
  private var byName: [String: [NoteID]]?

  private init(_ lesson: Lesson, path: String, _ surroundings: LessonSurroundings) {
    self.lesson = lesson
    self.surroundings = surroundings
    remarks = LessonRemarks(path: path)
  }

  /// Everything that is wrong, by line. `path` stands in the problems.
  public static func problems(
    of lesson: Lesson, path: String, in surroundings: LessonSurroundings
  ) -> [NoteProblem] {
    var check = LessonCheck(lesson, path: path, surroundings)
    if lesson.keyLines.isEmpty, lesson.steps.isEmpty {
      check.remarks.error(
        "no-lesson", 1,
        "this is no lesson: it has neither front matter nor steps; sidelight lesson new begins one")
      return check.remarks.problems
    }
    check.head()
    check.times()
    check.paragraphs()
    check.questions()
    check.shownNotes()
    check.hiddenNotes()
    return check.remarks.problems.sorted(by: NoteProblem.isBefore)
  }

  private func line(of key: String) -> Int { lesson.keyLines[key] ?? 1 }

  // MARK: - Head

  private mutating func head() {
    if lesson.document.isEmpty {
      remarks.error(
        "missing-document", line(of: "document"), "the lesson names no text; add document: PATH")
    } else if surroundings.document == nil {
      let why = surroundings.documentFault ?? "cannot be read"
      remarks.error(
        "missing-document", line(of: "document"),
        "the text \(LessonRemarks.quoted(lesson.document)) \(why.madeVisible)")
    }
    if lesson.keyLines["title"] == nil {
      remarks.warning("missing-title", 1, "the lesson has no title; add title: WORDS")
    }
    for (key, value) in [
      ("author", lesson.author), ("outlet", lesson.outlet), ("date", lesson.date),
    ] where value == nil {
      remarks.warning(
        "missing-source", line(of: key),
        "the lesson does not say the text's \(key), which the class asks for first")
    }
    if lesson.steps.isEmpty {
      remarks.error(
        "missing-steps", 1, "the lesson has no steps; a step begins with ## and its kind")
    }
  }

  private mutating func times() {
    let flow = lesson.flow.map { lesson.steps[$0] }
    for step in flow where step.minutes == nil {
      remarks.warning(
        "minutes", step.line,
        "the step \(step.kind.rawValue) does not say how many minutes it takes")
    }
    let sum = flow.reduce(0) { $0 + ($1.minutes ?? 0) }
    if let minutes = lesson.minutes, sum > minutes {
      remarks.warning(
        "minutes", line(of: "minutes"), "the steps take \(sum) minutes, the lesson has \(minutes)")
    }
  }

  private mutating func paragraphs() {
    guard let count = surroundings.document?.paragraphs.count else { return }
    for step in lesson.steps {
      let missing = step.paragraphs.filter { $0 > count }
      guard let first = missing.first else { continue }
      let more = missing.count > 1 ? " and \(missing.count - 1) more" : ""
      remarks.error(
        "missing-paragraph", step.line,
        "there is no ¶\(first)\(more): the text has \(count) paragraph\(count == 1 ? "" : "s")")
    }
  }

  // MARK: - Questions

  private mutating func questions() {
    var answers = surroundings.document.map { LessonAnswers(in: $0) }
    let labels = Set(lesson.labels.map { Folding.fold($0.name) })
    for question in lesson.questions {
      switch question.type {
      case .short: continue
      case .choice: choice(question)
      case .span:
        for answer in question.answers { label(of: answer, labels) }
        places(of: answers?.spans(of: question) ?? [], question)
      }
    }
  }

  private mutating func choice(_ question: Question) {
    if question.options.count < 2 {
      remarks.error(
        "question-without-options", question.line,
        "a choice needs two options at least, each on a line of its own after a -")
    }
    let options = Set(question.options.map { Folding.fold($0) })
    for answer in question.answers where !options.contains(Folding.fold(answer.text)) {
      remarks.error(
        "answer-not-found", answer.line,
        "\(LessonRemarks.quoted(answer.text)) is none of the question's options")
    }
  }

  private mutating func label(of answer: LessonAnswer, _ labels: Set<String>) {
    guard let label = answer.label else {
      if !labels.isEmpty {
        remarks.error("unknown-label", answer.line, "the answer does not say which label it is for")
      }
      return
    }
    if !labels.contains(Folding.fold(label)) {
      remarks.error(
        "unknown-label", answer.line,
        "\(LessonRemarks.quoted(label)) is not among the labels of the lesson")
    }
  }

  private mutating func places(of answers: [PlacedAnswer], _ question: Question) {
    let place =
      question.paragraphs.isEmpty
      ? "in the text" : "in " + Self.named(question.paragraphs, limit: 4)
    // How often each is written.
    var written: [AnswerWords: Int] = [:]
    for placed in answers { written[AnswerWords(placed.answer), default: 0] += 1 }
    for placed in answers {
      let count = written.removeValue(forKey: AnswerWords(placed.answer))
      say(placed, place, written: count)
    }
  }

  /// Says what is wrong with a place; `written` is nil for an answer that was spoken of before.
  private mutating func say(_ placed: PlacedAnswer, _ place: String, written: Int?) {
    let words = LessonRemarks.quoted(placed.answer.text)
    switch placed.standing {
    case .missing:
      remarks.error("answer-not-found", placed.answer.line, "\(words) does not stand \(place)")
    case .ambiguous:
      remarks.error(
        "answer-not-found", placed.answer.line,
        "\(words) does not stand \(place), and more than once elsewhere")
    case .elsewhere(let paragraph):
      remarks.warning(
        "answer-not-found", placed.answer.line,
        "\(words) does not stand \(place) but in ¶\(paragraph)")
    case .there(let times):
      guard let written, times > written else { return }
      remarks.warning(
        "answer-not-found", placed.answer.line,
        "\(words) stands \(times) times \(place): the first is taken; quote more words, or write the "
          + "answer once for each place")
    }
  }

  private static func named(_ paragraphs: [Int], limit: Int) -> String {
    let names = paragraphs.prefix(limit).map { "¶\($0)" }.joined(separator: ", ")
    return paragraphs.count > limit ? names + ", …" : names
  }

  // MARK: - Notes

  private mutating func shownNotes() {
    guard let sources = surroundings.sources else { return }
    for id in lesson.keptBack where sources[id] == nil {
      dangling(id, line: line(of: "keep-back"), sources)
    }
    var told: Set<NoteID> = []
    let keptBack = Set(lesson.keptBack)
    for step in lesson.steps {
      for item in step.shows {
        guard case .note(let id, let line) = item else { continue }
        if keptBack.contains(id) {
          remarks.warning(
            "shown-and-kept", line,
            "the note \(id.value.madeVisible) is shown here and named under keep-back")
        }
        guard let count = sources[id] else {
          dangling(id, line: line, sources)
          continue
        }
        if count == 0, told.insert(id).inserted {
          remarks.warning(
            "missing-source", line, "the note \(id.value.madeVisible) is shown and names no source")
        }
      }
    }
  }

  private mutating func dangling(_ id: NoteID, line: Int, _ sources: [NoteID: Int?]) {
    let byName = self.byName ?? Dictionary(grouping: sources.keys, by: Self.lastPart)
    self.byName = byName
    let alike = byName[Self.lastPart(of: id)] ?? []
    let hint = alike.count == 1 ? alike.first.map { "; is \($0.value.madeVisible) meant?" } : nil
    remarks.error(
      "dangling-note", line, "no note has the id \(LessonRemarks.quoted(id.value))\(hint ?? "")")
  }

  private static func lastPart(of id: NoteID) -> String {
    Folding.fold(id.value.split(separator: "/").last ?? "")
  }

  private mutating func hiddenNotes() {
    var worked: [Int: Int] = [:]
    for step in lesson.steps {
      for paragraph in step.paragraphs where worked[paragraph] == nil {
        worked[paragraph] = step.line
      }
    }
    var shown = Set(lesson.keptBack)
    for step in lesson.steps {
      for item in step.shows {
        switch item {
        case .note(let id, _): shown.insert(id)
        case .all:
          let own = step.paragraphs.isEmpty ? Array(surroundings.mentions.keys) : step.paragraphs
          shown.formUnion(own.flatMap { surroundings.mentions[$0] ?? [] })
        case .answers: continue
        }
      }
    }
    // Without any paragraph named the lesson is about the whole text.
    let all = worked.isEmpty ? Array(surroundings.mentions.keys) : Array(worked.keys)
    for paragraph in all.sorted() {
      let hidden = (surroundings.mentions[paragraph] ?? []).filter { shown.insert($0).inserted }
      guard !hidden.isEmpty else { continue }
      let names = hidden.map(\.value.madeVisible).joined(separator: ", ")
      remarks.warning(
        "never-revealed", worked[paragraph] ?? 1,
        "notes of ¶\(paragraph) that no step shows: \(names); show them, or name them under keep-back"
      )
    }
  }
}
