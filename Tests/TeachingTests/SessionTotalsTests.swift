// Keeping totals: nobody is in the record any more, and all numbers are what they were.

import Documents
import Teaching
import Testing
import Text

/// A class on the sample's lesson, drawn by chance.
struct SampleClass {
  /// Codes that no word of the sample contains.
  var codes: [String]
  var events: [TimedEvent]

  init(_ seed: UInt64, pupils: Int) {
    var chance = SeededChance(seed)
    codes = (0..<pupils).map { "ZQ\($0)X" }
    let start = SessionStart(
      id: "2025-07-24-0900-bridge", lessonPath: "bridge.md", lessonText: "",
      documentPath: "bridge.txt", documentName: "bridge.txt", documentHash: "00",
      documentText: Sample.document.normalisedText)
    var events: [SessionEvent] = [
      .began(start: start), .present(count: pupils + 3), .opened(round: Sample.first),
      .counted(round: Sample.first, hands: [chance.below(9), chance.below(9), 0]),
      .closed(round: Sample.first), .noted(round: Sample.saying, words: ["said aloud"]),
      .hands(
        round: Sample.marking,
        sentences: [SentenceHands(sentence: SentenceNumber(paragraph: 2, sentence: 1), count: 3)]),
      .group(
        round: Sample.marking, name: "Zoe and Quinn",
        marks: [GroupMark(sentence: SentenceNumber(paragraph: 2, sentence: 2), label: "Bandwagon")]),
      .compared(round: Sample.marking),
    ]
    for code in codes {
      var answers: [PupilAnswer] = []
      for round in [Sample.first, Sample.again] where chance.below(4) > 0 {
        answers.append(PupilAnswer(round: round, option: chance.below(3)))
      }
      if chance.below(2) > 0 {
        answers.append(PupilAnswer(round: Sample.saying, text: "they claim \(chance.below(5))"))
      }
      var marks: [Mark] = []
      for _ in 0..<chance.below(5) {
        let paragraph = Sample.document.paragraphs[1 + chance.below(2)].range
        let start = paragraph.start.value + chance.below(paragraph.count - 2)
        let end = min(paragraph.end.value, start + 1 + chance.below(40))
        marks.append(
          Mark(
            who: code, round: Sample.marking,
            range: ScalarRange(ScalarOffset(start), ScalarOffset(end)), exact: "words",
            label: chance.below(2) > 0 ? "Bandwagon" : "Loaded language", comment: "by \(code)"))
      }
      events.append(
        .collected(answers: PupilAnswers(pack: "p", code: code, answers: answers, marks: marks)))
    }
    for round in [Sample.again, Sample.saying, Sample.marking] {
      events += [.opened(round: round), .closed(round: round)]
    }
    events += [.exported(path: "/tmp/out.csv"), .ended(keeping: .totals)]
    self.events = events.enumerated().map { TimedEvent(at: 1_000 + $0, $1) }
  }
}

struct SeededChance {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  /// 0 for nothing to choose from.
  mutating func below(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return count > 0 ? Int(state % UInt64(count)) : 0
  }
}

