// Each rule of the lesson check on a small lesson.

import Documents
import Notes
import Testing
import Vault

@testable import Teaching

@Suite struct LessonCheckTests {
  /// Three paragraphs, five notes: one without sources, one that needs none.
  private func problems(
    _ body: String, front: String = "labels: [Doubt]\n", document: String? = text,
    sources: [String: Int?] = ["a": 1, "b": 2, "c/deep": 1, "bare": 0, "asks": nil],
    mentions: [Int: [String]] = [:]
  ) throws -> [String] {
    let head = "---\ntitle: T\ndocument: d\nauthor: A\noutlet: O\ndate: 2025\n"
    let (lesson, found) = LessonFormat(yaml: YAMLReader())
      .read(head + front + "---\n" + body, path: "l.md")
    #expect(found == [])
    let surroundings = LessonSurroundings(
      document: try document.map { try PlainText.document(from: Array($0.utf8)) },
      documentFault: "no such file",
      sources: Dictionary(uniqueKeysWithValues: sources.map { (NoteID($0), $1) }),
      mentions: mentions.mapValues { $0.map { NoteID($0) } })
    return LessonCheck.problems(of: lesson, path: "l.md", in: surroundings).map {
      "\($0.line) \($0.severity) \($0.rule): \($0.message)"
    }
  }

  private static let text = "One day, one day.\n\nTwo days.\n\nThree “nights”. One day.\n"

  @Test func aWholeLessonHasNothingToSay() throws {
    let found = try problems(
      """
      ## Stop · 2 min
      Question (choice): Which?
      - a
      - b
      Answer: B
      ## Mark · 3 min · ¶1, ¶3
      Answer: doubt: "Three "nights""
      Answer: Doubt: "one day"
      ## Reveal · 1 min · ¶1
      Show: all, asks
      """, front: "labels: [Doubt]\nminutes: 6\nkeep-back: [b]\n", mentions: [1: ["a"], 3: ["b"]])
    #expect(found == [])
  }

  typealias Row = (body: String, problem: String)
  static let rows: [Row] = [
    ("", "1 error missing-steps: the lesson has no steps; a step begins with ## and its kind"),
    ("## Read", "9 warning minutes: the step read does not say how many minutes it takes"),
    ("## Read · optional", ""),
    (
      "## Read · 1 min · ¶3, ¶4, ¶9",
      "9 error missing-paragraph: there is no ¶4 and 1 more: the text has 3 paragraphs"
    ),
    (
      "## Vote · 1 min\nQuestion (choice): Which?\n- a",
      "10 error question-without-options: a choice needs two options at least, each on a line of "
        + "its own after a -"
    ),
    (
      "## Vote · 1 min\nQuestion (choice): Which?\n- a\n- b\nAnswer: c",
      "13 error answer-not-found: \"c\" is none of the question's options"
    ),
    (
      "## Mark · 1 min · ¶2\nAnswer: Doubt: \"four days\"",
      "10 error answer-not-found: \"four days\" does not stand in ¶2"
    ),
    (
      "## Mark · 1 min\nAnswer: Doubt: \"four days\"",
      "10 error answer-not-found: \"four days\" does not stand in the text"
    ),
    (
      "## Mark · 1 min · ¶2\nAnswer: Doubt: \"Three\"",
      "10 warning answer-not-found: \"Three\" does not stand in ¶2 but in ¶3"
    ),
    (
      "## Mark · 1 min · ¶2\nAnswer: Doubt: \"One day\"",
      "10 error answer-not-found: \"One day\" does not stand in ¶2, and more than once elsewhere"
    ),
    (
      "## Mark · 1 min · ¶1\nAnswer: Doubt: \"day\"",
      "10 warning answer-not-found: \"day\" stands 2 times in ¶1: the first is taken; quote more "
        + "words, or write the answer once for each place"
    ),
    ("## Mark · 1 min · ¶1\nAnswer: Doubt: \"day\"\nAnswer: doubt: \"day\"", ""),
    (
      "## Mark · 1 min · ¶2\nAnswer: Slogan: \"Two\"",
      "10 error unknown-label: \"Slogan\" is not among the labels of the lesson"
    ),
    (
      "## Mark · 1 min · ¶2\nAnswer: \"Two\"",
      "10 error unknown-label: the answer does not say which label it is for"
    ),
    (
      "## Reveal · 1 min\nShow: a,\n nowhere",
      "11 error dangling-note: no note has the id \"nowhere\""
    ),
    (
      "## Reveal · 1 min\nShow: Deep",
      "10 error dangling-note: no note has the id \"Deep\"; is c/deep meant?"
    ),
    (
      "## Reveal · 1 min\nShow: asks, bare\n\nShow: bare",
      "10 warning missing-source: the note bare is shown and names no source"
    ),
  ]

