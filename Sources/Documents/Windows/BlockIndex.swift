// What is known of the blocks of a long text that were counted: three numbers a block, so that a
// gigabyte needs a third of a megabyte.

import Text

/// Where counting stands in the middle of a text, for lines that the seam of two blocks cuts.
struct LineCarry: Sendable {
  var rules: LineRules
  /// The text before ends in the middle of a line, which has ink there.
  var isMidLine = false
  var lineHasInk = false

  init(_ rules: LineRules) { self.rules = rules }

  /// The paragraphs that begin in the next stretch of normalised text.
  mutating func paragraphs(in text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var line = 0
    if isMidLine, lineHasInk {
      guard let end = text.firstIndex(of: 0x0A, from: 0) else { return 0 }
      line = end + 1
    }
    isMidLine = false
    lineHasInk = false
    while line < text.count {
      guard let end = text.firstIndex(of: 0x0A, from: line) else {
        return count + unfinished(UnsafeBufferPointer(rebasing: text[line...]))
      }
      let role = rules.role(of: UnsafeBufferPointer(rebasing: text[line..<end])).role
      if role == .begins { count += 1 }
      line = end + 1
    }
    return count
  }

  private mutating func unfinished(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    isMidLine = true
    var rules = self.rules
    let role = rules.role(of: line).role
    guard role == .begins || role == .goesOn else { return 0 }
    lineHasInk = true
    self.rules = rules
    return role == .begins ? 1 : 0
  }
}

/// The blocks counted so far.
struct BlockIndex: Sendable {
  /// Of each block: its start behind the first byte that it could have, and in the two highest bits
  /// whether a paragraph goes on over it, and whether a line with ink does.
  private var starts: [UInt32] = []
  /// Paragraphs begun and scalars before it.
  private var ordinals: [Int] = []
  private var scalars: [Int] = []
  /// At the start of the last block.
  private(set) var carry: LineCarry
  /// At the end of the file, once it is reached.
  var total: (paragraphs: Int, scalars: Int)?
  var hash: ContentHash?

  private let block: Int
  private static let openBit: UInt32 = 1 << 31
  private static let inkBit: UInt32 = 1 << 30

  init(first: Int, block: Int, carry: LineCarry) {
    self.block = block
    self.carry = carry
    append(start: first, paragraphs: 0, scalars: 0, carry: carry)
  }

  var count: Int { starts.count }

  func start(of number: Int) -> Int {
    number * block + Int(starts[number] & ~(Self.openBit | Self.inkBit))
  }

  func ordinal(of number: Int) -> Int { ordinals[number] }
  func scalars(before number: Int) -> Int { scalars[number] }
  func isOpen(_ number: Int) -> Bool { starts[number] & Self.openBit != 0 }
  func lineHasInk(_ number: Int) -> Bool { starts[number] & Self.inkBit != 0 }

  mutating func append(start: Int, paragraphs: Int, scalars: Int, carry: LineCarry) {
    var bits = UInt32(start - starts.count * block)
    if carry.rules.isOpen { bits |= Self.openBit }
    if carry.isMidLine, carry.lineHasInk { bits |= Self.inkBit }
    starts.append(bits)
    ordinals.append(paragraphs)
    self.scalars.append(scalars)
    self.carry = carry
  }

  /// The block that holds a byte, among those counted.
  func block(at byte: Int) -> Int {
    var number = max(0, min(byte / block, count - 1))
    while number > 0, start(of: number) > byte { number -= 1 }
    return number
  }

  /// The block in which a paragraph begins; nil if so far is not counted.
  func block(ofParagraph ordinal: Int) -> Int? {
    if let total, ordinal >= total.paragraphs { return count - 1 }
    guard total != nil || ordinals[count - 1] > ordinal else { return nil }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if ordinals[middle] <= ordinal { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
