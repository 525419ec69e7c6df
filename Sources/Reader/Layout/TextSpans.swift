// The text as a row of characters, words or sentences, walked piece by piece without ever cutting more
// of it than is looked at. A sentence ends with its piece, which matters only in paragraphs of more
// than 16 kB.

import Documents
import Text

/// What a selection is measured in.
enum Grain: Hashable {
  /// What one cell position shows; a run of blanks is one.
  case character
  case word, sentence
}

/// A walk along the spans of one grain. Remembers the piece it is in.
struct TextSpans {
  private let document: Document
  private let grain: Grain
  private var kept: (key: PieceKey, spans: [ScalarRange])?

  init(_ document: Document, _ grain: Grain) {
    self.document = document
    self.grain = grain
  }

  /// The span that holds an offset, else the last one before it, else the first of the text.
  mutating func span(at offset: ScalarOffset) -> ScalarRange? {
    last(near: offset) { $0.start <= offset } ?? first(near: offset) { _ in true }
  }

  mutating func first(endingAfter offset: ScalarOffset) -> ScalarRange? {
    first(near: offset) { $0.end > offset }
  }

  mutating func first(startingFrom offset: ScalarOffset) -> ScalarRange? {
    first(near: offset) { $0.start >= offset }
  }

  mutating func last(startingBefore offset: ScalarOffset) -> ScalarRange? {
    last(near: offset) { $0.start < offset }
  }

  mutating func last(endingBefore offset: ScalarOffset) -> ScalarRange? {
    last(near: offset) { $0.end < offset }
  }

  /// The first span from the piece of an offset on that satisfies what all later ones do, too.
  private mutating func first(
    near offset: ScalarOffset, where isLater: (ScalarRange) -> Bool
  ) -> ScalarRange? {
    var key: PieceKey? = piece(of: offset)
    while let here = key {
      let spans = spans(here)
      var low = 0
      var high = spans.count
      while low < high {
        let middle = (low + high) / 2
        if isLater(spans[middle]) { high = middle } else { low = middle + 1 }
      }
      if low < spans.count { return spans[low] }
      key = piece(after: here)
    }
    return nil
  }

  /// The last span up to the piece of an offset that satisfies what all earlier ones do, too.
  private mutating func last(
    near offset: ScalarOffset, where isEarlier: (ScalarRange) -> Bool
  ) -> ScalarRange? {
    var key: PieceKey? = piece(of: offset)
    while let here = key {
      let spans = spans(here)
      var low = 0
      var high = spans.count
      while low < high {
        let middle = (low + high) / 2
        if isEarlier(spans[middle]) { low = middle + 1 } else { high = middle }
      }
      if low > 0 { return spans[low - 1] }
      key = piece(before: here)
    }
    return nil
  }

  private mutating func spans(_ key: PieceKey) -> [ScalarRange] {
    if let kept, kept.key == key { return kept.spans }
    let piece = document.pieces(of: key.paragraph)[key.piece]
    let text = document.text(in: piece.bytes)
    let found: [ScalarRange]
    switch grain {
    case .word: found = shifted(Words.rangesOrRuns(in: text), by: piece)
    case .sentence: found = shifted(Sentences.ranges(in: text), by: piece)
    case .character:
      found = LineBreaker.units(of: text, from: piece.range.start).compactMap { unit in
        unit.offset.map { ScalarRange($0, $0.advanced(by: unit.unit.scalarCount)) }
      }
    }
    kept = (key, found)
    return found
  }

  private func shifted(_ ranges: [ScalarRange], by piece: Piece) -> [ScalarRange] {
    ranges.map { $0.shifted(by: piece.range.start.value) }
  }

  private func piece(of offset: ScalarOffset) -> PieceKey? {
    guard !document.paragraphs.isEmpty else { return nil }
    let paragraph = document.paragraph(at: offset)
    let pieces = document.pieces(of: paragraph)
    let piece = max(0, (pieces.firstIndex { $0.range.start > offset } ?? pieces.count) - 1)
    return PieceKey(paragraph: paragraph, piece: piece)
  }

  private func piece(after key: PieceKey) -> PieceKey? {
    if key.piece + 1 < document.pieces(of: key.paragraph).count {
      return PieceKey(paragraph: key.paragraph, piece: key.piece + 1)
    }
    guard key.paragraph + 1 < document.paragraphs.count else { return nil }
    return PieceKey(paragraph: key.paragraph + 1, piece: 0)
  }

  private func piece(before key: PieceKey) -> PieceKey? {
    if key.piece > 0 { return PieceKey(paragraph: key.paragraph, piece: key.piece - 1) }
    guard key.paragraph > 0 else { return nil }
    let count = document.pieces(of: key.paragraph - 1).count
    return PieceKey(paragraph: key.paragraph - 1, piece: max(0, count - 1))
  }
}
