// The sessions of the state folder behind the commands' port: read, added to, and one pupil erased.

import Commands
import Desk
import Glibc
import Teaching

/// Sessions that are kept. What a killed program left undone at a session's end is done when it is
/// met.
struct KeptSessions: SessionArchive {
  let folders: SessionFolders

  func sessions() -> (listings: [SessionListing], faults: [ShelfFault]) {
    var listings: [SessionListing] = []
    var faults: [ShelfFault] = []
    do throws(DeskError) {
      for id in try folders.ids() {
        guard let folder = folders.session(id) else { continue }
        do throws(ShelfFault) {
          guard let session = try Self.session(in: folder, folders) else { continue }
          listings.append(
            SessionListing(
              id: id, title: ToldSessions().lesson(of: session.start).title,
              isOver: session.isOver, pupils: session.pupils.count, role: session.start.role))
        } catch { faults.append(error) }
      }
    } catch { faults.append(ShelfFault(error)) }
    return (listings, faults)
  }

  func session(_ id: String?) throws(ShelfFault) -> Session? {
    if let id {
      guard let folder = folders.session(id) else { return nil }
      return try Self.session(in: folder, folders)
    }
    var newest: Session?
    for id in try ids() {
      // A damaged one might be the one that is meant: another is not taken in its place.
      guard let folder = folders.session(id),
        let session = try Self.session(in: folder, folders)
      else { continue }
      if session.start.role == "teach" { return session }
      newest = newest ?? session
    }
    return newest
  }

  func append(_ events: [SessionEvent], to id: String) throws(ShelfFault) {
    let folder = try folder(id)
    let now = Int(time(nil))
    let lines = events.compactMap { SessionLines.line(of: TimedEvent(at: now, $0)) }
    guard lines.count == events.count else {
      throw ShelfFault(what: id, why: "there is something in it that cannot be kept", code: .failed)
    }
    do throws(DeskError) { try folder.record.append(lines) } catch { throw ShelfFault(error) }
    // It may have ended meanwhile.
    _ = try Self.session(in: folder, folders)
  }

  func erase(_ code: String, from id: String) throws(ShelfFault) -> Bool {
    let folder = try folder(id)
    do throws(DeskError) {
      var rest: [String]?
      _ = try folder.record.rewrite { lines in
        rest = SessionErasing.lines(lines, without: code)
        return rest
      }
      guard let rest else { return false }
      let slide = folder.isClaimed ? nil : SessionLines.session(of: rest).map { Self.neutral($0) }
      try RoomFeed(folder.room).reduce(to: slide)
      return true
    } catch { throw ShelfFault(error) }
  }

  var files: [String] {
    ((try? folders.ids()) ?? []).flatMap { id in
      guard let folder = folders.session(id) else { return [String]() }
      return [folder.record.path, folder.room.path, folder.path + "/presenter.lock"]
    }
  }

  private func ids() throws(ShelfFault) -> [String] {
    do throws(DeskError) { return try folders.ids() } catch { throw ShelfFault(error) }
  }

  private func folder(_ id: String) throws(ShelfFault) -> SessionFolder {
    guard let folder = folders.session(id) else {
      throw ShelfFault(what: id, why: "no such session", code: .unusable)
    }
    return folder
  }

  /// What the room is shown while nobody teaches: nothing that anybody answered.
  private static func neutral(_ session: Session) -> RoomSlide {
    var slide = RoomSlide(
      lesson: ToldSessions().lesson(of: session.start).title, step: "")
    if session.isOver { slide.words = "The lesson is over." }
    return slide
  }

  /// A folder's session; nil for one that never began, or that was to be deleted.
  private static func session(
    in folder: SessionFolder, _ folders: SessionFolders
  ) throws(ShelfFault) -> Session? {
    do throws(DeskError) {
      let lines = try folder.record.lines()
      if lines.isEmpty { return nil }
      guard let session = SessionLines.session(of: lines) else {
        throw DeskError(
          path: folder.record.path, reason: "damaged: it does not begin with a session")
      }
      guard let keeping = session.keeping, !folder.isClaimed else { return session }
      switch keeping {
      case .all: return session
      case .nothing:
        try folders.delete(folder.id)
        return nil
      case .totals:
        guard SessionTotals.hasSingles(session) else { return session }
        _ = try folder.record.rewrite { SessionTotals.lines($0) }
        return SessionLines.session(of: try folder.record.lines())
      }
    } catch { throw ShelfFault(error) }
  }
}

extension ShelfFault {
  init(_ error: DeskError) {
    let isDamaged = error.reason.hasPrefix("damaged")
    self.init(what: error.path, why: error.reason, code: isDamaged ? .unusable : .failed)
  }
}
