// How close a name comes to words that were selected in a text: the words they share, spelt a little
// differently or with another ending, and initials.

import Text

/// Words selected, and how close a name comes to them.
struct SelectedWords {
  /// Words beyond which a selection is a sentence, of which the first ones must do.
  private static let mostWords = 12
  /// Of 1,000: what two names must have in common to be close at all.
  private static let least = 250

  private let words: [[NameLetter]]
  private let spellings: [SpellingDistance]
  private let letterCount: Int
  private let isAcronym: Bool
  private var own: [Range<Int>] = []

  /// Nil when there is no word.
  init?(_ selection: String) {
    let letters = NameLetters.letters(of: selection, longest: 400)
    let words = letters.withUnsafeBufferPointer { letters in
      Self.words(of: letters).prefix(Self.mostWords).map { Array(letters[$0].prefix(64)) }
    }
    guard !words.isEmpty else { return nil }
    self.words = words
    spellings = words.map { SpellingDistance($0) }
    letterCount = words.reduce(0) { $0 + $1.count }
    isAcronym = words.count == 1 && words[0].count > 1 && words[0].allSatisfy(\.isCapital)
  }

  /// Of 1,000 how much of both is in common; nil when that is next to nothing.
  mutating func closeness(to name: UnsafeBufferPointer<NameLetter>) -> Int? {
    own.removeAll(keepingCapacity: true)
    Self.appendWords(of: name, to: &own)
    var shared = 0
    for (word, spelling) in zip(words, spellings) {
      var best = 0
      for range in own {
        let other = UnsafeBufferPointer(rebasing: name[range])
        best = max(best, Self.common(word, other, spelling))
      }
      shared += best
    }
    let total = own.reduce(0) { $0 + $1.count }
    let isWhole = shared == letterCount && shared == total
    let isEnough = isWhole || shared >= (words[0][0].isSpaceless ? 2 : 3)
    // What the name has besides counts less than what it lacks: people are mentioned by surname.
    let points =
      isEnough && total > 0
      ? 700 * shared / letterCount + 300 * min(shared, total) / total : 0
    let best = max(points, initials(of: name))
    return best >= Self.least ? best : nil
  }

  /// Letters that two words have in common: all but those to be changed, else a common beginning
  /// long enough to be the same word with another ending.
  private static func common(
    _ word: [NameLetter], _ other: UnsafeBufferPointer<NameLetter>, _ spelling: SpellingDistance
  ) -> Int {
    let longer = max(word.count, other.count)
    let shorter = min(word.count, other.count)
    var beginning = 0
    while beginning < shorter, word[beginning].value == other[beginning].value { beginning += 1 }
    if beginning == longer { return longer }
    var common = 0
    if longer >= 4, longer - shorter <= longer / 3 {
      let distance = spelling.distance(to: other)
      if distance <= longer / 3 { common = longer - distance }
    }
    if beginning >= 4, beginning * 3 >= shorter * 2 { common = max(common, beginning) }
    return common
  }

  /// 950 when one is the other's initials, 500 when some words of it were left out of them.
  private func initials(of name: UnsafeBufferPointer<NameLetter>) -> Int {
    let isNameAcronym = own.count == 1 && name.count > 1 && name.allSatisfy(\.isCapital)
    if isAcronym, own.count > 1 {
      return Self.fit(words[0], own.lazy.map { name[$0.lowerBound] })
    }
    if isNameAcronym, words.count > 1 {
      return Self.fit(Array(name), words.lazy.map { $0[0] })
    }
    return 0
  }

  private static func fit(
    _ acronym: [NameLetter], _ initials: some Collection<NameLetter>
  ) -> Int {
    guard acronym.first?.value == initials.first?.value else { return 0 }
    var capitals = 0
    var found = 0
    for initial in initials {
      if initial.isCapital { capitals += 1 }
      if found < acronym.count, initial.value == acronym[found].value { found += 1 }
    }
    guard found == acronym.count else { return 0 }
    if found == initials.count || found == capitals { return 950 }
    return found * 2 >= capitals ? 500 : 0
  }

  private static func words(of letters: UnsafeBufferPointer<NameLetter>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    appendWords(of: letters, to: &words)
    return words
  }

  /// Cuts at everything that is no letter, and between letters of scripts without spaces.
  private static func appendWords(
    of letters: UnsafeBufferPointer<NameLetter>, to words: inout [Range<Int>]
  ) {
    var start = 0
    while start < letters.count {
      if letters[start].isGap {
        start += 1
        continue
      }
      var end = start + 1
      if !letters[start].isSpaceless {
        while end < letters.count, !letters[end].isGap, !letters[end].isSpaceless { end += 1 }
      }
      words.append(start..<end)
      start = end
    }
  }
}

/// How many letters have to be changed to make one word of another, bit-parallel (Myers 1999 as
/// simplified by Hyyrö 2001).
struct SpellingDistance: Sendable {
  private let count: Int
  /// Where in the word a letter stands, by the low bits of its value; letters that share them are
  /// told apart by the list.
  private let places: [UInt64]
  private let letters: [UInt32]

  /// Takes a word of at most 64 letters.
  init(_ word: [NameLetter]) {
    count = min(word.count, 64)
    var places = [UInt64](repeating: 0, count: 64)
    for (place, letter) in word.prefix(64).enumerated() {
      places[Int(letter.value & 63)] |= 1 << UInt64(place)
    }
    self.places = places
    letters = word.prefix(64).map(\.value)
  }

  /// The least number of letters to put in, leave out or exchange.
  func distance(to word: UnsafeBufferPointer<NameLetter>) -> Int {
    guard count > 0 else { return word.count }
    let last: UInt64 = 1 << UInt64(count - 1)
    var rises = ~UInt64(0)
    var falls: UInt64 = 0
    var distance = count
    for letter in word {
      let equal = equals(letter.value)
      let diagonal = (((equal & rises) &+ rises) ^ rises) | equal | falls
      var risesHere = falls | ~(diagonal | rises)
      var fallsHere = diagonal & rises
      if risesHere & last != 0 { distance += 1 }
      if fallsHere & last != 0 { distance -= 1 }
      risesHere = risesHere << 1 | 1
      fallsHere <<= 1
      rises = fallsHere | ~(diagonal | risesHere)
      falls = risesHere & diagonal
    }
    return distance
  }

  @inline(__always)
  private func equals(_ value: UInt32) -> UInt64 {
    var found = places[Int(value & 63)]
    // Bits of letters that only share the low part are taken out.
    var rest = found
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      if letters[place] != value { found &= ~(1 << UInt64(place)) }
      rest &= rest - 1
    }
    return found
  }
}
