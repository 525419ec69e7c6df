// What a draft becomes as a file, and that it is read back as it was typed.

import Anchoring
import Notes
import Testing
import Text
import Vault

@testable import Authoring

@Suite struct NoteComposerTests {
  private func parsed(_ text: String) -> ParsedNote {
    NoteParser(yaml: YAMLReader()).parse(text, id: NoteID("x"), folder: "", path: "x.md")
  }

  @Test func aFullNoteInTheContractsForm() {
    var draft = NoteDraft()
    draft.title = " National Anti-Corruption Bureau of Ukraine "
    draft.aliases = ["NABU", "НАБУ", "NABU", " ", "National Anti-Corruption Bureau of Ukraine"]
    draft.kind = "organization"
    draft.description = "Ukraine's law-enforcement agency."
    draft.body = "\n\nCreated by Law No. 1698-VII[^1].\r\nSee also [[sapo]].\n\n"
    draft.sources = [
      "https://zakon.example/1698", "Post, \"A title\", 2024-05-06, <https://post.example/1>",
    ]
    draft.publisher = "Verkhovna Rada"
    draft.date = "2014-10-14"
    #expect(
      NoteComposer.text(of: draft) == """
        ---
        title: National Anti-Corruption Bureau of Ukraine
        aliases: [NABU, НАБУ]
        kind: organization
        description: Ukraine's law-enforcement agency.
        ---
        Created by Law No. 1698-VII[^1].
        See also [[sapo]].

        [^1]: Verkhovna Rada, "zakon.example", 2014-10-14, <https://zakon.example/1698>
        [^2]: Post, "A title", 2024-05-06, <https://post.example/1>

        """)
  }

  @Test(arguments: [
    ("https://a.example/x_(y)", "", "", "<https://a.example/x_(y)>"),
    ("  https://a.example/<b>\"  ", "", "", "<https://a.example/%3Cb%3E%22>"),
    ("[^7]: A, \"B\", 2020, <https://c.example>", "", "", "A, \"B\", 2020, <https://c.example>"),
    (
      "A, \"B\", 2020, <https://c.example>", "Other", "",
      "Other, \"B\", 2020, <https://c.example>"
    ),
    ("A, \"B\", <https://c.example>", "", "2020", "A, \"B\", 2020, <https://c.example>"),
    ("https://a.example/x", "", "2024-05-06", "2024-05-06, <https://a.example/x>"),
    ("https://a.example/x", "", "2024", "a.example, \"a.example\", 2024, <https://a.example/x>"),
    (
      "The \"big\" report https://a.example/x", "Rada", "",
      "Rada, \"The 'big' report\", <https://a.example/x>"
    ),
    ("A book", "Press", "1999", "Press, \"A book\", 1999"),
    ("A line\nthat was\r\nbroken", "", "", "A line that was broken"),
  ])
  func oneSource(_ typed: String, _ publisher: String, _ date: String, _ written: String) {
    var draft = NoteDraft()
    draft.title = "T"
    draft.sources = [typed]
    draft.publisher = publisher
    draft.date = date
    #expect(NoteComposer.text(of: draft) == "---\ntitle: T\n---\n[^1]: \(written)\n")
    let source = parsed(NoteComposer.text(of: draft)).note?.sources.first
    if !publisher.isEmpty { #expect(source?.publisher == publisher) }
    if !date.isEmpty { #expect(source?.date == date) }
  }

  @Test func publisherAndDateWithoutASourceStay() {
    var draft = NoteDraft()
    draft.publisher = "Rada"
    draft.date = "2014"
    #expect(NoteComposer.text(of: draft) == "[^1]: Rada, 2014\n")
  }

  @Test func labelsOfTheBodyAreLeftAlone() {
    var draft = NoteDraft()
    draft.body = "One.[^1] Two.[^2]\n\n[^1]: Mine"
    draft.sources = ["https://a.example", "https://b.example"]
    let text = NoteComposer.text(of: draft)
    #expect(
      text == "One.[^1] Two.[^2]\n\n[^1]: Mine\n[^2]: <https://a.example>\n"
        + "[^3]: <https://b.example>\n")
    #expect(parsed(text).note?.sources.map(\.label) == ["1", "2", "3"])
  }

  @Test func sourcesAfterOpenCodeAreNoCode() {
    var draft = NoteDraft()
    draft.body = "~~~~ swift\nlet a = 1"
    draft.sources = ["https://a.example"]
    let note = parsed(NoteComposer.text(of: draft)).note
    #expect(note?.sources.map(\.url) == ["https://a.example"])
  }

  @Test func aBodyThatLooksLikeFrontMatterIsABody() {
    var draft = NoteDraft()
    draft.body = "---\ntitle: not mine\n---\ntext"
    let note = parsed(NoteComposer.text(of: draft)).note
    #expect(note?.keyLines.isEmpty == true)
    #expect(note?.body == draft.body + "\n")
    #expect(NoteComposer.text(of: NoteDraft()).isEmpty)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var chance = Chance(20_260)
    for _ in 0..<1_500 {
      var draft = NoteDraft()
      draft.title = chance.text(Int.random(in: 1...6, using: &chance))
      draft.description = chance.text(Int.random(in: 0...9, using: &chance))
      draft.kind = chance.text(Int.random(in: 0...2, using: &chance))
      draft.aliases = (0..<Int.random(in: 0...4, using: &chance)).map { _ in chance.text(3) }
      draft.body = chance.text(Int.random(in: 0...12, using: &chance))
      draft.sources = ["https://source.example/\(Int.random(in: 0...9, using: &chance))"]
      let selector = TextSelector(
        quote: "q" + chance.text(Int.random(in: 1...9, using: &chance)),
        prefix: chance.text(Int.random(in: 0...3, using: &chance)).unmarked,
        suffix: chance.text(2).unmarked,
        position: ScalarRange(ScalarOffset(3), ScalarOffset(12)))
      draft.passage = Passage(
        document: "../a b: c/\(Int.random(in: 0...9, using: &chance))é.txt", documentPath: nil,
        hash: ContentHash(of: "x"), selector: selector)
      try check(draft, NoteComposer.text(of: draft))
    }
  }

  private func check(_ draft: NoteDraft, _ text: String) throws {
    let front = try #require(NoteFile(text).frontMatterText)
    var values: [String: YAMLValue] = [:]
    for entry in try YAMLReader().entries(of: front) { values[entry.key] = entry.value }
    for (key, typed) in [
      ("title", draft.title), ("description", draft.description), ("kind", draft.kind),
    ] {
      let read = values[key]?.string ?? ""
      #expect(read.isByteForByte(typed.onOneLine), "\(key) of \(draft)")
    }
    let names = NoteComposer.names(draft.aliases, beside: draft.title.onOneLine)
    let read = values["aliases"]?.strings ?? []
    #expect(
      read.map { Array($0.utf8) } == names.map { Array($0.utf8) },
      "\(names.debugDescription) is read as \(read.debugDescription)")
    let parsed = parsed(text)
    let note = try #require(parsed.note)
    #expect(parsed.problems.isEmpty)
    let passage = try #require(note.passage)
    let wanted = try #require(draft.passage)
    #expect(passage.selector.quote.isByteForByte(wanted.selector.quote))
    #expect(passage.selector.prefix.isByteForByte(wanted.selector.prefix))
    #expect(passage.selector.suffix.isByteForByte(wanted.selector.suffix))
    #expect(passage.selector.position == wanted.selector.position)
    #expect(passage.hash == wanted.hash && passage.document == wanted.document)
    #expect(Array(note.body.utf8).starts(with: draft.body.asBody.utf8))
    #expect(note.sources.contains { $0.url == draft.sources[0] }, "\(text.debugDescription)")
  }

  @Test func aByteOrderMarkBeginsNoQuotation() throws {
    var draft = NoteDraft()
    draft.title = "\u{FEFF} x"
    let selector = TextSelector(
      quote: "\u{FEFF}q\u{FEFF}", prefix: "\u{FEFF}p", suffix: "\u{FEFF}s",
      position: ScalarRange(ScalarOffset(3), ScalarOffset(6)))
    draft.passage = Passage(document: nil, documentPath: nil, hash: nil, selector: selector)
    let note = try #require(parsed(NoteComposer.text(of: draft)).note)
    #expect(note.title.isByteForByte("x"))
    #expect(
      note.passage?.selector
        == TextSelector(
          quote: "q\u{FEFF}", prefix: "p",
          position: ScalarRange(ScalarOffset(4), ScalarOffset(6))))
  }

  @Test func sourcesAreAddedToAFileInItsOwnLineEnds() {
    let file = NoteFile("---\r\ntitle: T\r\n---\r\nBody.[^1]\r\n\r\n[^1]: Old")
    let text = NoteComposer.adding(sources: ["https://a.example"], to: file).text
    #expect(
      text.isByteForByte(file.text + "\r\n[^2]: <https://a.example>\r\n"))
    #expect(NoteComposer.adding(sources: [" "], to: file).text == file.text)
  }
}
