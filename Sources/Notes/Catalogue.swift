// All notes of the folders at one moment, with what only the whole can tell: which note has a name,
// which id hides another. One changed note makes a new catalogue at once, however many there are.

import Text

/// A snapshot of every note that can be read, in id order.
public struct Catalogue: Sendable {
  /// Changed notes beyond which a catalogue should be compacted: each further change copies them.
  static let overlayLimit = 2_000

  let base: CatalogueBase
  private(set) var overlay = CatalogueOverlay()

  /// Takes notes in the order of their folders: of two with one id the earlier stays, the later
  /// becomes a problem.
  public init(notes: [Note], problems: [NoteProblem] = []) {
    base = CatalogueBase(notes: notes, problems: problems)
  }

  public static let empty = Catalogue(notes: [])

  /// How many notes there are.
  public var count: Int { base.notes.count + overlay.added.count - overlay.dead.count }

  /// All notes in id order. After a change every call puts them together anew.
  public var notes: [Note] {
    if overlay.isEmpty { return base.notes }
    var notes: [Note] = []
    notes.reserveCapacity(count)
    forEachIndex { notes.append(note(at: $0)) }
    return notes
  }

  /// Files that could not be read as notes, and notes hidden by an earlier folder; those of changed
  /// files last, by path.
  public var problems: [NoteProblem] {
    if overlay.problems.isEmpty { return base.problems }
    return base.problems.filter { overlay.problems[$0.path] == nil }
      + overlay.problems.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// The note of an id.
  public func note(_ id: NoteID) -> Note? { index(of: id).map { note(at: $0) } }

  /// The one note of a title, else of an alias, case aside; nil when none or several have it.
  public func note(matchingTitle title: String) -> Note? {
    let key = CatalogueNames.folded(title.trimmedSpace)
    let hash = CatalogueNames.hash(key)
    var found = indices(.title, key, hash)
    if found.isEmpty { found = indices(.alias, key, hash) }
    return found.count == 1 ? found.first.map { note(at: $0) } : nil
  }
}

extension Catalogue {
  /// The catalogue after a change, in a time that depends on the change and on what changed since
  /// the last full reading only. The notes of a change are those that count for their ids: of two
  /// folders with one id, that of the earlier folder. What was said of the file of a note that is
  /// gone is taken back.
  public func applying(_ change: CatalogueChange) -> Catalogue {
    var next = self
    for id in change.gone {
      guard let index = next.index(of: id) else { continue }
      next.overlay.problems[next.note(at: index).path] = []
      next.overlay.dead.insert(index)
    }
    var problems: [NoteProblem] = []
    var taken: [NoteID: Int] = [:]
    for (place, note) in change.notes.enumerated() {
      if let first = taken[note.id] {
        problems.append(.shadowed(note, by: change.notes[first]))
        continue
      }
      taken[note.id] = place
      if let index = next.index(of: note.id) { next.overlay.dead.insert(index) }
      let index = Int32(next.base.notes.count + next.overlay.added.count)
      next.overlay.added.append(CatalogueOverlay.Box(note))
      next.overlay.names.add(note, at: index)
    }
    next.overlay.problems.merge(change.problems) { _, new in new }
    for problem in problems { next.overlay.problems[problem.path, default: []].append(problem) }
    return next
  }

  /// Whether so much changed that further changes and questions cost more than they need to.
  public var needsCompacting: Bool {
    overlay.added.count + overlay.dead.count > Self.overlayLimit
      || overlay.problems.count > Self.overlayLimit
  }

  /// The same catalogue made anew. Costs as much as making one from all notes.
  public func compacted() -> Catalogue {
    overlay.isEmpty && overlay.problems.isEmpty
      ? self : Catalogue(notes: notes, problems: problems)
  }
}

extension Catalogue {
  /// The note of a number; those of the base come first, in id order.
  func note(at index: Int32) -> Note {
    let index = Int(index)
    return index < base.notes.count
      ? base.notes[index] : overlay.added[index - base.notes.count].note
  }

  func id(at index: Int32) -> NoteID {
    let index = Int(index)
    return index < base.notes.count
      ? base.notes[index].id : overlay.added[index - base.notes.count].note.id
  }

  func isAlive(_ index: Int32) -> Bool {
    overlay.dead.isEmpty || !overlay.dead.contains(index)
  }

  /// Whether a note stands before another in id order.
  func precedes(_ left: Int32, _ right: Int32) -> Bool {
    let count = base.notes.count
    return max(left, right) < count ? left < right : id(at: left) < id(at: right)
  }

  /// The number of a note.
  func index(of id: NoteID) -> Int32? {
    var found: Int32?
    visit(.id, CatalogueNames.hash(id.value)) { place in
      if self.id(at: place.note) == id { found = place.note }
      return found == nil
    }
    return found
  }

  /// The notes that have a name, folded, in id order; its hash is the key's.
  func indices(_ kind: CatalogueNames.Kind, _ key: String, _ hash: UInt64) -> [Int32] {
    var found: [Int32] = []
    visit(kind, hash) { place in
      if place.note != found.last, spelling(kind, place) == key { found.append(place.note) }
      return true
    }
    if found.count > 1, !overlay.added.isEmpty { found.sort { precedes($0, $1) } }
    return found
  }

  /// The places of both parts whose notes are there.
  func visit(
    _ kind: CatalogueNames.Kind, _ hash: UInt64, _ visitor: (CatalogueNames.Place) -> Bool
  ) {
    var goesOn = true
    func take(_ place: CatalogueNames.Place) -> Bool {
      if isAlive(place.note) { goesOn = visitor(place) }
      return goesOn
    }
    base.names.visit(kind, hash, take)
    if goesOn { overlay.names.visit(kind, hash, take) }
  }

  /// All notes in id order.
  func forEachIndex(_ visitor: (Int32) -> Void) {
    let count = Int32(base.notes.count)
    let added = overlay.added.indices.map { count + Int32($0) }.filter { isAlive($0) }
      .sorted { id(at: $0) < id(at: $1) }
    var next = 0
    for index in 0..<count where isAlive(index) {
      while next < added.count, precedes(added[next], index) {
        visitor(added[next])
        next += 1
      }
      visitor(index)
    }
    for index in added[next...] { visitor(index) }
  }

  private func spelling(_ kind: CatalogueNames.Kind, _ place: CatalogueNames.Place) -> String {
    let index = Int(place.note)
    let count = base.notes.count
    let (id, title): (NoteID, String)
    switch kind {
    case .alias:
      let part = Int(place.part)
      return CatalogueNames.folded(
        index < count
          ? base.notes[index].aliases[part] : overlay.added[index - count].note.aliases[part])
    case .title:
      title = index < count ? base.notes[index].title : overlay.added[index - count].note.title
      return CatalogueNames.folded(title)
    case .component:
      id = self.id(at: place.note)
      return CatalogueNames.folded(NoteParser.fileName(of: id))
    case .id, .link, .path:
      id = self.id(at: place.note)
      return CatalogueNames.folded(id.value)
    }
  }
}