@Suite struct SessionTotalsTests {
  @Test(arguments: 1...40) func allNumbersStayAndNobodyDoes(seed: UInt64) throws {
    let taught = SampleClass(seed, pupils: Int(seed % 13))
    let lines = taught.events.compactMap { SessionLines.line(of: $0) }
    let totals = SessionTotals.lines(lines)
    let bytes = totals.joined(separator: "\n")
    for word in taught.codes + ["ZQ", "Zoe", "Quinn", "collected", "by "] {
      #expect(!bytes.contains(word), "\(word) is still there")
    }
    let before = try #require(SessionLines.session(of: lines))
    let after = try #require(SessionLines.session(of: totals))
    #expect(after.pupils.isEmpty)
    #expect(after.keeping == .totals)
    #expect(after.exports == ["/tmp/out.csv"])
    var told = Sample.slides.toldQuestions(of: before)
    // Who changed from what to what is known of single answers only.
    for index in told.indices { told[index].shifts = [] }
    #expect(told.count == 3)
    #expect(Sample.slides.toldQuestions(of: after) == told)
    for question in Sample.lesson.questions {
      for round in [1, 2].map({ Round(question: question.number, round: $0) }) {
        #expect(
          RoundAnswers(round, of: question, in: after)
            == RoundAnswers(round, of: question, in: before))
      }
    }
    func compared(_ session: Session) -> ShownComparison {
      Comparison(
        session, round: Sample.marking, document: Sample.document, paragraphs: [1, 2, 3]
      ).shown
    }
    #expect(compared(after) == compared(before))
    // What a file says in memory is what the rewritten record says.
    #expect(after.rounds == before.totals.rounds)
    #expect(after.pupils == before.totals.pupils)
  }

  @Test func aSecondTimeChangesNothing() throws {
    let lines = SampleClass(7, pupils: 12).events.compactMap { SessionLines.line(of: $0) }
    let once = SessionTotals.lines(lines)
    #expect(SessionTotals.lines(once) == once)
    #expect(SessionTotals.hasSingles(try #require(SessionLines.session(of: lines))))
    #expect(!SessionTotals.hasSingles(try #require(SessionLines.session(of: once))))
  }

  @Test func onlyTheLastFileOfAPupilCounts() throws {
    let start = SampleClass(1, pupils: 0).events[0]
    let events = [
      start,
      TimedEvent(at: 2, .collected(answers: Sample.pupil("ZQ", [Sample.first: 0]))),
      TimedEvent(at: 3, .collected(answers: Sample.pupil("ZQ", [Sample.first: 2]))),
      TimedEvent(at: 4, .collected(answers: Sample.pupil("XQ", [Sample.first: 5_000_000]))),
    ]
    let after = try #require(Session(SessionTotals.of(events)))
    #expect(after.record(of: Sample.first).hands == [0, 0, 1])
  }

  @Test func linesThatNobodyUnderstandsGo() throws {
    var lines = SampleClass(3, pupils: 2).events.compactMap { SessionLines.line(of: $0) }
    lines.insert("{\"at\":1,\"event\":{\"later\":{\"code\":\"ZQ0X\"}}}", at: 2)
    #expect(!SessionTotals.lines(lines).joined().contains("ZQ0X"))
  }
}

@Suite struct SessionErasingTests {
  @Test(arguments: 1...20) func oneIsGoneAndAllOthersStayToTheByte(seed: UInt64) throws {
    let taught = SampleClass(seed, pupils: 6)
    var lines = taught.events.compactMap { SessionLines.line(of: $0) }
    lines.insert("{\"at\":1,\"event\":{\"later\":{\"code\":\"ZQ2X\"}}}", at: 2)
    lines.insert("{\"at\":1,\"event\":{\"later\":{\"code\":\"ZQ3X\"}}}", at: 2)
    let kept = try #require(SessionErasing.lines(lines, without: "ZQ2X"))
    #expect(kept == lines.filter { !$0.contains("ZQ2X") })
    #expect(kept.count == lines.count - 2)
    #expect(SessionErasing.lines(kept, without: "ZQ2X") == nil)
    #expect(SessionErasing.lines(lines, without: "ZQ") == nil)
  }

  @Test func marksAndGroupsOfACodeGoToo() throws {
    let mark = Mark(
      who: "ZQ", round: Sample.marking, range: Sample.range(of: "plan", in: 1), exact: "plan",
      label: "Bandwagon")
    var other = mark
    other.who = "board"
    let events: [SessionEvent] = [
      .began(start: Sample.session().start), .marked(mark: mark), .marked(mark: other),
      .group(round: Sample.marking, name: "ZQ", marks: []),
      .collected(answers: Sample.pupil("XX", [:], marks: [mark, other])),
    ]
    let lines = events.compactMap { SessionLines.line(of: TimedEvent(at: 1, $0)) }
    let kept = try #require(SessionErasing.lines(lines, without: "ZQ"))
    #expect(!kept.joined().contains("ZQ"))
    let session = try #require(SessionLines.session(of: kept))
    #expect(session.boardMarks == [other])
    #expect(session.pupils.map(\.marks) == [[other]])
  }
}
