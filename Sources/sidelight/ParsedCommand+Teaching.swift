// The commands around a lesson, as the argument parser knows them.

import ArgumentParser
import Commands

struct OutputOption: ParsableArguments {
  @Option(name: [.customShort("o"), .long], help: "Write to this file.", completion: .file())
  var output: String?
}

struct Teach: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Teach a lesson; without a name, list the lessons.")
  @Argument(
    help: "A lesson's file, its name in a lessons/ folder, or a session to go on with.",
    completion: .file())
  var lesson: String?
  @Flag(name: .customLong("new"), help: "Begin anew though a session was left unfinished.")
  var isNew = false
  @Option(
    help: "Feed the room's screen through this folder, which another machine shares.",
    completion: .directory)
  var room: String?
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task {
    .teaching(.teach(lesson: lesson, isNew: isNew, room: room))
  }
}

struct Room: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the room what is taught in another terminal.")
  @Argument(help: "A session; the newest without a name.") var session: String?
  @Flag(name: .customLong("light"), help: "Dark letters on a light ground.") var isLight = false
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .teaching(.room(session: session, isLight: isLight)) }
}

struct LessonGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Begin, check and pack lessons.",
    subcommands: [NewLesson.self, CheckLesson.self, PackLesson.self])
}

struct NewLesson: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a commented start of a lesson on a text.")
  @Argument(help: "The text.", completion: .file()) var document: String
  @OptionGroup var opening: OpeningOptions
  @OptionGroup var out: OutputOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task {
    .teaching(.newLesson(document: document, output: out.output))
  }
}

struct CheckLesson: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with lessons.")
  @Argument(help: "Lessons' files or names.", completion: .file()) var lessons: [String]
  @Flag(help: "Warnings count as errors.") var strict = false
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task {
    .teaching(.checkLessons(files: lessons, strict: strict, json: form.json))
  }
}

struct PackLesson: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Write the pupils' copy: text and questions, no answers.")
  @Argument(help: "A lesson's file or name.", completion: .file()) var lesson: String
  @OptionGroup var out: OutputOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .teaching(.pack(lesson: lesson, output: out.output)) }
}

struct Join: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read, answer and mark from a pupils' copy.")
  @Argument(help: "What lesson pack wrote.", completion: .file()) var pack: String
  @Option(name: .customLong("as"), help: "The code that was drawn; never a name.") var code: String
  @OptionGroup var out: OutputOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task {
    .teaching(.join(pack: pack, code: code, output: out.output))
  }
}

struct Collect: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take pupils' files into a session.")
  @Argument(help: "Files that join wrote, or folders of them.", completion: .file())
  var paths: [String]
  @Option(help: "A session; the newest without this.") var session: String?
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .teaching(.collect(paths: paths, session: session)) }
}

struct Study: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go through a lesson alone: write a sentence, then the note opens.")
  @Argument(help: "A lesson's file or name.", completion: .file()) var lesson: String
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .teaching(.study(lesson: lesson)) }
}

struct HandoutText: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout", abstract: "Write a text, a lesson or a session for paper.")
  @Argument(help: "A text, a lesson, or a session's name.", completion: .file())
  var subject: String
  @Option(help: "html, markdown or text.", completion: .list(["html", "markdown", "text"]))
  var format: String?
  @Flag(help: "Of a lesson: with the answers.") var answers = false
  @Flag(help: "Of a lesson: what the private screen knows.") var teacher = false
  @OptionGroup var opening: SheetOpeningOptions
  @OptionGroup var out: OutputOption
  @OptionGroup var everywhere: EverywhereOptions

  func validate() throws {
    if answers, teacher { throw ValidationError("--answers and --teacher exclude each other") }
    if let format, HandoutRequest.Format(rawValue: format) == nil {
      throw ValidationError("--format is html, markdown or text, not \(format)")
    }
  }
  func task() -> Invocation.Task {
    .teaching(
      .handout(
        HandoutRequest(
          subject: subject, format: format.flatMap { HandoutRequest.Format(rawValue: $0) },
          sheet: teacher ? .teacher : answers ? .answers : .pupils, output: out.output)))
  }
}

struct SessionGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "List sessions and write them out.",
    subcommands: [ListSessions.self, ExportSession.self], defaultSubcommand: ListSessions.self)
}

struct ListSessions: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the sessions that are kept, newest first.")
  @OptionGroup var form: JSONOption
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .teaching(.listSessions(json: form.json)) }
}

struct ExportSession: ParsedCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a session as CSV, PTC labels or JSON.")
  @Argument(help: "A session; the newest without a name.") var session: String?
  @Option(help: "csv, ptc or json.", completion: .list(["csv", "ptc", "json"]))
  var format = "csv"
  @OptionGroup var out: OutputOption
  @OptionGroup var everywhere: EverywhereOptions

  func validate() throws {
    if SessionExportFormat(rawValue: format) == nil {
      throw ValidationError("--format is csv, ptc or json, not \(format)")
    }
  }
  func task() -> Invocation.Task {
    .teaching(
      .exportSession(
        session: session, format: SessionExportFormat(rawValue: format) ?? .csv,
        output: out.output))
  }
}

struct Erase: ParsedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take all that came from one code out of a session.")
  @Argument(help: "The drawn code.") var code: String
  @Option(help: "A session; the newest without this.") var session: String?
  @OptionGroup var everywhere: EverywhereOptions
  func task() -> Invocation.Task { .teaching(.erase(code: code, session: session)) }
}
