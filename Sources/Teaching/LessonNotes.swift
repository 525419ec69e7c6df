// The notes around a lesson's text, uncovered or not. What of them may be seen is decided by the
// session; this value is the presenter's own and never written where the room can read.

import Documents
public import Notes
public import Text

/// A note's mentions in one paragraph.
public struct NoteMentions: Hashable, Sendable {
  public var note: NoteID
  /// In scalars of the normalised text; empty for a pinned note.
  public var ranges: [ScalarRange]

  public init(note: NoteID, ranges: [ScalarRange]) {
    self.note = note
    self.ranges = ranges
  }
}

/// Notes and where they are mentioned.
public struct LessonNotes: Sendable {
  public var catalogue: Catalogue
  /// By paragraph counted from 1, in the order of the pane.
  public var mentions: [Int: [NoteMentions]]

  public init(catalogue: Catalogue = .empty, mentions: [Int: [NoteMentions]] = [:]) {
    self.catalogue = catalogue
    self.mentions = mentions
  }

  /// The notes of a paragraph counted from 1.
  public func ids(in paragraph: Int) -> [NoteID] { mentions[paragraph]?.map(\.note) ?? [] }

  /// A note as the room may see it once it is uncovered: a link to a note that is still covered does
  /// not say where it leads.
  /// `block` is the first block of an open note's body that is shown.
  public func shown(
    _ id: NoteID, uncovered: Set<String>, isOpen: Bool, isSelected: Bool, block: Int = 0
  ) -> ShownNote? {
    guard let note = catalogue.note(id) else { return nil }
    return ShownNote(
      title: note.title, kind: note.kind?.value ?? "", description: note.description ?? "",
      body: isOpen
        ? blocks(of: note, uncovered: uncovered).dropFirst(block).joined(separator: "\n\n") : "",
      sources: note.sources.map(Self.line), isSelected: isSelected)
  }

  /// A source on one line, its address left out: nobody can follow it from a wall.
  public static func line(of source: Source) -> String {
    guard source.publisher != nil || source.title != nil else { return source.text }
    return [source.publisher, source.title.map { "“\($0)”" }, source.date].compactMap { $0 }
      .joined(separator: ", ")
  }

  /// The body in plain words, a blank line between its blocks.
  public func body(of note: Note, uncovered: Set<String>) -> String {
    blocks(of: note, uncovered: uncovered).joined(separator: "\n\n")
  }

  /// The blocks of the body in plain words, empty ones left out.
  public func blocks(of note: Note, uncovered: Set<String>) -> [String] {
    MarkdownBlocks.parse(note.body, droppingFootnoteDefinitions: true).map { block in
      let text = block.runs.map { run -> String in
        switch run.style {
        case .footnote: return ""
        case .link(let index):
          guard block.links.indices.contains(index), block.links[index].isWikiLink else {
            return run.text
          }
          return words(of: run.text, target: block.links[index].target, uncovered)
        case .plain, .emphasis, .strong, .code: return run.text
        }
      }.joined()
      if case .listItem(let marker, _) = block.kind { return "\(marker) \(text)" }
      return text
    }.filter { !$0.isEmpty }
  }

  private func words(of text: String, target: String, _ uncovered: Set<String>) -> String {
    // Words of its own are the note's prose; a bare name would tell what is kept back.
    guard text == target else { return text }
    guard case .note(let id) = catalogue.resolve(name: target), uncovered.contains(id.value),
      let note = catalogue.note(id)
    else { return "…" }
    return note.title
  }
}
