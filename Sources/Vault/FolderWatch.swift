// The thread that looks at the notes folders. The system's events only say where to look: what is
// different comes from the files themselves, so events that are lost, doubled or out of order do no
// harm.

import CPlatform
import Glibc
import Notes

/// Belongs to one thread from `look()` to its end.
final class FolderWatch {
  private let run: WatchRun
  private let streams: ChangeStreams
  private let ignore: PathPatterns
  private let parser: NoteParser
  private let pace: WatchPace
  private let inotify: Inotify?
  private var folders: [WatchedFolder]
  /// Where each watched folder stands: index of the notes folder, and path below it.
  private var places: [Int32: [(folder: Int, path: String)]] = [:]
  /// Our own writes, told even when nothing was known of the file.
  private var own: Set<NotePath> = []
  /// The first and the last thing not yet looked into, the next tick, and the time before which no
  /// look begins, in milliseconds of the clock.
  private var first: Int64?
  private var last: Int64 = 0
  private var nextTick: Int64 = 0
  private var rest: Int64 = 0

  init(
    _ folders: [NotesFolder], ignore: PathPatterns, parser: NoteParser, pace: WatchPace,
    run: WatchRun, streams: ChangeStreams
  ) {
    self.folders = folders.map { WatchedFolder($0) }
    self.ignore = ignore
    self.parser = parser
    self.pace = pace
    self.streams = streams
    self.run = run
    inotify = pace.isPolling ? nil : Inotify()
  }

  /// Looks and tells until the run is stopped.
  func look(beginning: Int64) {
    let begun = run.take()
    if let seen = begun.seen { setOut(from: seen) }
    settle(beginning: begun.seen == nil ? beginning : nil)
    while true {
      let found = cp_wait(inotify?.descriptor ?? -1, run.bell, -1, timeout())
      let asked = run.take()
      if asked.isStopped { return }
      if let seen = asked.seen { setOut(from: seen) }
      if !asked.touched.isEmpty { take(asked.touched) }
      if found & 1 != 0 { takeEvents() }
      let now = Self.clock()
      if now >= nextTick {
        nextTick = now + pace.tick
        for index in folders.indices { folders[index].tick(now: now) }
        if hasWork, first == nil { first = now - pace.patience }
      }
      if isDue(now) { settle(beginning: nil) }
    }
  }

  private var hasWork: Bool {
    folders.contains { $0.needsWalk || !$0.dirty.isEmpty || !$0.moved.isEmpty }
  }

  /// Everything that is told from now on is told to somebody who knows what the catalogue knew.
  private func setOut(from seen: [FolderAsRead]) {
    for index in folders.indices where seen.indices.contains(index) {
      let differing =
        folders[index].known.paths.isEmpty && folders[index].identity == nil
        ? [] : FileStamps.differences(folders[index].known, seen[index].stamps)
      for path in differing { folders[index].dirty[path] = false }
      folders[index].setOut(from: seen[index])
    }
    mark()
  }

  private func take(_ touched: [NotePath]) {
    own.formUnion(touched)
    for index in folders.indices {
      for path in touched { folders[index].dirty[path] = false }
    }
    mark()
  }

  // MARK: time

  private static func clock() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  private func mark() {
    last = Self.clock()
    if first == nil { first = last }
  }

  /// When the next look begins, if anything is to be looked into.
  private var dueTime: Int64? {
    guard let first else { return nil }
    let isOpen = folders.contains { $0.dirty.values.contains(true) }
    return max(rest, isOpen ? first + pace.patience : min(last + pace.quiet, first + pace.patience))
  }

  private func isDue(_ now: Int64) -> Bool { dueTime.map { now >= $0 } ?? false }

  private func timeout() -> Int32 {
    let next = min(nextTick, dueTime ?? nextTick)
    return Int32(clamping: max(0, next - Self.clock()))
  }

  // MARK: events

  private func takeEvents() {
    guard let inotify else { return }
    var hadWork = false
    // Bounded, so that a storm without end cannot keep us from looking.
    for _ in 0..<64 {
      let events = inotify.events()
      if events.isEmpty { break }
      for event in events { hadWork = take(event) || hadWork }
    }
    if hadWork { mark() }
  }

  /// False when the event says nothing about notes.
  private func take(_ event: FolderEvent) -> Bool {
    if event.has(IN_Q_OVERFLOW) {
      for index in folders.indices { folders[index].needsWalk = true }
      return true
    }
    guard let places = places[event.watch] else { return false }
    if event.has(IN_IGNORED) { self.places[event.watch] = nil }
    var isOurs = false
    for place in places { isOurs = take(event, at: place) || isOurs }
    return isOurs
  }

