// The letters of all names, one after the other, as ranking compares them: folded, without accents,
// each knowing whether a word begins with it.

import Text

/// One folded letter with what ranking asks about it, in one number.
struct NameLetter: Hashable, Sendable {
  private static let startBit: UInt32 = 1 << 31
  private static let capitalBit: UInt32 = 1 << 30
  private static let gapBit: UInt32 = 1 << 29
  private let bits: UInt32

  init(_ folded: UInt32, startsWord: Bool, isCapital: Bool, isGap: Bool) {
    bits =
      folded | (startsWord ? Self.startBit : 0) | (isCapital ? Self.capitalBit : 0)
      | (isGap ? Self.gapBit : 0)
  }

  /// The folded scalar value.
  var value: UInt32 { bits & 0x1F_FFFF }
  var startsWord: Bool { bits & Self.startBit != 0 }
  var isCapital: Bool { bits & Self.capitalBit != 0 }
  /// Neither letter nor digit: space and punctuation.
  var isGap: Bool { bits & Self.gapBit != 0 }

  /// Letters of scripts without spaces stand for whole words.
  var isSpaceless: Bool { value >= 0xE00 && WordClass.role(of: value) == .spaceless }

  /// The bit of a letter in a mask; two letters may share one.
  var mask: UInt64 {
    switch value {
    case 0x61...0x7A: 1 << UInt64(value - 0x61)
    case 0x30...0x39: 1 << 26
    default: 1 << UInt64(27 + value % 37)
    }
  }
}

/// Names as rows of letters.
struct NameLetters: Sendable {
  /// Letters beyond which a name is not looked at: file names and titles may be of any length.
  static let longest = 160

  struct Name: Sendable {
    let note: Int32
    /// 0 is the title, then the aliases.
    let part: Int32
    let start: Int32
    let count: Int32
  }

  private(set) var names: [Name] = []
  /// Of each name, the letters it has.
  private(set) var masks: [UInt64] = []
  private(set) var letters: [NameLetter] = []

  /// Adds the title and the aliases of a note.
  mutating func add(_ note: Note, at index: Int32) {
    add(note.title, note: index, part: 0)
    for (place, alias) in note.aliases.enumerated() {
      add(alias, note: index, part: Int32(place + 1))
    }
  }

  private mutating func add(_ name: String, note: Int32, part: Int32) {
    let start = letters.count
    var mask: UInt64 = 0
    Self.read(name, longest: Self.longest) { letter in
      letters.append(letter)
      if !letter.isGap { mask |= letter.mask }
    }
    guard letters.count > start else { return }
    names.append(
      Name(note: note, part: part, start: Int32(start), count: Int32(letters.count - start)))
    masks.append(mask)
  }

  /// The letters of a text.
  static func letters(of text: String, longest: Int) -> [NameLetter] {
    var letters: [NameLetter] = []
    read(text, longest: longest) { letters.append($0) }
    return letters
  }

  @inline(__always)
  private static func read(_ text: String, longest: Int, _ take: (NameLetter) -> Void) {
    var count = 0
    var before = (isWord: false, isCapital: true)
    for scalar in text.unicodeScalars {
      if count == longest { return }
      if scalar.value < 0x80 {
        let value = scalar.value
        let isCapital = value &- 0x41 < 26
        let isWord = isCapital || value &- 0x61 < 26 || value &- 0x30 < 10 || value == 0x5F
        take(
          NameLetter(
            isCapital ? value | 0x20 : value < 0x20 ? 0x20 : value,
            startsWord: isWord && (!before.isWord || (isCapital && !before.isCapital)),
            isCapital: isCapital, isGap: !isWord))
        before = (isWord || value == 0x27, isCapital)
        count += 1
        continue
      }
      let role = WordClass.role(of: scalar.value)
      if role == .mark { continue }
      let isWord = role == .word || role == .spaceless || role == .katakana
      let isCapital = isWord && WordClass.isUppercase(scalar)
      let startsWord =
        isWord && (!before.isWord || role == .spaceless || (isCapital && !before.isCapital))
      before = (isWord || role == .apostrophe, isCapital)
      func put(_ value: UInt32) {
        take(
          NameLetter(
            withoutAccent(value), startsWord: startsWord, isCapital: isCapital, isGap: !isWord))
        count += 1
      }
      switch Folding.step(scalar.value) {
      case .none: continue
      case .one(let value): put(value)
      case .several:
        // The first letter of a mapping to several is the letter; the rest are its marks.
        if let first = scalar.properties.lowercaseMapping.unicodeScalars.first { put(first.value) }
      }
    }
  }

  private static func withoutAccent(_ value: UInt32) -> UInt32 {
    value < 0xE0 || value > 0x1FFF ? value : plainLetters[value] ?? value
  }

  /// Letters with a mark by their plain ones, of Latin, Greek and Cyrillic: nobody types all the
  /// accents of a name. Unicode's names say which is which ("… LETTER ETA WITH TONOS").
  private static let plainLetters: [UInt32: UInt32] = {
    var known: [String: UInt32] = [:]
    var marked: [(letter: UInt32, base: String)] = []
    for block in [0x61...0x7A, 0xE0...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF] {
      for value in block.map({ UInt32($0) }) {
        guard let name = Unicode.Scalar(value)?.properties.name else { continue }
        let words = name.utf8.split(separator: UInt8(ascii: " "))
        let own = words.prefix { !$0.elementsEqual("WITH".utf8) }
        let letter = own.map { String(Substring($0)) }.joined(separator: " ")
        if own.count == words.count {
          known[letter] = value
        } else {
          marked.append((value, letter))
        }
      }
    }
    var plain: [UInt32: UInt32] = [0x451: 0x435]
    for (letter, base) in marked {
      if let base = known[base] { plain[letter] = base }
    }
    return plain
  }()
}
