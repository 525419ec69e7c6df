// The room's screen meets the file system: which file of slides it follows.

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
  /// Shows the room what is taught; the exit code of the program.
  func room(_ name: String?, isLight: Bool) -> Int32 {
    guard Environment.isTerminal(1) else {
      output.complain("room", "needs a terminal to show it in")
      return ExitCode.usage.rawValue
    }
    let feed: RoomFollowing
    do throws(ShelfFault) { feed = try following(name) } catch {
      output.complain(error.what, error.why)
      return error.code.rawValue
    }
    do {
      var terminal = try TerminalScreen(terminalOptions)
      let keymap = Keymap(changes: ReaderKeys.changes(configuration.keys))
      let code = RoomLoop.run(
        RoomState(size: terminal.size, keymap: keymap), in: &terminal,
        signals: Signals.install(), news: { feed.news() })
      terminal.close()
      return code
    } catch {
      output.complain("terminal", error.explanation)
      return ExitCode.failed.rawValue
    }
  }

  /// A session's name, its folder, or a room's file, which may not be there yet; the newest session
  /// without a name.
  private func following(_ name: String?) throws(ShelfFault) -> RoomFollowing {
    guard let name else { return RoomFollowing(newestIn: sessionFolders) }
    if let session = sessionFolders.session(name) {
      return RoomFollowing(path: session.room.path)
    }
    if Environment.isFolder(name) { return RoomFollowing(path: name + "/room.jsonl") }
    guard name.hasSuffix(".jsonl"),
      Environment.isFolder(Environment.parent(of: "./" + name)) || access(name, F_OK) == 0
    else {
      throw ShelfFault(what: name, why: "no such session, folder or room's file", code: .unusable)
    }
    return RoomFollowing(path: name)
  }
}

/// Follows one room's file, or that of the newest session.
final class RoomFollowing: Sendable {
  private let folders: SessionFolders?
  private let state: Mutex<State>

  private struct State {
    var reader: LogReader?
    var session: String?
    /// Looks until the folder of sessions is listed again.
    var looksLeft = 0
  }

  /// The newest session that is taught, also one that begins later.
  init(newestIn folders: SessionFolders) {
    self.folders = folders
    state = Mutex(State())
  }

  init(path: String) {
    folders = nil
    state = Mutex(State(reader: LogReader(path: path)))
  }

  func news() -> RoomNews {
    state.withLock { state in
      do throws(DeskError) {
        let hasChanged = try lookForNewer(&state)
        guard var reader = state.reader else { return hasChanged ? .gone : .nothing }
        defer { state.reader = reader }
        switch try reader.news() {
        case .nothing: return hasChanged ? .gone : .nothing
        case .gone: return .gone
        case .lines(let lines), .anew(let lines): return Self.newest(in: lines)
        }
      } catch { return .fault("\(error.path): \(error.reason)") }
    }
  }

  private static func newest(in lines: [String]) -> RoomNews {
    for line in lines.reversed() {
      if let slide = SessionLines.roomLine(of: line)?.slide { return .slide(slide) }
    }
    return .nothing
  }

  /// Whether another session is followed from now on. Sessions of who studies alone have no room.
  private func lookForNewer(_ state: inout State) throws(DeskError) -> Bool {
    guard let folders else { return false }
    state.looksLeft -= 1
    guard state.looksLeft <= 0 else { return false }
    state.looksLeft = 4
    let newest = try folders.ids().lazy.compactMap { folders.session($0) }.first {
      access($0.room.path, F_OK) == 0
    }
    guard newest?.id != state.session else { return false }
    state.session = newest?.id
    state.reader = newest.map { LogReader(path: $0.room.path) }
    return true
  }
}
