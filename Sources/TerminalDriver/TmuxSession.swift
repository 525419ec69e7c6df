// A program in tmux: what a person would see, at a size, with keys sent to it by name.

import Foundation
import Glibc

/// A program running in a tmux server of its own, with the modes of the terminal noted before and
/// after. The pane stays when the program has ended, so that what it left can be seen.
public final class TmuxSession {
  private let home: TestHome
  private let socket = "sidelight-" + UUID().uuidString.prefix(8)
  private let stem: String

  /// Runs a program (an absolute path, or a name found by `Checkout.program`).
  public init(
    _ program: String, _ arguments: [String] = [], in home: TestHome, columns: Int = 80,
    rows: Int = 24, terminal: String = "tmux-256color", environment: [String: String] = [:],
    directory: String? = nil, input: String? = nil
  ) throws {
    self.home = home
    let path = try program.hasPrefix("/") ? program : Checkout.program(program)
    stem = "tmux-" + UUID().uuidString.prefix(8)
    let redirected = input == nil ? "" : " < " + Self.quoted(home.path(stem + "/input"))
    if let input { try home.write(input, to: stem + "/input") }
    let words = ([path] + arguments).map(Self.quoted).joined(separator: " ")
    let folder = Self.quoted(home.path(stem))
    try home.write(
      """
      export TERM=\(Self.quoted(terminal))
      unset TMUX TMUX_PANE LINES COLUMNS
      cd \(Self.quoted(directory ?? home.folder.path)) || exit
      stty -a >\(folder)/before
      sh -c 'echo $$ >"$0"/pid; exec "$@"' \(folder) \(words)\(redirected)
      echo $? >\(folder)/status.new
      stty -a >\(folder)/after
      mv \(folder)/status.new \(folder)/status
      exec sleep 600
      """, to: stem + "/script")
    try start(environment, columns, rows, ["/bin/sh", home.path(stem + "/script")])
  }

  /// Runs an interactive bash with the prompt `$ `, for job control.
  public init(
    shellIn home: TestHome, columns: Int = 80, rows: Int = 24,
    terminal: String = "tmux-256color", environment: [String: String] = [:]
  ) throws {
    self.home = home
    stem = "tmux-" + UUID().uuidString.prefix(8)
    try home.write(
      "PS1='$ '; unset HISTFILE; export TERM=\(Self.quoted(terminal)); unset TMUX TMUX_PANE\n",
      to: stem + "/rc")
    try start(
      environment, columns, rows, ["/bin/bash", "--rcfile", home.path(stem + "/rc"), "-i"])
    try waitFor("$")
  }

  deinit {
    // A program that only lost its terminal would still save its state, into a home that is gone.
    if isAlive, let text = home.read(stem + "/pid"),
      let number = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)), number > 1
    {
      kill(number, SIGKILL)
    }
    _ = try? tmux("kill-server")
  }

  private func start(
    _ environment: [String: String], _ columns: Int, _ rows: Int, _ command: [String]
  ) throws {
    let run = try tmux(
      ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "--"]
        + command, environment)
    guard run.exitCode == 0 else { throw DriverError("tmux: \(run.errorText)") }
    try tmux("set-option", "-g", "status", "off")
    try tmux("set-option", "-g", "window-size", "manual")
    resize(columns: columns, rows: rows)
  }

  /// Runs a tmux command against this session's server.
  @discardableResult
  public func tmux(_ words: String...) throws -> ProgramRun { try tmux(words, [:]) }

  @discardableResult
  private func tmux(_ words: [String], _ environment: [String: String]) throws -> ProgramRun {
    let place = ["TMUX_TMPDIR": home.folder.path]
    return try ProgramRun.of(
      "/usr/bin/tmux", ["-u", "-L", String(socket)] + words, in: home,
      environment: environment.merging(place) { $1 })
  }

  /// Sends keys by tmux's names (`j`, `Enter`, `C-c`, `M-x`, `PageDown`).
  public func send(_ keys: String...) throws {
    try tmux(["send-keys", "--"] + keys.map { $0 == ";" ? "\\;" : $0 }, [:])
  }

  /// Types a text letter by letter.
  public func type(_ text: String) throws {
    let safe = text.hasSuffix(";") ? text.dropLast() + "\\;" : text
    try tmux("send-keys", "-l", "--", safe)
  }

  /// Pastes a text as a terminal would, between bracketed-paste marks where the program wants them.
  public func paste(_ text: String) throws {
    try tmux("set-buffer", "--", text)
    try tmux("paste-buffer", "-p")
  }

  /// The screen, a line a row, blanks at line ends kept off.
  public func screen() -> [String] { capture("-p") }

  /// The screen with the escape sequences of its looks.
  public func screenWithStyles() -> [String] { capture("-p", "-e") }

  private func capture(_ options: String...) -> [String] {
    guard let run = try? tmux(["capture-pane"] + options, [:]) else { return [] }
    return run.lines
  }

  /// Waits until the screen holds a text; gives the screen.
  @discardableResult
  public func waitFor(_ text: String, seconds: Double = 40) throws -> [String] {
    try waitFor("\"\(text)\"", seconds: seconds) { screen in
      screen.contains { $0.contains(text) }
    }
  }

  /// Waits until the screen satisfies a condition; gives the screen. Throws, showing it, when it
  /// never does.
  @discardableResult
  public func waitFor(
    _ what: String, seconds: Double = 40, _ isSo: ([String]) -> Bool
  ) throws -> [String] {
    var last: [String] = []
    let found = poll(seconds: seconds) {
      last = screen()
      return isSo(last)
    }
    guard found else {
      throw DriverError("no \(what) on the screen:\n" + last.joined(separator: "\n"))
    }
    return last
  }

  /// Changes the size of the window.
  public func resize(columns: Int, rows: Int) {
    _ = try? tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Column and row of the cursor, nil when it is hidden.
  public var cursor: (column: Int, row: Int)? {
    let format = "#{cursor_flag} #{cursor_x} #{cursor_y}"
    let words = (try? tmux("display-message", "-p", format))?.lines.first?.split(separator: " ")
    guard let numbers = words?.compactMap({ Int($0) }), numbers.count == 3, numbers[0] == 1
    else { return nil }
    return (numbers[1], numbers[2])
  }

  /// Whether the program still runs.
  public var isAlive: Bool { home.read(stem + "/status") == nil }

  /// The program's process id; waits until it has one.
  public func processID() throws -> Int32 {
    var number: Int32?
    _ = poll(seconds: 40) {
      number = home.read(stem + "/pid").flatMap {
        Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
      return number != nil
    }
    guard let number else { throw DriverError("the program did not start") }
    return number
  }

  /// Sends the program a signal.
  public func send(signal number: Int32) throws { kill(try processID(), number) }

  /// Waits for the program's end; gives its exit code as the shell saw it.
  @discardableResult
  public func waitForExit(seconds: Double = 40) throws -> Int32 {
    guard poll(seconds: seconds, { !isAlive }), let status = home.read(stem + "/status"),
      let code = Int32(status.trimmingCharacters(in: .whitespacesAndNewlines))
    else {
      throw DriverError("the program runs on:\n" + screen().joined(separator: "\n"))
    }
    return code
  }

  /// What `stty -a` said before the program ran and after it ended; equal when it left the terminal
  /// as it was.
  public var modes: (before: String?, after: String?) {
    (home.read(stem + "/before"), home.read(stem + "/after"))
  }

  private static func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
