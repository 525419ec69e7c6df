// What somebody works on alone: a pupil with the class's copy, or a reader who studies a lesson. The
// text stands above, one question or note after the other below it.

public import Documents
public import Notes
public import Reader
public import Screen
public import Teaching
import Text

/// One thing to be done or read.
public enum WorksheetItem: Hashable, Sendable {
  /// Words of a step.
  case words(title: String, text: String)
  case question(Round, Teaching.Question)
  /// A note that opens once a sentence was written.
  case note(NoteID)
}

/// For whom a worksheet is.
public enum WorksheetRole: Hashable, Sendable {
  /// A pupil by the drawn code, with the digest of the pack.
  case pupil(code: String, pack: String)
  /// Alone: notes open, and the lesson's answers show after one's own.
  case study
}

/// What a pupil works on: the text and the questions of a pack, and the code that was drawn.
public struct PupilSheet: Sendable {
  public var title: String
  public var code: String
  /// Names the pack in the pupil's file.
  public var digest: String
  public var document: Document
  public var questions: [(Round, Teaching.Question)]
  public var labels: [LessonLabel]

  public init(
    title: String, code: String, digest: String, document: Document,
    questions: [(Round, Teaching.Question)], labels: [LessonLabel]
  ) {
    self.title = title
    self.code = code
    self.digest = digest
    self.document = document
    self.questions = questions
    self.labels = labels
  }
}

/// One happening.
public enum WorksheetMessage: Sendable {
  case input(InputEvent)
  case tick(Int)
  case notesRead(LessonNotes)
  case notice(String)
}

/// One request.
public enum WorksheetEffect: Hashable, Sendable {
  case readNotes
  /// Keep these for good.
  case record([TimedEvent])
  case redraw
  case suspend
  case quit(Int32)
}

/// The state of a worksheet.
public struct WorksheetState: Sendable {
  public internal(set) var size: Size
  /// What was answered, marked and written so far.
  public internal(set) var session: Session
  public let role: WorksheetRole
  public let title: String
  let document: Document
  private(set) var items: [WorksheetItem] = []
  /// The paragraph that each item is about, counted from 1; nil where it is about none.
  private(set) var paragraphs: [Int?] = []
  /// The lesson that is studied; nil on a pupil's sheet.
  let lesson: Lesson?
  let labels: [LessonLabel]
  let keymap: Keymap
  var notes = LessonNotes()
  var now: Int
  var item = 0
  var itemScroll = 0
  /// The paragraph at the top of the text, counted from 1, and its lines above the screen.
  var paragraph = 1
  var line = 0
  var marking: MarkCursor?
  var field: TextField?
  var list: ListView?
  var message: String?
  var typedNumber: Int?
  var lastKeyWasInterrupt = false

  /// A pupil's sheet as it was left; the session holds what was done before.
  public init(
    pack: PupilSheet, session: Session, keymap: Keymap, size: Size, now: Int,
    remarks: [String] = []
  ) {
    self.init(
      title: pack.title, role: .pupil(code: pack.code, pack: pack.digest), document: pack.document,
      lesson: nil, labels: pack.labels, session: session, keymap: keymap, size: size, now: now)
    for (round, question) in pack.questions {
      items.append(.question(round, question))
      paragraphs.append(question.paragraphs.first)
    }
    message = remarks.isEmpty ? nil : remarks.joined(separator: " · ")
    goToFirstUndone()
  }

  /// A lesson to be gone through alone, as it was left. Its notes come later.
  public init(
    lesson: Lesson, document: Document, session: Session, keymap: Keymap, size: Size, now: Int,
    remarks: [String] = []
  ) {
    self.init(
      title: lesson.title, role: .study, document: document, lesson: lesson,
      labels: lesson.labels, session: session, keymap: keymap, size: size, now: now)
    listSteps(of: lesson)
    message = remarks.isEmpty ? nil : remarks.joined(separator: " · ")
    goToFirstUndone()
  }

  private init(
    title: String, role: WorksheetRole, document: Document, lesson: Lesson?, labels: [LessonLabel],
    session: Session, keymap: Keymap, size: Size, now: Int
  ) {
    self.title = title
    self.role = role
    self.document = document
    self.lesson = lesson
    self.labels = labels
    self.session = session
    self.keymap = keymap
    self.size = size
    self.now = now
  }

  /// Takes the notes; those of a step that shows all of its paragraphs are known only now.
  mutating func take(_ notes: LessonNotes) {
    self.notes = notes
    guard let lesson else { return }
    let before = current
    listSteps(of: lesson)
    item = before.flatMap { items.firstIndex(of: $0) } ?? min(item, max(0, items.count - 1))
  }

  private mutating func listSteps(of lesson: Lesson) {
    items = []
    paragraphs = []
    let notes = notes
    let flow = Flow(lesson, paragraphCount: document.paragraphs.count) { notes.ids(in: $0) }
    var seen: Set<NoteID> = []
    for (place, index) in lesson.flow.enumerated() {
      let step = lesson.steps[index]
      let about = step.paragraphs.first
      if !step.words.isEmpty {
        items.append(.words(title: "\(place + 1) · \(step.kind.rawValue)", text: step.words))
        paragraphs.append(about)
      }
      for round in step.rounds {
        guard let question = lesson.question(of: round) else { continue }
        items.append(.question(round, question))
        paragraphs.append(question.paragraphs.first ?? about)
      }
      guard !step.shows.isEmpty else { continue }
      for id in flow.notes(of: step) where seen.insert(id).inserted {
        items.append(.note(id))
        paragraphs.append(about)
      }
    }
  }

  private mutating func goToFirstUndone() {
    item = items.indices.first { !isDone($0) && !isWords($0) } ?? max(0, items.count - 1)
    // The words before what is to be done first are read first.
    while item > 0, isWords(item - 1) { item -= 1 }
    showItem()
  }

  private func isWords(_ index: Int) -> Bool {
    if case .words = items[index] { true } else { false }
  }

  /// What a pupil's file is to hold.
  public var pupilAnswers: PupilAnswers? {
    guard case .pupil(let code, let pack) = role else { return nil }
    return PupilAnswers(
      pack: pack, code: code, answers: session.ownAnswers, marks: session.boardMarks)
  }

  var mode: Mode {
    if field != nil { return .field }
    if list != nil { return .list }
    return marking == nil ? .paper : .marking
  }

  var current: WorksheetItem? { items.indices.contains(item) ? items[item] : nil }

  func answer(to round: Round) -> PupilAnswer? { session.ownAnswers.first { $0.round == round } }

  func words(about note: NoteID) -> String? {
    session.written.first { $0.note == note.value }?.words
  }

  /// Whether nothing is left to do at an item.
  func isDone(_ index: Int) -> Bool {
    switch items[index] {
    case .words: true
    case .note(let id): words(about: id) != nil
    case .question(let round, let question):
      question.type == .span
        ? session.boardMarks.contains { $0.round == round } : answer(to: round) != nil
    }
  }

  /// How much there is to do, and how much of it is done.
  var tally: (done: Int, all: Int) {
    let tasks = items.indices.filter { if case .words = items[$0] { false } else { true } }
    return (tasks.count { isDone($0) }, tasks.count)
  }

  /// Brings what the item is about to the top of the text.
  mutating func showItem() {
    itemScroll = 0
    guard paragraphs.indices.contains(item), let wanted = paragraphs[item] else { return }
    paragraph = max(1, min(wanted, document.paragraphs.count))
    line = 0
  }
}
