// All that a presenter knows at one moment. The room's picture is made from it by `Slides` alone;
// the private screen shows the rest.

public import Documents
import Notes
public import Reader
public import Screen
public import Teaching
import Text

/// What a presenter starts with, decided outside.
public struct PresenterSettings: Sendable {
  public var keymap: Keymap
  /// Said once at the start.
  public var remarks: [String]
  /// Seconds since 1970 at the start.
  public var now: Int
  /// Whether the session is taken up again.
  public var isResumed: Bool
  /// Where the room's screen is fed from, as it is said to the teacher.
  public var roomName: String

  public init(
    keymap: Keymap = Keymap(), remarks: [String] = [], now: Int, isResumed: Bool = false,
    roomName: String = ""
  ) {
    self.keymap = keymap
    self.remarks = remarks
    self.now = now
    self.isResumed = isResumed
    self.roomName = roomName
  }
}

/// A line being typed on the bottom row.
struct PresenterPrompt: Hashable, Sendable {
  enum Purpose: Hashable, Sendable {
    case command, search
    /// How many are in the room.
    case present
    /// A sentence said in answer to a short question.
    case words(Round)
    /// The marks of one group, counted from 1.
    case group(Round, Int)
  }
  var purpose: Purpose
  var field = TextField()

  init(_ purpose: Purpose) { self.purpose = purpose }
}

/// Something that waits for one key.
enum PresenterQuestion: Hashable, Sendable {
  /// Is this screen projected?
  case projected
  case revealStep([NoteID])
  case end
  case endKeepingNothing
  /// Hands for each sentence, or the marks of groups?
  case handsOrGroups(Round)
  case markName(isSetting: Bool)
}

/// The state of a presenter.
public struct PresenterState: ScreenState, Sendable {
  public internal(set) var size: Size
  public internal(set) var session: Session
  var slides: Slides
  public let settings: PresenterSettings
  var now: Int

  var focus: RoomFocus
  var isBlank = false
  var isFrozen = false
  public internal(set) var isPrivate = false
  var privateScroll = 0
  var selectedNote = 0
  var message: String?
  var question: PresenterQuestion?
  var prompt: PresenterPrompt?
  var list: ListView?
  var count: CountForm?
  var marking: MarkCursor?
  var hits: [ScalarRange] = []
  var currentHit: Int?
  var places: [Character: (paragraph: Int, offset: Int)] = [:]
  var typedNumber: Int?
  var lastKeyWasInterrupt = false
  var notesAreRead = false
  /// What is missing, in words that only the private screen may say.
  var missing: String?
  /// Until the first key after a session was taken up again.
  var hasJustResumed = false
  /// What the room was shown last.
  var published: RoomSlide?

  /// The state before the first frame; the notes come later.
  public init(
    lesson: Lesson, document: Document, session: Session, size: Size, settings: PresenterSettings
  ) {
    self.session = session
    self.size = size
    self.settings = settings
    now = settings.now
    slides = Slides(lesson: lesson, document: document, notes: LessonNotes())
    focus = RoomFocus(paragraph: 1)
    message = settings.remarks.isEmpty ? nil : settings.remarks.joined(separator: " · ")
    focusOnStep()
  }

  public var lesson: Lesson { slides.lesson }
  public var document: Document { slides.document }
  var flow: Flow { slides.flow }
  public var step: Step? { flow.step(of: session) }

  public static func message(of event: InputEvent) -> PresenterMessage { .input(event) }

  /// What keys act on now.
  var mode: Mode {
    if prompt != nil { return .field }
    if count != nil { return .count }
    if list != nil { return .list }
    return marking == nil ? .lesson : .marking
  }

  /// The title of the terminal's window: nothing that is kept back.
  public var title: String { lesson.title }

  /// What the room may see now.
  public var slide: RoomSlide {
    var focus = focus
    focus.isBlank = isBlank
    if let marking {
      focus.pointed = [marking.range]
    } else if let hit = shownHit {
      focus.pointed = [hit]
    }
    return slides.slide(session, focus)
  }

  private var shownHit: ScalarRange? {
    currentHit.flatMap { hits.indices.contains($0) ? hits[$0] : nil }
  }

  /// The paragraphs that can be shown in this step, counted from 1; none where it keeps the text
  /// back.
  var paragraphs: [Int] {
    guard let step, flow.showsText(step) else { return [] }
    return flow.paragraphs(of: step)
  }

  /// Puts the step's first paragraph in front, and forgets what was pointed at in another step.
  mutating func focusOnStep() {
    focus = RoomFocus(paragraph: paragraphs.first ?? 1)
    selectedNote = 0
    privateScroll = 0
    marking = nil
    hits = []
    currentHit = nil
  }

  /// The notes that belong to the step, uncovered or not: the presenter's own list.
  var stepNotes: [NoteID] {
    guard let step else { return [] }
    var ids = flow.notes(of: step)
    if flow.showsText(step) {
      ids += slides.notes.ids(in: focus.paragraph).filter {
        !ids.contains($0) && !lesson.keptBack.contains($0)
      }
    }
    return ids
  }

  /// The note that `r` uncovers: on the private screen the selected one, else the next of the step.
  var noteToReveal: NoteID? {
    let all = stepNotes
    let hidden = all.filter { !session.revealed.contains($0.value) }
    if isPrivate, all.indices.contains(selectedNote), hidden.contains(all[selectedNote]) {
      return all[selectedNote]
    }
    return isPrivate && all.indices.contains(selectedNote) ? nil : hidden.first
  }
}
