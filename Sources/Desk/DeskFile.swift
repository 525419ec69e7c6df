// Files of the desk on disk: whole reads with a bound, and writes that are either whole or not done.

import Glibc
import Synchronization

enum DeskFile {
  /// Tells apart the temporary files of threads in one program.
  private static let counter = Atomic<Int>(0)

  static func why(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case ENOSPC, EDQUOT: "no space left on the disk"
    case EROFS: "the file system is read-only"
    case ENOTDIR: "a part of the path is a file"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "it is a symbolic link"
    case ENOENT: "no such file or folder"
    default: strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// A file's text; nil when there is none. Ill-formed UTF-8 reads as U+FFFD.
  static func read(_ path: String, limit: Int) throws(DeskError) -> String? {
    guard let bytes = try bytes(of: path, limit: limit) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A file's bytes; nil when there is none.
  static func bytes(of path: String, limit: Int) throws(DeskError) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR { return nil }
      throw DeskError(path: path, reason: why(code))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DeskError(path: path, reason: "not a file")
    }
    guard status.st_size <= limit else { throw tooLarge(path) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var filled = 0
    while true {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw DeskError(path: path, reason: why(errno))
      }
      filled += count
      guard filled <= limit else { throw tooLarge(path) }
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: filled)) }
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  private static func tooLarge(_ path: String) -> DeskError {
    DeskError(path: path, reason: "larger than any that Sidelight writes")
  }

  /// Replaces a file at once: whoever reads meanwhile sees the old text or the new, and a crash
  /// leaves one of them. On the disk for good when it returns.
  static func write(_ text: String, to path: String) throws(DeskError) {
    try write(Array(text.utf8), to: path)
  }

  static func write(_ bytes: [UInt8], to path: String) throws(DeskError) {
    let temporary = try written(bytes, beside: path)
    if rename(temporary, path) != 0 {
      let code = errno
      unlink(temporary)
      throw DeskError(path: path, reason: why(code))
    }
    syncFolder(of: path)
  }

  /// Makes a file that must not exist; false when it does. Of two programs that try, one gets it.
  static func create(_ bytes: [UInt8], at path: String) throws(DeskError) -> Bool {
    let temporary = try written(bytes, beside: path)
    defer { unlink(temporary) }
    if link(temporary, path) == 0 {
      syncFolder(of: path)
      return true
    }
    let code = errno
    if code == EEXIST { return false }
    guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(code) else {
      throw DeskError(path: path, reason: why(code))
    }
    // File systems without hard links: an empty file takes the name, then the whole one its place.
    let claim = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard claim >= 0 else {
      if errno == EEXIST { return false }
      throw DeskError(path: path, reason: why(errno))
    }
    close(claim)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(path)
      throw DeskError(path: path, reason: why(code))
    }
    syncFolder(of: path)
    return true
  }

  /// A whole synced file beside the place where it will stand.
  static func written(
    _ bytes: [UInt8], beside path: String, mode: UInt32 = 0o600
  ) throws(DeskError) -> String {
    let number = counter.add(1, ordering: .relaxed).newValue
    let temporary = path + ".\(getpid()).\(number).tmp"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw DeskError(path: path, reason: why(errno)) }
    var fault = bytes.withUnsafeBytes { buffer -> Int32? in
      var done = 0
      while done < buffer.count {
        let count = Glibc.write(file, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count > 0 { done += count } else if errno != EINTR { return errno }
      }
      return nil
    }
    if fault == nil, mode != 0o600, fchmod(file, mode) != 0 { fault = errno }
    if fault == nil, fsync(file) != 0, errno != EINVAL { fault = errno }
    if close(file) != 0, fault == nil { fault = errno }
    guard let fault else { return temporary }
    unlink(temporary)
    throw DeskError(path: path, reason: why(fault))
  }

  /// Makes names made or taken away in the folder of a file last; where a file system cannot, it
  /// orders them itself.
  static func syncFolder(of path: String) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = open(
      slash == path.startIndex ? "/" : String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Makes a folder and those above it; what was read is nobody else's business.
  static func makeFolder(_ path: String) throws(DeskError) {
    if mkdir(path, 0o700) == 0 { return syncFolder(of: path) }
    let code = errno
    if code == EEXIST || code == EROFS || code == EACCES {
      var status = stat()
      if stat(path, &status) == 0 {
        if status.st_mode & S_IFMT == S_IFDIR { return }
        throw DeskError(path: path, reason: "a file is in the way")
      }
    }
    guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw DeskError(path: path, reason: why(code))
    }
    try makeFolder(String(path[..<slash]))
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw DeskError(path: path, reason: why(errno))
    }
    syncFolder(of: path)
  }

  /// The names in a folder, none when there is no folder.
  static func listing(_ folder: String) throws(DeskError) -> [String] {
    var status = stat()
    if access(folder, R_OK | X_OK) != 0, errno != ENOENT, errno != ENOTDIR {
      throw DeskError(path: folder, reason: why(errno))
    }
    if stat(folder, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw DeskError(path: folder, reason: "a file is in the way")
    }
    return names(in: folder)
  }

  /// Bytes of a file; 0 when there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  static func remove(_ path: String) { unlink(path) }

  /// Removes a file for good; one that is not there is no error.
  static func take(away path: String) throws(DeskError) {
    if unlink(path) != 0, errno != ENOENT {
      throw DeskError(path: path, reason: why(errno))
    }
    syncFolder(of: path)
  }

  /// Leftovers of a program that was killed while it wrote.
  static func removeIfOld(_ path: String, seconds: Int) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    if time(nil) - status.st_mtim.tv_sec > seconds { unlink(path) }
  }
}
