// One notes folder under watch: what is known of its files, and which are to be looked at again.

import Glibc
import Notes

/// What is known of one notes folder between two looks.
struct WatchedFolder {
  /// Which folder stands at the path, and who may read it.
  struct Identity: Hashable {
    let device: UInt
    let inode: UInt
    let mode: UInt32

    init?(_ path: String) {
      guard let status = FileAccess.status(path) else { return nil }
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      mode = UInt32(status.st_mode)
    }
  }

  let folder: NotesFolder
  var known = FileStamps()
  /// What was last said of folders, by the path that is shown.
  private var troubles: [String: [NoteProblem]] = [:]
  /// What the last walk found wrong.
  private var found: [NoteProblem] = []
  private(set) var identity: Identity?
  /// Whether the folder was ever there: one that is yet to be made is no trouble.
  private var wasThere = false
  /// Notes that are links: nothing tells when what they lead to changes.
  private(set) var links: Set<NotePath> = []
  /// Files to read again; true while somebody has one open for writing.
  var dirty: [NotePath: Bool] = [:]
  /// Files that were found empty and not before; they are believed at the second look.
  private var doubted: Set<NotePath> = []
  var needsWalk = true
  /// Folders that came or went, by path: enough to look into when nothing else is unclear.
  private(set) var moved: Set<String> = []
  private var hasLinkedFolders = false
  /// Why the system does not tell all that happens here; nil when it does.
  var slowness: String?
  /// Milliseconds of the clock at which a slow folder is walked again.
  var nextWalk: Int64 = 0

  init(_ folder: NotesFolder) { self.folder = folder }

  /// Forgets what was known for what a catalogue saw; the next walk tells what differs.
  mutating func setOut(from seen: FolderAsRead) {
    known = seen.stamps
    troubles = seen.troubles
    wasThere = wasThere || !known.paths.isEmpty
    needsWalk = true
  }

  func stamp(of path: NotePath) -> FileStamp? {
    guard let status = FileAccess.status(folder.path + "/" + path.value + ".md"),
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return FileStamp(status)
  }

  /// Notes anew whether a file is a link.
  mutating func lookForLink(_ path: NotePath) {
    let file = folder.path + "/" + path.value + ".md"
    let status = FileAccess.status(file, followLinks: false)
    if status.map({ $0.st_mode & S_IFMT == S_IFLNK }) ?? false {
      links.insert(path)
    } else {
      links.remove(path)
    }
  }

  /// Looks at what no event tells of.
  mutating func tick(now: Int64) {
    if Identity(folder.path) != identity { needsWalk = true }
    if slowness != nil, now >= nextWalk { needsWalk = true }
    for path in links where stamp(of: path) != known[path] { dirty[path] = false }
  }

  /// Walks the folder and gives what differs from what is known. Files younger than `beginning`
  /// differ when nothing is known yet.
  mutating func walk(
    _ ignore: PathPatterns, beginning: Int64?, entering: (String) -> Void
  ) -> [NotePath] {
    needsWalk = false
    moved = []
    identity = Identity(folder.path)
    let walk = FolderWalk(root: folder.path, ignore: ignore, entering: entering)
    links = Set(walk.links.map { NotePath($0.id) })
    hasLinkedFolders = walk.hasLinkedFolders
    let stamps = stamps(of: walk)
    let now = FileStamps(stamps)
    if let beginning {
      let old = stamps.filter { !$0.stamp.isYounger(than: beginning) }
      known = FileStamps(old)
    }
    found = walk.problems(in: folder)
    return FileStamps.differences(known, now)
  }

  /// Notes that a file is to be read again; `isOpen` nil when that is as it was.
  mutating func note(touched path: NotePath, isOpen: Bool?) {
    dirty[path] = isOpen ?? dirty[path] ?? false
  }

  /// The files that are to be read now. One that lost all its text is put back for another look: it may
  /// be in the middle of being written, and a walk is told of no opening.
  mutating func believed(_ paths: Set<NotePath>) -> Set<NotePath> {
    let emptied = paths.filter { path in
      guard let before = known[path], !before.isEmpty else { return false }
      return stamp(of: path)?.isEmpty == true
    }
    let fresh = emptied.subtracting(doubted)
    doubted = fresh
    for path in fresh { dirty[path] = dirty[path] ?? false }
    return paths.subtracting(fresh)
  }

  /// The files to read again now. One that somebody has emptied and still holds open waits for its
  /// text: an empty note would take the place of the good one. Its closing is told in any case.
  mutating func takeDirty() -> Set<NotePath> {
    let waiting = dirty.filter { $0.value && stamp(of: $0.key)?.isEmpty == true }
    defer { dirty = waiting }
    return Set(dirty.keys).subtracting(waiting.keys)
  }

  /// Notes that a folder came or went. Links to folders and troubles concern the whole: then all is
  /// walked again.
  mutating func note(moved path: String) {
    if hasLinkedFolders || !found.isEmpty || slowness != nil || moved.count > 64 {
      needsWalk = true
    } else {
      moved.insert(path)
    }
  }

  /// Looks into the folders that came or went, and gives what differs there; nil when everything has
  /// to be walked.
  mutating func walkMoved(_ ignore: PathPatterns, entering: (String) -> Void) -> [NotePath]? {
    var touched: [NotePath] = []
    for start in moved {
      let walk = FolderWalk(root: folder.path, ignore: ignore, at: start, entering: entering)
      guard !walk.hasLinkedFolders, walk.troubles.isEmpty else { return nil }
      links.formUnion(walk.links.map { NotePath($0.id) })
      touched += FileStamps.differences(known.below(start), FileStamps(stamps(of: walk)))
    }
    moved = []
    return touched
  }

  private func stamps(of walk: FolderWalk) -> [(path: NotePath, stamp: FileStamp)] {
    walk.files.compactMap { file in
      let path = NotePath(file.id)
      return stamp(of: path).map { (path, $0) }
    }
  }

  /// What became different in the words about folders since they were last said.
  mutating func news() -> [String: [NoteProblem]] {
    var problems = found
    if identity != nil {
      wasThere = true
      if let slowness {
        problems.append(
          NoteProblem(
            path: folder.displayPath, line: 1, severity: .warning, rule: "watched-slowly",
            message: "changes by other programs are seen a little later here: \(slowness)"))
      }
    } else if wasThere {
      problems.append(
        FileReader.problem(
          folder.displayPath, "the notes folder is gone; its notes return when it does"))
    }
    let now = Dictionary(grouping: problems, by: \.path)
    var news = now.filter { troubles[$0.key] != $0.value }
    for path in troubles.keys where now[path] == nil { news[path] = [] }
    troubles = now
    return news
  }
}
