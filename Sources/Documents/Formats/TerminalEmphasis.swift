// Overstrike and colour, as manual pages and coloured programs write them into a pipe: `_`, backspace,
// letter is underlined, a letter struck twice is bold, escape sequences that end in `m` set colours.
//
// The contract has "for plain text the decoded text …, nothing else changed" and "for parsed formats the
// visible text". A text with such signs counts as parsed: they are no part of the normalised text, and
// every offset counts in what is left. A text without a single one of them stays as it is, and so do
// all other controls.

import Text

/// A text without overstrike and colours, and what they were.
struct CleanedText {
  var bytes: [UInt8] = []
  /// In bytes of the cleaned text, in order, not overlapping.
  var runs: [(range: Range<Int>, emphasis: Emphasis)] = []
}

/// Finds emphasis that programs wrote for a terminal.
public enum TerminalEmphasis {
  private static let backspace: UInt8 = 0x08
  private static let escape: UInt8 = 0x1B
  /// Bytes of a sequence that is still taken for one.
  private static let longestSequence = 64

  /// Whether a text that begins like this has such emphasis.
  public static func isPresent(in start: [UInt8]) -> Bool {
    cleaned(start, isComplete: false) != nil
  }

  /// The text without its overstrike and colours; nil when it has none. Of a first part that is not
  /// complete, what its end cuts is left out.
  static func cleaned(_ bytes: [UInt8], isComplete: Bool) -> CleanedText? {
    guard bytes.contains(where: { $0 == backspace || $0 == escape }) else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      var cleaning = Cleaning(isComplete: isComplete)
      cleaning.run(buffer)
      return cleaning.hasFound ? cleaning.finished : nil
    }
  }

  /// Where ascending places of the cleaned text stand in the one before.
  static func places(of offsets: [Int], before bytes: [UInt8], isComplete: Bool) -> [Int] {
    bytes.withUnsafeBufferPointer { buffer in
      var cleaning = Cleaning(isComplete: isComplete)
      cleaning.wanted = offsets
      cleaning.run(buffer)
      let missing = offsets.count - cleaning.places.count
      return cleaning.places + [Int](repeating: bytes.count, count: max(0, missing))
    }
  }

  private struct Cleaning {
    let isComplete: Bool
    /// Whether there was anything to clean.
    var hasFound = false
    var wanted: [Int] = []
    var places: [Int] = []
    private var text = CleanedText()
    /// Set by colours, until they say otherwise.
    private var lasting: Emphasis = []

    init(isComplete: Bool) { self.isComplete = isComplete }

    var finished: CleanedText { text }

    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
      text.bytes.reserveCapacity(bytes.count)
      var index = 0
      while index < bytes.count {
        while places.count < wanted.count, text.bytes.count >= wanted[places.count] {
          places.append(index)
        }
        let byte = bytes[index]
        if byte == escape {
          if let end = sequence(bytes, at: index) {
            index = end
            continue
          }
          if !isComplete, Self.isCut(bytes, at: index) { return }
        }
        let next = index + Self.length(bytes, at: index)
        if next < bytes.count, bytes[next] == backspace, byte > 0x20 {
          if let end = struck(bytes, at: index, next) {
            index = end
            continue
          }
          if !isComplete, next + 5 >= bytes.count { return }
        }
        // What would be struck over the last sign has not come yet.
        if !isComplete, hasFound, next == bytes.count { return }
        put(bytes[index..<next], lasting)
        index = next
      }
      while places.count < wanted.count, text.bytes.count >= wanted[places.count] {
        places.append(index)
      }
    }

    private mutating func put(_ scalar: Slice<UnsafeBufferPointer<UInt8>>, _ emphasis: Emphasis) {
      let start = text.bytes.count
      text.bytes.append(contentsOf: scalar)
      guard !emphasis.isEmpty else { return }
      if let last = text.runs.last, last.range.upperBound == start, last.emphasis == emphasis {
        text.runs[text.runs.count - 1].range = last.range.lowerBound..<text.bytes.count
      } else {
        text.runs.append((start..<text.bytes.count, emphasis))
      }
    }

    private static func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
      let lead = bytes[index]
      let length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      return min(length, bytes.count - index)
    }

    // MARK: - Overstrike

    /// A sign and what is struck over it; gives the end, or nil when that is no emphasis. Wide signs
    /// take two backspaces.
    private mutating func struck(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ next: Int)
      -> Int?
    {
      var shown = start..<next
      var emphasis: Emphasis = []
      var end = next
      while end < bytes.count, bytes[end] == backspace {
        var begin = end + 1
        if begin < bytes.count, bytes[begin] == backspace, bytes[start] >= 0xE0 { begin += 1 }
        guard begin < bytes.count, bytes[begin] >= 0x20 else { break }
        let after = begin + Self.length(bytes, at: begin)
        let (one, other) = (bytes[shown], bytes[begin..<after])
        if one.elementsEqual(other) {
          emphasis.insert(one.elementsEqual([0x5F]) ? overstruckBefore : .strong)
        } else if one.elementsEqual([0x5F]) {
          (shown, emphasis) = (begin..<after, emphasis.union(.underlined))
        } else if other.elementsEqual([0x5F]) {
          emphasis.insert(.underlined)
        } else if Set(one).union(other) == [0x2B, 0x6F] {
          // nroff's bullet.
          hasFound = true
          put(Self.bullet, lasting)
          return after
        } else {
          break
        }
        end = after
      }
      guard !emphasis.isEmpty, end == bytes.count || bytes[end] != backspace else { return nil }
      hasFound = true
      put(bytes[shown], emphasis.union(lasting))
      return end
    }

    /// `_` over `_` may be bold or underlined: it is what the sign before it is.
    private var overstruckBefore: Emphasis {
      guard let last = text.runs.last, last.range.upperBound == text.bytes.count else {
        return .strong
      }
      let before = last.emphasis.subtracting(lasting)
      return before.isEmpty ? .strong : before
    }

    private mutating func put(_ scalar: [UInt8], _ emphasis: Emphasis) {
      scalar.withUnsafeBufferPointer { put($0[...], emphasis) }
    }

    private static let bullet: [UInt8] = [0xE2, 0x80, 0xA2]

    // MARK: - Colours

    /// The end of a sequence that sets colours, or that clears the rest of a line, which has no
    /// meaning in a text but follows each colour of some programs. Nil for any other.
    private mutating func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
      guard start + 2 < bytes.count, bytes[start + 1] == 0x5B else { return nil }
      var index = start + 2
      while index < min(bytes.count, start + longestSequence) {
        switch bytes[index] {
        case 0x30...0x3B: index += 1
        case 0x6D:
          hasFound = true
          set(bytes[(start + 2)..<index])
          return index + 1
        case 0x4B where hasFound: return index + 1
        default: return nil
        }
      }
      return nil
    }

    private static func isCut(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
      guard start + longestSequence > bytes.count else { return false }
      return bytes[(start + 1)...].allSatisfy { (0x30...0x3B).contains($0) || $0 == 0x5B }
    }

    /// ECMA-48, "select graphic rendition". Colours are no emphasis of their own here: they become the
    /// one that text has beside bold.
    private mutating func set(_ words: Slice<UnsafeBufferPointer<UInt8>>) {
      let fields = words.split(separator: 0x3B, omittingEmptySubsequences: false)
      var index = 0
      while index < fields.count {
        let parts = fields[index].split(separator: 0x3A, omittingEmptySubsequences: false)
          .map { Self.number($0) }
        index += 1
        switch parts.first ?? 0 {
        case 0: lasting = []
        case 1: lasting.insert(.strong)
        case 3, 7: lasting.insert(.emphasised)
        case 4 where parts.count > 1 && parts[1] == 0: lasting.remove(.underlined)
        case 4, 21: lasting.insert(.underlined)
        case 9: lasting.insert(.struck)
        case 22: lasting.remove(.strong)
        case 23, 27, 39: lasting.remove(.emphasised)
        case 24: lasting.remove(.underlined)
        case 29: lasting.remove(.struck)
        case 30...37, 90...97: lasting.insert(.emphasised)
        case 38, 48, 58:
          if parts.first == 38 { lasting.insert(.emphasised) }
          // The colour follows: 5 and its number, or 2 and three parts; with colons all is in here.
          guard parts.count == 1, index < fields.count else { break }
          index += Self.number(fields[index]) == 2 ? 4 : 2
        default: break
        }
      }
    }

    private static func number(_ digits: some Collection<UInt8>) -> Int {
      digits.prefix(4).reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
  }
}
