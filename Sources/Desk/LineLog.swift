// A file of lines that only grows, written by several programs at once and read by others while it
// grows. What a line says is not known here. The first line is a header with a generation number:
// taking something out for good makes a new file under the next one.

import Glibc

/// A log of lines. Holds no descriptor, so that it can be used from any thread and any program; a
/// lock on the file itself puts writers one after the other.
public struct LineLog: Hashable, Sendable {
  /// Bytes of a file beyond which it is not read.
  public static let largest = 512 << 20

  public let path: String
  /// The file's permissions, whatever the program's mask.
  public let mode: UInt32

  public init(path: String, mode: UInt32 = 0o600) {
    self.path = path
    self.mode = mode
  }

  /// Adds lines and has them on the disk when it returns; makes the file and its folder on the first
  /// use. What a crash left of a line is cut off first. Errors: a line with a line break in it; the
  /// file cannot be written. After an error the first of the lines may be there, each of them whole.
  public func append(_ lines: [String]) throws(DeskError) {
    if lines.isEmpty { return }
    let bytes = try Self.bytes(of: lines, path)
    if let folder = path.lastIndex(of: "/") {
      try DeskFile.makeFolder(String(path[..<folder]))
    }
    let file = try OpenLog(path, mode: mode, makes: true)
    defer { file.release() }
    var size = try file.repaired()
    if size == 0 {
      size = try file.add(LogHeader(generation: 1).bytes, at: 0)
      if fchmod(file.descriptor, mode) != 0 { throw DeskError(path: path, reason: why(errno)) }
      DeskFile.syncFolder(of: path)
    }
    _ = try file.add(bytes, at: size)
    if fsync(file.descriptor) != 0, errno != EINVAL {
      throw DeskError(path: path, reason: why(errno))
    }
  }

  /// The whole lines without the header; none when there is no file.
  public func lines() throws(DeskError) -> [String] {
    guard let bytes = try DeskFile.bytes(of: path, limit: Self.largest) else { return [] }
    return try Self.split(bytes, path).lines
  }

  /// Puts a new file in place of the old under the next generation number: readers take everything
  /// anew, and what was left out is gone.
  public func rewrite(_ lines: [String]) throws(DeskError) {
    _ = try rewrite { _ in lines }
  }

  /// The same with lines made from those that are there, while nobody else can add any. Nil leaves
  /// the file as it is, and false is given back.
  public func rewrite(_ change: ([String]) -> [String]?) throws(DeskError) -> Bool {
    if let folder = path.lastIndex(of: "/") {
      try DeskFile.makeFolder(String(path[..<folder]))
    }
    let file = try OpenLog(path, mode: mode, makes: true)
    defer { file.release() }
    let bytes = try DeskFile.bytes(of: path, limit: Self.largest) ?? []
    let before = try Self.split(bytes, path)
    guard let lines = change(before.lines) else { return false }
    removeLeftovers()
    let header = LogHeader(generation: (before.header?.generation ?? 0) + 1)
    let temporary = try DeskFile.written(
      header.bytes + Self.bytes(of: lines, path), beside: path, mode: mode)
    if rename(temporary, path) != 0 {
      let code = errno
      unlink(temporary)
      throw DeskError(path: path, reason: why(code))
    }
    DeskFile.syncFolder(of: path)
    return true
  }

  /// Files that a killed program left beside this one. Nobody writes one while the lock is held.
  private func removeLeftovers() {
    guard let slash = path.lastIndex(of: "/") else { return }
    let name = path[path.index(after: slash)...]
    let folder = String(path[..<slash])
    for found in DeskFile.names(in: folder)
    where found.hasPrefix(name + ".") && found.hasSuffix(".tmp") {
      DeskFile.remove(folder + "/" + found)
    }
  }

  private static func bytes(of lines: [String], _ path: String) throws(DeskError) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      guard !line.utf8.contains(0x0A) else {
        throw DeskError(path: path, reason: "a line to be added has a line break in it")
      }
      bytes.append(contentsOf: line.utf8)
      bytes.append(0x0A)
    }
    return bytes
  }

  /// The header and the whole lines after it. No header yet means that nothing was added.
  static func split(
    _ bytes: [UInt8], _ path: String
  ) throws(DeskError) -> (header: LogHeader?, lines: [String]) {
    guard let end = bytes.firstIndex(of: 0x0A) else {
      if bytes.count >= LogHeader.longest { throw foreign(path) }
      return (nil, [])
    }
    guard let header = LogHeader(bytes[..<end]) else { throw foreign(path) }
    return (header, wholeLines(bytes[(end + 1)...]).lines)
  }

  /// Lines that end with a line break, and how many bytes they take.
  static func wholeLines(_ bytes: ArraySlice<UInt8>) -> (lines: [String], length: Int) {
    guard let last = bytes.lastIndex(of: 0x0A) else { return ([], 0) }
    let lines = bytes[..<last].split(separator: 0x0A, omittingEmptySubsequences: false)
    let texts = lines.lazy.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    return (Array(texts), last + 1 - bytes.startIndex)
  }

  static func foreign(_ path: String) -> DeskError {
    DeskError(path: path, reason: "damaged: its first line is not that of a session's file")
  }
}

