// The commands that change notes, as the argument parser knows them.

import ArgumentParser
import Authoring
import Commands
import Notes

/// What `new` and `edit` have in common.
struct NoteFields: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: "Another name by which texts mention it; repeatable.")
  var alias: [String] = []
  @Option(
    help: "person, organization, place, event, term, claim, technique, source, question or yours.",
    completion: .list(NoteKind.known.map(\.value)))
  var kind: String?
  @Option(parsing: .unconditional, help: "A sentence that says what it is.")
  var description: String?
  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: "An address, or Publisher, \"Title\", 2025-07-24, <address>; repeatable.")
  var source: [String] = []
  @Option(parsing: .unconditional, help: "Who published the first source.")
  var publisher: String = ""
  @Option(help: "When the first source was published: year, month or day.")
  var date: String = ""
  @Argument(help: "- reads the body from standard input.") var body: String?

  func validate() throws {
    if let body, body != "-" {
      throw ValidationError("\(body): only - may stand here; the body comes from standard input")
    }
    if !date.isEmpty, CalendarDate(date) == nil {
      throw ValidationError("--date is a day like 2025-07-24, a month or a year, not \(date)")
    }
  }
}

struct NewNoteCommand: ParsedCommand {
  static let configuration = CommandConfiguration(commandName: "new", abstract: "Add a note.")
  @Option(parsing: .unconditional, help: "What the note is called.") var title: String
  @Option(parsing: .unconditional, help: "Words of a text that the note is about.")
  var quote: String?
  @Option(parsing: .unconditional, help: "What stands right before them.") var prefix: String?
  @Option(help: "The text with these words.", completion: .file()) var document: String?
  @OptionGroup var opening: OpeningOptions
  @OptionGroup var fields: NoteFields
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions

  func validate() throws {
    if title.allSatisfy(\.isWhitespace) { throw ValidationError("--title needs a word") }
    if (quote == nil) != (document == nil) {
      throw ValidationError("--quote and --document go together")
    }
    if let quote, quote.allSatisfy(\.isWhitespace) {
      throw ValidationError("--quote needs a word")
    }
    if prefix != nil, quote == nil { throw ValidationError("--prefix goes with --quote") }
    if document == "-" { throw ValidationError("--document is a file, not standard input") }
  }

  func task() -> Invocation.Task {
    var draft = NoteDraft()
    draft.title = title
    draft.aliases = fields.alias
    draft.kind = fields.kind ?? ""
    draft.description = fields.description ?? ""
    draft.sources = fields.source
    draft.publisher = fields.publisher
    draft.date = fields.date
    let new = NewNote(
      draft: draft, quote: quote, prefix: prefix, document: document,
      readsBody: fields.body != nil)
    return .write(.new(new), json: form.json)
  }
}

struct EditNote: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a note, in the editor where nothing else is said.")
  @Argument(help: "An id, a title or an alias.") var id: String
  @OptionGroup var fields: NoteFields
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions

  func task() -> Invocation.Task {
    var changes = NoteChanges()
    changes.aliases = fields.alias
    changes.kind = fields.kind
    changes.description = fields.description
    changes.sources = fields.source
    changes.publisher = fields.publisher
    changes.date = fields.date
    return .write(
      .edit(id: id, changes, readsBody: fields.body != nil), json: form.json)
  }
}

struct RenameNote: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a note another title; file and links follow.")
  @Argument(help: "An id, a title or an alias.") var id: String
  @Argument(help: "The new title.") var title: String
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions

  func validate() throws {
    if title.allSatisfy(\.isWhitespace) { throw ValidationError("the title needs a word") }
  }
  func task() -> Invocation.Task { .write(.rename(id: id, title: title), json: form.json) }
}

struct DeleteNote: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a note.")
  @Argument(help: "An id, a title or an alias.") var id: String
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .write(.delete(id: id), json: form.json) }
}

struct UndoNotes: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take the last change to notes back.")
  @Flag(help: "Leave the notes as they are; what was done before can be undone then.")
  var forget = false
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .write(forget ? .forgetLast : .undo, json: form.json) }
}

struct RedoNotes: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Do again what was undone last.")
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .write(.redo, json: form.json) }
}
