// What the lines of a PDF's text look like: bullets, headings, ends of sentences, how wide they are.

/// Looks at lines of a text.
struct LineLooks {
  let text: UnsafeBufferPointer<UInt8>

  static let softHyphen: [UInt8] = [0xC2, 0xAD]
  private static let bullets: [[UInt8]] = [
    "•", "‣", "◦", "▪", "●", "○", "■", "·", "–", "\u{F0B7}",
  ].map { Array($0.utf8) }

  func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  /// Where a line ends without the hyphen that parts its last word: `-`, U+2010 or U+00AD behind a
  /// letter.
  func endBeforeHyphen(_ range: Range<Int>) -> Int {
    for sign in [[0x2D], [0xE2, 0x80, 0x90], Self.softHyphen] {
      let start = range.upperBound - sign.count
      guard start > range.lowerBound, text[start..<range.upperBound].elementsEqual(sign) else {
        continue
      }
      return HyphenMending.isLetter(text[start - 1]) ? start : range.upperBound
    }
    return range.upperBound
  }

  func isBullet(_ range: Range<Int>) -> Bool {
    range.count <= 3 && Self.bullets.contains { text[range].elementsEqual($0) }
  }

  /// The bullet that a line begins with.
  func marker(of range: Range<Int>) -> Range<Int>? {
    for sign in Self.bullets where text[range].starts(with: sign) {
      let end = range.lowerBound + sign.count
      if end < range.upperBound, text[end] == 0x20 { return range.lowerBound..<end }
    }
    return nil
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    let blanks = text[range].prefix { $0 <= 0x20 }.count
    return range.lowerBound + blanks..<range.upperBound
  }

  func endsSentence(_ range: Range<Int>) -> Bool {
    let closing = "\"')]”’»".unicodeScalars
    let end = String(decoding: text[range].suffix(12), as: UTF8.self).unicodeScalars.reversed()
      .first { !closing.contains($0) }
    return end.map { ".!?:;…。".unicodeScalars.contains($0) } ?? false
  }

  func startsSmall(_ range: Range<Int>) -> Bool {
    let start = String(decoding: text[range].prefix(4), as: UTF8.self).unicodeScalars.first
    return start?.properties.isLowercase == true
  }

  /// Scalars of the first word.
  func firstWord(_ range: Range<Int>) -> Int {
    text[range].prefix { $0 > 0x20 }.count { $0 & 0xC0 != 0x80 }
  }

  /// `2.1 Naming`, `Chapter 3`, `ABSTRACT`: a short line by itself, or with a longer one or another
  /// heading below it. Nil for what is no heading.
  func headingLevel(_ line: PageLine, _ following: PageLine?) -> Int? {
    guard line.length <= 80, let next = following else { return nil }
    let isAbove = line.length * 3 <= next.length * 2
    if let level = numberedLevel(line) {
      guard next.opensBlock || isAbove || numberedLevel(next) != nil else { return nil }
      // `1.` may be one of a list.
      let isPlain = level > 1 || text[line.bytes].prefix { $0 > 0x20 }.last != 0x2E
      let isOverPart = numberedLevel(next).map { $0 > level } ?? false
      return isPlain || (line.opensBlock && isAbove) || next.opensBlock || isOverPart ? level : nil
    }
    guard !endsSentence(line.bytes) else { return nil }
    let words = string(line.bytes).split(separator: " ")
    if let first = words.first, ["Chapter", "Part", "Appendix"].contains(first),
      next.opensBlock || isAbove, words.count < 12, words.count > 1, !endsInNumber(words)
    {
      return 1
    }
    // In capitals also the cells of tables are written.
    let letters = string(line.bytes).unicodeScalars.filter { $0 != " " }
    let isCapital = letters.count >= 4 && letters.allSatisfy(\.properties.isUppercase)
    return isCapital && line.opensBlock && isAbove && next.length >= 40 ? 1 : nil
  }

  /// The parts of the number that a heading begins with.
  private func numberedLevel(_ line: PageLine) -> Int? {
    let digits: ClosedRange<UInt8> = 0x30...0x39
    guard line.length <= 80, digits.contains(text[line.bytes.lowerBound]) else { return nil }
    let words = string(line.bytes).split(separator: " ")
    guard words.count > 1, words[1].first?.isUppercase == true, !endsInNumber(words),
      !endsSentence(line.bytes) || words.last?.last == "?"
    else { return nil }
    let parts = words[0].split(separator: ".")
    let isNumber = parts.allSatisfy { $0.count <= 3 && $0.utf8.allSatisfy { digits.contains($0) } }
    return isNumber && (1...4).contains(parts.count) ? parts.count : nil
  }

  /// In a table of contents the page stands at the end.
  private func endsInNumber(_ words: [Substring]) -> Bool {
    words.count > 2 && words.last?.utf8.allSatisfy { (0x30...0x39).contains($0) } == true
  }

  /// How wide the lines around each line are: the widest of its block, or most of its page where the
  /// block is too small to tell.
  func widths(of page: TextPage) -> [Int] {
    let sorted = page.lines.map(\.length).sorted()
    let usual = max(40, sorted.isEmpty ? 0 : sorted[sorted.count * 4 / 5])
    var widths = [Int](repeating: usual, count: page.lines.count)
    var start = 0
    for index in page.lines.indices.dropFirst() {
      let isLast = index == page.lines.count - 1
      guard page.lines[index].opensBlock || isLast else { continue }
      let end = page.lines[index].opensBlock ? index : index + 1
      if end - start >= 4, let widest = page.lines[start..<end].map(\.length).max() {
        for line in start..<end { widths[line] = max(40, widest) }
      }
      start = index
    }
    return widths
  }
}
