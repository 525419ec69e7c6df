// The words with which a paragraph of a lesson begins to mean something, and the forms behind them.

import Notes
import Text

/// What a paragraph or list item of a step is.
enum LessonItem: Hashable {
  case words, teacher, question, option, answer, ask, show, label, example
}

/// The keyword at the start of a line.
struct LessonKeyword {
  let item: LessonItem
  /// What stands in brackets right behind the word; nil without brackets.
  private(set) var bracket: String?
  /// The rest of the line, without white space and marks of emphasis at its start.
  private(set) var rest: String

  /// No keyword is longer, so of a long line no more is looked at.
  private static let reach = 24
  private static let words: [(word: String, item: LessonItem)] = [
    ("to the teacher", .teacher), ("for the teacher", .teacher), ("question", .question),
    ("answers", .answer), ("answer", .answer), ("ask again", .ask), ("show", .show),
    ("label", .label), ("example", .example),
  ]

  /// Nil for a line that begins with no keyword. Emphasis around the word is allowed.
  init?(_ line: some StringProtocol) {
    let scalars = Substring(line).unicodeScalars
    let start = scalars.drop { "*_> ".unicodeScalars.contains($0) }
    let head = Folding.fold(String(start.prefix(Self.reach)))
    guard let (word, item) = Self.words.first(where: { head.hasPrefix($0.word) }) else {
      return nil
    }
    self.item = item
    rest = ""
    // The words are ASCII, where folding keeps the number of scalars.
    var after = start.dropFirst(word.unicodeScalars.count)
    if item == .teacher {
      // Better a sentence too many kept from the class than one too few.
      guard after.first.map({ !WordClass.isWord($0) }) ?? true else { return nil }
      rest = Self.text(after.drop { ":,.-–—：*_ ".unicodeScalars.contains($0) })
      return
    }
    if item == .question {
      after = after.drop { Self.isBlank($0) || ("0"..."9").contains($0) }
    }
    after = after.drop(while: Self.isBlank)
    if after.first == "(", let close = after.firstIndex(of: ")") {
      bracket = Self.text(after[after.index(after: after.startIndex)..<close])
      after = after[after.index(after: close)...]
    }
    after = after.drop { Self.isBlank($0) || $0 == "*" || $0 == "_" }
    if after.first == ":" || after.first == "：" {
      after = after.dropFirst()
    } else if item != .question || bracket == nil {
      return nil
    }
    rest = Self.text(after.drop { Self.isBlank($0) || $0 == "*" || $0 == "_" })
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { WordClass.isSpace(scalar) }

  private static func text(_ scalars: Substring.UnicodeScalarView) -> String {
    Substring(scalars).trimmed
  }
}

/// List items.
enum LessonList {
  /// What stands behind a list marker; nil for a line without one.
  static func item(_ line: some StringProtocol) -> String? {
    let scalars = Substring(line).unicodeScalars
    guard let first = scalars.first else { return nil }
    var rest = scalars.dropFirst()
    if ("0"..."9").contains(first) {
      // Two digits at most: a year may begin a line of prose.
      if let second = rest.first, ("0"..."9").contains(second) { rest = rest.dropFirst() }
      guard let stop = rest.first, stop == "." || stop == ")" else { return nil }
      rest = rest.dropFirst()
    } else if !"-*+•".unicodeScalars.contains(first) {
      return nil
    }
    guard rest.first.map(WordClass.isSpace) ?? true else { return nil }
    return Substring(rest).trimmed
  }
}

/// What follows `Show:`.
enum LessonShow {
  /// A note's id without the brackets or the ending that it may be written with.
  static func id(of word: String) -> String {
    var id = word[...]
    if id.hasPrefix("[["), id.hasSuffix("]]") { id = id.dropFirst(2).dropLast(2) }
    if id.hasSuffix(".md") { id = id.dropLast(3) }
    return id.trimmed
  }

  static func items(_ text: String, line: Int) -> [ShownItem] {
    text.split(separator: ",").map { id(of: $0.trimmed) }.filter { !$0.isEmpty }.map { word in
      switch word.lowercased() {
      case "all": .all(line: line)
      case "answers": .answers(line: line)
      default: .note(NoteID(word), line: line)
      }
    }
  }
}

/// `Label: "quotation"` and `Label: "quotation" and more`.
struct QuotedAnswer {
  /// Empty where nothing stands before the quotation.
  let label: String
  let quotation: String
  /// What stands behind the closing quotation mark, but for a full stop.
  let rest: String

  private static let opening = "\"“„«‟".unicodeScalars
  private static let closing = "\"”“»".unicodeScalars

  /// Nil without a quotation that begins the text or follows a colon.
  init?(_ text: String) {
    let scalars = text.unicodeScalars
    guard let open = scalars.firstIndex(where: { Self.opening.contains($0) }) else { return nil }
    let start = scalars.index(after: open)
    guard let close = scalars[start...].lastIndex(where: { Self.closing.contains($0) }) else {
      return nil
    }
    let before = Substring(scalars[..<open]).trimmed
    guard before.isEmpty || before.hasSuffix(":") || before.hasSuffix("：") else { return nil }
    label = before.dropLast().trimmed
    quotation = Substring(scalars[start..<close]).trimmed
    let after = Substring(scalars[scalars.index(after: close)...]).trimmed
    rest = after == "." ? "" : after
  }
}
