// Names as the index holds them, and the rules that decide before any text is read whether and how a
// name may be found.

internal import Notes
internal import Text

/// How the case of the letters counts.
enum CaseRule: UInt8 {
  /// Letter for letter.
  case exact
  /// A capital where the name begins with one; the rest folds.
  case capital
  case fold

  /// The rule for a name; `matchCase` is what its note says of all its names.
  static func rule(for signs: ArraySlice<FoldedSign>, matchCase: Bool?) -> CaseRule {
    if let matchCase { return matchCase ? .exact : .fold }
    var letters = 0
    var capitals = 0
    for sign in signs {
      guard let scalar = Unicode.Scalar(sign.cased), WordClass.isLetter(scalar) else { continue }
      letters += 1
      if WordClass.isUppercase(scalar) { capitals += 1 }
    }
    if letters > 0, capitals * 4 >= letters * 3 { return .exact }
    guard let first = signs.first(where: \.beginsWords) else { return .fold }
    return first.isUppercase ? .capital : .fold
  }
}

extension FoldedSign {
  /// Letters and digits of any script, as opposed to signs and gaps.
  var beginsWords: Bool { role == .word || role == .spaceless || role == .katakana }

  var isUppercase: Bool {
    Unicode.Scalar(cased).map { cased != 0 && WordClass.isUppercase($0) } ?? false
  }
}

/// What finding an entry means.
enum NameRole: UInt8 {
  /// A title or alias.
  case name
  /// The last word of a person's title: counts only after the full name.
  case surname
  /// A word that makes an ordinary-word name of its note count.
  case near
}

/// One way to find a note. Its folded signs stand in the index's pool.
struct NameEntry {
  let note: Int32
  /// 0 is the title, then the aliases.
  let name: Int32
  let role: NameRole
  let caseRule: CaseRule
  /// Found only where a `near` word of the note stands in the paragraph.
  let needsNear: Bool
  /// Two words or more: after it, the surname counts.
  let isFullName: Bool
  /// Where its signs begin in the pool, and how many there are.
  let start: Int32
  let count: Int32
  /// The place of the first letter or digit, on which the capitals rule looks.
  let firstWord: Int32
  /// The next entry of the same spelling; -1 ends the chain.
  var next: Int32

  /// What no number stands for: it is never found.
  static let none = NameEntry(
    note: -1, name: 0, role: .near, caseRule: .exact, needsNear: true, isFullName: false, start: 0,
    count: 0, firstWord: 0, next: -1)
}

/// Decides which names may be found at all.
enum NameRules {
  /// Units beyond which a name is a sentence, and never found: it would make every scan longer.
  static let longest = 128

  /// The signs of a name without surrounding gaps; nil for one that can never be found.
  static func signs(of name: String, in folded: inout FoldedText) -> ArraySlice<FoldedSign>? {
    if name.utf8.count > 2_048 { return nil }
    var name = name
    name.withUTF8 { folded.read($0) }
    var signs = folded.signs[...]
    while signs.first?.role == .space { signs = signs.dropFirst() }
    while signs.last?.role == .space { signs = signs.dropLast() }
    guard signs.contains(where: \.beginsWords) else { return nil }
    if signs.count == 1, let only = signs.first, let scalar = Unicode.Scalar(only.folded),
      !WordClass.isLetter(scalar)
    {
      return nil
    }
    return signs.count(where: { $0.unitEnd != 0 }) <= longest ? signs : nil
  }

  /// Whether a name is one word that the language uses for ordinary things. An acronym is not the
  /// word that it looks like: it is found in capitals only.
  static func isOrdinary(_ signs: ArraySlice<FoldedSign>, name: String, language: String?) -> Bool {
    guard let first = signs.first, first.role == .word, Int(first.unitEnd) == signs.endIndex else {
      return false
    }
    if signs.count > 1, CaseRule.rule(for: signs, matchCase: nil) == .exact { return false }
    return OrdinaryWords.contains(trimmed(name), language: language)
  }

  /// The word by which a person is named after the first mention; nil for a title of one word.
  static func surname(of title: String) -> Substring? {
    let words = title.unicodeScalars.split { WordClass.isSpace($0) }.map { Substring($0) }
    guard words.count >= 2, let last = words.last else { return nil }
    let isAddition = ["Jr", "Jr.", "Sr", "Sr."].contains(last)
    if isAddition && words.count < 3 { return nil }
    var word = isAddition ? words[words.count - 2] : last
    if word.last == "," { word = word.dropLast() }
    let isOneName = word.unicodeScalars.allSatisfy {
      WordClass.isWord($0) || WordClass.isApostrophe($0)
        || Folding.plainVariant(of: $0.value) == 0x2D || $0 == "-"
    }
    return isOneName && word.unicodeScalars.count >= 2 && !isRomanNumeral(word) ? word : nil
  }

  /// "Charles III" has no surname.
  private static func isRomanNumeral(_ word: Substring) -> Bool {
    word.utf8.count <= 5 && word.utf8.allSatisfy { $0 == 0x49 || $0 == 0x56 || $0 == 0x58 }
  }

  private static func trimmed(_ name: String) -> String {
    var scalars = name.unicodeScalars[...]
    while let first = scalars.first, WordClass.isSpace(first) { scalars.removeFirst() }
    while let last = scalars.last, WordClass.isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }
}
