// Decisions of the reader applied to what linking found: pinned notes beside every paragraph, and
// notes taken away from words they are not about.

public import Notes
import Text

/// The decisions on one document, ready to be applied to its paragraphs.
public struct ChosenLinks: Sendable {
  private struct Pinned {
    let note: NoteID
    let title: String
    let kind: NoteKind?
  }

  /// In the order of the decisions, each note once.
  private let pinned: [Pinned]
  /// Folded words by note.
  private let refused: [NoteID: Set<String>]
  /// Notes refused whatever the words.
  private let refusedWholly: Set<NoteID>

  /// Takes decisions whose document is this one or an earlier version of it. `titles` gives title and
  /// kind of a note; pins of notes it does not know are passed over.
  public init(
    _ choices: [DocumentChoice], titles: (NoteID) -> (title: String, kind: NoteKind?)?
  ) {
    var pinned: [Pinned] = []
    var refused: [NoteID: Set<String>] = [:]
    var refusedWholly: Set<NoteID> = []
    for choice in choices {
      switch choice.decision {
      case .pin:
        guard !pinned.contains(where: { $0.note == choice.note }), let known = titles(choice.note)
        else { continue }
        pinned.append(Pinned(note: choice.note, title: known.title, kind: known.kind))
      case .notHere:
        let words = Self.folded(choice.words)
        if words.isEmpty {
          refusedWholly.insert(choice.note)
        } else {
          refused[choice.note, default: []].insert(words)
        }
      }
    }
    self.pinned = pinned
    self.refused = refused
    self.refusedWholly = refusedWholly
  }

  /// True when the decisions change nothing anywhere.
  public var isEmpty: Bool { pinned.isEmpty && refused.isEmpty && refusedWholly.isEmpty }

  /// The notes of every paragraph after the decisions.
  public func applied(to paragraphs: [ParagraphLinks]) -> [ParagraphLinks] {
    isEmpty ? paragraphs : paragraphs.map { applied(to: $0) }
  }

  /// The notes of one paragraph after the decisions: pinned ones first, whether or not they are
  /// mentioned, then the others as far as something of them is left. A note that is pinned and
  /// refused stays, without the refused matches.
  public func applied(to paragraph: ParagraphLinks) -> ParagraphLinks {
    if isEmpty { return paragraph }
    var left: [NoteLink] = []
    var isDropped = false
    for link in paragraph.links {
      let matches = remaining(of: link)
      isDropped = isDropped || matches.count != link.matches.count
      if let reason = matches.map(\.reason).min() {
        left.append(
          matches.count == link.matches.count
            ? link
            : NoteLink(
              note: link.note, title: link.title, kind: link.kind, reason: reason,
              matches: matches))
      } else if link.matches.isEmpty {
        left.append(link)
      }
    }
    // A first mention that is gone can move its note down.
    if isDropped { left = Self.inPaneOrder(left) }
    let first = pinned.map { pin in
      let link = left.first { $0.note == pin.note }
      return NoteLink(
        note: pin.note, title: link?.title ?? pin.title, kind: link.map(\.kind) ?? pin.kind,
        reason: .pinned, matches: link?.matches ?? [])
    }
    let rest = left.filter { link in !pinned.contains { $0.note == link.note } }
    return ParagraphLinks(paragraph: paragraph.paragraph, links: first + rest)
  }

  private func remaining(of link: NoteLink) -> [Match] {
    if refusedWholly.contains(link.note) { return [] }
    guard let words = refused[link.note] else { return link.matches }
    return link.matches.filter { !words.contains(Self.folded($0.text)) }
  }

  /// Passage notes by their passage, the others by first mention, the longer before the shorter.
  private static func inPaneOrder(_ links: [NoteLink]) -> [NoteLink] {
    links.enumerated().sorted { left, right in
      key(left.element, left.offset) < key(right.element, right.offset)
    }.map(\.element)
  }

  private static func key(_ link: NoteLink, _ offset: Int) -> (Int, Int, Int, Int) {
    let isPassage = link.reason == .passage
    let match = isPassage ? link.matches.first { $0.reason == .passage } : link.matches.first
    return (
      link.reason == .pinned ? 0 : isPassage ? 1 : 2, match?.range.start.value ?? 0,
      -(match?.range.count ?? 0), offset
    )
  }

  /// Letter case, typographic signs and the amount of white space do not count.
  private static func folded(_ text: String) -> String {
    var words = String.UnicodeScalarView()
    var isApart = false
    for scalar in Folding.fold(text).unicodeScalars {
      if WordClass.isSpace(scalar) {
        isApart = !words.isEmpty
      } else {
        if isApart { words.append(" ") }
        isApart = false
        words.append(scalar)
      }
    }
    return String(words)
  }
}
