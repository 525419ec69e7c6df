// What is handed out of a session: what was revealed and shown, and not a word more.

import Documents
import Exchange
import Notes
import Teaching
import Testing

@testable import Commands

@Suite struct HandoutSessionTests {
  private func sheet(
    _ format: HandoutRequest.Format, shown: [ShownQuestion] = [],
    compared: [SessionComparison] = []
  ) -> String {
    let sink = FakeSink()
    let code = HandoutCommand(HandoutRequest(subject: "s", format: format)).run(
      HandoutCommand.Ports(
        texts: FakeTexts(), shelf: FakeShelf(notes: HandoutScene.notes), linking: FakeLinking(),
        files: FakeFiles(), sessions: FakeArchive(kept: ["s": HandoutScene.session]),
        telling: FakeTelling(told: HandoutScene.lesson, shown: shown, compared: compared)),
      output: Output(sink))
    #expect(code == .fine)
    return sink.out
  }

  @Test(arguments: HandoutRequest.Format.allCases)
  func onlyWhatWasRevealed(format: HandoutRequest.Format) {
    let sheet = sheet(format)
    for words in ["Anna Berg", "SECRET-DESCRIPTION of Anna.", "SECRET-PUBLISHER", "lost-note"] {
      #expect(sheet.contains(words), "\(words)")
    }
    // Neither the other notes, nor bodies, whose links name others, nor answers, nor the teacher.
    for secret in [
      "SECRET-BOARD", "SECRET-FLOOD", "SECRET-WATER", "SECRET-TRICK", "Body of", "SECRET-CLAIM",
      "SECRET-TEACHER", "SECRET-STOP", "SECRET-REVEAL", "SECRET-MISSING", "organization", "[2]",
      "What kind of text", "Praise", "⟦", "<mark",
    ] { #expect(!sheet.contains(secret), "\(secret)\n\(sheet)") }
  }

  @Test func distributionsOnlyWhereTheyWereShown() {
    var choice = ShownQuestion(
      number: 1, round: 2, type: .choice, text: "What kind?", options: ["news", "opinion"])
    choice.results = [
      ShownResult(round: 1, counts: [15, 5]), ShownResult(round: 2, counts: [4, 16]),
    ]
    choice.answers = ["opinion"]
    var few = ShownQuestion(number: 2, round: 1, type: .choice, text: "FEW", options: ["a", "b"])
    few.results = [ShownResult(round: 1, counts: [3, 1])]
    var open = choice
    open.isOpen = true
    open.text = "STILL-OPEN"
    var words = ShownQuestion(number: 4, round: 1, type: .short, text: "Ask her", options: [])
    words.results = [ShownResult(round: 1, words: ["Why so late?"])]
    let text = sheet(.text, shown: [choice, few, open, words])
    #expect(
      text.contains(
        """
        1. What kind?

        - news: first 15 of 20, again 4 of 20
        - opinion: first 5 of 20, again 16 of 20

        Answer: opinion

        4. Ask her

        - Why so late?
        """), "\(text)")
    #expect(!text.contains("FEW"))
    #expect(!text.contains("STILL-OPEN"))
  }

  @Test func comparisonsBringNumbersAndLabels() {
    var comparison = ShownComparison(
      outOf: 20, unit: "hands",
      sentences: [
        ShownSentence(number: SentenceNumber(paragraph: 2, sentence: 1), text: "Quiet.", count: 0),
        ShownSentence(
          number: SentenceNumber(paragraph: 2, sentence: 2), text: "Everybody was amazed!",
          count: 12, labels: [ShownLabelCount(label: "Praise", count: 9)]),
      ], agenda: [1])
    comparison.current = 1
    let text = sheet(
      .text, compared: [SessionComparison(round: Round(question: 3), comparison: comparison)])
    for words in [
      "How the class marked", "Underline what works on you.", "¶2·2",
      "- ◆ ¶2·2 12 of 20 hands (Praise 9): Everybody was amazed!", "1. Praise",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    #expect(!text.contains("Quiet."))
    #expect(!text.contains("⟦"))
  }
}
