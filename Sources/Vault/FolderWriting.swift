// Writing and deleting note files: whole or not at all, and never over somebody else's change.

public import Notes
public import Text

extension FolderStore {
  /// The text of the first file of this id.
  public func text(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    guard id.reasonAgainst == nil else { throw .notFound(id) }
    for folder in folders {
      if let bytes = try FileWriting.bytes(at: Self.path(of: id, in: folder)) {
        return NoteText(String(decoding: bytes, as: UTF8.self))
      }
    }
    throw .notFound(id)
  }

  /// Writes beside the file, syncs, and swaps the two; if another program wrote at the last moment,
  /// its text is put back and the save is a conflict. A new note goes to the first folder that
  /// may be written to; a note in a read-only folder cannot be changed.
  public func save(_ text: String, id: NoteID, expecting: Revision?) async throws(NoteStoreError)
    -> Revision
  {
    if let why = id.reasonAgainst { throw .unavailable(why) }
    guard text.utf8.count <= NoteFile.sizeLimit else {
      throw .unavailable("a note cannot be larger than 4 MB")
    }
    for folder in folders {
      let path = Self.path(of: id, in: folder)
      guard let current = try FileWriting.bytes(at: path) else { continue }
      let revision = FileWriting.revision(of: current)
      guard revision == expecting else { throw .conflict(current: revision) }
      try Self.requireWritable(folder)
      // A link keeps pointing where it points; its target is what changes.
      let target = FileAccess.realPath(path) ?? path
      try FileWriting.replace(target, with: text, expecting: current)
      watching.touched(id)
      return ContentHash(of: text)
    }
    guard expecting == nil else { throw .conflict(current: nil) }
    guard let folder = folders.first(where: \.isWritable) else {
      throw .unavailable("no notes folder can be written to")
    }
    let path = Self.path(of: id, in: folder)
    try FileWriting.makeFolder(above: path, root: folder.path)
    guard try FileWriting.create(path, with: text) else {
      let there = try FileWriting.bytes(at: path)
      throw .conflict(current: FileWriting.revision(of: there))
    }
    watching.touched(id)
    return ContentHash(of: text)
  }

  /// Removes the file; a link is removed, not its target.
  public func delete(_ id: NoteID, expecting: Revision?) async throws(NoteStoreError) {
    guard id.reasonAgainst == nil else { throw .notFound(id) }
    for folder in folders {
      let path = Self.path(of: id, in: folder)
      guard let current = try FileWriting.bytes(at: path) else { continue }
      if let expecting {
        let revision = FileWriting.revision(of: current)
        guard expecting == revision else { throw .conflict(current: revision) }
      }
      try Self.requireWritable(folder)
      let expected = expecting == nil ? nil : current
      guard try FileWriting.remove(path, expecting: expected) else { throw .notFound(id) }
      watching.touched(id)
      return
    }
    throw .notFound(id)
  }

  private static func path(of id: NoteID, in folder: NotesFolder) -> String {
    folder.path + "/" + id.value + ".md"
  }

  private static func requireWritable(_ folder: NotesFolder) throws(NoteStoreError) {
    guard folder.isWritable else {
      throw .unavailable("the notes in \(folder.displayPath) are read-only")
    }
  }
}
