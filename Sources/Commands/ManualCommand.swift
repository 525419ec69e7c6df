// `sidelight manual`: the manual page in roff, its key list made from the live table.

import Text

/// Writes the manual page.
public struct ManualCommand {
  public init() {}

  /// The page for man(7), its keys as they are bound now.
  public func run(_ rows: [KeyRow], version: String, output: Output) -> ExitCode {
    var page = Roff()
    page.raw(".TH SIDELIGHT 1 \"\" \"Sidelight \(version)\" \"User Commands\"")
    page.section("NAME")
    page.raw("sidelight \\- read a text in the terminal with context notes beside it")
    page.section("SYNOPSIS")
    let commands = Self.commands + Self.teachingCommands
    for command in commands { page.synopsis(command.form) }
    page.section("DESCRIPTION")
    page.text(
      "Sidelight shows a text paragraph by paragraph. The pane beside it shows the notes that "
        + "belong to the paragraph in focus, each with its sources and with the reason why it "
        + "appeared. Notes are Markdown files in a folder.")
    page.section("COMMANDS")
    for command in commands { page.item(command.form, command.does) }
    page.section("OPTIONS")
    page.text("These stand before or after any command.")
    for option in Self.options { page.item(option.form, option.does) }
    page.text("These stand with commands that open a text.")
    for option in Self.openingOptions { page.item(option.form, option.does) }
    page.section("KEYS")
    var mode = ""
    var pending = rows[...]
    while let row = pending.first {
      if row.mode != mode {
        mode = row.mode
        page.raw(".SS " + Roff.escaped(mode))
      }
      let same = pending.prefix { $0.mode == row.mode && $0.command == row.command }
      pending = pending.dropFirst(same.count)
      page.item(same.map(\.key).joined(separator: "  "), row.help)
    }
    page.section("EXIT STATUS")
    for status in Self.statuses { page.item(status.form, status.does) }
    page.section("ENVIRONMENT")
    for variable in Self.variables { page.item(variable.form, variable.does) }
    page.section("FILES")
    for file in Self.files { page.item(file.form, file.does) }
    output.ours(page.text)
    return .fine
  }

  typealias Entry = (form: String, does: String)

  static let commands: [Entry] = [
    (
      "sidelight [FILE|-]",
      "Read a text; without a name standard input if it is a pipe, else the last text read. Where "
        + "output is no terminal it is printed. ./NAME opens a file that is named like a command."
    ),
    (
      "sidelight print FILE [--width N] [--linear]",
      "Print the text with its notes beside it, below each paragraph under 88 columns, or in "
        + "sentences for screen readers (--linear)."
    ),
    (
      "sidelight mentions FILE... [-r DIR] [--json]",
      "List the notes of each paragraph with spans and reasons; with -r walk the folder."
    ),
    ("sidelight notes list [--json]", "List all notes: id, kind, title."),
    ("sidelight notes show ID [--json]", "Show one note with its sources and links."),
    ("sidelight notes search WORDS [--json]", "List the notes that hold the words."),
    (
      "sidelight notes check [--document FILE] [--strict] [--all] [--json] [ID...]",
      "Say what is wrong with the notes: broken files, dangling links, claims without source."
    ),
    (
      "sidelight notes new --title TITLE [--alias NAME]... [--kind KIND] [--description TEXT] "
        + "[--quote WORDS --document FILE [--prefix WORDS]] [--source SOURCE]... "
        + "[--publisher NAME] [--date DATE] [--json] [-]",
      "Add a note; - reads its body from standard input. A source is an address or a line like "
        + "Publisher, \"Title\", 2025-07-24, <address>; publisher and date belong to the first. "
        + "With --quote the note belongs to those words of the file, which must stand in it once; "
        + "--prefix says what stands before them."
    ),
    (
      "sidelight notes edit ID [--alias NAME]... [--kind KIND] [--description TEXT] "
        + "[--source SOURCE]... [--publisher NAME] [--date DATE] [--json] [-]",
      "Change a note: add aliases and sources, set kind and description (empty takes them away), "
        + "replace the body from standard input (-). Without an option the editor opens its file."
    ),
    (
      "sidelight notes rename ID TITLE [--json]",
      "Give a note another title; its file and the links to it follow."
    ),
    ("sidelight notes delete ID [--json]", "Delete a note, and say how many link to it."),
    (
      "sidelight notes undo [--forget] [--json]",
      "Take the last change to notes back, and say which. With --forget the notes stay as they "
        + "are and the change is not offered any more: the way out when a note was changed since."
    ),
    ("sidelight notes redo [--json]", "Do again what was undone last."),
    ("sidelight recent", "List the texts read last: when, how far, title, path."),
    ("sidelight keys", "List the keys: mode, key, command, help."),
    ("sidelight doctor", "Say what works here and what does not."),
    (
      "sidelight formats",
      "List what can be opened: name, by what it is known, endings, what is needed for it."
    ),
    ("sidelight manual", "Write this page."),
    ("sidelight completions bash|zsh|fish", "Write a completion script for the shell."),
  ]

  static let options: [Entry] = [
    (
      "--notes DIR",
      "Read notes from this folder; repeatable. The first is written to, the others are packs."
    ),
    ("--color auto|always|never", "Whether looks are drawn; beats NO_COLOR."),
    ("--private", "Keep no history of what is read."),
    ("--version", "Print the version."),
    ("--help", "Print help."),
  ]

  static let statuses: [Entry] = [
    ("0", "All went well."),
    ("1", "Nothing matched in list, show or search; check found errors."),
    ("2", "The arguments make no sense."),
    ("65", "Input is missing, cannot be decoded or is damaged; a note is broken after its edit."),
    ("74", "Permission, reading or writing failed; a note was changed elsewhere meanwhile."),
    ("130", "Left by ^C."),
  ]

  static let variables: [Entry] = [
    ("SIDELIGHT_NOTES", "Notes folders, parted by colons."),
    ("NO_COLOR", "No colours, whatever its value."),
    ("VISUAL, EDITOR", "The editor for notes."),
    ("BROWSER", "What opens links."),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "Where the files below are looked for."),
  ]

  static let files: [Entry] = [
    ("$XDG_CONFIG_HOME/sidelight/config.yaml", "Settings and keys."),
    ("$XDG_DATA_HOME/sidelight/notes", "Notes, where no other folder is found."),
    ("$XDG_STATE_HOME/sidelight", "Places, marks and what was read last."),
    (
      "$XDG_STATE_HOME/sidelight/sessions",
      "A folder for each session: the private record.jsonl, and room.jsonl with what was shown."
    ),
    ("lessons/ in a notes folder", "Lessons, Markdown files with steps."),
  ]
}

/// A page of roff as it grows.
private struct Roff {
  private(set) var text = ""

  mutating func raw(_ line: String) { text += line + "\n" }
  mutating func section(_ name: String) { raw(".SH " + name) }
  mutating func text(_ words: String) { raw(Self.escaped(words)) }

  mutating func synopsis(_ form: String) {
    raw(".B " + Self.escaped(form))
    raw(".br")
  }

  mutating func item(_ name: String, _ words: String) {
    raw(".TP")
    raw(".B " + Self.escaped(name))
    raw(words.isEmpty ? "\\&" : Self.escaped(words))
  }

  /// Backslashes, hyphens and quotes as they shall print; a leading dot or apostrophe is no request.
  static func escaped(_ words: String) -> String {
    var result = ""
    for scalar in words.madeVisible.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"": result += "\\(dq"
      case "'": result += "\\(aq"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "`": result += "\\(ga"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.unicodeScalars.first == "." ? "\\&" + result : result
  }
}
