// The system's own word on what happens in folders. One descriptor, a watch for each folder.

import Glibc

/// One thing that happened in a watched folder.
public struct FolderEvent {
  /// Negative when the queue ran over and events were lost.
  public let watch: Int32
  let mask: UInt32
  /// Nil for the folder itself; also for a name that is not valid UTF-8, with `isNameless` false.
  public let name: String?
  let isNameless: Bool

  func has(_ bits: Int32...) -> Bool { bits.contains { mask & UInt32(bitPattern: $0) != 0 } }
  var isFolder: Bool { mask & UInt32(IN_ISDIR) != 0 }
}

/// Watches on folders, gone with the value's owner.
public final class Inotify {
  public enum Refusal: Error {
    /// The system's limit on watches.
    case limit
    case other
  }

  /// Readable when something is waiting.
  public let descriptor: Int32
  private var buffer = [UInt64](repeating: 0, count: 8_192)

  private static let mask =
    UInt32(IN_CREATE) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_MODIFY) | UInt32(IN_ATTRIB)
    | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE) | UInt32(IN_DELETE_SELF)
    | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)

  /// Nil when the system gives no more of these.
  public init?() {
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// The number of a folder's watch; the same one for the same folder by whatever path.
  public func watch(_ path: String) throws(Refusal) -> Int32 {
    let number = inotify_add_watch(descriptor, path, Self.mask)
    if number >= 0 { return number }
    throw errno == ENOSPC || errno == ENOMEM ? .limit : .other
  }

  func forget(_ watch: Int32) { inotify_rm_watch(descriptor, watch) }

  /// What is waiting, one buffer of it; empty when nothing is.
  public func events() -> [FolderEvent] {
    buffer.withUnsafeMutableBytes { bytes in
      let count = read(descriptor, bytes.baseAddress, bytes.count)
      return count > 0 ? Self.parse(UnsafeRawBufferPointer(rebasing: bytes[..<count])) : []
    }
  }

  /// Four numbers (watch, mask, cookie, length), then the name padded with zeros.
  private static func parse(_ bytes: UnsafeRawBufferPointer) -> [FolderEvent] {
    var found: [FolderEvent] = []
    var at = 0
    while at + 16 <= bytes.count {
      let length = Int(bytes.loadUnaligned(fromByteOffset: at + 12, as: UInt32.self))
      guard at + 16 + length <= bytes.count else { break }
      let name = bytes[(at + 16)..<(at + 16 + length)].prefix { $0 != 0 }
      found.append(
        FolderEvent(
          watch: bytes.loadUnaligned(fromByteOffset: at, as: Int32.self),
          mask: bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self),
          name: name.isEmpty ? nil : String(validating: name, as: UTF8.self),
          isNameless: name.isEmpty))
      at += 16 + length
    }
    return found
  }
}
