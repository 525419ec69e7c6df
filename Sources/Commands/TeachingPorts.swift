// What the commands for teaching need from outside, as ports: lessons, sessions, files to write.

import Documents
public import Notes
public import Teaching

/// A lesson that can be taught.
public struct LessonListing: Hashable, Sendable {
  /// Its file, as the user would name it.
  public var path: String
  public var title: String
  public var minutes: Int?
  /// Why it cannot be taught as it is, in a few words; nil when it can.
  public var fault: String?

  public init(path: String, title: String, minutes: Int? = nil, fault: String? = nil) {
    self.path = path
    self.title = title
    self.minutes = minutes
    self.fault = fault
  }
}

/// A lesson with its text.
public struct OpenedLesson: Sendable {
  /// The lesson's file, as the user named it or as it was found.
  public var path: String
  /// The lesson file's whole text.
  public var source: String
  public var lesson: Lesson
  /// What reading the file found wrong with it.
  public var problems: [NoteProblem]
  /// The text it is about; nil when it is not there.
  public var text: OpenedText?
  /// Why the text cannot be opened, when it is not there.
  public var textFault: ShelfFault?

  public init(
    path: String, source: String, lesson: Lesson, problems: [NoteProblem] = [],
    text: OpenedText? = nil, textFault: ShelfFault? = nil
  ) {
    self.path = path
    self.source = source
    self.lesson = lesson
    self.problems = problems
    self.text = text
    self.textFault = textFault
  }
}

/// Where lessons come from: files by name, and the `lessons/` of the notes folders.
public protocol LessonShelf {
  /// The lessons of the notes folders, in the folders' order, then by name.
  func lessons() throws(ShelfFault) -> [LessonListing]
  /// A lesson by its file, or by its file's name in `lessons/` with or without `.md`. Nil when the
  /// name means no lesson at all; a lesson that is broken is opened with its problems.
  func lesson(_ name: String) throws(ShelfFault) -> OpenedLesson?
}

/// A session as a list shows it.
public struct SessionListing: Hashable, Sendable {
  public var id: String
  public var title: String
  public var isOver: Bool
  /// Pupils' files taken in.
  public var pupils: Int
  /// `teach` or `study`.
  public var role: String

  public init(id: String, title: String, isOver: Bool, pupils: Int, role: String = "teach") {
    self.id = id
    self.title = title
    self.isOver = isOver
    self.pupils = pupils
    self.role = role
  }
}

/// Sessions that are kept.
public protocol SessionArchive {
  /// Newest first, and what could not be read.
  func sessions() -> (listings: [SessionListing], faults: [ShelfFault])
  /// A session by its id; for nil the newest that was taught, else the newest. Nil when there is none.
  func session(_ id: String?) throws(ShelfFault) -> Session?
  /// Adds to a session's record, durably; seen by a presenter that has the session open.
  func append(_ events: [SessionEvent], to id: String) throws(ShelfFault)
  /// Takes everything of one code out of a session for good, under a new generation; false when there
  /// is nothing of it.
  func erase(_ code: String, from id: String) throws(ShelfFault) -> Bool
  /// The files that sessions are made of, which nothing may be written over.
  var files: [String] { get }
}

extension SessionArchive {
  public var files: [String] { [] }
}
