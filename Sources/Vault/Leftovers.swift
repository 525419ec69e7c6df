// The temporary files of saves: how they are named, and how those of processes that died are known
// and removed. They begin with a dot, so no reader takes one for a note.

import Glibc
import Synchronization

enum Leftovers {
  private static let prefix = ".sidelight-"
  private static let suffix = ".tmp"
  /// Seconds after which one may be removed when its process is gone, and when it seems alive: a
  /// number can be given to another process.
  private static let shortAge = 60
  private static let longAge = 86_400

  /// Tells this process from an earlier one of the same number.
  private static let mark = String(UInt32.random(in: 0...UInt32.max), radix: 36)

  private static let counter = Atomic<Int>(0)

  /// A new name in this process, which may hold several stores of one folder.
  static func name() -> String {
    let number = counter.add(1, ordering: .relaxed).newValue
    return "\(prefix)\(getpid())-\(mark)-\(number)\(suffix)"
  }

  static func isOne(_ name: String) -> Bool { name.hasPrefix(prefix) && name.hasSuffix(suffix) }

  /// Removes those of the given files that no process works on any more.
  static func remove(_ paths: [String]) {
    for path in paths {
      guard let status = FileAccess.status(path, followLinks: false),
        status.st_mode & S_IFMT == S_IFREG
      else { continue }
      let now = time(nil)
      // What a save took out to look at is as old as that note, but was moved a moment ago.
      let isAbandoned = now - max(status.st_mtim.tv_sec, status.st_ctim.tv_sec) > longAge
      if isAbandoned || (now - status.st_mtim.tv_sec > shortAge && !isAtWork(path)) {
        unlink(path)
      }
    }
  }

  private static func isAtWork(_ path: String) -> Bool {
    guard let name = path.split(separator: "/").last else { return true }
    let parts = name.dropFirst(prefix.count).dropLast(suffix.count).split(separator: "-")
    guard let first = parts.first, let process = pid_t(first), process > 0 else { return false }
    if process == getpid() { return parts.count == 3 && parts[1] == mark }
    return kill(process, 0) == 0 || errno != ESRCH
  }
}
