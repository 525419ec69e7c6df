// What a lesson's file says, read through the real YAML reader.

import Documents
import Notes
import Testing
import Vault

@testable import Teaching

/// A lesson and what its form is reproached with, as `line severity rule`.
func read(_ text: String) -> (lesson: Lesson, problems: [String]) {
  let (lesson, problems) = LessonFormat(yaml: YAMLReader()).read(text, path: "lessons/one.md")
  return (lesson, problems.map { "\($0.line) \($0.severity) \($0.rule)" })
}

/// A lesson with usual front matter of five lines; the body begins on line 6.
func lesson(_ body: String) -> (lesson: Lesson, problems: [String]) {
  read("---\ntitle: T\ndocument: d.txt\nlabels: [Loaded language, Repetition]\n---\n" + body)
}

@Suite struct LessonFormatTests {
  @Test func readsAWholeLesson() {
    let (lesson, problems) = read(
      """
      ---
      title: Reading a column
      document: texts/column.txt
      author: Anna Berg
      outlet: The Harbour
      translator: Ole Holm
      date: 2025-07-24
      language: en
      minutes: 45
      labels:
        - Loaded language
        - Repetition
      anonymity: codes
      keep-back: [one, "[[two]]", three.md]
      ---
      To the teacher: read this
      first.

      Even *this*.

      ## Stop · 4 min
      Who speaks
      here?

      To the teacher: wait.

      Question (choice): What kind of text is this?
      - news report
      - opinion, or
        something like it
      Answer: opinion, or something like it

      ## mark, ¶3, 5-6 | optional | 8 minutes
      Underline what works on you.

      Answer: loaded language: "perverse
      delight"
      Answer: Repetition: “betrayal”
      Ask again: 1
      Show: one, two,
        [[three]]
      Show: answers
      Show: all

      Label: Repetition: The same words come back.
      Example: Bread, bread, bread.
      """)
    #expect(problems == [])
    #expect(lesson.title == "Reading a column")
    #expect(lesson.document == "texts/column.txt")
    #expect(
      [lesson.author, lesson.outlet, lesson.translator, lesson.date, lesson.language]
        == ["Anna Berg", "The Harbour", "Ole Holm", "2025-07-24", "en"])
    #expect(lesson.minutes == 45)
    #expect(lesson.anonymity == .codes)
    #expect(lesson.keptBack.map(\.value) == ["one", "two", "three"])
    #expect(lesson.keyLines["minutes"] == 9)
    #expect(lesson.teacherWords == "read this first.\n\nEven this.")
    #expect(
      lesson.labels == [
        LessonLabel("Loaded language", line: 11),
        LessonLabel(
          "Repetition", definition: "The same words come back.", example: "Bread, bread, bread.",
          line: 12),
      ])
    #expect(
      lesson.questions == [
        Question(
          number: 1, type: .choice, text: "What kind of text is this?",
          options: ["news report", "opinion, or something like it"],
          answers: [LessonAnswer(text: "opinion, or something like it", line: 31)], line: 27),
        Question(
          number: 2, type: .span, text: "Underline what works on you.",
          answers: [
            LessonAnswer(label: "Loaded language", text: "perverse delight", line: 36),
            LessonAnswer(label: "Repetition", text: "betrayal", line: 38),
          ], paragraphs: [3, 5, 6], line: 33),
      ])
    #expect(
      lesson.steps == [
        Step(
          kind: .stop, minutes: 4, words: "Who speaks here?", teacherWords: "wait.",
          rounds: [Round(question: 1)], line: 21),
        Step(
          kind: .mark, minutes: 8, paragraphs: [3, 5, 6], isOptional: true,
          words: "Underline what works on you.",
          rounds: [Round(question: 1, round: 2), Round(question: 2)],
          shows: [
            .note(NoteID("one"), line: 40), .note(NoteID("two"), line: 40),
            .note(NoteID("three"), line: 41), .answers(line: 42), .all(line: 43),
          ], line: 33),
      ])
    #expect(lesson.flow == [0])
  }

  typealias HeadingRow = (String, StepKind, Int?, [Int], Bool)
  static let headings: [HeadingRow] = [
    ("Stop", .stop, nil, [], false), ("STOP · 4 min", .stop, 4, [], false),
    ("Read · ¶3", .read, nil, [3], false), ("Read · ¶ 3-5, ¶8", .read, nil, [3, 4, 5, 8], false),
    ("Read | optional | ¶8, ¶3 | 7min", .read, 7, [3, 8], true),
    ("Read, 10 minutes, paragraphs 3 to 5", .read, 10, [3, 4, 5], false),
    ("Read, ¶3 and ¶8, ¶3", .read, nil, [3, 8], false),
    ("Read · ¶3–4 · 1 minute ##", .read, 1, [3, 4], false),
    ("Stop - 4 min · optional", .stop, 4, [], true),
    ("Stop: 4 min · ¶3-5", .stop, 4, [3, 4, 5], false),
    ("Read — ¶3 - 5", .read, nil, [3, 4, 5], false),
    ("*Discuss* · ¶2 - 3 · 5'", .discuss, 5, [2, 3], false),
    ("Exit · ¶3, 8, 9-10", .exit, nil, [3, 8, 9, 10], false),
  ]

  @Test(arguments: headings)
  func readsHeadings(
    text: String, kind: StepKind, minutes: Int?, paragraphs: [Int], isOptional: Bool
  ) {
    let step = lesson("## " + text).lesson.steps.first
    #expect(step?.kind == kind)
    #expect(step?.minutes == minutes)
    #expect(step?.paragraphs == paragraphs)
    #expect(step?.isOptional == isOptional)
  }

  static let slips: [(String, String)] = [
    ("## Nap · 4 min\nwords", "6 error unknown-kind"), ("## ", "6 error unknown-kind"),
    ("## Read · soon", "6 error bad-heading"), ("## Read · ¶x", "6 error bad-heading"),
    ("## Read · ¶5-3", "6 error bad-heading"), ("## Read · ¶0", "6 error bad-heading"),
    ("## Read · 0 min", "6 error bad-heading"), ("## Read · 9999 min", "6 error bad-heading"),
    ("## Read · 8", "6 error bad-heading"), ("## Read · ¶1-900000", "6 error bad-heading"),
    ("## Read · ¶99999999999999999999", "6 error bad-heading"),
    ("Question (choice): What?\n- a\n## Read", "6 error before-first-step"),
    ("## Read\nQuestion: What?", "7 error bad-question"),
    ("## Read\nQuestion (guess): What?", "7 error bad-question"),
    ("## Read\nQuestion (short):", "7 error bad-question"),
    ("## Read\n\nQuestion (short): What?\n- a", "8 error bad-question"),
    ("## Read\nQuestion (choice): What?\n- a\n- \n- b", "9 error bad-question"),
    ("## Read\nAsk again: 1", "7 error unknown-question"),
    ("## Read\nQuestion (short): What?\nAsk again: 1, x", "8 error unknown-question"),
    ("## Read\nAsk again:", "7 error unknown-question"),
    ("## Read\nAnswer: none", "7 error bad-answer"),
    ("## Read\nAnswer: Repetition: \"x\"", "7 error bad-answer"),
    ("## Mark\nAnswer: no quotation", "7 error bad-answer"),
    ("## Mark\nAnswer:\nwords", "7 error bad-answer"), ("## Mark\nAnswer:", "7 error bad-answer"),
    ("## Mark\nAnswer: Repetition: \"x\" because", "7 warning bad-answer"),
    ("## Read\nShow:", "7 error bad-show"), ("## Read\nShow: , ,", "7 error bad-show"),
    ("## Teach\nLabel: Doubt: Asks.", "7 error unknown-label"),
    ("## Teach\nLabel:", "7 error unknown-label"),
    ("## Read\nwords\n\n```\n## Stop", "9 error unclosed"),
    ("## Read\nwords <!-- no end\nmore\n\nagain", "7 error unclosed"),
  ]

  @Test(arguments: slips)
  func tellsWhatIsWrongWithItsLine(body: String, problem: String) {
    #expect(lesson(body).problems == [problem])
  }

  @Test(arguments: [
    ("minutes: soon", "2 error bad-value"), ("minutes: 0", "2 error bad-value"),
    ("title: [a]", "2 error bad-value"), ("anonymity: maybe", "2 error bad-value"),
    ("labels: {a: b}", "2 error bad-value"), ("labels: [a, [b]]", "2 error bad-value"),
    ("labels: [a, A]", "2 error bad-value"), ("colour: red", "2 warning unknown-key"),
    ("title: [a", "2 error broken-yaml"), ("title: a\ntitle: b", "3 error duplicate-key"),
    ("a: &x b", "2 error broken-yaml"),
  ])
  func tellsWhatIsWrongWithTheFrontMatter(front: String, problem: String) {
    let found = read("---\n\(front)\n---\n## Stop\nQuestion (short): Who?")
    #expect(found.problems == [problem])
    #expect(found.lesson.steps.count == 1)
    #expect(
      found.lesson.questions.map(\.line) == [
        front.contains("\n") ? 6 : 5
      ])
  }

  @Test func wordsOfTheTeacherNeverBecomeWordsOfTheClass() {
    let (found, problems) = lesson(
      """
      ## Stop
      **To the teacher:** secret one
      goes on

      > to the teacher - secret two

      To the teacher: a list

      - secret three
      - secret four

      - To the teacher: secret five

      For the teacher: secret six
      ### secret seven

      <!-- secret eight -->
      ~~~
      secret nine
      ~~~
      words <!-- secret ten --> only

      Answers:

      - secret eleven
      """)
    #expect(found.steps.map(\.words) == ["words only"])
    let kept = ["one goes on", "two", "three", "four", "five", "six", "seven"]
    for word in kept {
      #expect(found.steps.first?.teacherWords.contains("secret \(word)") == true, "\(word)")
    }
    #expect(problems == ["30 error bad-answer"])
  }

  @Test func listsAreWordsOutsideQuestions() {
    let found = lesson("## Read\nThree passes:\n- what\n- how\n\nThe end of\n1999. And on.").lesson
    #expect(
      found.steps.map(\.words) == ["Three passes:\n\n- what\n\n- how\n\nThe end of 1999. And on."])
  }

  @Test func takesLabelsThatTheFrontMatterDoesNotName() {
    let found = read(
      "---\ndocument: d\n---\n# The *title*\n\n## Teach\nLabel: One: First.\nExample: 1\n\nLabel: Two"
    )
    #expect(found.problems == [])
    #expect(found.lesson.title == "The title")
    #expect(
      found.lesson.labels == [
        LessonLabel("One", definition: "First.", example: "1", line: 7),
        LessonLabel("Two", line: 10),
      ])
  }

  @Test func answersBelongToTheQuestionBeforeThem() {
    let found = lesson(
      """
      ## Discuss
      Question (short): One?
      Answer: He said: "peace"
      Answer (kind): *yes*
      Question (span): Two?
      Answer: Repetition: peace
      Answer: "without a label"
      Question (choice): Three?
      1. a
      2) b

      Answer:
      - a
      - b

      ## Discuss
      Ask again: question 3

      Answer: b
      """)
    #expect(found.problems == [])
    #expect(
      found.lesson.questions.map { $0.answers.map(\.text) } == [
        ["He said: \"peace\"", "yes"], ["peace", "without a label"], ["a", "b", "b"],
      ])
    #expect(
      found.lesson.questions[1].answers.map(\.label) == ["Repetition", nil])
    #expect(found.lesson.questions[2].options == ["a", "b"])
  }

  @Test func aMarkStepThatAsksAgainHasNoQuestionOfItsOwn() {
    let found = lesson("## Mark\nUnderline.\n\n## Mark\nOnce more.\n\nAsk again: 1").lesson
    #expect(found.questions.map(\.text) == ["Underline."])
    #expect(
      found.steps.map(\.rounds) == [
        [Round(question: 1)], [Round(question: 1, round: 2)],
      ])
  }

  @Test func aBrokenHeadingKeepsItsPlace() {
    let found = lesson("## Stop\nOne.\n\n## Nap\nTwo.\n\n## Exit\nThree.").lesson
    #expect(found.steps.map(\.kind) == [.stop, .discuss, .exit])
    #expect(found.steps.map(\.words) == ["One.", "Two.", "Three."])
  }

  @Test(arguments: [
    ("---\ndocument: a.txt\n---\n## Stop\n", true), ("---\nDocument: a\n---\nx\n\n## y", true),
    ("\u{FEFF}---\r\ndocument: a\r\n---\r\n## Stop\r\n", true),
    ("---\ntitle: a\n---\n## Stop\n", false), ("---\ndocument: a\n---\n# Stop\n", false),
    ("---\nquote-document: a\n---\n## Stop\n", false), ("document: a\n## Stop\n", false),
    ("---\ndocument: a\n## Stop\n", false), ("", false), ("---", false),
  ])
  func tellsALessonFromAText(text: String, isOne: Bool) {
    #expect(LessonFormat.isLesson(text) == isOne)
  }
}
