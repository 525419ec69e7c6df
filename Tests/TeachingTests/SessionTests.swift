// A session is what its events make it.

import Teaching
import Testing

@Suite struct SessionTests {
  @Test func aRecordBeginsWithItsBeginning() {
    let start = Sample.session().start
    #expect(Session([TimedEvent(at: 1, .entered(step: 1))]) == nil)
    #expect(Session([]) == nil)
    let session = Session([
      TimedEvent(at: 7, .began(start: start)), TimedEvent(at: 9, .entered(step: 3)),
    ])
    #expect(session?.step == 3)
    #expect(session?.began == 7)
  }

  @Test func oneRoundIsOpenAtATime() {
    let session = Sample.session([.opened(round: Sample.first), .opened(round: Sample.marking)])
    #expect(session.open == Sample.marking)
    #expect(session.record(of: Sample.first).phase == .closed)
    #expect(session.record(of: Sample.again).phase == .untouched)
  }

  @Test func aLaterCountTakesThePlaceOfAnEarlierOne() {
    let session = Sample.session([
      .counted(round: Sample.first, hands: [1, 2, 3]),
      .counted(round: Sample.first, hands: [4, 0, 0]),
      .group(round: Sample.marking, name: "group 1", marks: []),
      .group(
        round: Sample.marking, name: "group 1",
        marks: [GroupMark(sentence: SentenceNumber(paragraph: 2, sentence: 1))]),
    ])
    #expect(session.record(of: Sample.first).hands == [4, 0, 0])
    #expect(session.record(of: Sample.marking).groups.map(\.marks.count) == [1])
  }

  @Test func theSameFileTakenInTwiceCountsOnce() {
    let early = Sample.pupil("B7", [Sample.first: 0])
    let late = Sample.pupil("B7", [Sample.first: 2])
    let session = Sample.session([
      .collected(answers: early), .collected(answers: Sample.pupil("A1", [Sample.first: 1])),
      .collected(answers: late), .collected(answers: late),
    ])
    #expect(session.pupils.map(\.code) == ["A1", "B7"])
    let question = Sample.lesson.questions[0]
    #expect(RoundAnswers(Sample.first, of: question, in: session).counts == [0, 1, 1])
  }

  @Test func pausesAndNightsDoNotCount() {
    var session = Sample.session()
    func at(_ time: Int, _ event: SessionEvent) { session.apply(TimedEvent(at: time, event)) }
    at(1_060, .entered(step: 1))
    #expect(session.elapsed(at: 1_090) == (30, 90))
    at(1_090, .paused)
    #expect(session.elapsed(at: 1_500) == (30, 90))
    at(1_500, .continued)
    #expect(session.elapsed(at: 1_510) == (40, 100))
    at(1_520, .present(count: 3))
    at(90_000, .resumed)
    #expect(session.elapsed(at: 90_005) == (55, 115))
    at(90_010, .entered(step: 2))
    #expect(session.elapsed(at: 90_020) == (10, 130))
  }

  @Test func aClockPutBackRunsNoTimeBackwards() {
    var session = Sample.session()
    session.apply(TimedEvent(at: 1_100, .entered(step: 1)))
    session.apply(TimedEvent(at: 500, .present(count: 2)))
    #expect(session.elapsed(at: 400) == (0, 100))
  }

  @Test func aMarkOnTheBoardIsThereOnceAndCanBeTakenAway() {
    let mark = Mark(
      who: "board", round: Sample.marking, range: Sample.range(of: "betrayal", in: 1),
      exact: "betrayal", label: "Bandwagon")
    var session = Sample.session([.marked(mark: mark), .marked(mark: mark)])
    #expect(session.boardMarks == [mark])
    session.apply(TimedEvent(at: 1_001, .unmarked(mark: mark)))
    #expect(session.boardMarks.isEmpty)
  }

  @Test func shiftsAreThereForSingleAnswersOnly() {
    let question = Sample.lesson.questions[0]
    let hands = Sample.session([
      .counted(round: Sample.first, hands: [9, 0, 0]),
      .counted(round: Sample.again, hands: [0, 9, 0]),
    ])
    #expect(
      RoundAnswers.shifts(from: Sample.first, to: Sample.again, of: question, in: hands) == nil)
    let files = Sample.session([
      .collected(answers: Sample.pupil("A", [Sample.first: 0, Sample.again: 1])),
      .collected(answers: Sample.pupil("B", [Sample.first: 0, Sample.again: 0])),
      .collected(answers: Sample.pupil("C", [Sample.first: 2])),
    ])
    #expect(
      RoundAnswers.shifts(from: Sample.first, to: Sample.again, of: question, in: files)
        == [[1, 1, 0], [0, 0, 0], [0, 0, 0]])
  }
}
