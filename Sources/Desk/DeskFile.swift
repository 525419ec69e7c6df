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

  /// A small file's text; nil when there is none. Ill-formed UTF-8 reads as U+FFFD.
  static func read(_ path: String, limit: Int) throws(DeskError) -> String? {
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
    guard status.st_size <= limit else {
      throw DeskError(path: path, reason: "larger than any that Sidelight writes")
    }
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw DeskError(path: path, reason: why(errno))
      }
      filled += count
    }
    return String(decoding: bytes[..<min(filled, limit)], as: UTF8.self)
  }

  /// Replaces a file at once: whoever reads meanwhile sees the old text or the new, and a crash
  /// leaves one of them.
  static func write(_ text: String, to path: String) throws(DeskError) {
    let number = counter.add(1, ordering: .relaxed).newValue
    let temporary = path + ".\(getpid()).\(number).tmp"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw DeskError(path: path, reason: why(errno)) }
    var fault: Int32?
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty, fault == nil {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { fault = errno }
    }
    if fault == nil, fsync(file) != 0, errno != EINVAL { fault = errno }
    if close(file) != 0, fault == nil { fault = errno }
    if fault == nil, rename(temporary, path) != 0 { fault = errno }
    if let fault {
      unlink(temporary)
      throw DeskError(path: path, reason: why(fault))
    }
  }

  /// Makes a folder and those above it; what was read is nobody else's business.
  static func makeFolder(_ path: String) throws(DeskError) {
    if mkdir(path, 0o700) == 0 { return }
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

  /// Leftovers of a program that was killed while it wrote.
  static func removeIfOld(_ path: String, seconds: Int) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    if time(nil) - status.st_mtim.tv_sec > seconds { unlink(path) }
  }
}
