// Changes of single fields: made on the note as it is now, and made anew when it changed meanwhile.

public import Notes
import Text

extension NoteWriter {
  /// Adds an alias; nothing happens when the note has that name already.
  public func addAlias(_ alias: String, to id: NoteID, at seconds: Int)
    async throws(NoteWriterError) -> WrittenNotes
  {
    let alias = alias.onOneLine
    if alias.isEmpty { throw .unfit("an alias needs a word") }
    var written = try await changing(
      id, at: seconds, label: { "added \(Self.quoted(alias)) to \(Self.quoted($0.title))" }
    ) { (file, note) throws(NoteEditError) in
      try Self.adding([alias], to: file, of: note)
    }
    if written.notes.isEmpty {
      written.label =
        "\(Self.quoted(alias)) is a name of \(Self.quoted(await name(of: id))) already"
    }
    return written
  }

  /// Changes fields; the title is the business of `rename`.
  public func setKeys(_ changes: NoteChanges, of id: NoteID, at seconds: Int)
    async throws(NoteWriterError) -> WrittenNotes
  {
    // A body was written for the text that was there: it is not put over another one.
    let attempts = changes.body == nil ? Self.attempts : 1
    return try await changing(
      id, at: seconds, attempts: attempts, label: { "edited \(Self.quoted($0.title))" }
    ) { (file, note) throws(NoteEditError) in
      var file = try Self.adding(changes.aliases, to: file, of: note)
      if let kind = changes.kind { file = try Self.set("kind", kind.onOneLine, in: file) }
      if let description = changes.description {
        file = try Self.set("description", description.onOneLine, in: file)
      }
      if let body = changes.body { file = Self.replacingBody(of: file, with: body) }
      return NoteComposer.adding(
        sources: changes.sources, publisher: changes.publisher, date: changes.date, to: file)
    }
  }

  /// Ties a note to a stretch of a text, in the place of an earlier one.
  public func attach(_ id: NoteID, _ passage: Passage, at seconds: Int)
    async throws(NoteWriterError) -> WrittenNotes
  {
    let keys = NoteComposer.passageKeys(passage)
    if keys.isEmpty { throw .unfit("a passage needs a quotation") }
    return try await changing(
      id, at: seconds, label: { "attached \(Self.quoted($0.title))" }
    ) { (file, _) throws(NoteEditError) in
      var file = file
      for (key, value) in keys {
        if let value {
          file = try file.settingKey(key, to: .text(value))
        } else {
          file = try file.removingKey(key)
        }
      }
      return file
    }
  }

  /// Takes the passage of a note away; the note stays and is found by its names.
  public func detach(_ id: NoteID, at seconds: Int) async throws(NoteWriterError) -> WrittenNotes {
    try await changing(
      id, at: seconds, label: { "detached \(Self.quoted($0.title))" }
    ) { (file, _) throws(NoteEditError) in
      var file = file
      for key in ["document", "hash", "prefix", "suffix", "start", "end"] {
        file = try file.removingKey("quote-" + key)
      }
      return try file.removingKey("quote")
    }
  }

  // MARK: - Edits of one file

  private static func set(_ key: String, _ text: String, in file: NoteFile) throws(NoteEditError)
    -> NoteFile
  {
    text.isEmpty ? try file.removingKey(key) : try file.settingKey(key, to: .text(text))
  }

  private static func adding(_ aliases: [String], to file: NoteFile, of note: Note)
    throws(NoteEditError) -> NoteFile
  {
    let key = note.keyLines["aliases"] == nil && note.keyLines["alias"] != nil ? "alias" : "aliases"
    let known = Set(note.names.map { Array($0.utf8) })
    var file = file
    for alias in NoteComposer.names(aliases, beside: note.title)
    where !known.contains(Array(alias.utf8)) {
      file = try file.appendingToList(key, alias)
    }
    return file
  }

  private static func replacingBody(of file: NoteFile, with body: String) -> NoteFile {
    let head = String(decoding: Array(file.text.utf8)[..<file.body.start.value], as: UTF8.self)
    let text = body.asBody
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: file.lineEnd)
    return NoteFile(head + lines + (text.isEmpty ? "" : file.lineEnd))
  }

  /// Reads, edits, writes; from the start again when the note changed in between.
  func changing(
    _ id: NoteID, at seconds: Int, attempts: Int = NoteWriter.attempts,
    label: (Note) -> String, _ edit: (NoteFile, Note) throws(NoteEditError) -> NoteFile
  ) async throws(NoteWriterError) -> WrittenNotes {
    var refusal = NoteWriterError.store(.notFound(id))
    for _ in 0..<attempts {
      let (text, note) = try await editable(id)
      let edited: String
      do { edited = try edit(NoteFile(text.text), note).text } catch {
        guard case .notUnderstood(let line, let why) = error else { throw refusal }
        throw .notEditable(id: id, line: line, why: why)
      }
      try Self.requireFit(edited)
      let step = NoteEdit(id: id, before: text.text, after: edited)
      if Revision(of: edited) == text.revision {
        return WrittenNotes(
          label: label(note), id: id, notes: [], change: await change(of: [step], [:]))
      }
      do throws(NoteWriterError) {
        return try await perform(label(note), [step], about: id, at: seconds)
      } catch {
        guard case .conflict = error else { throw error }
        refusal = error
      }
    }
    throw refusal
  }

  /// A note's text and what it says, of one and the same moment; refused where an edit could do
  /// harm.
  func editable(_ id: NoteID) async throws(NoteWriterError) -> (text: NoteText, note: Note) {
    for _ in 0..<Self.attempts {
      guard let text = try await textToChange(of: id) else { throw .store(.notFound(id)) }
      let reading: ParsedNote
      do { reading = try await store.reading(of: id) } catch { throw .store(error) }
      let error = reading.problems.first { $0.severity == .error }
      guard let note = reading.note, !reading.isUnreadable else {
        throw .notEditable(
          id: id, line: error?.line ?? 1, why: error?.message ?? "the file cannot be read")
      }
      if let damage = reading.damage(of: text) {
        throw .notEditable(id: id, line: damage.line, why: damage.message)
      }
      if note.revision == text.revision { return (text, note) }
    }
    throw .conflict(id: id, mine: nil, theirs: try await textToChange(of: id))
  }
}

extension ParsedNote {
  /// What is said of a file whose bytes are no text. They are read as U+FFFD: written back they
  /// would be lost.
  func damage(of text: NoteText) -> NoteProblem? {
    guard text.text.unicodeScalars.contains("\u{FFFD}") else { return nil }
    return problems.first { $0.message.contains("UTF-8") }
  }
}
