// Blanks out of Markdown what is not prose: fenced code, code spans, HTML comments. Every pass is
// linear, whatever the text holds.

/// A body's bytes with code and comments replaced by blanks; line ends stay.
struct MarkdownMask {
  private let bytes: [UInt8]
  private let lines: [ByteLine]
  private(set) var masked: [UInt8]
  /// For each line whether it belongs to fenced code, the fences included.
  private(set) var isFenced: [Bool]
  /// The line that would close the fence that is still open at the end.
  private(set) var unclosedFence: String?

  init(bytes: [UInt8], lines: [ByteLine]) {
    self.bytes = bytes
    self.lines = lines
    masked = bytes
    isFenced = Array(repeating: false, count: lines.count)
  }

  mutating func blankFences() {
    var open: (mark: UInt8, count: Int)?
    for index in lines.indices {
      let range = bytes.trimmed(lines[index].range)
      let run = fence(range)
      if let current = open {
        blank(lines[index].range)
        isFenced[index] = true
        if let run, run.mark == current.mark, run.count >= current.count,
          range.count == run.count
        {
          open = nil
        }
      } else if let run {
        // Backticks in the rest of the line make it a code span, not a fence.
        let rest = bytes[(range.lowerBound + run.count)..<range.upperBound]
        if run.mark == UInt8(ascii: "`"), rest.contains(UInt8(ascii: "`")) { continue }
        blank(lines[index].range)
        isFenced[index] = true
        open = run
      }
    }
    unclosedFence = open.map { open in
      String(decoding: Array(repeating: open.mark, count: open.count), as: UTF8.self)
    }
  }

  mutating func blankComments() {
    var at = 0
    while at + 3 < masked.count {
      guard masked[at] == UInt8(ascii: "<"), masked.holds("<!--", at: at) else {
        at += 1
        continue
      }
      var end = at + 4
      while end < masked.count, !masked.holds("-->", at: end) { end += 1 }
      // A comment that is never closed is text, and so is everything after it.
      guard end < masked.count else { return }
      blank(at..<(end + 3))
      at = end + 3
    }
  }

  mutating func blankCodeSpans() {
    var runs: [(start: Int, count: Int)] = []
    for index in lines.indices {
      let range = masked.trimmed(lines[index].range)
      if range.isEmpty {
        closeSpans(runs)
        runs.removeAll(keepingCapacity: true)
        continue
      }
      var at = range.lowerBound
      while at < range.upperBound {
        guard masked[at] == UInt8(ascii: "`") else {
          at += 1
          continue
        }
        let start = at
        while at < range.upperBound, masked[at] == UInt8(ascii: "`") { at += 1 }
        runs.append((start, at - start))
      }
    }
    closeSpans(runs)
  }

  /// Pairs the runs of backticks of one paragraph: each with the next of its own length.
  private mutating func closeSpans(_ runs: [(start: Int, count: Int)]) {
    guard runs.count > 1 else { return }
    var next = [Int?](repeating: nil, count: runs.count)
    var latest: [Int: Int] = [:]
    for index in runs.indices.reversed() {
      next[index] = latest[runs[index].count]
      latest[runs[index].count] = index
    }
    var index = 0
    while index < runs.count {
      let run = runs[index]
      let isEscaped = run.start > 0 && bytes[run.start - 1] == UInt8(ascii: "\\")
      if let close = next[index], !isEscaped {
        blank(run.start..<(runs[close].start + runs[close].count))
        index = close + 1
      } else {
        index += 1
      }
    }
  }

  private func fence(_ range: Range<Int>) -> (mark: UInt8, count: Int)? {
    guard let mark = bytes[range].first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
    else { return nil }
    let count = bytes[range].prefix { $0 == mark }.count
    return count >= 3 ? (mark, count) : nil
  }

  private mutating func blank(_ range: Range<Int>) {
    for index in range where masked[index] != 0x0A && masked[index] != 0x0D {
      masked[index] = Byte.space
    }
  }
}
