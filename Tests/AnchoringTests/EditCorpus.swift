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

/// A sentence in tokens and, for they are read far more often than changed, as one reads it.
struct CorpusSentence {
  let space: String
  var tokens: [CorpusToken] { didSet { render() } }
  private(set) var text = ""
  private(set) var count = 0
  /// The scalars from the first marked word to the last.
  private(set) var marked: Range<Int>?

  init(_ tokens: [CorpusToken], space: String) {
    self.space = space
    self.tokens = tokens
    render()
  }

  private mutating func render() {
    var text = ""
    var (start, end): (String.Index?, String.Index) = (nil, text.startIndex)
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      if index > 0, !token.isGlued { text += space }
      if token.isMarked, start == nil { start = text.endIndex }
      text += token.text
      if token.isMarked { end = text.endIndex }
      index += 1
    }
    self.text = text
    count = text.unicodeScalars.count
    marked = start.map { start in
      let first = text[..<start].unicodeScalars.count
      return first..<first + text[start..<end].unicodeScalars.count
    }
  }
}

/// A text in paragraphs of sentences.
struct CorpusText {
  var paragraphs: [[CorpusSentence]]

  /// The text as one reads it, and the scalars from the first marked word to the last.
  func rendered(in language: CorpusLanguage) -> (text: String, marked: ScalarRange?) {
    var text = ""
    var count = 0
    var marked: ScalarRange?
    let gap = language.space.unicodeScalars.count
    for paragraph in paragraphs {
      if count > 0 {
        text += "\n\n"
        count += 2
      }
      var isFirst = true
      for sentence in paragraph {
        if !isFirst {
          text += language.space
          count += gap
        }
        isFirst = false
        if let range = sentence.marked {
          marked = ScalarRange(
            ScalarOffset(count + range.lowerBound), ScalarOffset(count + range.upperBound))
        }
        text += sentence.text
        count += sentence.count
      }
    }
    return (text, marked)
  }

  /// The same with lines broken before a width.
  func wrapped(in language: CorpusLanguage, at width: Int) -> (text: String, marked: ScalarRange?) {
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
      guard column >= width else { return put(language.space) }
      put("\n")
      column = 0
    }
    for (index, paragraph) in paragraphs.enumerated() {
      if index > 0 { put("\n\n") }
      column = 0
      for (index, sentence) in paragraph.enumerated() {
        if index > 0 { space() }
        for (index, token) in sentence.tokens.enumerated() {
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
      for (sentence, tokens) in sentences.enumerated() where tokens.marked != nil {
        return (paragraph, sentence)
      }
    }
    return nil
  }
}

/// What of a sentence a passage is.
enum CorpusExtent {
  /// Mostly the whole sentence.
  case any
  /// Without words at its beginning or its end.
  case part
  /// A few words.
  case short
}

/// Makes texts and edits them.
struct CorpusEditor {
  let language: CorpusLanguage
  var random: CorpusRandom

  mutating func token(_ slot: String) -> CorpusToken {
    CorpusToken(text: random.pick(language.choices(of: slot)), slot: slot)
  }

  mutating func clause() -> [CorpusToken] {
    random.pick(language.clauses).map { token($0) }
  }

  mutating func sentence() -> CorpusSentence {
    var tokens: [CorpusToken] = []
    for index in 0..<random.within(language.lengths) {
      if index > 0 { tokens.append(CorpusToken(text: language.comma, slot: ",", isGlued: true)) }
      tokens += clause()
    }
    return finished(tokens)
  }

  private func finished(_ tokens: [CorpusToken]) -> CorpusSentence {
    var tokens = tokens
    if let first = tokens.first, language.name != "Han" {
      tokens[0].text = first.text.prefix(1).uppercased() + first.text.dropFirst()
    }
    tokens.append(CorpusToken(text: language.stop, slot: ".", isGlued: true))
    return CorpusSentence(tokens, space: language.space)
  }

  mutating func text() -> CorpusText {
    CorpusText(
      paragraphs: (0..<random.within(4...7)).map { _ in
        (0..<random.within(2...6)).map { _ in sentence() }
      })
  }

