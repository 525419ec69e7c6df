// Searching long texts against a twin that folds whole paragraphs in memory.

import Foundation
import Testing
import Text

@testable import Documents

/// Places of a pattern in a paragraph, in true offsets of the text, found the slow way.
private func naivePlaces(_ pattern: String, in twin: WholeTwin) -> [ScalarRange] {
  let isExact = pattern.unicodeScalars.contains { WordClass.isUppercase($0) }
  func folded(_ text: String) -> [(value: Unicode.Scalar, at: Int)] {
    var signs: [(value: Unicode.Scalar, at: Int)] = []
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      if WordClass.isSpace(scalar) {
        if signs.last?.value != " " { signs.append((" ", offset)) }
      } else if isExact, !WordClass.isApostrophe(scalar) {
        signs.append((scalar, offset))
      } else {
        signs += Folding.fold(String(scalar)).unicodeScalars.map { ($0, offset) }
      }
    }
    return signs
  }
  let needle = folded(pattern).map(\.value)
  var places: [ScalarRange] = []
  for (index, paragraph) in twin.paragraphs.enumerated() {
    let signs = folded(paragraph)
    let base = twin.ranges[index].start.value
    var at = 0
    while at + needle.count <= signs.count {
      if signs[at..<at + needle.count].map(\.value) == needle {
        let next = at + needle.count
        let end = next < signs.count ? signs[next].at : paragraph.unicodeScalars.count
        places.append(
          ScalarRange(
            ScalarOffset(base + signs[at].at), ScalarOffset(base + max(end, signs[at].at + 1))))
        at = next
      } else {
        at += 1
      }
    }
  }
  return places
}

private func finds(_ pattern: String, _ windows: FileWindows, from place: Int = 0) throws
  -> [ScalarRange]
{
  var hits: [ScalarRange] = []
  var last: TextFinds?
  try windows.find(pattern, from: ScalarOffset(place)) {
    #expect($0.hits == $0.hits.sorted { $0.start < $1.start })
    hits += $0.hits
    last = $0
    return true
  }
  let end = try #require(last)
  #expect(end.isDone && end.bytes == end.wholeBytes)
  return hits
}

@Suite struct WindowSearch {
  static let patterns = [
    "stone", "Word", "a b", "é", "漢", "x\u{3000}", "stone a", "aa", "long long", "🙂", "b’",
    "word. ", "a\nb", " ", "A", "É", "b\u{FFFD}", "ab",
  ]

  @Test(arguments: 0..<24) func findsWhatTheWholeTextHolds(_ seed: Int) throws {
    let bytes = randomText(UInt64(seed + 100), count: 2500)
    let rule = WindowsAgainstTheWhole.rules[seed % 3]
    let file = try WindowFile(bytes)
    let windows = try file.open(rule, block: 128)
    try windows.count { _ in true }
    let twin = WholeTwin(bytes, rule)
    for pattern in Self.patterns {
      let naive = naivePlaces(pattern, in: twin)
      for place in [0, bytes.count / 3, bytes.count] {
        let found = try finds(pattern, windows, from: place)
        let truly = try found.map { hit in
          ScalarRange(
            try #require(windows.trueOffset(of: hit.start)),
            try #require(windows.trueOffset(of: hit.end)))
        }
        #expect(truly.sorted { $0.start < $1.start } == naive, "\(pattern) from \(place)")
        #expect(found.first.map { $0.start.value >= place || naive.count == found.count } ?? true)
      }
    }
  }

  @Test func signsThatVanishOrHaveSeveralCapitalsAreFound() throws {
    let text = "co\u{AD}op \u{212A}elvin and KELVIN; İstanbul i̇stanbul; it’s it's ΟΔΟΣ οδος; a–b"
    let windows = try WindowFile(Array(text.utf8)).open(.blank)
    try windows.count { _ in true }
    let twin = WholeTwin(Array(text.utf8), .blank)
    for pattern in ["coop", "kelvin", "i̇stanbul", "stanbul", "it's", "οδος", "a–b", "̇s"] {
      let found = try finds(pattern, windows).compactMap { windows.trueOffset(of: $0.start) }
      #expect(!found.isEmpty, "\(pattern)")
      #expect(found == naivePlaces(pattern, in: twin).map(\.start), "\(pattern)")
    }
  }

  @Test func everyScalarIsAmongThoseThatItsFoldingComesFrom() {
    for value in UInt32(0)..<0x1F000 {
      guard let scalar = Unicode.Scalar(value), !WordClass.isSpace(scalar) else { continue }
      for part in Folding.fold(String(scalar)).unicodeScalars {
        if let sources = SearchPattern.sources(of: part.value, isExact: false) {
          #expect(sources.contains(scalar), "U+\(String(value, radix: 16))")
        }
      }
    }
  }

  @Test func aSearchStopsWhenToldAndKeepsToItsBound() throws {
    let windows = try WindowFile(
      Array(String(repeating: "a b c d e f g h i j\n\n", count: 120_000).utf8)
    ).open(.blank, block: 65_536)
    var reports = 0
    try windows.find("c d", from: ScalarOffset(0)) { _ in
      reports += 1
      return false
    }
    #expect(reports == 1)
    var hits = 0
    var isCut = false
    try windows.find("c d", from: ScalarOffset(0)) {
      hits += $0.hits.count
      isCut = $0.isCut
      return true
    }
    #expect(hits == FileWindows.mostHits && isCut)
  }

  @Test func theSearchBeginsAtThePlace() throws {
    let windows = try WindowFile(
      Array((0..<200).map { "line \($0) stone" }.joined(separator: "\n\n").utf8)
    ).open(.blank)
    let found = try finds("stone", windows, from: 1000)
    #expect(found.count == 200)
    let start = try #require(found.first?.start.value)
    #expect((1000..<1030).contains(start))
    #expect(found.last.map { $0.start.value < 1000 } == true)
  }
}
