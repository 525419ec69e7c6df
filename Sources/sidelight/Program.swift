// One run: what was asked for meets the concrete rooms. Everything is made when it is first needed,
// so that reading a text pays for nothing else.

import Commands
import Desk
import Documents
import Glibc
import Notes
import Reader
import Vault

extension Invocation.Task {
  /// The doctor shows the remarks on folders among its own lines.
  fileprivate var isDoctor: Bool { if case .doctor = self { true } else { false } }
}

final class Program {
  let choices: Choices
  let sink: StandardSink
  let texts: FileTexts
  private(set) lazy var settled = ConfigurationFile.read()
  private(set) lazy var desk = Desk(
    folder: Environment.stateFolder, isPrivate: choices.isPrivate)
  private(set) lazy var remembered = desk.settings()
  private(set) lazy var shelf = FolderShelf(
    choices: choices, configuration: settled.configuration)
  private(set) lazy var linking = CatalogueLinking(desk: desk) { [shelf] in
    shelf.choices(beside: $0)
  }
  private(set) lazy var output = Output(sink, usesColour: usesColour)

  init(choices: Choices, sink: StandardSink) {
    self.choices = choices
    self.sink = sink
    texts = FileTexts(wishes: choices.wishes, isPrivate: choices.isPrivate)
  }

  var configuration: Configuration { settled.configuration }
  var color: ColourChoice { choices.color ?? configuration.color ?? .auto }

  private var usesColour: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      Environment.isTerminal(1) && !Environment.noColor
        && Environment.variable("TERM") != "dumb"
    }
  }

  /// Kinds not shown: as last chosen on the screen, else as configured.
  var hiddenKinds: Set<NoteKind> {
    if let kinds = remembered.settings.hiddenKinds { return Set(kinds.map { NoteKind($0) }) }
    return configuration.hiddenKinds
  }

  /// Does what was asked for; the exit code of the program.
  func run(_ task: Invocation.Task) -> Int32 {
    if case .read(let file) = task { return read(file) }
    if case .teaching(let task) = task { return runTeaching(task) }
    let code = runCommand(task)
    for remark in shelf.remarks where !task.isDoctor { output.complain(remark) }
    return code.rawValue
  }

  private func runCommand(_ task: Invocation.Task) -> ExitCode {
    switch task {
    case .read, .teaching: return .fine
    case .print(let file, let width, let linear):
      sayConfigurationProblems()
      return printText(file, width: width, linear: linear)
    case .mentions(let files, let recursive, let json):
      sayConfigurationProblems()
      return MentionsCommand(files: files, recursive: recursive, json: json)
        .run(texts: texts, shelf: shelf, linking: linking, output: output)
    case .notes(let action, let json):
      sayConfigurationProblems()
      return NotesCommand(action, json: json).run(
        texts: texts, shelf: shelf, queries: CatalogueQueries(), linking: linking, output: output)
    case .write(let action, let json):
      sayConfigurationProblems()
      return WritingCommand(action, json: json).run(
        texts: texts, shelf: shelf, queries: CatalogueQueries(),
        writing: { path throws(ShelfFault) in try writing(beside: path) }, output: output)
    case .recent: return recent()
    case .keys:
      sayConfigurationProblems()
      return KeysCommand().run(keyRows, output: output)
    case .doctor: return DoctorCommand().run(surroundings(), output: output)
    case .formats: return FormatsCommand().run(programs: FormatPrograms.here, output: output)
    case .manual:
      return ManualCommand().run(keyRows, version: Arguments.version, output: output)
    case .version:
      output.line(Arguments.version)
      return .fine
    case .completions(let shell):
      guard let script = Completions.script(for: shell) else { return .usage }
      output.ours(script + "\n")
      return .fine
    case .help(let text):
      output.ours(text.hasSuffix("\n") ? text : text + "\n")
      return .fine
    }
  }

  var keyRows: [KeyRow] {
    ReaderKeys.rows(of: Keymap(changes: ReaderKeys.changes(configuration.keys)))
  }

  private func sayConfigurationProblems() {
    for problem in settled.problems {
      output.complain("\(Environment.configurationFile):\(problem.line)", problem.message)
    }
  }

  // MARK: - Reading

  private func read(_ file: String?) -> Int32 {
    guard let name = file ?? implied() else {
      output.ours(Sidelight.help + "\n")
      return ExitCode.fine.rawValue
    }
    if !Environment.isTerminal(1) {
      sayConfigurationProblems()
      let code = printText(name, width: nil, linear: false)
      for remark in shelf.remarks { output.complain(remark) }
      return code.rawValue
    }
    return readInTerminal(name)
  }

  /// Standard input when it is no terminal, else the last text that is still there.
  private func implied() -> String? {
    if !Environment.isTerminal(0) { return "-" }
    let paths = desk.recent(limit: 20).records.compactMap(\.path)
    return paths.first { access($0, R_OK) == 0 }
  }

  func printText(_ name: String, width: Int?, linear: Bool) -> ExitCode {
    let columns = width ?? Environment.terminalSize?.columns ?? 100
    return PrintCommand(width: columns, linear: linear, hiddenKinds: hiddenKinds)
      .run(name, texts: texts, shelf: shelf, linking: linking, output: output)
  }

  private func recent() -> ExitCode {
    let found = desk.recent(limit: Desk.usualLimit)
    for damage in found.damaged { output.complain(damage.path, damage.reason) }
    let texts = found.records.map {
      RecentText(
        title: $0.title, path: $0.path, percent: $0.percent, when: Environment.clock($0.readAt))
    }
    return RecentCommand().run(texts, output: output)
  }

  // MARK: - Doctor

  private func surroundings() -> Surroundings {
    var here = Surroundings()
    here.terminalType = Environment.variable("TERM")
    here.locale = Environment.locale
    here.localeIsUTF8 = Environment.localeIsUTF8
    here.columns = Environment.terminalSize?.columns
    here.rows = Environment.terminalSize?.rows
    here.noColor = Environment.noColor
    here.colour = color
    do {
      here.folders = try shelf.folders(beside: nil).map { ($0.folder.displayPath, $0.why) }
      let catalogue = try shelf.catalogue(beside: nil)
      here.noteCount = catalogue.notes.count
      here.noteErrors = catalogue.problems.count { $0.severity == .error }
    } catch { here.notesFault = "\(error.what): \(error.why)" }
    here.folderRemarks = shelf.remarks
    here.configurationPath = Environment.configurationFile
    here.configurationExists = access(here.configurationPath, F_OK) == 0
    here.configurationProblems = settled.problems
    here.statePath = desk.folder
    here.stateFault = desk.writingFault()?.reason
    here.browser = Browser.command
    here.clipboard = Clipboard.facts
    here.shippedNotes = Environment.shippedNotes
    return here
  }
}
