// Getting the bytes of a text from a file or a descriptor, and saying clearly why not. Reads with
// bounds and never waits on what is not a file.

import Text

#if canImport(Glibc)
  import Glibc
#endif

/// Opens texts.
public enum TextFile {
  /// Bytes that a text may have; a larger one is refused with a sentence.
  public static let largest = 64 << 20

  /// Bytes of text with which the beginning of a book is enough: more pages than are shown, unpacked and
  /// parsed in a few milliseconds.
  private static let bookBytes = 64 << 10

  /// Opens a file. With `firstBytes`, reads only so much of a larger one; the document then says
  /// that it is not complete.
  public static func open(
    _ path: String, wishes: OpeningWishes = OpeningWishes(), firstBytes: Int? = nil
  ) throws(DocumentError) -> Document {
    let descriptor = try openDescriptor(path)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason(errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .unusable("is a directory")
    case S_IFIFO: throw .unusable("is a named pipe; read it with: sidelight - < FILE")
    default: throw .unusable("is not a file (a device or a socket)")
    }
    if try isBook(descriptor, path, wishes) {
      return try EPUBBook(descriptor: descriptor).document(
        upTo: firstBytes.map { min($0, bookBytes) })
    }
    guard status.st_size <= largest else { throw .unusable(tooLarge) }
    let size = Int(status.st_size)
    let wanted = min(firstBytes ?? size, size)
    var bytes = try read(descriptor, atMost: wanted == size ? largest : wanted, expecting: wanted)
    let format = wishes.format ?? .recognised(bytes, name: path)
    // What is a page's article shows only when all of it is there.
    let isPart = wanted < size && format != .html
    if wanted < size, !isPart { bytes += try read(descriptor, atMost: largest, expecting: size) }
    var document = try ParsedFormats.document(
      from: bytes, format: format, wishes: wishes, isComplete: !isPart)
    document.sourceBytes = size
    return document
  }

  /// Whether a file is read as a book: entry by entry from the file, which may be larger than a text.
  private static func isBook(_ descriptor: Int32, _ path: String, _ wishes: OpeningWishes)
    throws(DocumentError) -> Bool
  {
    if let format = wishes.format { return format == .epub }
    var head = [UInt8](repeating: 0, count: 1024)
    let got = head.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard got >= 0 else { throw .unreadable(reason(errno)) }
    return TextFormat.recognised(head[..<got], name: path) == .epub
  }

  /// All bytes from a descriptor (standard input), to its end.
  public static func bytes(from descriptor: Int32) throws(DocumentError) -> [UInt8] {
    try read(descriptor, atMost: largest, expecting: 0)
  }

  private static let tooLarge =
    "is larger than 64 MB; of such only plain text is read, on the screen"

  static func openDescriptor(_ path: String) throws(DocumentError) -> Int32 {
    if path.utf8.contains(0) { throw .unusable("no such file (its name holds a NUL)") }
    // Without waiting: a FIFO that nobody writes to would hang the program.
    let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    if descriptor >= 0 { return descriptor }
    switch errno {
    case ENOENT, ENOTDIR: throw .unusable("no such file")
    case ENAMETOOLONG: throw .unusable("the name is too long")
    case ENXIO: throw .unusable("is not a file (a device or a socket)")
    default: throw .unreadable(reason(errno))
    }
  }

  private static func read(_ descriptor: Int32, atMost limit: Int, expecting: Int)
    throws(DocumentError) -> [UInt8]
  {
    var bytes = [UInt8]()
    bytes.reserveCapacity(expecting + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let wanted = min(chunk.count, limit - bytes.count + 1)
      let got = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, wanted) }
      if got < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          _ = poll(&waiting, 1, -1)
          continue
        }
        throw .unreadable(reason(errno))
      }
      if got == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<got])
      if bytes.count > limit {
        guard limit < largest else { throw .unusable(tooLarge) }
        bytes.removeLast(bytes.count - limit)
        return bytes
      }
    }
  }

  static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case ELOOP: "too many symbolic links"
    case EIO: "the disk reports a read error"
    case EMFILE, ENFILE: "too many open files"
    default: String(cString: strerror(code))
    }
  }
}
