// The rules by which notes are held to be in order, in one place with their definitions.

import Anchoring
import Text

/// Checks notes. What it needs of the world comes as arguments.
///
/// - `broken-yaml`, `duplicate-key`, `shadowed-id`: found while reading, passed on from the catalogue.
/// - `dangling-link`: a link to another note that leads nowhere, or to several.
/// - `passage-not-found`: a passage whose quotation is not in its document, or is there several times
///   with nothing to tell the places apart; or whose document cannot be read. Addresses are skipped.
/// - `bad-date`: a validity or source date that is no day of the calendar, or an end before its start.
/// - `claim-without-source`: a note of any kind but source and question that has text and no source;
///   in a note of kind claim also a paragraph that states figures or dates without a footnote,
///   unless it ends with a colon and so introduces the next.
/// - `duplicate-alias`: a title or alias that another note has too, case aside.
/// - `ordinary-word-alias`: a title or alias of one ordinary word in a note without kind and near.
/// - `never-surfaces`: with the notes of a document given, one that is not among them, passage notes
///   and those with `surface: no` aside.
/// - `stale-source`: a source dated after today, or a `valid-until` that has passed.
///
/// Notes without kind, quote and own description are somebody's ordinary notes: only YAML and links.
public struct NoteCheck: Sendable {
  /// True to hold ordinary notes to every rule too.
  public var checksAll = false
  /// For `stale-source`; nil leaves that rule out.
  public var today: CalendarDate?
  /// For `never-surfaces`: the notes that some document shows; nil leaves that rule out.
  public var surfaced: Set<NoteID>?
  /// Whether a folded word is an ordinary one of its language.
  public var isOrdinaryWord: @Sendable (String) -> Bool = { _ in false }
  /// The normalised text of a passage's document by its path; nil when it cannot be read.
  public var documentText: @Sendable (String) -> String? = { _ in nil }

  public init() {}

  /// Everything that is wrong, by path and line. With `only`, of those notes alone.
  public func problems(in catalogue: Catalogue, only: Set<NoteID>? = nil) -> [NoteProblem] {
    var found = catalogue.problems.filter { problem in
      guard let only else { return true }
      return only.contains { id in
        problem.path == catalogue.note(id)?.path || problem.path == id.value + ".md"
          || problem.path.hasSuffix("/" + id.value + ".md")
      }
    }
    let owners = nameOwners(catalogue)
    var texts: [String: [UInt8]?] = [:]
    for note in catalogue.notes where only?.contains(note.id) ?? true {
      links(of: note, catalogue, &found)
      let isOrdinary = note.kind == nil && note.passage == nil && !note.hasOwnDescription
      guard checksAll || !isOrdinary else { continue }
      dates(of: note, &found)
      sources(of: note, &found)
      names(of: note, owners, catalogue, &found)
      passage(of: note, &texts, &found)
      if let surfaced, note.surfaces, note.passage == nil, !surfaced.contains(note.id) {
        found.append(
          note.warning("never-surfaces", line: 1, "no paragraph of the document shows this note"))
      }
    }
    return Array(Set(found)).sorted(by: NoteProblem.isBefore)
  }

  private func links(of note: Note, _ catalogue: Catalogue, _ found: inout [NoteProblem]) {
    for reference in note.references {
      switch catalogue.resolve(reference, from: note.id) {
      case .note, .outside: continue
      case .missing:
        found.append(
          note.error(
            "dangling-link", line: reference.line, "no note is named \(quoted(reference.target))"))
      case .ambiguous(let ids):
        let names = ids.prefix(3).map(\.value.madeVisible).joined(separator: ", ")
        found.append(
          note.error(
            "dangling-link", line: reference.line,
            "\(quoted(reference.target)) could be any of \(names); write the id"))
      }
    }
  }

  private func dates(of note: Note, _ found: inout [NoteProblem]) {
    let limits = [("valid-from", note.validFrom), ("valid-until", note.validUntil)]
    for (key, text) in limits {
      guard let text, CalendarDate(text) == nil else { continue }
      found.append(
        note.error(
          "bad-date", line: note.keyLines[key] ?? 1,
          "\(key): \(quoted(text)) is no date of the form 2025-07-24, 2025-07 or 2025"))
    }
    let from = note.validFrom.flatMap(CalendarDate.init)
    let until = note.validUntil.flatMap(CalendarDate.init)
    if let from, let until, until.latest < from.earliest {
      found.append(
        note.error(
          "bad-date", line: note.keyLines["valid-until"] ?? 1, "valid-until lies before valid-from")
      )
    }
    if let until, let today, until.latest < today.earliest {
      found.append(
        note.warning(
          "stale-source", line: note.keyLines["valid-until"] ?? 1,
          "what the note says was valid until \(until) only"))
    }
    for source in note.sources {
      guard let text = source.date else { continue }
      guard let date = CalendarDate(text) else {
        found.append(
          note.error("bad-date", line: source.line, "\(quoted(text)) is no day of the calendar"))
        continue
      }
      if let today, date.earliest > today.latest {
        found.append(
          note.warning(
            "stale-source", line: source.line, "the source is dated \(date), after today"))
      }
    }
  }

