// Finds the words that a note is about in their text. They were typed or copied, so any white space
// counts as any other; but they have to stand there once and no more.

import Anchoring
import Notes
import Text

/// Why a quotation makes no passage.
enum QuoteFault: Error, Equatable {
  case missing
  case several(Int)

  /// As the end of a sentence about the text.
  func reason(hasPrefix: Bool) -> String {
    switch self {
    case .missing: return "the quotation does not stand in it" + (hasPrefix ? " there" : "")
    case .several(let count):
      let often =
        count >= QuoteFinder.limit ? "\(QuoteFinder.limit) times or more" : "\(count) times"
      return "the quotation stands in it \(often); tell them apart with a longer one or --prefix"
    }
  }
}

/// Looks for quotations.
struct QuoteFinder {
  /// So many places are told apart by what stands before them.
  static let limit = 10_000

  private let quote: [UInt8]
  private let prefix: [UInt8]

  /// `prefix` is the end of what stands before the quotation; empty when nothing is known.
  init(quote: String, prefix: String = "") {
    self.quote = Self.folded(quote)
    self.prefix = Self.folded(prefix)
  }

  /// The place of the quotation in normalised UTF-8.
  func selector(in text: UnsafeBufferPointer<UInt8>) throws(QuoteFault) -> TextSelector {
    let places = places(in: text)
    guard let place = places.first else { throw .missing }
    guard places.count == 1 else { throw .several(places.count) }
    let start = Self.scalars(text[..<place.lowerBound])
    let count = Self.scalars(text[place])
    return TextSelector.describe(
      ScalarRange(ScalarOffset(start), ScalarOffset(start + count)), in: text)
  }

  private static func scalars(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// White space as single blanks, none at the ends.
  private static func folded(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    for byte in text.utf8 {
      if !isSpace(byte) {
        out.append(byte)
      } else if let last = out.last, last != 0x20 {
        out.append(0x20)
      }
    }
    if out.last == 0x20 { out.removeLast() }
    return out
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x9...0xD).contains(byte) }

  /// Every place, by Knuth, Morris and Pratt: linear whatever the quotation repeats.
  private func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    guard !quote.isEmpty else { return [] }
    let fallback = Self.fallback(of: quote)
    var places: [Range<Int>] = []
    var matched = 0
    var wasSpace = false
    for (index, byte) in text.enumerated() {
      let isSpace = Self.isSpace(byte)
      defer { wasSpace = isSpace }
      if isSpace, wasSpace { continue }
      let folded = isSpace ? 0x20 : byte
      while matched > 0, quote[matched] != folded { matched = fallback[matched - 1] }
      if quote[matched] == folded { matched += 1 }
      guard matched == quote.count else { continue }
      matched = fallback[matched - 1]
      guard let start = Self.start(of: quote, endingAt: index + 1, in: text) else { continue }
      if follows(prefix, at: start, in: text) { places.append(start..<(index + 1)) }
      if places.count == Self.limit { break }
    }
    return places
  }

  private static func fallback(of wanted: [UInt8]) -> [Int] {
    var fallback = [Int](repeating: 0, count: wanted.count)
    var matched = 0
    for index in wanted.indices.dropFirst() {
      while matched > 0, wanted[matched] != wanted[index] { matched = fallback[matched - 1] }
      if wanted[matched] == wanted[index] { matched += 1 }
      fallback[index] = matched
    }
    return fallback
  }

  /// Where folded words begin that end at a place; nil when others stand there.
  private static func start(
    of words: [UInt8], endingAt end: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var at = end
    for byte in words.reversed() {
      guard at > 0 else { return nil }
      if byte == 0x20 {
        guard isSpace(text[at - 1]) else { return nil }
        while at > 0, isSpace(text[at - 1]) { at -= 1 }
      } else {
        guard text[at - 1] == byte else { return nil }
        at -= 1
      }
    }
    return at
  }

  private func follows(_ prefix: [UInt8], at start: Int, in text: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    var end = start
    while !prefix.isEmpty, end > 0, Self.isSpace(text[end - 1]) { end -= 1 }
    return Self.start(of: prefix, endingAt: end, in: text) != nil
  }
}

/// Paths of texts as notes name them.
enum RelativePath {
  /// The way from a folder to a file, both absolute and without dots.
  static func of(_ path: String, from folder: String) -> String {
    let file = path.split(separator: "/")
    let start = folder.split(separator: "/")
    var shared = 0
    while shared < min(file.count - 1, start.count),
      file[shared].utf8.elementsEqual(start[shared].utf8)
    { shared += 1 }
    let up = Array(repeating: "..", count: start.count - shared)
    return (up + file[shared...].map(String.init)).joined(separator: "/")
  }
}
