// Selectors found again: tables, and seeded random texts against the promise that a resolved range
// always holds the quotation.

import Anchoring
import Testing
import Text

private func range(_ start: Int, _ end: Int) -> ScalarRange {
  ScalarRange(ScalarOffset(start), ScalarOffset(end))
}

private func selector(
  _ quote: String, _ prefix: String = "", _ suffix: String = "", at start: Int? = nil
) -> TextSelector {
  TextSelector(
    quote: quote, prefix: prefix, suffix: suffix,
    position: start.map { range($0, $0 + quote.unicodeScalars.count) })
}

@Suite struct AnchoringTests {
  @Test(arguments: [
    ("the end", selector("end", at: 4), Resolution.exact(range(4, 7))),
    ("in the end", selector("end", at: 4), .moved(range(7, 10))),
    ("the end", selector("end"), .moved(range(4, 7))),
    ("the end", selector("END", at: 4), .lost),
    ("a b a b", selector("b"), .lost),
    ("a b a b", selector("b", at: 6), .exact(range(6, 7))),
    ("1 b 2 b", selector("b", "2 "), .moved(range(6, 7))),
    ("b 1 b 2", selector("b", "", " 2"), .moved(range(4, 5))),
    ("1 b 1 b", selector("b", "1 "), .lost),
    ("x1 b 1 b", selector("b", "x1 "), .moved(range(3, 4))),
    ("aaa", selector("aa"), .lost),
    ("", selector("a"), .lost),
    ("abc", selector("", at: 1), .lost),
    ("abc", selector("c", at: 99), .moved(range(2, 3))),
    ("abc", selector("c", at: -5), .moved(range(2, 3))),
    ("жук и жаба", selector("и", at: 4), .exact(range(4, 5))),
    ("ой, жук и жаба", selector("жук", at: 0), .moved(range(4, 7))),
    ("é", selector("e\u{301}"), .lost),
    // The first bytes of two letters agree; a part of a letter is no match.
    ("и1 жx, и1 зx", selector("1", "", " ж"), .moved(range(1, 2))),
    ("и1 жx, и1 зx", selector("1", "", " и"), .lost),
  ])
  func resolves(_ text: String, _ selector: TextSelector, _ expected: Resolution) {
    #expect(selector.resolve(in: text) == expected)
    #expect(selector.resolve(in: Array(text.utf8)) == expected)
  }

  @Test func describesWithThirtyTwoScalarsOfContext() {
    let text = String(repeating: "я", count: 40) + "MID" + String(repeating: "ж", count: 40)
    let found = TextSelector.describe(range(40, 43), in: text)
    #expect(found.quote == "MID")
    #expect(found.prefix == String(repeating: "я", count: 32))
    #expect(found.suffix == String(repeating: "ж", count: 32))
    #expect(found.position == range(40, 43))
    let edge = TextSelector.describe(range(0, 500), in: "short")
    #expect(edge == TextSelector(quote: "short", position: range(0, 5)))
    #expect(TextSelector.describe(range(9, 12), in: "short").quote == "")
  }

  @Test(arguments: [
    // The words stand at the old offset by chance, their surroundings elsewhere.
    ("xxxxxxxxxxxxxxxxxxxxx quick fox zzz quick fox jumps over", "moved 36"),
    // One occurrence, but nothing around it is left.
    ("Other stuff. A quick fox sits.", "lost"),
    // The passage is gone, and another sentence has the words.
    ("Hello world one. The quick red fox jumps over. Later a quick fox again.", "lost"),
    ("Hello world one. The quick fox jumps over.", "moved 21"),
  ])
  func equalWordsElsewhereAreNotThePassage(text: String, expected: String) {
    let passage = TextSelector(
      quote: "quick fox", prefix: "Hello world one. The ", suffix: " jumps over",
      position: range(22, 31))
    switch passage.resolve(in: text) {
    case .exact(let found): #expect("exact \(found.start.value)" == expected)
    case .moved(let found): #expect("moved \(found.start.value)" == expected)
    case .changed(let found): #expect("changed \(found.start.value)" == expected)
    case .lost: #expect(expected == "lost")
    }
  }

