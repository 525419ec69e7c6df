// What the reader's tests share: texts, notes, keys by notation, and the sample with its notes.

import Documents
import Foundation
import Linking
import Notes
import Reader
import Screen
import Testing
import Text
import Vault

enum Support {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let goldens = root + "/Tests/ReaderTests/Goldens"

  static func document(_ text: String) throws -> Document {
    try PlainText.document(from: Array(text.utf8))
  }

  static func note(
    _ title: String, aliases: [String] = [], kind: NoteKind? = nil, body: String = "",
    description: String? = nil
  ) -> Note {
    let id = Folding.fold(title).split(separator: " ").joined(separator: "-")
    var note = Note(
      id: NoteID(id), title: title, body: body, revision: ContentHash(of: title + body))
    note.aliases = aliases
    note.kind = kind
    note.description = description
    note.hasOwnDescription = description != nil
    return note
  }

  /// A state with notes already read and linked.
  static func state(
    _ text: String, notes: [Note] = [], columns: Int = 100, rows: Int = 30,
    settings: ReaderSettings = ReaderSettings()
  ) throws -> ReaderState {
    let document = try document(text)
    var state = ReaderState(
      document: document, name: "test.txt", size: Size(columns: columns, rows: rows),
      settings: settings)
    state.receive(Catalogue(notes: notes), for: document, path: nil)
    return state
  }

  /// The sample column with the shipped notes, as a reader sees it.
  static func sample(columns: Int, rows: Int) async throws -> ReaderState {
    let path = root + "/seeds/dugin-istanbul-2025-07-24.txt"
    let document = try TextFile.open(path)
    let store = FolderStore(folders: [NotesFolder(path: root + "/Notes", isWritable: true)])
    let catalogue = try await store.catalogue()
    var state = ReaderState(
      document: document, name: "dugin-istanbul-2025-07-24.txt",
      size: Size(columns: columns, rows: rows), settings: ReaderSettings())
    state.receive(catalogue, for: document, path: path)
    return state
  }
}

extension ReaderState {
  /// Plays the effect runner: reads notes and links as it would, at once.
  mutating func receive(_ catalogue: Catalogue, for document: Document, path: String?) {
    _ = start()
    let effects = update(.notesRead(catalogue))
    let linker = Linker(catalogue: catalogue)
    let identity = DocumentIdentity(path: path, hash: document.contentHash, address: nil)
    for effect in effects {
      guard case .link(_, let generation) = effect else { continue }
      let links = linker.links(
        in: document, paragraphs: document.paragraphs.indices, identity: identity)
      _ = update(.linked(links, passages: [], isLast: true, generation: generation))
    }
  }

  /// Types keys by notation, parted by blanks.
  @discardableResult
  mutating func type(_ keys: String) -> [Effect] {
    keys.split(separator: " ").flatMap { notation -> [Effect] in
      guard let key = Key(notation: String(notation)) else {
        Issue.record("no such key: \(notation)")
        return []
      }
      return update(.input(.key(key)))
    }
  }

  /// Types a text character by character.
  @discardableResult
  mutating func enter(_ text: String) -> [Effect] {
    text.unicodeScalars.flatMap { update(.input(.key(.character($0)))) }
  }

  mutating func resize(_ columns: Int, _ rows: Int) {
    _ = update(.input(.resize(Size(columns: columns, rows: rows))))
  }

  /// The screen as lines.
  var screen: [String] { frame().textPlane }
}

struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
