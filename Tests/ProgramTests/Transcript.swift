// Transcript files: commands and what they must print, as plain text that a person can read.
//
//     Any line that starts with none of these marks is a remark.
//     $ sidelight print a.txt        a command for the shell
//     + more                         its next line
//     >a line of standard output
//     \>the same with \x1B escapes, for controls and for a missing line end
//     2>a line of standard error
//     = 65                           the exit code, where it is not 0

import Foundation
import TerminalDriver

struct Transcript {
  struct Step {
    /// Lines before the command, remarks and blank ones.
    var remarks: [String] = []
    var command: [String] = []
    var expected: [String] = []
    /// The line of the command in the file.
    var line = 0
  }

  var steps: [Step] = []
  /// What follows the last step.
  var tail: [String] = []
  /// Said in the file's remarks: the program has the shipped notes.
  var wantsShippedNotes = false

  init(_ text: String) {
    var step = Step()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("$ ") {
        if !step.command.isEmpty {
          steps.append(step)
          step = Step()
        }
        step.command = [String(line.dropFirst(2))]
        step.line = index + 1
      } else if line.hasPrefix("+ ") || line == "+" {
        step.command.append(String(line.dropFirst(2)))
      } else if [">", "\\>", "2>", "= "].contains(where: line.hasPrefix) {
        step.expected.append(line)
      } else {
        if !step.command.isEmpty {
          steps.append(step)
          step = Step()
        }
        step.remarks.append(line)
        if line.contains("With the shipped notes.") { wantsShippedNotes = true }
      }
    }
    if step.command.isEmpty { tail = step.remarks } else { steps.append(step) }
  }

  var text: String {
    var lines: [String] = []
    for step in steps {
      lines += step.remarks
      for (index, line) in step.command.enumerated() {
        lines.append((index == 0 ? "$ " : line.isEmpty ? "+" : "+ ") + line)
      }
      lines += step.expected
    }
    return (lines + tail).joined(separator: "\n") + "\n"
  }

  /// What a run did, in the file's notation. `names` are stand-ins for changing paths.
  static func seen(_ run: ProgramRun, names: [(path: String, name: String)]) -> [String] {
    var lines = notation(run.output, mark: ">", names)
    // Escaped lines of standard error keep their mark, which tells them apart from output.
    lines += notation(run.errors, mark: "2>", names)
    if run.exitCode != 0 { lines.append("= \(run.exitCode)") }
    return lines
  }

  private static func notation(
    _ bytes: Data, mark: String, _ names: [(path: String, name: String)]
  ) -> [String] {
    var rest = bytes[...]
    var lines: [String] = []
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A)
      let line = rest[rest.startIndex..<(end ?? rest.endIndex)]
      rest = end.map { rest[($0 + 1)...] } ?? rest[rest.endIndex...]
      let plain = String(data: line, encoding: .utf8).map { text in
        names.reduce(text) { $0.replacingOccurrences(of: $1.path, with: $1.name) }
      }
      if end != nil, let plain, !plain.unicodeScalars.contains(where: needsEscape) {
        lines.append(mark + plain)
      } else {
        let text = plain.map { Array($0.utf8) } ?? Array(line)
        let escaped = escaped(text) + (end == nil ? "" : "\\n")
        lines.append(mark == ">" ? "\\>" + escaped : "2>\\" + escaped)
      }
    }
    return lines
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    HostileBytes.isForbidden(scalar) || scalar == "\r"
  }

  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      byte >= 0x20 && byte < 0x7F && byte != 0x5C
        ? String(UnicodeScalar(byte)) : "\\x" + String(format: "%02X", byte)
    }.joined()
  }
}
