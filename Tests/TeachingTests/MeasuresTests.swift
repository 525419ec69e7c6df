// The measures against published and hand-made values, and against plain twins of their formulas.

import Documents
import Teaching
import Testing
import Text

@Suite struct MeasuresTests {
  private func ranges(_ pairs: [(Int, Int)]) -> [ScalarRange] {
    pairs.map { ScalarRange(ScalarOffset($0.0), ScalarOffset($0.0 + $0.1)) }
  }

  private func whole(_ start: Int, _ length: Int) -> ScalarRange {
    ScalarRange(ScalarOffset(start), ScalarOffset(start + length))
  }

  /// Krippendorff, Content Analysis, 2nd edition (2004), page 254: two observers, a continuum of 300
  /// from 150 on, categories c and k; the values stand on pages 255 and 256.
  @Test func thePublishedExampleGivesThePublishedValues() throws {
    let c = try #require(
      UnitizedAlpha(
        [ranges([(225, 70), (370, 30)]), ranges([(220, 80), (355, 20), (400, 20)])],
        within: whole(150, 300)))
    #expect(abs(c.observed - 0.0144) < 0.0001)
    #expect(abs(c.expected - 0.0532) < 0.0001)
    let value = try #require(c.value)
    #expect(abs(value - 0.7286) < 0.0001)
    let k = try #require(
      UnitizedAlpha(
        [ranges([(180, 60), (300, 50)]), ranges([(180, 60), (300, 50)])], within: whole(150, 300)))
    #expect(k.observed == 0)
    #expect(abs(k.expected - 0.0490) < 0.0001)
    #expect(k.value == 1)
    let both = 1 - (c.observed + k.observed) / (c.expected + k.expected)
    #expect(abs(both - 0.8591) < 0.0005)
  }

  @Test func tooLittleIsNotMeasured() {
    #expect(UnitizedAlpha([ranges([(0, 5)])], within: whole(0, 10)) == nil)
    #expect(UnitizedAlpha([[], []], within: whole(0, 10)) == nil)
    #expect(UnitizedAlpha([ranges([(0, 5)]), []], within: whole(0, 0)) == nil)
    // All of it marked by both: nothing to disagree about.
    let full = UnitizedAlpha([ranges([(0, 1)]), ranges([(0, 1)])], within: whole(0, 1))
    #expect(full?.value == nil)
  }

  /// The sums written down as the book has them: every section against every other.
  private func naive(_ coders: [[ScalarRange]], _ whole: ScalarRange) -> (Double, Double) {
    struct Part {
      var start: Int
      var length: Int
      var isMark: Bool
    }
    let parts = coders.map { ranges in
      var parts: [Part] = []
      var place = whole.start.value
      for range in ranges {
        if range.start.value > place {
          parts.append(Part(start: place, length: range.start.value - place, isMark: false))
        }
        parts.append(Part(start: range.start.value, length: range.count, isMark: true))
        place = range.end.value
      }
      if place < whole.end.value {
        parts.append(Part(start: place, length: whole.end.value - place, isMark: false))
      }
      return parts
    }
    var observed = 0
    for i in coders.indices {
      for j in coders.indices where i != j {
        for g in parts[i] {
          for h in parts[j] {
            let d = g.start - h.start
            if g.isMark, h.isMark, -g.length < d, d < h.length {
              observed += d * d + (d + g.length - h.length) * (d + g.length - h.length)
            } else if g.isMark, !h.isMark, h.length - g.length >= d, d >= 0 {
              observed += g.length * g.length
            } else if !g.isMark, h.isMark, g.length - h.length >= -d, -d >= 0 {
              observed += h.length * h.length
            }
          }
        }
      }
    }
    let (m, length) = (coders.count, whole.count)
    let marks = parts.joined().filter(\.isMark).map { Double($0.length) }
    var sum = 0.0
    var same = 0.0
    for l in marks {
      sum += Double(marks.count - 1) / 3 * (2 * l * l * l - 3 * l * l + l)
      for gap in parts.joined() where !gap.isMark && Double(gap.length) >= l {
        sum += l * l * (Double(gap.length) - l + 1)
      }
      same += l * (l - 1)
    }
    let all = Double(m * length)
    return (
      Double(observed) / Double(m * (m - 1) * length * length),
      2 / Double(length) * sum / (all * (all - 1) - same)
    )
  }

  @Test func alphaAgreesWithANaiveTwin() throws {
    var generator = SplitMix(seed: 1995)
    for _ in 0..<300 {
      let stretch = whole(generator.below(50), 40 + generator.below(200))
      let coders = (0..<(2 + generator.below(4))).map { _ -> [ScalarRange] in
        var ranges: [ScalarRange] = []
        var place = stretch.start.value + generator.below(20)
        while place < stretch.end.value - 2, ranges.count < 6 {
          let end = min(stretch.end.value, place + 1 + generator.below(25))
          ranges.append(ScalarRange(ScalarOffset(place), ScalarOffset(end)))
          place = end + generator.below(30)
        }
        return ranges
      }
      guard let alpha = UnitizedAlpha(coders, within: stretch) else {
        #expect(coders.allSatisfy { $0.isEmpty })
        continue
      }
      let (observed, expected) = naive(coders, stretch)
      #expect(abs(alpha.observed - observed) < 1e-9)
      #expect(abs(alpha.expected - expected) < 1e-9)
    }
  }

  @Test func overlapsCountByTheirShare() throws {
    // Half of the one mark lies in an answer; of two answers one is half marked.
    let half = try #require(
      SpanOverlap(ranges([(0, 10)]), against: ranges([(5, 10), (40, 10)])))
    #expect(half.precision == 0.5)
    #expect(half.recall == 0.25)
    #expect(abs(half.f1 - 1.0 / 3) < 1e-12)
    // Marked twice is marked once: precision cannot pass 1.
    let twice = try #require(SpanOverlap(ranges([(0, 10), (2, 8)]), against: ranges([(0, 10)])))
    #expect(twice.precision == 1)
    #expect(twice.recall == 1)
    let none = try #require(SpanOverlap(ranges([(0, 5)]), against: ranges([(5, 5)])))
    #expect(none.f1 == 0)
    #expect(SpanOverlap([], against: ranges([(0, 5)])) == nil)
    #expect(SpanOverlap(ranges([(0, 5)]), against: []) == nil)
  }

  @Test func labelsMatchOnlyThemselves() throws {
    let one = ranges([(0, 10)])
    let crossed = try #require(SpanOverlap(pairs: [(one, []), ([], one)]))
    #expect(crossed.precision == 0)
    #expect(crossed.recall == 0)
  }

  @Test func aRoundIsMeasuredAgainstTheLesson() {
    func pupil(_ code: String, _ words: String, _ label: String) -> SessionEvent {
      let range = Sample.range(of: words, in: 1)
      return .collected(
        answers: Sample.pupil(
          code, [:],
          marks: [Mark(who: code, round: Sample.marking, range: range, exact: words, label: label)])
      )
    }
    let session = Sample.session([
      pupil("A", "a betrayal", "Loaded language"), pupil("B", "a betrayal.", "Loaded language"),
      pupil("C", "Nobody asked us", "Bandwagon"),
    ])
    let measures = Measures(
      session, round: Sample.marking, lesson: Sample.lesson, document: Sample.document)
    #expect(measures.pupils == 3)
    #expect(measures.all.map(\.label) == [nil, "Loaded language", "Bandwagon"])
    // Two of three found the one answer exactly, the third has nothing of it.
    #expect(measures.all[0].f1.map { abs($0 - 2.0 / 3) < 1e-12 } == true)
    #expect(measures.all[1].f1 == 1)
    #expect(measures.all[2].f1 == nil)
    #expect(measures.all[1].alpha.map { $0 < 1 && $0 > -1 } == true)
    let nobody = Measures(
      Sample.session(), round: Sample.marking, lesson: Sample.lesson, document: Sample.document)
    #expect(!nobody.all.contains { $0.f1 != nil || $0.alpha != nil })
  }

  /// Nobody was asked about the text between two paragraphs: leaving it alone is no agreement.
  @Test func textBetweenTheParagraphsDoesNotRaiseAgreement() throws {
    func alpha(_ between: Int) throws -> Double {
      let paragraphs =
        ["The board met and the board spoke."]
        + Array(repeating: "Filler text here.", count: between)
        + ["The harbour earns less."]
      let document = Sample.document(paragraphs)
      var lesson = Sample.lesson
      lesson.questions[1].paragraphs = [1, between + 2]
      let last = document.paragraphs[between + 1].range.start.value
      func pupil(_ code: String, _ spans: [(Int, Int)]) -> SessionEvent {
        .collected(
          answers: Sample.pupil(
            code, [:],
            marks: spans.map { start, end in
              Mark(
                who: code, round: Sample.marking,
                range: ScalarRange(ScalarOffset(start), ScalarOffset(end)), exact: "",
                label: "Bandwagon")
            }))
      }
      let session = Sample.session([
        pupil("A", [(4, 9), (last + 4, last + 11)]), pupil("B", [(18, 23), (last + 4, last + 18)]),
        pupil("C", []),
      ])
      let measures = Measures(
        session, round: Sample.marking, lesson: lesson, document: document)
      #expect(measures.pupils == 2)
      return try #require(measures.all[2].alpha)
    }
    #expect(try alpha(40) == alpha(0))
  }
}
