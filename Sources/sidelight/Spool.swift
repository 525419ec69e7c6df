// A text that comes through a pipe is kept in a file without a name while it arrives, so that it can
// be read anywhere at any time like a file, and its writer is never held up by the reading.

import CPlatform
import Documents
import Glibc
import Synchronization

/// How far a text has come.
struct SpoolState: Hashable, Sendable {
  var bytes = 0
  /// No more will come.
  var hasEnded = false
  /// Why it ended before its end, as a sentence; what has come stays readable.
  var fault: String?
}

/// Reads a descriptor to its end, on a thread of its own, into a file that has no name.
final class Spool: Sendable {
  /// Room on the disk that is left to others, in bytes.
  static let reserve = 64 << 20
  /// Milliseconds between two reports while much is coming.
  private static let pace: Int32 = 50

  private let worker: Worker
  private let thread: pthread_t
  private let isJoined = Mutex(false)

  /// Takes a descriptor over: where it stood is read, and when that is over it leads to /dev/null, so
  /// that whoever still writes learns of it. The file is made in `folder`, else in /tmp. `report` is
  /// called on the spool's thread: with the first bytes, then at most twenty times a second, and at
  /// the end. Throws when there is no place for the file.
  init(
    descriptor source: Int32, folder: String, reserve: Int = Spool.reserve,
    report: @escaping @Sendable (SpoolState) -> Void
  ) throws(DocumentError) {
    let file = try Self.nameless(in: [folder, "/tmp"])
    let bell = cp_bell_create()
    let worker = Worker(source: source, file: file, bell: bell, reserve: reserve, report: report)
    var thread = pthread_t()
    let box = Unmanaged.passRetained(worker)
    let code = pthread_create(&thread, nil, { Spool.body($0) }, box.toOpaque())
    guard code == 0 else {
      box.release()
      throw .unreadable("cannot be read: \(String(cString: strerror(code)))")
    }
    self.worker = worker
    self.thread = thread
  }

  deinit { stop() }

  /// The file, for `pread`; it is closed with the spool.
  var descriptor: Int32 { worker.file }
  var state: SpoolState { worker.state.withLock { $0 } }
  var bytes: Int { state.bytes }
  var hasEnded: Bool { state.hasEnded }

  /// Ends the reading and waits for its thread; may be called twice, and from a report.
  func stop() {
    let isFirst = isJoined.withLock { done in
      defer { done = true }
      return !done
    }
    guard isFirst else { return }
    cp_bell_ring(worker.bell)
    if pthread_equal(thread, pthread_self()) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
  }

  private static func body(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box { Unmanaged<Worker>.fromOpaque(box).takeRetainedValue().run() }
    return nil
  }

  static func nameless(in folders: [String]) throws(DocumentError) -> Int32 {
    var code = ENOENT
    for folder in folders {
      var template = Array((folder + "/spool-XXXXXX").utf8CString)
      let file = mkstemp(&template)
      guard file >= 0 else {
        code = errno
        continue
      }
      _ = fcntl(file, F_SETFD, FD_CLOEXEC)
      unlink(template)
      return file
    }
    throw .unreadable(
      "cannot be kept while it is read (\(folders.joined(separator: ", ")): "
        + "\(String(cString: strerror(code))))")
  }

  /// What the thread holds; the file and the bell live as long as anybody has it.
  private final class Worker: Sendable {
    let source: Int32
    let file: Int32
    let bell: Int32
    let reserve: Int
    let report: @Sendable (SpoolState) -> Void
    let state = Mutex(SpoolState())

    init(
      source: Int32, file: Int32, bell: Int32, reserve: Int,
      report: @escaping @Sendable (SpoolState) -> Void
    ) {
      (self.source, self.file, self.bell) = (source, file, bell)
      (self.reserve, self.report) = (reserve, report)
    }

    deinit {
      close(file)
      cp_bell_close(bell)
    }

    func run() {
      var signals = sigset_t()
      sigfillset(&signals)
      // Signals are the loop's business; its thread is to be woken by them, not this one.
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      let fault = copy()
      release()
      let last = state.withLock { state in
        state.hasEnded = true
        state.fault = fault
        return state
      }
      report(last)
    }

    /// Copies until the end, the bell, or a fault, which it gives as a sentence.
    private func copy() -> String? {
      var chunk = [UInt8](repeating: 0, count: 1 << 18)
      var bytes = 0
      var (unsaid, lastReport, nextLook) = (false, -1_000_000, 0)
      while true {
        let sinceReport = Self.now() - lastReport
        if unsaid, sinceReport >= Int(Spool.pace) {
          (unsaid, lastReport) = (false, Self.now())
          report(state.withLock { $0 })
          continue
        }
        var ends = [source, bell].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let patience = unsaid ? Int32(Int(Spool.pace) - sinceReport) : -1
        let found = poll(&ends, 2, patience)
        if ends[1].revents != 0 { return nil }
        guard found > 0 else { continue }
        let count = read(source, &chunk, chunk.count)
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        if count < 0 { return "reading failed: \(String(cString: strerror(errno)))" }
        if count == 0 { return nil }
        if bytes >= nextLook {
          guard hasRoom() else { return full(bytes) }
          nextLook = bytes + reserve / 4
        }
        guard write(chunk, count) else { return full(bytes) }
        bytes += count
        state.withLock { $0.bytes = bytes }
        unsaid = true
      }
    }

    private func write(_ chunk: [UInt8], _ count: Int) -> Bool {
      var done = 0
      while done < count {
        let written = chunk.withUnsafeBytes { buffer in
          Glibc.write(file, buffer.baseAddress.map { $0 + done }, count - done)
        }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        done += written
      }
      return true
    }

    private func hasRoom() -> Bool {
      var system = statvfs()
      guard fstatvfs(file, &system) == 0 else { return true }
      return Int(system.f_bavail) * Int(system.f_frsize) > reserve
    }

    private func full(_ bytes: Int) -> String {
      "the disk is full: the text was kept up to \(bytes >> 20) MB"
    }

    /// The pipe is let go: a program that still writes into it is told so by the system.
    private func release() {
      let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard nothing >= 0 else { return }
      dup2(nothing, source)
      close(nothing)
    }

    private static func now() -> Int {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }
  }
}
