// Other programs that read for us (curl, pdftotext): found on the PATH, started without a shell, held
// to a time and to a size, and never left behind.

import CPlatform
import Glibc

/// What came of a program that was run to its end, or to ours.
struct ChildProgram {
  enum End: Hashable {
    case exited(Int)
    /// By a signal that was not ours.
    case killed
    /// It took too long, or gave too much, and was ended.
    case late, tooMuch
  }

  var end = End.killed
  var output: [UInt8] = []
  /// The beginning of what it said on standard error.
  var complaint = ""

  private static let longestComplaint = 1 << 14

  /// Where a program is; nil when it is not installed.
  static func find(_ name: String) -> String? {
    let folders = (Environment.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// Runs a program without input and in a session of its own, so that it cannot ask anything of the
  /// terminal. Nil when it cannot be started.
  static func run(_ path: String, _ words: [String], seconds: Int, bytes: Int) -> ChildProgram? {
    var output: [Int32] = [-1, -1]
    var errors: [Int32] = [-1, -1]
    guard cp_pipe(&output) == 0 else { return nil }
    guard cp_pipe(&errors) == 0 else {
      for end in output { close(end) }
      return nil
    }
    let child = spawn(path, words, output: output[1], errors: errors[1])
    close(output[1])
    close(errors[1])
    defer {
      close(output[0])
      close(errors[0])
    }
    guard let child else { return nil }
    var result = ChildProgram()
    let deadline = now() + seconds * 1_000
    let verdict = result.collect(output[0], errors[0], atMost: bytes, until: deadline)
    result.end = verdict ?? wait(for: child, until: deadline) ?? .late
    if result.end == .late || result.end == .tooMuch { finish(child) }
    return result
  }

  private static func spawn(_ path: String, _ words: [String], output: Int32, errors: Int32)
    -> pid_t?
  {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | cp_spawn_apart()
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + words).map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var child = pid_t()
    return posix_spawn(&child, path, &actions, &attributes, pointers, environ) == 0 ? child : nil
  }

  /// Reads both pipes to their ends; says why it stopped before.
  private mutating func collect(
    _ outputEnd: Int32, _ errorEnd: Int32, atMost limit: Int, until deadline: Int
  ) -> End? {
    var ends = [outputEnd, errorEnd].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var errors: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    defer { complaint = String(decoding: errors, as: UTF8.self) }
    while ends.contains(where: { $0.fd >= 0 }) {
      let left = deadline - Self.now()
      guard left > 0 else { return .late }
      guard poll(&ends, 2, Int32(min(left, 1_000))) > 0 else { continue }
      for index in ends.indices where ends[index].fd >= 0 && ends[index].revents != 0 {
        let count = read(ends[index].fd, &chunk, chunk.count)
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        guard count > 0 else {
          ends[index].fd = -1
          continue
        }
        if index == 1 {
          errors += chunk[..<min(count, max(0, Self.longestComplaint - errors.count))]
        } else if output.count + count > limit {
          return .tooMuch
        } else {
          output += chunk[..<count]
        }
      }
    }
    return nil
  }

  private static func wait(for child: pid_t, until deadline: Int) -> End? {
    var status: Int32 = 0
    while true {
      let found = waitpid(child, &status, WNOHANG)
      if found == child { return status & 0x7F == 0 ? .exited(Int(status >> 8 & 0xFF)) : .killed }
      if found < 0, errno != EINTR { return .killed }
      guard now() < deadline else { return nil }
      _ = poll(nil, 0, 2)
    }
  }

  /// It leads a session and so a group: whatever it started goes with it.
  private static func finish(_ child: pid_t) {
    kill(-child, SIGKILL)
    kill(child, SIGKILL)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
