// Every change to notes is made here, for keys and commands alike: written ahead into the journal,
// then into the store, never over somebody else's change.

public import Notes
public import Text

/// Changes notes through a store and keeps what it did in a journal.
public struct NoteWriter: Sendable {
  public let store: any NoteStore
  let journal: any NoteJournal
  let folder: String
  let run: String
  let style: NoteNaming.Style
  /// Decisions follow a note to its new name.
  let choices: (any ChoiceStore)?
  /// How often a change is tried anew when the note changed under it.
  static let attempts = 5

  /// `folder` is the absolute path of the folder written to, `run` a name of this run alone.
  public init(
    store: any NoteStore, journal: any NoteJournal, folder: String, run: String,
    style: NoteNaming.Style, choices: (any ChoiceStore)? = nil
  ) {
    self.store = store
    self.journal = journal
    self.folder = folder
    self.run = run
    self.style = style
    self.choices = choices
  }

  // MARK: - New notes

  /// Makes a note of a draft under the first free name. A `catalogue` that is at hand spares the
  /// store the question for names that differ in case only.
  public func create(
    _ draft: NoteDraft, beside catalogue: Catalogue? = nil, at seconds: Int
  ) async throws(NoteWriterError) -> WrittenNotes {
    let text = NoteComposer.text(of: draft)
    try Self.requireFit(text)
    let words = NoteNaming.words(of: draft)
    let label = "added " + Self.quoted(words.isEmpty ? "note" : words)
    var refusals = 0
    for id in NoteNaming.candidates(for: words, style: style) {
      do throws(NoteWriterError) {
        if try await isTaken(id, in: catalogue) { continue }
      } catch {
        // A folder of that name, say: the next may do, but not for ever.
        refusals += 1
        if refusals == 3 { throw error }
        continue
      }
      do throws(NoteWriterError) {
        return try await perform(
          label, [NoteEdit(id: id, before: nil, after: text)], about: id, at: seconds)
      } catch {
        guard case .conflict = error else { throw error }
      }
    }
    throw .unfit("every name for \(Self.quoted(words)) is taken")
  }

  /// Whether a note has this name, or one that some file systems hold for the same.
  func isTaken(_ id: NoteID, in catalogue: Catalogue?) async throws(NoteWriterError) -> Bool {
    if let catalogue {
      let folded = Folding.fold(id.value)
      switch catalogue.resolve(name: id.value) {
      case .note(let other) where Folding.fold(other.value) == folded: return true
      case .ambiguous(let others) where others.contains(where: { Folding.fold($0.value) == folded }):
        return true
      default: break
      }
    }
    if try await text(of: id) != nil { return true }
    guard catalogue != nil else { return await !store.ids(alike: id).isEmpty }
    // Made since the catalogue was read.
    let lower = NoteID(id.value.lowercased())
    if lower == id { return false }
    return try await text(of: lower) != nil
  }

  // MARK: - Whole texts

  /// Writes a note's whole text over the revision it was made from; nil makes a note that must not
  /// exist.
  public func replaceText(
    _ id: NoteID, _ text: String, expecting: Revision?, at seconds: Int
  ) async throws(NoteWriterError) -> WrittenNotes {
    // What is to be new may stand in a folder that is not written to; what is to be replaced there
    // is refused by the store, with the reason.
    let current =
      expecting == nil ? try await writableText(of: id) : try await textToChange(of: id)
    guard current?.revision == expecting else {
      throw .conflict(id: id, mine: text, theirs: current)
    }
    if let current { try Self.requireWhole(current, of: id) }
    let label = (current == nil ? "added " : "edited ") + Self.quoted(await name(of: id))
    return try await perform(
      label, [NoteEdit(id: id, before: current?.text, after: text)], about: id, at: seconds)
  }

  /// Removes a note of this revision, of any with nil.
  public func delete(_ id: NoteID, expecting: Revision?, at seconds: Int)
    async throws(NoteWriterError) -> WrittenNotes
  {
    guard let current = try await textToChange(of: id) else { throw .store(.notFound(id)) }
    if let expecting, current.revision != expecting {
      throw .conflict(id: id, mine: nil, theirs: current)
    }
    let reading = try? await store.reading(of: id)
    var written = try await perform(
      "deleted " + Self.quoted(reading?.note?.title ?? id.value),
      [NoteEdit(id: id, before: current.text, after: nil)], about: id, at: seconds)
    if current.isDamaged, written.remark == nil {
      written.remark = "undo will bring it back without the bytes that were no text"
    }
    return written
  }

  /// Keeps what another program made of a note, so that it can be undone like everything else.
  public func recordOutsideEdit(
    _ id: NoteID, before: String?, after: String?, at seconds: Int
  ) async throws(NoteWriterError) -> WrittenNotes {
    let edit = NoteEdit(id: id, before: before, after: after)
    let verb = before == nil ? "added " : after == nil ? "deleted " : "edited "
    let label = verb + Self.quoted(await name(of: id))
    if Self.revision(before) == Self.revision(after) {
      return WrittenNotes(label: label, id: id, notes: [], change: await change(of: [edit], [:]))
    }
    // As decoded, the bytes are lost: to write such a text back would be no way back.
    let isDamaged = [before, after].contains { $0?.unicodeScalars.contains("\u{FFFD}") == true }
    let kept =
      isDamaged
      ? (entry: nil, remark: "cannot be undone: the file is not UTF-8")
      : keep(label, [edit], at: seconds)
    return WrittenNotes(
      label: label, id: id, notes: [id], change: await change(of: [edit], [:]),
      entry: kept.entry?.number, remark: kept.remark)
  }

  // MARK: - Words

  /// A title as it stands in messages.
  static func quoted(_ title: String) -> String {
    "\u{201C}" + title.onOneLine.shortened(to: 60) + "\u{201D}"
  }

  /// The note's title, else its id.
  func name(of id: NoteID) async -> String {
    let note = try? await store.reading(of: id).note
    return note.map(\.title) ?? id.value
  }

  /// Refuses a file that cannot be written without losing bytes.
  static func requireWhole(_ text: NoteText, of id: NoteID) throws(NoteWriterError) {
    guard text.isDamaged else { return }
    let line = text.text.unicodeScalars.prefix { $0 != "\u{FFFD}" }.count { $0 == "\n" } + 1
    throw .notEditable(
      id: id, line: line, why: "the file is not UTF-8: writing it would lose bytes")
  }

  static func revision(_ text: String?) -> Revision? { text.map { Revision(of: $0) } }

  static func requireFit(_ text: String) throws(NoteWriterError) {
    if text.isEmpty { throw .unfit("the note is empty") }
    let file = NoteFile(text)
    if text.utf8.count > NoteFile.sizeLimit { throw .unfit("a note cannot be larger than 4 MB") }
    if let front = file.frontMatter, front.count > NoteFile.frontMatterLimit {
      throw .unfit("title, aliases, description and quotation together exceed 64 KB")
    }
  }
}
