// Cutting a paragraph into sentences, by rules alone: no dictionary of a language, no memory, one pass
// with a short look around each stop. The same text gives the same sentences in every run, so that
// they can be counted and named by number.
//
// A sentence ends after `.` `!` `?` `…` (or several of them), the Greek `;`, `。！？` and their
// kin, together with the closing quotes, brackets and note numbers behind them, if
// - white space or the end of the paragraph follows (after `。！？` it need not), and
// - the next word does not begin with a small letter, and
// - a single stop does not belong to an abbreviation, an initial or a number; see Abbreviations.
// Opening quotes, brackets, dashes, bullets and `¶` belong to what follows them.

/// Finds sentences.
public enum Sentences {
  /// The sentences of a paragraph in order, counted from its start, without the white space between
  /// them. All ink lies in one of them.
  public static func ranges(in text: some StringProtocol) -> [ScalarRange] {
    var scan = SentenceScan(text.unicodeScalars.map(\.value))
    return scan.run()
  }
}

/// One pass over a paragraph.
private struct SentenceScan {
  private let values: [UInt32]
  private var result: [ScalarRange] = []
  /// The first ink of the sentence being read.
  private var start = 0

  init(_ values: [UInt32]) { self.values = values }

  mutating func run() -> [ScalarRange] {
    start = ink(from: 0)
    var index = start
    while index < values.count {
      guard SentenceSigns.isStop(values[index]) || isGreekQuestion(index) else {
        index += 1
        continue
      }
      let first = index
      while index < values.count, SentenceSigns.isStop(values[index]) || isGreekQuestion(index) {
        index += 1
      }
      let stops = index
      index = closers(from: index)
      guard ends(first: first, stops: stops, end: index) else { continue }
      close(at: index)
      index = start
    }
    var last = values.count
    while last > start, isSpace(values[last - 1]) { last -= 1 }
    close(at: last)
    return result
  }

  private mutating func close(at end: Int) {
    if end > start { result.append(ScalarRange(ScalarOffset(start), ScalarOffset(end))) }
    start = ink(from: end)
  }

  private func ink(from index: Int) -> Int {
    var index = index
    while index < values.count, isSpace(values[index]) { index += 1 }
    return index
  }

  private func isSpace(_ value: UInt32) -> Bool { WordClass.role(of: value) == .space }

  /// Closing quotes and brackets, and note numbers as in `[12]` or `¹`.
  private func closers(from first: Int) -> Int {
    var index = first
    while index < values.count {
      let value = values[index]
      if SentenceSigns.isCloser(value) || isStraightCloser(index) {
        index += 1
      } else if value == 0x5B, let end = noteNumber(at: index) {
        index = end
      } else if SentenceSigns.isStop(value), index > first {
        // As in `(Really?).`
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// A straight quote closes unless a letter follows it at once.
  private func isStraightCloser(_ index: Int) -> Bool {
    guard values[index] == 0x22 || values[index] == 0x27 else { return false }
    return index + 1 >= values.count || !isWord(values[index + 1])
  }

  private func noteNumber(at open: Int) -> Int? {
    var index = open + 1
    while index < values.count, Words.isDigit(values[index]), index - open < 5 { index += 1 }
    guard index > open + 1, index < values.count, values[index] == 0x5D else { return nil }
    return index + 1
  }

  private func isWord(_ value: UInt32) -> Bool {
    switch WordClass.role(of: value) {
    case .word, .spaceless, .katakana, .mark: true
    case .space, .sign, .apostrophe: false
    }
  }

  /// In Greek the semicolon asks, wherever a Greek letter stands before it.
  private func isGreekQuestion(_ index: Int) -> Bool {
    guard values[index] == 0x3B, index > 0 else { return values[index] == 0x37E }
    return (0x370...0x3FF).contains(values[index - 1])
      || (0x1F00...0x1FFF).contains(values[index - 1])
  }

  /// Whether a sentence ends with the stops from `first` and the closers up to `end`.
  private func ends(first: Int, stops: Int, end: Int) -> Bool {
    if end == values.count { return true }
    let next = opened(from: end)
    if SentenceSigns.isWide(values[stops - 1]) {
      // 「…。」と言った: a particle after the quotation goes on with the sentence.
      let isParticle = end > stops && (0x3041...0x309F).contains(values[end])
      return !isParticle
    }
    guard isSpace(values[end]) else { return false }
    guard next < values.count else { return false }
    if let scalar = Unicode.Scalar(values[next]), scalar.properties.isLowercase { return false }
    guard values[first] == 0x2E, stops == first + 1 else { return true }
    // A closing quote or bracket that is not part of a shortened word ends what it closes.
    let word = word(before: first)
    return !SentenceAbbreviations.holds(
      word, next: wordText(from: next), isFirst: word.start <= start + 1,
      before: precedingWord(word.start))
  }

  /// The first letter, digit or strange sign after white space and everything that opens.
  private func opened(from end: Int) -> Int {
    var index = end
    while index < values.count,
      isSpace(values[index]) || SentenceSigns.isOpener(values[index])
        || WordClass.role(of: values[index]) == .apostrophe
    { index += 1 }
    return index
  }

  /// The run of letters, digits and inner stops that ends before a stop, at most 24 signs of it.
  private func word(before stop: Int) -> SentenceWord {
    var index = stop
    while index > start, stop - index < 24 {
      let value = values[index - 1]
      guard isWord(value) || value == 0x2E else { break }
      index -= 1
    }
    return SentenceWord(text: text(index, stop), start: index)
  }

  private func precedingWord(_ wordStart: Int) -> String {
    var end = wordStart
    while end > start, isSpace(values[end - 1]) { end -= 1 }
    var index = end
    while index > start, end - index < 24, !isSpace(values[index - 1]) { index -= 1 }
    return text(index, end)
  }

  private func wordText(from index: Int) -> String {
    var end = index
    while end < values.count, end - index < 24, isWord(values[end]) { end += 1 }
    return text(index, end)
  }

  private func text(_ first: Int, _ end: Int) -> String {
    var view = String.UnicodeScalarView()
    for value in values[first..<end] {
      if let scalar = Unicode.Scalar(value) { view.append(scalar) }
    }
    return String(view)
  }
}

/// The word in front of a stop.
struct SentenceWord {
  var text: String
  var start: Int
}

/// The signs around the ends of sentences.
enum SentenceSigns {
  static func isStop(_ value: UInt32) -> Bool {
    switch value {
    case 0x21, 0x2E, 0x3F, 0x203C, 0x203D, 0x2026, 0x2047...0x2049: true
    // Arabic, Urdu, Devanagari, Armenian, Ethiopic, Burmese, Khmer.
    case 0x61F, 0x6D4, 0x964, 0x965, 0x589, 0x1362, 0x104B, 0x17D4: true
    default: isWide(value)
    }
  }

  /// Stops after which no space is written.
  static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61: true
    default: false
    }
  }

  static func isCloser(_ value: UInt32) -> Bool {
    switch value {
    case 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x201C, 0x203A, 0xB9, 0xB2, 0xB3, 0x2070...0x2079:
      true
    case 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0xFF09, 0xFF3D, 0xFF63: true
    default: false
    }
  }

  static func isOpener(_ value: UInt32) -> Bool {
    switch value {
    case 0x22, 0x27, 0x28, 0x2A, 0x2D, 0x5B, 0x7B, 0xA1, 0xA7, 0xAB, 0xB6, 0xBF: true
    case 0x2010...0x2015, 0x2018...0x201F, 0x2022, 0x2039, 0x25CF: true
    case 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0xFF08: true
    default: false
    }
  }
}
