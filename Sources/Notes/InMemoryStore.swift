// Notes without a disk: for tests, and for everything that wants to try a change before it is made.

public import Text

/// A store that keeps the texts of its notes.
public actor InMemoryStore: NoteStore {
  private var texts: [NoteID: String]
  private let parser: NoteParser
  private let listeners = ChangeStreams()

  /// Starts with the given files, by id.
  public init(_ texts: [NoteID: String] = [:], yaml: any YAMLReading) {
    self.texts = texts
    parser = NoteParser(yaml: yaml)
  }

  public func catalogue() async throws(NoteStoreError) -> Catalogue {
    var notes: [Note] = []
    var problems: [NoteProblem] = []
    for (id, text) in texts.sorted(by: { $0.key < $1.key }) {
      let parsed = parser.parse(text, id: id, folder: "", path: id.value + ".md")
      if let note = parsed.note { notes.append(note) }
      problems += parsed.problems
    }
    return Catalogue(notes: notes, problems: problems)
  }

  public func text(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    guard let text = texts[id] else { throw .notFound(id) }
    return NoteText(text)
  }

  public func reading(of id: NoteID) async throws(NoteStoreError) -> ParsedNote {
    guard let text = texts[id] else { throw .notFound(id) }
    return parser.parse(text, id: id, folder: "", path: id.value + ".md")
  }

  public func save(_ text: String, id: NoteID, expecting: Revision?) async throws(NoteStoreError)
    -> Revision
  {
    if let why = id.reasonAgainst { throw .unavailable(why) }
    let current = texts[id].map { ContentHash(of: $0) }
    guard current == expecting else { throw .conflict(current: current) }
    texts[id] = text
    let path = id.value + ".md"
    let parsed = parser.parse(text, id: id, folder: "", path: path)
    listeners.tell(
      CatalogueChange(
        notes: parsed.isUnreadable ? [] : [parsed.note].compactMap(\.self),
        problems: [path: parsed.problems]))
    return ContentHash(of: text)
  }

  public func delete(_ id: NoteID, expecting: Revision?) async throws(NoteStoreError) {
    guard let text = texts[id] else { throw .notFound(id) }
    let current = ContentHash(of: text)
    if let expecting, expecting != current { throw .conflict(current: current) }
    texts[id] = nil
    listeners.tell(CatalogueChange(gone: [id], problems: [id.value + ".md": []]))
  }

  public nonisolated func changes() -> AsyncStream<CatalogueChange> { listeners.stream() }
}

extension NoteID {
  /// Why no file may have this name, in words; nil for a good id. An id that fits names a file in
  /// the notes folder itself, one that is read as a note, on every common file system.
  public var reasonAgainst: String? {
    guard !value.isEmpty else { return "a note needs a name" }
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    for part in parts {
      if part.isEmpty { return "\(value.madeVisible) has an empty part between strokes" }
      if part.hasPrefix(".") {
        return "\(value.madeVisible): names that begin with a dot are no notes"
      }
      if part.utf8.count > 240 { return "the name is longer than 240 bytes" }
      if part.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        return "\(value.madeVisible) holds a control character"
      }
    }
    if parts.first == "lessons", parts.count > 1 { return "files in lessons/ are no notes" }
    if parts.last == "README" { return "README.md is no note" }
    return parts.count > 60 || value.utf8.count > 3_000 ? "the name is too long" : nil
  }
}
