// What the tests of writing share: a store that fails on request, a journal likewise, chance that
// repeats itself.

import Authoring
import Notes
import Synchronization
import Text
import Vault

/// A store that does something of its own before the n-th write.
actor TroubledStore: NoteStore {
  enum Trouble: Sendable {
    case refuse(String)
    /// Another program is faster.
    case change(NoteID, String?)
  }

  let inner: InMemoryStore
  private var troubles: [Int: Trouble] = [:]
  private(set) var writes = 0

  init(_ texts: [NoteID: String] = [:]) { inner = InMemoryStore(texts, yaml: YAMLReader()) }

  /// Counted from 1, from now on.
  func plan(_ troubles: [Int: Trouble]) {
    self.troubles = troubles
    writes = 0
  }

  private func meetTrouble() async throws(NoteStoreError) {
    writes += 1
    switch troubles[writes] {
    case .refuse(let why): throw .unavailable(why)
    case .change(let id, let text):
      try? await inner.delete(id, expecting: nil)
      if let text { _ = try await inner.save(text, id: id, expecting: nil) }
    case nil: break
    }
  }

  func catalogue() async throws(NoteStoreError) -> Catalogue { try await inner.catalogue() }
  func text(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    try await inner.text(of: id)
  }
  func reading(of id: NoteID) async throws(NoteStoreError) -> ParsedNote {
    try await inner.reading(of: id)
  }
  func save(_ text: String, id: NoteID, expecting: Revision?) async throws(NoteStoreError)
    -> Revision
  {
    try await meetTrouble()
    return try await inner.save(text, id: id, expecting: expecting)
  }
  func delete(_ id: NoteID, expecting: Revision?) async throws(NoteStoreError) {
    try await meetTrouble()
    try await inner.delete(id, expecting: expecting)
  }

  /// Every file by id.
  func texts() async -> [String: String] {
    var found: [String: String] = [:]
    guard let catalogue = try? await inner.catalogue() else { return [:] }
    for note in catalogue.notes {
      found[note.id.value] = try? await inner.text(of: note.id).text
    }
    return found
  }
}

/// A journal on a disk that is full, or cannot be read.
struct BrokenJournal: NoteJournal {
  func append(_ action: NoteAction) throws(JournalError) -> JournalEntry {
    throw JournalError("no space left on device")
  }
  func entries(folder: String) throws(JournalError) -> [JournalEntry] {
    throw JournalError("permission denied")
  }
  func mark(_ number: Int, undone: Bool) throws(JournalError) { throw JournalError("full") }
  func remove(_ number: Int) throws(JournalError) { throw JournalError("full") }
}

func writer(
  _ store: any NoteStore, _ journal: any NoteJournal = InMemoryJournal(), run: String = "now",
  style: NoteNaming.Style = .slug, choices: (any ChoiceStore)? = nil
) -> NoteWriter {
  NoteWriter(
    store: store, journal: journal, folder: "/notes", run: run, style: style, choices: choices)
}

/// What a call is refused with; nil when it is not.
func refusal(_ work: () async throws(NoteWriterError) -> WrittenNotes) async -> NoteWriterError? {
  do {
    _ = try await work()
    return nil
  } catch { return error }
}

/// SplitMix64: the same numbers on every machine.
struct Chance: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Text of words, marks that YAML and Markdown give a meaning, and scalars nobody expects.
  mutating func text(_ length: Int) -> String {
    let parts = [
      "a", "Ukraine", "НАБУ", "漢字", "é", "e\u{301}", " ", " ", "\n", "\r\n", "\r", "\t", ": ",
      "- ", "---\n", "...\n", "\"", "'", "\\", "#", " #", "[", "]", "{", "}", ",", "&x", "*x", "!",
      "|", ">", "%", "@", "~", "null", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{202E}",
      "\u{2028}", "\u{FEFF}", "\u{FFFE}", "\u{1FFFF}", "\u{200D}", "👩‍👩‍👧", "\u{E0041}", "`", "\u{AD}",
    ]
    return (0..<length).map { _ in parts.randomElement(using: &self) ?? "" }.joined()
  }
}

extension String {
  /// Without byte-order marks in front.
  var unmarked: String { String(unicodeScalars.drop { $0 == "\u{FEFF}" }) }

  /// Equality by bytes: Swift's own holds é for é however it is spelled.
  func isByteForByte(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
