// All notes of the folders at one moment, with what only the whole can tell: which link leads where,
// who links back, which id hides another.

/// A snapshot of every note that can be read, in id order.
public struct Catalogue: Sendable {
  public let notes: [Note]
  /// Files that could not be read as notes, and notes hidden by an earlier folder.
  public let problems: [NoteProblem]
  private let byID: [NoteID: Int]

  public init(notes: [Note], problems: [NoteProblem] = []) {
    let sorted = notes.sorted { $0.id < $1.id }
    self.notes = sorted
    self.problems = problems
    var byID: [NoteID: Int] = [:]
    for (index, note) in sorted.enumerated() where byID[note.id] == nil { byID[note.id] = index }
    self.byID = byID
  }

  public static let empty = Catalogue(notes: [])

  /// The note of an id.
  public func note(_ id: NoteID) -> Note? { byID[id].map { notes[$0] } }
}
