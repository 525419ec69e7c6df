// A web server for tests, on loopback and on a port that the system chooses: it answers each path with
// what the test says, and closes.

import Glibc
import Synchronization

final class LoopbackServer: Sendable {
  /// What is sent, byte by byte as given; nil: the connection is held open without a word.
  typealias Answer = @Sendable (_ path: String, _ request: String) -> [UInt8]?

  let port: Int
  private let listener: Int32
  private let seen = Mutex<[String]>([])
  private let answer: Answer

  init(_ answer: @escaping Answer) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listener, size) = (self.listener, length)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, size) == 0 && listen(listener, 16) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard isBound else { throw LoopbackFault() }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.answer = answer
    let box = Unmanaged.passRetained(self)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { box in
        if let box { Unmanaged<LoopbackServer>.fromOpaque(box).takeRetainedValue().serve() }
        return nil
      }, box.toOpaque())
    pthread_detach(thread)
  }

  struct LoopbackFault: Error {}

  func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  /// The requests so far, as they came.
  var requests: [String] { seen.withLock { $0 } }

  /// From here on connections are refused.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  /// A whole answer.
  static func reply(
    _ body: String, status: String = "200 OK", headers: [String] = []
  ) -> [UInt8] {
    let head =
      ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
    return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }

  static func redirect(to address: String) -> [UInt8] {
    reply("", status: "302 Found", headers: ["Location: \(address)"])
  }

  private func serve() {
    var held: [Int32] = []
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        break
      }
      let request = Self.request(from: connection)
      seen.withLock { $0.append(request) }
      let words = request.split(separator: " ")
      if let bytes = answer(words.count > 1 ? String(words[1]) : "", request) {
        Self.send(bytes, to: connection)
        close(connection)
      } else {
        held.append(connection)
      }
    }
    for connection in held { close(connection) }
    close(listener)
  }

  private static func request(from connection: Int32) -> String {
    var text = ""
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while !text.contains("\r\n\r\n") {
      let count = read(connection, &chunk, chunk.count)
      guard count > 0 else { break }
      text += String(decoding: chunk[..<count], as: UTF8.self)
    }
    return text
  }

  private static func send(_ bytes: [UInt8], to connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