  private func take(_ event: FolderEvent, at place: (folder: Int, path: String)) -> Bool {
    guard !event.isNameless, let name = event.name else {
      // A folder that was removed or moved away says so itself, and its own folder says it too.
      if event.isNameless, !place.path.isEmpty, event.has(IN_DELETE_SELF, IN_MOVE_SELF, IN_IGNORED)
      {
        folders[place.folder].note(moved: place.path)
      } else {
        folders[place.folder].needsWalk = true
      }
      return true
    }
    guard !name.hasPrefix(".") else { return false }
    let path = place.path.isEmpty ? name : place.path + "/" + name
    if event.isFolder || (!FolderWalk.isNote(name) && mayBeLinkedFolder(event, path, place.folder))
    {
      guard !FolderWalk.isLeftOut(path, ignore) else { return false }
      if event.isFolder, event.has(IN_CREATE, IN_MOVED_TO, IN_DELETE, IN_MOVED_FROM) {
        folders[place.folder].note(moved: path)
      } else {
        folders[place.folder].needsWalk = true
      }
      return true
    }
    guard FolderWalk.isNote(name), !ignore.matches(path, isFolder: false) else { return false }
    folders[place.folder].note(
      touched: NotePath(String(path.dropLast(3))),
      isOpen: event.has(IN_MODIFY) ? true : event.has(IN_ATTRIB) ? nil : false)
    return true
  }

  /// A link to a folder is told of like a file.
  private func mayBeLinkedFolder(_ event: FolderEvent, _ path: String, _ folder: Int) -> Bool {
    if event.has(IN_CREATE, IN_MOVED_TO) {
      let status = FileAccess.status(
        folders[folder].folder.path + "/" + path, followLinks: false)
      return status.map { $0.st_mode & S_IFMT == S_IFLNK } ?? false
    }
    guard event.has(IN_DELETE, IN_MOVED_FROM) else { return false }
    return places.values.contains { $0.contains { $0.folder == folder && $0.path == path } }
  }

  // MARK: looking

  /// Looks into all that is due, and tells what is different.
  private func settle(beginning: Int64?) {
    let start = Self.clock()
    first = nil
    var troubles: [String: [NoteProblem]] = [:]
    var touched: [Set<NotePath>] = []
    for index in folders.indices {
      var paths = folders[index].takeDirty()
      if !folders[index].needsWalk, !folders[index].moved.isEmpty {
        if let moved = walkMoved(index) {
          paths.formUnion(moved)
        } else {
          folders[index].needsWalk = true
        }
      }
      if folders[index].needsWalk {
        paths.formUnion(walk(index, beginning: beginning))
        troubles.merge(folders[index].news()) { $0 + $1 }
      }
      touched.append(folders[index].believed(paths))
    }
    if hasWork { mark() }
    var change = ChangeReading(parser: parser, own: own).change(in: &folders, touched)
    own = []
    change.problems.merge(troubles) { $0 + $1 }
    let end = Self.clock()
    for index in folders.indices where folders[index].slowness != nil {
      // A look that takes long must not fill the processor.
      folders[index].nextWalk = end + max(pace.tick, 3 * (end - start))
    }
    rest = end + min(500, 2 * (end - start))
    streams.tell(change)
  }

  /// Walks one notes folder with a watch on each folder in it, set before its names are read.
  private func walk(_ index: Int, beginning: Int64?) -> [NotePath] {
    let root = folders[index].folder.path
    let earlier = forgetPlaces(of: index) { _ in true }
    var slowness = inotify == nil ? "the system gives no more watches" : nil
    if cp_is_remote(root) != 0 { slowness = "the folder is not on a disk of this machine" }
    let touched = folders[index].walk(ignore, beginning: beginning) { path in
      if !watch(path, of: index, root) {
        slowness = "the system's limit of watches is reached (fs.inotify.max_user_watches)"
      }
    }
    dropUnused(earlier)
    folders[index].slowness = slowness
    return touched
  }

  /// Looks into single folders that came or went; nil when that is not enough.
  private func walkMoved(_ index: Int) -> [NotePath]? {
    let root = folders[index].folder.path
    let moved = folders[index].moved
    let earlier = forgetPlaces(of: index) { path in
      moved.contains(path) || moved.contains { path.utf8.starts(with: ($0 + "/").utf8) }
    }
    var isWatched = true
    let touched = folders[index].walkMoved(ignore) { path in
      isWatched = watch(path, of: index, root) && isWatched
    }
    dropUnused(earlier)
    return isWatched ? touched : nil
  }

  /// Sets a watch before the folder's names are read; false at the system's limit.
  private func watch(_ path: String, of index: Int, _ root: String) -> Bool {
    do throws(Inotify.Refusal) {
      guard let watch = try inotify?.watch(path.isEmpty ? root : root + "/" + path) else {
        return true
      }
      // Two looks in a row may come by the same folder.
      if places[watch]?.contains(where: { $0.folder == index && $0.path == path }) != true {
        places[watch, default: []].append((index, path))
      }
      return true
    } catch {
      return error != .limit
    }
  }

  /// Forgets where watched folders stood, and gives their watches.
  private func forgetPlaces(of index: Int, where isMeant: (String) -> Bool) -> [Int32] {
    let watches = places.filter { $0.value.contains { $0.folder == index && isMeant($0.path) } }
    for watch in watches.keys {
      places[watch]?.removeAll { $0.folder == index && isMeant($0.path) }
    }
    return Array(watches.keys)
  }

  /// Lets go of watches on folders that stand nowhere any more.
  private func dropUnused(_ watches: [Int32]) {
    for watch in watches where places[watch]?.isEmpty == true {
      places[watch] = nil
      inotify?.forget(watch)
    }
  }
}
