// What the user asked for, as a value: whichever way the arguments were read, this comes of it.

public import Documents

/// One run of the program.
public struct Invocation: Equatable, Sendable {
  public enum Task: Equatable, Sendable {
    /// Read a text; nil is a pipe, else the last text.
    case read(file: String?)
    case print(file: String, width: Int?, linear: Bool)
    case mentions(files: [String], recursive: Bool, json: Bool)
    case notes(NotesCommand.Action, json: Bool)
    case write(WritingCommand.Action, json: Bool)
    case teaching(TeachingTask)
    case recent, keys, doctor, formats, manual, version
    case completions(shell: String)
    /// Help that was asked for.
    case help(String)
  }

  public var task: Task
  public var choices: Choices
}

extension Invocation.Task {
  /// Whether wishes for the opening of a text mean anything to it.
  var opensTexts: Bool {
    switch self {
    case .read, .print, .mentions, .help: true
    case .notes(.check(let document, _, _, _), _): document != nil
    case .write(.new(let note), _): note.document != nil
    case .teaching(.newLesson), .teaching(.handout): true
    case .notes, .write, .teaching, .recent, .keys, .doctor, .formats, .manual, .version,
      .completions:
      false
    }
  }
}

/// The options that stand before or after any command.
public struct Choices: Equatable, Sendable {
  /// Notes folders, the one that is written to first.
  public var notes: [String] = []
  public var color: ColourChoice?
  /// Keep no history.
  public var isPrivate = false
  /// How texts are to be opened, where it is said.
  public var wishes = OpeningWishes()
  public init() {}
}

/// Arguments that make no sense.
public struct UsageFault: Error, Equatable, Sendable {
  public var what: String
  public var why: String
  public init(what: String, why: String) {
    self.what = what
    self.why = why
  }
}
