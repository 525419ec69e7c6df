// Where the borders of a changed passage are drawn: never through a word.

internal import Text

/// Moves the borders of a stretch of UTF-8 to borders of words.
struct WordBorders {
  /// A longer word is no word.
  private static let longest = 48

  let text: UnsafeBufferPointer<UInt8>

  /// The same stretch, each border where the word that it cut begins or ends, whichever is nearer,
  /// and without white space at the ends.
  func snapped(_ bytes: Range<Int>) -> Range<Int> {
    var start = border(at: bytes.lowerBound)
    var end = border(at: bytes.upperBound)
    if end <= start { (start, end) = (bytes.lowerBound, bytes.upperBound) }
    while start < end, WordClass.isSpace(scalar(at: start)) { start = next(start) }
    while end > start, WordClass.isSpace(scalar(at: previous(end))) { end = previous(end) }
    return start..<end
  }

  private func border(at place: Int) -> Int {
    guard place > 0, place < text.count, isJoined(place) else { return place }
    var (left, right) = (previous(place), next(place))
    var (before, after) = (1, 1)
    while before < Self.longest, left > 0, isJoined(left) {
      left = previous(left)
      before += 1
    }
    while after < Self.longest, right < text.count, isJoined(right) {
      right = next(right)
      after += 1
    }
    if before == Self.longest || after == Self.longest { return place }
    return before <= after ? left : right
  }

  /// Whether the scalars on both sides belong to one word.
  private func isJoined(_ place: Int) -> Bool {
    let (one, other) = (scalar(at: previous(place)), scalar(at: place))
    if Symbol.isUnspaced(one.value) || Symbol.isUnspaced(other.value) { return false }
    return WordClass.isWord(one) && WordClass.isWord(other)
  }

  private func previous(_ place: Int) -> Int {
    UTF8Scalars.start(ofLast: 1, before: place, in: text)
  }

  private func next(_ place: Int) -> Int {
    var place = place + 1
    while place < text.count, !UTF8Scalars.isLead(text[place]) { place += 1 }
    return place
  }

  private func scalar(at place: Int) -> Unicode.Scalar {
    guard let base = text.baseAddress, place < text.count else { return "\u{FFFD}" }
    var reader = ScalarReader(base: base, end: text.count, at: place)
    return Unicode.Scalar(reader.next()) ?? "\u{FFFD}"
  }
}
