// A session on disk behind the presenter's ports: its folder and lock, its record, the room's feed,
// and the mentions of notes in a lesson's text.

import Commands
import Desk
import Documents
import EventLoop
import Glibc
import Linking
import Notes
import Synchronization
import Teaching
import Text
import Vault

/// A session that is being taught or studied now.
struct TaughtSession {
  var folder: SessionFolder
  /// Held for as long as the program has the session open.
  var lock: PresenterLock
  var session: Session
  var isResumed: Bool
  /// The lesson and the text as the session began with them.
  var material: (Lesson, Document)
}

extension Program {
  var sessionFolders: SessionFolders { SessionFolders(state: Environment.stateFolder) }

  /// The newest session of a lesson that was begun and not ended, claimed for this program. Throws
  /// when another program has it open.
  func unfinished(_ lessonPath: String, role: String) throws -> TaughtSession? {
    let path = Environment.realpath(lessonPath) ?? lessonPath
    for id in try sessionFolders.ids() {
      guard let folder = sessionFolders.session(id),
        let session = SessionLines.session(of: try folder.record.lines()), !session.isOver,
        session.start.lessonPath == path, session.start.role == role
      else { continue }
      guard let lock = try folder.claim() else {
        throw ShelfFault(
          what: id, why: "is open in another terminal; --new begins another session", code: .failed)
      }
      let (lesson, _) = LessonFormat(yaml: YAMLReader()).read(session.start.lessonText, path: path)
      let document = try Self.document(of: session)
      return TaughtSession(
        folder: folder, lock: lock, session: session, isResumed: true,
        material: (lesson, document))
    }
    return nil
  }

  /// Begins a session on a lesson: its folder, its claim, the first line of its record.
  func begin(_ opened: OpenedLesson, role: String) throws -> TaughtSession {
    guard let text = opened.text else {
      throw opened.textFault
        ?? ShelfFault(what: opened.path, why: "names no text that is there", code: .unusable)
    }
    guard !opened.lesson.steps.isEmpty else {
      throw ShelfFault(
        what: opened.path, why: "has no steps; sidelight lesson check says more", code: .unusable)
    }
    let now = Int(time(nil))
    let folder = try sessionFolders.create(Self.sessionName(opened.path, at: now))
    guard let lock = try folder.claim() else {
      throw ShelfFault(what: folder.id, why: "is open in another terminal", code: .failed)
    }
    let start = SessionStart(
      id: folder.id, role: role, lessonPath: Environment.realpath(opened.path) ?? opened.path,
      lessonText: opened.source, documentPath: text.path ?? text.name, documentName: text.title,
      documentHash: text.document.contentHash.hex, documentText: text.document.normalisedText)
    if let fault = RecordFeed(folder.record).append([TimedEvent(at: now, .began(start: start))]) {
      throw ShelfFault(what: folder.id, why: fault, code: .failed)
    }
    return TaughtSession(
      folder: folder, lock: lock, session: Session(start, at: now), isResumed: false,
      material: (opened.lesson, text.document))
  }

  /// The text as the session began with it.
  private static func document(of session: Session) throws(ShelfFault) -> Document {
    do throws(DocumentError) {
      return try PlainText.document(from: Array(session.start.documentText.utf8))
    } catch { throw ShelfFault(what: session.start.id, why: error.reason, code: .unusable) }
  }

  private static func sessionName(_ lessonPath: String, at now: Int) -> String {
    var time = time_t(now)
    var parts = tm()
    localtime_r(&time, &parts)
    return SessionFolders.id(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
      hour: Int(parts.tm_hour), minute: Int(parts.tm_min), lesson: lessonPath)
  }

  /// Finds the mentions of notes in a text, with the decisions that were made for it.
  func lessonLinking(path: String?) -> @Sendable (Document, Catalogue) -> [Int: [NoteMentions]] {
    let choices = shelf.choices(beside: path)
    let desk = desk
    return { document, catalogue in
      let hash = document.contentHash
      let identity = DocumentIdentity(
        path: path, hash: hash, earlier: desk.earlierHashes(of: hash, path: path))
      let linker = Linker(catalogue: catalogue, language: document.language)
      let links = linker.links(
        in: document, paragraphs: document.paragraphs.indices, identity: identity)
      let versions = Set([hash] + identity.earlier)
      let chosen = ChosenLinks(choices.filter { versions.contains($0.document) }) { id in
        catalogue.note(id).map { ($0.title, $0.kind) }
      }.applied(to: links)
      return Dictionary(
        chosen.map { paragraph in
          (
            paragraph.paragraph + 1,
            paragraph.links.map { NoteMentions(note: $0.note, ranges: $0.matches.map(\.range)) }
          )
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}

/// A session's record as a presenter writes it and hears of what others add.
final class RecordFeed: Sendable {
  private let log: LineLog
  private let state: Mutex<State>

  private struct State {
    var reader: LogReader
    /// Own lines that were not met again yet.
    var own: [String] = []
    var hasRead = false
  }

  init(_ log: LineLog) {
    self.log = log
    state = Mutex(State(reader: LogReader(path: log.path)))
  }

  func append(_ events: [TimedEvent]) -> String? {
    state.withLock { state in
      let lines = events.compactMap { SessionLines.line(of: $0) }
      do throws(DeskError) {
        // What was there before is known: the session was made from it.
        if !state.hasRead { _ = try state.reader.news() }
        state.hasRead = true
        try log.append(lines)
      } catch { return "\(error.path): \(error.reason)" }
      state.own += lines
      return nil
    }
  }

  func news() -> RecordNews {
    state.withLock { state in
      do throws(DeskError) {
        let isFirst = !state.hasRead
        state.hasRead = true
        switch try state.reader.news() {
        case .nothing: return .nothing
        case .gone: return .fault("\(log.path) is gone; what happens now cannot be kept")
        case .anew(let lines):
          state.own = []
          if isFirst { return .nothing }
          return SessionLines.session(of: lines).map { .anew($0) }
            ?? .fault("\(log.path): damaged: it does not begin with a session")
        case .lines(let lines):
          let others = lines.filter { line in
            guard let place = state.own.firstIndex(of: line) else { return true }
            state.own.remove(at: place)
            return false
          }
          let events = others.compactMap { SessionLines.event(of: $0) }
          return events.isEmpty ? .nothing : .events(events)
        }
      } catch { return .fault("\(error.path): \(error.reason)") }
    }
  }

  /// Does with the record what was decided at the end.
  func close(
    _ keeping: SessionKeeping, _ id: String, in folders: SessionFolders, room: RoomFeed
  ) -> String? {
    do throws(DeskError) {
      switch keeping {
      case .all: break
      case .totals, .nothing: if keeping == .nothing { try folders.delete(id) }
      }
    } catch { return "\(error.path): \(error.reason)" }
    return nil
  }
}

/// The room's file as a presenter writes it.
final class RoomFeed: Sendable {
  private let log: LineLog
  private let sequence = Mutex(0)

  init(_ log: LineLog) { self.log = log }

  func publish(_ slide: RoomSlide) -> String? {
    let number = sequence.withLock { number in
      number += 1
      return number
    }
    guard let line = SessionLines.line(of: RoomLine(sequence: number, slide: slide)) else {
      return "a slide could not be written"
    }
    do throws(DeskError) { try log.append([line]) } catch {
      return "\(error.path): \(error.reason)"
    }
    return nil
  }
}
