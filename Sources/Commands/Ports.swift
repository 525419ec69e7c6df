// What the commands need from outside, as ports: texts, folders, notes and lines out. The executable
// puts concrete rooms behind them, tests put fakes.

public import Documents
public import Linking
public import Notes

/// How a command ended, as the shell sees it.
public enum ExitCode: Int32, Comparable, Sendable {
  case fine = 0
  /// Nothing matched, or the check found errors.
  case nothing = 1
  case usage = 2
  /// Missing, undecodable or damaged input.
  case unusable = 65
  /// Permission, read or write failure.
  case failed = 74
  case interrupted = 130

  public static func < (left: ExitCode, right: ExitCode) -> Bool { left.rawValue < right.rawValue }

  /// What a text that cannot be opened means for the shell.
  public init(_ error: DocumentError) {
    switch error {
    case .unusable: self = .unusable
    case .unreadable: self = .failed
    }
  }
}

/// A text as a command works on it.
public struct OpenedText: Sendable {
  public var document: Document
  /// As the user named it.
  public var name: String
  /// Absolute and normalised; nil for standard input.
  public var path: String?

  public init(document: Document, name: String, path: String?) {
    self.document = document
    self.name = name
    self.path = path
  }

  /// What the text calls itself, else its file name.
  public var title: String {
    if let title = document.title, !title.isEmpty { return title }
    return name.split(separator: "/").last.map { Self.shown(String($0)) } ?? name
  }

  /// The name as it is said: standard input in words.
  public var shownName: String { Self.shown(name) }

  static func shown(_ name: String) -> String { name == "-" ? "standard input" : name }
}

/// Opens texts and walks folders.
public protocol TextOpening {
  /// A whole text; `-` is standard input.
  func open(_ name: String) throws(DocumentError) -> OpenedText
  /// The files under a folder, dot-names and evident binaries left out; nil when the name is no
  /// folder.
  func files(under name: String) throws(DocumentError) -> FolderListing?
}

/// What lies under a folder, all the way down.
public struct FolderListing: Sendable {
  /// Paths as the user would type them, sorted by their bytes.
  public var files: [String]
  /// Folders that could not be looked into.
  public var faults: [(path: String, error: DocumentError)]

  public init(files: [String], faults: [(path: String, error: DocumentError)] = []) {
    self.files = files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.faults = faults
  }
}

/// Where notes come from.
public protocol NoteShelf {
  /// All notes that are read beside a text; nil for none in particular.
  func catalogue(beside path: String?) throws(ShelfFault) -> Catalogue
  /// The folder of the notes that come with the program, where it is only read; as notes name it.
  var shippedFolder: String? { get }
}

/// Why there are no notes to be had, in the words of the one line of a failure.
public struct ShelfFault: Error, Hashable, Sendable {
  public var what: String
  public var why: String
  public var code: ExitCode

  public init(what: String, why: String, code: ExitCode) {
    self.what = what
    self.why = why
    self.code = code
  }

  /// What a store's refusal means for the shell.
  public init(_ error: NoteStoreError) {
    switch error {
    case .conflict:
      self.init(what: "notes", why: "changed elsewhere meanwhile", code: .failed)
    case .notFound(let id): self.init(what: id.value, why: "no such note", code: .nothing)
    case .unavailable(let why): self.init(what: "notes", why: why, code: .failed)
    case .malformed(let file, let line, let why):
      self.init(what: "\(file):\(line)", why: why, code: .unusable)
    }
  }
}

extension NoteShelf {
  public var shippedFolder: String? { nil }
}

/// What only the whole of the notes can answer.
public protocol NoteQueries {
  /// Notes that hold all the words, best first.
  func search(_ words: String, in catalogue: Catalogue) -> [Note]
  /// Notes that a name can mean: an id, else a last component, else a title or alias.
  func named(_ name: String, in catalogue: Catalogue) -> [Note]
  /// Where the note's links lead, each once, in order of the text.
  func links(of note: Note, in catalogue: Catalogue) -> [NoteID]
  /// Notes that link to this one, in id order.
  func backlinks(of note: Note, in catalogue: Catalogue) -> [NoteID]
  /// What is wrong with the notes.
  func check(_ request: CheckRequest, in catalogue: Catalogue) -> [NoteProblem]
}

/// What `notes check` is asked for.
public struct CheckRequest {
  /// The text that passages must be found in and notes must surface in.
  public var text: OpenedText?
  /// Notes that stand beside some paragraph of that text.
  public var surfaced: Set<NoteID>
  /// Check ordinary notes, too, for more than YAML and links.
  public var all: Bool
  /// Only these notes; empty for every note.
  public var ids: [NoteID]

  public init(text: OpenedText? = nil, surfaced: Set<NoteID> = [], all: Bool, ids: [NoteID]) {
    self.text = text
    self.surfaced = surfaced
    self.all = all
    self.ids = ids
  }
}

/// Finds which notes belong to the paragraphs of a text.
public protocol TextLinking {
  /// What is found for one text; asked for once a text, since it may build an index.
  func linked(_ text: OpenedText, with catalogue: Catalogue) -> LinkedText
}

/// The notes of one text, paragraph by paragraph, as they are asked for.
public struct LinkedText {
  /// Some paragraphs' notes, in order; paragraphs without notes may be left out.
  public let links: (Range<Int>) -> [ParagraphLinks]
  /// Passage notes of this text whose place cannot be found.
  public let lost: () -> [LostPassage]

  public init(
    links: @escaping (Range<Int>) -> [ParagraphLinks], lost: @escaping () -> [LostPassage]
  ) {
    self.links = links
    self.lost = lost
  }
}

/// Where lines go in the end. Texts handed to it are safe to show.
public protocol LineSink: AnyObject {
  /// Standard output; false when nobody reads it any more.
  func write(_ text: String) -> Bool
  /// Standard error.
  func complain(_ text: String)
}

/// One key of the reader, as `sidelight keys` prints it.
public struct KeyRow: Hashable, Sendable {
  public var mode: String
  public var key: String
  /// The command's name, as configuration and the command line know it.
  public var command: String
  public var help: String
  public init(mode: String, key: String, command: String, help: String) {
    self.mode = mode
    self.key = key
    self.command = command
    self.help = help
  }
}

/// A text that was read before.
public struct RecentText: Hashable, Sendable {
  public var title: String
  public var path: String?
  public var percent: Int
  /// When it was read, as the user's calendar and clock say it.
  public var when: String
  public init(title: String, path: String?, percent: Int, when: String) {
    self.title = title
    self.path = path
    self.percent = percent
    self.when = when
  }
}
