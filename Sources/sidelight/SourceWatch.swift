// Notices what others do to the file that is being read. The system's events only say that it is time
// to look; what happened comes from the file itself, looked at now and then where there are no events.

import CPlatform
import Glibc
import Reader
import Synchronization
import Vault

/// Watches one file on a thread of its own.
final class SourceWatch: Sendable {
  /// Milliseconds for which a file must be quiet, so that one save is one piece of news, and after
  /// which it is looked at without any event: file systems over a network give none.
  private static let quiet: Int64 = 120
  private static let patience: Int64 = 600
  private static let tick: Int64 = 5_000

  private let path: String
  private let isStopped = Atomic(false)

  private init(path: String) { self.path = path }

  /// What happens to a file from now on, until nobody listens any more.
  static func news(of path: String) -> AsyncStream<SourceNews> {
    AsyncStream { continuation in
      let watch = SourceWatch(path: path)
      continuation.onTermination = { _ in watch.isStopped.store(true, ordering: .relaxed) }
      watch.begin { continuation.yield($0) }
    }
  }

  private func begin(_ tell: @escaping @Sendable (SourceNews) -> Void) {
    let work = Unmanaged.passRetained(Work { self.run(tell) })
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 1 << 18)
    let fault = pthread_create(
      &thread, &attributes,
      { raw in
        guard let raw else { return nil }
        Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    pthread_attr_destroy(&attributes)
    if fault != 0 { work.release() }
  }

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// What tells one state of a file from another.
  private struct Stamp: Equatable {
    var device: UInt
    var node: UInt
    var size: Int
    var seconds: Int
    var nanoseconds: Int

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt(status.st_dev)
      node = UInt(status.st_ino)
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  private func run(_ tell: (SourceNews) -> Void) {
    let inotify = Inotify()
    _ = try? inotify?.watch(Environment.parent(of: path))
    let name = path.split(separator: "/").last.map(String.init)
    var known = Stamp(path)
    var wasGone = known == nil
    var first: Int64?
    var last: Int64 = 0
    while !isStopped.load(ordering: .relaxed) {
      let now = Self.clock()
      let due = first.map { min(last + Self.quiet, $0 + Self.patience) } ?? now + Self.tick
      // A second at most, so that the end of the reading is noticed.
      let wait = Int32(clamping: max(0, min(1_000, due - now)))
      if cp_wait(inotify?.descriptor ?? -1, -1, -1, wait) & 1 != 0 {
        let concernsUs = inotify?.events().contains { $0.name == name || $0.name == nil } ?? false
        if concernsUs {
          last = Self.clock()
          first = first ?? last
        }
        continue
      }
      if Self.clock() < due, first != nil { continue }
      first = nil
      let found = Stamp(path)
      defer { wasGone = found == nil }
      guard found != known else { continue }
      guard let found else {
        if !wasGone { tell(.gone) }
        continue
      }
      if let known, found.node == known.node, found.device == known.device, found.size > known.size
      {
        tell(.grown)
      } else {
        tell(.changed)
      }
      known = found
    }
  }

  private static func clock() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
