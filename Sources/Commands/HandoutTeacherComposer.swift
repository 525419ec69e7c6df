// The teacher's sheet: what the private screen knows, on paper.

import Documents
import Exchange
import Linking
import Notes
import Teaching

/// Makes the teacher's sheet of a lesson.
struct HandoutTeacherComposer {
  let base: HandoutLessonComposer
  let catalogue: Catalogue
  let linked: LinkedText
  private var notes: HandoutNotes

  init(_ base: HandoutLessonComposer, catalogue: Catalogue, linked: LinkedText) {
    self.base = base
    self.catalogue = catalogue
    self.linked = linked
    notes = HandoutNotes(catalogue)
  }

  private var lesson: Lesson { base.lesson }

  /// The sheet. Notes stand in the steps that show them, and by number beside the text.
  mutating func sheet() -> Handout {
    var handout = base.sheet("For the teacher")
    if let minutes = lesson.minutes { handout.facts.append(HandoutFact("", "\(minutes) minutes")) }
    let said = Self.paragraphs(lesson.teacherWords)
    if !said.isEmpty { handout.parts.append(.words(heading: "Before the lesson", said)) }
    handout.parts.append(.steps(steps()))
    if !lesson.labels.isEmpty { handout.parts.append(.labels(base.labels())) }
    var composer = HandoutTextComposer(base.text.document)
    composer.numbersSentences = true
    composer.answers = base.markedAnswers()
    let shown = notes
    handout.parts.append(
      .text(
        composer.text(language: lesson.language, linked: linked, notes: &notes) {
          shown.isKnown($0)
        }))
    notes.finish(&handout, withBodies: true)
    if handout.notes.contains(where: { !$0.body.isEmpty }) { handout.parts.append(.fullNotes) }
    if !lesson.keptBack.isEmpty {
      let titles = lesson.keptBack.map { catalogue.note($0)?.title ?? $0.value }
      handout.remarks.append("Kept back on purpose: " + titles.joined(separator: ", "))
    }
    return handout
  }

  private mutating func steps() -> [HandoutStep] {
    var clock: Int? = 0
    var asked: [Int] = []
    var steps: [HandoutStep] = []
    for (index, step) in lesson.steps.enumerated() {
      var parts = [
        "\(index + 1)",
        step.kind.rawValue.prefix(1).uppercased()
          + step.kind.rawValue.dropFirst(),
      ]
      if let minutes = step.minutes { parts.append("\(minutes) min") }
      if !step.paragraphs.isEmpty {
        parts.append("¶\u{A0}" + step.paragraphs.map(String.init).joined(separator: ", "))
      }
      if step.isOptional { parts.append("optional") }
      var shown = HandoutStep(heading: parts.joined(separator: " · "))
      if !step.isOptional {
        if let from = clock, let minutes = step.minutes {
          let (end, isTooMuch) = from.addingReportingOverflow(minutes)
          clock = isTooMuch ? nil : end
          if let clock { shown.clock = "\(from)–\(clock) min" }
        } else {
          clock = nil
        }
      }
      shown.words = Self.paragraphs(step.words)
      shown.teacherWords = Self.paragraphs(step.teacherWords)
      for round in step.rounds {
        guard var question = base.question(round.question, rounds: 1, withAnswers: true) else {
          continue
        }
        question.again = round.round > 1
        shown.questions.append(question)
        if !asked.contains(round.question) { asked.append(round.question) }
      }
      show(step, index, asked, &shown)
      steps.append(shown)
    }
    return steps
  }

  private mutating func show(_ step: Step, _ index: Int, _ asked: [Int], _ shown: inout HandoutStep)
  {
    let place = "step \(index + 1)"
    for item in step.shows {
      switch item {
      case .note(let id, _):
        if let mention = notes.mention(id, at: place) {
          shown.notes.append(mention)
        } else {
          shown.shows.append("No such note: \(id.value)")
        }
      case .all:
        for link in links(of: step.paragraphs) where !lesson.keptBack.contains(link.note) {
          guard !shown.notes.contains(where: { notes.number(of: link.note) == $0.note }),
            let mention = notes.mention(link.note, at: place)
          else { continue }
          shown.notes.append(mention)
        }
      case .answers:
        let numbers = asked.map(String.init).joined(separator: ", ")
        shown.shows.append(
          asked.isEmpty
            ? "Show the answers."
            : "Show the answers of question\(asked.count == 1 ? "" : "s") \(numbers).")
      }
    }
  }

  /// The notes of paragraphs counted from 1, of all where there are none.
  private func links(of paragraphs: [Int]) -> [NoteLink] {
    let indices = base.text.document.paragraphs.indices
    let wanted = paragraphs.isEmpty ? Array(indices) : paragraphs.map { $0 - 1 }
    return wanted.filter(indices.contains).flatMap { index in
      linked.links(index..<(index + 1)).flatMap(\.links)
    }
  }

  /// Paragraphs with a blank line between them.
  static func paragraphs(_ words: String) -> [String] {
    var result: [[Substring]] = [[]]
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if result.last?.isEmpty == false { result.append([]) }
      } else {
        result[result.count - 1].append(line)
      }
    }
    return result.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
  }
}
