// Lesson files that nobody means well by: nothing crashes, nothing takes long, and what is meant for
// the teacher never comes out as words to the class.

import Documents
import Notes
import Testing
import Vault

@testable import Teaching

@Suite struct LessonHostileTests {
  @Test(arguments: [
    "", "---", "---\n", "---\n---", "---\n---\n##", "## ", "##", "\0", "---\ntitle: \0\n---\n\0",
    "---\n\t\n---\n## Stop", "---\n- a\n---\n", "---\na: [[[[\n---\n## Stop\n",
    "---\ntitle: *x\n---\n", "---\n? [a]\n: b\n---\n", "## Stop\nAnswer: \"", "## Mark\nAnswer: “”",
    "## Mark\nAnswer: : \"x\"", "## Stop\nQuestion (", "## Stop\nQuestion ()):", "## Stop\n- ",
    "## Stop\nShow: [[]]", "## Stop\nAsk again: -1, 99999999999999999999", "## Mark\nAsk again: ¶",
    "## Stop · · ,, ||", "##\u{301} Stop", "## Stop\n\u{301}: \u{301}", "## Stop\nLabel: :",
    "## Stop\nExample: x", "<!-->", "## Stop\n<!--\n```\n-->\n~~~", "## Stop\n\u{2028}Answer: x",
    "## Stop · ¶-", "## Stop · ¶3-", "## Stop · ¶-3", "## Stop · ¶3--5", "## Stop · ¶3-5-7",
  ])
  func oddTextsAreRead(text: String) {
    let (lesson, problems) = LessonFormat(yaml: YAMLReader()).read(text, path: "l.md")
    #expect(problems.allSatisfy { $0.line >= 1 && $0.path == "l.md" })
    #expect(lesson.questions.map(\.number) == Array(1..<(lesson.questions.count + 1)))
    _ = LessonCheck.problems(of: lesson, path: "l.md", in: LessonSurroundings())
  }

  @Test func bytesThatAreNoTextDoNoHarm() {
    let bytes = Array("---\ntitle: a".utf8) + [0xC3]
    let texts = [bytes + Array("\n---\n## Stop\n".utf8) + [0xF0, 0x9F], [0xFF, 0xFE, 0x00]]
    for text in texts {
      let read = LessonFormat(yaml: YAMLReader())
        .read(String(decoding: text, as: UTF8.self), path: "l.md")
      #expect(read.lesson.title.isEmpty == false)
    }
  }

  @Test func deepNestingIsAProblemOfItsLine() {
    let deep = String(repeating: "[", count: 5_000)
    let found = read("---\ntitle: T\nlabels: \(deep)\n---\n## Stop · 1 min")
    #expect(found.problems == ["3 error broken-yaml"])
    #expect(found.lesson.steps.count == 1)
  }

  @Test func messagesAreSafeToShow() {
    let evil = "\u{1B}]0;x\u{07}\u{202E}"
    let (_, problems) = LessonFormat(yaml: YAMLReader()).read(
      """
      ---
      "k\\x1B": v
      minutes: "\\x1B[31m"
      labels: [a]
      ---
      ## \(evil) · \(evil)
      Question (\(evil)): x
      Ask again: \(evil)
      Label: \(evil): x
      ## Mark
      Answer: a: "x" \(evil)
      """, path: "l.md")
    #expect(problems.count >= 7)
    for problem in problems {
      #expect(
        problem.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E },
        "\(problem.rule)")
    }
  }

  @Test func tooLargeIsSaid() {
    let large = "## Stop\n" + String(repeating: "x", count: LessonFormat.sizeLimit)
    #expect(read(large).problems == ["1 error too-large"])
    #expect(read(large).lesson.steps == [])
    #expect(!LessonFormat.isLesson("---\ndocument: a\n---\n" + large))
  }

  @Test(arguments: [
    String(repeating: "## Stop\n", count: 100_000),
    String(repeating: "## Mark\nw\n", count: 20_000),
    "## Mark\n" + String(repeating: "Answer: a: \"b\"\n", count: 15_000),
    "## Vote\nQuestion (choice): x\n" + String(repeating: "- a\n", count: 50_000),
    "## Vote\n" + String(repeating: "Question (short): x\nAsk again: 1\n", count: 8_000),
    "## Read · " + String(repeating: "¶1,", count: 50_000),
    String(repeating: "## Read · ¶1-99999\n", count: 10_000),
    "## Reveal\nShow: " + String(repeating: "a,", count: 100_000),
    "## Stop\n" + String(repeating: "<!-- ", count: 60_000),
    "## Stop\n" + String(repeating: "<", count: 250_000),
    "## Stop\n" + String(repeating: "a\n\n", count: 75_000),
    "## Stop\n" + String(repeating: "\"", count: 250_000),
    "## Teach\n" + String(repeating: "Label: a: b\n", count: 20_000),
    "---\ntitle: x\n---\n" + String(repeating: "#", count: 250_000),
    "## Mark\nAnswer: " + String(repeating: "a: \"", count: 50_000),
  ])
  func muchOfAKindIsReadInTime(text: String) {
    let clock = ContinuousClock()
    let time = clock.measure {
      let (lesson, _) = LessonFormat(yaml: YAMLReader()).read(text, path: "l.md")
      let document = try? PlainText.document(from: Array("b ab abab\n\nb".utf8))
      _ = LessonCheck.problems(
        of: lesson, path: "l.md", in: LessonSurroundings(document: document, sources: [:]))
    }
    // A debug build on a busy machine; quadratic work takes minutes.
    #expect(time < .seconds(15))
  }

  @Test func privateWordsStayPrivateWhateverStandsAround() {
    var random = SplitMix(seed: 20_250_724)
    let open = [
      "## Stop · 2 min", "## Mark · ¶1", "## Nap", "### Three", "# One", "words", "- item",
      "1. item",
      "", "", "Question (choice): what?", "Question (span): what?", "Question: what?", "* other",
      "Show: a, all", "Ask again: 1", "Label: A: plain", "Example: plain", "> quoted",
    ]
    // Each is private as a whole, up to a blank line or the next thing that begins by itself.
    let hidden = [
      "To the teacher: SECRET", "**To the teacher:** SECRET", "> For the teacher, SECRET",
      "- To the teacher: SECRET", "To the teacher\nSECRET", "<!-- SECRET\n\nSECRET -->",
      "Answer: SECRET", "Answer: A: \"SECRET\"", "*Answers:*\n\n- SECRET\n- SECRET",
      "```\nSECRET\n\n## Stop\n```", "To the teacher:\n\n- SECRET",
      "Answer (A): \"SECRET\"\nSECRET",
    ]
    for _ in 0..<2_000 {
      var lines: [String] = ["## Stop"]
      for _ in 0..<12 {
        let isHidden = random.below(3) == 0
        lines.append(isHidden ? hidden[random.below(hidden.count)] : open[random.below(open.count)])
        // What is put right below a paragraph belongs to it.
        if isHidden { lines.append("") }
      }
      let text = lines.joined(separator: "\n")
      let lesson = read("---\nlabels: [A]\n---\n" + text).lesson
      let shown =
        lesson.steps.map(\.words) + lesson.questions.flatMap { [$0.text] + $0.options }
        + lesson.labels.flatMap { [$0.name, $0.definition, $0.example] } + [lesson.title]
      #expect(!shown.contains { $0.contains("SECRET") }, "\(text)")
      if shown.contains(where: { $0.contains("SECRET") }) { return }
    }
  }
}
