// The calls of the C library that notes are read and written with. Nothing here waits for a FIFO or
// trusts a file's size.

import Glibc
import Text

/// Why a file could not be read.
enum FileFailure: Error, Hashable {
  /// Gone between listing and reading: not worth a word.
  case vanished
  /// Neither a file nor a link to one: FIFOs, sockets, devices.
  case notAFile
  case tooLarge
  case failed(String)
}

enum FileAccess {
  /// The bytes of a regular file of at most `limit` bytes.
  static func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    try readStamped(path, limit: limit).bytes
  }

  /// The bytes of a regular file with a stamp that is never younger than they are.
  static func readStamped(
    _ path: String, limit: Int
  ) throws(FileFailure) -> (bytes: [UInt8], stamp: FileStamp) {
    // Without O_NONBLOCK the open of a FIFO would wait for a writer.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw failure() }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    guard status.st_size <= limit else { throw .tooLarge }
    let opened = FileStamp.now()
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var count = 0
    while true {
      let got = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      if got == 0 { break }
      count += got
      if count > limit { throw .tooLarge }
      if count == bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: max(4_096, count)))
      }
    }
    bytes.removeLast(bytes.count - count)
    return (bytes, FileStamp(status, readAt: opened))
  }

  /// What the last call's error number means for a reader.
  static func failure() -> FileFailure {
    let number = errno
    switch number {
    case ENOENT, ENOTDIR, ESTALE: return .vanished
    case ENXIO: return .notAFile
    default: return .failed(reason(number))
    }
  }

  /// The system's words for an error number, first letter small.
  static func reason(_ number: Int32) -> String {
    let words = String(cString: strerror(number))
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// Type, identity and owner of what a path leads to, links followed; nil when there is nothing.
  static func status(_ path: String, followLinks: Bool = true) -> stat? {
    var status = stat()
    let result = followLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status : nil
  }

  static func isFolder(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// The path without links and dots; nil when it does not exist.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The path of what exists of a path, without links, and of what will be made below it.
  static func realPathToBe(_ path: String) -> String {
    if let real = realPath(path) { return real }
    guard let slash = path.lastIndex(of: "/"), path.count > 1 else { return path }
    let parent = realPathToBe(slash == path.startIndex ? "/" : String(path[..<slash]))
    return (parent == "/" ? "" : parent) + path[slash...]
  }

  /// The names in a folder; none when it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }

  /// Whether a name is a folded one but for case. Of a hundred thousand names most are told apart by
  /// their bytes.
  static func isAlike(_ name: String, folded: String) -> Bool {
    let bytes = name.utf8
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return Folding.fold(name) == folded }
    return bytes.count == folded.utf8.count
      && zip(bytes, folded.utf8).allSatisfy { byte, other in
        ((0x41...0x5A).contains(byte) ? byte + 0x20 : byte) == other
      }
  }

  /// Joins a relative path to a folder and takes out `.` and `..` without touching the disk.
  static func normalised(_ path: String, in folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    guard !parts.isEmpty else { return "/" }
    // Put together by hand, as the generic way takes longer the first time than the rest of it.
    var path = ""
    for part in parts { path += "/" + String(part) }
    return path
  }
}
