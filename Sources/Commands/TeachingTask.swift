// What can be asked for around a lesson, as values: preparing, teaching, collecting, handing out.

/// One of the commands for teaching.
public enum TeachingTask: Equatable, Sendable {
  /// A commented start of a lesson on a text; to standard output without a file.
  case newLesson(document: String, output: String?)
  case checkLessons(files: [String], strict: Bool, json: Bool)
  /// The pupils' copy of a lesson.
  case pack(lesson: String, output: String?)
  /// Nil lists the lessons. `isNew` begins anew though an unfinished session is there; `room` is a
  /// folder that the room's screen is fed through, where that is on another machine.
  case teach(lesson: String?, isNew: Bool, room: String?)
  /// The room's screen, of the newest session where none is named.
  case room(session: String?, isLight: Bool)
  case join(pack: String, code: String, output: String?)
  case collect(paths: [String], session: String?)
  case study(lesson: String)
  case handout(HandoutRequest)
  case listSessions(json: Bool)
  case exportSession(session: String?, format: SessionExportFormat, output: String?)
  case erase(code: String, session: String?)
}

/// What is to be printed for whom.
public struct HandoutRequest: Equatable, Sendable {
  public enum Format: String, Equatable, Sendable, CaseIterable {
    case html, markdown, text
  }
  /// Which sheet of a lesson.
  public enum Sheet: String, Equatable, Sendable {
    case pupils, answers, teacher
  }
  /// A text, a lesson or a session.
  public var subject: String
  /// Nil takes it from the output's name, else HTML.
  public var format: Format?
  public var sheet: Sheet
  /// A file; nil is standard output.
  public var output: String?

  public init(
    subject: String, format: Format? = nil, sheet: Sheet = .pupils, output: String? = nil
  ) {
    self.subject = subject
    self.format = format
    self.sheet = sheet
    self.output = output
  }
}

/// The forms in which a session is written out.
public enum SessionExportFormat: String, Equatable, Sendable, CaseIterable {
  case csv, ptc, json
}