  @Test(arguments: rows)
  func eachRuleSpeaksOfItsLine(row: Row) throws {
    let body = row.body == "" ? "words" : row.body
    #expect(try problems(body) == (row.problem.isEmpty ? [] : [row.problem]))
  }

  @Test func keysOfTheFrontMatterAreHeldAgainstTheRest() throws {
    #expect(
      try problems(
        "## Stop · 4 min\n## Exit · 3 min\n## Read · 9 min · optional\n## Reveal · 1 min\nShow: a",
        front: "minutes: 7\nkeep-back: [a, x]\n") == [
          "7 warning minutes: the steps take 8 minutes, the lesson has 7",
          "8 error dangling-note: no note has the id \"x\"",
          "14 warning shown-and-kept: the note a is shown here and named under keep-back",
        ])
  }

  @Test func saysWhatTheHeadLacks() {
    let lesson = LessonFormat(yaml: YAMLReader()).read("## Stop · 1 min", path: "l.md").lesson
    let found = LessonCheck.problems(of: lesson, path: "l.md", in: LessonSurroundings())
    #expect(
      found.map { "\($0.severity) \($0.rule)" } == [
        "error missing-document", "warning missing-source", "warning missing-source",
        "warning missing-source", "warning missing-title",
      ])
    #expect(found.allSatisfy { $0.line == 1 && $0.path == "l.md" })
  }

  @Test func aTextThatCannotBeReadIsSaidOnce() throws {
    let found = try problems("## Mark · 1 min · ¶9\nAnswer: Doubt: \"x\"", document: nil)
    #expect(found == ["3 error missing-document: the text \"d\" no such file"])
  }

  @Test func notesThatNoStepShowsAreNamed() throws {
    let mentions = [1: ["a", "b"], 2: ["b", "bare"], 3: ["c/deep"]]
    #expect(
      try problems("## Read · 1 min · ¶1\n## Read · 1 min · ¶2, ¶1", mentions: mentions) == [
        "9 warning never-revealed: notes of ¶1 that no step shows: a, b; show them, or name them "
          + "under keep-back",
        "10 warning never-revealed: notes of ¶2 that no step shows: bare; show them, or name them "
          + "under keep-back",
      ])
    // No paragraphs: the lesson is about the whole text.
    #expect(try problems("## Read · 1 min\nShow: a, b, bare", mentions: mentions).count == 2)
    #expect(try problems("## Reveal · 1 min\nShow: all", mentions: mentions) == [])
    // Answers are no notes.
    #expect(try problems("## Reveal · 1 min · ¶3\nShow: answers", mentions: mentions).count == 1)
  }

  @Test func withoutNotesNothingIsSaidOfThem() {
    var surroundings = LessonSurroundings(documentFault: "x")
    surroundings.sources = nil
    let lesson = LessonFormat(yaml: YAMLReader())
      .read("---\nkeep-back: [z]\n---\n## Reveal\nShow: x", path: "l.md").lesson
    let rules = Set(
      LessonCheck.problems(of: lesson, path: "l.md", in: surroundings).map(\.rule))
    #expect(rules == ["missing-document", "missing-source", "missing-title", "minutes"])
  }
}
