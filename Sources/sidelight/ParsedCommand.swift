// The commands as the argument parser knows them: for everything but the plain forms, for help and
// for completions. Each turns into a task; none does anything by itself.

import ArgumentParser
import Commands
import Reader

/// A command that says what is to be done.
protocol ParsedCommand: ParsableCommand {
  func task() throws -> Invocation.Task
}

/// Shown in help and completed everywhere; taken out before the parser sees the arguments.
struct EverywhereOptions: ParsableArguments {
  @Option(name: .long, help: "Read notes from this folder; repeatable, the first is written to.")
  var notes: [String] = []
  @Option(name: .long, help: "Draw looks: auto, always or never. Beats NO_COLOR.")
  var color: String?
  @Flag(name: .customLong("private"), help: "Keep no history of what is read.")
  var isPrivate = false
}

/// Shown in help and completed where a text is opened; taken out before the parser sees the arguments.
struct OpeningOptions: ParsableArguments {
  @Option(
    help: "Take the text for plain, markdown, html, epub or pdf.",
    completion: .list(OpeningNames.formats))
  var format: String?
  @OptionGroup var others: SheetOpeningOptions
}

/// The same for what has a format of its own.
struct SheetOpeningOptions: ParsableArguments {
  @Option(
    help: "How lines of plain text become paragraphs: blank, indent, wrapped, line or auto.",
    completion: .list(OpeningNames.rules))
  var paragraphs: String?
  @Option(
    help: "The text's encoding, as iconv names it.", completion: .list(OpeningNames.encodings))
  var encoding: String?
  @Flag(help: "Of a web page everything, not the article alone.") var whole = false
}

struct JSONOption: ParsableArguments {
  @Flag(name: .long, help: "One JSON object a line.")
  var json = false
}

struct Sidelight: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sidelight",
    abstract: "Read a text in the terminal with context notes beside it.",
    usage: """
      sidelight [FILE|-]
      sidelight COMMAND ...
      """,
    discussion: """
      Without a name, standard input is read if it is a pipe, else the last text. A command's name \
      wins over a file's: ./notes opens a file called notes.
      """,
    version: Arguments.version,
    subcommands: [
      ReadText.self, PrintText.self, Mentions.self, NotesGroup.self, Recent.self, Keys.self,
      Doctor.self, Formats.self, Manual.self, Completions.self, Teach.self, Room.self,
      LessonGroup.self, Join.self, Collect.self, Study.self, HandoutText.self, SessionGroup.self,
      Erase.self,
    ],
    defaultSubcommand: ReadText.self)

  @OptionGroup var everywhere: EverywhereOptions

  static var help: String { helpMessage() }
}

extension ParsedCommand {
  /// The task that arguments mean; help counts as one, mistakes are faults of one line.
  static func task(of arguments: [String]) throws(UsageFault) -> Invocation.Task {
    do {
      var command = try Sidelight.parseAsRoot(arguments)
      if let command = command as? any ParsedCommand { return try command.task() }
      // The parser's own help command: it ends by throwing its text.
      try command.run()
      return .help(Sidelight.help)
    } catch {
      if Sidelight.exitCode(for: error) == .success {
        return .help(Sidelight.fullMessage(for: error))
      }
      let message = Sidelight.message(for: error)
      let line = message.split(separator: "\n").first.map(String.init) ?? "not understood"
      throw UsageFault(what: "arguments", why: line.prefix(1).lowercased() + line.dropFirst())
    }
  }
}

struct ReadText: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read a text.", shouldDisplay: false)
  @Argument(help: "A text, or - for standard input.", completion: .file()) var file: String?
  @OptionGroup var opening: OpeningOptions
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .read(file: file) }
}

struct PrintText: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "Print a text with its notes beside it.")
  @Argument(help: "A text, or - for standard input.", completion: .file()) var file: String
  @Option(help: "Columns; else those of the terminal, else 100.") var width: Int?
  @Flag(help: "Sentences for screen readers instead of columns.") var linear = false
  @OptionGroup var opening: OpeningOptions
  @OptionGroup var everywhere: EverywhereOptions

  func validate() throws {
    if let width, !(10...10_000).contains(width) {
      throw ValidationError("--width is a number of columns from 10 to 10000")
    }
  }
  func task() -> Invocation.Task { .print(file: file, width: width, linear: linear) }
}

struct Mentions: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the notes of each paragraph, with spans and reasons.")
  @Argument(help: "Texts; with -r folders, too.", completion: .file()) var files: [String]
  @Flag(name: [.customShort("r"), .long], help: "Walk the folders among the names.")
  var recursive = false
  @OptionGroup var opening: OpeningOptions
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task {
    .mentions(files: files, recursive: recursive, json: form.json)
  }
}

struct NotesGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "List, show, search, check and change notes.",
    subcommands: [
      ListNotes.self, ShowNote.self, SearchNotes.self, CheckNotes.self, NewNoteCommand.self,
      EditNote.self, RenameNote.self, DeleteNote.self, UndoNotes.self, RedoNotes.self,
    ],
    defaultSubcommand: ListNotes.self)
}

struct ListNotes: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all notes: id, kind, title.")
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .notes(.list, json: form.json) }
}

struct ShowNote: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one note with its links.")
  @Argument(help: "An id, a title or an alias.") var id: String
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .notes(.show(id: id), json: form.json) }
}

struct SearchNotes: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "List the notes that hold all the words.")
  @Argument(help: "Words of titles, aliases, tags or text.") var words: [String]
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task {
    .notes(.search(words: words.joined(separator: " ")), json: form.json)
  }
}

struct CheckNotes: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with the notes.")
  @Option(help: "A text that the notes must surface in.", completion: .file())
  var document: String?
  @Flag(help: "Warnings count as errors.") var strict = false
  @Flag(help: "Check ordinary notes for everything, too.") var all = false
  @Argument(help: "Only these notes.") var ids: [String] = []
  @OptionGroup var opening: OpeningOptions
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task {
    .notes(.check(document: document, strict: strict, all: all, ids: ids), json: form.json)
  }
}

struct Recent: ParsedCommand {
  static let configuration = CommandConfiguration(abstract: "List the texts read last.")
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .recent }
}

struct Keys: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the keys: mode, key, command, help.")
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .keys }
}

struct Doctor: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what works here and what does not.")
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .doctor }
}

struct Formats: ParsedCommand {
  static let configuration = CommandConfiguration(abstract: "List what can be opened.")
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .formats }
}

struct Manual: ParsedCommand {
  static let configuration = CommandConfiguration(abstract: "Write the manual page (roff).")
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .manual }
}

struct Completions: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a completion script for bash, zsh or fish.")
  @Argument(help: "bash, zsh or fish.") var shell: String
  @OptionGroup var everywhere: EverywhereOptions

  func validate() throws {
    if CompletionShell(rawValue: shell) == nil {
      throw ValidationError("completions are there for bash, zsh and fish, not for \(shell)")
    }
  }
  func task() -> Invocation.Task { .completions(shell: shell) }

  /// The script, or nil for a shell that is not known.
  static func script(for shell: String) -> String? {
    CompletionShell(rawValue: shell).map { Sidelight.completionScript(for: $0) }
  }
}
