// `sidelight session` and `sidelight erase`: the sessions that are kept, written out, and one pupil
// taken out of them.

public import Documents
public import Teaching

/// Lists sessions.
public struct ListSessionsCommand {
  public var json: Bool

  public init(json: Bool) { self.json = json }

  /// A line each, newest first: id, title, `open` or `ended`, pupils' files, role. Sessions that cannot
  /// be read are said.
  public func run(archive: some SessionArchive, output: Output) -> ExitCode {
    let (listings, faults) = archive.sessions()
    for listing in listings {
      let state = listing.isOver ? "ended" : "open"
      if json {
        output.json(
          .keys([
            "id": .string(listing.id), "title": .string(listing.title), "state": .string(state),
            "pupils": .number(listing.pupils), "role": .string(listing.role),
          ]))
      } else {
        output.fields([listing.id, listing.title, state, String(listing.pupils), listing.role])
      }
    }
    for fault in faults { output.complain(fault.what, fault.why) }
    return faults.map(\.code).max() ?? .fine
  }
}

/// Writes a session out.
public struct ExportSessionCommand {
  public var session: String?
  public var format: SessionExportFormat
  /// A file; nil is standard output.
  public var output: String?

  public init(session: String?, format: SessionExportFormat, output: String?) {
    self.session = session
    self.format = format
    self.output = output
  }

  /// What the command works with.
  public struct Ports {
    public var archive: any SessionArchive
    public var telling: any SessionTelling
    public var files: any FileWriting
    /// A path from the root of the file system, for the record.
    public var absolute: (String) -> String
    /// Measures of agreement, of all that a session holds; null where there are none.
    public var measures: ((Session, Lesson, Document) -> JSON?)?

    public init(
      archive: any SessionArchive, telling: any SessionTelling, files: any FileWriting,
      absolute: @escaping (String) -> String,
      measures: ((Session, Lesson, Document) -> JSON?)? = nil
    ) {
      self.archive = archive
      self.telling = telling
      self.files = files
      self.absolute = absolute
      self.measures = measures
    }
  }

  /// Single answers are written out where the lesson has codes, or all was kept on purpose; else
  /// totals. A file is in the session's record before the command ends.
  public func run(_ ports: Ports, output: Output) -> ExitCode {
    do throws(ShelfFault) {
      guard let kept = try ports.archive.session(session) else {
        throw Self.missing(session)
      }
      let text = try written(kept, ports, output)
      guard let path = self.output, path != "-" else {
        output.ours(text)
        return .fine
      }
      try deliver(text, of: kept, to: path, ports)
      return .fine
    } catch {
      output.complain(error.what, error.why)
      return error.code
    }
  }

  static func missing(_ session: String?) -> ShelfFault {
    ShelfFault(
      what: session ?? "sessions",
      why: session == nil
        ? "there are none yet" : "no such session; sidelight session list names them",
      code: .unusable)
  }

  private func written(
    _ kept: Session, _ ports: Ports, _ output: Output
  ) throws(ShelfFault) -> String {
    let lesson = ports.telling.lesson(of: kept.start)
    let document: Document
    do throws(DocumentError) {
      document = try kept.start.document()
    } catch { throw ShelfFault(what: kept.start.id, why: error.reason, code: .unusable) }
    let mayTell = Self.tellsSingles(kept, lesson)
    let session = mayTell ? kept : kept.totals
    switch format {
    case .csv:
      let rows = SessionTable.rows(session, lesson: lesson, document: document)
      return CSV.text([SessionTable.header] + rows)
    case .ptc:
      guard mayTell else {
        throw ShelfFault(
          what: kept.start.id, why: "keeps totals only, so there are no single marks to write out",
          code: .unusable)
      }
      let lines = TechniqueLines(session, document: document)
      for (label, count) in lines.leftOut.sorted(by: { $0.key < $1.key }) {
        output.complain(
          label,
          "is none of the techniques of such files; \(NoteWords.counted(count, "mark")) left out")
      }
      return lines.lines.map { $0.text + "\n" }.joined()
    case .json:
      let measures = ports.measures?(kept, lesson, document) ?? .null
      return SessionJSON(session: session, lesson: lesson, document: document)
        .object(measures: measures).text + "\n"
    }
  }

  /// Whether single answers and codes may leave the record.
  static func tellsSingles(_ session: Session, _ lesson: Lesson) -> Bool {
    switch session.keeping {
    case .all: true
    case .totals, .nothing: false
    // What somebody wrote alone is nobody else's.
    case nil: lesson.anonymity == .codes || session.start.role == "study"
    }
  }

  private func deliver(
    _ text: String, of kept: Session, to path: String, _ ports: Ports
  ) throws(ShelfFault) {
    let inputs = [kept.start.lessonPath, kept.start.documentPath]
    if inputs.contains(where: { !$0.isEmpty && ports.files.isSame(path, $0) }) {
      throw ShelfFault(
        what: path, why: "is what the session was made from; it is not written over", code: .usage)
    }
    if ports.archive.files.contains(where: { ports.files.isSame(path, $0) }) {
      throw ShelfFault(
        what: path, why: "is a session's own file; it is not written over", code: .usage)
    }
    try ports.files.write(text, to: path)
    let place = ports.absolute(path)
    if kept.exports.contains(place) { return }
    do throws(ShelfFault) {
      try ports.archive.append([.exported(path: place)], to: kept.start.id)
    } catch {
      throw ShelfFault(
        what: path, why: "is written, but the session could not note that: \(error.why)",
        code: error.code)
    }
  }
}

/// Takes one pupil out of a session.
public struct EraseCommand {
  public var code: String
  public var session: String?

  public init(code: String, session: String?) {
    self.code = code
    self.session = session
  }

  /// Says what is gone, and names the copies outside the session that cannot be reached.
  public func run(archive: some SessionArchive, output: Output) -> ExitCode {
    if let why = PupilFile.fault(ofCode: code) {
      output.complain(code, why)
      return .usage
    }
    do throws(ShelfFault) {
      guard let kept = try archive.session(session) else {
        throw ExportSessionCommand.missing(session)
      }
      let id = kept.start.id
      let isErased = try archive.erase(code, from: id)
      if isErased {
        output.line("all that came from \(code) is gone from \(id)")
      } else {
        output.complain(id, "holds nothing that came from \(code)")
      }
      for path in kept.exports { output.line("a copy that cannot be reached: \(path)") }
      return isErased ? .fine : .nothing
    } catch {
      output.complain(error.what, error.why)
      return error.code
    }
  }
}
