// A step's heading: kind, minutes, paragraphs, optional; in any order after the kind.

import Text

/// What a heading says.
struct StepHeading {
  /// Minutes that a step can have.
  static let minutesLimit = 600
  /// A text has no more paragraphs that a class could speak of.
  static let paragraphLimit = 1_000_000

  /// Nil for a kind that does not exist.
  private(set) var kind: StepKind?
  /// The kind as written.
  private(set) var name = ""
  private(set) var minutes: Int?
  private(set) var paragraphs: [Int] = []
  private(set) var isOptional = false
  /// What is not understood, in sentences.
  private(set) var faults: [String] = []
  /// How many paragraphs may still be named.
  private var room: Int
  private var known: Set<Int> = []

  /// Reads what stands behind the `##`. No more than `room` paragraphs are taken.
  init(_ text: some StringProtocol, room: Int) {
    self.room = room
    let parts = Substring(text).unicodeScalars.split { "·•∙・,|;".unicodeScalars.contains($0) }
      .map { Substring($0).trimmed }
    let first = Self.parted(parts.first ?? "")
    name = first.name
    kind = StepKind(rawValue: name.lowercased())
    var wasParagraph = false
    for part in [first.rest] + parts.dropFirst() where !part.isEmpty {
      wasParagraph = take(part, afterParagraph: wasParagraph)
    }
  }

  /// A colon or a dash may stand behind the kind, too; elsewhere a dash makes a range.
  private static func parted(_ part: String) -> (name: String, rest: String) {
    let scalars = part.unicodeScalars
    let place = scalars.firstIndex { ":-\u{2013}\u{2014}".unicodeScalars.contains($0) }
    guard let place else { return (part, "") }
    return (
      part[..<place].trimmed, Substring(scalars[scalars.index(after: place)...]).trimmed
    )
  }

  /// Takes one part; true when it names paragraphs, so that a bare number after it does, too.
  private mutating func take(_ part: String, afterParagraph: Bool) -> Bool {
    let small = part.lowercased()
    if small == "optional" {
      isOptional = true
      return false
    }
    if let words = Self.paragraphWords(small) {
      takeParagraphs(words, part)
      return true
    }
    if afterParagraph, Self.numbers(in: small) != nil {
      takeParagraphs(small, part)
      return true
    }
    if let number = Self.minutes(small) {
      if let number, (1...Self.minutesLimit).contains(number) {
        minutes = number
      } else {
        faults.append("\(LessonRemarks.quoted(part)) is no number of minutes from 1 to 600")
      }
      return false
    }
    faults.append(
      "\(LessonRemarks.quoted(part)) is neither minutes (4 min) nor paragraphs (¶3, ¶5-7) "
        + "nor \"optional\"")
    return false
  }

  /// What follows a paragraph sign or word; nil without one.
  private static func paragraphWords(_ part: String) -> String? {
    for sign in ["¶", "paragraphs", "paragraph", "para", "par."] where part.hasPrefix(sign) {
      return String(part.dropFirst(sign.count))
    }
    return nil
  }

  private mutating func takeParagraphs(_ words: String, _ part: String) {
    guard let ranges = Self.numbers(in: words), !ranges.isEmpty else {
      faults.append("\(LessonRemarks.quoted(part)) names no paragraphs; write ¶3 or ¶3-5")
      return
    }
    for range in ranges {
      guard range.count <= room else {
        faults.append("\(LessonRemarks.quoted(part)): too many paragraphs")
        return
      }
      room -= range.count
      for number in range where known.insert(number).inserted { paragraphs.append(number) }
    }
  }

  /// `3`, `3-5`, `3 – 5`, `¶3 and ¶8`; nil for anything else.
  private static func numbers(in words: String) -> [ClosedRange<Int>]? {
    var plain = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "¶", "&", "+": plain += " "
      case "-", "\u{2010}"..."\u{2015}", "\u{2212}": plain += " - "
      default: plain.unicodeScalars.append(scalar)
      }
    }
    var ranges: [ClosedRange<Int>] = []
    var opensRange = false
    for word in plain.split(separator: " ") where word != "and" {
      if word == "-" || word == "to" {
        guard !ranges.isEmpty, !opensRange else { return nil }
        opensRange = true
        continue
      }
      guard word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(word),
        (1...paragraphLimit).contains(number)
      else { return nil }
      if opensRange, let first = ranges.popLast() {
        guard first.lowerBound <= number else { return nil }
        ranges.append(first.lowerBound...number)
        opensRange = false
      } else {
        ranges.append(number...number)
      }
    }
    return opensRange ? nil : ranges
  }

  /// `4 min`, `4 minutes`, `4'`; nil for what does not speak of minutes, `.some(nil)` for what does
  /// without a number that can be read.
  private static func minutes(_ part: String) -> Int?? {
    let digits = part.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { return nil }
    let unit = part.dropFirst(digits.count).trimmed
    let units = ["min", "min.", "mins", "mins.", "minute", "minutes", "m", "'", "’", "′"]
    guard units.contains(unit) else { return nil }
    return .some(Int(digits))
  }
}
