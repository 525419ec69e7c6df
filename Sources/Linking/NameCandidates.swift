// Names in a paragraph on which somebody might want a note: runs of capitalised words. Which words are
// names is a guess; the list is offered, never taken.

public import Text

/// Finds capitalised names.
public enum NameCandidates {
  /// Names beyond which the search stops.
  public static let most = 50
  /// Words of the longest run that still counts as one name.
  private static let mostWords = 10

  /// Runs of capitalised words with the particles between them, in the order of the text, each once.
  /// Words inside `taken` (in scalars of the text) do not count. The language is a BCP 47 tag.
  public static func names(
    in text: String, language: String? = nil, leavingOut taken: [ScalarRange] = [],
    limit: Int = most
  ) -> [String] {
    let words = NameWords(text, taken: taken)
    guard !words.isInCapitals else { return [] }
    var finding = Finding(words: words, language: language)
    var seen: Set<String> = []
    var names: [String] = []
    for run in finding.runs() {
      guard names.count < limit else { break }
      let parts = run.map { words.list[$0] }
      guard parts.count <= mostWords else { continue }
      let name = words.text(of: run)
      let folded = Folding.fold(name)
      if !seen.insert(folded).inserted { continue }
      // The surname alone, after the whole name, means the same.
      if parts.count > 1, !parts.contains(where: \.isParticle), let last = parts.last {
        seen.insert(last.folded)
      }
      names.append(name)
    }
    return names
  }

  /// Joins words to runs and cuts off what only begins a sentence.
  private struct Finding {
    let words: NameWords
    let language: String?

    /// Stretches of word numbers, in order.
    mutating func runs() -> [Range<Int>] {
      var runs: [Range<Int>] = []
      var at = 0
      while at < words.list.count {
        guard words.list[at].isCapitalised, !words.list[at].isTaken else {
          at += 1
          continue
        }
        let end = runEnd(from: at)
        runs += trimmed(at..<end)
        at = end
      }
      return runs
    }

    private func runEnd(from start: Int) -> Int {
      var end = start + 1
      while end < words.list.count {
        var next = end
        while next < words.list.count, next - end < 2, isInside(next, after: end) { next += 1 }
        guard next < words.list.count, words.list[next].isCapitalised, words.list[next].isJoined,
          !words.list[next].isTaken
        else { break }
        end = next + 1
      }
      return end
    }

    /// Whether a small word may stand inside a name. "the" does only after another: "of the".
    private func isInside(_ index: Int, after start: Int) -> Bool {
      let word = words.list[index]
      guard word.isParticle, word.isJoined, !word.isCapitalised, !word.isTaken else { return false }
      return word.folded != "the" || index > start
    }

    /// A run without a first word that is no part of the name; none when nothing is left.
    private func trimmed(_ run: Range<Int>) -> [Range<Int>] {
      var start = run.lowerBound
      // A sentence begins anew only at the first word; an opener may still have one after it.
      while start < run.upperBound,
        (words.list[start].isParticle && !words.list[start].isCapitalised)
          || isNoName(start, rest: run.upperBound - start, of: run)
      {
        start += 1
      }
      guard start < run.upperBound else { return [] }
      if run.upperBound - start == 1 {
        let word = words.list[start]
        if word.range.count < 2 || DateNames.isMonthOrWeekday(word.folded) { return [] }
      }
      return [start..<run.upperBound]
    }

    private func isNoName(_ index: Int, rest: Int, of run: Range<Int>) -> Bool {
      let word = words.list[index]
      let isFirst = word.beginsSentence || index > run.lowerBound
      if word.isAcronym { return false }
      if isFirst, NameOpeners.contains(word.folded) { return true }
      // "In July Putin": a date is no first name.
      if index == run.lowerBound, DateNames.isMonthOrWeekday(word.folded) { return true }
      if index > run.lowerBound, !words.list[index - 1].beginsSentence { return false }
      let stands = words.lowercase.contains(word.folded)
      // What is left beside a linked name: "President" before a Putin who has a note.
      if rest == 1, words.touchesTaken(index) {
        return stands || OrdinaryWords.contains(word.text, language: language)
      }
      guard word.beginsSentence else { return false }
      if stands { return true }
      let isOrdinary = OrdinaryWords.contains(word.text, language: language)
      if rest == 1 {
        return isOrdinary || (NameOpeners.looksOrdinary(word.folded) && !words.stands(word.folded))
      }
      return isOrdinary && NameOpeners.looksOrdinary(word.folded)
    }
  }
}

/// The words of a text with what decides whether they belong to a name.
struct NameWords {
  struct Word {
    var range: Range<Int>
    var text: String
    var folded: String
    var letters = 0
    var isCapitalised = false
    var isAcronym = false
    var isParticle = false
    var beginsSentence = false
    /// Whether only white space, or the stop of an initial, parts it from the word before.
    var isJoined = false
    var isTaken = false
  }

  private let scalars: [Unicode.Scalar]
  private(set) var list: [Word] = []
  /// Words that stand in lower case, folded.
  private(set) var lowercase: Set<String> = []
  /// Capitalised words that stand within a sentence, folded.
  private var within: Set<String> = []
  private var capitals = 0
  private var letters = 0

