// The form in the pane in which a note is written: its fields, which of them is typed in, and what
// stands between it and being saved.

import Anchoring
public import Notes
import Text

/// A note that was begun and not saved.
public struct BegunNote: Hashable, Sendable {
  /// Tells it apart from other notes begun on this text; "new-1" and so on for those of this run.
  public let id: String
  public var draft: NoteDraft

  public init(id: String, draft: NoteDraft) {
    self.id = id
    self.draft = draft
  }
}

/// A note being written.
public struct NoteForm: Hashable, Sendable {
  /// A field, in the order of the form.
  public enum Field: Int, Sendable, CaseIterable {
    case title, description, sources, aliases, kind, publisher, date, body

    /// The fields shown before the others are asked for.
    public static let first: [Field] = [.title, .description, .sources]

    /// The word before the field.
    public var label: String {
      switch self {
      case .title: "Title"
      case .description: "Description"
      case .sources: "Source"
      case .aliases: "Aliases"
      case .kind: "Kind"
      case .publisher: "Publisher"
      case .date: "Date"
      case .body: "Body"
      }
    }

    /// What may be written, shown in the field while it is empty.
    var example: String {
      switch self {
      case .title: "what the note is about"
      case .description: "one sentence"
      case .sources: "a link is enough"
      case .aliases: "other names, parted by commas"
      case .kind: "person, organization, place, event …"
      case .publisher: "of the source"
      case .date: "of the source: 2025, 2025-07 or 2025-07-24"
      case .body: "what is worth knowing; Markdown"
      }
    }

    /// UTF-8 bytes that the field holds.
    public var limit: Int {
      switch self {
      case .body: 1_048_576
      case .sources: 65_536
      case .description: 16_384
      default: TextField.longest
      }
    }

    public var isMultiline: Bool { self == .body || self == .sources }
  }

  /// The field that is typed in.
  public internal(set) var active: Field
  /// Whether the fields beyond the first ones are shown.
  public internal(set) var showsAll: Bool
  /// True from the moment it is being saved to the answer.
  public var isSaving = false
  /// Why it could not be saved.
  public var fault: String?
  /// Whether it waits for what is to become of the text.
  public internal(set) var isAsking = false
  public let passage: Passage?

  private var fields: [TextField]
  /// What stood in the fields when the form was opened.
  let initial: NoteDraft
  /// The name under which it is kept while it is not saved.
  public let id: String
  /// Whether what is typed was given out to be kept.
  var isKept = false
  /// All kinds that can be completed; made when they are first needed.
  var kinds: [String]?
  /// The beginning that was typed, while one goes through the kinds that have it.
  var kindBeginning: String?
  /// A date that was said to be wrong; saving once more takes it as it is.
  var doubtedDate: String?

  /// A form filled with a draft.
  public init(_ note: BegunNote) {
    let draft = note.draft
    id = note.id
    passage = draft.passage
    fields = Field.allCases.map { field in
      TextField(Self.text(of: field, in: draft), isMultiline: field.isMultiline, limit: field.limit)
    }
    let rest = Field.allCases.filter { !Field.first.contains($0) }
    showsAll = rest.contains { !Self.text(of: $0, in: draft).isEmpty }
    active = draft.title.isEmpty ? .title : .description
    initial = Self.draft(of: fields, passage: draft.passage)
  }

  /// The fields in sight, in order.
  public var shown: [Field] { showsAll ? Field.allCases : Field.first }

  /// The text of a field and its cursor.
  public internal(set) subscript(field: Field) -> TextField {
    get { fields[field.rawValue] }
    _modify { yield &fields[field.rawValue] }
  }

  /// The field typed in.
  var activeField: TextField {
    get { self[active] }
    _modify { yield &self[active] }
  }

  /// The draft as typed so far.
  public var draft: NoteDraft { Self.draft(of: fields, passage: passage) }

