// How the text of a footnote becomes a source: publisher, title, date, link. What does not follow
// the form stays text, with the link and the day where they are plain to see.

import Text

/// Reads `Publisher, "Title", 2025-07-24, <https://…>`.
public enum SourceLine {
  /// The parts of one definition.
  public static func source(label: String, definition: String, line: Int) -> Source {
    var source = Source(label: label, text: PlainText.stripped(definition), line: line)
    let scalars = Array(definition.unicodeScalars)
    let address = address(in: scalars)
    source.url = address.map { text(of: scalars[$0]) }
    let limit = address?.lowerBound ?? scalars.count
    guard let quoted = quotation(in: scalars, before: limit),
      let publisher = publisher(in: scalars[..<quoted.open])
    else {
      if let address, let words = linkWords(in: scalars, before: address.lowerBound) {
        source.title = PlainText.stripped(words)
        source.date = day(in: text(of: scalars[address.upperBound...]))
      }
      source.date = source.date ?? firstDay(in: scalars, leaving: address)
      return source
    }
    source.publisher = publisher
    source.title = PlainText.stripped(text(of: scalars[quoted.words]))
    let rest = text(of: scalars[min(quoted.after, limit)..<limit])
    source.date = day(in: rest) ?? firstDay(in: scalars, leaving: address)
    return source
  }

  /// The first part between commas that is a year, a month or a day.
  private static func day(in text: String) -> String? {
    text.split(separator: ",").lazy
      .map { String($0.drop { $0 == ")" || $0 == ">" }).trimmedSpace.withoutEnd(".;:<([") }
      .first(where: CalendarDate.looksLikeDate)
  }

  /// The words of a Markdown link whose address begins at a place: `[words](https://…)`.
  private static func linkWords(in scalars: [Unicode.Scalar], before address: Int) -> String? {
    guard address >= 3, scalars[address - 1] == "(", scalars[address - 2] == "]",
      let open = scalars[..<(address - 2)].lastIndex(of: "["), open < address - 3
    else { return nil }
    return text(of: scalars[(open + 1)..<(address - 2)])
  }

  private static func publisher(in before: ArraySlice<Unicode.Scalar>) -> String? {
    let text = text(of: before).trimmedSpace
    guard text.hasSuffix(","), !text.contains("://") else { return nil }
    let name = PlainText.stripped(String(text.dropLast()).trimmedSpace)
    return name.isEmpty ? nil : name
  }

  /// The first quotation: where it opens, its words, and what follows it. A closing mark counts
  /// when something other than a word follows, so that quotations inside a title do not end it.
  private static func quotation(
    in scalars: [Unicode.Scalar], before limit: Int
  ) -> (open: Int, words: Range<Int>, after: Int)? {
    guard let open = scalars[..<limit].firstIndex(where: { closers(of: $0) != nil }),
      let closers = closers(of: scalars[open])
    else { return nil }
    var last: Int?
    for index in (open + 1)..<max(open + 1, limit) where closers.contains(scalars[index]) {
      last = index
      let next = scalars[(index + 1)..<limit].first { !WordClass.isSpace($0) }
      let isEnd = next.map { $0 == "," || $0 == "." || $0 == ";" || $0 == "(" || $0 == "<" } ?? true
      if isEnd || scalars[index - 1] == "," { break }
    }
    guard let close = last else { return nil }
    let end = scalars[close - 1] == "," ? close - 1 : close
    return (open, (open + 1)..<max(open + 1, end), close + 1)
  }

  private static func closers(of scalar: Unicode.Scalar) -> Set<Unicode.Scalar>? {
    switch scalar {
    case "\"": ["\""]
    case "\u{201C}": ["\u{201D}"]
    case "\u{201E}": ["\u{201C}", "\u{201D}"]
    case "\u{AB}": ["\u{BB}"]
    case "\u{BB}": ["\u{AB}"]
    default: nil
    }
  }

  /// The first web address.
  private static func address(in scalars: [Unicode.Scalar]) -> Range<Int>? {
    var start = 0
    while start < scalars.count {
      guard scalars[start] == "h" || scalars[start] == "H", isWebStart(scalars, start) else {
        start += 1
        continue
      }
      let isBracketed = start > 0 && scalars[start - 1] == "<"
      let isInLink = start > 0 && scalars[start - 1] == "("
      var end = start
      while end < scalars.count, !WordClass.isSpace(scalars[end]), scalars[end] != ">",
        scalars[end] != "<", scalars[end] != "\"", !(isInLink && scalars[end] == ")")
      { end += 1 }
      if !isBracketed, !isInLink {
        while end > start, ".,;:!?)]'\u{201D}".unicodeScalars.contains(scalars[end - 1]) {
          end -= 1
        }
      }
      return start..<end
    }
    return nil
  }

  private static func isWebStart(_ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
    let head = text(of: scalars[at..<min(scalars.count, at + 9)]).lowercased()
    return (head.hasPrefix("http://") && head.utf8.count > 7)
      || (head.hasPrefix("https://") && head.utf8.count > 8)
  }

  /// The first full day outside the address.
  private static func firstDay(in scalars: [Unicode.Scalar], leaving out: Range<Int>?) -> String? {
    let digits = scalars.map { (0x30...0x39).contains($0.value) }
    var at = 0
    while at + 10 <= scalars.count {
      defer { at += 1 }
      if let out, out.overlaps(at..<(at + 10)) { continue }
      guard digits[at], scalars[at + 4] == "-", scalars[at + 7] == "-" else { continue }
      if at > 0, digits[at - 1] { continue }
      if at + 10 < scalars.count, digits[at + 10] { continue }
      let day = text(of: scalars[at..<(at + 10)])
      if CalendarDate.looksLikeDate(day) { return day }
    }
    return nil
  }

  private static func text(of scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

extension String {
  /// Without any of some ASCII marks at the end.
  func withoutEnd(_ marks: String) -> String {
    var scalars = Substring(self).unicodeScalars
    while let last = scalars.last, marks.unicodeScalars.contains(last) || last == " " {
      scalars.removeLast()
    }
    return String(scalars)
  }
}
