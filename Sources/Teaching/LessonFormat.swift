// The form of a lesson file: front matter, words to the teacher, steps under `## ` headings. What is
// wrong is told with its line and the rest is read, so that one slip loses nothing.
//
//     ---
//     title: Reading a column
//     document: texts/column.txt
//     labels: [Loaded language, Repetition]
//     minutes: 45
//     ---
//     Said to the teacher, before the first step.
//
//     ## Mark · 8 min · ¶3, ¶8 · optional
//     Words to the class.
//
//     To the teacher: never shown to the class.
//
//     Question (choice): What kind of text is this?
//     - news report
//     - opinion
//     Answer: opinion
//
//     Answer: Loaded language: "words of the text"
//     Ask again: 1
//     Show: some-note, all, answers
//     Label: Repetition: The same words come back.
//     Example: Bread, bread, and again bread.

public import Notes
import Text

/// Reads lesson files. YAML comes through a port.
public struct LessonFormat: Sendable {
  /// Files beyond this many bytes are not read.
  public static let sizeLimit = 1_048_576

  private let yaml: any YAMLReading

  public init(yaml: any YAMLReading) { self.yaml = yaml }

  /// The lesson of a text and what is wrong with its form; never fails. `path` is as the user would
  /// name the file: it stands in the problems, and names a lesson that has no title.
  ///
  /// Rules: `broken-yaml`, `duplicate-key`, `unknown-key`, `bad-value`, `too-large`, `unclosed`,
  /// `unknown-kind`, `bad-heading`, `before-first-step`, `bad-question`, `bad-answer`, `bad-show`,
  /// `unknown-question`, `unknown-label`.
  public func read(_ text: String, path: String) -> (lesson: Lesson, problems: [NoteProblem]) {
    var remarks = LessonRemarks(path: path)
    guard text.utf8.count <= Self.sizeLimit else { return Self.refused(path: path) }
    let file = NoteFile(text)
    var lesson = Lesson(title: "", document: "")
    if file.isUnclosed {
      remarks.error(
        "broken-yaml", 1, "the front matter that begins here is never closed; add a line ---")
    }
    if let front = file.frontMatterText {
      readFrontMatter(front, from: file.frontMatterLine, into: &lesson, &remarks)
    }
    var body = LessonBody(lesson: lesson, remarks: remarks)
    body.read(file.bodyText, from: file.bodyLine)
    lesson = body.lesson
    if lesson.title.isEmpty { lesson.title = body.heading ?? Self.fileName(of: path) }
    return (lesson, body.remarks.problems.sorted(by: NoteProblem.isBefore))
  }

  /// What is said of a file that is too large, without a look at it.
  public static func refused(path: String) -> (lesson: Lesson, problems: [NoteProblem]) {
    var remarks = LessonRemarks(path: path)
    remarks.error("too-large", 1, "the file is larger than 1 MB and was not read")
    return (Lesson(title: fileName(of: path), document: ""), remarks.problems)
  }

  private func readFrontMatter(
    _ front: String, from firstLine: Int, into lesson: inout Lesson, _ remarks: inout LessonRemarks
  ) {
    guard front.utf8.count <= NoteFile.frontMatterLimit else {
      remarks.error("broken-yaml", 1, "the front matter is larger than 64 KB and was not read")
      return
    }
    do {
      var reader = LessonFrontMatter(lesson: lesson, remarks: remarks, offset: firstLine - 1)
      for entry in try yaml.entries(of: front) { reader.take(entry) }
      lesson = reader.lesson
      remarks = reader.remarks
    } catch {
      remarks.error(error.rule.rawValue, error.line + firstLine - 1, error.reason)
    }
  }

  /// Whether a text is a lesson and not an ordinary text: front matter with a `document:` and a
  /// heading of the second level below it. Reads no YAML, so that any text can be asked.
  public static func isLesson(_ text: String) -> Bool {
    guard text.utf8.count <= sizeLimit,
      text.utf8.starts(with: "---".utf8)
        || text.utf8.starts(with: "\u{FEFF}---".utf8)
    else { return false }
    let file = NoteFile(text)
    guard let front = file.frontMatterText,
      hasLine(in: front, where: { isKey("document", $0) })
    else { return false }
    return hasLine(in: file.bodyText) { $0.starts(with: "## ".utf8) }
  }

  private static func hasLine(
    in text: String, where isOne: (Substring.UTF8View) -> Bool
  ) -> Bool {
    text[...].utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains(where: isOne)
  }

  private static func isKey(_ key: String, _ line: Substring.UTF8View) -> Bool {
    let small = line.prefix(key.utf8.count + 1).map { byte in
      (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
    return small.elementsEqual((key + ":").utf8)
  }

  /// The last part of a path, without `.md`.
  private static func fileName(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }
}

/// What is said about one lesson file.
struct LessonRemarks {
  let path: String
  private(set) var problems: [NoteProblem] = []

  init(path: String) { self.path = path }

  mutating func error(_ rule: String, _ line: Int, _ message: String) {
    add(.error, rule, line, message)
  }

  mutating func warning(_ rule: String, _ line: Int, _ message: String) {
    add(.warning, rule, line, message)
  }

  private mutating func add(
    _ severity: NoteProblem.Severity, _ rule: String, _ line: Int, _ message: String
  ) {
    problems.append(
      NoteProblem(path: path, line: line, severity: severity, rule: rule, message: message))
  }

  /// Words of the file inside a message: on one line, safe to show, and not too many.
  static func quoted(_ text: some StringProtocol) -> String {
    let limit = 80
    let scalars = Substring(text).unicodeScalars
    let start = String(scalars.prefix(limit))
    let isCut = !scalars.dropFirst(limit).isEmpty
    return "\"" + start.madeVisible + (isCut ? "…" : "") + "\""
  }
}
