// How a file is known to be another than the one that was read, without reading it again. A hundred
// thousand of these stay in memory while the folders are watched, so they are small and share the
// text of their names with the notes.

import Glibc

/// A note's place below its folder, without `.md`. Compared byte by byte: to a disk, two ways of
/// writing one accented letter are two names.
struct NotePath: Hashable, Comparable, Sendable {
  let value: String
  init(_ value: String) { self.value = value }

  static func == (left: NotePath, right: NotePath) -> Bool {
    left.value.utf8.elementsEqual(right.value.utf8)
  }

  static func < (left: NotePath, right: NotePath) -> Bool {
    left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = value
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// What the disk says of one state of a file. Both times count: the first can be set back by whoever
/// writes, the second stands still on a few old file systems.
struct FileStamp: Hashable, Sendable {
  /// Nanoseconds since 1970.
  private let modified: Int64
  private let changed: Int64
  private let inode: UInt64
  private let size: Int64

  /// Equal to no file's stamp.
  static let doubtful = FileStamp(modified: -1, changed: -1, inode: 0, size: -1)

  /// Clocks of file systems tick in hundredths of a second: after a younger change another one could
  /// leave the stamp as it is.
  private static let settling: Int64 = 40_000_000

  init(_ status: stat) {
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
  }

  /// The stamp of a file read at that time, doubtful when it was changed right before.
  init(_ status: stat, readAt time: Int64) {
    let stamp = FileStamp(status)
    let age = time - max(stamp.modified, stamp.changed)
    self = age >= 0 && age < Self.settling ? .doubtful : stamp
  }

  private init(modified: Int64, changed: Int64, inode: UInt64, size: Int64) {
    self.modified = modified
    self.changed = changed
    self.inode = inode
    self.size = size
  }

  /// True when the file was changed at that time or later.
  func isYounger(than time: Int64) -> Bool { max(modified, changed) >= time - Self.settling }

  /// True for a file of no bytes.
  var isEmpty: Bool { size == 0 }

  /// The time of files, nanoseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  /// Whatever number a broken disk holds for a time is only compared.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

/// The stamps of one folder's files, in byte order of their names.
struct FileStamps: Sendable {
  private(set) var paths: [NotePath] = []
  private var stamps: [FileStamp] = []

  init() {}

  /// Takes each path at most once, in any order.
  init(_ files: [(path: NotePath, stamp: FileStamp)]) {
    let sorted = files.sorted { $0.path < $1.path }
    paths = sorted.map(\.path)
    stamps = sorted.map(\.stamp)
  }

  subscript(path: NotePath) -> FileStamp? {
    let place = place(of: path)
    return place < paths.count && paths[place] == path ? stamps[place] : nil
  }

  /// The part below a folder, of which the names all lie together.
  func below(_ folder: String) -> FileStamps {
    let prefix = folder + "/"
    let start = place(of: NotePath(prefix))
    var end = start
    while end < paths.count, paths[end].value.utf8.starts(with: prefix.utf8) { end += 1 }
    var part = FileStamps()
    part.paths = Array(paths[start..<end])
    part.stamps = Array(stamps[start..<end])
    return part
  }

  /// Puts in what is different now; nil takes a file out.
  mutating func apply(_ changes: [NotePath: FileStamp?]) {
    var added: [(path: NotePath, stamp: FileStamp)] = []
    var gone: Set<NotePath> = []
    for (path, stamp) in changes {
      let place = place(of: path)
      let isKnown = place < paths.count && paths[place] == path
      switch (stamp, isKnown) {
      case (let stamp?, true): stamps[place] = stamp
      case (let stamp?, false): added.append((path, stamp))
      case (nil, true): gone.insert(path)
      case (nil, false): break
      }
    }
    guard !added.isEmpty || !gone.isEmpty else { return }
    added.sort { $0.path < $1.path }
    var merged = FileStamps()
    merged.paths.reserveCapacity(paths.count + added.count)
    merged.stamps.reserveCapacity(paths.count + added.count)
    var next = 0
    for (path, stamp) in zip(paths, stamps) {
      while next < added.count, added[next].path < path { merged.append(added[next], &next) }
      if gone.isEmpty || !gone.contains(path) {
        merged.paths.append(path)
        merged.stamps.append(stamp)
      }
    }
    while next < added.count { merged.append(added[next], &next) }
    self = merged
  }

  /// The files that only one of the two has, or with another stamp.
  static func differences(_ one: FileStamps, _ other: FileStamps) -> [NotePath] {
    var found: [NotePath] = []
    var (i, j) = (0, 0)
    while i < one.paths.count || j < other.paths.count {
      if j == other.paths.count || (i < one.paths.count && one.paths[i] < other.paths[j]) {
        found.append(one.paths[i])
        i += 1
      } else if i == one.paths.count || other.paths[j] < one.paths[i] {
        found.append(other.paths[j])
        j += 1
      } else {
        // What is in doubt on either side differs from itself.
        if one.stamps[i] != other.stamps[j] || one.stamps[i] == .doubtful {
          found.append(one.paths[i])
        }
        i += 1
        j += 1
      }
    }
    return found
  }

  private mutating func append(_ file: (path: NotePath, stamp: FileStamp), _ next: inout Int) {
    paths.append(file.path)
    stamps.append(file.stamp)
    next += 1
  }

  /// Where a path stands or would stand.
  private func place(of path: NotePath) -> Int {
    var (low, high) = (0, paths.count)
    while low < high {
      let middle = (low + high) / 2
      if paths[middle] < path { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
