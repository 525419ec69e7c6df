// Sessions in the state folder: a folder each, with the private record, what the room was shown, and
// a lock that says whether a presenter has it open.

import Glibc

/// One session's folder.
public struct SessionFolder: Hashable, Sendable {
  public let id: String
  public let path: String

  init(id: String, in folder: String) {
    self.id = id
    path = folder + "/" + id
  }

  /// All that happened; nobody else's to read.
  public var record: LineLog { LineLog(path: path + "/record.jsonl", mode: 0o600) }
  /// Only what the room has been shown.
  public var room: LineLog { LineLog(path: path + "/room.jsonl", mode: 0o644) }
  private var lockFile: String { path + "/presenter.lock" }

  /// Claims the session for a presenter; nil when another one has it. Errors: the folder cannot be
  /// written.
  public func claim() throws(DeskError) -> PresenterLock? {
    let file = open(
      lockFile, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard file >= 0 else { throw DeskError(path: lockFile, reason: DeskFile.why(errno)) }
    // Whoever only asks holds a lock for an instant; a presenter holds it for long.
    for attempt in 0..<20 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return PresenterLock(file) }
      // Where files cannot be locked nobody can be kept out.
      if errno != EWOULDBLOCK, errno != EINTR { return PresenterLock(file) }
      if attempt < 19 { usleep(5_000) }
    }
    close(file)
    return nil
  }

  /// Whether a presenter has the session open now.
  public var isClaimed: Bool {
    let file = open(lockFile, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return false }
    // Closing gives back what was only tried.
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}

/// A presenter's claim on a session, for as long as the value lives or the program does.
public final class PresenterLock: Sendable {
  private let file: Int32
  init(_ file: Int32) { self.file = file }
  deinit { close(file) }
}

/// All sessions of a state folder.
public struct SessionFolders: Hashable, Sendable {
  /// `sessions` in the state folder; made with the first session.
  public let folder: String

  /// `state` is the state folder, `$XDG_STATE_HOME/sidelight`.
  public init(state: String) { folder = state + "/sessions" }

  /// A name for a session: its day and minute, and its lesson's file name in lower-case letters,
  /// digits and hyphens.
  public static func id(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, lesson: String
  ) -> String {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(max(0, number))
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    var name = lesson[...]
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    if name.hasSuffix(".md") { name = name.dropLast(3) }
    let date = "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    return "\(date)-\(digits(hour, 2))\(digits(minute, 2))-\(slug(name))"
  }

  private static func slug(_ name: some StringProtocol) -> String {
    var slug = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
      case "A"..."Z": slug += String(scalar).lowercased()
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
      if slug.utf8.count >= 60 { break }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "lesson" : slug
  }

  /// Whether a name can be a session's: letters, digits, hyphens, dots and underscores of ASCII, not
  /// beginning with a dot or a hyphen.
  public static func isSafe(_ id: String) -> Bool {
    guard let first = id.utf8.first, first != 0x2E, first != 0x2D, id.utf8.count <= 120 else {
      return false
    }
    return id.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
  }

  /// The sessions that are kept, newest first as their names say. Errors: the folder cannot be read.
  public func ids() throws(DeskError) -> [String] {
    try DeskFile.listing(folder).filter { Self.isSafe($0) && isFolder($0) }.sorted { left, right in
      let (one, other) = (left.prefix(15), right.prefix(15))
      if one != other { return one > other }
      if left.utf8.count != right.utf8.count { return left.utf8.count > right.utf8.count }
      return left > right
    }
  }

  /// A session that is kept; nil when there is none of that name.
  public func session(_ id: String) -> SessionFolder? {
    Self.isSafe(id) && isFolder(id) ? SessionFolder(id: id, in: folder) : nil
  }

  /// Makes the folder of a new session under the wanted name, with a number after it when that is
  /// taken. Errors: a name that cannot be a session's; the folder cannot be made.
  public func create(_ wanted: String) throws(DeskError) -> SessionFolder {
    guard Self.isSafe(wanted) else {
      throw DeskError(path: folder, reason: "no session can be named like that")
    }
    try DeskFile.makeFolder(folder)
    var id = wanted
    var number = 1
    while mkdir(folder + "/" + id, 0o700) != 0 {
      let code = errno
      guard code == EEXIST, number < 10_000 else {
        throw DeskError(path: folder + "/" + id, reason: DeskFile.why(code))
      }
      number += 1
      id = "\(wanted)-\(number)"
    }
    DeskFile.syncFolder(of: folder + "/" + id)
    return SessionFolder(id: id, in: folder)
  }

  /// Takes a session away for good; one that is not there is no error. Who follows its files sees
  /// them gone. Errors: the folder cannot be written.
  public func delete(_ id: String) throws(DeskError) {
    guard let session = session(id) else { return }
    // The name goes first and in one step: no half of a session is ever listed.
    let leaving = folder + "/.gone-" + id
    sweep()
    guard rename(session.path, leaving) == 0 else {
      throw DeskError(path: session.path, reason: DeskFile.why(errno))
    }
    DeskFile.syncFolder(of: leaving)
    sweep()
    if DeskFile.exists(leaving) {
      throw DeskError(path: leaving, reason: "could not be removed whole")
    }
  }

  /// Finishes what a killed program left half deleted.
  private func sweep() {
    for name in DeskFile.names(in: folder) where name.hasPrefix(".gone-") {
      let leaving = folder + "/" + name
      for file in DeskFile.names(in: leaving) { DeskFile.remove(leaving + "/" + file) }
      rmdir(leaving)
    }
  }

  private func isFolder(_ id: String) -> Bool {
    var status = stat()
    return lstat(folder + "/" + id, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
