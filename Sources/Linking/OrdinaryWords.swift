// Words that are too common to be names by themselves, from lists that are part of the program.

internal import CWordLists
public import Notes
internal import Text

/// Knows the ordinary words of a language.
public enum OrdinaryWords {
  /// Whether a word is ordinary, in whatever case, with or without a possessive ending. The language
  /// is a BCP 47 tag; an unknown one (nil) counts as English, and languages without a list have no
  /// ordinary words. Costs a search by halves in the list, no memory.
  public static func contains(_ word: String, language: String?) -> Bool {
    guard LanguageTag.isEnglish(language) else { return false }
    let list = cw_english()
    let bytes = UnsafeBufferPointer(start: list.bytes, count: list.length)
    var folded = Array(Folding.fold(word).utf8)
    if find(folded, in: bytes) { return true }
    guard folded.suffix(2).elementsEqual([0x27, 0x73]) else { return false }
    folded.removeLast(2)
    return find(folded, in: bytes)
  }

  /// Searches lines sorted by byte.
  private static func find(_ word: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if word.isEmpty || word.contains(0x0A) { return false }
    var low = 0
    var high = bytes.count
    while low < high {
      let middle = (low + high) / 2
      var start = middle
      while start > low, bytes[start - 1] != 0x0A { start -= 1 }
      var end = middle
      while end < high, bytes[end] != 0x0A { end += 1 }
      let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
      if line.elementsEqual(word) { return true }
      if line.lexicographicallyPrecedes(word) { low = end + 1 } else { high = start }
    }
    return false
  }
}

/// What the rules need to know of a language tag.
enum LanguageTag {
  /// True for English of any region, and for an unknown language.
  static func isEnglish(_ tag: String?) -> Bool {
    guard let tag else { return true }
    let primary = tag.prefix { $0 != "-" && $0 != "_" }
    return primary.isEmpty || primary.lowercased() == "en"
  }
}

extension Note {
  /// Whether a name is not looked for in texts, because it is an ordinary word of their language and
  /// neither a kind nor a `near` word of the note says what is meant.
  public func isHeldBack(_ name: String, language: String?) -> Bool {
    guard kind == nil, near.isEmpty else { return false }
    var folded = FoldedText()
    guard let signs = NameRules.signs(of: name, in: &folded) else { return false }
    return NameRules.isOrdinary(signs, name: name, language: language)
  }
}
