// How words are folded for comparison: letter case, and the signs that typesetting exchanges for
// others of the same meaning.

/// Folding by which two spellings count as the same word.
public enum Folding {
  /// The lower-case scalars of one scalar with typographic variants made plain: curly apostrophes
  /// straight, hyphen kinds one hyphen, no-break space a space; invisible joiners vanish.
  public static func append(_ scalar: Unicode.Scalar, to folded: inout String.UnicodeScalarView) {
    switch step(scalar.value) {
    case .one(let value):
      folded.append(Unicode.Scalar(value) ?? scalar)
    case .none:
      break
    case .several:
      folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }

  /// A whole text folded; offsets in it are not those of the original.
  public static func fold(_ text: some StringProtocol) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, to: &folded) }
    return String(folded)
  }

  /// What one scalar folds to.
  public enum Step: Sendable {
    /// Nothing: an invisible joiner.
    case none
    /// One scalar value.
    case one(UInt32)
    /// What its lower-case mapping says, rarely a single scalar.
    case several
  }

  /// What a scalar value folds to, without building a string in the usual cases.
  public static func step(_ value: UInt32) -> Step {
    if value < 0x80 { return .one((0x41...0x5A).contains(value) ? value | 0x20 : value) }
    if let plain = plainVariant(of: value) { return plain == 0 ? .none : .one(plain) }
    if let lower = commonLowercase(of: value) { return .one(lower) }
    guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased else {
      return .one(value)
    }
    return .several
  }

  /// The plain sign for a typographic variant of it, case untouched; 0 for signs that vanish, nil
  /// for all that is not such a variant.
  public static func plainVariant(of value: UInt32) -> UInt32? {
    switch value {
    case 0x2019, 0x2018, 0x2BC, 0xFF07: 0x27
    case 0x2010, 0x2011, 0x2012: 0x2D
    case 0xA0, 0x202F, 0x2007: 0x20
    case 0xAD, 0x200C, 0x200D, 0x2060, 0xFEFF: 0
    default: nil
    }
  }

  /// Lower case by arithmetic where a script's blocks allow it; nil elsewhere.
  private static func commonLowercase(of value: UInt32) -> UInt32? {
    switch value {
    case 0xC0...0xD6, 0xD8...0xDE: value + 0x20
    case 0xDF...0xFF: value
    case 0x391...0x3A1, 0x3A3...0x3AB: value + 0x20
    // A sigma at the end of a word is the letter that capitals write as any other sigma.
    case 0x3C2: 0x3C3
    case 0x3AC...0x3CE: value
    case 0x400...0x40F: value + 0x50
    case 0x410...0x42F: value + 0x20
    case 0x430...0x45F: value
    case 0x2013...0x2017, 0x201A...0x2027, 0x3000...0x9FFF, 0xAC00...0xD7A3: value
    default: nil
    }
  }
}
