// What speaks for a match: the rule that took the words for the name, and what else in the text or
// in the notes supports it.

public import Notes

/// The rule by which words were taken for a name.
public enum MatchRule: Sendable, Hashable {
  /// The reader put the note there.
  case pinned
  /// The quotation of a passage note.
  case passage
  /// The name letter for letter, typography and case aside as its rule allows.
  case exact
  /// The name with a possessive ending, which stays outside the match.
  case possessive
  /// The plural of the name or its singular.
  case plural
  /// A form with the same stem in the language of the word.
  case stem
  /// The name with the first names as initials, or with the surname in front.
  case initials
  /// A surname behind a rank, office or form of address.
  case titledSurname
  /// A surname alone, after the full name.
  case surname
  /// The name without its diacritics, or with others.
  case diacritics
  /// The name in another script, or by another system of spelling it in this one.
  case transliteration

  /// What the rule alone is worth, in thousandths.
  public var score: Int {
    switch self {
    case .pinned, .passage, .exact: 1_000
    case .possessive: 980
    case .plural: 940
    case .stem: 900
    case .initials: 860
    case .titledSurname: 840
    case .surname: 800
    case .diacritics: 780
    case .transliteration: 720
    }
  }

  /// Whether the words are a form or spelling derived from the name, which gives way to the name
  /// itself on the same words.
  var isDerived: Bool {
    switch self {
    case .plural, .stem, .diacritics, .transliteration: true
    default: false
    }
  }

  /// Why the note stands there, for words taken for its title or for another of its names.
  func reason(isTitle: Bool) -> Reason {
    switch self {
    case .pinned: .pinned
    case .passage: .passage
    case .exact, .possessive, .initials: isTitle ? .title : .alias
    case .plural, .stem: .inflected
    case .diacritics, .transliteration: .transliterated
    case .surname, .titledSurname: .surname
    }
  }
}

/// The rule and what else speaks for a match.
public struct Evidence: Hashable, Sendable {
  /// Something beside the words themselves.
  public enum Support: Hashable, Sendable {
    /// A `near` word of the note, as it stands in the paragraph.
    case near(String)
    /// The title of a note that this one links to or is linked from, mentioned close by.
    case beside(String)
    /// The document's date lies in the time in which the note holds; the date.
    case date(String)
    /// The document's date lies outside of it; speaks against the note.
    case outOfDate(String)
    /// The full name stands before, in the paragraph of that number, counted from 1.
    case fullName(paragraph: Int)
    /// The reader chose this note for these words, here or in another document.
    case chosen
  }

  public var rule: MatchRule
  public var support: [Support]

  public init(_ rule: MatchRule, support: [Support] = []) {
    self.rule = rule
    self.support = support
  }
}

/// Another note that fits the words of a match.
public struct MatchCandidate: Hashable, Sendable {
  public let note: NoteID
  public let title: String
  public let kind: NoteKind?
  public let reason: Reason
  /// The name of that note which fits.
  public let name: String
  public let evidence: Evidence
  /// In thousandths, comparable between the candidates of one match.
  public let score: Int

  public init(
    note: NoteID, title: String, kind: NoteKind?, reason: Reason, name: String,
    evidence: Evidence, score: Int
  ) {
    self.note = note
    self.title = title
    self.kind = kind
    self.reason = reason
    self.name = name
    self.evidence = evidence
    self.score = score
  }
}

extension Match {
  /// The evidence in one line: the rule, the words and the name where they differ, then the support:
  /// "inflected: Мединского ← Мединский".
  public var evidenceText: String { Self.line(evidence, text: text, name: name) }

  static func line(_ evidence: Evidence, text: String, name: String) -> String {
    let words = text == name ? text : "\(text) ← \(name)"
    let line: String
    switch evidence.rule {
    case .pinned: line = "pinned"
    case .passage: line = "passage"
    case .exact: line = "exact: \(words)"
    case .possessive: line = "possessive: \(words)"
    case .plural: line = "plural or singular: \(words)"
    case .stem: line = "inflected: \(words)"
    case .initials: line = "initials: \(words)"
    case .titledSurname: line = "surname with a title: \(words)"
    case .surname: line = "surname: \(words)"
    case .diacritics: line = "other diacritics: \(words)"
    case .transliteration: line = "other spelling: \(words)"
    }
    return ([line] + evidence.support.map(\.phrase)).joined(separator: "; ")
  }
}

extension Evidence.Support {
  /// A few words for people.
  public var phrase: String {
    switch self {
    case .near(let word): "near \"\(word)\""
    case .beside(let title): "beside \(title)"
    case .date(let date): "holds on \(date)"
    case .outOfDate(let date): "does not hold on \(date)"
    case .fullName(let paragraph): "full name in ¶ \(paragraph)"
    case .chosen: "chosen"
    }
  }
}
