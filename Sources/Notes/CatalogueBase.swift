// What a catalogue is made of: a large part that never changes, shared by all that came from it, and
// a small one that holds what changed since.

import Synchronization
import Text

/// The notes of one full reading, in id order, with their names.
final class CatalogueBase: Sendable {
  let notes: [Note]
  let problems: [NoteProblem]
  let names: CatalogueNames
  /// Names as ranking compares them; made when first asked for.
  private let letters = Mutex<NameLetters?>(nil)

  init(notes: [Note], problems: [NoteProblem]) {
    let (kept, shadowed) = Self.withoutShadowed(notes)
    self.notes = kept
    self.problems = problems + shadowed
    names = CatalogueNames(kept)
  }

  /// The letters of all names; the first call costs a pass over them.
  func nameLetters() -> NameLetters {
    letters.withLock { kept in
      if let kept { return kept }
      var made = NameLetters()
      for index in notes.indices { made.add(notes[index], at: Int32(index)) }
      kept = made
      return made
    }
  }

  /// Notes in id order, of two with one id the earlier; and the problems of the others.
  private static func withoutShadowed(_ notes: [Note]) -> ([Note], [NoteProblem]) {
    let isSorted = zip(notes.indices, notes.indices.dropFirst()).allSatisfy {
      notes[$0].id < notes[$1].id
    }
    if isSorted { return (notes, []) }
    // Numbers are moved, not notes: a note is many words long. Sorting keeps the order of equals.
    let order = notes.indices.sorted { notes[$0].id < notes[$1].id }
    var kept: [Note] = []
    kept.reserveCapacity(notes.count)
    var shadowed: [(note: Int, by: Int)] = []
    for index in order {
      if let last = kept.last?.id, last == notes[index].id {
        shadowed.append((index, kept.count - 1))
      } else {
        kept.append(notes[index])
      }
    }
    shadowed.sort { $0.note < $1.note }
    return (kept, shadowed.map { NoteProblem.shadowed(notes[$0.note], by: kept[$0.by]) })
  }
}

/// What changed since the base was made. Its notes are numbered on from those of the base.
struct CatalogueOverlay: Sendable {
  /// A note behind one reference, so that copying the list costs little.
  final class Box: Sendable {
    let note: Note
    init(_ note: Note) { self.note = note }
  }

  var added: [Box] = []
  var names = CatalogueNames()
  /// Numbers of notes that were replaced or are gone, of either part.
  var dead: Set<Int32> = []
  /// What is now wrong with files, in place of what was said of them before.
  var problems: [String: [NoteProblem]] = [:]

  var isEmpty: Bool { added.isEmpty && dead.isEmpty }
}

extension NoteProblem {
  /// The warning about a note that one of an earlier folder hides.
  public static func shadowed(_ note: Note, by first: Note) -> NoteProblem {
    NoteProblem(
      path: note.path, line: 1, severity: .warning, rule: "shadowed-id",
      message: "hidden by \(first.path), which has the same id; rename one of them")
  }
}