  private func sources(of note: Note, _ found: inout [NoteProblem]) {
    guard note.kind != .source, note.kind != .question else { return }
    let body = NoteBody(note.body, firstLine: note.bodyLine)
    let paragraphs = body.paragraphs
    guard let first = paragraphs.first else { return }
    if note.sources.isEmpty {
      found.append(
        note.warning(
          "claim-without-source", line: note.bodyLine + first.lowerBound,
          "the note makes statements and names no source"))
      return
    }
    guard note.kind == .claim else { return }
    for lines in paragraphs {
      let text = lines.map { body.text(ofLine: $0) }.joined(separator: " ")
      let isSourced = text.contains("[^") || text.contains("[@")
      guard !isSourced, !text.trimmedSpace.hasSuffix(":"), Self.statesFigures(text) else {
        continue
      }
      found.append(
        note.warning(
          "claim-without-source", line: note.bodyLine + lines.lowerBound,
          "this paragraph states figures or dates without a footnote"))
    }
  }

  /// A digit outside the names of linked notes.
  private static func statesFigures(_ text: String) -> Bool {
    var depth = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth = max(0, depth - 1)
      default: if depth == 0, Byte.isDigit(byte) { return true }
      }
    }
    return false
  }

  private func nameOwners(_ catalogue: Catalogue) -> [String: [NoteID]] {
    var owners: [String: [NoteID]] = [:]
    for note in catalogue.notes {
      for name in Set(note.names.map { Folding.fold($0) }) {
        owners[name, default: []].append(note.id)
      }
    }
    return owners
  }

  private func names(
    of note: Note, _ owners: [String: [NoteID]], _ catalogue: Catalogue,
    _ found: inout [NoteProblem]
  ) {
    var seen: Set<String> = []
    for (index, name) in note.names.enumerated() {
      let folded = Folding.fold(name)
      guard seen.insert(folded).inserted else { continue }
      let line = line(of: index, in: note)
      if let other = owners[folded]?.first(where: { $0 != note.id }) {
        let path = catalogue.note(other)?.path ?? other.value
        found.append(
          note.warning(
            "duplicate-alias", line: line,
            "\(quoted(name)) is also a name of \(path.madeVisible)"))
      }
      let words = SearchWords.split(name)
      if note.kind == nil, note.near.isEmpty, words.count == 1, let word = words.first,
        isOrdinaryWord(word)
      {
        found.append(
          note.warning(
            "ordinary-word-alias", line: line,
            "\(quoted(name)) is an ordinary word; give the note a kind or near words"))
      }
    }
  }

  private func line(of name: Int, in note: Note) -> Int {
    name == 0
      ? note.keyLines["title"] ?? 1 : note.keyLines["aliases"] ?? note.keyLines["alias"] ?? 1
  }

  private func passage(
    of note: Note, _ texts: inout [String: [UInt8]?], _ found: inout [NoteProblem]
  ) {
    guard let passage = note.passage else { return }
    let line = note.keyLines["quote"] ?? 1
    guard let document = passage.document else {
      if passage.hash == nil {
        found.append(
          note.error(
            "passage-not-found", line: line, "quote-document does not say where the quote is")
        )
      }
      return
    }
    if passage.documentPath == nil, document.contains("://") { return }
    let path = passage.documentPath ?? document
    if texts[path] == nil { texts[path] = .some(documentText(path).map { Array($0.utf8) }) }
    guard let known = texts[path], let text = known else {
      found.append(
        note.error(
          "passage-not-found", line: note.keyLines["quote-document"] ?? line,
          "the document \(document.madeVisible) cannot be read"))
      return
    }
    if passage.selector.resolve(in: text) == .lost {
      found.append(
        note.error(
          "passage-not-found", line: line,
          "the quote is not in \(document.madeVisible), or more than once without telling context"))
    }
  }

  private func quoted(_ text: String) -> String { "\"" + text.madeVisible + "\"" }
}

extension Note {
  fileprivate func error(_ rule: String, line: Int, _ message: String) -> NoteProblem {
    NoteProblem(path: path, line: line, severity: .error, rule: rule, message: message)
  }
  fileprivate func warning(_ rule: String, line: Int, _ message: String) -> NoteProblem {
    NoteProblem(path: path, line: line, severity: .warning, rule: rule, message: message)
  }
}

extension NoteProblem {
  /// The order in which problems are listed: path, line, rule, message.
  public static func isBefore(_ left: NoteProblem, _ right: NoteProblem) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.line != right.line { return left.line < right.line }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}
