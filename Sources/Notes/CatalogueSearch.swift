// What searching notes means. A store may answer faster; it may not answer differently.

import Text

/// The part of a note in which words were found, best first.
public enum SearchField: Int, Sendable, Comparable, CaseIterable {
  case title, alias, tag, description, body
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One note found.
public struct SearchHit: Sendable, Hashable {
  public let note: Note
  /// The weakest of the fields that were needed to find all words.
  public let field: SearchField
  /// The line of the body that holds the first word found there only; nil when none did.
  public let excerpt: String?

  public init(note: Note, field: SearchField, excerpt: String?) {
    self.note = note
    self.field = field
    self.excerpt = excerpt
  }
}

extension Catalogue {
  /// Notes in which all words occur, anywhere in title, aliases, tags, description and body. Words
  /// are compared folded; the last one may be the beginning of a word. Order: by the weakest field
  /// that was needed, then by the sum of fields, then whole title or alias first, then id.
  public func search(_ words: String, limit: Int = 100) -> [SearchHit] {
    let wanted = SearchWords.split(words)
    guard !wanted.isEmpty, limit > 0 else { return [] }
    let whole = wanted.joined(separator: " ")
    var found: [(rank: [Int], hit: SearchHit)] = []
    forEachIndex { index in
      let note = note(at: index)
      guard let match = SearchMatch(note, wanted) else { return }
      let isWhole = note.names.contains { SearchWords.split($0).joined(separator: " ") == whole }
      let hit = SearchHit(note: note, field: match.weakest, excerpt: match.excerpt)
      found.append(([match.weakest.rawValue, match.sum, isWhole ? 0 : 1], hit))
    }
    found.sort { left, right in
      left.rank == right.rank
        ? left.hit.note.id < right.hit.note.id
        : left.rank.lexicographicallyPrecedes(right.rank)
    }
    return found.prefix(limit).map(\.hit)
  }
}

enum SearchWords {
  /// False when some word cannot be in a text: a quick look that spares most bodies the folding.
  /// Only ASCII can be judged so; anything else may fold to anything.
  static func mayHold(_ words: [[UInt8]], in text: [UInt8]) -> Bool {
    guard text.allSatisfy({ $0 < 0x80 }) else { return true }
    return words.allSatisfy { holds($0, in: text) }
  }

  private static func holds(_ word: [UInt8], in text: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= text.count else { return false }
    func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    var at = 0
    while at + word.count <= text.count {
      if lower(text[at]) == first {
        var count = 1
        while count < word.count, lower(text[at + count]) == word[count] { count += 1 }
        if count == word.count { return true }
      }
      at += 1
    }
    return false
  }

  /// The words of a text, folded.
  static func split(_ text: some StringProtocol) -> [String] {
    var words: [String] = []
    var current = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if WordClass.isWord(scalar) {
        Folding.append(scalar, to: &current)
      } else if !current.isEmpty {
        words.append(String(current))
        current = String.UnicodeScalarView()
      }
    }
    if !current.isEmpty { words.append(String(current)) }
    return words
  }
}

/// How one note answers a search.
private struct SearchMatch {
  var weakest = SearchField.title
  var sum = 0
  var excerpt: String?

  init?(_ note: Note, _ wanted: [String]) {
    var left = Array(wanted.indices)
    func take(_ field: SearchField, _ text: some StringProtocol, _ match: inout Self) {
      guard !left.isEmpty else { return }
      let words = SearchWords.split(text)
      left.removeAll { index in
        let isLast = index == wanted.count - 1
        let isThere = words.contains { isLast ? $0.hasPrefix(wanted[index]) : $0 == wanted[index] }
        if isThere {
          match.weakest = max(match.weakest, field)
          match.sum += field.rawValue
        }
        return isThere
      }
    }
    take(.title, note.title, &self)
    for alias in note.aliases { take(.alias, alias, &self) }
    for tag in note.tags { take(.tag, tag, &self) }
    if let description = note.description { take(.description, description, &self) }
    guard !left.isEmpty else { return }
    let body = Array(note.body.utf8)
    guard SearchWords.mayHold(left.map { Array(wanted[$0].utf8) }, in: body) else { return nil }
    for range in ByteLines.lines(of: body).map(\.range) where !left.isEmpty {
      let before = left.count
      let line = body.text(range)
      take(.body, line, &self)
      if left.count < before, excerpt == nil { excerpt = PlainText.stripped(line) }
    }
    if !left.isEmpty { return nil }
  }
}
