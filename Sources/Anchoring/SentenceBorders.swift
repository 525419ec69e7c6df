// Where sentences begin and end, as far as that can be told from signs alone.

internal import Text

/// Looks for the signs that part sentences in UTF-8.
struct SentenceBorders {
  let text: UnsafeBufferPointer<UInt8>

  /// Whether a sentence may begin at a byte: at the start of the text, after a blank line or after
  /// a full stop and white space. What stands in the text before the byte decides alone.
  func begins(at place: Int) -> Bool {
    var at = place
    var (lines, isSpaced) = (0, false)
    while at > 0, WordClass.isSpace(scalar(before: at)) {
      if text[at - 1] == UInt8(ascii: "\n") { lines += 1 }
      isSpaced = true
      at = previous(at)
    }
    if at == 0 || lines > 1 { return true }
    while at > 0, Self.isClosing(scalar(before: at)) { at = previous(at) }
    guard at > 0 else { return false }
    switch scalar(before: at).value {
    case 0x3002, 0xFF01, 0xFF1F, 0xFF61: return true
    case 0x2E, 0x21, 0x3F, 0x2026, 0x61F, 0x6D4, 0x964, 0x37E: return isSpaced
    default: return false
    }
  }

  /// Whether a sentence ends at a byte, or right behind it with its full stop.
  func ends(at place: Int) -> Bool {
    if begins(at: skippingSpace(place)) { return true }
    var at = place
    while at < text.count, Self.isStop(scalar(at: at)) || Self.isClosing(scalar(at: at)) {
      at = next(at)
    }
    at = skippingSpace(at)
    return at >= text.count || begins(at: at)
  }

  private func skippingSpace(_ place: Int) -> Int {
    var at = place
    while at < text.count, WordClass.isSpace(scalar(at: at)) { at = next(at) }
    return at
  }

  private static func isStop(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x61F, 0x6D4, 0x964, 0x37E, 0x3002, 0xFF01, 0xFF1F, 0xFF61: true
    default: false
    }
  }

  private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0xFF09: true
    default: false
    }
  }

  private func previous(_ place: Int) -> Int {
    UTF8Scalars.start(ofLast: 1, before: place, in: text)
  }

  private func next(_ place: Int) -> Int {
    var place = place + 1
    while place < text.count, !UTF8Scalars.isLead(text[place]) { place += 1 }
    return place
  }

  private func scalar(before place: Int) -> Unicode.Scalar { scalar(at: previous(place)) }

  private func scalar(at place: Int) -> Unicode.Scalar {
    guard let base = text.baseAddress, place < text.count else { return "\u{FFFD}" }
    var reader = ScalarReader(base: base, end: text.count, at: place)
    return Unicode.Scalar(reader.next()) ?? "\u{FFFD}"
  }
}
