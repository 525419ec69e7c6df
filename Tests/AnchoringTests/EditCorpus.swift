// Texts that are edited under the eyes of the generator: it marks the quoted words, keeps the marks
// through every edit, and so knows where the passage stands now, or that it is gone.

import Text

/// A word or a stop, and whether it belongs to the passage.
struct CorpusToken {
  var text: String
  /// The list it came from, for putting another word in its place.
  var slot: String
  /// Stands right after the one before.
  var isGlued = false
  var isMarked = false
}

typealias CorpusSentence = [CorpusToken]

/// A text in paragraphs of sentences.
struct CorpusText {
  var paragraphs: [[CorpusSentence]]

  /// The text as one reads it, and the scalars from the first marked word to the last. With a width,
  /// lines are broken before it.
  func rendered(in language: CorpusLanguage, width: Int? = nil) -> (
    text: String, marked: ScalarRange?
  ) {
    var text = ""
    var (count, column) = (0, 0)
    var (start, end): (Int?, Int) = (nil, 0)
    func put(_ string: String) {
      text += string
      let length = string.unicodeScalars.count
      count += length
      column += length
    }
    func space() {
      guard let width, column >= width else { return put(language.space) }
      put("\n")
      column = 0
    }
    for (index, paragraph) in paragraphs.enumerated() {
      if index > 0 { put("\n\n") }
      column = 0
      for (index, sentence) in paragraph.enumerated() {
        if index > 0 { space() }
        for (index, token) in sentence.enumerated() {
          if index > 0, !token.isGlued { space() }
          if token.isMarked, start == nil { start = count }
          put(token.text)
          if token.isMarked { end = count }
        }
      }
    }
    return (text, start.map { ScalarRange(ScalarOffset($0), ScalarOffset(end)) })
  }

  /// Where the sentence with the marked words stands.
  var place: (paragraph: Int, sentence: Int)? {
    for (paragraph, sentences) in paragraphs.enumerated() {
      for (sentence, tokens) in sentences.enumerated() where tokens.contains(where: \.isMarked) {
        return (paragraph, sentence)
      }
    }
    return nil
  }
}

/// Makes texts and edits them.
struct CorpusEditor {
  let language: CorpusLanguage
  var random: CorpusRandom

  mutating func token(_ slot: String) -> CorpusToken {
    CorpusToken(text: random.pick(language.choices(of: slot)), slot: slot)
  }

  mutating func clause() -> CorpusSentence {
    random.pick(language.clauses).map { token($0) }
  }

  mutating func sentence() -> CorpusSentence {
    var tokens: CorpusSentence = []
    for index in 0..<random.within(language.lengths) {
      if index > 0 { tokens.append(CorpusToken(text: language.comma, slot: ",", isGlued: true)) }
      tokens += clause()
    }
    if let first = tokens.first, language.name != "Han" {
      tokens[0].text = first.text.prefix(1).uppercased() + first.text.dropFirst()
    }
    tokens.append(CorpusToken(text: language.stop, slot: ".", isGlued: true))
    return tokens
  }

  mutating func text() -> CorpusText {
    CorpusText(
      paragraphs: (0..<random.within(4...7)).map { _ in
        (0..<random.within(2...6)).map { _ in sentence() }
      })
  }

  /// Marks a sentence, or a part of it that is long enough (or, for short passages, short enough);
  /// false when the one that was drawn has none.
  mutating func mark(_ text: inout CorpusText, short: Bool) -> Bool {
    let paragraph = random.below(text.paragraphs.count)
    let place = random.below(text.paragraphs[paragraph].count)
    var sentence = text.paragraphs[paragraph][place]
    var range = 0..<sentence.count
    if short {
      let start = random.below(sentence.count - 4)
      range = start..<start + random.within(2...4)
    } else if random.chance(15) {
      let start = random.below(sentence.count / 3)
      range = start..<sentence.count - random.below(sentence.count / 3)
    } else if random.chance(15) {
      range = 0..<sentence.count - 1
    }
    for index in range { sentence[index].isMarked = true }
    let length = sentence[range].reduce(0) { $0 + $1.text.unicodeScalars.count }
    guard short ? length < 26 : length >= 32, !sentence[range.lowerBound].isGlued else {
      return false
    }
    text.paragraphs[paragraph][place] = sentence
    return true
  }

  // MARK: Edits beside the passage

  mutating func insertSentences(into text: inout CorpusText, _ count: Int) {
    for _ in 0..<count {
      let paragraph = random.below(text.paragraphs.count)
      text.paragraphs[paragraph].insert(
        sentence(), at: random.below(text.paragraphs[paragraph].count + 1))
    }
  }

