// What each key of the front matter means. Unknown keys are somebody else's and mean nothing here.

import Anchoring
import Text

/// Takes the entries of one front matter into a note.
struct FrontMatter {
  var note: Note
  var problems: [NoteProblem] = []
  /// Added to lines of the YAML to give lines of the file.
  private let offset: Int
  private var quote: String?
  private var quoteLine: Int?
  private var isQuoteMalformed = false
  private var selector = TextSelector(quote: "")
  private var document: String?
  private var hash: ContentHash?
  private var start: Int?
  private var end: Int?

  init(note: Note, offset: Int) {
    self.note = note
    self.offset = offset
  }

  mutating func take(_ entry: YAMLEntry) {
    let key = entry.key.lowercased()
    note.keyLines[key] = entry.line + offset
    switch key {
    case "title": if let text = text(entry) { note.title = text }
    case "aliases", "alias": note.aliases += names(entry)
    case "kind": note.kind = text(entry).map { NoteKind($0) }
    case "tags", "tag": note.tags += tags(entry)
    case "description":
      note.description = text(entry).map { PlainText.stripped($0) }
      note.hasOwnDescription = note.description != nil
    case "match-case": note.matchCase = flag(entry)
    case "language": note.language = text(entry)
    case "near": note.near += list(entry)
    case "valid-from": note.validFrom = text(entry)
    case "valid-until": note.validUntil = text(entry)
    case "surface": if flag(entry) == false { note.surfaces = false }
    case "source", "sources": takeSources(entry)
    default: if key.hasPrefix("quote") { takeQuote(key, entry) }
    }
  }

  private mutating func takeQuote(_ key: String, _ entry: YAMLEntry) {
    switch key {
    case "quote":
      quoteLine = entry.line + offset
      let before = problems.count
      quote = words(entry)
      isQuoteMalformed = problems.count > before
    case "quote-prefix": selector.prefix = words(entry) ?? ""
    case "quote-suffix": selector.suffix = words(entry) ?? ""
    case "quote-document": document = text(entry)
    case "quote-hash":
      guard let written = text(entry) else { return }
      hash = ContentHash(hex: written)
      if hash == nil {
        complain(entry, "quote-hash must be 64 hexadecimal digits")
      }
    case "quote-start": start = offset(entry)
    case "quote-end": end = offset(entry)
    default: return
    }
    if quoteLine == nil { quoteLine = entry.line + offset }
  }

  /// What several keys together mean.
  mutating func finish() {
    let names = note.aliases
    var seen: Set<String> = [Folding.fold(note.title)]
    note.aliases = names.filter { seen.insert($0 == note.title ? Folding.fold($0) : $0).inserted }
    if note.tags.contains(where: { Folding.fold($0) == "linker-exclude" }) {
      note.surfaces = false
    }
    guard let line = quoteLine else { return }
    guard let quote, !quote.isEmpty else {
      if isQuoteMalformed { return }
      problems.append(
        NoteProblem(
          path: note.path, line: line, severity: .error, rule: "broken-yaml",
          message: "the note names a place in a text but has no quote"))
      return
    }
    selector.quote = quote
    if let start, let end {
      if end < start {
        problems.append(
          NoteProblem(
            path: note.path, line: note.keyLines["quote-end"] ?? line, severity: .error,
            rule: "broken-yaml", message: "quote-end lies before quote-start"))
      } else {
        selector.position = ScalarRange(ScalarOffset(start), ScalarOffset(end))
      }
    }
    note.passage = Passage(document: document, documentPath: nil, hash: hash, selector: selector)
  }

  private mutating func complain(_ entry: YAMLEntry, _ message: String) {
    problems.append(
      NoteProblem(
        path: note.path, line: entry.line + offset, severity: .error, rule: "broken-yaml",
        message: message))
  }

  /// A scalar without surrounding white space; nil when empty.
  private mutating func text(_ entry: YAMLEntry) -> String? {
    guard let text = words(entry)?.trimmedSpace, !text.isEmpty else { return nil }
    return text
  }

  /// A scalar as it is: white space at the ends of a quotation's context counts.
  private mutating func words(_ entry: YAMLEntry) -> String? {
    switch entry.value {
    case .scalar(let text, _): return text
    case .null: return nil
    case .list, .map:
      complain(entry, "\(entry.key) must be a text, not a list or mapping")
      return nil
    }
  }

  private mutating func offset(_ entry: YAMLEntry) -> Int? {
    guard let text = text(entry) else { return nil }
    guard let number = Int(text), number >= 0 else {
      complain(entry, "\(entry.key) must be a whole number, 0 or more")
      return nil
    }
    return number
  }

  private mutating func flag(_ entry: YAMLEntry) -> Bool? {
    guard let text = text(entry) else { return nil }
    switch text.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default:
      complain(entry, "\(entry.key) must be yes or no")
      return nil
    }
  }

  /// A list of texts; a single text is cut at its commas, as Obsidian does.
  private mutating func list(_ entry: YAMLEntry) -> [String] {
    let raw: [String]
    switch entry.value {
    case .scalar(let text, _): raw = text.split(separator: ",").map(String.init)
    case .list(let items, _):
      if items.contains(where: { $0.isCollection }) {
        complain(entry, "\(entry.key) must be a list of texts; lists inside it were left out")
      }
      raw = entry.value.strings
    case .null: raw = []
    case .map:
      complain(entry, "\(entry.key) must be a text or a list of texts")
      raw = []
    }
    return raw.map(\.trimmedSpace).filter { !$0.isEmpty }
  }

  /// Aliases that are paths come from tools that move notes; no text mentions them.
  private mutating func names(_ entry: YAMLEntry) -> [String] {
    list(entry).filter { name in
      let isPath =
        name.hasSuffix(".md") || name.hasPrefix("/") || name.contains("://")
        || (name.contains("/") && !name.contains(" ") && !isShort(name))
      return !isPath
    }
  }

  /// `9/11`, `AC/DC`, `и/или`: parts of three letters at most are a name with a stroke, no path.
  private func isShort(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { (1...3).contains($0.unicodeScalars.count) }
  }

  private mutating func tags(_ entry: YAMLEntry) -> [String] {
    var found: [String] = []
    for item in list(entry) {
      // A tag holds no white space; several in one text are several tags.
      let parts = entry.value.string == nil ? [Substring(item)] : item.split(separator: " ")
      for part in parts {
        let tag = String(part.drop { $0 == "#" }).trimmedSpace
        if !tag.isEmpty, !found.contains(tag) { found.append(tag) }
      }
    }
    return found
  }

  private mutating func takeSources(_ entry: YAMLEntry) {
    switch entry.value {
    case .scalar(let text, let line): add(source: text, line: line)
    case .list(let items, _):
      for item in items {
        switch item {
        case .scalar(let text, let line): add(source: text, line: line)
        case .null: continue
        case .list, .map:
          complain(entry, "\(entry.key) must be a text or a list of texts")
        }
      }
    case .null: return
    case .map: complain(entry, "\(entry.key) must be a text or a list of texts")
    }
  }

  private mutating func add(source text: String, line: Int) {
    guard !text.trimmedSpace.isEmpty else { return }
    let number = note.sources.count + 1
    note.sources.append(
      SourceLine.source(
        label: number == 1 ? "source" : "source \(number)", definition: text.trimmedSpace,
        line: line + offset))
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