  init(_ text: String, taken: [ScalarRange]) {
    scalars = Array(text.unicodeScalars)
    var taken = taken.sorted { $0.start < $1.start }[...]
    var at = 0
    var gapStart = 0
    while at < scalars.count {
      guard WordClass.isWord(scalars[at]) else {
        at += 1
        continue
      }
      let end = wordEnd(from: at)
      var word = word(at..<end.name)
      judgeGap(gapStart..<at, before: &word)
      let span = ScalarRange(ScalarOffset(at), ScalarOffset(end.whole))
      while let first = taken.first, first.end <= span.start { taken.removeFirst() }
      word.isTaken = taken.contains { $0.overlaps(span) }
      if word.isCapitalised {
        if !word.beginsSentence { within.insert(word.folded) }
      } else {
        lowercase.insert(word.folded)
      }
      list.append(word)
      // A possessive ends a name: "Russia's President" is two.
      gapStart = end.name
      at = end.whole
    }
  }

  /// Whether the text is set in capitals throughout, where they say nothing.
  var isInCapitals: Bool { letters >= 20 && capitals * 10 > letters * 7 }

  func stands(_ folded: String) -> Bool { within.contains(folded) }

  /// Whether the word right before or after is part of a name that has a note.
  func touchesTaken(_ index: Int) -> Bool {
    let before = index > 0 && list[index].isJoined && list[index - 1].isTaken
    let after = index + 1 < list.count && list[index + 1].isJoined && list[index + 1].isTaken
    return before || after
  }

  /// The words as they stand, white space folded.
  func text(of run: Range<Int>) -> String {
    guard let first = run.first, let last = run.last else { return "" }
    var result = String.UnicodeScalarView()
    var isPending = false
    for scalar in scalars[list[first].range.lowerBound..<list[last].range.upperBound] {
      if WordClass.isSpace(scalar) {
        isPending = true
      } else if VisibleScalar.replacement(for: scalar) == nil {
        if isPending { result.append(" ") }
        isPending = false
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Where the word ends: as part of a name, and with a possessive ending.
  private func wordEnd(from start: Int) -> (name: Int, whole: Int) {
    var at = start
    while at < scalars.count {
      if WordClass.isWord(scalars[at]) {
        at += 1
        continue
      }
      guard at + 1 < scalars.count, WordClass.isWord(scalars[at + 1]) else { break }
      if WordClass.isApostrophe(scalars[at]) {
        let isPossessive =
          (scalars[at + 1] == "s" || scalars[at + 1] == "S")
          && (at + 2 == scalars.count || !WordClass.isWord(scalars[at + 2]))
        if isPossessive { return (at, at + 2) }
        at += 1
      } else if isHyphen(scalars[at]) {
        at += 1
      } else if scalars[at] == ".", isInitials(start..<at) {
        // "U.S." and "J.K.": the stop inside.
        at += 1
      } else {
        break
      }
    }
    // The last stop of "U.S." belongs to it as well.
    if at < scalars.count, scalars[at] == ".", at - start >= 3, isInitials(start..<at) { at += 1 }
    return (at, at)
  }

  private func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "\u{2010}" || scalar == "\u{2011}"
  }

  /// Capitals with a stop between each two.
  private func isInitials(_ range: Range<Int>) -> Bool {
    range.allSatisfy { index in
      (index - range.lowerBound) % 2 == 0
        ? WordClass.isUppercase(scalars[index]) : scalars[index] == "."
    }
  }

  private mutating func word(_ range: Range<Int>) -> Word {
    let text = String(String.UnicodeScalarView(scalars[range]))
    var word = Word(range: range, text: text, folded: Folding.fold(text))
    var upper = 0
    for scalar in scalars[range] where WordClass.isLetter(scalar) {
      word.letters += 1
      if WordClass.isUppercase(scalar) { upper += 1 }
    }
    letters += word.letters
    capitals += upper
    word.isAcronym = upper >= 2 && upper * 4 >= word.letters * 3
    word.isParticle = NameOpeners.particles.contains(word.folded)
    // "I" alone is a capital by custom only, unless it is an initial.
    let isPronoun =
      text == "I" && (range.upperBound == scalars.count || scalars[range.upperBound] != ".")
    word.isCapitalised = WordClass.isUppercase(scalars[range.lowerBound]) && !isPronoun
    // "al-Assad" is a name by its second part.
    if !word.isCapitalised, let hyphen = range.first(where: { isHyphen(scalars[$0]) }),
      hyphen + 1 < range.upperBound, WordClass.isUppercase(scalars[hyphen + 1]),
      hyphen - range.lowerBound <= 3
    {
      word.isCapitalised = true
    }
    return word
  }

  /// What stands between a word and the one before it.
  private func judgeGap(_ gap: Range<Int>, before word: inout Word) {
    guard let previous = list.last else {
      word.beginsSentence = true
      return
    }
    let signs = scalars[gap].filter { !WordClass.isSpace($0) }
    let isAbbreviated = NameOpeners.isAbbreviation(previous.folded) || isInitial(previous)
    word.isJoined = signs.isEmpty || (signs == ["."] && isAbbreviated)
    guard !word.isJoined else { return }
    let hasQuote = signs.contains { "\"“„«‘‹".unicodeScalars.contains($0) }
    for sign in signs {
      switch sign {
      case "!", "?", "…", ":", ";", "•": word.beginsSentence = true
      case ".", "·": if !isAbbreviated { word.beginsSentence = true }
      case ",", "(", "—", "–": if hasQuote { word.beginsSentence = true }
      default: break
      }
    }
  }

  private func isInitial(_ word: Word) -> Bool {
    word.isCapitalised && (word.letters == 1 || isInitials(word.range))
      || (word.isCapitalised && word.letters == 2 && !word.isAcronym && word.folded == "дж")
  }
}
