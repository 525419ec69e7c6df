// A presenter with a small lesson, and keys by their notation.

import Documents
import Notes
import Reader
import Screen
import Teaching
import Text

@testable import Classroom

enum Class {
  static let paragraphs = [
    "The board met on Monday. Everyone knows that the bridge must go.",
    "Anna Berg, who leads the board, called the plan a betrayal. It is a betrayal! Nobody asked us.",
    String(
      repeating: "The harbour earns less than it costs, and the town knows it well. ", count: 30),
  ]

  static let first = Round(question: 1)
  static let marking = Round(question: 2)
  static let saying = Round(question: 3)
  static let again = Round(question: 1, round: 2)

  static var document: Document {
    var text = ""
    var spans: [ParagraphSpan] = []
    for (index, paragraph) in paragraphs.enumerated() {
      if index > 0 { text += "\n\n" }
      let bytes = ByteOffset(text.utf8.count)
      let start = ScalarOffset(text.unicodeScalars.count)
      spans.append(
        ParagraphSpan(
          bytes: ByteRange(bytes, bytes.advanced(by: paragraph.utf8.count)),
          range: ScalarRange(start, start.advanced(by: paragraph.unicodeScalars.count))))
      text += paragraph
    }
    return Document(
      normalised: Array(text.utf8), scalarCount: text.unicodeScalars.count, paragraphs: spans)
  }

  static var lesson: Lesson {
    var lesson = Lesson(
      title: "The bridge", document: "bridge.txt",
      labels: [LessonLabel("Loaded language"), LessonLabel("Bandwagon")],
      teacherWords: "HIDDEN say first that it is only a bridge",
      questions: [
        Question(
          number: 1, type: .choice, text: "What kind of text is this?",
          options: ["news", "opinion", "advertisement"], answers: [LessonAnswer(text: "opinion")]),
        Question(number: 2, type: .span, text: "Mark what works on you.", paragraphs: [2]),
        Question(number: 3, type: .short, text: "What does it claim?"),
      ],
      steps: [
        Step(
          kind: .stop, minutes: 4, words: "Before we read.", teacherWords: "HIDDEN let them guess",
          rounds: [first]),
        Step(
          kind: .read, minutes: 7, paragraphs: [2, 3], words: "Read it twice.", rounds: [saying]),
        Step(kind: .mark, minutes: 8, paragraphs: [2], rounds: [marking]),
        Step(kind: .compare, paragraphs: [2]),
        Step(kind: .discuss, isOptional: true, words: "Talk."),
        Step(
          kind: .reveal, paragraphs: [2],
          shows: [.note(NoteID("anna-berg"), line: 1), .note(NoteID("board"), line: 1)]),
        Step(kind: .vote, rounds: [again]),
      ])
    lesson.author = "A. Writer"
    lesson.minutes = 45
    return lesson
  }

  static var notes: LessonNotes {
    func note(_ id: String, _ title: String) -> Note {
      var note = Note(id: NoteID(id), title: title, revision: Revision(of: title))
      note.description = "HIDDEN about \(title)"
      return note
    }
    let start = document.paragraphs[1].range.start
    return LessonNotes(
      catalogue: Catalogue(notes: [
        note("anna-berg", "HIDDEN Anna Berg"), note("board", "HIDDEN Harbour board"),
      ]),
      mentions: [
        2: [
          NoteMentions(
            note: NoteID("anna-berg"), ranges: [ScalarRange(start, start.advanced(by: 9))])
        ]
      ])
  }

  static func presenter(_ size: Size = Size(columns: 80, rows: 24)) -> PresenterState {
    let start = SessionStart(
      id: "s", lessonPath: "", lessonText: "", documentPath: "", documentName: "",
      documentHash: "", documentText: "")
    var state = PresenterState(
      lesson: lesson, document: document, session: Session(start, at: 1_000), size: size,
      settings: PresenterSettings(now: 1_000))
    _ = state.start()
    _ = state.update(.notesRead(notes))
    return state
  }
}

extension PresenterState {
  /// Presses keys, a blank between them; what was asked for but for pictures of the room.
  @discardableResult
  mutating func press(_ keys: String) -> [PresenterEffect] {
    keys.split(separator: " ").compactMap { Key(notation: String($0)) }.flatMap {
      update(.input(.key($0)))
    }
  }

  /// What the keys had recorded.
  mutating func recorded(_ keys: String) -> [SessionEvent] {
    press(keys).flatMap { effect -> [SessionEvent] in
      if case .record(let events) = effect { return events.map(\.event) }
      return []
    }
  }

  var screen: String { frame().textPlane.joined(separator: "\n") }
  var bottom: String { frame().textPlane.last ?? "" }
}
