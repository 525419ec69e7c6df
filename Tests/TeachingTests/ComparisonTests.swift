// How a class marked a text, against counts made by hand and against a naive twin.

import Documents
import Teaching
import Testing
import Text

@Suite struct ComparisonTests {
  private func mark(_ who: String, _ words: String, _ label: String, in paragraph: Int = 1) -> Mark
  {
    Mark(
      who: who, round: Sample.marking, range: Sample.range(of: words, in: paragraph), exact: words,
      label: label)
  }

  private func compared(_ events: [SessionEvent], _ paragraphs: [Int] = [2, 3]) -> Comparison {
    Comparison(
      Sample.session(events), round: Sample.marking, document: Sample.document,
      paragraphs: paragraphs)
  }

  private func files(_ marks: [[Mark]]) -> [SessionEvent] {
    marks.enumerated().map { index, marks in
      .collected(answers: Sample.pupil("C\(index)", [:], marks: marks))
    }
  }

  @Test func pupilsAreCountedForEachSentence() {
    let comparison = compared(
      files([
        [
          mark("a", "a betrayal.", "Loaded language"),
          mark("a", "It is a betrayal", "Loaded language"),
        ],
        [mark("b", "called the plan a betrayal", "Bandwagon")],
        [mark("c", "plan", "Loaded language"), mark("c", "the plan a", "Loaded language")],
        [],
      ]))
    let shown = comparison.shown
    #expect(comparison.outOf == 4)
    #expect(shown.unit == "pupils")
    #expect(shown.sentences.map(\.number.text) == ["2·1", "2·2", "2·3", "3·1", "3·2"])
    #expect(shown.sentences.map(\.count) == [3, 1, 0, 0, 0])
    #expect(
      shown.sentences[0].labels == [
        ShownLabelCount(label: "Loaded language", count: 2),
        ShownLabelCount(label: "Bandwagon", count: 1),
      ])
    // 2·1: of six pairs three differ with the one who marked nothing, two by label. 2·2: three.
    #expect(shown.agenda == [0, 1])
    #expect(shown.sentences[1].text == "It is a betrayal!")
  }

  @Test func stretchesAreAsDarkAsManyMarkedThem() {
    let comparison = compared(
      files([
        [mark("a", "called the plan", "Bandwagon"), mark("a", "the plan a", "Loaded language")],
        [mark("b", "plan", "Bandwagon")], [], [],
      ]))
    let start =
      Sample.range(of: "called", in: 1).start.value
      - Sample.document.paragraphs[1].range.start.value
    #expect(
      comparison.marks(in: 2).map { [$0.start - start, $0.end - start, $0.intensity] } == [
        [0, 11, 1], [11, 15, 2], [15, 17, 1],
      ])
    #expect(comparison.marks(in: 3).isEmpty)
  }

  @Test func groupsAndHandsAreCountedWhereThereAreNoFiles() {
    func group(_ name: String, _ marks: [(Int, String?)]) -> SessionEvent {
      .group(
        round: Sample.marking, name: name,
        marks: marks.map {
          GroupMark(sentence: SentenceNumber(paragraph: 2, sentence: $0.0), label: $0.1)
        })
    }
    let groups = compared([
      group("group 1", [(1, "Bandwagon"), (2, nil)]), group("group 2", [(1, "Loaded language")]),
      group("group 3", [(1, nil), (2, nil)]),
    ])
    #expect(groups.outOf == 3)
    #expect(groups.shown.unit == "groups")
    #expect(groups.shown.sentences.map(\.count) == [3, 2, 0, 0, 0])
    // 2·2 divides two pairs of three, 2·1 one: a mark without a label agrees with every other.
    #expect(groups.shown.agenda == [1, 0])
    let hands = compared([
      .present(count: 20),
      .hands(
        round: Sample.marking,
        sentences: [
          SentenceHands(sentence: SentenceNumber(paragraph: 2, sentence: 1), count: 19),
          SentenceHands(sentence: SentenceNumber(paragraph: 3, sentence: 2), count: 10),
        ]),
    ])
    #expect(hands.outOf == 20)
    #expect(hands.shown.unit == "hands")
    #expect(hands.shown.agenda == [4, 0])
    #expect(hands.marks(in: 2).map(\.intensity) == [4])
    #expect(compared([]).outOf == 0)
    // A single group does not wipe out a class's hands.
    let both = compared([
      .present(count: 20),
      .hands(
        round: Sample.marking,
        sentences: [SentenceHands(sentence: SentenceNumber(paragraph: 2, sentence: 1), count: 9)]),
      group("group 1", [(1, nil)]),
    ])
    #expect(both.outOf == 20)
    #expect(both.shown.unit == "hands")
  }

  @Test func endsAreTrimmedAndOverlapsOfOneLabelMerged() {
    var merging = MarkMerging(Sample.document)
    let whole = Sample.range(of: " a betrayal. ", in: 1)
    #expect(merging.trimmed(whole) == Sample.range(of: "a betrayal", in: 1))
    let spaces = Sample.range(of: ", ", in: 1)
    #expect(merging.trimmed(spaces) == nil)
    // Over the end of a paragraph: the blank line between belongs to nobody.
    let end = Sample.document.paragraphs[0].range.end
    #expect(merging.trimmed(ScalarRange(end.advanced(by: -1), end.advanced(by: 2))) == nil)
    let merged = merging.merged([
      mark("a", "the plan", "X"), mark("a", "plan a", "X"), mark("a", "plan", "Y"),
      mark("a", "It is", "X"),
    ])
    #expect(merged.map(\.label) == ["X", "X", "Y"])
    #expect(merged[0].range == Sample.range(of: "the plan a", in: 1))
  }

  @Test func depthsAgreeWithANaiveTwin() {
    var generator = SplitMix(seed: 9)
    let whole = Sample.document.paragraphs[1].range
    for _ in 0..<200 {
      let marks = (0..<5).map { pupil in
        (0..<Int.random(in: 0...4, using: &generator)).map { _ -> Mark in
          let start = Int.random(in: whole.start.value..<whole.end.value, using: &generator)
          let end = min(whole.end.value, start + Int.random(in: 1...30, using: &generator))
          return Mark(
            who: "p\(pupil)", round: Sample.marking,
            range: ScalarRange(ScalarOffset(start), ScalarOffset(end)), exact: "",
            label: Bool.random(using: &generator) ? "X" : "Y")
        }
      }
      let comparison = compared(files(marks))
      var merging = MarkMerging(Sample.document)
      var depth = [Int](repeating: 0, count: whole.count)
      for marks in marks {
        var own: Set<Int> = []
        for mark in marks {
          guard let range = merging.trimmed(mark.range) else { continue }
          own.formUnion(range.start.value..<range.end.value)
        }
        for place in own { depth[place - whole.start.value] += 1 }
      }
      var found = [Int](repeating: 0, count: whole.count)
      for mark in comparison.marks(in: 2) {
        for place in mark.start..<mark.end { found[place] = mark.intensity }
      }
      // Nobody who marked anything at all leaves nothing to compare.
      let expected = depth.map {
        $0 == 0 || comparison.outOf == 0 ? 0 : max(1, min(4, ($0 * 4 + 4) / 5))
      }
      #expect(found == expected)
    }
  }

  @Test func thirtyPupilsWithFiftyMarksAreCompared() {
    var generator = SplitMix(seed: 30)
    let document = Sample.document(
      (0..<12).map { number in
        (0..<12).map { "Sentence \(number) \($0) says that the harbour has to go." }
          .joined(separator: " ")
      })
    let marks = (0..<30).map { pupil in
      (0..<50).map { _ -> Mark in
        let start = generator.below(document.scalarCount - 60)
        let range = ScalarRange(
          ScalarOffset(start), ScalarOffset(start + 5 + generator.below(50)))
        return Mark(
          who: "p\(pupil)", round: Sample.marking, range: range, exact: "",
          label: generator.below(2) == 0 ? "X" : "Y")
      }
    }
    let session = Sample.session(files(marks))
    let clock = ContinuousClock.now
    let comparison = Comparison(
      session, round: Sample.marking, document: document, paragraphs: Array(1...12))
    let shown = comparison.shown
    let stretches = (1...12).flatMap { comparison.marks(in: $0) }
    print("30 pupils with 50 marks were compared in \(ContinuousClock.now - clock)")
    #expect(comparison.outOf == 30)
    #expect(shown.sentences.count == 144)
    #expect(shown.sentences.contains { $0.count > 5 })
    #expect(stretches.count > 500)
    #expect(shown.agenda.count == 3)
  }
}
