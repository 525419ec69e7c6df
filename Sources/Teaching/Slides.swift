// From a session to what the room sees: the one place where it is decided what may leave the
// presenter's hands. Everything else draws or writes the slide that is made here.

public import Documents
public import Notes
public import Text

/// What the presenter points at; nothing of it is recorded.
public struct RoomFocus: Hashable, Sendable {
  /// Counted from 1.
  public var paragraph: Int
  /// Scalars from the paragraph's start to the part that is shown.
  public var offset = 0
  /// What is to be shown first, where the presenter chose; nil leaves it to the step.
  public var look: RoomSlide.Emphasis?
  /// The note in front, of those uncovered.
  public var note: NoteID?
  /// Whether that note is shown whole.
  public var isNoteOpen = false
  /// The first block of the open note that is shown.
  public var noteBlock = 0
  /// Which difference of the comparison is talked about.
  public var difference: Int?
  /// Words selected or found, in scalars of the normalised text.
  public var pointed: [ScalarRange] = []
  public var isBlank = false

  public init(paragraph: Int) { self.paragraph = paragraph }
}

/// Makes slides.
public struct Slides: Sendable {
  /// With fewer answers than this nothing is counted in public: it would say who answered what.
  public static let fewest = 5

  public let lesson: Lesson
  public let document: Document
  public let notes: LessonNotes
  public let flow: Flow

  public init(lesson: Lesson, document: Document, notes: LessonNotes) {
    self.lesson = lesson
    self.document = document
    self.notes = notes
    flow = Flow(lesson, paragraphCount: document.paragraphs.count) { notes.ids(in: $0) }
  }

  /// The slide of a session at one moment.
  public func slide(_ session: Session, _ focus: RoomFocus) -> RoomSlide {
    var slide = RoomSlide(lesson: lesson.title, step: "")
    if focus.isBlank {
      slide.isBlank = true
      return slide
    }
    if session.isOver {
      slide.words = "The lesson is over."
      return slide
    }
    guard let step = flow.step(of: session) else {
      slide.words = "This lesson has no steps."
      return slide
    }
    slide.step = stepLine(session)
    slide.words = step.words
    if step.kind == .stop || step.kind == .investigate { slide.card = card }
    slide.question = question(of: step, session)
    slide.notes = shownNotes(of: step, session, focus)
    if step.kind == .compare { slide.comparison = comparison(of: step, session, focus) }
    if flow.showsText(step) { slide.text = text(of: step, session, focus) }
    if showsLabels(step, slide) { slide.labels = shownLabels }
    slide.emphasis = emphasis(of: step, session, slide, focus)
    return slide
  }

  /// `Step 3 of 9 · mark · 8 min`; optional steps have no number.
  private func stepLine(_ session: Session) -> String {
    guard let step = flow.step(of: session) else { return "" }
    let minutes = step.minutes.map { " · \($0) min" } ?? ""
    let flow = lesson.flow
    guard let place = flow.firstIndex(of: session.step) else {
      return "Extra step · \(step.kind.rawValue)\(minutes)"
    }
    return "Step \(place + 1) of \(flow.count) · \(step.kind.rawValue)\(minutes)"
  }

  /// Where the text comes from, as the lesson's file says it.
  private var card: [CardLine] {
    let lines = [
      ("Author", lesson.author), ("Outlet", lesson.outlet), ("Translator", lesson.translator),
      ("Date", lesson.date),
    ]
    return lines.compactMap { name, value in value.map { CardLine(name: name, value: $0) } }
  }

  private var shownLabels: [ShownLabel] {
    lesson.labels.map {
      ShownLabel(name: $0.name, definition: $0.definition, example: $0.example)
    }
  }

  private func showsLabels(_ step: Step, _ slide: RoomSlide) -> Bool {
    switch step.kind {
    case .teach, .mark, .compare: true
    default: slide.text?.marks.contains { $0.kind == .label } ?? false
    }
  }

  // MARK: - Notes

  /// What is uncovered of the step's notes and of the paragraph in front, in that order.
  private func shownNotes(of step: Step, _ session: Session, _ focus: RoomFocus) -> [ShownNote] {
    uncovered(of: step, session, focus).compactMap { id in
      notes.shown(
        id, uncovered: Set(session.revealed), isOpen: focus.note == id && focus.isNoteOpen,
        isSelected: focus.note == id, block: focus.noteBlock)
    }
  }

  /// The ids behind the slide's notes.
  public func uncovered(of step: Step, _ session: Session, _ focus: RoomFocus) -> [NoteID] {
    var ids = flow.notes(of: step)
    if flow.showsText(step) {
      ids += notes.ids(in: focus.paragraph).filter { !ids.contains($0) }
    }
    // Those uncovered by hand, for this step or for another, stay at hand.
    return ids.filter { session.revealed.contains($0.value) }
  }

  // MARK: - Emphasis

  private func emphasis(
    of step: Step, _ session: Session, _ slide: RoomSlide, _ focus: RoomFocus
  ) -> RoomSlide.Emphasis {
    if let look = focus.look, has(look, slide) { return look }
    if let open = session.open {
      let isMarking = lesson.question(of: open)?.type == .span
      return isMarking && slide.text != nil ? .text : .question
    }
    switch step.kind {
    case .compare: if slide.comparison != nil { return .comparison }
    case .reveal: if let shown = lastUncovered(step, session, slide) { return shown }
    case .investigate: if !slide.notes.isEmpty { return .notes }
    default: break
    }
    if let question = slide.question, question.type != .span { return .question }
    switch step.kind {
    case .stop, .investigate: return slide.card.isEmpty ? .words : .card
    case .read, .mark, .compare, .reveal: return slide.text == nil ? .words : .text
    case .discuss: return slide.words.isEmpty && slide.text != nil ? .text : .words
    case .teach, .vote, .exit: return .words
    }
  }

  private func has(_ look: RoomSlide.Emphasis, _ slide: RoomSlide) -> Bool {
    switch look {
    case .card: !slide.card.isEmpty
    case .text: slide.text != nil
    case .question: slide.question != nil
    case .notes: !slide.notes.isEmpty
    case .comparison: slide.comparison != nil
    case .words: true
    }
  }

  /// What a reveal step uncovered last.
  private func lastUncovered(_ step: Step, _ session: Session, _ slide: RoomSlide)
    -> RoomSlide.Emphasis?
  {
    for item in step.shows.reversed() {
      switch item {
      case .answers:
        let shown = flow.askedRounds(in: session).filter {
          session.record(of: $0).showsAnswers
        }
        guard !shown.isEmpty else { continue }
        let areMarks = shown.contains { lesson.question(of: $0)?.type == .span }
        return areMarks && slide.text != nil ? .text : .question
      case .note(let id, _): if session.revealed.contains(id.value) { return .notes }
      case .all: if !slide.notes.isEmpty { return .notes }
      }
    }
    return slide.notes.isEmpty ? nil : .notes
  }
}
