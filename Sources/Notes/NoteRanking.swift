// Which note is meant by a few letters typed, or lies closest to words that were selected: the names
// that fit, the best first.

import Text

/// A note found by one of its names.
public struct RankedNote: Hashable, Sendable {
  public let note: Note
  /// The name that fits best: the title or an alias.
  public let name: String

  public init(note: Note, name: String) {
    self.note = note
    self.name = name
  }
}

/// Ranks the notes of a catalogue.
public enum NoteRanking {
  /// Notes one of whose names has all typed letters in their order, case and accents aside. Those
  /// come first whose letters stand together or begin words; then shorter names, then ids. While
  /// nothing is typed, the notes whose names come close to the selected words: words in common,
  /// spelt a little differently, or initials. Gives nothing when cancelled, which is asked every
  /// thousand names.
  public static func best(
    _ typed: String, selection: String = "", in catalogue: Catalogue, limit: Int,
    isCancelled: () -> Bool = { false }
  ) -> [RankedNote] {
    guard limit > 0 else { return [] }
    let letters = NameLetters.letters(of: typed, longest: 64)
    if var pattern = TypedPattern(letters) {
      return ranked(catalogue, limit, isCancelled) { names, mask, name in
        mask & pattern.mask == pattern.mask ? pattern.score(names) : nil
      }
    }
    guard letters.allSatisfy(\.isGap), var words = SelectedWords(selection) else { return [] }
    return ranked(catalogue, limit, isCancelled) { names, _, _ in words.closeness(to: names) }
  }

  private typealias Scoring = (
    _ letters: UnsafeBufferPointer<NameLetter>, _ mask: UInt64, _ name: NameLetters.Name
  ) -> Int?

  private static func ranked(
    _ catalogue: Catalogue, _ limit: Int, _ isCancelled: () -> Bool, _ score: Scoring
  ) -> [RankedNote] {
    var best = BestNames(catalogue: catalogue, limit: limit)
    var added = NameLetters()
    let count = catalogue.base.notes.count
    for (place, box) in catalogue.overlay.added.enumerated() {
      added.add(box.note, at: Int32(count + place))
    }
    for table in [catalogue.base.nameLetters(), added] {
      let isDone = table.letters.withUnsafeBufferPointer { letters in
        for (place, name) in table.names.enumerated() {
          if place % 1_024 == 0, isCancelled() { return false }
          let start = Int(name.start)
          let own = UnsafeBufferPointer(rebasing: letters[start..<start + Int(name.count)])
          guard let points = score(own, table.masks[place], name) else { continue }
          if catalogue.isAlive(name.note) { best.take(name, points) }
        }
        return true
      }
      if !isDone { return [] }
    }
    return best.notes()
  }
}

/// The best names so far, at most one for each note.
private struct BestNames {
  private struct Hit {
    var name: NameLetters.Name
    var points: Int
  }

  private let catalogue: Catalogue
  private let limit: Int
  private var hits: [Hit] = []
  /// Points that a name needs to be among the best at all.
  private var needed = Int.min

  init(catalogue: Catalogue, limit: Int) {
    self.catalogue = catalogue
    self.limit = limit
  }

  /// Takes the names of a note one after the other.
  mutating func take(_ name: NameLetters.Name, _ points: Int) {
    guard points >= needed else { return }
    let hit = Hit(name: name, points: points)
    if let last = hits.last, last.name.note == name.note {
      if precedes(hit, last) { hits[hits.count - 1] = hit }
      return
    }
    if hits.count >= 4_096, hits.count / 4 >= limit { cut() }
    hits.append(hit)
  }

  private mutating func cut() {
    hits = Array(hits.sorted { precedes($0, $1) }.prefix(limit))
    needed = hits.last?.points ?? needed
  }

  private func precedes(_ left: Hit, _ right: Hit) -> Bool {
    if left.points != right.points { return left.points > right.points }
    if left.name.count != right.name.count { return left.name.count < right.name.count }
    return left.name.note == right.name.note
      ? left.name.part < right.name.part
      : catalogue.precedes(left.name.note, right.name.note)
  }

  func notes() -> [RankedNote] {
    hits.sorted { precedes($0, $1) }.prefix(limit).map { hit in
      let note = catalogue.note(at: hit.name.note)
      return RankedNote(note: note, name: note.names[Int(hit.name.part)])
    }
  }
}

/// Letters typed, and how well a name fits them.
private struct TypedPattern {
  private static let letterPoints = 16
  private static let together = 12
  private static let wordStart = 14
  private static let nameStart = 8
  private static let sameCase = 2
  private static let gapOpens = 3
  private static let whole = 40
  private static let never = -1_000_000

  private let letters: [NameLetter]
  let mask: UInt64
  /// For each letter of the name, the best way to have the pattern so far end there.
  private var row = [Int](repeating: 0, count: NameLetters.longest)

  /// Nil when there is no letter. Gaps between words need not be typed, so they do not count.
  init?(_ typed: [NameLetter]) {
    letters = typed.filter { !$0.isGap || $0.value != 0x20 }
    guard !letters.isEmpty else { return nil }
    mask = letters.reduce(0) { $1.isGap ? $0 : $0 | $1.mask }
  }

  /// Points of the best way to find the letters in a name; nil when they are not in it.
  mutating func score(_ name: UnsafeBufferPointer<NameLetter>) -> Int? {
    guard isIn(name) else { return nil }
    for (step, letter) in letters.enumerated() {
      var before = Self.never
      // The best ways that ended before the last letter: with all letters left out since, and with
      // none of them counted, as when the next one begins a word.
      var apart = Self.never
      var skipping = Self.never
      for place in name.indices {
        let reached = row[place]
        var points = Self.never
        if name[place].value == letter.value {
          let here = self.points(name, place, for: letter)
          let led =
            step == 0
            ? -min(place, Self.wordStart) / 2
            : max(before + Self.together, name[place].startsWord ? skipping : apart)
          if led > Self.never / 2 { points = led + here }
        }
        apart = max(apart - 1, before - Self.gapOpens)
        skipping = max(skipping, before - Self.gapOpens)
        before = reached
        row[place] = points
      }
    }
    let best = name.indices.reduce(Self.never) { max($0, row[$1]) }
    guard best > Self.never / 2 else { return nil }
    return letters.count == name.count ? best + Self.whole : best
  }

  private func isIn(_ name: UnsafeBufferPointer<NameLetter>) -> Bool {
    var found = 0
    for letter in name where letter.value == letters[found].value {
      found += 1
      if found == letters.count { return true }
    }
    return false
  }

  @inline(__always)
  private func points(
    _ name: UnsafeBufferPointer<NameLetter>, _ place: Int, for letter: NameLetter
  ) -> Int {
    var points = Self.letterPoints
    if name[place].startsWord { points += Self.wordStart }
    if place == 0 { points += Self.nameStart }
    if name[place].isCapital == letter.isCapital { points += Self.sameCase }
    return points
  }
}
