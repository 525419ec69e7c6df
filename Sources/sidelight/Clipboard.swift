// The desktop's clipboard, by way of the small programs that own it: wl-copy, xclip, xsel, pbcopy. No
// shell stands between; the text goes in by standard input, and no program is waited for without end.

import CPlatform
import Commands
import Glibc

enum Clipboard {
  /// A program that takes a text, and the one that gives it back, by which it is tested.
  struct Way: Hashable {
    var name: String
    var path: String
    var taking: [String]
    /// Name and arguments of the program that reads the clipboard.
    var giving: [String]
  }

  /// How long one of these programs may take, in milliseconds.
  private static let patience = 2_000

  private static let known: [(display: String, name: String, taking: [String], giving: [String])] =
    [
      ("WAYLAND_DISPLAY", "wl-copy", [], ["wl-paste", "--list-types"]),
      (
        "DISPLAY", "xclip", ["-selection", "clipboard"],
        ["xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"]
      ),
      ("DISPLAY", "xsel", ["--clipboard", "--input"], ["xsel", "--clipboard", "--output"]),
      ("DISPLAY", "pbcopy", [], ["pbpaste"]),
    ]

  /// Whether there is a desktop whose clipboard could be reached at all.
  static var hasDesktop: Bool { known.contains { Environment.variable($0.display) != nil } }

  /// The programs of the desktop at hand that are installed, the one to try first in front.
  static var ways: [Way] {
    known.compactMap { entry in
      guard Environment.variable(entry.display) != nil, let path = program(entry.name) else {
        return nil
      }
      return Way(name: entry.name, path: path, taking: entry.taking, giving: entry.giving)
    }
  }

  /// Puts a text on the desktop's clipboard; gives the name of the program that took it, nil when
  /// none did. May take seconds.
  static func copy(_ text: String) -> String? {
    ways.first { run($0.path, [$0.name] + $0.taking, input: Array(text.utf8)).isFine }?.name
  }

  /// What `doctor` says: the program that would be used, and whether it reaches the clipboard. Only
  /// reads, so that nobody's clipboard is lost to a test.
  static var facts: ClipboardFacts {
    var facts = ClipboardFacts()
    facts.hasDesktop = hasDesktop
    facts.terminalIsAsked = terminalIsAsked
    facts.isInTmux = Environment.variable("TMUX") != nil
    guard let way = ways.first else { return facts }
    facts.program = way.name
    guard let giver = way.giving.first, let path = program(giver) else {
      facts.fault = "cannot be tested without \(way.giving.first ?? "its reader")"
      return facts
    }
    let answer = run(path, way.giving, input: [])
    // With nothing on the clipboard they fail, too, but they do not complain of the display.
    let complaint = answer.complaint.lowercased()
    if !answer.hasEnded {
      facts.fault = "does not answer"
    } else if ["display", "connect"].contains(where: { complaint.contains($0) }) {
      facts.fault = "cannot reach the desktop"
    }
    return facts
  }

  /// The kinds of terminal that are asked for a copy: those that speak as xterm does.
  private static var terminalIsAsked: Bool {
    guard let type = Environment.variable("TERM") else { return false }
    return !["dumb", "linux", "vt", "cons", "ansi", "cygwin"].contains { type.hasPrefix($0) }
  }

  /// A program of the search path; relative entries are not searched.
  private static func program(_ name: String) -> String? {
    let folders = (Environment.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
    return folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 && !Environment.isFolder($0) }
  }

  // MARK: - Running a program

  private struct Answer {
    var hasEnded = false
    var status: Int32 = -1
    var complaint = ""
    var isFine: Bool { hasEnded && status == 0 }
  }

  /// Runs a program with a text as its input, for a bounded time; what it complains of is kept.
  private static func run(_ path: String, _ words: [String], input: [UInt8]) -> Answer {
    var answer = Answer()
    var intake: [Int32] = [-1, -1]
    var outlet: [Int32] = [-1, -1]
    guard cp_pipe(&intake) == 0 else { return answer }
    guard cp_pipe(&outlet) == 0 else {
      close(intake[0])
      close(intake[1])
      return answer
    }
    let child = spawn(path, words, input: intake[0], errors: outlet[1])
    close(intake[0])
    close(outlet[1])
    let deadline = now() + patience
    if child > 0 {
      feed(input, to: intake[1], until: deadline)
      close(intake[1])
      if let status = wait(for: child, until: deadline) {
        answer.hasEnded = true
        // Ended by a signal counts as failed.
        answer.status = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
        answer.complaint = complaint(from: outlet[0])
      }
    } else {
      close(intake[1])
    }
    close(outlet[0])
    return answer
  }

  /// In a session of its own: what stays behind to own the clipboard survives this terminal.
  private static func spawn(_ path: String, _ words: [String], input: Int32, errors: Int32) -> pid_t
  {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | cp_spawn_apart()
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var child = pid_t()
    guard posix_spawn(&child, path, &actions, &attributes, pointers, environ) == 0 else {
      return -1
    }
    return child
  }

  private static func feed(_ bytes: [UInt8], to descriptor: Int32, until deadline: Int) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
        continue
      }
      guard errno == EAGAIN || errno == EINTR, now() < deadline else { return }
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&room, 1, 50)
    }
  }

  /// The program's status as `waitpid` gives it; nil, and the program ended, when the time is up.
  private static func wait(for child: pid_t, until deadline: Int) -> Int32? {
    var status: Int32 = 0
    while true {
      let found = waitpid(child, &status, WNOHANG)
      if found == child { return status }
      if found < 0, errno != EINTR { return nil }
      guard now() < deadline else { break }
      _ = poll(nil, 0, 5)
    }
    kill(child, SIGKILL)
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return nil
  }

  /// What there is to read now: a program left behind may hold the other end open.
  private static func complaint(from descriptor: Int32) -> String {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var buffer = [UInt8](repeating: 0, count: 1_024)
    let count = read(descriptor, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