  /// Marks a sentence, or a part of it that is long enough (or, for short passages, short enough);
  /// false when the one that was drawn has none.
  mutating func mark(_ text: inout CorpusText, _ extent: CorpusExtent) -> Bool {
    let paragraph = random.below(text.paragraphs.count)
    let place = random.below(text.paragraphs[paragraph].count)
    var tokens = text.paragraphs[paragraph][place].tokens
    var range = 0..<tokens.count
    if extent == .short {
      let start = random.below(tokens.count - 4)
      range = start..<start + random.within(2...4)
    } else if extent == .part || random.chance(15) {
      let start = random.below(tokens.count / 3)
      range = start..<tokens.count - random.below(tokens.count / 3)
    } else if random.chance(15) {
      range = 0..<tokens.count - 1
    }
    for index in range { tokens[index].isMarked = true }
    let length = tokens[range].reduce(0) { $0 + $1.text.unicodeScalars.count }
    guard extent == .short ? length < 26 : length >= 32, !tokens[range.lowerBound].isGlued,
      extent != .part || range.lowerBound > 0 || range.upperBound < tokens.count - 1
    else { return false }
    text.paragraphs[paragraph][place].tokens = tokens
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
      if isLast || text.paragraphs[paragraph][place].marked != nil { continue }
      text.paragraphs[paragraph].remove(at: place)
    }
  }

  mutating func rewriteOthers(in text: inout CorpusText, percent: Int) {
    for paragraph in text.paragraphs.indices {
      for place in text.paragraphs[paragraph].indices
      where random.chance(percent)
        && text.paragraphs[paragraph][place].marked == nil
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

  /// A copy of the passage's sentence with some words changed (none for a true copy), not beside
  /// the place where it stands itself: there it would be a new wording rather than a copy.
  mutating func putNearCopy(into text: inout CorpusText, changing words: ClosedRange<Int>) {
    guard let place = text.place else { return }
    let sentence = text.paragraphs[place.paragraph][place.sentence]
    var copy = sentence.tokens
    // A copy that has the very words of the passage is no near copy of it.
    let slots = copy.indices.filter {
      copy[$0].isMarked && language.words[copy[$0].slot] != nil
    }
    for index in copy.indices { copy[index].isMarked = false }
    for index in slots.shuffled(using: &random).prefix(random.within(words)) {
      let old = copy[index].text
      for _ in 0..<5 where copy[index].text == old { copy[index] = token(copy[index].slot) }
    }
    put(CorpusSentence(copy, space: sentence.space), into: &text, awayFrom: place)
  }

  /// Another sentence that has the quoted words, all of them, among words of its own.
  mutating func putQuotedWords(into text: inout CorpusText) {
    guard let place = text.place else { return }
    let tokens = text.paragraphs[place.paragraph][place.sentence].tokens
    var quoted = tokens.filter(\.isMarked)
    let isBeginning = tokens.first?.isMarked == true
    let isFinished = quoted.last?.slot == "."
    for index in quoted.indices { quoted[index].isMarked = false }
    if isFinished { quoted.removeLast() }
    let before = clause().prefix(random.within(isBeginning ? 0...6 : 1...6))
    let after = isFinished ? [] : clause().suffix(random.within(before.isEmpty ? 1...6 : 0...6))
    put(finished(before + quoted + after), into: &text, awayFrom: place)
  }

  private mutating func put(
    _ sentence: CorpusSentence, into text: inout CorpusText,
    awayFrom place: (paragraph: Int, sentence: Int)
  ) {
    let before = text.paragraphs[..<place.paragraph].reduce(0) { $0 + $1.count } + place.sentence
    for _ in 0..<20 {
      let paragraph = random.below(text.paragraphs.count)
      let at = random.below(text.paragraphs[paragraph].count + 1)
      let slot = text.paragraphs[..<paragraph].reduce(0) { $0 + $1.count } + at
      if slot + 1 < before || slot > before + 2 {
        text.paragraphs[paragraph].insert(sentence, at: at)
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
      let marked = sentence.tokens.indices.filter { sentence.tokens[$0].isMarked }
      guard marked.count > 2 else { return }
      let at = marked[random.within(1...marked.count - 1)]
      if sentence.tokens[at].isGlued { continue }
      let more = clause().prefix(random.within(1...6)).map {
        CorpusToken(text: $0.text, slot: $0.slot, isMarked: true)
      }
      sentence.tokens.insert(contentsOf: more, at: at)
    }
  }

  /// Each word with some chance replaced by another, left out, doubled by one more or misspelt.
  mutating func rewrite(_ sentence: inout CorpusSentence, percent: Int) {
    var result: [CorpusToken] = []
    for var word in sentence.tokens {
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
    sentence.tokens = result
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
