// What became different in the notes since a catalogue was made, so that one saved note does not cost
// the reading of all.

/// Some notes as they are now.
public struct CatalogueChange: Sendable {
  /// New notes, and those whose file is different now. A file that can be read no longer is not
  /// among them: its last good version keeps working.
  public var notes: [Note]
  /// Notes whose file is gone.
  public var gone: [NoteID]
  /// What is wrong with the files concerned, by `NoteProblem.path`; an empty list takes back what
  /// was said of that file before.
  public var problems: [String: [NoteProblem]]

  public init(
    notes: [Note] = [], gone: [NoteID] = [], problems: [String: [NoteProblem]] = [:]
  ) {
    self.notes = notes
    self.gone = gone
    self.problems = problems
  }

  public var isEmpty: Bool { notes.isEmpty && gone.isEmpty && problems.isEmpty }
}
