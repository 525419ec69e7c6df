// Writing and deleting note files: whole or not at all, and never over somebody else's change.

public import Notes
public import Text

extension FolderStore {
  /// The text of the first file of this id.
  public func text(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    guard id.reasonAgainst == nil else { throw .notFound(id) }
    for folder in folders {
      if let bytes = try FileWriting.bytes(at: Self.path(of: id, in: folder)) {
        return Self.text(bytes)
      }
    }
    throw .notFound(id)
  }

  /// The text of the first file of this id in a folder that may be written to.
  public func writableText(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    guard id.reasonAgainst == nil, let (_, bytes) = try own(id) else { throw .notFound(id) }
    return Self.text(bytes)
  }

  private static func text(_ bytes: [UInt8]) -> NoteText {
    if let text = String(validating: bytes, as: UTF8.self) { return NoteText(text) }
    return NoteText(String(decoding: bytes, as: UTF8.self), isDamaged: true)
  }

  /// The note's file in the first folder that has it and may be written to.
  private func own(_ id: NoteID) throws(NoteStoreError) -> (path: String, bytes: [UInt8])? {
    for folder in folders where folder.isWritable {
      let path = Self.path(of: id, in: folder)
      if let bytes = try FileWriting.bytes(at: path) { return (path, bytes) }
    }
    return nil
  }

  /// What is said of a note that stands in read-only folders only; nil when it does not.
  private func refusal(of id: NoteID, expecting: Revision?) throws(NoteStoreError)
    -> NoteStoreError?
  {
    for folder in folders where !folder.isWritable {
      guard let bytes = try FileWriting.bytes(at: Self.path(of: id, in: folder)) else { continue }
      let revision = FileWriting.revision(of: bytes)
      if let expecting, revision != expecting { return .conflict(current: revision) }
      return .unavailable("the notes in \(folder.displayPath) are read-only")
    }
    return nil
  }

  /// The ids of all folders that are this one but for case, by the names in its folder alone.
  public func ids(alike id: NoteID) async -> [NoteID] {
    guard id.reasonAgainst == nil else { return [] }
    let parts = id.value.split(separator: "/")
    let parent = parts.dropLast().map { $0 + "/" }.joined()
    let name = Folding.fold((parts.last ?? "") + ".md")
    let found = folders.flatMap { folder in
      FileAccess.names(in: folder.path + "/" + parent).compactMap { entry -> NoteID? in
        guard FileAccess.isAlike(entry, folded: name) else { return nil }
        return NoteID(parent + entry.dropLast(3))
      }
    }
    return Set(found).sorted()
  }

  /// Writes beside the file, syncs, and swaps the two; if another program wrote at the last moment,
  /// its text is put back and the save is a conflict. A new note goes to the first folder that may
  /// be written to, also over one of a read-only folder, which itself cannot be changed.
  public func save(_ text: String, id: NoteID, expecting: Revision?) async throws(NoteStoreError)
    -> Revision
  {
    if let why = id.reasonAgainst { throw .unavailable(why) }
    guard text.utf8.count <= NoteFile.sizeLimit else {
      throw .unavailable("a note cannot be larger than 4 MB")
    }
    if let (path, current) = try own(id) {
      let revision = FileWriting.revision(of: current)
      guard revision == expecting else { throw .conflict(current: revision) }
      // A link keeps pointing where it points; its target is what changes.
      let target = FileAccess.realPath(path) ?? path
      try FileWriting.requirePermission(target)
      try FileWriting.replace(target, with: text, expecting: current)
      watching.touched(id)
      return ContentHash(of: text)
    }
    guard expecting == nil else {
      throw try refusal(of: id, expecting: expecting) ?? .conflict(current: nil)
    }
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
    guard let (path, current) = try own(id) else {
      throw try refusal(of: id, expecting: expecting) ?? .notFound(id)
    }
    if let expecting {
      let revision = FileWriting.revision(of: current)
      guard expecting == revision else { throw .conflict(current: revision) }
    }
    try FileWriting.requirePermission(path)
    let expected = expecting == nil ? nil : current
    guard try FileWriting.remove(path, expecting: expected) else { throw .notFound(id) }
    watching.touched(id)
  }

  private static func path(of id: NoteID, in folder: NotesFolder) -> String {
    folder.path + "/" + id.value + ".md"
  }
}
