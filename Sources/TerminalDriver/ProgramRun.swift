// A program run to its end without a terminal: arguments and bytes in, bytes and exit code out.

import CPseudoTerminal
public import Foundation
import Glibc

/// What a program left behind.
public struct ProgramRun: Sendable {
  public let output: Data
  public let errors: Data
  /// 128 and the signal's number when a signal ended it.
  public let exitCode: Int32

  /// Standard output as text, ill-formed bytes as U+FFFD.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
  /// Standard output's lines, without a last empty one.
  public var lines: [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Runs a program (an absolute path, or a name found by `Checkout.program`). Throws when it does
  /// not end in time; it is killed then.
  public static func of(
    _ program: String, _ arguments: [String] = [], in home: TestHome,
    input: Data = Data(), environment: [String: String] = [:], directory: String? = nil,
    seconds: Double = 20
  ) throws -> ProgramRun {
    let path = try program.hasPrefix("/") ? program : Checkout.program(program)
    let stem = "run-" + UUID().uuidString
    let inputPath = try home.write(input, to: stem + "/in")
    let files = [
      open(inputPath, O_RDONLY | O_CLOEXEC),
      open(home.path(stem + "/out"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600),
      open(home.path(stem + "/err"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600),
    ]
    defer {
      for file in files { close(file) }
      try? FileManager.default.removeItem(atPath: home.path(stem))
    }
    let process = withStrings([path] + arguments) { argv in
      withStrings(environmentStrings(home.environment(environment))) { envp in
        cpt_start_plain(
          path, argv, envp, directory ?? home.folder.path, files[0], files[1], files[2])
      }
    }
    guard process > 0 else { throw DriverError("cannot start \(path)") }
    var code: Int32 = -1
    let ended = poll(seconds: seconds) {
      code = cpt_ended(process)
      return code >= 0
    }
    if !ended {
      kill(process, SIGKILL)
      _ = poll(seconds: 2) { cpt_ended(process) >= 0 }
    }
    let output = try Data(contentsOf: URL(fileURLWithPath: home.path(stem + "/out")))
    let errors = try Data(contentsOf: URL(fileURLWithPath: home.path(stem + "/err")))
    guard ended else {
      throw DriverError(
        "\(path) \(arguments) did not end in \(seconds) s: "
          + String(decoding: (output + errors).prefix(500), as: UTF8.self))
    }
    return ProgramRun(output: output, errors: errors, exitCode: code)
  }
}
