// Writing and deleting note files: whole or not at all, and never over somebody else's change.

import Glibc
public import Notes
public import Text

extension FolderStore {
  /// The text of the first file of this id.
  public func text(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    guard id.reasonAgainst == nil else { throw .notFound(id) }
    for folder in folders {
      if let text = try Self.text(at: Self.path(of: id, in: folder)) { return NoteText(text) }
    }
    throw .notFound(id)
  }

  /// Writes beside the file, syncs, and renames over it. A new note goes to the first folder that
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
      guard let current = try Self.text(at: path) else { continue }
      let revision = ContentHash(of: current)
      guard revision == expecting else { throw .conflict(current: revision) }
      try Self.requireWritable(folder)
      // A link keeps pointing where it points; its target is what changes.
      let target = FileAccess.realPath(path) ?? path
      try FileWriting.replace(target, with: text) { () throws(NoteStoreError) in
        let now = try Self.text(at: target).map { ContentHash(of: $0) }
        guard now == revision else { throw .conflict(current: now) }
      }
      return ContentHash(of: text)
    }
    guard expecting == nil else { throw .conflict(current: nil) }
    guard let folder = folders.first(where: \.isWritable) else {
      throw .unavailable("no notes folder can be written to")
    }
    let path = Self.path(of: id, in: folder)
    try FileWriting.makeFolder(above: path, root: folder.path)
    guard try FileWriting.create(path, with: text) else {
      throw .conflict(current: try Self.text(at: path).map { ContentHash(of: $0) })
    }
    return ContentHash(of: text)
  }

  /// Removes the file; a link is removed, not its target.
  public func delete(_ id: NoteID, expecting: Revision?) async throws(NoteStoreError) {
    guard id.reasonAgainst == nil else { throw .notFound(id) }
    for folder in folders {
      let path = Self.path(of: id, in: folder)
      guard let current = try Self.text(at: path) else { continue }
      let revision = ContentHash(of: current)
      if let expecting, expecting != revision { throw .conflict(current: revision) }
      try Self.requireWritable(folder)
      guard unlink(path) == 0 else {
        throw errno == ENOENT ? .notFound(id) : .unavailable(FileWriting.reason(path))
      }
      FileWriting.syncFolder(of: path)
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

  /// Nil when there is no such file.
  private static func text(at path: String) throws(NoteStoreError) -> String? {
    do {
      return String(
        decoding: try FileAccess.read(path, limit: NoteFile.sizeLimit), as: UTF8.self)
    } catch {
      switch error {
      case .vanished: return nil
      case .notAFile: throw .unavailable("\(path) is no ordinary file")
      case .tooLarge: throw .unavailable("\(path) is larger than 4 MB")
      case .failed(let reason): throw .unavailable("\(path): \(reason)")
      }
    }
  }
}

/// The steps of writing a file so that a crash leaves the old one or the new one.
enum FileWriting {
  /// Puts a new text in the place of a file. `check` runs when all is written, right before the
  /// rename: what it throws leaves the old file alone.
  static func replace(
    _ path: String, with text: String, check: () throws(NoteStoreError) -> Void
  ) throws(NoteStoreError) {
    let mode = FileAccess.status(path).map { $0.st_mode & 0o777 }
    let temporary = try written(text, beside: path, mode: mode)
    do {
      try check()
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let reason = reason(path)
      unlink(temporary)
      throw .unavailable(reason)
    }
    syncFolder(of: path)
  }

  /// Makes a file that must not exist; false when it does.
  static func create(_ path: String, with text: String) throws(NoteStoreError) -> Bool {
    let temporary = try written(text, beside: path, mode: nil)
    defer { unlink(temporary) }
    // A hard link fails when the name is taken, which a rename does not.
    if link(temporary, path) == 0 {
      syncFolder(of: path)
      return true
    }
    if errno == EEXIST { return false }
    guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS else {
      throw .unavailable(reason(path))
    }
    // File systems without hard links.
    guard FileAccess.status(path, followLinks: false) == nil else { return false }
    guard rename(temporary, path) == 0 else { throw .unavailable(reason(path)) }
    syncFolder(of: path)
    return true
  }

  /// Makes the folders between a root and a file.
  static func makeFolder(above path: String, root: String) throws(NoteStoreError) {
    let below = String(decoding: path.utf8.dropFirst(root.utf8.count), as: UTF8.self)
    let parents = below.split(separator: "/").dropLast()
    var folder = root
    for name in [nil] + parents.map({ Optional($0) }) {
      if let name { folder += "/" + name }
      if mkdir(folder, 0o777) != 0, errno != EEXIST {
        if name == nil, errno == ENOENT {
          try makeFolder(above: root, root: parent(of: root))
          guard mkdir(root, 0o777) == 0 || errno == EEXIST else {
            throw .unavailable(reason(root))
          }
          continue
        }
        throw .unavailable(reason(folder))
      }
    }
  }

  static func syncFolder(of path: String) {
    let folder = open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// The last failed call's reason, with the file.
  static func reason(_ path: String) -> String { "\(path): \(FileAccess.reason(errno))" }

  static func parent(of path: String) -> String {
    let parts = path.split(separator: "/").dropLast()
    return "/" + parts.joined(separator: "/")
  }

  /// A synced file beside the place where it will stand; dotted, so that no reader takes it for a
  /// note.
  private static func written(
    _ text: String, beside path: String, mode: mode_t?
  ) throws(NoteStoreError) -> String {
    var temporary = ""
    var file: Int32 = -1
    for attempt in 0..<100 {
      temporary = parent(of: path) + "/.sidelight-\(getpid())-\(attempt).tmp"
      file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      if file >= 0 || errno != EEXIST { break }
    }
    guard file >= 0 else { throw .unavailable(reason(parent(of: path))) }
    var isWritten = writeAll(text, to: file)
    if isWritten, let mode { isWritten = fchmod(file, mode) == 0 }
    isWritten = isWritten && fsync(file) == 0
    let why = isWritten ? "" : reason(path)
    close(file)
    guard isWritten else {
      unlink(temporary)
      throw .unavailable(why)
    }
    return temporary
  }

  private static func writeAll(_ text: String, to file: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(file, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        done += count
      }
      return true
    }
  }
}