  @Test func everyRangeIsFoundAgainWhereItWas() {
    let text = "  One  two.\n\nДва\tтри \u{1F600}。\n One  two. "
    let count = text.scalarCount
    for start in 0..<count {
      for end in start + 1...count {
        let described = TextSelector.describe(range(start, end), in: text)
        #expect(described.resolve(in: text) == .exact(range(start, end)))
        var loose = described
        loose.position = nil
        let found = loose.resolve(in: text)
        if found != .lost { #expect(found == .moved(range(start, end))) }
      }
    }
    let spaced = TextSelector.describe(range(1, 13), in: text)
    #expect(spaced.quote == " One  two.\n\n")
    #expect(spaced.resolve(in: "And \(text)") == .moved(range(5, 17)))
  }

  static let old =
    "It rained. The old bridge of Tartu was closed by the council in 1938. Nobody came."
  private static var sentence: TextSelector { TextSelector.describe(range(11, 69), in: old) }

  @Test(arguments: [
    // Words changed, lines broken anew, quotation marks made curly: whole words, no white space.
    (
      "It rained. The old bridge of Tartu was shut by the council in 1939. Nobody came.",
      "The old bridge of Tartu was shut by the council in 1939."
    ),
    (
      "It rained. The very old, wooden bridge of Tartu was closed by the council. Nobody came.",
      "The very old, wooden bridge of Tartu was closed by the council."
    ),
    (
      "So. The old\nbridge of Tartu was closed\nby the council in 1938. Then.",
      "The old\nbridge of Tartu was closed\nby the council in 1938."
    ),
    // A near copy among strangers, and one while the neighbours still stand together.
    ("So. The old bridge of Narva was closed by the council in 1938. Then.", nil),
    (
      "It rained. Nobody came. Much later: The old bridge of Narva was closed by the council in 1938.",
      nil
    ),
    // Another sentence in the same place.
    ("It rained. A new school for the harbour opened its doors at last. Nobody came.", nil),
  ])
  func changedWordsAreFoundWhereTheirNeighboursStand(text: String, expected: String?) {
    let found = Self.sentence.resolve(in: text)
    if let expected {
      guard case .changed(let place) = found else {
        Issue.record("\(found)")
        return
      }
      #expect(String(text.slice(place)) == expected)
    } else {
      #expect(found == .lost)
    }
  }

  @Test(arguments: [
    // Its sentence stands elsewhere, among strangers.
    (
      "So. In the evening the old bridge of Tartu was closed by the council in 1938. Then.",
      Resolution.moved(range(19, 56))
    ),
    // Another sentence has its words; that they end the text must do no harm.
    (
      "So. Later the old bridge of Tartu was closed by a storm that came from the sea. Then.", .lost
    ),
    ("So. Much later they wrote: the old bridge of Tartu was closed by", .lost),
    ("So. In the evening the old bridge of Tartu was closed by a storm. Then.", .lost),
  ])
  func partsOfSentencesNeedTheirSentence(text: String, expected: Resolution) {
    let old =
      "It rained. In the evening the old bridge of Tartu was closed by the council in 1938. Nobody"
    let part = TextSelector.describe(range(26, 63), in: old)
    #expect(part.quote == "the old bridge of Tartu was closed by")
    #expect(part.resolve(in: text) == expected)
  }

  @Test(arguments: [
    // A sentence that begins with the same stock phrase has come up in the place of another.
    (
      "It rained. According to the report of the harbour 17 ferries sank. Nobody came.",
      Resolution.lost
    ),
    (
      "It rained. According to the report of the city court in Aarhus it was closed. Nobody came.",
      .exact(range(21, 37))
    ),
  ])
  func shortPassagesNeedTheirSentence(text: String, expected: Resolution) {
    let old =
      "It rained. According to the report of the court in Aarhus it was closed. Nobody came."
    let short = TextSelector.describe(range(21, 37), in: old)
    #expect(short.quote == "to the report of")
    #expect(short.resolve(in: text) == expected)
  }

  @Test func shortQuotationsAreNeverGuessed() {
    let short = TextSelector.describe(range(15, 34), in: Self.old)
    #expect(short.quote == "old bridge of Tartu")
    let text = "It rained. The old bridge of Narva was closed by the council in 1938. Nobody came."
    #expect(short.resolve(in: text) == .lost)
    #expect(
      Self.sentence.resolve(in: Array(Self.old.utf8).withUnsafeBufferPointer { Array($0) })
        == .exact(range(11, 69)))
  }

  @Test func inTheSameTextThePositionIsTrusted() {
    let passage = TextSelector(quote: "a", prefix: "x", suffix: "y", position: range(2, 3))
    #expect(
      passage.resolve(in: Array("b a xay".utf8).withUnsafeBufferPointer { Array($0) })
        == .moved(range(5, 6)))
    let same = Array("b a xay".utf8).withUnsafeBufferPointer {
      passage.resolve(in: $0, isSameText: true)
    }
    #expect(same == .exact(range(2, 3)))
  }

  @Test func randomTextsNeverGiveARangeWithoutTheQuotation() {
    var random = Generator(state: 11)
    let alphabet = Array("aab жя\u{1F600}\n".unicodeScalars)
    func word(_ count: Int) -> String {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<count { scalars.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
      return String(scalars)
    }
    var outcomes: Set<String> = []
    for _ in 0..<4_000 {
      let text = word(Int(random.next() % 60))
      let start = Int(random.next() % 60)
      let described = TextSelector.describe(range(start, start + 1 + start % 5), in: text)
      if !described.quote.isEmpty {
        #expect(described.resolve(in: text) == described.position.map { .exact($0) })
      }
      let changed = word(Int(random.next() % 6)) + text.dropFirst(Int(random.next() % 4)) + word(3)
      let result = described.resolve(in: changed)
      switch result {
      case .exact: outcomes.insert("exact")
      case .moved: outcomes.insert("moved")
      case .changed: outcomes.insert("changed")
      case .lost: outcomes.insert("lost")
      }
      if let found = result.range {
        #expect(Array(changed.slice(found).utf8) == Array(described.quote.utf8))
      }
      let count = occurrences(of: described.quote, in: changed)
      let whole = described.prefix + described.quote + described.suffix
      if count == 1, occurrences(of: whole, in: changed) == 1 { #expect(result.range != nil) }
      if count == 0 { #expect(result == .lost) }
    }
    #expect(outcomes.count == 3)
  }

  @Test func repetitionsCostNoMoreThanALook() {
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 2_000_000)
    let many = String(repeating: "a", count: 1_000)
    #expect(selector(many + "b", many, many).resolve(in: text) == .lost)
    #expect(selector(many, many, many).resolve(in: text) == .lost)
  }

  private func occurrences(of quote: String, in text: String) -> Int {
    let wanted = Array(quote.utf8)
    let bytes = Array(text.utf8)
    guard !wanted.isEmpty, wanted.count <= bytes.count else { return 0 }
    return (0...(bytes.count - wanted.count)).count {
      Array(bytes[$0..<($0 + wanted.count)]) == wanted
    }
  }
}

private struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
