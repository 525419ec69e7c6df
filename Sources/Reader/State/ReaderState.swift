// All that the reader knows at one moment. A value: `update` makes the next one, `view` draws it.

public import Documents
public import Linking
public import Notes
public import Screen
import Text

/// How far the notes of the text are known.
public enum LinkingProgress: Hashable, Sendable {
  /// Notes are still being read or compared; the pane is kept free for them.
  case waiting
  case done
  /// There is no folder of notes at all.
  case noFolder
}

/// What the reader starts with, decided outside: configuration, folders, the remembered place.
public struct ReaderSettings: Hashable, Sendable {
  public var keymap: Keymap
  /// Kinds that are not shown.
  public var hiddenKinds: Set<NoteKind> = [.technique, .question]
  public var paneShare = 0
  public var mouse = false
  /// Whether any notes folder was found, so that the pane can be kept free before it is read.
  public var expectsNotes = true
  /// Where a new note would be written, as the reader would name it.
  public var notesFolder = ""
  /// The text's path relative to that folder, or its address, as a passage note names it.
  public var documentReference: String?
  /// False for a private run, which forgets begun notes at its end.
  public var keepsDrafts = true
  /// The text's own path, absolute; nil for standard input.
  public var documentPath: String?
  public var position: ReadingPosition?
  /// Where to begin, for a text that a link or another wish led to; goes before the position.
  public var arrival: ArrivalPlace?
  /// With which the text was opened.
  public var wishes = OpeningWishes()
  /// Another text was read before this one, and Backspace leads there.
  public var canGoBack = false
  /// More of the text is on its way: it comes from a pipe.
  public var isArriving = false
  /// Shown once at the start, on the bottom row: mistakes in the configuration and the like.
  public var remarks: [String] = []
  /// Everything at its default but the keys.
  public init(keymap: Keymap = Keymap()) { self.keymap = keymap }
}

/// The state of the reader.
public struct ReaderState: Sendable {
  public internal(set) var document: Document
  public let name: String
  public internal(set) var size: Size
  public internal(set) var settings: ReaderSettings

  public internal(set) var catalogue: Catalogue = .empty
  public internal(set) var progress: LinkingProgress
  /// Links by paragraph; those without any are left out.
  var links: [Int: [NoteLink]] = [:]
  var passages: [PassageReading] = []
  /// Until all notes are read, or cannot be.
  var awaitsNotes: Bool
  var choices: [DocumentChoice] = []
  var question: Question?
  /// Answers that ask something and wait until nothing is being typed.
  var heldMessages: [Message] = []
  /// The passage note that waits for a place to be selected.
  var attaching: NoteID?
  /// The day of the version read before, when the text was edited since.
  var editedSince: String?

  public internal(set) var focus = 0
  public internal(set) var place = Place(offset: ScalarOffset(0))
  /// Index of the selected note among those shown for the focus.
  public internal(set) var selected = 0
  var paneScroll = 0
  public internal(set) var openNotes: [OpenNote] = []
  public internal(set) var list: ListView?
  public internal(set) var prompt: Prompt?
  public internal(set) var selection: Selection?
  var pressed: Press?
  public internal(set) var form: NoteForm?
  /// Notes that were begun and left, the newest first; offered before a new one.
  public internal(set) var begunNotes: [BegunNote] = []
  /// What was sent off, by the form, as long as the answer has not come.
  var notesBeingSaved: [String: NoteDraft] = [:]
  /// Forms opened so far, by which each has a name.
  var formCount = 0
  /// Where the reading began, to know whether the reader has moved since.
  var startingOffset = ScalarOffset(0)
  public internal(set) var isTextOnly = false
  public internal(set) var message: String?
  var search: SearchState?
  var history: [Prompt.Purpose: [String]] = [:]
  var marks: [Character: ScalarOffset] = [:]
  var jumpedFrom: ScalarOffset?
  /// Where links of this text were followed from, the last one last.
  var trail: [(focus: Int, place: Place)] = []
  /// Of the text asked for last.
  var textGeneration = 0
  /// Where to go once the whole text is there, when a jump went beyond what was read.
  var awaitedJump: AwaitedJump?
  /// The number typed before a command.
  var count: Int?
  /// Of a text read in windows: the stretch to be asked for next, the one asked for and not yet here,
  /// the place for which one was asked ahead of time, and how far the whole is counted.
  var wantedWindow: WindowPlace?
  var windowAsked: WindowPlace?
  var lastPrefetch: ScalarOffset?
  public internal(set) var counted: TextCount?
  var windowGeneration = 0
  /// More of the text is on its way.
  public internal(set) var isArriving = false
  /// Stays at the end as the text grows.
  var isFollowing = false
  /// Some paragraph had notes: the pane stays while windows come and go.
  var hasShownNotes = false
  /// A command that waits for the letter of a mark.
  var awaitingMark: Command?
  var lastKeyWasInterrupt = false
  /// Of the notes and links asked for last; older answers are dropped. Searches count by themselves.
  var generation = 0
  var searchGeneration = 0
  var noteSearchGeneration = 0
  /// The question that the list of notes answers, and whether Enter waits for the newest answer.
  var answeredNoteSearch = 0
  var choosesOnArrival = false
  /// Lines of paragraphs near the viewport; see TextLayout.
  var layout = LayoutMemo()

