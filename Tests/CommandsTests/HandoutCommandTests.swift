// What is handed out of what: a text, a lesson's three sheets, a session; where it goes; and that
// nothing hidden gets onto a sheet for pupils.

import Documents
import Exchange
import Linking
import Notes
import Teaching
import Testing
import Text

@testable import Commands

@Suite struct HandoutCommandTests {
  private let sink = FakeSink()
  private let files = FakeFiles()

  private func run(
    _ subject: String, _ format: HandoutRequest.Format? = .text,
    _ sheet: HandoutRequest.Sheet = .pupils, output: String? = nil,
    lesson: OpenedLesson? = HandoutScene.opened(), session: Session? = HandoutScene.session,
    telling: FakeTelling? = nil, notes: [Note] = HandoutScene.notes,
    linking: FakeLinking = FakeLinking(), shelfError: NoteStoreError? = nil
  ) -> ExitCode {
    HandoutCommand(
      HandoutRequest(subject: subject, format: format, sheet: sheet, output: output)
    ).run(
      HandoutCommand.Ports(
        texts: FakeTexts(texts: [
          "town.txt": HandoutScene.text.document, "both": HandoutScene.text.document,
        ]),
        shelf: FakeShelf(notes: notes, error: shelfError), linking: linking, files: files,
        lessons: FakeLessons(shelved: lesson.map { ["lesson": $0, "both": $0] } ?? [:]),
        sessions: FakeArchive(
          kept: session.map { ["2031-06-14-town": $0, "both": $0] } ?? [:]),
        telling: telling ?? FakeTelling(told: HandoutScene.lesson)),
      output: Output(sink))
  }

  /// A sheet without its style, each run of white space a blank.
  private func page(
    _ subject: String, _ format: HandoutRequest.Format, _ sheet: HandoutRequest.Sheet = .pupils
  ) -> String {
    sink.out = ""
    #expect(run(subject, format, sheet) == .fine)
    #expect(sink.complaints.isEmpty)
    return Self.folded(sink.out)
  }

  private static func folded(_ page: String) -> String {
    var plain = page
    if let start = page.firstRange(of: "<style>"), let end = page.firstRange(of: "</style>") {
      plain.removeSubrange(start.lowerBound..<end.upperBound)
    }
    return plain.split(whereSeparator: \Character.isWhitespace).joined(separator: " ")
  }

  // MARK: - Which is meant

  @Test func aSessionGoesBeforeALessonAndALessonBeforeAText() {
    #expect(run("both") == .fine)
    #expect(sink.out.contains("After the lesson"))
    sink.out = ""
    #expect(run("both", session: nil) == .fine)
    #expect(sink.out.contains("Worksheet"))
    sink.out = ""
    #expect(run("both", lesson: nil, session: nil) == .fine)
    #expect(sink.out.hasPrefix("both\n====\n"))
    sink.out = ""
    #expect(run("nowhere") == .unusable)
    #expect(sink.out.isEmpty)
    #expect(sink.complaints == "sidelight: nowhere: no such file\n")
  }

  @Test func withoutLessonsEverythingIsAText() {
    let code = HandoutCommand(HandoutRequest(subject: "a", format: .text)).run(
      HandoutCommand.Ports(
        texts: FakeTexts(texts: ["a": document(["One."])]), shelf: FakeShelf(),
        linking: FakeLinking(), files: files), output: Output(sink))
    #expect(code == .fine)
    #expect(sink.out == "a\n=\n\n1 paragraph\n\nText\n----\n\n¶1 One.\n")
  }

  @Test func aFileThatHasNothingOfALessonIsAText() {
    // A shelf opens whatever is there.
    var opened = OpenedLesson(
      path: "town.txt", source: "Words.", lesson: Lesson(title: "", document: ""))
    func meaning() -> String {
      sink.out = ""
      sink.complaints = ""
      let code = HandoutCommand(HandoutRequest(subject: "town.txt", format: .text)).run(
        HandoutCommand.Ports(
          texts: FakeTexts(texts: ["town.txt": HandoutScene.text.document]), shelf: FakeShelf(),
          linking: FakeLinking(), files: files,
          lessons: FakeLessons(shelved: ["town.txt": opened])), output: Output(sink))
      return code == .fine ? "text" : "lesson"
    }
    #expect(meaning() == "text")
    // An article may have headings.
    opened.lesson.steps = [Step(kind: .read)]
    #expect(meaning() == "text")
    opened.problems = [
      NoteProblem(path: "town.txt", line: 1, severity: .error, rule: "broken-yaml", message: "cut")
    ]
    #expect(meaning() == "lesson")
    #expect(sink.out.isEmpty && sink.complaints.hasPrefix("sidelight: town.txt:1: cut\n"))
    opened.problems = []
    opened.source = "---\ntitle: x\nDocument:\n---\n\n## Stop\n"
    #expect(meaning() == "lesson")
    opened.source = ""
    opened.lesson.document = "gone.txt"
    #expect(meaning() == "lesson")
  }

