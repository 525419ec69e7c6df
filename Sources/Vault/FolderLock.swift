// Several Sidelights on one folder take turns. While one of them swaps files and looks at what came
// out, another could take for settled what is about to be taken back.

import Glibc

/// An advisory lock on a folder, held for the instant of a swap. Other programs know nothing of it.
struct FolderLock: ~Copyable {
  private let folder: Int32
  /// A process that was stopped while it held the lock must not stop the others: after this many
  /// tries, half a millisecond apart, they go on without.
  private static let tries = 4_000

  init(_ path: String) {
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    for _ in 0..<Self.tries {
      // Where folders cannot be locked there is nothing to wait for.
      if flock(folder, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      usleep(500)
    }
  }

  /// Closing the only descriptor gives the lock back.
  func release() { if folder >= 0 { close(folder) } }
}
