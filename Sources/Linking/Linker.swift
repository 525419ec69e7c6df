// Which notes belong to a paragraph: the rules of names, surnames and passages put together.

public import Documents
public import Notes
internal import Text

/// Finds the notes of paragraphs. Built once from a catalogue, never changed, free to share.
public struct Linker: Sendable {
  /// How many paragraphs after a person's full name the surname alone still counts.
  public static let surnameReach = 2_000

  private let notes: [Note]
  private let passageNotes: [Int]
  private let index: NameIndex
  private let inflectsEnglish: Bool

  /// Takes all notes of a catalogue. The language is a BCP 47 tag, by which plurals and ordinary
  /// words are known; nil counts as English.
  public init(catalogue: Catalogue, language: String? = "en") {
    let notes = catalogue.notes
    self.notes = notes
    passageNotes = notes.indices.filter { notes[$0].passage != nil && notes[$0].surfaces }
    index = NameIndex(notes: notes, language: language)
    inflectsEnglish = LanguageTag.isEnglish(language)
  }

  /// The notes of each paragraph of a range, one element for each, in order; paragraphs outside the
  /// document are left out. How a document is cut into ranges makes no difference.
  public func links(in document: Document, paragraphs: Range<Int>, identity: DocumentIdentity)
    -> [ParagraphLinks]
  {
    links(
      in: document, paragraphs: paragraphs, passages: passages(in: document, identity: identity))
  }

  /// As above, with the places of passages found beforehand.
  public func links(in document: Document, paragraphs: Range<Int>, passages: PassagePlaces)
    -> [ParagraphLinks]
  {
    let range = paragraphs.clamped(to: document.paragraphs.indices)
    var reader = ParagraphReader(document: document, index: index, english: inflectsEnglish)
    let finds = range.map { reader.finds(in: $0) }
    var seen = fullNames(before: range.lowerBound, neededBy: finds, using: &reader)
    return zip(range, finds).map { paragraph, finds in
      let surnames = countingSurnames(in: finds, paragraph: paragraph, seen: &seen)
      let places = passages.places.filter { place in
        place.range.overlaps(document.paragraphs[paragraph].range)
      }
      let builder = ParagraphLinksBuilder(document: document, notes: notes, index: index)
      return builder.links(
        paragraph: paragraph, names: finds.names, surnames: surnames, places: places)
    }
  }

  /// The passage notes of a document and where they stand in it. Costs a pass over the text for each
  /// one that no longer stands where it was.
  public func passages(in document: Document, identity: DocumentIdentity) -> PassagePlaces {
    passageNotes.isEmpty
      ? .none
      : PassagePlaces(
        notes: notes, candidates: passageNotes, document: document, identity: identity)
  }

  /// The passage notes of a document whose words cannot be found in it, in id order. None while the
  /// text has not been read to its end.
  public func lostPassages(in document: Document, identity: DocumentIdentity) -> [LostPassage] {
    passages(in: document, identity: identity).lost
  }

  /// Looks back for the full names of those persons only whose surnames stand in the range without
  /// one; note index to the last paragraph that has it.
  private func fullNames(
    before start: Int, neededBy finds: [Finds], using reader: inout ParagraphReader
  )
    -> [Int32: Int]
  {
    var needed: Set<Int32> = []
    var met: Set<Int32> = []
    for paragraph in finds {
      for find in paragraph.surnames {
        let note = index.entries[Int(find.entry)].note
        if !met.contains(note) { needed.insert(note) }
      }
      for find in paragraph.names where index.entries[Int(find.entry)].isFullName {
        met.insert(index.entries[Int(find.entry)].note)
      }
    }
    var seen: [Int32: Int] = [:]
    var paragraph = start - 1
    while !needed.isEmpty, paragraph >= max(0, start - Self.surnameReach) {
      for find in reader.finds(in: paragraph).names {
        let entry = index.entries[Int(find.entry)]
        if entry.isFullName, needed.remove(entry.note) != nil { seen[entry.note] = paragraph }
      }
      paragraph -= 1
    }
    return seen
  }

  /// The surnames of a paragraph whose full name came before, near enough.
  private func countingSurnames(in finds: Finds, paragraph: Int, seen: inout [Int32: Int])
    -> [Find]
  {
    var counting: [Find] = []
    var name = 0
    for find in finds.surnames {
      while name < finds.names.count, finds.names[name].range.start < find.range.start {
        note(finds.names[name], in: paragraph, as: &seen)
        name += 1
      }
      if let last = seen[index.entries[Int(find.entry)].note],
        paragraph - last <= Self.surnameReach
      {
        counting.append(find)
      }
    }
    for find in finds.names[name...] { note(find, in: paragraph, as: &seen) }
    return counting
  }

  private func note(_ find: Find, in paragraph: Int, as seen: inout [Int32: Int]) {
    let entry = index.entries[Int(find.entry)]
    if entry.isFullName { seen[entry.note] = paragraph }
  }
}

/// Reads paragraphs piece by piece. A name that crosses the border of two pieces of a very long
/// paragraph is not found.
private struct ParagraphReader {
  private let document: Document
  private var folded = FoldedText()
  private var scanner: NameScanner

  init(document: Document, index: NameIndex, english: Bool) {
    self.document = document
    scanner = NameScanner(index: index, inflectsEnglish: english)
  }

  mutating func finds(in paragraph: Int) -> Finds {
    var finds = Finds()
    var near: Set<Int32>?
    var scanner = self.scanner
    for piece in document.pieces(of: paragraph) {
      read(piece)
      folded.signs.withUnsafeBufferPointer { signs in
        scanner.scan(
          signs, from: (piece.bytes.start.value, piece.range.start.value), into: &finds
        ) { note in
          let found = near ?? nearNotes(in: paragraph)
          near = found
          return found.contains(note)
        }
      }
    }
    return finds
  }

  private mutating func read(_ piece: Piece) {
    document.withBytes { bytes in
      let start = max(0, min(piece.bytes.start.value, bytes.count))
      let end = max(start, min(piece.bytes.end.value, bytes.count))
      folded.read(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
  }

  /// The notes with a `near` word anywhere in a paragraph.
  private func nearNotes(in paragraph: Int) -> Set<Int32> {
    var notes: Set<Int32> = []
    var reader = self
    var scanner = self.scanner
    for piece in document.pieces(of: paragraph) {
      reader.folded = FoldedText()
      reader.read(piece)
      reader.folded.signs.withUnsafeBufferPointer { scanner.nearNotes(in: $0, into: &notes) }
    }
    return notes
  }
}