private func why(_ code: Int32) -> String { DeskFile.why(code) }

/// The first line. The mark tells apart files that took each other's place and number.
struct LogHeader: Hashable, Sendable {
  private static let start = "{\"sidelight\":\"lines\",\"generation\":"
  private static let middle = ",\"mark\":\""
  /// More bytes than any header has.
  static let longest = 160

  let generation: Int
  let mark: String

  init(generation: Int) {
    self.generation = generation
    mark = String(UInt64.random(in: .min ... .max), radix: 16)
  }

  init?(_ line: some Collection<UInt8>) {
    guard line.count < Self.longest else { return nil }
    let text = String(decoding: line, as: UTF8.self)
    guard text.hasPrefix(Self.start), text.hasSuffix("\"}") else { return nil }
    let rest = text.dropFirst(Self.start.count).dropLast(2)
    let digits = rest.prefix { $0.isNumber }
    guard let generation = Int(digits), generation > 0, generation < Int.max,
      rest.dropFirst(digits.count).hasPrefix(Self.middle)
    else { return nil }
    self.generation = generation
    mark = String(rest.dropFirst(digits.count + Self.middle.count))
  }

  var bytes: [UInt8] {
    Array((Self.start + String(generation) + Self.middle + mark + "\"}\n").utf8)
  }
}

/// A log's file, open and locked.
private struct OpenLog {
  let path: String
  let descriptor: Int32

  /// How often the lock is asked for, half a millisecond apart: a program that was stopped while it
  /// held the lock must not stop the others for ever.
  private static let tries = 10_000

  init(_ path: String, mode: UInt32, makes: Bool) throws(DeskError) {
    self.path = path
    var tries = 0
    while true {
      let file = open(
        path,
        O_RDWR | O_APPEND | (makes ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode)
      guard file >= 0 else { throw DeskError(path: path, reason: why(errno)) }
      var status = stat()
      guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(file)
        throw DeskError(path: path, reason: "not a file")
      }
      // Where files cannot be locked, a line in one write is as much as can be had.
      while flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
        tries += 1
        guard tries < Self.tries else {
          close(file)
          throw DeskError(path: path, reason: "another program keeps it locked")
        }
        usleep(500)
      }
      // Who rewrote the file while this one waited left the lock on a file that has no name now.
      var named = stat()
      if lstat(path, &named) == 0, named.st_ino == status.st_ino, named.st_dev == status.st_dev {
        descriptor = file
        return
      }
      close(file)
    }
  }

  func release() { close(descriptor) }

  /// The size after what a crash left of a line was cut off. Readers never took that piece, since it
  /// has no line break. Errors: a file that is none of ours.
  func repaired() throws(DeskError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw DeskError(path: path, reason: why(errno))
    }
    let size = Int(status.st_size)
    if size == 0 { return 0 }
    let start = try bytes(at: 0, count: min(size, LogHeader.longest))
    if let end = start.firstIndex(of: 0x0A) {
      guard LogHeader(start[..<end]) != nil else { throw LineLog.foreign(path) }
    } else if size >= LogHeader.longest {
      throw LineLog.foreign(path)
    }
    return try cut(to: endOfLines(before: size), from: size)
  }

  /// Just after the last line break before an offset; 0 when there is none.
  private func endOfLines(before size: Int) throws(DeskError) -> Int {
    var end = size
    while end > 0 {
      let count = min(end, 65_536)
      let piece = try bytes(at: end - count, count: count)
      if let last = piece.lastIndex(of: 0x0A) { return end - count + last + 1 }
      end -= count
    }
    return 0
  }

  private func cut(to end: Int, from size: Int) throws(DeskError) -> Int {
    if end < size, ftruncate(descriptor, off_t(end)) != 0 {
      throw DeskError(path: path, reason: why(errno))
    }
    return end
  }

  private func bytes(at offset: Int, count: Int) throws(DeskError) -> [UInt8] {
    try DeskFile.bytes(of: descriptor, at: offset, count: count, path: path)
  }

  /// Adds bytes and gives the new size. When not all of them find room, the lines that are whole
  /// stay: a reader may have them already.
  func add(_ bytes: [UInt8], at size: Int) throws(DeskError) -> Int {
    var done = 0
    let fault = bytes.withUnsafeBytes { buffer -> Int32? in
      while done < buffer.count {
        let count = write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count > 0 { done += count } else if errno != EINTR { return errno }
      }
      return nil
    }
    guard let fault else { return size + done }
    let whole = bytes[..<done].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    ftruncate(descriptor, off_t(size + whole))
    throw DeskError(path: path, reason: why(fault))
  }
}
