// Where answers stand in a text.

import Documents
import Testing
import Text

@testable import Teaching

@Suite struct LessonAnswersTests {
  private let document: Document

  init() throws {
    let text =
      "One day. Again one day,\nand “again” one day.\n\nDon’t — ever — ask. Twice.\n\nTwice. Thrice.\n"
    document = try PlainText.document(from: Array(text.utf8))
  }

  private func placed(_ answers: [(label: String?, text: String)], in paragraphs: [Int])
    -> [PlacedAnswer]
  {
    LessonAnswers.spans(
      of: Question(
        number: 1, type: .span, text: "",
        answers: answers.map { LessonAnswer(label: $0.label, text: $0.text) },
        paragraphs: paragraphs), in: document)
  }

  private func words(_ answer: PlacedAnswer) -> String? {
    answer.span.map { String(document.normalisedText.slice($0.range)) }
  }

  typealias Row = (String, [Int], String?, PlacedAnswer.Standing)
  static let rows: [Row] = [
    ("Again one day", [1], "Again one day", .there(times: 1)),
    ("day, and \"again\"  one", [1], "day,\nand “again” one", .there(times: 1)),
    ("Don't - ever", [2], "Don’t — ever", .there(times: 1)),
    ("Don't - ever", [1], "Don’t — ever", .elsewhere(paragraph: 2)),
    ("Don't - ever", [], "Don’t — ever", .there(times: 1)),
    ("Thrice.", [1, 2, 99], "Thrice.", .elsewhere(paragraph: 3)),
    ("Twice", [1], nil, .ambiguous), ("Twice", [2], "Twice", .there(times: 1)),
    ("one day", [1], "one day", .there(times: 2)), ("One Day", [1], nil, .missing),
    ("ask. Twice. Twice", [], nil, .missing), ("", [1], nil, .missing),
  ]

  @Test(arguments: rows)
  func findsTheVeryWords(
    quotation: String, paragraphs: [Int], found: String?, standing: PlacedAnswer.Standing
  ) {
    let answer = placed([("L", quotation)], in: paragraphs)[0]
    #expect(words(answer) == found)
    #expect(answer.standing == standing)
    #expect(answer.span?.label ?? "L" == "L")
  }

  @Test func theSameAnswerAgainTakesTheNextPlace() {
    let answers = placed(
      [("L", "day"), ("L", "day"), ("M", "day"), ("L", "day"), ("L", "day")], in: [1])
    let first = document.normalisedText.split(separator: "day", omittingEmptySubsequences: false)
    let starts = [first[0].count, first[0].count + 3 + first[1].count]
    let third = starts[1] + 3 + first[2].count
    #expect(answers.map { $0.span?.start } == [starts[0], starts[1], starts[0], third, third])
  }
}
