// A folder of its own for each test, gone afterwards.

import Foundation
import Glibc

final class TemporaryFolder: Sendable {
  let path: String

  /// In memory where that is to be had: ten thousand real syncs take minutes on a busy disk.
  init(inMemory: Bool = false) {
    let base =
      inMemory && access("/dev/shm", W_OK) == 0
      ? "/dev/shm" : FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = base + "/sidelight-" + UUID().uuidString
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // Folders that a test made unreadable would otherwise stay.
    let names = FileManager.default.enumerator(atPath: path)
    while let name = names?.nextObject() as? String {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o700], ofItemAtPath: path + "/" + name)
    }
    try? FileManager.default.removeItem(atPath: path)
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  @discardableResult
  func write(_ data: Data, to name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: file))
    return file
  }

  func folder(_ name: String) throws -> String {
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
