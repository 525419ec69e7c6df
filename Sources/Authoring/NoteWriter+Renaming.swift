// Another title for a note: its file's name follows, and every link that led to it.

public import Notes
import Text

extension NoteWriter {
  /// Gives a note another title, renames its file accordingly and rewrites the links to it. The new
  /// file is written before the links and the old one removed last, so that what is left of an
  /// interrupted renaming can be undone.
  public func rename(_ id: NoteID, to title: String, in catalogue: Catalogue, at seconds: Int)
    async throws(NoteWriterError) -> WrittenNotes
  {
    let title = title.onOneLine
    if title.isEmpty { throw .unfit("a title needs a word") }
    var refusal = NoteWriterError.store(.notFound(id))
    for _ in 0..<Self.attempts {
      do throws(NoteWriterError) {
        return try await renameOnce(id, to: title, in: catalogue, at: seconds)
      } catch {
        guard case .conflict = error else { throw error }
        refusal = error
      }
    }
    throw refusal
  }

  private func renameOnce(
    _ id: NoteID, to title: String, in catalogue: Catalogue, at seconds: Int
  ) async throws(NoteWriterError) -> WrittenNotes {
    let (text, note) = try await editable(id)
    let newID = try await newName(of: id, for: title, in: catalogue)
    // What the links meant is asked of the catalogue: its idea of the title counts.
    let before = catalogue.note(id) ?? note
    let links = LinkRewriting(of: before, to: newID, title: title, in: catalogue)
    var renamed = try Self.retitled(text.text, note, as: title, id: newID)
    renamed = links.text(renamed, of: id)
    try Self.requireFit(renamed)
    let (edits, untouched) = try await linkEdits(links, to: id, besides: note, in: catalogue)
    var steps = edits
    if newID == id {
      if Revision(of: renamed) != text.revision {
        steps.insert(NoteEdit(id: id, before: text.text, after: renamed), at: 0)
      }
    } else {
      steps.insert(NoteEdit(id: newID, before: nil, after: renamed), at: 0)
      steps.append(NoteEdit(id: id, before: text.text, after: nil))
    }
    let label = "renamed \(Self.quoted(note.title)) to \(Self.quoted(title))"
    guard !steps.isEmpty else {
      return WrittenNotes(
        label: label, id: id, notes: [],
        change: await change(of: [NoteEdit(id: id, before: text.text, after: text.text)], [:]))
    }
    var written = try await perform(label, steps, about: newID, at: seconds)
    var remarks = [written.remark, moveChoices(along: steps)].compactMap(\.self)
    if untouched > 0 {
      let count = "\(untouched) note\(untouched == 1 ? "" : "s")"
      remarks.append("links in \(count) that cannot be changed stay as they were")
    }
    written.remark = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
    return written
  }

  /// Lets pins and refusals follow a note that these edits gave another name, forth or back; what
  /// the user should know when they cannot. Of all actions only a renaming begins with a new file
  /// and ends with one that goes.
  func moveChoices(along edits: [NoteEdit]) -> String? {
    guard let choices, let first = edits.first, let last = edits.last, first.id != last.id,
      first.before == nil, last.after == nil
    else { return nil }
    do {
      try choices.rename(last.id, to: first.id)
      return nil
    } catch {
      return "its pins and refusals stay under the old name: \(Self.words(for: error))"
    }
  }

  /// The id for a new title, in the same folder; the old one where it still fits.
  private func newName(of id: NoteID, for title: String, in catalogue: Catalogue)
    async throws(NoteWriterError) -> NoteID
  {
    let parts = id.value.split(separator: "/")
    let folder = parts.dropLast().map { $0 + "/" }.joined()
    let own = Folding.fold(parts.last ?? "")
    for candidate in NoteNaming.candidates(for: title, style: style) {
      // The same but for case is the same file to some file systems.
      if Folding.fold(candidate.value) == own { return id }
      let new = NoteID(folder + candidate.value)
      if new.reasonAgainst != nil { continue }
      if try await isTaken(new, in: catalogue) { continue }
      // A name that leads elsewhere now would take over those links.
      if case .note(let other) = catalogue.resolve(name: new.value), other != id { continue }
      return new
    }
    throw .unfit("every name for \(Self.quoted(title)) is taken")
  }

  /// The note's own text with the new title, put where the old one stood.
  private static func retitled(_ text: String, _ note: Note, as title: String, id: NoteID)
    throws(NoteWriterError) -> String
  {
    let file = NoteFile(text)
    if note.keyLines["title"] == nil {
      let name = id.value.split(separator: "/").last.map(String.init) ?? id.value
      if let text = replacingHeading(in: file, note.title, with: title) { return text }
      let oldName = note.id.value.split(separator: "/").last.map(String.init) ?? ""
      // Named by its file alone, as in Obsidian.
      if note.title == oldName, name.utf8.elementsEqual(title.utf8) { return text }
    }
    do {
      return try file.settingKey("title", to: .text(title)).text
    } catch {
      guard case .notUnderstood(let line, let why) = error else { return text }
      throw .notEditable(id: note.id, line: line, why: why)
    }
  }

  /// The text with another first heading, where that is `# Old Title` to the letter.
  private static func replacingHeading(in file: NoteFile, _ old: String, with new: String)
    -> String?
  {
    let bytes = Array(file.text.utf8)
    var at = file.body.start.value
    while at < bytes.count {
      let end = bytes[at...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      let line = String(decoding: bytes[at..<end], as: UTF8.self)
      if line.trimmed.isEmpty {
        at = end + 1
        continue
      }
      guard line.utf8.elementsEqual("# \(old)".utf8), !new.unicodeScalars.contains("#") else {
        return nil
      }
      return String(decoding: bytes[..<at], as: UTF8.self) + "# " + new
        + String(decoding: bytes[end...], as: UTF8.self)
    }
    return nil
  }

  /// The edits of all notes that link to one, and how many stay as they are: those of other folders,
  /// and those whose bytes are no text.
  private func linkEdits(
    _ links: LinkRewriting, to id: NoteID, besides note: Note, in catalogue: Catalogue
  ) async throws(NoteWriterError) -> (edits: [NoteEdit], untouched: Int) {
    var edits: [NoteEdit] = []
    var untouched = 0
    for linking in Set(catalogue.backlinks(of: id).map(\.note)).sorted() where linking != id {
      guard let old = try await text(of: linking) else { continue }
      let new = links.text(old.text, of: linking)
      if Revision(of: new) == old.revision { continue }
      let reading = try? await store.reading(of: linking)
      let isForeign = catalogue.note(linking).map { $0.folder != note.folder } ?? false
      if isForeign || reading?.damage(of: old) != nil {
        untouched += 1
        continue
      }
      edits.append(NoteEdit(id: linking, before: old.text, after: new))
    }
    return (edits, untouched)
  }
}
