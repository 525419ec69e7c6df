// What the user asked for, as a value: whichever way the arguments were read, this comes of it.

import Commands

/// One run of the program.
struct Invocation: Equatable {
  enum Task: Equatable {
    /// Read a text; nil is a pipe, else the last text.
    case read(file: String?)
    case print(file: String, width: Int?, linear: Bool)
    case mentions(files: [String], recursive: Bool, json: Bool)
    case notes(NotesCommand.Action, json: Bool)
    case recent, keys, doctor, formats, manual, version
    case completions(shell: String)
    /// Help that was asked for.
    case help(String)
  }

  var task: Task
  var choices: Choices
}

/// The options that stand before or after any command.
struct Choices: Equatable {
  var notes: [String] = []
  var color: ColourChoice?
  var isPrivate = false
}

/// Arguments that make no sense.
struct UsageFault: Error, Equatable {
  var what: String
  var why: String
}
