// What a note is, free of files and formats.

public import Anchoring
public import Text

/// A note's name in its folder: path without `.md`, `/`-separated.
public struct NoteID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let value: String
  public init(_ value: String) { self.value = value }
  public static func < (left: NoteID, right: NoteID) -> Bool { left.value < right.value }
  public var description: String { value }
}

/// What kind of thing a note is about. Any word is allowed; nine have a meaning.
public struct NoteKind: Hashable, Sendable, CustomStringConvertible {
  public let value: String
  /// Kinds are compared in lower case.
  public init(_ value: String) { self.value = value.lowercased() }
  public static let person = NoteKind("person")
  public static let organization = NoteKind("organization")
  public static let place = NoteKind("place")
  public static let event = NoteKind("event")
  public static let term = NoteKind("term")
  public static let claim = NoteKind("claim")
  public static let technique = NoteKind("technique")
  public static let source = NoteKind("source")
  public static let question = NoteKind("question")
  /// Those with a meaning, in the order in which they are listed.
  public static let known: [NoteKind] = [
    .person, .organization, .place, .event, .term, .claim, .technique, .source, .question,
  ]
  public var description: String { value }
}

/// The state of a note's text: the digest of its file, alike in every store.
public typealias Revision = ContentHash

/// Where a claim comes from: one footnote, `source:` entry or citation key.
public struct Source: Hashable, Sendable {
  /// The footnote's label, or the citation key.
  public var label: String
  public var publisher: String?
  public var title: String?
  /// As written: a year, a month or a day.
  public var date: String?
  public var url: String?
  /// The definition as plain text, for those that do not follow the form.
  public var text: String
  /// Line in the note's file, counted from 1.
  public var line: Int

  public init(
    label: String, publisher: String? = nil, title: String? = nil, date: String? = nil,
    url: String? = nil, text: String, line: Int
  ) {
    self.label = label
    self.publisher = publisher
    self.title = title
    self.date = date
    self.url = url
    self.text = text
    self.line = line
  }
}

/// A link from one note to another, as written.
public struct NoteReference: Hashable, Sendable {
  /// What stands in the brackets: an id, a last component, a title or an alias; or a path.
  public var target: String
  /// The text shown.
  public var label: String
  /// True for `[text](file.md)`, whose target is a path relative to the note.
  public var isPath: Bool
  /// Line in the note's file, counted from 1.
  public var line: Int

  public init(target: String, label: String, isPath: Bool, line: Int) {
    self.target = target
    self.label = label
    self.isPath = isPath
    self.line = line
  }
}

/// What ties a passage note to its place in one document.
public struct Passage: Hashable, Sendable {
  /// Path relative to the notes folder, or an address.
  public var document: String?
  /// The same path made absolute by the store, normalised; nil for addresses.
  public var documentPath: String?
  /// Digest of the normalised text on which the offsets were made.
  public var hash: ContentHash?
  public var selector: TextSelector

  public init(
    document: String?, documentPath: String?, hash: ContentHash?, selector: TextSelector
  ) {
    self.document = document
    self.documentPath = documentPath
    self.hash = hash
    self.selector = selector
  }
}

/// One note.
public struct Note: Sendable, Hashable {
  public var id: NoteID
  public var title: String
  public var aliases: [String]
  public var kind: NoteKind?
  public var tags: [String]
  /// Front matter's own, else the body's first sentence.
  public var description: String?
  /// True when the front matter names a description itself.
  public var hasOwnDescription: Bool
  /// Markdown without front matter, footnote definitions included.
  public var body: String
  /// Line of the file on which the body begins, counted from 1.
  public var bodyLine: Int
  public var sources: [Source]
  public var references: [NoteReference]
  public var passage: Passage?
  public var matchCase: Bool?
  public var language: String?
  /// Words one of which must stand in the paragraph for an ordinary-word alias to count.
  public var near: [String]
  public var validFrom: String?
  public var validUntil: String?
  /// False for `surface: no`: found by links and search only.
  public var surfaces: Bool
  public var revision: Revision
  /// The folder it lives in, as the user named it.
  public var folder: String
  /// Its file, as the user would name it.
  public var path: String
  /// Lines of front matter keys, by lower-case key, counted from 1.
  public var keyLines: [String: Int]

  public init(id: NoteID, title: String, body: String = "", revision: Revision) {
    self.id = id
    self.title = title
    self.body = body
    self.revision = revision
    aliases = []
    tags = []
    hasOwnDescription = false
    bodyLine = 1
    sources = []
    references = []
    near = []
    surfaces = true
    folder = ""
    path = ""
    keyLines = [:]
  }

  /// Every spelling by which the note is found, the title first.
  public var names: [String] { [title] + aliases }
}

/// Something wrong with one note, said with its place.
public struct NoteProblem: Hashable, Sendable {
  public enum Severity: String, Sendable { case error, warning }
  public var path: String
  /// Counted from 1.
  public var line: Int
  public var severity: Severity
  /// The rule's name as `notes check` prints it ("broken-yaml").
  public var rule: String
  /// What is wrong and what to do, in one line.
  public var message: String

  public init(path: String, line: Int, severity: Severity, rule: String, message: String) {
    self.path = path
    self.line = line
    self.severity = severity
    self.rule = rule
    self.message = message
  }
}