  /// The state before the first frame: no notes yet, the remembered place if there is one.
  public init(document: Document, name: String, size: Size, settings: ReaderSettings) {
    self.document = document
    self.name = name
    self.size = size
    self.settings = settings
    progress = settings.expectsNotes ? .waiting : .noFolder
    awaitsNotes = settings.expectsNotes
    let remarks = document.openingRemarks(settings.wishes) + settings.remarks
    message = remarks.isEmpty ? nil : remarks.joined(separator: " · ")
    marks = settings.position?.marks ?? [:]
    focus(on: document.paragraph(at: settings.position?.offset ?? ScalarOffset(0)))
    if let offset = settings.position?.offset, !document.paragraphs.isEmpty {
      resume(at: offset)
    }
    takeArrival()
    startingOffset = place.offset
    isArriving = settings.isArriving
  }

  /// What keys act on now.
  public var mode: Mode {
    if prompt != nil { return .field }
    if list != nil { return .list }
    if form != nil { return .form }
    if selection != nil { return .selection }
    return openNotes.isEmpty ? .reader : .note
  }

  /// The title of the text: its own, else the file's name.
  public var title: String { document.title ?? name }

  /// Notes of a paragraph whose kind is shown, in pane order.
  public func shownLinks(of paragraph: Int) -> [NoteLink] {
    guard !isTextOnly, let all = links[paragraph] else { return [] }
    return all.filter { link in !(link.kind.map { settings.hiddenKinds.contains($0) } ?? false) }
  }

  /// How many notes of a paragraph are not shown because of their kind.
  public func hiddenCount(of paragraph: Int) -> Int {
    (links[paragraph]?.count ?? 0) - (isTextOnly ? 0 : shownLinks(of: paragraph).count)
  }

  /// The selected note of the focused paragraph.
  public var selectedLink: NoteLink? {
    let shown = shownLinks(of: focus)
    return shown.indices.contains(selected) ? shown[selected] : shown.first
  }

  /// Whether room is kept for notes beside or below the text.
  public var hasPane: Bool {
    if form != nil { return true }
    if isTextOnly { return false }
    if !openNotes.isEmpty || hasFootnotes { return true }
    switch progress {
    case .waiting: return true
    case .noFolder: return false
    case .done:
      return document.window != nil && hasShownNotes || links.values.contains { !$0.isEmpty }
    }
  }

  public var plan: ScreenPlan {
    ScreenPlan(size: size, hasPane: hasPane, share: settings.paneShare, hasForm: form != nil)
  }

  /// Percent of the text before the focus; 100 on the last paragraph.
  public var percent: Int {
    guard document.paragraphs.indices.contains(focus), document.scalarCount > 0 else { return 100 }
    if focus == document.paragraphs.count - 1, document.isComplete { return 100 }
    let span = document.paragraphs[focus]
    if let window = document.window {
      // Offsets of windows run with the bytes of the file, of which `scalarCount` is the whole number.
      if window.isLast, focus == document.paragraphs.count - 1 { return 100 }
      return min(99, document.paragraphs[focus].range.start.value * 100 / document.scalarCount)
    }
    if !document.isComplete, let whole = document.sourceBytes, whole > 0 {
      return min(99, span.bytes.start.value * 100 / whole)
    }
    return span.range.start.value * 100 / document.scalarCount
  }

  /// The paragraphs of which something is on the screen.
  public var visibleParagraphs: Range<Int> {
    let rows = visibleRows()
    guard let first = rows.first, let last = rows.last else { return 0..<0 }
    return min(first.paragraph, focus)..<max(last.paragraph, focus) + 1
  }

  /// What is to be remembered of this reading.
  public var position: ReadingPosition {
    ReadingPosition(
      offset: place.offset, ordinal: ordinal(of: focus).map { $0 + 1 } ?? 0, percent: percent,
      marks: marks)
  }
}
