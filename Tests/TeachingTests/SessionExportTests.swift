// What files for spreadsheets and for other programs say of a session.

import Teaching
import Testing
import Text

@Suite struct SessionExportTests {
  private func mark(_ who: String, _ words: String, _ label: String, round: Int = 1) -> Mark {
    Mark(
      who: who, round: Round(question: 2, round: round), range: Sample.range(of: words, in: 1),
      exact: words, label: label)
  }

  private func rows(_ session: Session) -> [String] {
    SessionTable.rows(session, lesson: Sample.lesson, document: Sample.document).map {
      $0.joined(separator: "|")
    }
  }

  @Test func aRowForEachAnswerMarkAndCount() {
    let start = Sample.range(of: "a betrayal", in: 1).start.value
    let sentence = SentenceNumbers.of([2], in: Sample.document)[1]
    let session = Sample.session([
      .counted(round: Sample.first, hands: [4, 0, 1]),
      .hands(
        round: Sample.marking, sentences: [SentenceHands(sentence: sentence.number, count: 7)]),
      .group(
        round: Sample.marking, name: "G",
        marks: [
          GroupMark(sentence: sentence.number, label: "Bandwagon"),
          GroupMark(sentence: SentenceNumber(paragraph: 99, sentence: 1)),
        ]),
      .noted(round: Sample.saying, words: ["aloud"]),
      .collected(
        answers: PupilAnswers(
          pack: "", code: "B7",
          answers: [
            PupilAnswer(round: Sample.first, option: 1),
            PupilAnswer(round: Sample.again, option: 9),
            PupilAnswer(round: Sample.saying, text: "in words"),
          ], marks: [mark("B7", "a betrayal", "Bandwagon")])),
      .marked(mark: mark("board", "plan", "Loaded language")),
    ])
    let place = "\(sentence.range.start.value)|\(sentence.range.end.value)"
    let plan = Sample.range(of: "plan", in: 1).start.value
    #expect(SessionTable.header.count == 9)
    #expect(
      rows(session) == [
        "answer|1|1|B7|opinion||1||", "count|1|1||news||4||", "count|1|1||opinion||0||",
        "count|1|1||advertisement||1||", "answer|1|2|B7|10||1||", "count|2|1|||2·2|7|\(place)",
        "group|2|1|G|Bandwagon|2·2|1|\(place)", "group|2|1|G||99·1|1||",
        "mark|2|1|B7|Bandwagon|a betrayal|1|\(start)|\(start + 10)",
        "mark|2|1|board|Loaded language|plan|1|\(plan)|\(plan + 4)",
        "answer|3|1|B7||in words|1||", "answer|3|1|||aloud|1||",
      ])
  }

  @Test func totalsHaveNoCodes() throws {
    let session = try #require(Session(SampleClass(5, pupils: 9).events)).totals
    let table = SessionTable.rows(session, lesson: Sample.lesson, document: Sample.document)
    #expect(!table.contains { $0[0] == "mark" || ($0[0] == "answer" && !$0[3].isEmpty) })
    #expect(table.contains { $0[0] == "count" && $0[1] == "2" && $0[4] == "Bandwagon" })
    #expect(!table.joined().contains { $0.contains("ZQ") || $0.contains("Zoe") })
  }

  @Test func theFourteenAreThoseOfTheTask() {
    #expect(
      TechniqueLabels.all == [
        "Appeal_to_Authority", "Appeal_to_fear-prejudice", "Bandwagon,Reductio_ad_hitlerum",
        "Black-and-White_Fallacy", "Causal_Oversimplification", "Doubt",
        "Exaggeration,Minimisation", "Flag-Waving", "Loaded_Language", "Name_Calling,Labeling",
        "Repetition", "Slogans", "Thought-terminating_Cliches",
        "Whataboutism,Straw_Men,Red_Herring",
      ])
  }

  @Test(
    arguments: [
      ("Loaded language", "Loaded_Language"), ("LOADED-LANGUAGE", "Loaded_Language"),
      ("Appeal to fear", "Appeal_to_fear-prejudice"),
      ("Black-and-white", "Black-and-White_Fallacy"), ("Name calling", "Name_Calling,Labeling"),
      ("Straw man", "Whataboutism,Straw_Men,Red_Herring"),
      ("Whataboutism,Straw_Men,Red_Herring", "Whataboutism,Straw_Men,Red_Herring"),
      ("Something else", nil), ("Loaded", nil), ("", nil), ("…", nil),
    ] as [(String, String?)])
  func plainWordsMeanTechniques(label: String, technique: String?) {
    #expect(TechniqueLabels.technique(of: label) == technique)
  }

  @Test func marksAreTrimmedAndJoinedByTechnique() {
    let session = Sample.session([
      .collected(
        answers: Sample.pupil(
          "B7", [:],
          marks: [
            mark("B7", "called the plan", "Straw man"),
            mark("B7", "plan a betrayal.", "Red herring"),
            mark("B7", "Nobody", "Something else"), mark("B7", "It is", "Doubt", round: 2),
          ])),
      .marked(mark: mark("board", "plan", "Loaded language")),
    ])
    let lines = TechniqueLines(session, document: Sample.document)
    func place(_ words: String) -> String {
      let range = Sample.range(of: words, in: 1)
      return "\(range.start.value)\t\(range.end.value)"
    }
    #expect(
      lines.lines.map(\.text) == [
        "B7\tDoubt\t\(place("It is"))",
        "B7\tWhataboutism,Straw_Men,Red_Herring\t\(place("called the plan a betrayal"))",
        "board\tLoaded_Language\t\(place("plan"))",
      ])
    #expect(lines.leftOut == ["Something else": 1])
  }
}
