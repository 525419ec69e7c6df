// A small lesson with secrets in every hidden place, a session of it, and fakes to hand them out of.

import Documents
import Notes
import Teaching

@testable import Commands

/// Keeps what would have been written.
final class FakeFiles: FileWriting {
  var files: [String: String] = [:]
  var fault: ShelfFault?
  func write(_ text: String, to path: String) throws(ShelfFault) {
    if let fault { throw fault }
    files[path] = text
  }
  func isSame(_ one: String, _ other: String) -> Bool {
    one.split(separator: "/").last == other.split(separator: "/").last
  }
}

struct FakeLessons: LessonShelf {
  var shelved: [String: OpenedLesson] = [:]
  func lessons() throws(ShelfFault) -> [LessonListing] { [] }
  func lesson(_ name: String) throws(ShelfFault) -> OpenedLesson? { shelved[name] }
}

struct FakeArchive: SessionArchive {
  var kept: [String: Session] = [:]
  func sessions() -> (listings: [SessionListing], faults: [ShelfFault]) { ([], []) }
  func session(_ id: String?) throws(ShelfFault) -> Session? { id.flatMap { kept[$0] } }
  func append(_ events: [SessionEvent], to id: String) throws(ShelfFault) {}
  func erase(_ code: String, from id: String) throws(ShelfFault) -> Bool { false }
}

struct FakeTelling: SessionTelling {
  var told: Lesson
  var shown: [ShownQuestion] = []
  var compared: [SessionComparison] = []
  func lesson(of start: SessionStart) -> Lesson { told }
  func questions(of session: Session, in lesson: Lesson) -> [ShownQuestion] { shown }
  func comparisons(of session: Session, in lesson: Lesson, document: Document)
    -> [SessionComparison]
  { compared }
}

enum HandoutScene {
  static let paragraphs = [
    "The bridge at Holm",
    "Anna Berg opened the bridge. Everybody was amazed! She had drawn it herself.",
    "The Harbour Board paid late. Nobody will ever trust it again.",
  ]

  static var text: OpenedText {
    OpenedText(document: document(paragraphs), name: "texts/town.txt", path: "/texts/town.txt")
  }

  static let notes: [Note] = [
    note(
      "anna", "Anna Berg", kind: "person", description: "SECRET-DESCRIPTION of Anna.",
      sources: [
        Source(
          label: "1", publisher: "SECRET-PUBLISHER", title: "Staff", date: "1922",
          url: "https://secret.example/staff", text: "t", line: 3)
      ]),
    note("board", "Harbour Board", kind: "organization", description: "SECRET-BOARD ran the port."),
    note("flood", "SECRET-FLOOD", kind: "event", description: "SECRET-WATER came."),
    note("trick", "Nobody will ever", kind: "technique", description: "SECRET-TRICK."),
  ]

  static var lesson: Lesson {
    var lesson = Lesson(
      title: "Reading a town paper", document: "texts/town.txt",
      labels: [
        LessonLabel("Praise", definition: "It applauds.", example: "“What a feat!”"),
        LessonLabel("Fear", definition: "It frightens."),
      ], teacherWords: "SECRET-TEACHER says this.\n\nAnd SECRET-SECOND.")
    lesson.author = "A. Writer"
    lesson.outlet = "Holm Post"
    lesson.date = "1931-06-14"
    lesson.language = "en"
    lesson.minutes = 20
    lesson.keptBack = [NoteID("trick")]
    lesson.questions = [
      Question(
        number: 1, type: .choice, text: "What kind of text is this?", options: ["news", "opinion"],
        answers: [LessonAnswer(text: "Opinion")]),
      Question(
        number: 2, type: .short, text: "Say the claim in one sentence.",
        answers: [LessonAnswer(text: "SECRET-CLAIM")], paragraphs: [2]),
      Question(
        number: 3, type: .span, text: "Underline what works on you.",
        answers: [
          LessonAnswer(label: "Praise", text: "Everybody was\namazed"),
          LessonAnswer(label: "Fear", text: "Nobody will ever trust it again"),
          LessonAnswer(label: "Fear", text: "SECRET-MISSING"),
        ], paragraphs: [2, 3]),
      Question(number: 4, type: .short, text: "What would you ask her?"),
    ]
    lesson.steps = [
      Step(
        kind: .stop, minutes: 4, words: "Who says this?", teacherWords: "SECRET-STOP",
        rounds: [Round(question: 1)]),
      Step(
        kind: .mark, minutes: 8, paragraphs: [2, 3], rounds: [Round(question: 3)]),
      Step(kind: .discuss, isOptional: true, rounds: [Round(question: 4)]),
      Step(
        kind: .reveal, minutes: 5, paragraphs: [3], words: "SECRET-REVEAL-WORDS",
        rounds: [Round(question: 1, round: 2)],
        shows: [
          .note(NoteID("anna"), line: 1), .note(NoteID("gone"), line: 2), .all(line: 3),
          .note(NoteID("flood"), line: 4), .answers(line: 5),
        ]),
    ]
    return lesson
  }

  static func opened(problems: [NoteProblem] = []) -> OpenedLesson {
    OpenedLesson(
      path: "/lessons/town.md", source: "", lesson: lesson, problems: problems, text: text)
  }

  static var session: Session {
    var session = Session(
      SessionStart(
        id: "2031-06-14-town", lessonPath: "/lessons/town.md", lessonText: "",
        documentPath: "/texts/town.txt", documentName: "town.txt", documentHash: "",
        documentText: paragraphs.joined(separator: "\n\n")), at: 0)
    session.apply(TimedEvent(at: 1, .revealed(notes: ["anna", "lost-note"])))
    return session
  }
}
