// Reads the arguments. The options that stand anywhere are taken out first; then the plain forms,
// which are nearly all runs, are understood here, and everything else by the argument parser, whose
// start costs more than the first page of a text.

import Documents
import Reader

/// Turns arguments into an invocation.
public enum Arguments {
  /// The program's version.
  public static let version = "0.1.0"
  /// A list, not a set: at every start a set would cost more to make than it saves.
  static let commandNames = [
    "print", "mentions", "notes", "recent", "keys", "doctor", "formats", "manual", "completions",
    "help", "teach", "room", "lesson", "join", "collect", "study", "handout", "session", "erase",
  ]

  /// What the arguments (without the program's name) ask for; `parser` is asked for the task where
  /// the form is not plain, without the options that stand anywhere.
  public static func invocation(
    of arguments: [String], parser: ([String]) throws(UsageFault) -> Invocation.Task
  ) throws(UsageFault) -> Invocation {
    let (rest, choices) = try choices(in: arguments)
    if let task = plainTask(rest) { return Invocation(task: task, choices: choices) }
    let task = try parser(rest)
    if choices.wishes != OpeningWishes(), !task.opensTexts {
      throw UsageFault(
        what: "--format, --paragraphs, --encoding, --whole",
        why: "are for commands that open a text")
    }
    return Invocation(task: task, choices: choices)
  }

  /// The arguments without those options, and the options; what follows `--` is left alone.
  static func choices(in arguments: [String]) throws(UsageFault) -> ([String], Choices) {
    var choices = Choices()
    var rest: [String] = []
    var pending = arguments[...]
    while let argument = pending.popFirst() {
      if argument == "--" {
        rest.append(argument)
        rest += pending
        break
      }
      if argument == "--private" {
        choices.isPrivate = true
      } else if let folder = try value(of: "--notes", argument, &pending) {
        guard !folder.isEmpty else { throw UsageFault(what: "--notes", why: "names no folder") }
        choices.notes.append(folder)
      } else if let name = try value(of: "--color", argument, &pending) {
        guard let color = ColourChoice(rawValue: name) else {
          throw UsageFault(what: "--color", why: "is auto, always or never, not \(name)")
        }
        choices.color = color
      } else if try takes(argument, &pending, into: &choices.wishes, after: rest.first) {
        continue
      } else {
        rest.append(argument)
      }
    }
    return (rest, choices)
  }

  /// Takes an option that says how a text is to be opened. The sheets of `handout` and the files of
  /// `session` have formats of their own.
  private static func takes(
    _ argument: String, _ pending: inout ArraySlice<String>, into wishes: inout OpeningWishes,
    after command: String?
  ) throws(UsageFault) -> Bool {
    if argument == "--whole" {
      wishes.isWhole = true
    } else if let name = try value(of: "--paragraphs", argument, &pending) {
      guard let rule = OpeningNames.rule(name) else {
        throw UsageFault(
          what: "--paragraphs", why: "is \(OpeningNames.listed(OpeningNames.rules)), not \(name)")
      }
      wishes.rule = rule
    } else if let name = try value(of: "--encoding", argument, &pending) {
      guard !name.isEmpty else { throw UsageFault(what: "--encoding", why: "names none") }
      wishes.encoding = name
    } else if command != "handout", command != "session",
      let name = try value(of: "--format", argument, &pending)
    {
      guard let format = TextFormat(rawValue: name) else {
        throw UsageFault(
          what: "--format", why: "is \(OpeningNames.listed(OpeningNames.formats)), not \(name)")
      }
      wishes.format = format
    } else {
      return false
    }
    return true
  }

  private static func value(
    of option: String, _ argument: String, _ pending: inout ArraySlice<String>
  ) throws(UsageFault) -> String? {
    if argument == option {
      guard let value = pending.popFirst() else {
        throw UsageFault(what: option, why: "needs a value")
      }
      return value
    }
    guard argument.hasPrefix(option + "=") else { return nil }
    return String(argument.dropFirst(option.count + 1))
  }

  /// `sidelight`, `sidelight FILE`, `sidelight -`, `sidelight --version`.
  private static func plainTask(_ rest: [String]) -> Invocation.Task? {
    guard let first = rest.first else { return .read(file: nil) }
    if rest.count == 2, first == "--" { return .read(file: rest[1]) }
    guard rest.count == 1 else { return nil }
    if first == "--version" { return .version }
    if first == "-" { return .read(file: "-") }
    if first.hasPrefix("-") || first.isEmpty || commandNames.contains(first) { return nil }
    return .read(file: first)
  }
}
