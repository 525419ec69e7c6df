// Standard output and error. Output is gathered, for a text is many short lines; a reader that went
// away is noticed and is no error.

import Commands
import Glibc

final class StandardSink: LineSink {
  private var gathered: [UInt8] = []
  private static let enough = 1 << 16
  /// True once nobody reads standard output any more.
  private(set) var isClosed = false
  /// Why writing failed, when it was not that nobody reads.
  private(set) var fault: String?

  func write(_ text: String) -> Bool {
    gathered.append(contentsOf: text.utf8)
    if gathered.count >= Self.enough { flush() }
    return !isClosed && fault == nil
  }

  func complain(_ text: String) {
    flush()
    _ = Self.put(Array(text.utf8), to: 2)
  }

  /// Hands over what is gathered.
  func flush() {
    defer { gathered.removeAll(keepingCapacity: true) }
    if gathered.isEmpty || isClosed || fault != nil { return }
    switch Self.put(gathered, to: 1) {
    case 0: break
    case EPIPE: isClosed = true
    case let code: fault = String(cString: strerror(code))
    }
  }

  /// 0, or the error's number.
  private static func put(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
