// The lines that a printed page adds to its text: running heads and feet, learned from the beginning
// of a text by their coming again.

/// What the heads and feet of a text look like: their words with blanks squeezed and numbers left
/// open.
struct PageLines: Hashable, Sendable {
  var heads: Set<[UInt8]> = []
  var feet: Set<[UInt8]> = []

  /// Longer lines are no heads, and more than so many kinds of head are none either.
  private static let longest = 160
  private static let mostKinds = 16

  /// A line made comparable; empty for one that is too long.
  static func key(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard line.count <= longest else { return [] }
    var key: [UInt8] = []
    for byte in line {
      switch byte {
      case 0x20, 0x09, 0x0C: if key.last != 0x20 { key.append(0x20) }
      case 0x30...0x39: if key.last != 0x23 { key.append(0x23) }
      default: key.append(byte)
      }
    }
    while key.last == 0x20 { key.removeLast() }
    return key
  }

  /// `Smith          Informational          [Page 3]`
  static func isNumberedFoot(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = line.count
    while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x0C { end -= 1 }
    guard end >= 8, end <= longest, line[end - 1] == 0x5D else { return false }
    var start = end - 1
    while start > 0, end - start < 8, line[start - 1] != 0x20 { start -= 1 }
    // The number: of digits, or a Roman one.
    guard start < end - 1, line[start..<end - 1].allSatisfy(isNumberSign), start >= 6 else {
      return false
    }
    return line[start - 6..<start].elementsEqual("[Page ".utf8)
  }

  private static func isNumberSign(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || [0x69, 0x76, 0x78, 0x6C, 0x63].contains(byte)
  }

  /// Learns from the lines of a sample. `pageEnds` counts the ends of pages that were seen.
  static func learned(from sample: UnsafeBufferPointer<UInt8>) -> (pages: PageLines, ends: Ends) {
    var learning = Learning()
    sample.eachLine { learning.take($0) }
    return (learning.pages, learning.ends)
  }

  /// Signs that a text is in pages.
  struct Ends {
    var feeds = 0
    var numberedFeet = 0
  }

  private struct Learning {
    var ends = Ends()
    private var heads: [[UInt8]: Int] = [:]
    private var feet: [[UInt8]: Int] = [:]
    private var pageEnd = Int.max / 2
    /// The last line with ink and how many lines ago it was; nil if no blank line stood before it.
    private var foot: (key: [UInt8], age: Int)?
    private var afterBlank = false

    mutating func take(_ line: UnsafeBufferPointer<UInt8>) {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0B || $0 == 0x0C }
      if line[..<text.startIndex].contains(0x0C) {
        ends.feeds += 1
        pageEnd = 0
        if let foot, foot.age <= LineRules.headReach { count(foot.key, in: &feet) }
        foot = nil
      }
      guard !text.isEmpty else {
        pageEnd += 1
        afterBlank = true
        foot?.age += 1
        return
      }
      let words = UnsafeBufferPointer(rebasing: text)
      if PageLines.isNumberedFoot(words) {
        ends.numberedFeet += 1
        pageEnd = 0
        foot = nil
      } else {
        let key = PageLines.key(words)
        if pageEnd < LineRules.headReach { count(key, in: &heads) }
        pageEnd = Int.max / 2
        foot = afterBlank ? (key, 0) : nil
      }
      afterBlank = false
    }

    private func count(_ key: [UInt8], in kinds: inout [[UInt8]: Int]) {
      if !key.isEmpty, kinds.count < 4096 || kinds[key] != nil { kinds[key, default: 0] += 1 }
    }

    var pages: PageLines {
      func again(_ kinds: [[UInt8]: Int]) -> Set<[UInt8]> {
        let kept = kinds.filter { $0.value > 1 }.sorted {
          ($1.value, $0.key.count) < ($0.value, $1.key.count)
        }
        return Set(kept.prefix(PageLines.mostKinds).map(\.key))
      }
      return PageLines(heads: again(heads), feet: again(feet))
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Every line without its end, which is a line feed.
  func eachLine(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var start = 0
    while start < count {
      let end = firstIndex(of: 0x0A, from: start) ?? count
      body(UnsafeBufferPointer(rebasing: self[start..<end]))
      start = end + 1
    }
  }
}
