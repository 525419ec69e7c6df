// Gumbo takes every letter of a text by itself. So long runs of plain words, which mean nothing to it, are
// stood in for by a few letters, and what is blank is left out; afterwards the words are put back.

import Glibc

/// A page with stand-ins, and the way back.
struct HTMLShortText {
  /// U+10FFFD, a private sign, opens a stand-in; a page with signs of that plane is not shortened.
  static let mark: [UInt8] = [0xF4, 0x8F, 0xBF, 0xBD]
  static let standInBytes = 9

  var bytes: [UInt8] = []
  /// The words that stand-ins stand for, in bytes of the page.
  var runs: [Range<Int>] = []
  /// From each of these places on, both texts go on alike.
  fileprivate var moves: [(short: Int, page: Int)] = []

  /// The byte of the page for a byte of the short text.
  func page(_ place: Int) -> Int {
    var low = 0
    var high = moves.count
    while low < high {
      let middle = (low + high) / 2
      if moves[middle].short <= place { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return place }
    return moves[low - 1].page + place - moves[low - 1].short
  }

  /// The run that a stand-in at a place stands for.
  func run(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Range<Int>? {
    guard place + Self.standInBytes <= text.count, text[place..<place + 4].elementsEqual(Self.mark)
    else { return nil }
    let number = text[place + 4..<place + 9].reduce(0) { $0 * 32 + Int($1 &- 0x41) }
    return runs.indices.contains(number) ? runs[number] : nil
  }
}

/// Makes one, in reading order.
struct HTMLShortening {
  private static let shortestRun = 24
  private static let mostRuns = 1 << 25

  private let source: UnsafeBufferPointer<UInt8>
  private var cuts: [(range: Range<Int>, run: Int)] = []
  private var runs: [Range<Int>] = []
  private let isAllowed: Bool

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    isAllowed = !Self.holdsMark(source)
  }

  private static func holdsMark(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = source.baseAddress else { return false }
    return memchr(base, Int32(HTMLShortText.mark[0]), source.count) != nil
  }

  /// The next `<`, else the end.
  func tag(from place: Int) -> Int { first(0x3C, in: place..<source.count) ?? source.count }

  private func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = source.baseAddress, !range.isEmpty,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  /// Words between two tags. Those with entities, NULs or returns are gumbo's to read.
  mutating func addRun(_ range: Range<Int>) {
    guard isAllowed, range.count >= Self.shortestRun, runs.count < Self.mostRuns else { return }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, HTMLBytes.isSpace(source[start]) { start += 1 }
    while end > start, HTMLBytes.isSpace(source[end - 1]) { end -= 1 }
    guard end - start >= Self.shortestRun else { return }
    for byte: UInt8 in [0x26, 0x00, 0x0D] where first(byte, in: start..<end) != nil { return }
    cuts.append((start..<end, runs.count))
    runs.append(start..<end)
  }

  /// Blanks that stand for nothing.
  mutating func addGap(_ range: Range<Int>) {
    if isAllowed, range.count > 8 { cuts.append((range, -1)) }
  }

  /// `bytes` is the page as it is to be read, of which the end may be missing.
  func finish(_ bytes: [UInt8]) -> HTMLShortText {
    var text = HTMLShortText()
    text.runs = runs
    text.bytes.reserveCapacity(bytes.count / 2)
    text.moves.reserveCapacity(cuts.count)
    var place = 0
    for cut in cuts where cut.range.upperBound <= bytes.count && cut.range.lowerBound >= place {
      text.bytes += bytes[place..<cut.range.lowerBound]
      if cut.run >= 0 {
        text.bytes += HTMLShortText.mark
        for shift in [20, 15, 10, 5, 0] { text.bytes.append(0x41 + UInt8(cut.run >> shift & 31)) }
      }
      place = cut.range.upperBound
      text.moves.append((text.bytes.count, place))
    }
    text.bytes += bytes[place...]
    return text
  }
}
