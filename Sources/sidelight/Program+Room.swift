// The room's screen: which file it follows, and how it looks at it. It opens nothing else: no lesson,
// no notes, no record.

import Classroom
import Commands
import Desk
import EventLoop
import Glibc
import Reader
import Synchronization
import Teaching
import Terminal

extension Program {
  /// Shows the room what is taught elsewhere until somebody leaves; the exit code of the program.
  func room(_ session: String?, isLight: Bool) -> Int32 {
    onScreen("room", toDo: "show the lesson in") {
      let follower = RoomFollower(try roomPlace(session), sessionFolders)
      var options = terminalOptions
      options.mouse = false
      if isLight { options.ground = .light }
      var terminal = try TerminalScreen(options)
      let state = RoomState(
        size: terminal.size, keymap: Keymap(changes: ReaderKeys.changes(configuration.keys)),
        isLight: isLight)
      let code = RoomLoop.run(
        state, in: &terminal, signals: Signals.install(),
        ports: RoomPorts(look: { follower.look() }))
      terminal.close()
      return code
    }
  }

  /// What was named: a session, its folder, a folder shared with another machine, or a room's file.
  /// The file itself need not be there yet.
  private func roomPlace(_ name: String?) throws(ShelfFault) -> RoomPlace {
    guard let name else { return .newest }
    if let session = sessionFolders.session(name) { return .file(session.room.path) }
    if Environment.isFolder(name) { return .file(name + "/room.jsonl") }
    let folder = Environment.parent(of: name.contains("/") ? name : "./" + name)
    let isPath = name.contains("/") || name.hasSuffix(".jsonl")
    guard isPath, Environment.isFolder(folder) else {
      throw ShelfFault(
        what: name,
        why: isPath ? "no such folder" : "no such session; sidelight session lists them",
        code: .unusable)
    }
    return .file(name)
  }
}

/// What the room's screen follows.
enum RoomPlace: Hashable, Sendable {
  case file(String)
  /// The newest session, and every newer one when it begins.
  case newest
}

/// Looks at a room's file again and again.
final class RoomFollower: Sendable {
  /// How many looks pass between two at the list of sessions.
  private static let looksPerListing = 5
  /// After so many seconds a session that nobody teaches is of another lesson, and perhaps of another
  /// class, which has no business on this wall.
  private static let staleAfter = 3 * 3_600

  private struct Following {
    var reader: LogReader?
    var session: SessionFolder?
    var lines = RoomLines()
    var hasFault = false
    var looks = 0
  }

  private let place: RoomPlace
  private let folders: SessionFolders
  private let following: Mutex<Following>

  init(_ place: RoomPlace, _ folders: SessionFolders) {
    self.place = place
    self.folders = folders
    var following = Following()
    if case .file(let path) = place { following.reader = LogReader(path: path) }
    self.following = Mutex(following)
  }

  /// What is new since the last look.
  func look() -> RoomNews? {
    following.withLock { following in
      do throws(DeskError) {
        defer { following.looks += 1 }
        var news: RoomNews?
        if place == .newest, following.looks % Self.looksPerListing == 0 {
          news = try change(&following)
        }
        news = try read(&following) ?? news
        defer { following.hasFault = false }
        return news ?? (following.hasFault ? .fault(nil) : nil)
      } catch {
        guard !following.hasFault else { return nil }
        following.hasFault = true
        return .fault(error.reason)
      }
    }
  }

  private func read(_ following: inout Following) throws(DeskError) -> RoomNews? {
    switch try following.reader?.news() ?? .nothing {
    case .nothing: return nil
    case .lines(let lines): return following.lines.take(lines).map { .slide($0) }
    case .anew(let lines): return following.lines.takeAnew(lines).map { .slide($0) } ?? .waiting
    case .gone:
      if place == .newest {
        following.reader = nil
        following.session = nil
      }
      return .waiting
    }
  }

  /// Changes over to the session that is taught, the newest of them if there are several; where none
  /// is, to a newer one than the one at hand.
  private func change(_ following: inout Following) throws(DeskError) -> RoomNews? {
    let current = following.session
    let isTaught = current?.isClaimed ?? false
    let sessions = try folders.ids().lazy.compactMap { [folders] in folders.session($0) }
    let newer = sessions.prefix { $0 != current }
    let others = isTaught ? Array(newer) : sessions.filter { $0 != current }
    let taught = others.lazy.filter(\.isClaimed)
    let fresh = isTaught ? [] : newer.filter { Self.isFresh($0.room.path) }
    for session in Array(taught) + fresh {
      var reader = LogReader(path: session.room.path)
      var lines = RoomLines()
      guard case .anew(let all)? = try? reader.news(), let slide = lines.takeAnew(all) else {
        continue
      }
      following.session = session
      following.reader = reader
      following.lines = lines
      return .slide(slide)
    }
    return nil
  }

  private static func isFresh(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return time(nil) - status.st_mtim.tv_sec < staleAfter
  }
}
