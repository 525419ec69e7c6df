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

  init(notes: [Note], candidates: [Int], document: Document, identity: DocumentIdentity) {
    var places: [Place] = []
    var lost: [LostPassage] = []
    for index in candidates {
      let note = notes[index]
      guard let passage = note.passage, Self.belongs(passage, to: identity) else { continue }
      if let range = resolve(passage.selector, in: document) {
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

  private static func belongs(_ passage: Passage, to identity: DocumentIdentity) -> Bool {
    if let hash = identity.hash, passage.hash == hash { return true }
    if let path = identity.path, passage.documentPath == path { return true }
    if let address = identity.address, passage.document == address { return true }
    return false
  }
}

/// The one place where a described passage becomes a range of the document.
private func resolve(_ selector: TextSelector, in document: Document) -> ScalarRange? {
  QuotationSearch(selector: selector, document: document).range
}

/// Finds a quotation by its words alone: where it stood, else where it stands once, else where its
/// surroundings fit best.
private struct QuotationSearch {
  let range: ScalarRange?

  init(selector: TextSelector, document: Document) {
    let quote = Array(selector.quote.utf8)
    guard !quote.isEmpty else {
      range = nil
      return
    }
    let count = selector.quote.unicodeScalars.count
    range = document.withBytes { bytes in
      if let position = selector.position,
        let at = Self.byte(of: position.start, in: document, bytes),
        Self.matches(quote, bytes, at)
      {
        return ScalarRange(position.start, position.start.advanced(by: count))
      }
      // What is not read yet may hold the words as well.
      guard document.isComplete, let at = Self.bestPlace(of: quote, selector, bytes) else {
        return nil
      }
      let start = Self.scalar(of: at, in: document, bytes)
      return ScalarRange(start, start.advanced(by: count))
    }
  }

  private static func bestPlace(
    of quote: [UInt8], _ selector: TextSelector, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let places = occurrences(of: quote, in: bytes)
    if places.count < 2 { return places.first }
    let prefix = Array(selector.prefix.utf8)
    let suffix = Array(selector.suffix.utf8)
    var best = 0
    var winner: Int?
    for place in places {
      var score = 0
      for (one, other) in zip(prefix.reversed(), bytes[..<place].reversed()) {
        if one != other { break }
        score += 1
      }
      for (one, other) in zip(suffix, bytes[(place + quote.count)...]) {
        if one != other { break }
        score += 1
      }
      if score > best {
        best = score
        winner = place
      } else if score == best {
        winner = nil
      }
    }
    return winner
  }

  /// Every place of some words, overlapping ones too, in time that does not depend on how often they
  /// nearly occur (Knuth, Morris and Pratt).
  private static func occurrences(of quote: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> [Int]
  {
    var fallback = [Int](repeating: 0, count: quote.count)
    var length = 0
    for place in quote.indices.dropFirst() {
      while length > 0, quote[place] != quote[length] { length = fallback[length - 1] }
      if quote[place] == quote[length] { length += 1 }
      fallback[place] = length
    }
    var places: [Int] = []
    length = 0
    for place in bytes.indices {
      while length > 0, bytes[place] != quote[length] { length = fallback[length - 1] }
      if bytes[place] == quote[length] { length += 1 }
      if length == quote.count {
        places.append(place + 1 - length)
        length = fallback[length - 1]
      }
    }
    return places
  }

  private static func matches(
    _ quote: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> Bool {
    at + quote.count <= bytes.count && bytes[at..<at + quote.count].elementsEqual(quote)
  }

  private static func byte(
    of place: ScalarOffset, in document: Document, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard place.value >= 0, place.value <= document.scalarCount else { return nil }
    var byte = 0
    var scalar = 0
    let paragraph = document.paragraph(at: place)
    for piece in document.pieces(of: paragraph) where piece.range.start <= place {
      byte = piece.bytes.start.value
      scalar = piece.range.start.value
    }
    while scalar < place.value, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      scalar += 1
    }
    return scalar == place.value ? byte : nil
  }

  private static func scalar(
    of place: Int, in document: Document, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> ScalarOffset {
    var low = 0
    var high = document.paragraphs.count
    while low < high {
      let middle = (low + high) / 2
      if document.paragraphs[middle].bytes.start.value <= place {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let near = low > 0 ? document.paragraphs[low - 1] : nil
    let start = near?.bytes.start.value ?? 0
    let count = bytes[start..<max(start, place)].count { $0 & 0xC0 != 0x80 }
    return ScalarOffset((near?.range.start.value ?? 0) + count)
  }
}
