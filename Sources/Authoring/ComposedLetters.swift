// Letters with accents in one spelling. File systems differ in whether é is one sign or two, and a
// name that changes on its way through git is another note; Latin letters lose their accents in
// slugs altogether.

/// Looks letters up by what they are, however they are spelled: characters of Swift are equal when
/// Unicode holds them for equal.
enum ComposedLetters {
  /// The one-scalar spelling of a letter with marks; nil where there is none or none is known.
  static func composed(_ character: Character) -> Unicode.Scalar? {
    syllable(character) ?? singles[character]
  }

  /// A Latin letter in ASCII, lower case; nil for other letters.
  static func plainLatin(_ character: Character) -> String? {
    if let special = specials[character] { return special }
    return latin[character].map { String($0) }
  }

  private static let singles: [Character: Unicode.Scalar] = {
    var table: [Character: Unicode.Scalar] = [:]
    let blocks: [ClosedRange<UInt32>] = [
      0xC0...0x24F, 0x370...0x52F, 0x3040...0x30FF, 0x1E00...0x1FFF,
    ]
    for value in blocks.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let character = Character(scalar)
      if table[character] == nil { table[character] = scalar }
    }
    return table
  }()

  /// Korean syllables are composed by arithmetic (Unicode 3.12).
  private static func syllable(_ character: Character) -> Unicode.Scalar? {
    let scalars = Array(character.unicodeScalars.prefix(4))
    guard scalars.count == 2 || scalars.count == 3, (0x1100...0x1112).contains(scalars[0].value),
      (0x1161...0x1175).contains(scalars[1].value)
    else { return nil }
    var value = 0xAC00 + ((scalars[0].value - 0x1100) * 21 + scalars[1].value - 0x1161) * 28
    if scalars.count == 3 {
      guard (0x11A8...0x11C2).contains(scalars[2].value) else { return nil }
      value += scalars[2].value - 0x11A7
    }
    return Unicode.Scalar(value)
  }

  private static let latin: [Character: Character] = {
    let marks: [UInt32] = Array(0x300...0x30C) + [0x30F, 0x311, 0x31B] + Array(0x323...0x331)
    let tones: [UInt32] = [0x300, 0x301, 0x303, 0x304, 0x307, 0x308, 0x309, 0x30C, 0x323]
    var table: [Character: Character] = [:]
    for letter in "abcdefghijklmnopqrstuvwxyz" {
      for mark in marks {
        guard let once = marked(String(letter), mark) else { continue }
        table[once] = letter
        guard "aeiouydlrs".contains(letter) else { continue }
        for tone in tones {
          if let twice = marked(String(once), tone) { table[twice] = letter }
        }
      }
    }
    return table
  }()

  private static func marked(_ letter: String, _ mark: UInt32) -> Character? {
    guard let scalar = Unicode.Scalar(mark) else { return nil }
    var text = letter
    text.unicodeScalars.append(scalar)
    return text.count == 1 ? text.first : nil
  }

  private static let specials: [Character: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ħ": "h", "ı": "i", "ŋ": "ng", "ĸ": "k", "ŧ": "t", "ſ": "s", "ǿ": "o", "ǽ": "ae",
  ]
}
