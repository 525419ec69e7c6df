// The steps of writing and removing a file so that a crash leaves the old one or the new one, and so
// that nobody else's change is lost, however late it comes.

import CPlatform
import Glibc
import Notes
import Text

enum FileWriting {
  /// How often others may write in between before it is given up.
  private static let patience = 16

  /// Puts a new text in the place of a file that must still hold the expected bytes.
  ///
  /// A look before the rename would leave a moment in which another program's change could be
  /// overwritten unseen. So the two files are swapped in one step, and what came out is looked at:
  /// if it is not what was expected, it is put back.
  static func replace(
    _ path: String, with text: String, expecting expected: [UInt8]
  ) throws(NoteStoreError) {
    let temporary = try written(text, beside: path, like: FileAccess.status(path))
    let lock = FolderLock(parent(of: path))
    defer { lock.release() }
    if cp_swap_names(temporary, path) != 0 {
      let number = errno
      defer { unlink(temporary) }
      guard isUnsupported(number) else {
        if number == ENOENT { throw .conflict(current: revision(of: try bytes(at: path))) }
        throw .unavailable("\(path): \(FileAccess.reason(number))")
      }
      // File systems that cannot swap.
      let now = try bytes(at: path)
      guard now == expected else { throw .conflict(current: revision(of: now)) }
      guard rename(temporary, path) == 0 else { throw .unavailable(reason(path)) }
      return try syncFolder(of: path)
    }
    let ours = Array(text.utf8)
    let standing = try settle(temporary, path, expecting: expected, ours: ours)
    try syncFolder(of: path)
    guard standing == ours else {
      guard let standing else { throw .unavailable("\(path) is no ordinary file any more") }
      throw .conflict(current: revision(of: standing))
    }
  }

  /// Looks at what a swap took out, and gives what stands in the end. Whatever a stranger wrote goes
  /// back; if a second stranger wrote over our text meanwhile, theirs is newer and is put back in
  /// turn.
  private static func settle(
    _ temporary: String, _ path: String, expecting expected: [UInt8], ours: [UInt8]
  ) throws(NoteStoreError) -> [UInt8]? {
    var expected: [UInt8]? = expected
    var standing: [UInt8]? = ours
    for _ in 0..<patience {
      let out = try? bytes(at: temporary)
      if let expected, out == expected {
        unlink(temporary)
        return standing
      }
      if cp_swap_names(temporary, path) != 0 {
        // Ours was removed meanwhile; what came out is still theirs, and never thrown away unseen.
        guard errno == ENOENT, cp_rename_to_free_name(temporary, path) == 0 else {
          throw .unavailable("\(reason(path)); what stood there is now \(temporary)")
        }
        return out
      }
      // Nil for a folder or another thing that is no file.
      (expected, standing) = (standing, out)
    }
    throw .unavailable("\(path) is being written all the time; a version is in \(temporary)")
  }

  /// Makes a file that must not exist; false when it does.
  static func create(_ path: String, with text: String) throws(NoteStoreError) -> Bool {
    let temporary = try written(text, beside: path, like: nil)
    var isTaken = false
    if cp_rename_to_free_name(temporary, path) != 0 {
      defer { unlink(temporary) }
      isTaken = errno == EEXIST
      if !isTaken {
        guard isUnsupported(errno) else { throw .unavailable(reason(path)) }
        isTaken = try !linked(temporary, path)
      }
    }
    if isTaken { return false }
    try syncFolder(of: path)
    return true
  }

  /// The older way of taking only a free name: a hard link fails when there is one.
  private static func linked(
    _ temporary: String, _ path: String
  ) throws(NoteStoreError) -> Bool {
    if link(temporary, path) == 0 { return true }
    if errno == EEXIST { return false }
    guard errno == EPERM || isUnsupported(errno) else { throw .unavailable(reason(path)) }
    guard FileAccess.status(path, followLinks: false) == nil else { return false }
    guard rename(temporary, path) == 0 else { throw .unavailable(reason(path)) }
    return true
  }

