// `sidelight lesson pack` and `sidelight collect`: what pupils get, and what comes back from them.

import Documents
import Teaching

/// Reads whole files as they are.
public protocol FileReading {
  /// Throws for what is not there, no ordinary file, or larger than the limit.
  func bytes(of path: String, limit: Int) throws(ShelfFault) -> [UInt8]
}

/// Writes the pupils' copy of a lesson.
public struct PackCommand {
  public var output: String?

  public init(output: String?) { self.output = output }

  /// To standard output without a file's name.
  public func run(_ opened: OpenedLesson, files: some FileWriting, output: Output) -> ExitCode {
    guard let text = opened.text else {
      let fault =
        opened.textFault
        ?? ShelfFault(what: opened.path, why: "names no text", code: .unusable)
      output.complain(fault.what, fault.why)
      return fault.code
    }
    let pack = PupilPack(opened.lesson, document: text.document)
    guard let written = pack.fileText else {
      output.complain(opened.path, "cannot be written as a pack")
      return .failed
    }
    guard let path = self.output else {
      output.ours(written)
      return .fine
    }
    if [opened.path, text.path ?? ""].contains(where: { files.isSame(path, $0) }) {
      output.complain(path, "is what the pack is made from; nothing was written")
      return .usage
    }
    do throws(ShelfFault) { try files.write(written, to: path) } catch {
      output.complain(error.what, error.why)
      return error.code
    }
    output.line("\(path): \(pack.questions.count) questions, \(pack.labels.count) labels")
    return .fine
  }
}

/// Takes pupils' files into a session.
public struct CollectCommand {
  public var paths: [String]
  public var session: String?

  public init(paths: [String], session: String?) {
    self.paths = paths
    self.session = session
  }

  /// A line a file, then how many there are in all. A file that cannot be taken is said, passed over
  /// and left where it is; the exit code tells.
  public func run(
    texts: some TextOpening, files: some FileReading, archive: some SessionArchive,
    telling: some SessionTelling, output: Output
  ) -> ExitCode {
    do throws(ShelfFault) {
      guard let session = try archive.session(session) else {
        throw ShelfFault(what: session ?? "sessions", why: "no such session", code: .unusable)
      }
      if session.isOver {
        throw ShelfFault(
          what: session.start.id, why: "is over and takes nothing in any more", code: .unusable)
      }
      return try collect(
        into: session, names: try names(texts), files, archive, telling, output)
    } catch {
      output.complain(error.what, error.why)
      return error.code
    }
  }

  /// The files, those of folders sorted; true for those that were named themselves.
  private func names(_ texts: some TextOpening) throws(ShelfFault) -> [(String, isNamed: Bool)] {
    var names: [(String, isNamed: Bool)] = []
    for path in paths {
      do throws(DocumentError) {
        if let listing = try texts.files(under: path) {
          names += listing.files.filter { $0.hasSuffix(".json") }.map { ($0, false) }
          if let fault = listing.faults.first { throw fault.error }
        } else {
          names.append((path, true))
        }
      } catch {
        throw ShelfFault(what: path, why: error.reason, code: ExitCode(error))
      }
    }
    return names
  }

  private func collect(
    into session: Session, names: [(String, isNamed: Bool)], _ files: some FileReading,
    _ archive: some SessionArchive, _ telling: some SessionTelling, _ output: Output
  ) throws(ShelfFault) -> ExitCode {
    let document: Document
    do throws(DocumentError) {
      document = try session.start.document()
    } catch { throw ShelfFault(what: session.start.id, why: error.reason, code: .unusable) }
    let pack = PupilPack(telling.lesson(of: session.start), document: document)
    var taken = Dictionary(
      session.pupils.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    var worst = ExitCode.fine
    var met: [String: PupilAnswers] = [:]
    for (name, isNamed) in names {
      do throws(ShelfFault) {
        let bytes = try files.bytes(of: name, limit: PupilPack.largest)
        // A folder may hold the pack itself beside what pupils made of it.
        if !isNamed, case .success = PupilPack.read(bytes) { continue }
        let (answers, remarks) = try Self.answers(in: bytes, name, pack, document)
        // Which of two is meant nobody can tell: a copy, or two who drew one code.
        if let other = met[answers.code], other != answers {
          throw ShelfFault(
            what: name, why: "another file of \(answers.code) was just taken; this one is left out",
            code: .unusable)
        }
        met[answers.code] = answers
        let before = taken[answers.code]
        if before != answers {
          try archive.append([.collected(answers: answers)], to: session.start.id)
        }
        taken[answers.code] = answers
        output.line(Self.line(answers, before: before))
        for remark in remarks { output.complain(name, remark) }
      } catch {
        output.complain(error.what, error.why)
        worst = max(worst, error.code)
      }
    }
    let files = taken.count == 1 ? "1 pupil's file" : "\(taken.count) pupils' files"
    output.line("\(files) in \(session.start.id)")
    return worst
  }

  private static func answers(
    in bytes: [UInt8], _ name: String, _ pack: PupilPack, _ document: Document
  ) throws(ShelfFault) -> (PupilAnswers, [String]) {
    do throws(PupilFileFault) {
      let answers = try PupilFile.answers(in: bytes).get()
      let kept = try PupilFile.checked(answers, against: pack, document: document).get()
      return (kept.answers, kept.remarks)
    } catch { throw ShelfFault(what: name, why: error.why, code: .unusable) }
  }

  private static func line(_ answers: PupilAnswers, before: PupilAnswers?) -> String {
    let counts = [
      NoteWords.counted(answers.answers.count, "answer"),
      NoteWords.counted(answers.marks.count, "mark"),
    ]
    let what = "\(answers.code)  " + counts.joined(separator: ", ")
    guard let before else { return what }
    return what + (before == answers ? "  (as before)" : "  (in place of an earlier file)")
  }
}
