// Lines of a session's files: what was written comes back, what a crash cut or a later version wrote
// is passed over, and nothing in a line does anything to a terminal.

import Testing
import Text

@testable import Teaching

@Suite struct SessionLinesTests {
  static let start = SessionStart(
    id: "2026-11-25-1405-column", lessonPath: "/l/column.md", lessonText: "---\ntitle: A\n---\n",
    documentPath: "/d/t.txt", documentName: "t.txt", documentHash: "00ff",
    documentText: "Ein Satz.\n\nДва\u{1B}[2J\u{202E}\u{85}\u{2028}\u{7F} \"x\\y\"/\u{0}.")

  static let mark = Mark(
    who: "K7", round: Round(question: 2), range: ScalarRange(ScalarOffset(3), ScalarOffset(9)),
    exact: "Satz.\n", prefix: "Ein ", suffix: "\n", label: "Bandwagon,Reductio", comment: "so?")

  /// One of every kind.
  static let events: [TimedEvent] = [
    TimedEvent(at: 100, .began(start: start)), TimedEvent(at: 101, .entered(step: 1)),
    TimedEvent(at: 102, .present(count: 25)),
    TimedEvent(at: 103, .opened(round: Round(question: 1))),
    TimedEvent(at: 104, .counted(round: Round(question: 1), hands: [3, 0, 22])),
    TimedEvent(at: 105, .closed(round: Round(question: 1))),
    TimedEvent(at: 106, .noted(round: Round(question: 3), words: ["a \u{7}", "б"])),
    TimedEvent(
      at: 107,
      .hands(
        round: Round(question: 2),
        sentences: [SentenceHands(sentence: SentenceNumber(paragraph: 8, sentence: 3), count: 4)])),
    TimedEvent(
      at: 108,
      .group(
        round: Round(question: 2), name: "A",
        marks: [GroupMark(sentence: SentenceNumber(paragraph: 3, sentence: 1), label: "Doubt")])),
    TimedEvent(
      at: 109,
      .collected(
        answers: PupilAnswers(
          pack: "p", code: "K7",
          answers: [PupilAnswer(round: Round(question: 1), option: 1)], marks: [mark]))),
    TimedEvent(at: 110, .marked(mark: mark)), TimedEvent(at: 111, .unmarked(mark: mark)),
    TimedEvent(at: 112, .revealed(notes: ["people/anna"])),
    TimedEvent(at: 113, .answersShown(rounds: [Round(question: 1)])),
    TimedEvent(at: 114, .compared(round: Round(question: 2))),
    TimedEvent(at: 115, .wrote(note: "n", words: "w")),
    TimedEvent(
      at: 116, .answered(answer: PupilAnswer(round: Round(question: 3, round: 2), text: "t"))),
    TimedEvent(at: 117, .paused), TimedEvent(at: 118, .continued), TimedEvent(at: 119, .resumed),
    TimedEvent(at: 120, .exported(path: "/x/y.csv")),
    TimedEvent(at: 121, .ended(keeping: .totals)),
  ]

  @Test(arguments: events)
  func anEventComesBack(event: TimedEvent) throws {
    let line = try #require(SessionLines.line(of: event))
    #expect(SessionLines.event(of: line) == event)
  }

  /// Lines of records that exist are read for ever: this is what they look like.
  @Test(arguments: [
    (TimedEvent(at: 7, .entered(step: 2)), #"{"at":7,"event":{"entered":{"step":2}}}"#),
    (TimedEvent(at: 7, .paused), #"{"at":7,"event":{"paused":{}}}"#),
    (
      TimedEvent(at: 7, .counted(round: Round(question: 1, round: 2), hands: [1, 2])),
      #"{"at":7,"event":{"counted":{"hands":[1,2],"round":{"question":1,"round":2}}}}"#
    ),
    (
      TimedEvent(at: 7, .exported(path: "/a/\u{1B}\u{202E}")),
      #"{"at":7,"event":{"exported":{"path":"/a/\u001b\u202e"}}}"#
    ),
  ])
  func aLineLooksAsItAlwaysDid(event: TimedEvent, line: String) {
    #expect(SessionLines.line(of: event) == line)
    #expect(SessionLines.event(of: line) == event)
  }

  @Test func aLineHoldsNothingThatATerminalObeys() throws {
    for event in Self.events {
      let line = try #require(SessionLines.line(of: event))
      let bad = line.unicodeScalars.filter {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x2028...0x202E).contains($0.value)
          || (0x2066...0x2069).contains($0.value)
      }
      #expect(bad.isEmpty)
    }
  }

  @Test(arguments: [
    "", "{", "[]", "null", #"{"at":1}"#, #"{"at":1,"event":{"danced":{}}}"#,
    #"{"at":1,"event":{"entered":{"step":"two"}}}"#, #"{"at":1e99,"event":{"paused":{}}}"#,
    String(repeating: "[", count: 100_000),
  ])
  func aLineThatMakesNoSenseIsPassedOver(line: String) {
    #expect(SessionLines.event(of: line) == nil)
    #expect(SessionLines.roomLine(of: line) == nil)
  }

  @Test func unknownKeysOfALaterVersionAreAllowed() {
    let line = #"{"at":1,"by":"x","event":{"entered":{"step":2,"why":"y"}}}"#
    #expect(SessionLines.event(of: line) == TimedEvent(at: 1, .entered(step: 2)))
  }

  @Test func aSlideComesBack() throws {
    var slide = RoomSlide(lesson: "L\u{1B}", step: "Step 1")
    slide.text = ShownText(
      paragraph: 3, count: 11, text: "Ein\u{9B}Satz",
      marks: [ShownMark(start: 0, end: 3, kind: .label)],
      sentences: [0])
    slide.question = ShownQuestion(number: 1, round: 2, type: .choice, text: "?", options: ["a"])
    let line = RoomLine(sequence: 9, slide: slide)
    let text = try #require(SessionLines.line(of: line))
    #expect(SessionLines.roomLine(of: text) == line)
  }

  @Test func everyPrefixOfARecordGivesTheSessionOfItsWholeLines() throws {
    let lines = try Self.events.map { try #require(SessionLines.line(of: $0)) }
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    for length in 0...bytes.count {
      let whole = bytes[..<length].split(separator: 0x0A, omittingEmptySubsequences: false)
        .dropLast()
      let session = SessionLines.session(of: whole.map { String(decoding: $0, as: UTF8.self) })
      #expect(session == Session(Self.events.prefix(whole.count)))
    }
  }

  @Test func strangeLinesBetweenDoNotChangeTheSession() throws {
    let lines = try Self.events.map { try #require(SessionLines.line(of: $0)) }
    let strange = lines.flatMap { ["{\"at\":1,\"event\":{\"danced\":{}}}", "xx", $0] }
    #expect(SessionLines.session(of: strange) == Session(Self.events))
  }
}
