// A folder of its own for one test, gone afterwards.

import Glibc

@testable import Desk

final class Scratch: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/sidelight-desk-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/tmp"
    }
  }

  deinit { Self.clear(path) }

  private static func clear(_ folder: String) {
    chmod(folder, 0o700)
    for name in DeskFile.names(in: folder) {
      let path = folder + "/" + name
      if unlink(path) != 0 { clear(path) }
    }
    rmdir(folder)
  }
}
