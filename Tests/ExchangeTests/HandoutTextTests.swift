// Plain text: two columns within 80 cells, every word there, nothing that acts on a terminal; and
// the weaving of numbers into paragraphs.

import Testing
import Text

@testable import Exchange

@Suite struct HandoutTextTests {
  @Test func readsWellAsItIs() {
    #expect(
      Samples.small.plainText() == """
        The bridge
        ==========

        Author: A. Berg · 2 paragraphs

        Text
        ----

        ¶1 Anna Berg[1] opened the bridge[2].          │ [1] Anna Berg (person) — Drew
                                                       │   it. · sources (1) (2)
                                                       │ [2] Holm bridge (place) · as
                                                       │   "bridge" · was: “a bridge” ·
                                                       │   source (2)

        ¶2 Berg[1] was paid late.                      │ [1] Anna Berg · surname only ·
                                                       │   see ¶ 1

        Notes in full
        -------------

        [1] Anna Berg

        She drew the bridge [2] alone.(1)(2)

        Sources
        -------

        (1) Archive, “Staff”, 1922, https://archive.example/staff?a=1&b=2
        (2) Post, 1931

        Place lost: “gone” (Another)

        """)
  }

  @Test func aWorksheetHasLines() {
    let lines = Samples.lesson.plainText().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.filter { $0 == String(repeating: "_", count: 72) }.count == 2)
    #expect(lines.contains("[ ] [ ] news"))
    #expect(lines.contains("[x] [x] opinion"))
    #expect(lines.contains { $0.contains("│ Label’s number: 3·1 ____") })
  }

  @Test(arguments: Samples.attacks) func nothingActsAndNothingIsTooWide(attack: String) {
    let text = Samples.everywhere(attack).plainText()
    #expect(
      text.unicodeScalars.allSatisfy { $0 == "\n" || VisibleScalar.replacement(for: $0) == nil })
    for line in text.split(separator: "\n") {
      // Code keeps its lines.
      if line.hasPrefix("    ") { continue }
      #expect(CellWidth.of(line) <= Handout.plainWidth, "\(line)")
    }
  }

  @Test func columnsHoldEveryWordInOrder() {
    var random = SplitMix(seed: 11)
    let words = ["a", "of", "bridge", "汉字汉字", "é", "naïve", String(repeating: "x", count: 33)]
    for _ in 0..<300 {
      let text = (0..<Int(random.next() % 40)).map { _ in
        words[Int(random.next() % UInt64(words.count))]
      }.joined(separator: " ")
      let width = 2 + Int(random.next() % 40)
      let lines = TextColumn.lines(of: text, width: width)
      #expect(lines.allSatisfy { $0.width <= width && $0.width == CellWidth.of($0.text) })
      let letters = { (text: String) in text.filter { $0 != " " } }
      #expect(letters(lines.map(\.text).joined()) == letters(text))
      // No line could have taken the next one's first word.
      for (line, next) in zip(lines, lines.dropFirst()) {
        let first = next.text.split(separator: " ").first.map { CellWidth.of($0) } ?? 0
        let isCut = line.width == width || !text.contains(line.text + " " + next.text)
        #expect(isCut || line.width + 1 + first > width)
      }
    }
  }

  // MARK: - Weaving

  @Test func numbersStandBehindTheirWords() {
    var weaving = HandoutWeaving("He met Anna Berg. She left.", at: ScalarOffset(100))
    weaving.add(sentence: "4·1", at: ScalarOffset(100))
    weaving.add(sentence: "4·2", at: ScalarOffset(118))
    weaving.add(note: 7, in: ScalarRange(ScalarOffset(107), ScalarOffset(116)))
    weaving.add(note: 8, in: ScalarRange(ScalarOffset(112), ScalarOffset(116)))
    weaving.add(answer: 2, in: ScalarRange(ScalarOffset(103), ScalarOffset(111)))
    #expect(
      weaving.inlines() == [
        .sentence("4·1"), .text("He ", []), .answerBegins, .text("met ", .answer),
        .text("Anna", [.answer, .mention]), .answerEnds(label: 2), .text(" ", .mention),
        .text("Berg", .mention), .note(7), .note(8), .text(". ", []), .sentence("4·2"),
        .text("She left.", []),
      ])
  }

  @Test func whatEndsComesBeforeWhatBegins() {
    var weaving = HandoutWeaving("AB", at: ScalarOffset(0))
    let (first, second) = (
      ScalarRange(ScalarOffset(0), ScalarOffset(1)), ScalarRange(ScalarOffset(1), ScalarOffset(2))
    )
    weaving.add(note: 2, in: second)
    weaving.add(note: 1, in: first)
    weaving.add(sentence: "1·2", at: ScalarOffset(1))
    weaving.add(answer: 2, in: second)
    weaving.add(answer: 1, in: first)
    #expect(
      weaving.inlines() == [
        .answerBegins, .text("A", [.mention, .answer]), .answerEnds(label: 1), .note(1),
        .sentence("1·2"), .answerBegins, .text("B", [.mention, .answer]), .answerEnds(label: 2),
        .note(2),
      ])
  }

  @Test func weavingLosesNoLetter() {
    var random = SplitMix(seed: 3)
    let letters = Array("abc дé汉\u{301}👩‍👧 .".unicodeScalars)
    for _ in 0..<500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int(random.next() % 30) {
        text.append(letters[Int(random.next() % UInt64(letters.count))])
      }
      let count = text.count
      let start = Int(random.next() % 1_000)
      var weaving = HandoutWeaving(String(text), at: ScalarOffset(start))
      var looks = [HandoutLook](repeating: [], count: count)
      for note in 0..<Int(random.next() % 5) {
        let from = Int(random.next() % UInt64(count + 3)) - 1
        let to = from + Int(random.next() % 6)
        let range = ScalarRange(ScalarOffset(start + from), ScalarOffset(start + to))
        let isNote = random.next() % 2 == 0
        if isNote {
          weaving.add(note: note, in: range)
        } else {
          weaving.add(answer: note, in: range)
        }
        for at in max(0, from)..<max(max(0, from), min(to, count)) {
          looks[at].insert(isNote ? .mention : .answer)
        }
      }
      var seen: [(Unicode.Scalar, HandoutLook)] = []
      for case .text(let part, let look) in weaving.inlines() {
        seen += part.unicodeScalars.map { ($0, look) }
      }
      #expect(seen.map(\.0) == Array(text))
      #expect(seen.map(\.1) == looks)
    }
  }
}
