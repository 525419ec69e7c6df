// What can happen in a session. The record is a row of these; replaying them gives the session.

public import Documents

/// Where a session began: everything that is needed to go on without the files it was made from.
public struct SessionStart: Hashable, Sendable, Codable {
  /// Names the session: its day, minute and the lesson's file name.
  public var id: String
  /// `teach` or `study`.
  public var role: String
  /// The lesson file's path and its whole text.
  public var lessonPath: String
  public var lessonText: String
  /// The document's path, name, digest (hexadecimal) and normalised text.
  public var documentPath: String
  public var documentName: String
  public var documentHash: String
  public var documentText: String
  /// Where its paragraphs stand, as `Document.paragraphBounds` has them.
  public var documentParagraphs: [Int]?

  public init(
    id: String, role: String = "teach", lessonPath: String, lessonText: String,
    documentPath: String, documentName: String, documentHash: String, documentText: String,
    documentParagraphs: [Int]? = nil
  ) {
    self.id = id
    self.role = role
    self.lessonPath = lessonPath
    self.lessonText = lessonText
    self.documentPath = documentPath
    self.documentName = documentName
    self.documentHash = documentHash
    self.documentText = documentText
    self.documentParagraphs = documentParagraphs
  }

  /// The text as the session began with it. Throws as opening a file does.
  public func document() throws(DocumentError) -> Document {
    try Document(kept: documentText, paragraphBounds: documentParagraphs)
  }
}

/// What is kept of a session that is over.
public enum SessionKeeping: String, Hashable, Sendable, CaseIterable, Codable {
  case totals, all, nothing
}

/// One happening. Names and labels are those of the record's lines; they are only ever added to.
public enum SessionEvent: Hashable, Sendable, Codable {
  case began(start: SessionStart)
  /// A step was entered, by its index.
  case entered(step: Int)
  /// How many are in the room.
  case present(count: Int)
  case opened(round: Round)
  case closed(round: Round)
  /// Hands for each option, as counted so far; a later count takes the place of an earlier one.
  case counted(round: Round, hands: [Int])
  /// Sentences said aloud in answer to a short question, as the teacher took them down.
  case noted(round: Round, words: [String])
  /// Hands per sentence, all of them at once.
  case hands(round: Round, sentences: [SentenceHands])
  /// The marks of pupils as counts, where single marks are not kept.
  case totalled(round: Round, marks: MarkTotals)
  /// The marks of one group, all of them at once.
  case group(round: Round, name: String, marks: [GroupMark])
  /// A pupil's file; a later one of the same code takes the place of an earlier one.
  case collected(answers: PupilAnswers)
  case marked(mark: Mark)
  case unmarked(mark: Mark)
  /// Notes uncovered, by id, in order.
  case revealed(notes: [String])
  /// The answers of some rounds were shown.
  case answersShown(rounds: [Round])
  /// The comparison of marks was shown.
  case compared(round: Round)
  /// Who reads alone wrote this before a note opened.
  case wrote(note: String, words: String)
  /// One's own answer, of who studies alone or joins with a pack.
  case answered(answer: PupilAnswer)
  case paused
  case continued
  /// The session was taken up again, after a crash or on another day; the time since the event before
  /// it is nobody's.
  case resumed
  /// A copy was written outside the session's folder, which erasing cannot reach.
  case exported(path: String)
  case ended(keeping: SessionKeeping)
}

/// An event and when it happened, in seconds since 1970.
public struct TimedEvent: Hashable, Sendable, Codable {
  public var at: Int
  public var event: SessionEvent

  public init(at: Int, _ event: SessionEvent) {
    self.at = at
    self.event = event
  }
}
