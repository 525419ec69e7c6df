// An open file read at any place, with bounds. Reading behind its end gives less than was asked for:
// a file that others shorten is no danger.

import Glibc

/// A descriptor, closed when nobody reads from it any more.
final class SourceFile: Sendable {
  let descriptor: Int32

  /// Takes over the descriptor.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  convenience init(path: String) throws(DocumentError) {
    self.init(try TextFile.openDescriptor(path))
  }

  deinit { close(descriptor) }

  /// Which file it is, how long and of when.
  struct Stamp: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
    var size: Int
    var modified: Int
    /// Nanoseconds.
    var modifiedPart: Int
    var isRegular: Bool

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int(status.st_size)
      modified = Int(status.st_mtim.tv_sec)
      modifiedPart = Int(status.st_mtim.tv_nsec)
      isRegular = status.st_mode & S_IFMT == S_IFREG
    }

    func isSameFile(as other: Stamp) -> Bool { device == other.device && inode == other.inode }

    func isAsOld(as other: Stamp) -> Bool {
      modified == other.modified && modifiedPart == other.modifiedPart
    }
  }

  func stamp() -> Stamp? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Stamp(status) : nil
  }

  static func stamp(of path: String) -> Stamp? {
    var status = stat()
    return stat(path, &status) == 0 ? Stamp(status) : nil
  }

  /// Fills `buffer` from an offset on and gives the bytes read: fewer than asked for only at the end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(DocumentError)
    -> Int
  {
    var done = 0
    while done < buffer.count {
      let got = pread(
        descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, offset + done)
      if got < 0 {
        if errno == EINTR { continue }
        throw .unreadable(TextFile.reason(errno))
      }
      if got == 0 { break }
      done += got
    }
    return done
  }

  /// Some bytes, copied; fewer than asked for only at the end.
  func bytes(at offset: Int, count: Int) throws(DocumentError) -> [UInt8] {
    var failure: DocumentError?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
      do throws(DocumentError) {
        filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
