// Cutting a text into the words that a reader selects and counts. Finer questions of names belong to
// linking; here a word is what people point at.

/// Finds words.
public enum Words {
  /// The words of a text in order, counted from its start. A run of letters and digits is a word;
  /// an apostrophe, hyphen, stop or comma joins where it stands between two of them as in "don't",
  /// "so-called", "3.14". In scripts without spaces every letter is a word, a run of katakana one.
  public static func ranges(in text: some StringProtocol) -> [ScalarRange] {
    ranges(in: text.unicodeScalars.map(\.value))
  }

  static func ranges(in values: [UInt32]) -> [ScalarRange] {
    var result: [ScalarRange] = []
    var index = 0
    while index < values.count {
      let role = WordClass.role(of: values[index])
      let start = index
      index += 1
      switch role {
      case .space, .sign, .mark, .apostrophe: continue
      case .spaceless: index = end(ofMarksIn: values, from: index)
      case .katakana: index = end(of: .katakana, in: values, from: index)
      // A joiner between two emoji is no letter.
      case .word where isJoiner(values[start]): continue
      case .word: index = end(ofWordIn: values, from: index)
      }
      result.append(ScalarRange(ScalarOffset(start), ScalarOffset(index)))
    }
    return result
  }

  /// Runs of anything but white space: what is left to point at in a text without words.
  static func runs(in values: [UInt32]) -> [ScalarRange] {
    var result: [ScalarRange] = []
    var start: Int?
    for index in 0...values.count {
      let isInk = index < values.count && WordClass.role(of: values[index]) != .space
      if isInk, start == nil { start = index }
      if !isInk, let first = start {
        result.append(ScalarRange(ScalarOffset(first), ScalarOffset(index)))
        start = nil
      }
    }
    return result
  }

  /// The words of a text, or where it has none, its runs of signs.
  public static func rangesOrRuns(in text: some StringProtocol) -> [ScalarRange] {
    let values = text.unicodeScalars.map(\.value)
    let words = ranges(in: values)
    return words.isEmpty ? runs(in: values) : words
  }

  private static func end(ofMarksIn values: [UInt32], from start: Int) -> Int {
    var index = start
    while index < values.count, WordClass.role(of: values[index]) == .mark { index += 1 }
    return index
  }

  private static func end(of role: WordRole, in values: [UInt32], from start: Int) -> Int {
    var index = start
    while index < values.count {
      let here = WordClass.role(of: values[index])
      guard here == role || here == .mark else { break }
      index += 1
    }
    return index
  }

  private static func end(ofWordIn values: [UInt32], from start: Int) -> Int {
    var index = start
    while true {
      index = end(of: .word, in: values, from: index)
      guard index + 1 < values.count, joins(values, at: index),
        WordClass.role(of: values[index + 1]) == .word
      else { return index }
      index += 1
    }
  }

  private static func joins(_ values: [UInt32], at index: Int) -> Bool {
    switch values[index] {
    case 0x2D, 0x2010, 0x2011: true
    case 0x2E, 0x2C: isDigit(values[index - 1]) && isDigit(values[index + 1])
    default: WordClass.role(of: values[index]) == .apostrophe
    }
  }

  private static func isJoiner(_ value: UInt32) -> Bool {
    value == 0xAD || value == 0x200C || value == 0x200D || value == 0x2060
  }

  static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }
}
