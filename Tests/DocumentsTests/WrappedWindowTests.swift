// A long text in pages, read in windows: its paragraphs are those of the whole text, and go on over
// the ends of pages for whoever counts and searches, too.

import Foundation
import Testing
import Text

@testable import Documents

@Suite struct WrappedWindows {
  /// Pages of paragraphs of some lines, cut wherever a page is full.
  private static func pages(_ seed: UInt64) -> [UInt8] {
    var random = Seeded(seed)
    var lines: [String] = []
    for number in 0..<160 {
      if number % 9 == 0 { lines += ["\(number / 9 + 1).  Section of Pages", ""] }
      for line in 0...Int(random.next() % 6) {
        lines.append("   line \(line) of paragraph \(number) with words enough for its width")
      }
      lines[lines.count - 1] += "."
      lines.append("")
    }
    var text = ""
    for (page, start) in stride(from: 0, to: lines.count, by: 40).enumerated() {
      text += lines[start..<min(lines.count, start + 40)].joined(separator: "\n")
      text += "\n\nMarlow            Informational            [Page \(page + 1)]\n"
      text += "\u{C}\nMemo 917            Pages            March 1998\n\n"
    }
    return Array(text.utf8)
  }

  private func shown(_ document: Document) -> [String] {
    document.paragraphs.indices.map { index in
      document.pieces(of: index).map { document.text(in: $0.bytes) }.joined()
    }
  }

  @Test(arguments: 0..<8) func areThoseOfTheWhole(_ seed: Int) throws {
    let bytes = Self.pages(UInt64(seed))
    let whole = try PlainText.document(from: bytes)
    #expect(whole.rule == .wrapped)
    let all = shown(whole)
    #expect(!all.contains { $0.contains("Marlow") || $0.contains("Memo 917") })
    #expect(all.contains { $0.contains("\n   line") })
    let windows = try WindowFile(bytes).open(nil, block: 2048)
    var count: TextCount?
    try windows.count {
      count = $0
      return true
    }
    #expect(count?.paragraphs == all.count)
    for percent in stride(from: 0, through: 100, by: 5) {
      let window = try windows.window(at: .percent(percent))
      let first = try #require(window.window?.firstOrdinal)
      #expect(shown(window) == Array(all[first..<first + window.paragraphs.count]))
      #expect(
        window.structure.outline.map(\.title)
          == whole.structure.outline
          .filter { (first..<first + window.paragraphs.count).contains($0.paragraph) }
          .map(\.title))
    }
  }

  @Test func wordsAreFoundOverTheEndOfAPage() throws {
    let bytes = Self.pages(3)
    let whole = try PlainText.document(from: bytes)
    // A paragraph of two pieces, and the last word before the gap with the first behind it.
    let index = try #require(whole.paragraphs.indices.first { whole.pieces(of: $0).count == 2 })
    let pieces = whole.pieces(of: index)
    let start = pieces[0].range.start
    let windows = try WindowFile(bytes).open(nil, block: 2048)
    let words = shown(whole)[index].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var hits: [ScalarRange] = []
    try windows.find(words, from: ScalarOffset(0)) {
      hits += $0.hits
      return true
    }
    #expect(hits == [ScalarRange(start, whole.paragraphs[index].range.end)])
    try windows.find("[page 2]", from: ScalarOffset(0)) {
      #expect($0.hits.isEmpty)
      return true
    }
  }
}
