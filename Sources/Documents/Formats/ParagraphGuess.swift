// By which rule the lines of a plain text are paragraphs, guessed from its beginning. Blank lines win
// wherever they part it into paragraphs of a sane size.

import Text

enum ParagraphGuess {
  /// Bytes of a text that the guess looks at.
  static let sampleBytes = 65_536

  /// The rule, and the heads and feet of pages if it needs them. `isWhole` is false when the sample
  /// may end in the middle of a line.
  static func lines(
    of sample: UnsafeBufferPointer<UInt8>, rule: ParagraphRule?, isWhole: Bool
  ) -> (rule: ParagraphRule, pages: PageLines) {
    var end = min(sample.count, sampleBytes)
    if !isWhole || end < sample.count {
      // Without the line that may be cut, unless there is no other.
      var whole = end
      while whole > 0, sample[whole - 1] != 0x0A { whole -= 1 }
      if whole > 0 { end = whole }
    }
    let sample = UnsafeBufferPointer(rebasing: sample[..<end])
    switch rule {
    case .blank, .indent, .line: return (rule ?? .blank, PageLines())
    case .wrapped: return (.wrapped, PageLines.learned(from: sample).pages)
    case nil: break
    }
    if mayHavePages(sample) {
      let learned = PageLines.learned(from: sample)
      if isInPages(learned) { return (.wrapped, learned.pages) }
    }
    return (LineFacts(sample).rule, PageLines())
  }

  /// Nearly every text is told by the want of form feeds and numbered feet.
  private static func mayHavePages(_ sample: UnsafeBufferPointer<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in sample {
      if byte == 0x0C || (byte == 0x50 && before == 0x5B) { return true }
      before = byte
    }
    return false
  }

  /// Form feeds alone are not enough: they stand in texts without heads and feet, too.
  private static func isInPages(_ learned: (pages: PageLines, ends: PageLines.Ends)) -> Bool {
    let ends = learned.ends
    if ends.numberedFeet > 1 || (ends.numberedFeet > 0 && ends.feeds > 0) { return true }
    return ends.feeds > 1 && !(learned.pages.heads.isEmpty && learned.pages.feet.isEmpty)
  }
}

/// What the lines of a sample are like.
private struct LineFacts {
  /// In bytes, of lines with ink.
  private var lengths: [Int] = []
  /// Stretches of lines between blank ones.
  private var stretches = 0
  /// Lines by the width of their indent, the widest in one, and how many of them follow a line with
  /// ink.
  private var indents = [Int](repeating: 0, count: Self.widest + 1)
  private static let widest = 64
  private var inner = 0
  /// Lines with a sign of a list at their left edge: those indented below go on.
  private var items = 0
  private var isInStretch = false

  /// Above this a line is longer than lines that are broken by hand.
  private static let longLine = 100
  /// Lines of a paragraph beyond which blank lines are parts of a text rather than paragraphs.
  private static let saneLines = 40

  init(_ sample: UnsafeBufferPointer<UInt8>) {
    sample.eachLine { take($0) }
    lengths.sort()
  }

  private mutating func take(_ line: UnsafeBufferPointer<UInt8>) {
    let ink = line.firstIndex { $0 != 0x20 && !(0x09...0x0C).contains($0) }
    guard let ink else {
      isInStretch = false
      return
    }
    lengths.append(UTF8Stretch.scalars(in: line))
    let width = LineRules.beginsWide(line) ? 2 : line[..<ink].contains(0x09) ? 8 : ink
    indents[min(width, Self.widest)] += 1
    if !isInStretch { stretches += 1 } else if width > 0 { inner += 1 }
    if width == 0, line.count > 1, line[1] == 0x20, [0x2A, 0x2B, 0x2D].contains(line[0]) {
      items += 1
    }
    isInStretch = true
  }

  private var median: Int { lengths[lengths.count / 2] }

  var rule: ParagraphRule {
    guard lengths.count >= 3 else { return .blank }
    // Blank lines between chapters, and many paragraphs in each.
    if isIndented, inner >= stretches * 4 { return .indent }
    if stretches > 1, lengths.count <= stretches * Self.saneLines { return .blank }
    // Blank lines as in a text that is parted by something else.
    guard stretches * 50 <= lengths.count + 50 else { return .blank }
    let long = lengths[lengths.count * 9 / 10]
    let isUneven = long > Self.longLine && long >= median * 2
    return median > Self.longLine || isUneven ? .line : .blank
  }

  /// Many lines have the same small indent: not the many indents of a program.
  private var isIndented: Bool {
    let inked = lengths.count
    let indented = inked - indents[0]
    var common = 1
    for width in 1...Self.widest where indents[width] > indents[common] { common = width }
    guard inner >= 3, indented * 33 >= inked, items * 3 <= inked - indented,
      common <= 8, indents[common] * 10 >= indented * 7
    else { return false }
    return indents[0] * 5 >= inked || median > Self.longLine
  }
}
