// Notes and documents for the tests of linking, in as few words as possible.

import Anchoring
import Documents
import Linking
import Notes
import Text

func makeNote(
  _ id: String, _ title: String, _ aliases: [String] = [], kind: NoteKind? = .term,
  near: [String] = [], matchCase: Bool? = nil, surfaces: Bool = true, passage: Passage? = nil
) -> Note {
  var note = Note(id: NoteID(id), title: title, revision: ContentHash(of: id))
  note.aliases = aliases
  note.kind = kind
  note.near = near
  note.matchCase = matchCase
  note.surfaces = surfaces
  note.passage = passage
  return note
}

/// A document whose paragraphs are what stands between blank lines.
func makeDocument(_ text: String, pieces: Int? = nil) -> Document {
  let scalars = Array(text.unicodeScalars)
  var byteOf = [0]
  for scalar in scalars { byteOf.append(byteOf[byteOf.count - 1] + UTF8.width(scalar)) }
  func bytes(_ start: Int, _ end: Int) -> ByteRange {
    ByteRange(ByteOffset(byteOf[start]), ByteOffset(byteOf[end]))
  }
  func range(_ start: Int, _ end: Int) -> ScalarRange {
    ScalarRange(ScalarOffset(start), ScalarOffset(end))
  }
  var paragraphs: [ParagraphSpan] = []
  var cuts: [Int: [Piece]] = [:]
  func close(_ start: Int, _ end: Int) {
    var start = start
    var end = end
    while start < end, WordClass.isSpace(scalars[start]) { start += 1 }
    while end > start, WordClass.isSpace(scalars[end - 1]) { end -= 1 }
    if start == end { return }
    if let pieces, end - start > pieces {
      cuts[paragraphs.count] = stride(from: start, to: end, by: pieces).map {
        Piece(bytes: bytes($0, min($0 + pieces, end)), range: range($0, min($0 + pieces, end)))
      }
    }
    paragraphs.append(ParagraphSpan(bytes: bytes(start, end), range: range(start, end)))
  }
  var start = 0
  for place in scalars.indices.dropFirst()
  where scalars[place] == "\n" && scalars[place - 1] == "\n" {
    close(start, place)
    start = place
  }
  close(start, scalars.count)
  return Document(
    normalised: Array(text.utf8), scalarCount: scalars.count, paragraphs: paragraphs, cuts: cuts)
}

func link(
  _ notes: [Note], _ document: Document, language: String? = "en",
  identity: DocumentIdentity = DocumentIdentity()
) -> [ParagraphLinks] {
  Linker(catalogue: Catalogue(notes: notes), language: language).links(
    in: document, paragraphs: document.paragraphs.indices, identity: identity)
}

/// Notes, words and reasons of a text, one line for each paragraph: `id=words/reason id=…`.
func found(_ notes: [Note], _ text: String, language: String? = "en") -> [String] {
  link(notes, makeDocument(text), language: language).map { paragraph in
    paragraph.links.map { link in
      let words = link.matches.map { $0.text + "/" + $0.reason.rawValue }
      return link.note.value + "=" + words.joined(separator: ",")
    }.joined(separator: " ")
  }
}

/// Whether a single name is found in a text, and on which words.
func words(
  _ name: String, in text: String, kind: NoteKind? = .term, matchCase: Bool? = nil,
  language: String? = "en"
) -> [String] {
  let note = makeNote("x", name, kind: kind, matchCase: matchCase)
  return link([note], makeDocument(text), language: language).flatMap(\.links).flatMap(\.matches)
    .map(\.text)
}

/// The same random numbers in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
