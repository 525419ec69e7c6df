// Notes by the hashes of their names, and links by the hashes of what they ask for. No spelling is
// kept twice: a hit is confirmed against the note itself. Plain numbers all through, so that a copy
// is a copy of memory.

import Text

/// Finds the notes that may have a name, and the links that may ask for one.
struct CatalogueNames: Sendable {
  /// What of a note a hash was made of.
  enum Kind: UInt64 {
    case id, component, title, alias
    /// What a reference in double brackets asks for.
    case link
    /// The id to which a path leads.
    case path
  }

  /// A note, and which of its aliases or references is meant.
  struct Place: Sendable {
    let note: Int32
    let part: Int32
  }

  private struct Entry {
    let place: Place
    /// The next entry of the same hash; -1 ends the chain.
    let next: Int32
  }

  private struct Slot {
    var hash: UInt64
    var first: Int32
  }

  private var entries: [Entry] = []
  /// Open addressing, never more than three quarters full; a first entry of -1 marks a free slot.
  private var slots: [Slot] = []
  private var used = 0

  init() {}

  /// All names of some notes, numbered from 0. The last note goes in first, so that every chain
  /// gives its notes in their order.
  init(_ notes: [Note]) {
    let count = notes.reduce(0) { $0 + 3 + $1.aliases.count + $1.references.count }
    entries.reserveCapacity(count)
    resize(toHold: count)
    for index in notes.indices.reversed() { add(notes[index], at: Int32(index)) }
  }

  /// The hash of a text as it compares folded.
  static func hash(_ text: String) -> UInt64 {
    UInt64(bitPattern: Int64(folded(text).hashValue))
  }

  /// As `Folding.fold`, at once for what is plain already.
  static func folded(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      var isPlain = true
      for byte in bytes where byte >= 0x80 || byte &- 0x41 < 26 { isPlain = false }
      return isPlain
    }
    if isPlain { return text }
    let lower = text.withUTF8 { bytes -> String? in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { room in
        for (place, byte) in bytes.enumerated() {
          room[place] = byte &- 0x41 < 26 ? byte | 0x20 : byte
        }
        return bytes.count
      }
    }
    return lower ?? Folding.fold(text)
  }

  /// Every place that may be meant by a hash, until the visitor says false.
  func visit(_ kind: Kind, _ hash: UInt64, _ visitor: (Place) -> Bool) {
    guard !slots.isEmpty else { return }
    var at = slots[slot(of: Self.mixed(hash, kind))].first
    while at >= 0 {
      let entry = entries[Int(at)]
      if !visitor(entry.place) { return }
      at = entry.next
    }
  }

  /// Adds all names and links of a note.
  mutating func add(_ note: Note, at index: Int32) {
    let id = Self.hash(note.id.value)
    insert(.id, id, index, 0)
    let isNested = note.id.value.utf8.contains(UInt8(ascii: "/"))
    insert(
      .component, isNested ? Self.hash(NoteParser.fileName(of: note.id)) : id, index, 0)
    insert(.title, Self.hash(note.title), index, 0)
    for (part, alias) in note.aliases.enumerated().reversed() {
      insert(.alias, Self.hash(alias), index, Int32(part))
    }
    for (part, reference) in note.references.enumerated().reversed() {
      if !reference.isPath {
        insert(.link, Self.hash(reference.target), index, Int32(part))
      } else if let id = Catalogue.place(ofPath: reference.target, from: note.id) {
        insert(.path, Self.hash(id.value), index, Int32(part))
      }
    }
  }

  private static func mixed(_ hash: UInt64, _ kind: Kind) -> UInt64 {
    hash ^ (kind.rawValue &* 0x9E37_79B9_7F4A_7C15)
  }

  private mutating func insert(_ kind: Kind, _ hash: UInt64, _ note: Int32, _ part: Int32) {
    if (used + 1) * 4 > slots.count * 3 { resize(toHold: max(24, used * 2)) }
    let hash = Self.mixed(hash, kind)
    let at = slot(of: hash)
    if slots[at].first < 0 { used += 1 }
    entries.append(Entry(place: Place(note: note, part: part), next: slots[at].first))
    slots[at] = Slot(hash: hash, first: Int32(entries.count - 1))
  }

  /// Where a hash stands, or the free slot in which it would.
  private func slot(of hash: UInt64) -> Int {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at].first >= 0, slots[at].hash != hash { at = (at + 1) & mask }
    return at
  }

  private mutating func resize(toHold count: Int) {
    var size = 32
    while size * 3 < count * 4 + 4 { size *= 2 }
    let old = slots
    slots = Array(repeating: Slot(hash: 0, first: -1), count: size)
    for slot in old where slot.first >= 0 { slots[self.slot(of: slot.hash)] = slot }
  }
}
