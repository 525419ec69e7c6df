// The small commands: recent, keys, doctor. Each is facts in, lines out.

import Text

/// `sidelight recent`: what was read last, newest first.
public struct RecentCommand {
  public init() {}

  /// A line a text: when, how far, title, path.
  public func run(_ texts: [RecentText], output: Output) -> ExitCode {
    for text in texts where !output.isClosed {
      let path = text.path ?? "-"
      output.fields([text.when, "\(text.percent) %", text.title, path])
    }
    return .fine
  }
}

/// `sidelight keys`: the live table, a key a line.
public struct KeysCommand {
  public init() {}

  /// Mode, key, command, help, with tabs between.
  public func run(_ rows: [KeyRow], output: Output) -> ExitCode {
    for row in rows where !output.isClosed {
      output.fields([row.mode, row.key, row.command, row.help])
    }
    return .fine
  }
}

/// What was found about the surroundings, for `sidelight doctor`.
public struct Finding: Hashable, Sendable {
  public var isFine: Bool
  /// What was looked at: "terminal type".
  public var what: String
  /// What was found, and where it is wrong what to do.
  public var found: String
  public init(_ isFine: Bool, _ what: String, _ found: String) {
    self.isFine = isFine
    self.what = what
    self.found = found
  }
}

/// By which ways a text would be copied.
public struct ClipboardFacts: Hashable, Sendable {
  /// The program that would take the text; nil when none is installed or there is no desktop.
  public var program: String?
  /// Why that program would not do.
  public var fault: String?
  public var hasDesktop = false
  /// Whether the terminal is of a kind that is asked, too.
  public var terminalIsAsked = false
  public var isInTmux = false

  public init() {}
}

/// The facts that `doctor` judges, gathered by the executable.
public struct Surroundings: Sendable {
  public var terminalType: String?
  /// LC_ALL, LC_CTYPE or LANG, whichever counts.
  public var locale: String?
  public var localeIsUTF8 = false
  /// Columns and rows; nil when standard output is no terminal.
  public var columns: Int?
  public var rows: Int?
  public var noColor = false
  public var colour = ColourChoice.auto
  /// The folders that are read, and why each.
  public var folders: [(path: String, why: String)] = []
  /// What is wrong with folders that were named, a sentence each.
  public var folderRemarks: [String] = []
  public var noteCount = 0
  public var noteErrors = 0
  /// Why notes cannot be read at all.
  public var notesFault: String?
  public var configurationPath = ""
  public var configurationExists = false
  public var configurationProblems: [ConfigurationProblem] = []
  public var statePath = ""
  public var stateFault: String?
  public var browser: String?
  public var clipboard = ClipboardFacts()
  public var shippedNotes: String?

  public init() {}
}

/// `sidelight doctor`: what works here and what does not.
public struct DoctorCommand {
  public init() {}

  /// `ok` or `!` before each line. Exits 0: it is a report, not a test.
  public func run(_ here: Surroundings, output: Output) -> ExitCode {
    for finding in findings(here) {
      output.line("\(finding.isFine ? "ok" : "! ") \(finding.what): \(finding.found)")
    }
    return .fine
  }

  private func findings(_ here: Surroundings) -> [Finding] {
    terminal(here) + notes(here) + places(here)
  }

  private func terminal(_ here: Surroundings) -> [Finding] {
    var findings: [Finding] = []
    if let type = here.terminalType, !type.isEmpty {
      findings.append(Finding(type != "dumb", "terminal type", type))
    } else {
      findings.append(Finding(false, "terminal type", "TERM is not set"))
    }
    let locale = here.locale ?? "none set"
    findings.append(
      Finding(
        here.localeIsUTF8, "locale",
        here.localeIsUTF8 ? locale : "\(locale), which is not UTF-8; set LC_ALL=C.UTF-8"))
    let colour =
      switch here.colour {
      case .always: "always"
      case .never: "never"
      case .auto: here.noColor ? "off, NO_COLOR is set" : "where the terminal has it"
      }
    findings.append(Finding(true, "colours", colour))
    if let columns = here.columns, let rows = here.rows {
      let pane =
        columns >= PrintCommand.sideBySideFrom
        ? "notes beside the text"
        : columns >= 60 && rows >= 16
          ? "notes below the text, beside it from \(PrintCommand.sideBySideFrom) columns"
          : "text or notes, one at a time"
      findings.append(Finding(true, "size", "\(columns) by \(rows), \(pane)"))
    } else {
      findings.append(Finding(true, "size", "output is no terminal"))
    }
    return findings
  }

  private func notes(_ here: Surroundings) -> [Finding] {
    var findings = here.folders.map { Finding(true, "notes folder", "\($0.path) (\($0.why))") }
    findings += here.folderRemarks.map { Finding(false, "notes folder", $0) }
    if here.folders.isEmpty {
      findings.append(Finding(false, "notes folder", "none found; --notes DIR names one"))
    }
    if let fault = here.notesFault {
      findings.append(Finding(false, "notes", fault))
    } else {
      let count = NoteWords.counted(here.noteCount, "note")
      let broken =
        here.noteErrors == 0
        ? "" : ", \(NoteWords.counted(here.noteErrors, "problem")), see sidelight notes check"
      findings.append(Finding(here.noteErrors == 0, "notes", count + broken))
    }
    findings.append(
      here.shippedNotes.map { Finding(true, "shipped notes", $0) }
        ?? Finding(false, "shipped notes", "not found beside the program"))
    return findings
  }

  private func places(_ here: Surroundings) -> [Finding] {
    var findings: [Finding] = []
    if !here.configurationExists {
      findings.append(
        Finding(true, "configuration", "\(here.configurationPath) (none, all as usual)"))
    } else if here.configurationProblems.isEmpty {
      findings.append(Finding(true, "configuration", here.configurationPath))
    }
    for problem in here.configurationProblems {
      findings.append(
        Finding(
          false, "configuration", "\(here.configurationPath):\(problem.line): \(problem.message)"))
    }
    findings.append(
      here.stateFault.map { Finding(false, "state folder", "\(here.statePath): \($0)") }
        ?? Finding(true, "state folder", here.statePath))
    findings.append(
      here.browser.map { Finding(true, "browser", $0) }
        ?? Finding(false, "browser", "none found; links are shown and copied instead"))
    findings.append(clipboard(here.clipboard))
    return findings
  }

  private func clipboard(_ facts: ClipboardFacts) -> Finding {
    let tmux = facts.isInTmux ? " and tmux passes on only with set-clipboard on" : ""
    let terminal =
      facts.terminalIsAsked
      ? "the terminal is asked (OSC 52), which it cannot confirm\(tmux)"
      : "this terminal is not asked"
    if let program = facts.program {
      let state = facts.fault ?? "answers"
      return Finding(facts.fault == nil, "clipboard", "\(program) \(state); \(terminal)")
    }
    let none = facts.hasDesktop ? "neither wl-copy nor xclip found" : "no desktop here"
    return Finding(
      facts.terminalIsAsked && !facts.hasDesktop, "clipboard", "\(none); \(terminal)")
  }
}
