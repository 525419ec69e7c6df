// Markdown shown where there is room for plain words only: descriptions, titles, source lines.

import Text

/// Strips inline Markdown.
enum PlainText {
  /// How far a bracket or tag is looked for; beyond it the opening character is itself.
  private static let reach = 500

  /// The words of a paragraph, without marks, on one line.
  static func stripped(_ markdown: String) -> String {
    let source = Array(markdown.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(source.count)
    var at = 0
    while at < source.count {
      switch source[at] {
      case UInt8(ascii: "\\")
      where at + 1 < source.count && isPunctuation(source[at + 1]):
        out.append(source[at + 1])
        at += 2
      case UInt8(ascii: "`"), UInt8(ascii: "*"):
        at += 1
      case UInt8(ascii: "_") where isEdge(source, at):
        at += 1
      case UInt8(ascii: "~") where source.holds("~~", at: at):
        at += 2
      case UInt8(ascii: "="), UInt8(ascii: "%"):
        // Obsidian's highlights and comments.
        at += source.holds("==", at: at) || source.holds("%%", at: at) ? 2 : keep(source[at], &out)
      case UInt8(ascii: "!") where source.holds("![", at: at):
        at += 1
      case UInt8(ascii: "["):
        at = bracket(source, at, &out)
      case UInt8(ascii: "<"):
        at = tag(source, at, &out)
      case 0x09, 0x0A, 0x0D, 0x20:
        if let last = out.last, last != Byte.space { out.append(Byte.space) }
        at += 1
      default:
        out.append(source[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self).trimmedSpace
  }

  /// The first sentence of stripped text; all of it when it has no end.
  static func firstSentence(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    for index in scalars.indices where isStop(scalars[index]) {
      var end = index + 1
      while end < scalars.count, isStop(scalars[end]) || isCloser(scalars[end]) { end += 1 }
      if end == scalars.count { break }
      guard WordClass.isSpace(scalars[end]) || isFullWidthStop(scalars[index]) else { continue }
      if !isFullWidthStop(scalars[index]), !endsSentence(scalars, stop: index, after: end) {
        continue
      }
      return joined(scalars[..<end])
    }
    return text
  }

  private static func joined(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view).trimmedSpace
  }

  private static func keep(_ byte: UInt8, _ out: inout [UInt8]) -> Int {
    out.append(byte)
    return 1
  }

  /// Footnote references and citations vanish; links leave their words.
  private static func bracket(_ source: [UInt8], _ at: Int, _ out: inout [UInt8]) -> Int {
    let limit = min(source.count, at + reach)
    if source.holds("[[", at: at) {
      var end = at + 2
      while end < limit, !source.holds("]]", at: end) { end += 1 }
      guard end < limit else { return at + keep(source[at], &out) }
      let inner = source[(at + 2)..<end]
      out.append(
        contentsOf: inner.lastIndex(of: UInt8(ascii: "|")).map { inner[($0 + 1)...] } ?? inner)
      return end + 2
    }
    var end = at + 1
    while end < limit, source[end] != UInt8(ascii: "]"), source[end] != UInt8(ascii: "[") {
      end += 1
    }
    guard end < limit, source[end] == UInt8(ascii: "]") else { return at + keep(source[at], &out) }
    if source.holds("^", at: at + 1) || source.holds("@", at: at + 1) { return end + 1 }
    let words = String(decoding: source[(at + 1)..<end], as: UTF8.self)
    guard source.holds("(", at: end + 1) else {
      out.append(contentsOf: source[at...end])
      return end + 1
    }
    var close = end + 2
    let last = min(source.count, close + reach)
    while close < last, source[close] != UInt8(ascii: ")") { close += 1 }
    guard close < last else { return at + keep(source[at], &out) }
    out.append(contentsOf: words.utf8.filter { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "`") })
    return close + 1
  }

  /// An address in angle brackets stays, a tag vanishes, a lone `<` is itself.
  private static func tag(_ source: [UInt8], _ at: Int, _ out: inout [UInt8]) -> Int {
    guard at + 1 < source.count,
      Byte.isLetter(source[at + 1]) || source[at + 1] == UInt8(ascii: "/")
        || source[at + 1] == UInt8(ascii: "!")
    else { return at + keep(source[at], &out) }
    var end = at + 1
    let limit = min(source.count, at + 2_000)
    while end < limit, source[end] != UInt8(ascii: ">"), source[end] != UInt8(ascii: "<") {
      end += 1
    }
    guard end < limit, source[end] == UInt8(ascii: ">") else {
      return at + keep(source[at], &out)
    }
    let inner = source[(at + 1)..<end]
    if inner.contains(UInt8(ascii: ":")), !inner.contains(Byte.space) {
      out.append(contentsOf: inner)
    }
    return end + 1
  }

  /// An underscore inside a word belongs to the word.
  private static func isEdge(_ source: [UInt8], _ at: Int) -> Bool {
    func isWord(_ byte: UInt8) -> Bool {
      Byte.isLetter(byte) || Byte.isDigit(byte) || byte >= 0x80 || byte == 0x5F
    }
    let before = at > 0 && isWord(source[at - 1])
    let after = at + 1 < source.count && isWord(source[at + 1])
    return !(before && after)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }

  private static func isStop(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "!" || scalar == "?" || scalar == "…" || isFullWidthStop(scalar)
  }

  private static func isFullWidthStop(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "。" || scalar == "！" || scalar == "？"
  }

  private static func isCloser(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", ")", "]", "\u{201D}", "\u{2019}", "\u{BB}", "\u{201C}": true
    default: false
    }
  }

  /// A point after an initial or an abbreviation, or before a small letter, ends nothing.
  private static func endsSentence(
    _ scalars: [Unicode.Scalar], stop: Int, after end: Int
  ) -> Bool {
    if scalars[stop] == ".", end == stop + 1 {
      var start = stop
      while start > 0, stop - start < 12, !WordClass.isSpace(scalars[start - 1]),
        !isCloser(scalars[start - 1]), scalars[start - 1] != "("
      { start -= 1 }
      if stop - start == 1, WordClass.isUppercase(scalars[start]) { return false }
      let word = String(String.UnicodeScalarView(scalars[start..<stop]))
      if abbreviations.contains(Folding.fold(word)) { return false }
    }
    var next = end
    while next < scalars.count, WordClass.isSpace(scalars[next]) || isOpener(scalars[next]) {
      next += 1
    }
    guard next < scalars.count else { return true }
    return !scalars[next].properties.isLowercase
  }

  private static func isOpener(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", "(", "[", "\u{201C}", "\u{2018}", "\u{AB}", "\u{201E}": true
    default: false
    }
  }

  private static let abbreviations: Set<String> = [
    "dr", "mr", "mrs", "ms", "prof", "no", "nos", "st", "vs", "e.g", "i.e", "cf", "ca", "approx",
    "gen", "col", "lt", "sgt", "sen", "rep", "gov", "art", "vol", "p", "pp", "fig", "u.s", "u.k",
    "jr", "sr", "inc", "ltd", "bzw", "z.b", "d.h", "nr", "jan", "feb", "mar", "apr", "aug", "sep",
    "sept", "oct", "nov", "dec", "им", "г", "ул", "т", "стр",
  ]
}
