// Sheets for the tests: a small one that can be read at a glance, and one in which every string is
// an attack.

@testable import Exchange

enum Samples {
  static let small: Handout = {
    var handout = Handout(title: "The bridge", sheet: "", language: "en")
    handout.facts = [HandoutFact("Author", "A. Berg"), HandoutFact("", "2 paragraphs")]
    handout.parts = [
      .text(
        HandoutText(
          language: "en", side: .notes,
          paragraphs: [
            HandoutParagraph(
              number: 1,
              inlines: [
                .text("Anna Berg", .mention), .note(1), .text(" opened the ", []),
                .text("bridge", .mention), .note(2), .text(".", []),
              ],
              notes: [
                HandoutMention(note: 1), HandoutMention(note: 2, reason: "as \"bridge\""),
              ]),
            HandoutParagraph(
              number: 2,
              inlines: [.text("Berg", .mention), .note(1), .text(" was paid late.", [])],
              notes: [HandoutMention(note: 1, reason: "surname only", earlier: "¶ 1")]),
          ])),
      .fullNotes,
    ]
    handout.notes = [
      HandoutNote(
        title: "Anna Berg", kind: "person", description: "Drew it.",
        body: [
          HandoutBlock(
            .paragraph,
            [
              .text("She drew "), .note("the bridge", 2), .text(" alone."), .source(1),
              .source(2),
            ])
        ], sources: [1, 2]),
      HandoutNote(title: "Holm bridge", kind: "place", oldWords: "a bridge", sources: [2]),
    ]
    handout.sources = [
      HandoutSource("Archive, “Staff”, 1922,", address: "https://archive.example/staff?a=1&b=2"),
      HandoutSource("Post, 1931"),
    ]
    handout.remarks = ["Place lost: “gone” (Another)"]
    return handout
  }()

  static let lesson: Handout = {
    var handout = Handout(title: "A lesson", sheet: "Worksheet", language: "en")
    handout.blanks = ["Group or code", "Date"]
    handout.parts = [
      .labels([
        HandoutLabel(number: 1, name: "Fear", definition: "It frightens.", example: "“Beware!”"),
        HandoutLabel(number: 2, name: "Praise"),
      ]),
      .text(
        HandoutText(
          side: .writing,
          paragraphs: [
            HandoutParagraph(
              number: 3,
              inlines: [
                .sentence("3·1"), .text("All is ", []), .answerBegins, .text("lost", .answer),
                .answerEnds(label: 1), .text(". ", []), .sentence("3·2"), .text("Or not.", []),
              ], blanks: ["3·1", "3·2"])
          ])),
      .questions(
        heading: "Questions",
        [
          HandoutQuestion(
            number: 1, text: "What is it?",
            form: .choice([HandoutOption("news"), HandoutOption("opinion", isAnswer: true)]),
            rounds: 2),
          HandoutQuestion(number: 2, text: "Say it.", form: .lines(2)),
          HandoutQuestion(
            number: 3, text: "Mark it.", form: .span([3]),
            answers: [
              HandoutAnswer(label: "1 Fear", text: "lost", isQuotation: true, place: "¶3·1")
            ]),
        ]),
      .results([
        HandoutResult(
          number: 1, text: "What is it?", options: ["news", "opinion"],
          rounds: [
            .init(name: "first", counts: [15, 5]), .init(name: "again", counts: [4, 16]),
          ], answers: ["opinion"])
      ]),
      .comparison(
        HandoutComparison(
          question: "Mark it.", outOf: 20, unit: "pupils",
          rows: [
            .init(
              sentence: "3·1", text: "All is lost.", count: 12, labels: ["Fear 9", "Praise 3"],
              isAgenda: true)
          ])),
    ]
    return handout
  }()

  /// What somebody could put into a title to get out of it.
  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
    "</style></title><script src=//evil.example></script>", "&lt;b&gt; &amp; &#60;",
    "\u{1B}[31mred\u{7}", "\u{202E}gnitfil\u{202C}", "a\u{0}b\u{85}c\u{2028}d", "--> ]]> <!--",
    "javascript:alert(1)", "```\n# heading\n- item\n> quote", "**bold** _em_ [x](http://evil)",
    "| a | b |\n|---|---|", "1. one\n2) two",
    "https://evil.example www.evil.example a@evil.example",
    "$x^2$ ==hi== %%c%% #tag :smile: {.class} ~~s~~", "[^1]: note\n\n[1]: http://evil",
    "    code", "&copy; &#x202e;", "שלום <b>עולם</b>", "\\", "***", "===", "---", "+ a", "\t- b",
    "- [ ] c", "= d", ": e", "![i](x)", "<http://evil.example>", "``", "a\\*b", "line  \nbreak",
  ]

  /// A sheet with one string in every place that takes one.
  static func everywhere(_ text: String) -> Handout {
    let mentions = [HandoutMention(note: 1, reason: text), HandoutMention(note: 2)]
    var handout = Handout(title: text, sheet: text, language: text)
    handout.facts = [HandoutFact(text, text), HandoutFact("", text)]
    handout.blanks = [text]
    var step = HandoutStep(heading: text, clock: "1–2 min")
    step.words = [text]
    step.teacherWords = [text]
    step.shows = [text]
    step.notes = [HandoutMention(note: 1, reason: text, earlier: text)]
    let question = HandoutQuestion(
      number: 1, again: true, text: text, form: .choice([HandoutOption(text, isAnswer: true)]),
      rounds: 2, answers: [HandoutAnswer(label: text, text: text, isQuotation: true, place: text)])
    step.questions = [question]
    handout.parts = [
      .words(heading: text, [text]),
      .labels([HandoutLabel(number: 1, name: text, definition: text, example: text)]),
      .steps([step]),
      .text(
        HandoutText(
          language: text, side: .notes,
          paragraphs: [
            HandoutParagraph(
              number: 1,
              inlines: [
                .text(text, []), .text(text, .mention), .note(1), .answerBegins,
                .text(text, [.answer, .mention]), .answerEnds(label: 1),
              ], notes: mentions)
          ])),
      .questions(heading: text, [question]),
      .results([
        HandoutResult(
          number: 1, text: text, options: [text],
          rounds: [.init(name: text, counts: [-3, .max], words: [text])], answers: [text])
      ]),
      .comparison(
        HandoutComparison(
          question: text, outOf: 1, unit: text,
          rows: [.init(sentence: text, text: text, count: 1, labels: [text], isAgenda: true)])),
      .fullNotes,
    ]
    handout.notes = [note(text), note(text)]
    handout.sources = [
      HandoutSource(text, address: text), HandoutSource(text, address: "https://x.example/" + text),
    ]
    handout.remarks = [text]
    return handout
  }

  private static func note(_ text: String) -> HandoutNote {
    HandoutNote(
      title: text, kind: text, description: text, oldWords: text,
      body: [
        HandoutBlock(.heading, [.text(text)]),
        HandoutBlock(
          .paragraph,
          [.text(text), .link(text, address: text), .source(1), .source(2), .note(text, 2)]),
        HandoutBlock(.quotation, [.text(text)]),
        HandoutBlock(.item(marker: text, depth: .max), [.text(text)]),
        HandoutBlock(.item(marker: "-", depth: .min), [.link(text, address: "http://e/" + text)]),
        HandoutBlock(.code, [.text(text)]),
      ], sources: [1, 2])
  }
}
