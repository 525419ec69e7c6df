// Teaching a lesson: the session's folder found or made, the presenter run on the screen.

import Classroom
import Commands
import Desk
import Documents
import EventLoop
import Glibc
import Notes
import Reader
import Teaching
import Terminal
import Vault

extension Program {
  /// Teaches until the teacher leaves; the exit code of the program.
  func teach(_ opened: OpenedLesson, isNew: Bool, room: String?) -> Int32 {
    onScreen("teach", toDo: "teach in") {
      let kept = isNew ? (taught: nil, older: nil) : try unfinished(opened, role: "teach")
      let taught = try kept.taught ?? begin(opened, role: "teach")
      let older = kept.older.map { "unfinished from before: sidelight teach \($0)" }
      return try present(
        taught, room: try roomLog(room, taught),
        remarks: [older].compactMap { $0 } + remarks(on: opened))
    }
  }

  /// Goes on with a session by its name, however long ago it was left.
  func teach(session folder: SessionFolder, room: String?) -> Int32 {
    onScreen("teach", toDo: "teach in") {
      let taught = try takeUp(folder)
      return try present(taught, room: try roomLog(room, taught), remarks: [])
    }
  }

  /// What a teacher should know of the lesson's file before the class does.
  private func remarks(on opened: OpenedLesson) -> [String] {
    let errors = opened.problems.count { $0.severity == .error }
    var remarks = shelf.remarks
    if errors > 0 {
      let many = errors == 1 ? "a mistake" : "\(errors) mistakes"
      remarks.append("\(many) in the lesson · sidelight lesson check says more")
    }
    return remarks
  }

  /// Where the room's screen is fed from: the session's own folder, or one that is shared.
  private func roomLog(_ room: String?, _ taught: TaughtSession) throws(ShelfFault) -> LineLog {
    guard let room else { return taught.folder.room }
    guard Environment.isFolder(room), let path = Environment.realpath(room) else {
      throw ShelfFault(what: room, why: "no such folder", code: .unusable)
    }
    return LineLog(path: path + "/room.jsonl", mode: 0o644)
  }

  private func present(
    _ taught: TaughtSession, room: LineLog, remarks: [String]
  ) throws -> Int32 {
    let (lesson, document) = taught.material
    var settings = PresenterSettings(
      keymap: Keymap(changes: ReaderKeys.changes(configuration.keys)), remarks: remarks,
      now: Int(time(nil)), isResumed: taught.isResumed,
      roomName: room == taught.folder.room
        ? "sidelight room" : "sidelight room \(room.path)")
    if taught.isResumed { settings.remarks = [] }
    let ports = presenterPorts(taught, room: room, document)
    do {
      var terminal = try TerminalScreen(terminalOptions)
      let state = PresenterState(
        lesson: lesson, document: document, session: taught.session, size: terminal.size,
        settings: settings)
      let end = PresenterLoop.run(
        state, in: &terminal, signals: Signals.install(), ports: ports)
      terminal.close()
      for complaint in end.complaints { output.complain("session", complaint) }
      return end.code
    } catch {
      output.complain("terminal", error.explanation)
      return ExitCode.failed.rawValue
    }
  }

  private func presenterPorts(
    _ taught: TaughtSession, room: LineLog, _ document: Document
  ) -> PresenterPorts {
    let record = RecordFeed(taught.folder.record)
    let feed = RoomFeed(room)
    // Erasing cannot reach what is fed elsewhere, and has to name it.
    if room != taught.folder.room, !taught.session.exports.contains(room.path) {
      _ = record.append([TimedEvent(at: Int(time(nil)), .exported(path: room.path))])
    }
    let notes = lessonNotes(document, path: taught.session.start.documentPath)
    let folders = sessionFolders
    let (id, lock) = (taught.folder.id, taught.lock)
    return PresenterPorts(
      append: { record.append($0) }, news: { record.news(room: feed) },
      publish: { feed.publish($0) },
      readNotes: {
        switch notes() {
        case .success(let notes): .notesRead(notes)
        case .failure(let fault): .notesFailed("\(fault.what): \(fault.why)")
        }
      },
      close: { keeping in
        // Held to the end, so that nobody else takes the session up meanwhile.
        withExtendedLifetime(lock) { record.close(keeping, id, in: folders, room: feed) }
      }, copyText: Clipboard.copy, now: { Int(time(nil)) })
  }

  /// Reads the notes beside a text and finds their mentions in it; off the loop's thread.
  func lessonNotes(_ document: Document, path: String?)
    -> @Sendable () -> Result<
      LessonNotes, ShelfFault
    >
  {
    // What stands behind the shelf is one thread's own: the folders are found here, and read there.
    let found: Result<[ChosenFolder], ShelfFault>
    do { found = .success(try shelf.folders(beside: path)) } catch { found = .failure(error) }
    let store = (try? found.get()).map { shelf.store(of: $0) }
    let linking = lessonLinking(path: path)
    return {
      guard let store else { return found.map { _ in LessonNotes() } }
      let answer = awaited { () async -> Result<Catalogue, NoteStoreError> in
        do throws(NoteStoreError) { return .success(try await store.catalogue()) } catch {
          return .failure(error)
        }
      }
      switch answer {
      case .success(let catalogue):
        return .success(LessonNotes(catalogue: catalogue, mentions: linking(document, catalogue)))
      case .failure(let error): return .failure(ShelfFault(error))
      case nil: return .failure(ShelfFault(.unavailable("the store did not answer")))
      }
    }
  }
}
