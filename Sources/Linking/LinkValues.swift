// What linking finds: which notes belong to a paragraph, where, and why.

public import Notes
public import Text

/// Why a note stands beside a paragraph, strongest first.
public enum Reason: String, Sendable, CaseIterable, Comparable {
  case pinned, passage, title, alias, inflected, transliterated, surname

  /// Smaller is stronger.
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
  /// The stronger reason counts as less, so that the minimum is the one to show.
  public static func < (left: Reason, right: Reason) -> Bool { left.rank < right.rank }

  /// The rule that a reason stands for when nothing more is known.
  var plainRule: MatchRule {
    switch self {
    case .pinned: .pinned
    case .passage: .passage
    case .title, .alias: .exact
    case .inflected: .plural
    case .transliterated: .transliteration
    case .surname: .surname
    }
  }
}

/// One occurrence of a note in a paragraph.
public struct Match: Hashable, Sendable {
  /// In scalars of the normalised text of the document.
  public let range: ScalarRange
  /// The words as they stand there now.
  public let text: String
  public let reason: Reason
  /// The name that was found: the title or one alias; the quotation, in its old words, for a passage.
  public let name: String
  /// The rule that fired, and what else speaks for it.
  public let evidence: Evidence
  /// How much the whole speaks for this note, in thousandths: 0...1000.
  public let score: Int
  /// Other notes that fit these very words, best first; those that are offered beside this one as
  /// well as those that the text speaks against.
  public let candidates: [MatchCandidate]

  /// Evidence and score are those of the reason alone where none are given.
  public init(
    range: ScalarRange, text: String, reason: Reason, name: String, evidence: Evidence? = nil,
    score: Int? = nil, candidates: [MatchCandidate] = []
  ) {
    self.range = range
    self.text = text
    self.reason = reason
    self.name = name
    let evidence = evidence ?? Evidence(reason.plainRule)
    self.evidence = evidence
    self.score = score ?? evidence.rule.score
    self.candidates = candidates
  }
}

/// A note that belongs to a paragraph, with all its occurrences there in text order.
public struct NoteLink: Hashable, Sendable {
  public let note: NoteID
  public let title: String
  public let kind: NoteKind?
  /// The strongest reason of its matches.
  public let reason: Reason
  /// Empty for a pinned note.
  public let matches: [Match]
  /// How its passage stands here: the state of the first; nil where it has none.
  public let passage: PassageState?

  public init(
    note: NoteID, title: String, kind: NoteKind?, reason: Reason, matches: [Match],
    passage: PassageState? = nil
  ) {
    self.note = note
    self.title = title
    self.kind = kind
    self.reason = reason
    self.matches = matches
    self.passage = passage
  }
}

/// The notes of one paragraph in pane order: pinned, then passage notes, then by first mention.
public struct ParagraphLinks: Hashable, Sendable {
  /// Counted from 0.
  public let paragraph: Int
  public let links: [NoteLink]

  public init(paragraph: Int, links: [NoteLink]) {
    self.paragraph = paragraph
    self.links = links
  }
}

/// A passage note of the open document whose place cannot be found.
public struct LostPassage: Hashable, Sendable {
  public let note: NoteID
  public let quote: String
  public init(note: NoteID, quote: String) {
    self.note = note
    self.quote = quote
  }
}
