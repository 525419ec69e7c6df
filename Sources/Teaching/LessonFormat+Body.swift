// Steps with their words and questions, line by line. What a step's paragraphs come to in the end is
// in LessonFormat+Steps.swift.

import Notes
import Text

/// Reads the body of one lesson.
struct LessonBody {
  /// Paragraphs that all headings of a file may name together.
  static let paragraphLimit = 100_000

  var lesson: Lesson
  var remarks: LessonRemarks
  /// The first heading of the first level.
  private(set) var heading: String?
  /// The step that is being read; nil before the first heading.
  var step: OpenStep?
  /// How often each question has been asked so far, by its number.
  var asked: [Int: Int] = [:]
  /// True when the front matter names labels: then no other ones may come up.
  let hasDeclaredLabels: Bool
  var labelNumbers: [String: Int]
  /// The label that an example would belong to.
  var lastLabel: Int?
  /// Questions that do not say how they are answered, by index.
  var untyped: Set<Int> = []
  private var room = LessonBody.paragraphLimit
  private var open: OpenItem?
  /// What was opened last, closed or not: list items belong to it.
  private var context = LessonItem.words
  /// Words behind a comment that is never closed.
  private var isCutOff = false

  /// A paragraph or list item, still growing.
  struct OpenItem {
    var item: LessonItem
    var bracket: String?
    var parts: [(text: String, line: Int)]
    var line: Int
    /// Whole lines as one text.
    var text: String { parts.map(\.text).joined(separator: " ").trimmed }
    var isEmpty: Bool { parts.allSatisfy(\.text.isEmpty) }
  }

  init(lesson: Lesson, remarks: LessonRemarks) {
    self.lesson = lesson
    self.remarks = remarks
    hasDeclaredLabels = !lesson.labels.isEmpty
    labelNumbers = Dictionary(
      lesson.labels.enumerated().map { (Folding.fold($1.name), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func read(_ text: String, from firstLine: Int) {
    let (lines, unclosedFence) = MarkdownProse.lines(of: text)
    for (index, line) in lines.enumerated() where !line.isHidden {
      take(line.text.trimmed, at: firstLine + index)
    }
    if let unclosedFence {
      remarks.error(
        "unclosed", firstLine + unclosedFence - 1,
        "the code that begins here is never closed: nothing after it is read")
    }
    close()
    closeStep()
  }

  private mutating func take(_ line: String, at number: Int) {
    if line.isEmpty {
      isCutOff = false
      // Answers may follow in a list after a blank line.
      if let open, open.isEmpty, open.item == .answer || open.item == .show { return }
      close()
      return
    }
    if isCutOff { return }
    var line = line
    if let comment = Self.comment(in: line) {
      remarks.error(
        "unclosed", number,
        "a comment begins here that is never closed: the rest of the paragraph is not read")
      isCutOff = true
      line = String(line[..<comment]).trimmed
      if line.isEmpty { return }
    }
    if takeHeading(line, at: number) { return }
    let listed = LessonList.item(line)
    if let keyword = LessonKeyword(listed ?? line), isMeant(keyword) {
      close()
      begin(keyword.item, keyword.rest, at: number, bracket: keyword.bracket)
    } else if let listed {
      takeListed(listed, line, at: number)
    } else if open != nil {
      open?.parts.append((line, number))
    } else {
      begin(.words, line, at: number)
    }
  }

  private static func comment(in line: String) -> String.Index? {
    var at = line.startIndex
    while let found = line[at...].firstIndex(of: "<") {
      if line[found...].hasPrefix("<!--") { return found }
      at = line.index(after: found)
    }
    return nil
  }

  /// An example belongs to a label, and is an ordinary word elsewhere.
  private func isMeant(_ keyword: LessonKeyword) -> Bool {
    keyword.item != .example || context == .label
  }

  private mutating func begin(
    _ item: LessonItem, _ text: String, at line: Int, bracket: String? = nil
  ) {
    open = OpenItem(item: item, bracket: bracket, parts: [(text, line)], line: line)
    context = item
  }

  private mutating func takeHeading(_ line: String, at number: Int) -> Bool {
    let level = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level) else { return false }
    var text = line.dropFirst(level)
    // Other tools let tags begin with a single mark and no blank.
    guard level == 2 || text.isEmpty || text.first == " " else { return false }
    while text.last == "#" { text.removeLast() }
    close()
    if level == 2 {
      closeStep()
      openStep(text.trimmed, at: number)
    } else {
      let words = text.trimmed
      if level == 1, step == nil, heading == nil {
        heading = MarkdownProse.plain(words)
      } else if !words.isEmpty {
        begin(context == .teacher ? .teacher : .words, words, at: number)
        close()
      }
    }
    return true
  }

  private mutating func takeListed(_ listed: String, _ line: String, at number: Int) {
    switch context {
    case .question, .option:
      close()
      begin(.option, listed, at: number)
    case .answer, .show:
      if open?.isEmpty ?? false { open = nil } else { close() }
      begin(context, listed, at: number)
    case .teacher:
      close()
      begin(.teacher, line, at: number)
    case .words, .ask, .label, .example:
      close()
      begin(.words, line, at: number)
    }
  }

  // MARK: - Items

  private mutating func close() {
    guard let item = open else { return }
    open = nil
    if step == nil { return closeBeforeSteps(item) }
    switch item.item {
    case .words:
      let words = MarkdownProse.plain(item.text)
      if !words.isEmpty { step?.words.append(words) }
    case .teacher:
      let words = MarkdownProse.plain(item.text)
      if !words.isEmpty { step?.teacherWords.append(words) }
    case .question: ask(item)
    case .option: add(option: item)
    case .answer:
      let question = step?.questions.last
      step?.answers.append((item, question))
    case .ask: askAgain(item)
    case .show: show(item)
    case .label: define(item)
    case .example: exemplify(item)
    }
  }

  private mutating func closeBeforeSteps(_ item: OpenItem) {
    switch item.item {
    case .words, .teacher:
      let words = MarkdownProse.plain(item.text)
      guard !words.isEmpty else { return }
      lesson.teacherWords += (lesson.teacherWords.isEmpty ? "" : "\n\n") + words
    case .label: define(item)
    case .example: exemplify(item)
    case .option: return
    case .question, .answer, .ask, .show:
      remarks.error(
        "before-first-step", item.line, "this stands before the first step; put it below a ## line")
    }
  }

  private mutating func openStep(_ text: String, at line: Int) {
    let heading = StepHeading(MarkdownProse.plain(text), room: room)
    room -= heading.paragraphs.count
    if heading.kind == nil {
      let kinds = StepKind.allCases.map(\.rawValue).joined(separator: ", ")
      remarks.error(
        "unknown-kind", line,
        "\(LessonRemarks.quoted(heading.name)) is no kind of step; they are \(kinds)")
    }
    for fault in heading.faults { remarks.error("bad-heading", line, fault) }
    // A step of no known kind keeps its place: a talk needs nothing but its words.
    step = OpenStep(
      Step(
        kind: heading.kind ?? .discuss, minutes: heading.minutes,
        paragraphs: heading.paragraphs.sorted(), isOptional: heading.isOptional, line: line))
    context = .words
  }
}