  /// What is kept of it.
  var begun: BegunNote { BegunNote(id: id, draft: draft) }

  /// Whether something would be lost with the form.
  var isChanged: Bool { draft != initial }

  /// The draft as it is to be saved: without blanks at the ends, and a passage note with a title.
  var finished: NoteDraft {
    var result = draft
    result.title = result.title.folded
    result.description = result.description.folded
    result.publisher = result.publisher.folded
    result.date = result.date.folded
    result.kind = result.kind.folded
    if result.title.isEmpty, let quote = passage?.selector.quote {
      result.title = Self.title(from: quote)
    }
    return result
  }

  /// The first words of a quotation.
  static func title(from quote: String) -> String {
    let words = String(quote.unicodeScalars.prefix(400)).folded.split(separator: " ")
    var title = ""
    for word in words {
      if !title.isEmpty, title.unicodeScalars.count + word.unicodeScalars.count >= 50 { break }
      title += (title.isEmpty ? "" : " ") + word
    }
    // Text without blanks is one word to its end.
    let cut = title.unicodeScalars.count > 60
    title = cut ? String(title.unicodeScalars.prefix(50)) : title
    return title.unicodeScalars.count < quote.folded(upTo: 400).unicodeScalars.count
      ? title + " …" : title
  }

  private static func text(of field: Field, in draft: NoteDraft) -> String {
    switch field {
    case .title: draft.title
    case .description: draft.description
    case .sources: draft.sources.joined(separator: "\n")
    case .aliases: AliasList.text(of: draft.aliases)
    case .kind: draft.kind
    case .publisher: draft.publisher
    case .date: draft.date
    case .body: draft.body
    }
  }

  private static func draft(of fields: [TextField], passage: Passage?) -> NoteDraft {
    var draft = NoteDraft()
    for field in Field.allCases {
      let text = fields[field.rawValue].text
      switch field {
      case .title: draft.title = text
      case .description: draft.description = text
      case .sources:
        draft.sources = text.split(separator: "\n").map { String($0).folded }
          .filter { !$0.isEmpty }
      case .aliases: draft.aliases = AliasList.names(in: text)
      case .kind: draft.kind = text
      case .publisher: draft.publisher = text
      case .date: draft.date = text
      case .body: draft.body = text
      }
    }
    draft.passage = passage
    return draft
  }
}

/// Aliases on one line: parted by commas; one that holds a comma itself stands in double quotes.
enum AliasList {
  static func text(of names: [String]) -> String {
    names.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ", ")
  }

  static func names(in text: String) -> [String] {
    var names: [String] = []
    var current = String.UnicodeScalarView()
    var isQuoted = false
    func close() {
      var name = String(current).folded
      if name.hasPrefix("\""), name.hasSuffix("\""), name.utf8.count >= 2 {
        name = String(name.dropFirst().dropLast()).folded
      }
      if !name.isEmpty { names.append(name) }
      current = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar == ",", !isQuoted { close() } else { current.append(scalar) }
    }
    // An open quotation mark is a sign like any other: its commas part again.
    guard isQuoted, let mark = current.firstIndex(of: "\"") else {
      close()
      return names
    }
    let rest = current[mark...].split(separator: ",")
    current = String.UnicodeScalarView(current[..<mark])
    for (index, part) in rest.enumerated() {
      current.append(contentsOf: part)
      if index < rest.count - 1 { close() }
    }
    close()
    return names
  }
}

extension String {
  /// The text with each run of white space as one blank, none at the ends.
  var folded: String {
    var result = String.UnicodeScalarView()
    var isPending = false
    for scalar in unicodeScalars {
      if WordClass.isSpace(scalar) {
        isPending = !result.isEmpty
      } else {
        if isPending { result.append(" ") }
        isPending = false
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The beginning of the text, folded, made from so many scalars of it.
  func folded(upTo count: Int) -> String { String(unicodeScalars.prefix(count)).folded }
}
