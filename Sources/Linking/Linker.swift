// Which notes belong to a paragraph: the rules of names, surnames and passages put together.

public import Documents
public import Notes
internal import Text

/// Finds the notes of paragraphs. Made from a catalogue, and kept up with its changes; a copy costs
/// nothing and keeps answering as before.
public struct Linker: Sendable {
  /// How many paragraphs after a person's full name the surname alone still counts.
  public static let surnameReach = 2_000

  /// Added notes beyond which a linker should be made anew: each change may copy them.
  private static let addedLimit = 2_000

  private var notes: LinkedNotes
  /// Numbers of the passage notes, in id order.
  private var passageNotes: [Int]
  private var index: NameIndex
  private let inflectsEnglish: Bool

  /// Takes all notes of a catalogue. The language is a BCP 47 tag, by which plurals and ordinary
  /// words are known; nil counts as English.
  public init(catalogue: Catalogue, language: String? = "en") {
    let notes = catalogue.notes
    self.notes = LinkedNotes(notes)
    passageNotes = notes.indices.filter { notes[$0].passage != nil && notes[$0].surfaces }
    index = NameIndex(notes: notes, language: language)
    inflectsEnglish = LanguageTag.isEnglish(language)
  }

  /// Makes the linker what one made from the changed catalogue would be, in a time that depends on
  /// the change and on what changed before. Places of passages found before do not know of it.
  public mutating func apply(_ change: CatalogueChange) {
    for id in change.gone {
      if let number = notes.number(of: id) { remove(number) }
    }
    var taken: Set<NoteID> = []
    for note in change.notes where taken.insert(note.id).inserted {
      if let number = notes.number(of: note.id) { remove(number) }
      let number = notes.append(note)
      index.add(note, at: Int32(number))
      guard note.passage != nil, note.surfaces else { continue }
      passageNotes.insert(number, at: placeAmongPassages(of: number))
    }
  }

  /// Whether so much changed that making the linker anew is worth its time.
  public var needsRebuilding: Bool {
    notes.goneCount * 4 > notes.base.count + notes.added.count
      || notes.added.count > Self.addedLimit
  }

  private mutating func remove(_ number: Int) {
    let place = placeAmongPassages(of: number)
    if passageNotes.indices.contains(place), passageNotes[place] == number {
      passageNotes.remove(at: place)
    }
    notes.remove(number)
    index.remove(Int32(number))
  }

  /// Where a note stands, or would stand, among the passage notes.
  private func placeAmongPassages(of number: Int) -> Int {
    var range = 0..<passageNotes.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        notes.precedes(passageNotes[middle], number)
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
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
  public func passages(
    in document: Document, identity: DocumentIdentity, reusing earlier: PassagePlaces = .none
  ) -> PassagePlaces {
    passageNotes.isEmpty
      ? .none
      : PassagePlaces(
        notes: notes, candidates: passageNotes, document: document, identity: identity,
        reusing: earlier)
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
        let note = index.entry(find.entry).note
        if !met.contains(note) { needed.insert(note) }
      }
      for find in paragraph.names where index.entry(find.entry).isFullName {
        met.insert(index.entry(find.entry).note)
      }
    }
    var seen: [Int32: Int] = [:]
    var paragraph = start - 1
    while !needed.isEmpty, paragraph >= max(0, start - Self.surnameReach) {
      for find in reader.finds(in: paragraph).names {
        let entry = index.entry(find.entry)
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
      if let last = seen[index.entry(find.entry).note],
        paragraph - last <= Self.surnameReach
      {
        counting.append(find)
      }
    }
    for find in finds.names[name...] { note(find, in: paragraph, as: &seen) }
    return counting
  }

  private func note(_ find: Find, in paragraph: Int, as seen: inout [Int32: Int]) {
    let entry = index.entry(find.entry)
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
