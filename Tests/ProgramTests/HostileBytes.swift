// What must never reach a terminal from a text, and how the sequences that the terminal library may
// send are told apart from it.

import Foundation

enum HostileBytes {
  /// C0 but the line end and the tab, DEL, C1, and the controls that turn reading direction.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The sequences that drawing needs, each whole: looks, cursor, erasing, scrolling, modes,
  /// character sets, the title that is set once, saving and restoring it.
  private static let known: [String] = [
    "\\[[0-9;:]*m", "\\[[0-9;]*[ABCDEFGHJKLMPSTXdfbr@Z`ae]", "\\[\\?[0-9;]*[hl]", "\\[[0-9]*[hl]",
    "\\[![p]", "\\[>[0-9;]*[cqm]", "\\[[0-9;]*[cnt]", "\\[[0-9]* q", "\\[22;[0-2]t", "\\[23;[0-2]t",
    "[()][A-Z0-9]", "[=>78cDEHMc]",
    "\\]2;[^\\x00-\\x1f\\x7f-\\x9f]*(\\x1b\\\\|\\x07)",
    // What the reader copied at the user's word; see `copied`.
    "\\]52;c;[A-Za-z0-9+/=]*\\x1b\\\\",
  ]

  private static let sequences = try? NSRegularExpression(
    pattern: "\\x1b(" + known.joined(separator: "|") + ")")

  /// What is left of a terminal's bytes when the known sequences are taken away.
  static func withoutKnownSequences(_ bytes: Data) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let sequences else { return text }
    return sequences.stringByReplacingMatches(
      in: text, range: NSRange(text.startIndex..., in: text), withTemplate: "")
  }

  /// The texts that were handed to the clipboard.
  static func copied(_ bytes: Data) -> [String] {
    String(decoding: bytes, as: UTF8.self).matches(of: /\u{1B}\]52;c;([A-Za-z0-9+\/=]*)/).map {
      String(decoding: Data(base64Encoded: String($0.1)) ?? Data(), as: UTF8.self)
    }
  }

  /// The scalars that must not be there, each with a little of what stands around it.
  static func found(in text: String, allowing allowed: Set<Unicode.Scalar> = []) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.filter { isForbidden(scalars[$0]) && !allowed.contains(scalars[$0]) }
      .prefix(5).map { index in
        var around = String.UnicodeScalarView()
        around.append(contentsOf: scalars[max(0, index - 20)..<min(scalars.count, index + 20)])
        return String(around).debugDescription
      }
  }
}
