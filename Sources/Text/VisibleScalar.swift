// Which scalars may never reach a terminal as they are, and what is shown instead. Documents, notes,
// titles and file names are untrusted: this is the one gate between them and a cell.

/// Decides what a reader sees in place of a scalar that would act on the terminal or hide itself.
public enum VisibleScalar {
  /// The visible spelling of a scalar that must not be drawn as it is, or nil for one that may.
  /// C0 and DEL become their Unicode control picture; C1, bidi controls, line separators and
  /// invisible tag characters are spelled as `<U+202E>`.
  public static func replacement(for scalar: Unicode.Scalar) -> String? {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: return nil
    case 0..<0x20:
      return String(Character(Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"))
    case 0x7F: return "\u{2421}"
    case 0x80...0x9F: return spelled(value)
    default: return isHidden(value) ? spelled(value) : nil
    }
  }

  /// Direction marks, overrides and isolates, and everything else that changes what other
  /// characters look like without showing itself.
  public static func isBidiControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func isHidden(_ value: UInt32) -> Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }

  private static func spelled(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}

extension StringProtocol {
  /// The text on one line with nothing in it that acts on a terminal: white space controls become a
  /// blank, every other control a visible sign.
  public var madeVisible: String {
    var result = ""
    for scalar in unicodeScalars {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        result.unicodeScalars.append(" ")
      } else if let visible = VisibleScalar.replacement(for: scalar) {
        result += visible
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
