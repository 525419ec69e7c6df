// Where the blocks of a long text begin. A block's start depends only on the bytes of the block
// itself, so that it is the same however the text is come to and nothing before it has to be read.

/// The start of a block.
struct BlockStart: Hashable, Sendable {
  /// In the file.
  var byte: Int
  /// At the line on which a paragraph begins; else in the middle of a paragraph.
  var isNatural: Bool
}

/// How a long text is cut. Small in tests, so that every seam is met.
struct WindowSizes: Sendable {
  var block = 65_536
  /// Blocks of a window, and those that it may have more on each side to begin and end with whole
  /// paragraphs.
  var blocks = 8
  var more = 4
  /// Line ends that a window of more than two blocks may have: what is kept of each paragraph is
  /// more than its line may be.
  var mostLines = 12_288
}

/// Finds the starts of blocks.
struct BlockStarts: Sendable {
  let rule: ParagraphRule
  let pages: PageLines
  /// Bytes of a block.
  let block: Int
  /// Bytes of the byte-order mark.
  let mark: Int

  /// The start of block `number`, at least 1, in bytes of the file that begin at `origin`, not behind
  /// `number * block`, and reach to the end of the block and one byte more or to the end of the file.
  /// Nil when the block has not begun yet.
  ///
  /// It is the first line behind the first line end of the block with which a paragraph surely
  /// begins. A block without any is begun near white space, once it is whole.
  func start(of number: Int, in bytes: UnsafeBufferPointer<UInt8>, at origin: Int) -> BlockStart? {
    let first = number * block - origin
    guard first >= 0, first < bytes.count else { return nil }
    let limit = min(bytes.count, first + block)
    if let line = natural(bytes, from: first, to: limit) {
      return BlockStart(byte: origin + line, isNatural: true)
    }
    guard bytes.count >= first + block else { return nil }
    return BlockStart(byte: origin + forced(bytes, from: first, to: limit), isNatural: false)
  }

  private func natural(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int, to limit: Int)
    -> Int?
  {
    var lines = RawLines(bytes, limit: limit)
    guard var line = lines.next(from: first)?.next else { return nil }
    var rules = LineRules(rule, pages: pages, isOpen: true)
    var unsettled = rule == .wrapped ? LineRules.settledLines : 0
    var hasText = rule != .wrapped
    while line < limit {
      let found = lines.next(from: line)
      // Of an unfinished line one does not know what it is going to be.
      if found == nil, rule == .wrapped { return nil }
      let end = found?.end ?? limit
      let (role, ink) = rules.role(of: UnsafeBufferPointer(rebasing: bytes[line..<end]))
      if unsettled > 0 {
        unsettled -= 1
      } else if role == .begins || role == .goesOn {
        let isSure = hasText && !(rule == .wrapped && rules.wasOverBreak)
        if role == .begins, isSure, line + ink < limit { return line }
        hasText = true
      }
      guard let next = found?.next else { return nil }
      line = next
    }
    return nil
  }

  /// Before white space, else between two scalars; never between the two bytes of a line end.
  private func forced(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int, to limit: Int) -> Int {
    for index in first..<min(limit, first + block / 4) {
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x09 || byte == 0x0D { return index }
      if byte == 0x0A, index > first { return index }
    }
    // A sequence has three bytes at most behind its first.
    var index = first
    while index < min(limit, first + 3), bytes[index] & 0xC0 == 0x80 { index += 1 }
    return bytes[index] == 0x0A && index == first ? first + 1 : index
  }
}

/// The line ends of bytes as they stand in a file: LF, CR, or both.
struct RawLines {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limit: Int
  private var feed = -1
  private var back = -1

  /// Line ends begin before `limit`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  /// The first line end at or behind a place, which must not be before the last one asked for: where
  /// it begins, and where the next line does.
  mutating func next(from place: Int) -> (end: Int, next: Int)? {
    if feed < place { feed = first(0x0A, from: place) }
    if back < place { back = first(0x0D, from: place) }
    let end = min(feed, back)
    guard end < limit else { return nil }
    return (end, back == end && feed == end + 1 ? end + 2 : end + 1)
  }

  private func first(_ byte: UInt8, from place: Int) -> Int {
    guard place < limit else { return limit }
    // One byte more: the second half of a line end.
    let reach = min(bytes.count, limit + 1)
    return UnsafeBufferPointer(rebasing: bytes[..<reach]).firstIndex(of: byte, from: place)
      ?? Int.max / 2
  }
}
