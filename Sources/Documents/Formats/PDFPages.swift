// The text of a PDF as pages of lines, without what stands on each page for the page's sake: running
// heads and page numbers.

/// A line with ink, without white space at its edges.
struct PageLine {
  /// In bytes of the whole text.
  var bytes: Range<Int>
  /// In scalars.
  var length: Int
  /// A blank line stands before it.
  var opensBlock: Bool
}

/// A page, counted from 1.
struct TextPage {
  var number: Int
  /// Where its text begins in the whole.
  var start: Int
  var lines: [PageLine]
}

struct PageSplitting {
  let text: UnsafeBufferPointer<UInt8>
  /// Lines at either edge of a page that may be its furniture.
  private static let deepest = 3
  private static let longestHead = 120
  /// A head comes back on the next page, or on the one after: books have two by turns.
  private static let reach = 2

  /// The pages, with what belongs to no paragraph left out.
  func pages() -> [TextPage] {
    var pages = split()
    let tops = edges(pages, fromTop: true)
    let bottoms = edges(pages, fromTop: false)
    for index in pages.indices {
      strip(&pages[index], tops, fromTop: true)
      strip(&pages[index], bottoms, fromTop: false)
    }
    return pages
  }

  private func split() -> [TextPage] {
    var pages = [TextPage(number: 1, start: 0, lines: [])]
    var (start, isAfterBlank) = (0, true)
    func close(at end: Int) {
      var (from, to) = (start, end)
      while from < to, text[from] <= 0x20 { from += 1 }
      while to > from, text[to - 1] <= 0x20 { to -= 1 }
      if from < to {
        let length = text[from..<to].count { $0 & 0xC0 != 0x80 }
        pages[pages.count - 1].lines.append(
          PageLine(bytes: from..<to, length: length, opensBlock: isAfterBlank))
      }
      isAfterBlank = from == to
      start = end + 1
    }
    for index in text.indices {
      if text[index] == 0x0A {
        close(at: index)
      } else if text[index] == 0x0C {
        close(at: index)
        pages.append(TextPage(number: pages.count + 1, start: index + 1, lines: []))
        isAfterBlank = true
      }
    }
    close(at: text.count)
    return pages
  }

  // MARK: - Furniture

  /// The pages on which a line stands at an edge, numbers apart.
  private func edges(_ pages: [TextPage], fromTop: Bool) -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for page in pages {
      let lines =
        fromTop ? Array(page.lines.prefix(Self.deepest)) : Array(page.lines.suffix(Self.deepest))
      for line in lines {
        guard let key = key(of: line), found[key]?.last != page.number else { continue }
        found[key, default: []].append(page.number)
      }
    }
    return found
  }

  private func strip(_ page: inout TextPage, _ known: [String: [Int]], fromTop: Bool) {
    for _ in 0..<Self.deepest {
      guard let line = fromTop ? page.lines.first : page.lines.last else { return }
      guard isPageNumber(line) || isRepeated(line, on: page.number, known, fromTop) else { return }
      if fromTop { page.lines.removeFirst() } else { page.lines.removeLast() }
    }
  }

  /// On the first page what stands on top is a title, whatever the other pages make of it.
  private func isRepeated(
    _ line: PageLine, on page: Int, _ known: [String: [Int]], _ fromTop: Bool
  ) -> Bool {
    guard page > 1 || !fromTop, let key = key(of: line), let pages = known[key] else {
      return false
    }
    return pages.contains { $0 != page && abs($0 - page) <= Self.reach }
  }

  /// The words of a line with numbers made alike, but those of whole sentences; nil for what is no
  /// head.
  private func key(of line: PageLine) -> String? {
    guard line.length <= Self.longestHead else { return nil }
    var key: [UInt8] = []
    var hasLetter = false
    let isSentence = LineLooks(text: text).endsSentence(line.bytes)
    for byte in text[line.bytes] {
      if !isSentence, (0x30...0x39).contains(byte) {
        if key.last != 0x23 { key.append(0x23) }
      } else {
        if byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF) { hasLetter = true }
        if byte > 0x20 || key.last != 0x20 { key.append(byte) }
      }
    }
    return hasLetter ? String(decoding: key, as: UTF8.self) : nil
  }

  /// `3`, `- 3 -`, `xii`, `Page 3`, `3 of 12`, `3/12`.
  private func isPageNumber(_ line: PageLine) -> Bool {
    guard line.length <= 16 else { return false }
    let words = String(decoding: text[line.bytes], as: UTF8.self).lowercased()
      .split { " -–—/|.[]".contains($0) }
    let numbers = words.filter { $0 != "page" && $0 != "of" }
    guard (1...2).contains(numbers.count) else { return false }
    return numbers.allSatisfy { word in
      word.count <= 5 && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
        || numbers.count == 1 && word.count <= 7 && word.allSatisfy { "ivxlc".contains($0) }
    }
  }
}