  /// Removes a file of the expected bytes, of any with nil; false when it is gone. It is moved
  /// aside first: what another program wrote at the last moment goes back.
  static func remove(_ path: String, expecting: [UInt8]?) throws(NoteStoreError) -> Bool {
    guard let expecting else {
      guard unlink(path) == 0 else {
        if errno == ENOENT { return false }
        throw .unavailable(reason(path))
      }
      try syncFolder(of: path)
      return true
    }
    let lock = FolderLock(parent(of: path))
    defer { lock.release() }
    let aside = parent(of: path) + "/" + Leftovers.name()
    guard rename(path, aside) == 0 else {
      if errno == ENOENT { return false }
      throw .unavailable(reason(path))
    }
    let out = try? bytes(at: aside)
    guard out == expecting else {
      if cp_rename_to_free_name(aside, path) != 0 {
        // A file that was made there meanwhile is newer than this one.
        if errno == EEXIST { unlink(aside) } else { rename(aside, path) }
      }
      throw .conflict(current: revision(of: try bytes(at: path)))
    }
    unlink(aside)
    try syncFolder(of: path)
    return true
  }

  /// Refuses a file whose owner does not want it changed. The steps of writing need the folder's
  /// permission alone. A link stands for itself.
  static func requirePermission(_ path: String) throws(NoteStoreError) {
    if faccessat(AT_FDCWD, path, W_OK, AT_SYMLINK_NOFOLLOW) == 0 || errno == ENOENT { return }
    if errno == EACCES || errno == EPERM { throw .unavailable("\(path) is write-protected") }
    // Whatever else is wrong comes out in writing.
    if errno == EROFS { throw .unavailable(reason(path)) }
  }

  /// Makes the folders between a root and a file.
  static func makeFolder(above path: String, root: String) throws(NoteStoreError) {
    let below = String(decoding: path.utf8.dropFirst(root.utf8.count), as: UTF8.self)
    let parents = below.split(separator: "/").dropLast()
    var folder = root
    for name in [nil] + parents.map({ Optional($0) }) {
      if let name { folder += "/" + name }
      if mkdir(folder, 0o777) == 0 {
        try syncFolder(of: folder)
      } else if errno != EEXIST {
        if name == nil, errno == ENOENT {
          try makeFolder(above: root, root: parent(of: root))
          guard mkdir(root, 0o777) == 0 || errno == EEXIST else {
            throw .unavailable(reason(root))
          }
          try syncFolder(of: root)
          continue
        }
        throw .unavailable(reason(folder))
      }
    }
  }

  /// Makes the names in a file's folder last. Some file systems cannot, which is no error.
  static func syncFolder(of path: String) throws(NoteStoreError) {
    let folder = open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard fsync(folder) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) else { return }
    throw .unavailable("\(reason(path)) while making it safe on the disk")
  }

  private static func isUnsupported(_ number: Int32) -> Bool {
    [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(number)
  }

  /// The last failed call's reason, with the file.
  static func reason(_ path: String) -> String { "\(path): \(FileAccess.reason(errno))" }

  static func parent(of path: String) -> String {
    let parts = path.split(separator: "/").dropLast()
    return "/" + parts.joined(separator: "/")
  }

  /// The revision of a file's bytes; nil for no file.
  static func revision(of bytes: [UInt8]?) -> Revision? {
    bytes.map { ContentHash(of: String(decoding: $0, as: UTF8.self)) }
  }

  /// What a file holds; nil when there is none.
  static func bytes(at path: String) throws(NoteStoreError) -> [UInt8]? {
    do {
      return try FileAccess.read(path, limit: NoteFile.sizeLimit)
    } catch {
      switch error {
      case .vanished: return nil
      case .notAFile: throw .unavailable("\(path) is no ordinary file")
      case .tooLarge: throw .unavailable("\(path) is larger than 4 MB")
      case .failed(let reason): throw .unavailable("\(path): \(reason)")
      }
    }
  }

  /// A synced file beside the place where it will stand, with the owner and mode of the one that it
  /// will replace.
  private static func written(
    _ text: String, beside path: String, like old: stat?
  ) throws(NoteStoreError) -> String {
    var temporary = ""
    var file: Int32 = -1
    for _ in 0..<100 {
      temporary = parent(of: path) + "/" + Leftovers.name()
      file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      if file >= 0 || errno != EEXIST { break }
    }
    guard file >= 0 else { throw .unavailable(reason(parent(of: path))) }
    var isWritten = writeAll(text, to: file)
    if isWritten, let old {
      // Only the superuser can give a file away; a group of one's own is worth the attempt.
      if fchown(file, old.st_uid, old.st_gid) != 0 { _ = fchown(file, uid_t.max, old.st_gid) }
      isWritten = fchmod(file, old.st_mode & 0o777) == 0
    }
    isWritten = isWritten && fsync(file) == 0
    var why = isWritten ? "" : reason(path)
    if close(file) != 0, isWritten {
      isWritten = false
      why = reason(path)
    }
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
