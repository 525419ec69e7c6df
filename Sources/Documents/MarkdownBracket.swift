// Brackets that Markdown's parser leaves as text although writers of notes mean a link by them.

/// `[[name]]`, `[[name|text]]` or `[^label]` at a place of a text.
struct MarkdownBracket {
  let isWikiLink: Bool
  let target: String
  let label: String
  let end: Int

  /// Bytes beyond which brackets are only brackets; bounds the look ahead at each of them.
  private static let longest = 1_024

  init?<Bytes: RandomAccessCollection>(_ text: Bytes, at start: Int)
  where Bytes.Element == UInt8, Bytes.Index == Int {
    guard start + 2 < text.count else { return nil }
    isWikiLink = text[start + 1] == 0x5B
    if !isWikiLink, text[start + 1] != 0x5E { return nil }
    let inside = text[(start + 2)..<min(text.count, start + 2 + Self.longest)]
    guard let close = inside.firstIndex(where: { $0 == 0x5D || $0 == 0x5B || $0 == 0x0A }),
      text[close] == 0x5D, close > start + 2
    else { return nil }
    let content = text[(start + 2)..<close]
    if isWikiLink {
      guard close + 1 < text.count, text[close + 1] == 0x5D else { return nil }
      let bar = content.firstIndex(of: 0x7C)
      target = Self.trimmed(content[..<(bar ?? close)])
      let shown = bar.map { Self.trimmed(content[($0 + 1)...]) } ?? target
      label = shown.isEmpty ? target : shown
      end = close + 2
      if target.isEmpty { return nil }
    } else {
      if content.contains(where: { $0 <= 0x20 }) { return nil }
      label = String(decoding: content, as: UTF8.self)
      target = label
      end = close + 1
    }
  }

  private static func trimmed(_ bytes: some Collection<UInt8>) -> String {
    var bytes = Array(bytes)[...]
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
