// Where the passage notes of one document stand in it.

internal import Anchoring
internal import Documents
internal import Notes
public import Text

/// By what a document is known to passage notes.
public struct DocumentIdentity: Hashable, Sendable {
  /// Absolute and normalised; nil for standard input and addresses.
  public var path: String?
  /// Digest of the normalised text.
  public var hash: ContentHash?
  /// The address it was read from.
  public var address: String?
  /// Digests of earlier versions of this document, as far as they are known.
  public var earlier: [ContentHash] = []

  public init(
    path: String? = nil, hash: ContentHash? = nil, address: String? = nil,
    earlier: [ContentHash] = []
  ) {
    self.path = path
    self.hash = hash
    self.address = address
    self.earlier = earlier
  }
}

/// The passages of one document, found once: linking paragraph after paragraph need not search again.
public struct PassagePlaces: Sendable {
  struct Place: Sendable {
    let note: Int
    let range: ScalarRange
    let quote: String
    let state: PassageState
  }

  /// Those that were found, by position.
  let places: [Place]
  /// Every passage note of the document in id order; while the text is not read to its end, only
  /// those that stand where they stood.
  public let readings: [PassageReading]

  /// What was found for a note, by which it is known when it and the text are still the same.
  private struct Finding: Sendable {
    let revision: Revision
    let state: PassageState
    let range: ScalarRange?
  }
  private var findings: [NoteID: Finding] = [:]
  /// The digest of the whole text that was searched; nil for a part.
  private var searched: ContentHash?

  public static let none = PassagePlaces(places: [], readings: [])

  /// Those that were not found, in id order. Empty while the text is not read to its end.
  public var lost: [LostPassage] {
    readings.filter { $0.state == .lost }.map { LostPassage(note: $0.note, quote: $0.quote) }
  }

  init(places: [Place], readings: [PassageReading]) {
    self.places = places
    self.readings = readings
  }

  /// `earlier` is what was found before: for notes that did not change in a text that did not, it is
  /// taken over, since looking for lost words costs passes over the text.
  init(
    notes: LinkedNotes, candidates: [Int], document: Document, identity: DocumentIdentity,
    reusing earlier: PassagePlaces
  ) {
    searched = document.isComplete ? identity.hash : nil
    let known = searched != nil && earlier.searched == searched ? earlier.findings : [:]
    var places: [Place] = []
    var readings: [PassageReading] = []
    for index in candidates {
      let note = notes[index]
      guard let passage = note.passage, Self.belongs(passage, to: identity) else { continue }
      let quote = passage.selector.quote
      let isSame = identity.hash != nil && passage.hash == identity.hash
      let state: PassageState
      let range: ScalarRange?
      if let finding = known[note.id], finding.revision == note.revision {
        (state, range) = (finding.state, finding.range)
      } else {
        (state, range) = Self.place(of: passage.selector, in: document, isSame: isSame)
      }
      findings[note.id] = Finding(revision: note.revision, state: state, range: range)
      if let range {
        places.append(Place(note: index, range: range, quote: quote, state: state))
      } else if !document.isComplete {
        continue
      }
      let text = range.map { state == .changed ? Self.text(in: $0, of: document) : quote }
      readings.append(
        PassageReading(note: note.id, quote: quote, state: state, range: range, text: text))
    }
    self.places = places.sorted {
      ($0.range.start, $1.range.end, $0.note) < ($1.range.start, $0.range.end, $1.note)
    }
    self.readings = readings
  }

  /// While a text is not read to its end, what is not there yet may hold the words as well: only the
  /// old position counts.
  private static func place(
    of selector: TextSelector, in document: Document, isSame: Bool
  ) -> (PassageState, ScalarRange?) {
    if document.window != nil { return place(of: selector, inWindow: document) }
    let isComplete = document.isComplete
    let resolution = document.withBytes {
      selector.resolve(in: $0, isSameText: isSame, approximately: isComplete)
    }
    switch resolution {
    case .exact(let range): return (.exact, range)
    // A note written by hand never said where its words stood.
    case .moved(let range) where isComplete:
      return (selector.position == nil ? .exact : .moved, range)
    case .changed(let range) where isComplete: return (.changed, range)
    default: return (.lost, nil)
    }
  }

  /// In a window nothing is known of the rest of the text: the words count where both sides of them
  /// are as they were, and only one place in the window is like that.
  private static func place(
    of selector: TextSelector, inWindow document: Document
  ) -> (PassageState, ScalarRange?) {
    var wanted = selector
    wanted.position = nil
    return document.withBytes { bytes in
      guard let range = wanted.resolve(in: bytes, isSameText: false, approximately: false).range
      else { return (.lost, nil) }
      let found = TextSelector.describe(range, in: bytes)
      guard found.prefix == selector.prefix, found.suffix == selector.suffix else {
        return (.lost, nil)
      }
      let start = document.offset(inWindow: range.start.value)
      return (.exact, ScalarRange(start, start.advanced(by: range.count)))
    }
  }

  private static func text(in range: ScalarRange, of document: Document) -> String {
    document.withBytes { TextSelector.describe(range, in: $0).quote }
  }

  private static func belongs(_ passage: Passage, to identity: DocumentIdentity) -> Bool {
    if let hash = identity.hash, passage.hash == hash { return true }
    if let hash = passage.hash, identity.earlier.contains(hash) { return true }
    if let path = identity.path, passage.documentPath == path { return true }
    if let address = identity.address, passage.document == address { return true }
    return false
  }
}
