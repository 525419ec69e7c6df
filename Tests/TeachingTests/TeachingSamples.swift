// A small lesson on a small text, for the tests of this room.

import Documents
import Notes
import Teaching
import Text

enum Sample {
  static let paragraphs = [
    "The board met on Monday. Everyone knows that the bridge must go.",
    "Anna Berg, who leads the board, called the plan a betrayal. It is a betrayal! Nobody asked us.",
    "The harbour earns less than it costs. That is a given.",
  ]

  static let document = document(paragraphs)

  static func document(_ paragraphs: [String]) -> Document {
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

  static let first = Round(question: 1)
  static let again = Round(question: 1, round: 2)
  static let marking = Round(question: 2)
  static let saying = Round(question: 3)

  static var lesson: Lesson {
    var lesson = Lesson(
      title: "The bridge", document: "bridge.txt",
      labels: [
        LessonLabel("Loaded language", definition: "Words that stir.", example: "A sly plan."),
        LessonLabel("Bandwagon"),
      ], teacherWords: "SECRET to the teacher before all",
      questions: [
        Question(
          number: 1, type: .choice, text: "What kind of text is this?",
          options: ["news", "opinion", "advertisement"],
          answers: [LessonAnswer(text: "opinion")]),
        Question(
          number: 2, type: .span, text: "Mark what works on your feelings.",
          answers: [LessonAnswer(label: "Loaded language", text: "a betrayal")], paragraphs: [2]),
        Question(
          number: 3, type: .short, text: "What does it claim?",
          answers: [LessonAnswer(text: "SECRET that the bridge must go")]),
      ],
      steps: [
        Step(
          kind: .stop, minutes: 4, words: "Before we read.", teacherWords: "SECRET stop words",
          rounds: [first]),
        Step(kind: .investigate, minutes: 5, shows: [.note(NoteID("anna-berg"), line: 1)]),
        Step(kind: .mark, minutes: 8, paragraphs: [2, 3], rounds: [marking]),
        Step(kind: .compare, paragraphs: [2, 3]),
        Step(kind: .discuss, isOptional: true, rounds: [saying]),
        Step(
          kind: .reveal, paragraphs: [2],
          shows: [
            .note(NoteID("harbour-board"), line: 1), .note(NoteID("harbour"), line: 1),
            .answers(line: 1),
          ]),
        Step(kind: .vote, rounds: [again]),
      ])
    lesson.author = "A. Writer"
    lesson.date = "2025-07-24"
    lesson.minutes = 45
    return lesson
  }

  static func note(_ id: String, _ title: String, body: String = "") -> Note {
    var note = Note(
      id: NoteID(id), title: title, body: body, revision: Revision(of: title + body))
    note.description = "SECRET description of \(title)"
    note.kind = .person
    return note
  }

  static var notes: LessonNotes {
    LessonNotes(
      catalogue: Catalogue(notes: [
        note(
          "anna-berg", "SECRET Anna Berg", body: "She leads [[harbour-board]]; see [[harbour]]."),
        note("harbour-board", "SECRET Harbour board"), note("harbour", "SECRET Harbour"),
      ]),
      mentions: [
        1: [mention("harbour-board", "board", in: 0)],
        2: [mention("anna-berg", "Anna Berg", in: 1), mention("harbour-board", "board", in: 1)],
        3: [mention("harbour", "harbour", in: 2)],
      ])
  }

  static func mention(_ id: String, _ words: String, in paragraph: Int) -> NoteMentions {
    NoteMentions(note: NoteID(id), ranges: [range(of: words, in: paragraph)])
  }

  /// Where some words first stand in a paragraph counted from 0.
  static func range(of words: String, in paragraph: Int) -> ScalarRange {
    let text = Array(paragraphs[paragraph].unicodeScalars)
    let wanted = Array(words.unicodeScalars)
    let start = (0...(text.count - wanted.count)).first {
      Array(text[$0..<($0 + wanted.count)]) == wanted
    }
    let base = document.paragraphs[paragraph].range.start.value + (start ?? 0)
    return ScalarRange(ScalarOffset(base), ScalarOffset(base + wanted.count))
  }

  static var slides: Slides { Slides(lesson: lesson, document: document, notes: notes) }

  static func session(_ events: [SessionEvent] = []) -> Session {
    let start = SessionStart(
      id: "s", lessonPath: "bridge.md", lessonText: "", documentPath: "bridge.txt",
      documentName: "bridge.txt", documentHash: "", documentText: "")
    var session = Session(start, at: 1_000)
    for event in events { session.apply(TimedEvent(at: 1_000, event)) }
    return session
  }

  /// A pupil's file.
  static func pupil(_ code: String, _ answers: [Round: Int], marks: [Mark] = []) -> PupilAnswers {
    PupilAnswers(
      pack: "p", code: code,
      answers: answers.map { PupilAnswer(round: $0.key, option: $0.value) }, marks: marks)
  }
}

/// Numbers by chance, the same in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number below a bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
