// The store's end of watching: who listens, and the thread that looks, which runs only while
// somebody does.

import CPlatform
import Dispatch
import Notes
import Synchronization

/// Starts and stops the looking at a store's folders.
final class FolderWatching: Sendable {
  private struct State {
    var run: WatchRun?
    var seen: [FolderAsRead]?
  }
  private let state = Mutex(State())
  private let streams = ChangeStreams()
  private let folders: [NotesFolder]
  private let ignore: PathPatterns
  private let parser: NoteParser
  private let pace: WatchPace

  init(
    folders: [NotesFolder], ignore: PathPatterns, parser: NoteParser, pace: WatchPace = WatchPace()
  ) {
    self.folders = folders
    self.ignore = ignore
    self.parser = parser
    self.pace = pace
  }

  deinit {
    state.withLock { $0.run?.stop() }
    streams.finish()
  }

  /// All changes from now on.
  func stream() -> AsyncStream<CatalogueChange> {
    let beginning = FileStamp.now()
    let stream = streams.stream { [weak self] in self?.stopIfUnheard() }
    state.withLock { state in
      guard state.run == nil else { return }
      let run = WatchRun(state.seen)
      state.run = run
      state.seen = nil
      // Waiting needs a thread that no task counts on.
      DispatchQueue(label: "notes watch").async { [folders, ignore, parser, pace, streams] in
        FolderWatch(
          folders, ignore: ignore, parser: parser, pace: pace, run: run, streams: streams
        ).look(beginning: beginning)
      }
    }
    return stream
  }

  /// What a catalogue saw: everything that differs from it is told.
  func setOut(from seen: [FolderAsRead]) {
    state.withLock { state in
      if let run = state.run { run.setOut(from: seen) } else { state.seen = seen }
    }
  }

  /// One of our own writes, told even where the system says nothing.
  func touched(_ id: NoteID) {
    state.withLock { $0.run }?.touched(NotePath(id.value))
  }

  private func stopIfUnheard() {
    state.withLock { state in
      // Between the last one's end and this, another may have come.
      guard streams.isEmpty else { return }
      state.run?.stop()
      state.run = nil
    }
  }
}

/// How long things wait, in milliseconds.
struct WatchPace: Sendable {
  /// After the last event, for what belongs to it.
  var quiet: Int64 = 40
  /// While events keep coming, or a file stays open for writing.
  var patience: Int64 = 350
  /// Between looks at what no event tells of.
  var tick: Int64 = 500
  /// True when the system's events are not to be used.
  var isPolling = false
}

/// What one run of the looking thread is asked from other threads.
final class WatchRun: Sendable {
  struct Requests {
    var isStopped = false
    var seen: [FolderAsRead]?
    var touched: [NotePath] = []
  }
  let bell: Int32
  private let requests: Mutex<Requests>

  init(_ seen: [FolderAsRead]?) {
    bell = cp_bell_create()
    requests = Mutex(Requests(seen: seen))
  }

  deinit { cp_bell_close(bell) }

  func stop() {
    requests.withLock { $0.isStopped = true }
    cp_bell_ring(bell)
  }

  func setOut(from seen: [FolderAsRead]) {
    requests.withLock { $0.seen = seen }
    cp_bell_ring(bell)
  }

  func touched(_ path: NotePath) {
    requests.withLock { $0.touched.append(path) }
    cp_bell_ring(bell)
  }

  /// Takes what was asked since the last time.
  func take() -> Requests {
    cp_bell_quiet(bell)
    return requests.withLock { requests in
      defer { requests = Requests(isStopped: requests.isStopped) }
      return requests
    }
  }
}
