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

  public init(path: String? = nil, hash: ContentHash? = nil, address: String? = nil) {
    self.path = path
    self.hash = hash
    self.address = address
  }
}

/// The passages of one document, found once: linking paragraph after paragraph need not search again.
public struct PassagePlaces: Sendable {
  struct Place: Sendable {
    let note: Int
    let range: ScalarRange
    let quote: String
  }

  /// Those that were found, by position.
  let places: [Place]
  /// Those that were not, in id order. Empty while the text is not read to its end.
  public let lost: [LostPassage]

  public static let none = PassagePlaces(places: [], lost: [])

  init(places: [Place], lost: [LostPassage]) {
    self.places = places
    self.lost = lost
  }

  init(notes: LinkedNotes, candidates: [Int], document: Document, identity: DocumentIdentity) {
    var places: [Place] = []
    var lost: [LostPassage] = []
    for index in candidates {
      let note = notes[index]
      guard let passage = note.passage, Self.belongs(passage, to: identity) else { continue }
      let isSame = identity.hash != nil && passage.hash == identity.hash
      if let range = Self.range(of: passage.selector, in: document, isSame: isSame) {
        places.append(Place(note: index, range: range, quote: passage.selector.quote))
      } else if document.isComplete {
        lost.append(LostPassage(note: note.id, quote: passage.selector.quote))
      }
    }
    self.places = places.sorted {
      ($0.range.start, $1.range.end, $0.note) < ($1.range.start, $0.range.end, $1.note)
    }
    self.lost = lost
  }

  /// While a text is not read to its end, what is not there yet may hold the words as well: only the
  /// old position counts.
  private static func range(
    of selector: TextSelector, in document: Document, isSame: Bool
  ) -> ScalarRange? {
    switch document.withBytes({ selector.resolve(in: $0, isSameText: isSame) }) {
    case .exact(let range): range
    case .moved(let range): document.isComplete ? range : nil
    case .lost: nil
    }
  }

  private static func belongs(_ passage: Passage, to identity: DocumentIdentity) -> Bool {
    if let hash = identity.hash, passage.hash == hash { return true }
    if let path = identity.path, passage.documentPath == path { return true }
    if let address = identity.address, passage.document == address { return true }
    return false
  }
}
