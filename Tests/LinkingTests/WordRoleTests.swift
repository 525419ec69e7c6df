// The short cuts that spare the scanner the Unicode tables say what the tables say.

import Testing
import Text

struct WordRoleTests {
  @Test func shortCutsAgreeWithTheTables() {
    var differing: [String] = []
    for value in UInt32(0x80)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isLetter =
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
          .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber:
          true
        default: [0xAD, 0x200C, 0x200D, 0x2060].contains(value)
        }
      if WordClass.isWord(scalar) != isLetter { differing.append("word \(value)") }
      if WordClass.isSpace(scalar) != scalar.properties.isWhitespace {
        differing.append("space \(value)")
      }
      let role = WordClass.role(of: value)
      if (role == .space) != scalar.properties.isWhitespace { differing.append("role \(value)") }
      let isVanishing = Folding.plainVariant(of: value) == 0
      if role == .sign, isLetter, !isVanishing { differing.append("sign \(value)") }
      if !isLetter, role == .word || role == .spaceless || role == .katakana || role == .mark,
        !isVanishing
      {
        differing.append("no letter \(value)")
      }
    }
    #expect(differing == [])
  }

  @Test func foldingIsLowerCaseSaveForVariants() {
    var differing: [UInt32] = []
    for value in UInt32(0)...0xFFFF {
      guard let scalar = Unicode.Scalar(value), Folding.plainVariant(of: value) == nil,
        value != 0x3C2
      else { continue }
      let folded = Folding.fold(String(Character(scalar))).unicodeScalars
      if !folded.elementsEqual(scalar.properties.lowercaseMapping.unicodeScalars) {
        differing.append(value)
      }
    }
    #expect(differing == [])
    #expect(Folding.fold("Σίσυφος’s co\u{AD}op\u{2011}A\u{A0}B") == "σίσυφοσ's coop-a b")
  }

  @Test(
    arguments: [
      (0x20, WordRole.space), (0xA0, .space), (0x61, .word), (0x27, .apostrophe),
      (0x2019, .apostrophe),
      (0x301, .mark), (0x4E2D, .spaceless), (0x3072, .spaceless), (0x30AB, .katakana),
      (0x30FB, .sign),
      (0xE01, .spaceless), (0xD55C, .word), (0x2D, .sign), (0x0, .sign), (0xD800, .sign),
      (0x20000, .spaceless),
    ] as [(UInt32, WordRole)])
  func roles(value: UInt32, role: WordRole) {
    #expect(WordClass.role(of: value) == role)
  }
}
