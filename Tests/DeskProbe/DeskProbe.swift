// Another process on a session's files: it adds lines until it is done or killed, or keeps a session
// claimed. Only the tests of the desk run it.

import Desk
import Glibc

@main
enum DeskProbe {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count > 3 else { exit(2) }
    switch words[1] {
    case "append": try append(to: words[2], as: words[3], count: Int(words[4]) ?? 0)
    case "full": fill(words[2], limit: UInt(words[3]) ?? 0)
    case "claim": try claim(words[3], in: words[2])
    default: exit(2)
    }
  }

  /// Lines `NAME NUMBER xxx…`, each said on standard output once it is on the disk; for ever when the
  /// count is 0. The lengths vary, so that a line cut in two does not look whole.
  private static func append(to path: String, as name: String, count: Int) throws {
    let log = LineLog(path: path)
    var number = 0
    while count == 0 || number < count {
      number += 1
      let length = (number * 37) % 400
      try log.append(["\(name) \(number) \(length) " + String(repeating: "x", count: length)])
      say("\(number)\n")
    }
  }

  /// Adds four lines where so many bytes are allowed in a file, as on a disk that is nearly full;
  /// says why that did not do.
  private static func fill(_ path: String, limit: UInt) {
    signal(SIGXFSZ, SIG_IGN)
    var bound = rlimit(rlim_cur: limit, rlim_max: limit)
    setrlimit(__rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue)), &bound)
    do {
      try LineLog(path: path).append(
        (0..<4).map { "\($0)" + String(repeating: "y", count: 598) })
      say("all there\n")
    } catch { say(error.reason + "\n") }
  }

  /// Keeps a session claimed until its standard input ends.
  private static func claim(_ id: String, in state: String) throws {
    let lock = try SessionFolders(state: state).session(id)?.claim()
    say(lock == nil ? "taken\n" : "claimed\n")
    var byte: UInt8 = 0
    while read(0, &byte, 1) > 0 {}
    withExtendedLifetime(lock) {}
  }

  private static func say(_ text: String) {
    _ = text.withCString { write(1, $0, strlen($0)) }
  }
}
