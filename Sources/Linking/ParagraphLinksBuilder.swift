// From what was found in a paragraph to its notes in the order of the pane.

internal import Documents
internal import Notes
internal import Text

/// Groups occurrences by note and orders them.
struct ParagraphLinksBuilder {
  let document: Document
  let notes: LinkedNotes
  let index: NameIndex

  /// The notes of one paragraph: passage notes by position, then by first mention.
  func links(
    paragraph: Int, names: [Find], surnames: [Find], places: [PassagePlaces.Place]
  ) -> ParagraphLinks {
    if names.isEmpty && surnames.isEmpty && places.isEmpty {
      return ParagraphLinks(paragraph: paragraph, links: [])
    }
    var matches: [Int: [Match]] = [:]
    for find in names + surnames {
      let entry = index.entry(find.entry)
      matches[Int(entry.note), default: []].append(match(find, entry))
    }
    let whole = document.paragraphs[paragraph]
    var states: [Int: PassageState] = [:]
    for place in places {
      matches[place.note, default: []].append(match(place, in: whole))
      states[place.note] = states[place.note] ?? place.state
    }
    let links = matches.map { note, matches in (note, link(note, matches, states[note])) }
    return ParagraphLinks(
      paragraph: paragraph,
      links: links.sorted { precedes($0.1, $1.1, notes.precedes($0.0, $1.0)) }.map(\.1))
  }

  private func match(_ find: Find, _ entry: NameEntry) -> Match {
    let note = notes[Int(entry.note)]
    let name = entry.name == 0 ? note.title : note.aliases[Int(entry.name) - 1]
    let rule = entry.role == .surname ? MatchRule.surname : find.rule
    return Match(
      range: find.range, text: document.text(in: find.bytes),
      reason: rule.reason(isTitle: entry.name == 0), name: name, evidence: Evidence(rule))
  }

  /// A passage as far as it stands in the paragraph.
  private func match(_ place: PassagePlaces.Place, in paragraph: ParagraphSpan) -> Match {
    let range = ScalarRange(
      max(place.range.start, paragraph.range.start), min(place.range.end, paragraph.range.end))
    let text = document.text(in: paragraph.bytes)
    let inside = range.shifted(by: -paragraph.range.start.value)
    return Match(
      range: range, text: String(text.slice(inside)), reason: .passage, name: place.quote)
  }

  private func link(_ note: Int, _ matches: [Match], _ passage: PassageState?) -> NoteLink {
    let sorted = matches.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      return (one.range.start.value, -one.range.count, one.reason.rank, left.offset)
        < (other.range.start.value, -other.range.count, other.reason.rank, right.offset)
    }
    var kept: [Match] = []
    for match in sorted.map(\.element) where kept.last?.range != match.range { kept.append(match) }
    return NoteLink(
      note: notes[note].id, title: notes[note].title, kind: notes[note].kind,
      reason: kept.map(\.reason).min() ?? .alias, matches: kept, passage: passage)
  }

  private func precedes(_ left: NoteLink, _ right: NoteLink, _ isFirstID: Bool) -> Bool {
    let isPassage = (left.reason == .passage, right.reason == .passage)
    if isPassage.0 != isPassage.1 { return isPassage.0 }
    guard let one = first(of: left), let other = first(of: right) else { return isFirstID }
    if one.start != other.start { return one.start < other.start }
    return one.count == other.count ? isFirstID : one.count > other.count
  }

  /// By what a note is placed: its passage if it has one here, else its first mention.
  private func first(of link: NoteLink) -> ScalarRange? {
    (link.reason == .passage ? link.matches.first { $0.reason == .passage } : link.matches.first)?
      .range
  }
}
