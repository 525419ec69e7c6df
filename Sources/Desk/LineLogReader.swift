// Following a log of lines that others write: what is new since the last look. A look that finds
// nothing costs one opening of the file, which is also what makes shared folders fetch its news.

import Glibc

/// Where a reader of a log stands. A value: keep it, and ask it again.
public struct LogReader: Sendable {
  /// What a look found.
  public enum News: Hashable, Sendable {
    case nothing
    /// Lines that were added.
    case lines([String])
    /// All lines there are, in place of all that were given before: the file appeared, was written
    /// anew under another generation, took another's place, or shrank.
    case anew([String])
    /// The file is not there any more; said once.
    case gone
  }

  public let path: String
  /// Bytes whose lines were given.
  private var offset = 0
  private var header: LogHeader?
  private var stamp: Stamp?

  public init(path: String) { self.path = path }

  /// The generation whose lines were given last; 0 before the first.
  public var generation: Int { header?.generation ?? 0 }

  /// What is new since the last look, whole lines only. Errors: the file cannot be read, is too large,
  /// or is no log; the next look may find it well again.
  public mutating func news() throws(DeskError) -> News {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      let code = errno
      // A file that was replaced on another machine a moment ago.
      if code == ESTALE { return .nothing }
      guard code == ENOENT || code == ENOTDIR else {
        throw DeskError(path: path, reason: DeskFile.why(code))
      }
      defer { forget() }
      return header == nil ? .nothing : .gone
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DeskError(path: path, reason: "not a file")
    }
    let now = Stamp(status)
    if now == stamp { return .nothing }
    guard now.size <= LineLog.largest else {
      throw DeskError(path: path, reason: "larger than any that Sidelight writes")
    }
    let news = try read(file, size: now.size)
    stamp = now
    return news
  }

  private mutating func read(_ file: Int32, size: Int) throws(DeskError) -> News {
    let start = try DeskFile.bytes(
      of: file, at: 0, count: min(size, LogHeader.longest), path: path)
    guard let end = start.firstIndex(of: 0x0A) else {
      guard size < LogHeader.longest else { throw LineLog.foreign(path) }
      // Its first line is just being written.
      return .nothing
    }
    guard let found = LogHeader(start[..<end]) else { throw LineLog.foreign(path) }
    let isAnew = found != header || size < offset
    let from = isAnew ? end + 1 : offset
    let bytes = try DeskFile.bytes(of: file, at: from, count: size - from, path: path)
    let whole = LineLog.wholeLines(bytes[...])
    header = found
    offset = from + whole.length
    if isAnew { return .anew(whole.lines) }
    return whole.lines.isEmpty ? .nothing : .lines(whole.lines)
  }

  private mutating func forget() {
    offset = 0
    header = nil
    stamp = nil
  }

  /// What changes when a file does.
  private struct Stamp: Hashable {
    let device: UInt
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }
}

extension DeskFile {
  /// Some bytes of an open file; fewer when it ends before.
  static func bytes(
    of file: Int32, at offset: Int, count: Int, path: String
  ) throws(DeskError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes {
        pread(
          file, $0.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw DeskError(path: path, reason: why(errno))
      }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }
}
