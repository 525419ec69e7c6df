// What each key of a lesson's front matter means.

import Notes
import Text

/// Takes the entries of one front matter into a lesson.
struct LessonFrontMatter {
  /// More minutes than any lesson has.
  static let longest = 1_440

  var lesson: Lesson
  var remarks: LessonRemarks
  /// Added to lines of the YAML to give lines of the file.
  let offset: Int

  mutating func take(_ entry: YAMLEntry) {
    let key = entry.key.lowercased()
    lesson.keyLines[key] = entry.line + offset
    switch key {
    case "title": lesson.title = text(entry) ?? ""
    case "document": lesson.document = text(entry) ?? ""
    case "author": lesson.author = text(entry)
    case "outlet": lesson.outlet = text(entry)
    case "translator": lesson.translator = text(entry)
    case "date": lesson.date = text(entry)
    case "language": lesson.language = text(entry)
    case "minutes": lesson.minutes = minutes(entry)
    case "labels": takeLabels(entry)
    case "anonymity": takeAnonymity(entry)
    case "keep-back":
      lesson.keptBack = list(entry).map { NoteID(LessonShow.id(of: $0.text)) }
    default:
      remarks.warning(
        "unknown-key", entry.line + offset,
        "a lesson has no key \(LessonRemarks.quoted(entry.key)); it is not read")
    }
  }

  private mutating func complain(_ entry: YAMLEntry, _ message: String) {
    remarks.error("bad-value", entry.line + offset, "\(entry.key.madeVisible) \(message)")
  }

  /// A scalar without white space around it; nil when empty.
  private mutating func text(_ entry: YAMLEntry) -> String? {
    switch entry.value {
    case .scalar(let text, _):
      let text = text.trimmed
      return text.isEmpty ? nil : text
    case .null: return nil
    case .list, .map:
      complain(entry, "must be a text, not a list or mapping")
      return nil
    }
  }

  private mutating func minutes(_ entry: YAMLEntry) -> Int? {
    guard let text = text(entry) else { return nil }
    guard let number = Int(text), (1...Self.longest).contains(number) else {
      complain(entry, "must be a whole number of minutes, 1 to \(Self.longest)")
      return nil
    }
    return number
  }

  private mutating func takeAnonymity(_ entry: YAMLEntry) {
    guard let text = text(entry) else { return }
    guard let anonymity = Anonymity(rawValue: text.lowercased()) else {
      complain(entry, "must be none or codes")
      return
    }
    lesson.anonymity = anonymity
  }

  private mutating func takeLabels(_ entry: YAMLEntry) {
    var known: Set<String> = []
    for (name, line) in list(entry) {
      guard known.insert(Folding.fold(name)).inserted else {
        remarks.error("bad-value", line, "the label \(LessonRemarks.quoted(name)) stands twice")
        continue
      }
      lesson.labels.append(LessonLabel(name, line: line))
    }
  }

  /// A list of texts with their lines; a single text is cut at its commas.
  private mutating func list(_ entry: YAMLEntry) -> [(text: String, line: Int)] {
    var found: [(text: String, line: Int)] = []
    switch entry.value {
    case .scalar(let text, let line):
      found = text.split(separator: ",").map { (String($0), line) }
    case .list(let items, _):
      found = items.compactMap { item in item.string.map { ($0, item.line) } }
      if items.contains(where: \.isCollection) {
        complain(entry, "must be a list of texts; lists inside it were left out")
      }
    case .null: return []
    case .map: complain(entry, "must be a text or a list of texts")
    }
    return found.map { ($0.text.trimmed, $0.line + offset) }.filter { !$0.text.isEmpty }
  }
}

extension YAMLValue {
  fileprivate var isCollection: Bool {
    switch self {
    case .list, .map: true
    case .scalar, .null: false
    }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !WordClass.isSpace($0) }),
      let last = scalars.lastIndex(where: { !WordClass.isSpace($0) })
    else { return "" }
    return String(self[first..<scalars.index(after: last)])
  }
}