  @Test func sheetsOfALessonAreForLessons() {
    #expect(run("town.txt", .text, .teacher) == .usage)
    #expect(run("2031-06-14-town", .text, .answers) == .usage)
    #expect(sink.out.isEmpty)
    #expect(
      sink.complaints == """
        sidelight: town.txt: --teacher is for lessons, not for texts
        sidelight: 2031-06-14-town: --answers is for lessons, not for sessions

        """)
  }

  @Test func theFormFollowsTheFile() {
    let forms: [(String?, HandoutRequest.Format?, HandoutRequest.Format)] = [
      (nil, nil, .html), ("a.md", nil, .markdown), ("x/a.b.MARKDOWN", nil, .markdown),
      ("a.txt", nil, .text), ("a.html", nil, .html), ("a", nil, .html), (".txt", nil, .html),
      ("x.md/a", nil, .html), ("a.md", .text, .text), (nil, .markdown, .markdown),
    ]
    for (output, format, expected) in forms {
      let request = HandoutRequest(subject: "s", format: format, output: output)
      #expect(HandoutCommand(request).format == expected, "\(output ?? "-")")
    }
  }

  @Test func aFileGetsItAndStandardOutputNothing() {
    #expect(run("town.txt", nil, output: "out.md") == .fine)
    #expect(sink.out.isEmpty)
    #expect(files.files["out.md"]?.hasPrefix("# town.txt\n") == true)
    #expect(run("town.txt", output: "-") == .fine)
    #expect(sink.out.hasPrefix("town.txt\n"))
    files.fault = ShelfFault(what: "o.txt", why: "no space left on the disk", code: .failed)
    #expect(run("town.txt", output: "o.txt") == .failed)
    #expect(sink.complaints == "sidelight: o.txt: no space left on the disk\n")
  }

  @Test func nothingIsWrittenOverWhatItIsMadeFrom() {
    for (subject, output) in [
      ("town.txt", "./town.txt"), ("lesson", "town.md"), ("lesson", "town.txt"),
    ] { #expect(run(subject, output: output) == .usage, "\(output)") }
    #expect(files.files.isEmpty)
    #expect(sink.complaints.contains("is what the sheet is made from"))
  }

  @Test func withoutItsNotesATextIsNotHandedOut() {
    #expect(run("town.txt", shelfError: .unavailable("the disk is gone")) == .failed)
    #expect(sink.out.isEmpty)
    // A sheet for pupils has no notes and needs none.
    #expect(run("lesson", shelfError: .unavailable("the disk is gone")) == .fine)
  }

  // MARK: - Texts

  @Test func aTextHasAllItsNotes() {
    let linking = FakeLinking(lost: [
      // Listed at the end, never guessed.
      .init(note: NoteID("flood"), quote: "the water")
    ])
    #expect(run("town.txt", linking: linking) == .fine)
    for words in [
      "4 notes", "[1] Anna Berg", "SECRET-DESCRIPTION", "(1) SECRET-PUBLISHER", "[3] Nobody will",
      "Body of Anna Berg.", "Place lost: “the water” (SECRET-FLOOD)",
    ] where words != "4 notes" { #expect(sink.out.contains(words), "\(words)\n\(sink.out)") }
    #expect(sink.out.contains("3 paragraphs · 3 notes · 1 source"))
  }

  @Test func numbersGoThroughTheWholeSheet() {
    let text = OpenedText(
      document: document(["B and A.", "A again, then C and B."]), name: "x", path: nil)
    let notes = [note("a", "A"), note("b", "B"), note("c", "C")]
    let handout = HandoutCommand.sheet(
      of: text, catalogue: Catalogue(notes: notes),
      linked: FakeLinking().linked(text, with: Catalogue(notes: notes)))
    #expect(handout.notes.map(\.title) == ["B", "A", "C"])
    guard case .text(let body) = handout.parts[0] else {
      Issue.record("no text")
      return
    }
    #expect(
      body.paragraphs.map(\.notes) == [
        [HandoutMention(note: 1), HandoutMention(note: 2)],
        [
          HandoutMention(note: 2, earlier: "¶\u{A0}1"), HandoutMention(note: 3),
          HandoutMention(note: 1, earlier: "¶\u{A0}1"),
        ],
      ])
    #expect(
      body.paragraphs[1].inlines == [
        .text("A", .mention), .note(2), .text(" again, then ", []), .text("C", .mention), .note(3),
        .text(" and ", []), .text("B", .mention), .note(1), .text(".", []),
      ])
  }

  @Test func endnotesAreNumberedThroughAndEqualOnesAreOne() {
    let shared = Source(
      label: "1", publisher: "P", title: "T", url: "https://x/", text: "", line: 1)
    let own = Source(label: "2", text: "See https://y/z, page 3", line: 2)
    let odd = Source(label: "9", url: "https://q/", text: "Seen at https://q/.", line: 2)
    let text = OpenedText(document: document(["A and B."]), name: "x", path: nil)
    let notes = [note("a", "A", sources: [own, shared]), note("b", "B", sources: [shared, odd])]
    let handout = HandoutCommand.sheet(
      of: text, catalogue: Catalogue(notes: notes),
      linked: FakeLinking().linked(text, with: Catalogue(notes: notes)))
    #expect(
      handout.sources == [
        HandoutSource("See https://y/z, page 3"),
        HandoutSource("P, “T”,", address: "https://x/"),
        HandoutSource("Seen at .", address: "https://q/"),
      ])
    #expect(handout.notes.map(\.sources) == [[1, 2], [2, 3]])
  }

  @Test func bodiesAreProseWithTheirSourcesAndNotes() {
    var first = note(
      "a", "A", sources: [Source(label: "x", publisher: "P", title: "T", text: "", line: 1)])
    first.body = """
      *Plain* prose[^x] on [[b]] and [[c|a thing]], [web](https://w/), [file](c.md).[^none]

      - one
      """
    let text = OpenedText(document: document(["A then B."]), name: "x", path: nil)
    var second = note("b", "B", description: "Said already.")
    second.body = "Said already."
    let notes = [first, second, note("c", "C")]
    let handout = HandoutCommand.sheet(
      of: text, catalogue: Catalogue(notes: notes),
      linked: FakeLinking().linked(text, with: Catalogue(notes: notes)))
    #expect(
      handout.notes[0].body == [
        HandoutBlock(
          .paragraph,
          [
            .text("Plain"), .text(" prose"), .source(1), .text(" on "), .note("B", 2),
            .text(" and "), .text("a thing"), .text(", "), .link("web", address: "https://w/"),
            .text(", "), .text("file"), .text("."), .text("[none]"),
          ]), HandoutBlock(.item(marker: "-", depth: 1), [.text("one")]),
      ])
    #expect(handout.notes[1].body.isEmpty)
  }

  // MARK: - Lessons

  @Test(arguments: HandoutRequest.Format.allCases)
  func aSheetForPupilsKeepsEverySecret(format: HandoutRequest.Format) {
    let sheet = page("lesson", format)
    for secret in ["SECRET", "secret", "Anna Berg]", "[1] Anna", "Kept back", "teacher"] {
      #expect(!sheet.contains(secret), "\(secret)")
    }
    // Nothing tells the right option, and no mention is set apart.
    for sign in ["[x]", "box on", "⟦", "<mark", "class=\"m\"", "#n", "href"] {
      #expect(!sheet.contains(sign), "\(sign)")
    }
    for words in [
      "Reading a town paper", "A. Writer", "Group or code", "Praise", "It applauds.", "¶2·3",
      "3·2", "What kind of text is this?", "opinion", "Say the claim in one sentence.",
      "Underline what works on you.", "More questions", "What would you ask her?",
    ] { #expect(sheet.contains(words), "\(words)") }
  }

  @Test func theLessonDoesNotDecideWhatPupilsSeeBeforehand() {
    // Notes that are taken away change nothing on the sheet: it is not made from them.
    let full = page("lesson", .html)
    sink.out = ""
    #expect(run("lesson", .html, notes: []) == .fine)
    #expect(Self.folded(sink.out).hasSuffix(full))
  }

  @Test func aSheetWithAnswersMarksThem() {
    let sheet = page("lesson", .text, .answers)
    for words in [
      "¶2·2 ⟦Everybody was amazed⟧{1}!", "¶3·2 ⟦Nobody will ever trust it again⟧{2}.",
      "[ ] [ ] news [x] [x] opinion", "-> SECRET-CLAIM",
      "-> ¶2·2 1 Praise: “Everybody was amazed”",
      "-> (not found in the text) 2 Fear: “SECRET-MISSING”",
    ] { #expect(sheet.contains(words), "\(words)\n\(sheet)") }
    for secret in ["SECRET-TEACHER", "SECRET-STOP", "SECRET-DESCRIPTION", "SECRET-REVEAL"] {
      #expect(!sheet.contains(secret))
    }
    // No room to write where the answer stands.
    #expect(sheet.split(separator: " ").count { $0.hasPrefix("____") } == 3)
  }

  @Test func theTeachersSheetKnowsEverything() {
    let sheet = page("lesson", .text, .teacher)
    for words in [
      "20 minutes", "Before the lesson", "SECRET-TEACHER says this.", "And SECRET-SECOND.",
      "1 · Stop · 4 min (0–4 min)", "2 · Mark · 8 min · ¶ 2, 3 (4–12 min)",
      "3 · Discuss · optional Question 4",
      "4 · Reveal · 5 min · ¶ 3 (12–17 min)", "To the teacher: SECRET-STOP",
      "To the class: Who says this?", "[x] opinion", "Question 1, again: What kind",
      "- [1] Anna Berg (person) — SECRET-DESCRIPTION of Anna. · source (1)",
      "- [2] Harbour Board (organization)", "- [3] SECRET-FLOOD (event) — SECRET-WATER came.",
      "No such note: gone", "Show the answers of questions 1, 3, 4.",
      "⟦Everybody was amazed⟧{1}", "│ [1] Anna Berg · see step 4", "SECRET-PUBLISHER",
      "Kept back on purpose: Nobody will ever", "[3] SECRET-FLOOD",
    ] { #expect(sheet.contains(words), "\(words)\n\(sheet)") }
    // A note that the lesson keeps back stands nowhere else.
    #expect(!sheet.contains("SECRET-TRICK"))
  }

  @Test func aBrokenLessonIsShownToTheTeacherOnly() {
    let problem = NoteProblem(
      path: "/lessons/town.md", line: 7, severity: .error, rule: "r", message: "Anwser: what is it?"
    )
    let broken = HandoutScene.opened(problems: [problem])
    #expect(run("lesson", lesson: broken) == .unusable)
    #expect(sink.out.isEmpty)
    #expect(
      sink.complaints == """
        sidelight: /lessons/town.md:7: Anwser: what is it?
        sidelight: /lessons/town.md: nothing is handed out of a lesson with errors

        """)
    #expect(run("lesson", .text, .teacher, lesson: broken) == .fine)
    var textless = HandoutScene.opened()
    textless.text = nil
    textless.textFault = ShelfFault(what: "town.txt", why: "no such file", code: .unusable)
    sink.complaints = ""
    #expect(run("lesson", lesson: textless) == .unusable)
    #expect(sink.complaints == "sidelight: town.txt: no such file\n")
  }

  @Test func equalAnswersTakeTheirTurnsAndUnclearOnesAreNotGuessed() {
    var lesson = HandoutScene.lesson
    lesson.questions = [
      Question(
        number: 1, type: .span, text: "Mark.",
        answers: [
          LessonAnswer(label: "Fear", text: "lost"), LessonAnswer(label: "Fear", text: "lost"),
          LessonAnswer(label: "Fear", text: "gone"), LessonAnswer(label: "Praise", text: "won"),
        ], paragraphs: [1])
    ]
    let text = OpenedText(
      document: document(["All lost. Really lost.", "gone", "gone. They won."]), name: "x",
      path: nil)
    let sheet = HandoutLessonComposer(lesson: lesson, text: text).worksheet(withAnswers: true)
    let page = sheet.plainText()
    for words in [
      "All ⟦lost⟧{2}. ¶1·2 Really ⟦lost⟧{2}.", "¶2·1 gone", "They ⟦won⟧{1}.",
      "-> ¶1·1 2 Fear: “lost”", "-> ¶1·2 2 Fear: “lost”",
      "-> (stands in several places) 2 Fear: “gone”", "-> ¶3·2 1 Praise: “won”",
    ] { #expect(page.contains(words), "\(words)\n\(page)") }
  }
}
