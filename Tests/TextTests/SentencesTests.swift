// Sentences and words, as tables: a text in, its parts out.

import Testing

@testable import Text

@Suite struct SentencesTests {
  private func sentences(_ text: String) -> [String] {
    Sentences.ranges(in: text).map { String(text.slice($0)) }
  }

  @Test(arguments: [
    "One. Two! Three? Four", "He came.  He saw…| No", "What?! Yes.", "“Stop.” He went.",
    "He said “stop.” Then he went. (He did.) It was late.", "\"It ended.\" So it did.",
    "Truth.[12] Next.¹ Last.", "Yes!!! No… Maybe", "«Да». «Нет».",
    "End. ¶ 5 Next. — Well. • Point.",
    "The sum is 3.14. Euler knew.", "In 2014. Then came 2022.", "See example.org. It is there.",
    "It ended at 5 p.m. The rest is known.", "They left the U.S. The talks went on.",
    "Apples, pears, etc. The rest stays.", "No. He said no. No way.",
    "I paid Acme Inc. It was fine.",
  ])
  func endsWhereAReaderHearsAnEnd(text: String) {
    // A bar marks an end that the next sign alone does not show; here ends are all double-checked
    // by hand in the cases below, and the whole must be kept.
    let parts = sentences(text.filter { $0 != "|" })
    #expect(parts.count >= 2, "\(parts)")
    #expect(
      parts.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace && $0 != "|" })
  }

  private static let latin: [(String, [String])] = [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    ("“Stop.” He went.", ["“Stop.”", "He went."]),
    ("“What?” he said. “Why?” She left.", ["“What?” he said.", "“Why?”", "She left."]),
    ("(He did.) It was late.", ["(He did.)", "It was late."]),
    ("Truth.[12] Next.¹ Last.", ["Truth.[12]", "Next.¹", "Last."]),
    ("End. ¶ 5 Next. — Well.", ["End.", "¶ 5 Next.", "— Well."]),
    ("Wait… no. Wait… No.", ["Wait… no.", "Wait…", "No."]),
    ("Wait... no. Wait... No.", ["Wait... no.", "Wait...", "No."]),
    (
      "Created by Law No. 1698-VII of 14 October 2014. It is paid.",
      ["Created by Law No. 1698-VII of 14 October 2014.", "It is paid."]
    ),
    ("No. He said no.", ["No.", "He said no."]),
    (
      "Mr. Smith and Dr. Jones met Gen. Ivanov. They talked.",
      ["Mr. Smith and Dr. Jones met Gen. Ivanov.", "They talked."]
    ),
    (
      "V. R. Medinsky spoke. J.R.R. Tolkien did not.",
      ["V. R. Medinsky spoke.", "J.R.R. Tolkien did not."]
    ),
    (
      "The U.S. President left the U.S. The talks went on.",
      ["The U.S. President left the U.S.", "The talks went on."]
    ),
    ("Use it, e.g. Kyiv, i.e. Ukraine. Done.", ["Use it, e.g. Kyiv, i.e. Ukraine.", "Done."]),
    ("It is 3.14. Euler knew 2.71 too.", ["It is 3.14.", "Euler knew 2.71 too."]),
    ("1. First point. 2. Second", ["1. First point.", "2. Second"]),
    ("At 5 p.m. he left. At 6 p.m. The end.", ["At 5 p.m. he left.", "At 6 p.m.", "The end."]),
    ("Am 14. Oktober begann es. Dann nicht.", ["Am 14. Oktober begann es.", "Dann nicht."]),
    ("He lost.\nHe won.", ["He lost.", "He won."]),
    ("no stop at all", ["no stop at all"]),
    ("  \n ", []), ("", []), ("...", ["..."]), ("?", ["?"]),
  ]

  @Test(arguments: latin)
  func inLatinLetters(text: String, expected: [String]) { #expect(sentences(text) == expected) }

  private static let others: [(String, [String])] = [
    ("Чуда не будет. Им нечего обсуждать!", ["Чуда не будет.", "Им нечего обсуждать!"]),
    ("В. Р. Мединский приехал. Он говорил.", ["В. Р. Мединский приехал.", "Он говорил."]),
    (
      "Это было в 2014 г. Потом был 2022 г. и 2025 г.",
      ["Это было в 2014 г.", "Потом был 2022 г. и 2025 г."]
    ),
    ("Он жил в г. Москва. Она в XIX в. Там.", ["Он жил в г. Москва.", "Она в XIX в.", "Там."]),
    (
      "Закон ст. 5 п. 2 действует. И т. д. Всё.",
      ["Закон ст. 5 п. 2 действует.", "И т. д.", "Всё."]
    ),
    ("Он, т. е. Путин, и т.н. ЛНР. Да.", ["Он, т. е. Путин, и т.н. ЛНР.", "Да."]),
    ("— Да! — сказал он. — Нет.", ["— Да! — сказал он.", "— Нет."]),
    (
      "У 2014 р. Україна змінилася. Див. Закон. Та ні!",
      ["У 2014 р.", "Україна змінилася.", "Див. Закон.", "Та ні!"]
    ),
    (
      "Τι είναι; Δεν ξέρω. Ο κ. Παπαδόπουλος ήρθε.",
      ["Τι είναι;", "Δεν ξέρω.", "Ο κ. Παπαδόπουλος ήρθε."]
    ),
    ("Π.χ. Αθήνα. Ναι.", ["Π.χ. Αθήνα.", "Ναι."]),
    ("这是一个句子。这是第二个！第三？", ["这是一个句子。", "这是第二个！", "第三？"]),
    ("彼は「はい。」と言った。それで終わり。", ["彼は「はい。」と言った。", "それで終わり。"]),
    ("「はい。」「いいえ。」", ["「はい。」", "「いいえ。」"]),
    ("ما هذا؟ هذا كتاب.", ["ما هذا؟", "هذا كتاب."]),
    ("यह है। वह था।", ["यह है।", "वह था।"]),
  ]

  @Test(arguments: others)
  func inOtherLetters(text: String, expected: [String]) { #expect(sentences(text) == expected) }

  /// Whatever the text: in order, apart, no blank at an edge, and no ink left out.
  @Test func everyTextIsCutWithoutLoss() {
    var random = Numbers(state: 11)
    let signs = Array("ab ЖжA1.!?…;。「」”“\"'()[]\n\t-—¶г$漢\u{301}\u{AD}".unicodeScalars)
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<40, using: &random) {
        text.unicodeScalars.append(signs[Int.random(in: 0..<signs.count, using: &random)])
      }
      for ranges in [Sentences.ranges(in: text), Words.rangesOrRuns(in: text)] {
        var last = 0
        for range in ranges {
          #expect(range.start.value >= last && !range.isEmpty)
          last = range.end.value
        }
        #expect(last <= text.scalarCount)
      }
      let kept = Sentences.ranges(in: text).map { String(text.slice($0)) }.joined()
      func ink(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !WordClass.isSpace($0) }
      }
      #expect(ink(kept) == ink(text), "\(text.debugDescription)")
      #expect(
        Sentences.ranges(in: text).allSatisfy { range in
          let part = text.slice(range).unicodeScalars
          return part.first.map(WordClass.isSpace) == false
            && part.last.map(WordClass.isSpace) == false
        })
    }
  }

  /// Stops alone must not make a pass grow with the square of the text.
  @Test func aWallOfStopsIsCheap() {
    let clock = ContinuousClock()
    let walls = [". ", "a.", "A. ", ".\"", "1.1.", "「"].map { String(repeating: $0, count: 16_000) }
    for wall in walls {
      let time = clock.measure { _ = Sentences.ranges(in: wall) }
      #expect(time < .seconds(5))
    }
  }
}

@Suite struct WordsTests {
  private func words(_ text: String) -> [String] {
    Words.ranges(in: text).map { String(text.slice($0)) }
  }

  @Test(arguments: [
    ("One, two.", ["One", "two"]),
    ("don’t so-called 3.14 1,000.", ["don’t", "so-called", "3.14", "1,000"]),
    ("-- ‘quoted’ — end-", ["quoted", "end"]), ("№ 5", ["5"]),
    ("Владимир Мединский", ["Владимир", "Мединский"]), ("e\u{301}te\u{301}", ["e\u{301}te\u{301}"]),
    ("漢字カタカナ한국어", ["漢", "字", "カタカナ", "한국어"]), ("“”…", []), ("", []),
  ])
  func areWhatPeoplePointAt(text: String, expected: [String]) { #expect(words(text) == expected) }

  @Test func aTextWithoutWordsHasRunsOfSigns() {
    let text = "*** — …"
    #expect(Words.rangesOrRuns(in: text).map { String(text.slice($0)) } == ["***", "—", "…"])
  }
}

/// The same numbers in every run.
private struct Numbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 31
  }
}
