// A session on disk behind the presenter's ports: its folder and lock, and the mentions of notes in a
// lesson's text.

import Commands
import Desk
import Documents
import Glibc
import Linking
import Notes
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

  /// After so many seconds without an event a session is no crash's any more, but another day's.
  private static let longestBreak = 12 * 3_600

  /// The newest session of a lesson that was begun and not ended, claimed for this program; nil when
  /// there is none, or only one of another day or of an earlier version of the lesson, which is
  /// named then. Throws when another program has it open.
  func unfinished(
    _ opened: OpenedLesson, role: String
  ) throws -> (taught: TaughtSession?, older: String?) {
    let path = Environment.realpath(opened.path) ?? opened.path
    for id in try sessionFolders.ids() {
      guard let folder = sessionFolders.session(id), let session = readable(folder),
        !session.isOver, session.start.lessonPath == path, session.start.role == role
      else { continue }
      let isRecent = role == "study" || Int(time(nil)) - session.lastTime < Self.longestBreak
      guard isRecent, session.start.lessonText == opened.source else { return (nil, id) }
      return (try takeUp(folder), nil)
    }
    return (nil, nil)
  }

  /// A session's record; one that cannot be read is said and passed over.
  private func readable(_ folder: SessionFolder) -> Session? {
    do throws(DeskError) { return SessionLines.session(of: try folder.record.lines()) } catch {
      output.complain(error.path, error.reason)
      return nil
    }
  }

  /// Claims a session that is kept and goes on with it.
  func takeUp(_ folder: SessionFolder) throws -> TaughtSession {
    guard let lock = try folder.claim() else {
      throw ShelfFault(
        what: folder.id, why: "is open in another terminal; --new begins another session",
        code: .failed)
    }
    // Read under the claim: whoever had it open may have ended it a moment ago.
    guard let session = SessionLines.session(of: try folder.record.lines()) else {
      throw ShelfFault(what: folder.id, why: "damaged: no session begins in it", code: .unusable)
    }
    guard !session.isOver else {
      throw ShelfFault(what: folder.id, why: "is over", code: .unusable)
    }
    let (lesson, _) = LessonFormat(yaml: YAMLReader()).read(
      session.start.lessonText, path: session.start.lessonPath)
    return TaughtSession(
      folder: folder, lock: lock, session: session, isResumed: true,
      material: (lesson, try Self.document(of: session)))
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
      documentHash: text.document.contentHash.hex, documentText: text.document.normalisedText,
      documentParagraphs: text.document.paragraphBounds)
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
      return try session.start.document()
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
