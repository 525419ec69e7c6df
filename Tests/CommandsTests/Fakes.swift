// Fakes behind every port: texts in memory, notes in memory, a linker that finds titles by plain
// search, and a sink that keeps what was said.

import Documents
import Linking
import Notes
import Text

@testable import Commands

final class FakeSink: LineSink {
  var out = ""
  var complaints = ""
  /// After so many writes nobody reads any more.
  var writesLeft = Int.max
  func write(_ text: String) -> Bool {
    if writesLeft == 0 { return false }
    writesLeft -= 1
    out += text
    return true
  }
  func complain(_ text: String) { complaints += text }
  var lines: [String] {
    out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Paragraphs parted by blank lines, offsets counted in scalars.
func document(_ paragraphs: [String], pieces: Int? = nil) -> Document {
  var text = ""
  var spans: [ParagraphSpan] = []
  var cuts: [Int: [Piece]] = [:]
  for (index, paragraph) in paragraphs.enumerated() {
    if index > 0 { text += "\n\n" }
    let bytes = ByteOffset(text.utf8.count)
    let start = ScalarOffset(text.scalarCount)
    spans.append(
      ParagraphSpan(
        bytes: ByteRange(bytes, bytes.advanced(by: paragraph.utf8.count)),
        range: ScalarRange(start, start.advanced(by: paragraph.scalarCount))))
    if let pieces {
      cuts[index] = stride(from: 0, to: paragraph.scalarCount, by: pieces).map { from in
        let to = min(from + pieces, paragraph.scalarCount)
        let before = String(paragraph.unicodeScalars.prefix(from)).utf8.count
        let through = String(paragraph.unicodeScalars.prefix(to)).utf8.count
        return Piece(
          bytes: ByteRange(bytes.advanced(by: before), bytes.advanced(by: through)),
          range: ScalarRange(start.advanced(by: from), start.advanced(by: to)))
      }
    }
    text += paragraph
  }
  return Document(
    normalised: Array(text.utf8), scalarCount: text.scalarCount, paragraphs: spans,
    cuts: cuts)
}

struct FakeTexts: TextOpening {
  var texts: [String: Document] = [:]
  var errors: [String: DocumentError] = [:]
  var folders: [String: [String]] = [:]

  func open(_ name: String) throws(DocumentError) -> OpenedText {
    if let error = errors[name] { throw error }
    guard let document = texts[name] else { throw .unusable("no such file") }
    return OpenedText(document: document, name: name, path: "/" + name)
  }
  func files(under name: String) throws(DocumentError) -> FolderListing? {
    if name == "locked" { throw .unreadable("permission denied") }
    return folders[name].map {
      FolderListing(
        files: $0.filter { !$0.hasSuffix("/") },
        faults: $0.filter { $0.hasSuffix("/") }.map { ($0, .unreadable("permission denied")) })
    }
  }
}

struct FakeShelf: NoteShelf {
  var notes: [Note] = []
  var problems: [NoteProblem] = []
  var error: NoteStoreError?
  func catalogue(beside path: String?) throws(ShelfFault) -> Catalogue {
    if let error { throw ShelfFault(error) }
    return Catalogue(notes: notes, problems: problems)
  }
}

struct FakeQueries: NoteQueries {
  var problems: [NoteProblem] = []
  func search(_ words: String, in catalogue: Catalogue) -> [Note] {
    catalogue.notes.filter { Folding.fold($0.title).contains(Folding.fold(words)) }
  }
  func named(_ name: String, in catalogue: Catalogue) -> [Note] {
    if let note = catalogue.note(NoteID(name)) { return [note] }
    return catalogue.notes.filter { $0.names.contains(name) }
  }
  func links(of note: Note, in catalogue: Catalogue) -> [NoteID] {
    note.references.map { NoteID($0.target) }
  }
  func backlinks(of note: Note, in catalogue: Catalogue) -> [NoteID] {
    catalogue.notes.filter { $0.references.contains { $0.target == note.id.value } }.map(\.id)
  }
  func check(_ request: CheckRequest, in catalogue: Catalogue) -> [NoteProblem] {
    guard request.ids.isEmpty else {
      return problems.filter { problem in
        request.ids.contains { problem.path.hasSuffix($0.value + ".md") }
      }
    }
    let silent = catalogue.notes.filter {
      request.text != nil && !request.surfaced.contains($0.id)
    }
    return problems
      + silent.map {
        NoteProblem(
          path: $0.path, line: 1, severity: .warning, rule: "never-surfaces", message: "never seen")
      }
  }
}

/// Finds every occurrence of each name, titles first.
struct FakeLinking: TextLinking {
  var lost: [LostPassage] = []
  func linked(_ text: OpenedText, with catalogue: Catalogue) -> LinkedText {
    LinkedText(links: { links(in: text, $0, catalogue) }, lost: { lost })
  }
  private func links(in text: OpenedText, _ paragraphs: Range<Int>, _ catalogue: Catalogue)
    -> [ParagraphLinks]
  {
    paragraphs.map { paragraph in
      let scalars = Array(text.document.text(of: paragraph).unicodeScalars)
      let start = text.document.paragraphs[paragraph].range.start
      var links: [NoteLink] = []
      for note in catalogue.notes {
        var matches: [Match] = []
        for name in note.names {
          let sought = Array(name.unicodeScalars)
          guard scalars.count >= sought.count, !sought.isEmpty else { continue }
          for at in 0...(scalars.count - sought.count)
          where scalars[at..<at + sought.count].elementsEqual(sought) {
            let from = start.advanced(by: at)
            matches.append(
              Match(
                range: ScalarRange(from, from.advanced(by: sought.count)), text: name,
                reason: name == note.title ? .title : .alias, name: name))
          }
        }
        matches.sort { $0.range.start < $1.range.start }
        guard let reason = matches.map(\.reason).min() else { continue }
        links.append(
          NoteLink(
            note: note.id, title: note.title, kind: note.kind, reason: reason, matches: matches))
      }
      links.sort {
        ($0.matches.first?.range.start.value ?? 0) < ($1.matches.first?.range.start.value ?? 0)
      }
      return ParagraphLinks(paragraph: paragraph, links: links)
    }
  }
}

func note(
  _ id: String, _ title: String, kind: String? = nil, aliases: [String] = [],
  description: String? = nil, sources: [Source] = []
) -> Note {
  var note = Note(
    id: NoteID(id), title: title, body: "Body of \(title).", revision: ContentHash(of: id))
  note.kind = kind.map { NoteKind($0) }
  note.aliases = aliases
  note.description = description
  note.hasOwnDescription = description != nil
  note.sources = sources
  note.folder = "Notes"
  note.path = "Notes/\(id).md"
  return note
}
