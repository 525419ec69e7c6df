// All names of all notes, found by the hash of their units: one step for each word of a text, and a
// further one only where some name goes on. A hit is confirmed against the name's own signs, so that
// a collision of hashes never shows a note.

internal import Notes
internal import Text

/// The names of a catalogue: a table made once, and a small one for the notes that came since. The
/// large one is never written to, so that those who read it meanwhile make no copy of it necessary.
struct NameIndex {
  let base: NameTable
  /// Nil until something was added, so that nobody looks in vain.
  private(set) var added: NameTable?
  /// Numbers of notes whose names count no longer.
  private(set) var dead: Set<Int32> = []
  private let language: String?

  init(notes: [Note], language: String?) {
    var table = NameTable(size: 1_024)
    var folded = FoldedText()
    for (index, note) in notes.enumerated() where note.surfaces {
      if index > 0, notes[index - 1].id == note.id { continue }
      table.add(note, at: Int32(index), language: language, using: &folded)
    }
    base = table
    self.language = language
  }

  /// An entry by its number; those of added notes go on from those of the base.
  @inline(__always)
  func entry(_ number: Int32) -> NameEntry {
    let number = Int(number)
    if number < base.entries.count { return base.entries[number] }
    return added?.entries[number - base.entries.count] ?? .none
  }

  /// Adds the names of a note that no other has the number of.
  mutating func add(_ note: Note, at index: Int32) {
    guard note.surfaces else { return }
    var table = added ?? NameTable(size: 64)
    // The table must be nobody else's while it is written to, else all of it is copied.
    added = nil
    var folded = FoldedText()
    table.add(note, at: index, language: language, using: &folded)
    added = table
  }

  /// Takes the names of a note out.
  mutating func remove(_ index: Int32) { dead.insert(index) }
}

/// Names found by the hash of their units.
struct NameTable {
  private(set) var entries: [NameEntry] = []
  /// The signs of all names, one after the other.
  private(set) var pool: [FoldedSign] = []
  private var table: PathTable

  /// Starts empty, with room for about half as many paths.
  init(size: Int) { table = PathTable(size: size) }

  /// The node that a path of units leads to.
  @inline(__always)
  func node(_ path: PathHash) -> PathTable.Node? { table.node(path.value) }

  /// Adds the names of a note that is to be found.
  mutating func add(
    _ note: Note, at index: Int32, language: String?, using folded: inout FoldedText
  ) {
    let near = note.near.compactMap { word in
      NameRules.signs(of: word, in: &folded).map { Array($0) }
    }
    var hasOrdinaryName = false
    // A passage note is about a place in one document; its title is a heading, not a name.
    let first = note.passage == nil ? 0 : 1
    for (position, name) in note.names.enumerated() where position >= first {
      guard let signs = NameRules.signs(of: name, in: &folded), !DateNames.isDate(name) else {
        continue
      }
      let isOrdinary =
        note.kind == nil && NameRules.isOrdinary(signs, name: name, language: language)
      if isOrdinary && near.isEmpty { continue }
      hasOrdinaryName = hasOrdinaryName || isOrdinary
      insert(
        signs, note: index, name: Int32(position), role: .name,
        rule: CaseRule.rule(for: signs, matchCase: note.matchCase), needsNear: isOrdinary)
    }
    if hasOrdinaryName {
      for word in near {
        insert(word[...], note: index, name: 0, role: .near, rule: .fold, needsNear: false)
      }
    }
    if first == 0, note.kind == .person, let surname = NameRules.surname(of: note.title),
      let signs = NameRules.signs(of: String(surname), in: &folded)
    {
      insert(signs, note: index, name: 0, role: .surname, rule: .capital, needsNear: false)
    }
  }

  private mutating func insert(
    _ signs: ArraySlice<FoldedSign>, note: Int32, name: Int32, role: NameRole, rule: CaseRule,
    needsNear: Bool
  ) {
    var path = PathHash()
    for place in signs.indices {
      if place > signs.startIndex, signs[place].unitEnd != 0 { table.markBranch(path.value) }
      path.add(signs[place].folded)
    }
    let firstWord = signs.firstIndex(where: \.beginsWords) ?? signs.startIndex
    let entry = NameEntry(
      note: note, name: name, role: role, caseRule: rule, needsNear: needsNear,
      isFullName: role == .name && signs.contains { $0.role == .space },
      start: Int32(pool.count), count: Int32(signs.count),
      firstWord: Int32(firstWord - signs.startIndex), next: table.firstEntry(path.value))
    table.setFirstEntry(path.value, Int32(entries.count))
    entries.append(entry)
    pool.append(contentsOf: signs)
  }
}

/// From the hash of a path to what stands there: open addressing in one block, never more than half
/// full.
struct PathTable {
  struct Node {
    var key: UInt64
    /// The first entry that ends here; -1 when none does.
    var firstEntry: Int32
    /// Whether some name goes on from here.
    var goesOn: Bool
  }

  private var slots: [Node] = []
  private var used = 0

  /// Takes a power of two.
  init(size: Int) { slots = Self.empty(size) }

  @inline(__always)
  func node(_ key: UInt64) -> Node? {
    let key = key == 0 ? 1 : key
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: key >> 20) & mask
    while true {
      let slot = slots[at]
      if slot.key == key { return slot }
      if slot.key == 0 { return nil }
      at = (at + 1) & mask
    }
  }

  func firstEntry(_ key: UInt64) -> Int32 { node(key)?.firstEntry ?? -1 }

  mutating func markBranch(_ key: UInt64) { slots[place(for: key)].goesOn = true }

  mutating func setFirstEntry(_ key: UInt64, _ entry: Int32) {
    slots[place(for: key)].firstEntry = entry
  }

  /// The slot of a key, taken for it if need be.
  private mutating func place(for key: UInt64) -> Int {
    let key = key == 0 ? 1 : key
    if (used + 1) * 2 > slots.count { grow() }
    let at = search(key)
    if slots[at].key == 0 {
      slots[at].key = key
      used += 1
    }
    return at
  }

  private func search(_ key: UInt64) -> Int {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: key >> 20) & mask
    while slots[at].key != key, slots[at].key != 0 { at = (at + 1) & mask }
    return at
  }

  private mutating func grow() {
    let old = slots
    slots = Self.empty(old.count * 2)
    for slot in old where slot.key != 0 { slots[search(slot.key)] = slot }
  }

  private static func empty(_ count: Int) -> [Node] {
    Array(repeating: Node(key: 0, firstEntry: -1, goesOn: false), count: count)
  }
}
