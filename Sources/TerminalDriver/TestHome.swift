// A place of its own for one test: a home folder that vanishes with it, a pinned environment, and
// the programs that were just built.

public import Foundation

/// What went wrong while driving a program, with what could be seen of it.
public struct DriverError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// A temporary home folder; removed when nothing holds it any more.
public final class TestHome {
  public let folder: URL

  /// In the machine's folder for temporary files, else in the one given.
  public init(in parent: String? = nil) throws {
    let path = (parent.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory)
      .appendingPathComponent("sidelight-" + UUID().uuidString.prefix(8))
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    // Symbolic links resolved, so that what a program prints can be compared.
    folder = path.resolvingSymlinksInPath()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A path inside the home.
  public func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file, folders included; gives its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file of bytes, folders included; gives its path.
  @discardableResult
  public func write(_ bytes: Data, to name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
    return file.path
  }

  /// The whole text of a file, nil when there is none.
  public func read(_ name: String) -> String? {
    try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// The environment for a program under test: nothing of the machine's own shines through.
  public func environment(_ more: [String: String] = [:]) -> [String: String] {
    let fixed = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.utf8",
      "TZ": "UTC", "TERM": "xterm-256color", "EDITOR": "false", "SHELL": "/bin/sh",
      "XDG_CONFIG_HOME": path("config"), "XDG_DATA_HOME": path("data"),
      "XDG_STATE_HOME": path("state"), "XDG_CACHE_HOME": path("cache"),
      "SWIFT_BACKTRACE": "interactive=no",
    ]
    return fixed.merging(more) { $1 }
  }
}

/// Where things of this checkout are.
public enum Checkout {
  /// The checkout's root.
  public static let root: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.path
  }()

  /// A program built together with the running tests. Throws when it is not there.
  public static func program(_ name: String) throws -> String {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let places = [tests.deletingLastPathComponent().path, root + "/.build/debug"]
    for place in places where FileManager.default.isExecutableFile(atPath: place + "/" + name) {
      return place + "/" + name
    }
    throw DriverError("\(name) is not built")
  }
}

/// Polls until something is so, without waiting longer than needed; false when the time is up.
func poll(seconds: Double, _ isSo: () throws -> Bool) rethrows -> Bool {
  let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
  while true {
    if try isSo() { return true }
    if ContinuousClock.now >= deadline { return false }
    Thread.sleep(forTimeInterval: 0.01)
  }
}

/// Calls a function with strings as C wants them, ended by a null pointer.
func withStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeMutableBufferPointer { buffer in
    var none: UnsafeMutablePointer<CChar>?
    return buffer.baseAddress.map(body) ?? body(&none)
  }
}

func environmentStrings(_ environment: [String: String]) -> [String] {
  environment.map { "\($0.key)=\($0.value)" }.sorted()
}
