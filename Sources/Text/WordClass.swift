// What counts as part of a word. One rule for linking, search and ordinary-word lists, so that they
// agree on where a word begins.

/// Word membership of scalars.
public enum WordClass {
  /// Letters, marks and digits of every script, and the underscore.
  public static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 {
      return (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value)
        || (0x30...0x39).contains(value) || value == 0x5F
    }
    if isCommonLetter(value) { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber:
      return true
    default:
      // A soft hyphen, joiners: invisible inside a word, no end of it.
      return value == 0xAD || value == 0x200C || value == 0x200D || value == 0x2060
    }
  }

  /// The straight and the typographic apostrophes.
  public static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x27, 0x2018, 0x2019, 0x2BC, 0xFF07: true
    default: false
    }
  }

  /// White space of any width, line ends included.
  public static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 { return value == 0x20 || (0x9...0xD).contains(value) }
    if isCommonLetter(value) { return false }
    return scalar.properties.isWhitespace
  }

  public static func isUppercase(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 { return (0x41...0x5A).contains(value) }
    return scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter
  }

  public static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 { return (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value) }
    return scalar.properties.isAlphabetic
  }
}
