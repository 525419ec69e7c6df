// What can lie over the text: lists, pages and the line being typed.

public import Documents
public import Notes
public import Text

/// What choosing an item of a list does.
public enum ListTarget: Hashable, Sendable {
  case paragraph(Int)
  /// An offset in a text that is read in windows.
  case place(ScalarOffset)
  case note(NoteID)
  case kind(NoteKind)
  /// A passage note that lost its place or its words.
  case passage(NoteID)
  /// Asks for something and closes the list.
  case effect(Effect)
  /// A new note on a name.
  case subject(String)
  /// A new note on the focused paragraph.
  case wholeParagraph
  /// A note that was begun and left, by its id.
  case begunNote(String)
  /// Where a link of the text leads.
  case link(Documents.LinkTarget)
  /// A line to read only.
  case none
}

/// One line of a list.
public struct ListItem: Hashable, Sendable {
  public var text: String
  /// Shown at the right edge.
  public var detail: String
  public var target: ListTarget
  public var isHeading: Bool

  public init(
    _ text: String, detail: String = "", target: ListTarget = .none, isHeading: Bool = false
  ) {
    self.text = text
    self.detail = detail
    self.target = target
    self.isHeading = isHeading
  }
}

/// A list or a page over the text.
public struct ListView: Hashable, Sendable {
  public enum Purpose: Hashable, Sendable {
    case help, outline, kinds, notes, noteSubjects, aliasTargets, passages, changes, choices
    case deletion, conflict, steps, links, info
  }
  public var purpose: Purpose
  public var title: String
  public var items: [ListItem]
  /// The chosen item; for pages without targets, the first line shown.
  public var selected = 0
  /// Two wordings to each item, by its index; shown below for the chosen one.
  public var comparisons: [Int: Comparison] = [:]
  /// Shown instead of items when there are none.
  public var emptyText = ""

  /// Whether lines are chosen, rather than scrolled.
  public var isChoice: Bool { items.contains { $0.target != .none } }

  public init(_ purpose: Purpose, title: String, items: [ListItem], emptyText: String = "") {
    self.purpose = purpose
    self.title = title
    self.items = items
    self.emptyText = emptyText
  }
}

/// A line being typed on the bottom row.
public struct Prompt: Hashable, Sendable {
  public enum Purpose: Hashable, Sendable {
    case search, command, notes
    /// The words that become an alias of the note that is looked for.
    case alias(String)
  }
  public var purpose: Purpose
  public var field = TextField()
  /// Lines typed earlier, newest last, and which of them is shown.
  public var recalled: Int?

  public init(_ purpose: Purpose) { self.purpose = purpose }

  /// Whether a list of notes follows what is typed.
  var listsNotes: Bool {
    switch purpose {
    case .notes, .alias: true
    case .search, .command: false
    }
  }
}

/// An open note and how far it is scrolled.
public struct OpenNote: Hashable, Sendable {
  public var id: NoteID
  public var scroll = 0
  public init(_ id: NoteID) { self.id = id }
}

/// The result of a search in the text.
public struct SearchState: Hashable, Sendable {
  public var pattern: String
  public var hits: [ScalarRange]
  /// True when there were more hits than are kept.
  public var isCut: Bool
  /// The hit last gone to.
  public var current: Int?
  /// False until the answer is there.
  public var isDone: Bool
  /// Of a long text: where the search began, and how much of it is searched, in percent.
  public var from = ScalarOffset(0)
  public var searched = 100
}
