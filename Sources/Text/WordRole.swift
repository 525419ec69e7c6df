// The part a scalar plays in cutting text into words: finer than "belongs to a word or not", because
// some scripts write no spaces and some signs belong to a word only between letters.

/// How a scalar takes part in words.
public enum WordRole: UInt8, Sendable {
  case space
  /// Punctuation, symbols, controls: each stands by itself.
  case sign
  /// Letters and digits of scripts that put something between words.
  case word
  /// Letters of scripts that do not: a word may begin and end at each of them.
  case spaceless
  /// Runs of katakana are words, though no space sets them off from other Japanese signs.
  case katakana
  /// Stands on the scalar before it, whatever that is.
  case mark
  /// Part of a word between two letters, a sign elsewhere.
  case apostrophe
}

extension WordClass {
  /// The role of a scalar value; unassigned values are signs.
  public static func role(of value: UInt32) -> WordRole {
    if value < 0x80 { return asciiRole(of: value) }
    switch value {
    case 0x3041...0x3096, 0x309D...0x309F, 0x3400...0x4DBF, 0x4E00...0x9FFF: return .spaceless
    case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: return .katakana
    case 0x2018, 0x2019, 0x2BC, 0xFF07: return .apostrophe
    default: break
    }
    if isCommonLetter(value) { return .word }
    guard let scalar = Unicode.Scalar(value) else { return .sign }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    default: break
    }
    if isWord(scalar) { return writesNoSpaces(value) ? .spaceless : .word }
    return isSpace(scalar) ? .space : .sign
  }

  private static func asciiRole(of value: UInt32) -> WordRole {
    switch value {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F: .word
    case 0x20, 0x9...0xD: .space
    case 0x27: .apostrophe
    default: .sign
    }
  }

  /// Thai, Lao, Myanmar, Khmer, Bopomofo and the rarer Han and kana blocks.
  private static func writesNoSpaces(_ value: UInt32) -> Bool {
    switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3021...0x3029,
      0x3038...0x303C, 0x3100...0x312F, 0x31A0...0x31BF, 0xF900...0xFAFF, 0x1B000...0x1B16F,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Letters of the commonest blocks, told without the Unicode tables, which cost more than the
  /// rest of a scan.
  static func isCommonLetter(_ value: UInt32) -> Bool {
    switch value {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: true
    case 0x391...0x3A1, 0x3A3...0x3E1, 0x400...0x481, 0x48A...0x52F: true
    case 0x5D0...0x5EA, 0x620...0x64A: true
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }
}
