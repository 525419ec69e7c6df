// What goes on paper, as a value: a text with numbered paragraphs, notes beside them, questions and
// sources. How it is written as HTML, Markdown or plain text is the business of the other files here.
// Every string in it is as its author wrote it; the writers make it harmless.

/// One sheet.
public struct Handout: Hashable, Sendable {
  public var title: String
  /// For whom it is, in a few words (`For pupils`); empty where that is plain.
  public var sheet: String
  /// BCP 47 tag of title, questions and words; nil when nobody said.
  public var language: String?
  /// What stands under the title.
  public var facts: [HandoutFact]
  /// What is filled in by hand at the top (`Group or code`).
  public var blanks: [String]
  public var parts: [HandoutPart]
  /// The note of number `n` is at `n - 1`.
  public var notes: [HandoutNote]
  /// The endnote of number `n` is at `n - 1`.
  public var sources: [HandoutSource]
  /// Said at the very end: what is missing and why.
  public var remarks: [String]

  public init(title: String, sheet: String = "", language: String? = nil) {
    self.title = title
    self.sheet = sheet
    self.language = language
    facts = []
    blanks = []
    parts = []
    notes = []
    sources = []
    remarks = []
  }

  /// The note of a number; nil for one that there is not.
  func note(_ number: Int) -> HandoutNote? {
    notes.indices.contains(number - 1) ? notes[number - 1] : nil
  }
}

/// `Author`, `Anna Berg`; a value that needs no name has an empty one.
public struct HandoutFact: Hashable, Sendable {
  public var name: String
  public var value: String
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A section, in the order in which it is read. Endnotes and remarks follow the last.
public enum HandoutPart: Hashable, Sendable {
  /// Paragraphs of words under a heading.
  case words(heading: String, [String])
  case labels([HandoutLabel])
  case steps([HandoutStep])
  case text(HandoutText)
  case questions(heading: String, [HandoutQuestion])
  case results([HandoutResult])
  case comparison(HandoutComparison)
  /// Notes that stand beside no paragraph.
  case mentions(heading: String, [HandoutMention])
  /// The bodies of all notes, for which the column beside the text has no room.
  case fullNotes
}

/// The text itself.
public struct HandoutText: Hashable, Sendable {
  /// What the column beside the text is for.
  public enum Side: Hashable, Sendable {
    case nothing
    case notes
    /// Left free to write in.
    case writing
  }
  /// BCP 47 tag; nil when nobody said.
  public var language: String?
  public var side: Side
  public var paragraphs: [HandoutParagraph]

  public init(language: String? = nil, side: Side, paragraphs: [HandoutParagraph] = []) {
    self.language = language
    self.side = side
    self.paragraphs = paragraphs
  }
}

/// One paragraph and what stands beside it.
public struct HandoutParagraph: Hashable, Sendable {
  /// Counted from 1.
  public var number: Int
  public var isHeading: Bool
  public var inlines: [HandoutInline]
  public var notes: [HandoutMention]
  /// Numbers of sentences that have a line to write a label's number on.
  public var blanks: [String]

  public init(
    number: Int, isHeading: Bool = false, inlines: [HandoutInline], notes: [HandoutMention] = [],
    blanks: [String] = []
  ) {
    self.number = number
    self.isHeading = isHeading
    self.inlines = inlines
    self.notes = notes
    self.blanks = blanks
  }
}

/// A piece of a paragraph.
public enum HandoutInline: Hashable, Sendable {
  case text(String, HandoutLook)
  /// The name of the sentence that begins here: `8·3`.
  case sentence(String)
  /// The number of a note, behind its mention.
  case note(Int)
  case answerBegins
  /// With the number of its label, where it has one.
  case answerEnds(label: Int?)
}

/// How a piece of text is set apart.
public struct HandoutLook: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let mention = HandoutLook(rawValue: 1)
  public static let answer = HandoutLook(rawValue: 2)
}

/// A note where it is named beside a paragraph or in a step.
public struct HandoutMention: Hashable, Sendable {
  public var note: Int
  /// Why it stands here, where that is not plain.
  public var reason: String?
  /// Where it was described before (`¶ 2`); nil where it is described here.
  public var earlier: String?

  public init(note: Int, reason: String? = nil, earlier: String? = nil) {
    self.note = note
    self.reason = reason
    self.earlier = earlier
  }
}

/// A note with all that is handed out of it.
public struct HandoutNote: Hashable, Sendable {
  public var title: String
  public var kind: String?
  public var description: String?
  /// The words of a passage as they were quoted, where the text has others now.
  public var oldWords: String?
  public var body: [HandoutBlock]
  /// Numbers of its endnotes.
  public var sources: [Int]

  public init(
    title: String, kind: String? = nil, description: String? = nil, oldWords: String? = nil,
    body: [HandoutBlock] = [], sources: [Int] = []
  ) {
    self.title = title
    self.kind = kind
    self.description = description
    self.oldWords = oldWords
    self.body = body
    self.sources = sources
  }
}

/// A block of a note's body.
public struct HandoutBlock: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case paragraph, heading, quotation, code
    /// `-`, or a number as written (`3.`); empty for an item's further paragraphs. Depth from 1.
    case item(marker: String, depth: Int)
  }
  public var kind: Kind
  public var prose: [HandoutProse]

  public init(_ kind: Kind, _ prose: [HandoutProse]) {
    self.kind = kind
    self.prose = prose
  }
}

/// A piece of a body.
public enum HandoutProse: Hashable, Sendable {
  case text(String)
  case link(String, address: String)
  /// The number of an endnote.
  case source(Int)
  /// Another note of the sheet, by its words and its number.
  case note(String, Int)
}

/// An endnote.
public struct HandoutSource: Hashable, Sendable {
  /// Publisher, title and date, or its own words.
  public var words: String
  public var address: String?
  public init(_ words: String, address: String? = nil) {
    self.words = words
    self.address = address
  }
}
