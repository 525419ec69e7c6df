// A program in a real pseudo-terminal, with every byte that reaches it kept for examination.

import CPseudoTerminal
public import Foundation
import Glibc

/// A running program and the bytes it has sent to its terminal. For one thread at a time.
public final class PtyRun {
  /// All bytes that reached the terminal so far.
  public private(set) var output = Data()
  /// Set once the program has ended.
  public private(set) var exitCode: Int32?
  public let process: Int32
  private var master: Int32 = -1
  private let home: TestHome

  /// Starts a program (an absolute path, or a name found by `Checkout.program`). `input` becomes its
  /// standard input in place of the terminal.
  public init(
    _ program: String, _ arguments: [String] = [], in home: TestHome, columns: Int = 80,
    rows: Int = 24, input: Data? = nil, environment: [String: String] = [:],
    directory: String? = nil
  ) throws {
    self.home = home
    let path = try program.hasPrefix("/") ? program : Checkout.program(program)
    var stdin: Int32 = -1
    if let input {
      stdin = open(try home.write(input, to: "in-" + UUID().uuidString), O_RDONLY | O_CLOEXEC)
    }
    defer { if stdin >= 0 { close(stdin) } }
    var descriptor: Int32 = -1
    process = withStrings([path] + arguments) { argv in
      withStrings(environmentStrings(home.environment(environment))) { envp in
        cpt_start(
          path, argv, envp, directory ?? home.folder.path, Int32(columns), Int32(rows), stdin,
          &descriptor)
      }
    }
    guard process > 0 else { throw DriverError("cannot start \(path)") }
    master = descriptor
  }

  deinit {
    if exitCode == nil {
      kill(process, SIGKILL)
      _ = poll(seconds: 2) { cpt_ended(process) >= 0 }
    }
    if master >= 0 { close(master) }
  }

  /// The bytes so far as text, ill-formed ones as U+FFFD.
  public var text: String { String(decoding: output, as: UTF8.self) }

  /// Types bytes, reading meanwhile so that neither side waits for the other.
  public func feed(_ bytes: some Sequence<UInt8>) {
    var rest = ArraySlice(Array(bytes))
    let typed = poll(seconds: 40) {
      let chunk = rest.prefix(512)
      let written = chunk.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      rest = rest.dropFirst(max(0, written))
      _ = read(milliseconds: 0)
      return rest.isEmpty
    }
    if !typed { output.append(contentsOf: Array("<input not taken>".utf8)) }
  }

  /// Types a text.
  public func feed(_ text: String) { feed(text.utf8) }

  /// Reads until the bytes since `start` hold a text. Throws, saying what came, when they do not.
  public func wait(for needle: String, from start: Int = 0, seconds: Double = 40) throws {
    try wait("\"\(needle)\"", seconds: seconds) { run in
      run.output.dropFirst(start).range(of: Data(needle.utf8)) != nil
    }
  }

  /// Reads until something is so.
  public func wait(
    _ what: String, seconds: Double = 40, until isSo: (PtyRun) -> Bool
  ) throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
    while !isSo(self) {
      let open = read(milliseconds: 20)
      if isSo(self) { return }
      if ContinuousClock.now >= deadline || !open {
        throw DriverError("no \(what) came, but: \(text.suffix(2000).debugDescription)")
      }
    }
  }

  /// Reads to the end of the program and gives its exit code. Throws when it does not end in time.
  @discardableResult
  public func waitForExit(seconds: Double = 40) throws -> Int32 {
    let ended = poll(seconds: seconds) {
      while read(milliseconds: 0) {}
      if exitCode == nil {
        let code = cpt_ended(process)
        if code >= 0 { exitCode = code }
      }
      return exitCode != nil
    }
    while read(milliseconds: 0) {}
    guard ended, let exitCode else {
      throw DriverError("the program runs on; it said: \(text.suffix(1000).debugDescription)")
    }
    return exitCode
  }

  /// Sends the program a signal.
  public func send(signal number: Int32) { kill(process, number) }

  /// Changes the size of the terminal.
  public func resize(columns: Int, rows: Int) {
    _ = cpt_resize(master, Int32(columns), Int32(rows))
  }

  /// Takes the terminal away, as when a connection breaks.
  public func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  /// Reads what there is; false when nothing came in time or the other end is closed.
  private func read(milliseconds: Int32) -> Bool {
    guard master >= 0 else { return false }
    var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    let found = Glibc.poll(&watched, 1, milliseconds)
    if found <= 0 { return milliseconds > 0 }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = buffer.withUnsafeMutableBytes { Glibc.read(master, $0.baseAddress, $0.count) }
    guard count > 0 else { return false }
    output.append(contentsOf: buffer[0..<count])
    return true
  }
}
