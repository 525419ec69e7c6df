// The notes of a linker by number: those it was made from, in id order, then those that came since.

internal import Notes

/// Notes by number. A number keeps its meaning for as long as the linker is changed and not made
/// anew, also when the note is gone.
struct LinkedNotes: Sendable {
  /// A note behind one reference, so that copying the list costs little.
  final class Box: Sendable {
    let note: Note
    init(_ note: Note) { self.note = note }
  }

  let base: [Note]
  private(set) var added: [Box] = []
  /// Numbers of the added notes that are there.
  private var numbers: [NoteID: Int] = [:]
  private var gone: Set<Int> = []

  /// Takes notes in id order, each id once.
  init(_ notes: [Note]) { base = notes }

  /// How many numbers have lost their notes.
  var goneCount: Int { gone.count }

  subscript(number: Int) -> Note {
    number < base.count ? base[number] : added[number - base.count].note
  }

  /// The number of an id; nil when there is no such note any more.
  func number(of id: NoteID) -> Int? {
    if let number = numbers[id] { return number }
    var range = 0..<base.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        base[middle].id < id
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    let number = range.lowerBound
    return number < base.count && base[number].id == id && !gone.contains(number) ? number : nil
  }

  /// Adds a note whose id no other has; gives its number.
  mutating func append(_ note: Note) -> Int {
    let number = base.count + added.count
    added.append(Box(note))
    numbers[note.id] = number
    return number
  }

  /// Forgets the id of a note.
  mutating func remove(_ number: Int) {
    gone.insert(number)
    numbers[id(of: number)] = nil
  }

  /// Whether a note stands before another in id order.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    max(left, right) < base.count ? left < right : id(of: left) < id(of: right)
  }

  private func id(of number: Int) -> NoteID {
    number < base.count ? base[number].id : added[number - base.count].note.id
  }
}
