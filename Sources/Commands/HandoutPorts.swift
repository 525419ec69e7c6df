// What sheets for paper need from outside besides texts and notes: a place to write to, and what was
// shown in a session.

public import Documents
public import Teaching

/// Writes whole files.
public protocol FileWriting {
  /// Puts a text in a file's place: whoever looks sees the old file or the new, never a part. Only an
  /// ordinary file is replaced.
  func write(_ text: String, to path: String) throws(ShelfFault)
  /// Whether two names lead to the same file.
  func isSame(_ one: String, _ other: String) -> Bool
}

/// Tells what of a session the class has seen.
public protocol SessionTelling {
  /// The lesson that a session was made from.
  func lesson(of start: SessionStart) -> Lesson
  /// Questions with the distributions and answers that were shown, in the lesson's order. Those of
  /// which nothing was shown are left out or have no results.
  func questions(of session: Session, in lesson: Lesson) -> [ShownQuestion]
  /// The comparisons of marks that were shown, in the lesson's order.
  func comparisons(of session: Session, in lesson: Lesson, document: Document)
    -> [SessionComparison]
}

/// How the marks of one round were compared.
public struct SessionComparison: Sendable {
  public var round: Round
  public var comparison: ShownComparison

  public init(round: Round, comparison: ShownComparison) {
    self.round = round
    self.comparison = comparison
  }
}