  mutating func deleteSentences(from text: inout CorpusText, _ count: Int) {
    for _ in 0..<count {
      let paragraph = random.below(text.paragraphs.count)
      let place = random.below(text.paragraphs[paragraph].count)
      let isLast = text.paragraphs[paragraph].count == 1
      if isLast || text.paragraphs[paragraph][place].contains(where: \.isMarked) { continue }
      text.paragraphs[paragraph].remove(at: place)
    }
  }

  mutating func rewriteOthers(in text: inout CorpusText, percent: Int) {
    for paragraph in text.paragraphs.indices {
      for place in text.paragraphs[paragraph].indices
      where random.chance(percent)
        && !text.paragraphs[paragraph][place].contains(where: \.isMarked)
      {
        rewrite(&text.paragraphs[paragraph][place], percent: 25)
      }
    }
  }

  mutating func insertParagraph(into text: inout CorpusText) {
    let paragraph = (0..<random.within(1...4)).map { _ in sentence() }
    text.paragraphs.insert(paragraph, at: random.below(text.paragraphs.count + 1))
  }

  mutating func reorder(_ text: inout CorpusText) { text.paragraphs.shuffle(using: &random) }

  /// A copy of the passage's sentence with some words changed (none for a true copy), not beside the
  /// place where it stands itself: there it would be a new wording rather than a copy.
  mutating func putNearCopy(into text: inout CorpusText, changing words: ClosedRange<Int>) {
    guard let place = text.place else { return }
    var copy = text.paragraphs[place.paragraph][place.sentence]
    // A copy that has the very words of the passage is no near copy of it.
    let slots = copy.indices.filter {
      copy[$0].isMarked && language.words[copy[$0].slot] != nil
    }
    for index in copy.indices { copy[index].isMarked = false }
    for index in slots.shuffled(using: &random).prefix(random.within(words)) {
      let old = copy[index].text
      for _ in 0..<5 where copy[index].text == old { copy[index] = token(copy[index].slot) }
    }
    let before = text.paragraphs[..<place.paragraph].reduce(0) { $0 + $1.count } + place.sentence
    for _ in 0..<20 {
      let paragraph = random.below(text.paragraphs.count)
      let at = random.below(text.paragraphs[paragraph].count + 1)
      let slot = text.paragraphs[..<paragraph].reduce(0) { $0 + $1.count } + at
      if slot + 1 < before || slot > before + 2 {
        text.paragraphs[paragraph].insert(copy, at: at)
        return
      }
    }
  }

  // MARK: Edits of the passage

  mutating func deletePassage(from text: inout CorpusText) {
    guard let place = text.place else { return }
    text.paragraphs[place.paragraph].remove(at: place.sentence)
    if text.paragraphs[place.paragraph].isEmpty { text.paragraphs.remove(at: place.paragraph) }
  }

  mutating func editPassage(
    in text: inout CorpusText, _ edit: (inout CorpusEditor, inout CorpusSentence) -> Void
  ) {
    guard let place = text.place else { return }
    edit(&self, &text.paragraphs[place.paragraph][place.sentence])
  }

  /// Words put between the words of the passage, at one place or two.
  mutating func insertInside(_ sentence: inout CorpusSentence) {
    for _ in 0..<random.within(1...2) {
      let marked = sentence.indices.filter { sentence[$0].isMarked }
      guard marked.count > 2 else { return }
      let at = marked[random.within(1...marked.count - 1)]
      if sentence[at].isGlued { continue }
      let more = clause().prefix(random.within(1...6)).map {
        CorpusToken(text: $0.text, slot: $0.slot, isMarked: true)
      }
      sentence.insert(contentsOf: more, at: at)
    }
  }

  /// Each word with some chance replaced by another, left out, doubled by one more or misspelt.
  mutating func rewrite(_ sentence: inout CorpusSentence, percent: Int) {
    var result: CorpusSentence = []
    for var word in sentence {
      if word.isGlued || !random.chance(percent) {
        result.append(word)
        continue
      }
      switch random.below(10) {
      case 0: break
      case 1:
        result.append(word)
        var more = token(random.pick(["A", "N", "V", "P"]))
        more.isMarked = word.isMarked
        result.append(more)
      case 2, 3:
        word.text = misspelt(word.text)
        result.append(word)
      default:
        let slot = language.words[word.slot] == nil ? random.pick(["A", "N", "D"]) : word.slot
        var other = token(slot)
        other.isMarked = word.isMarked
        result.append(other)
      }
    }
    sentence = result
  }

  private mutating func misspelt(_ word: String) -> String {
    var scalars = Array(word.unicodeScalars)
    let at = random.below(scalars.count)
    if scalars.count > 2, random.chance(50) {
      scalars.remove(at: at)
    } else {
      scalars.insert(scalars[random.below(scalars.count)], at: at)
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
