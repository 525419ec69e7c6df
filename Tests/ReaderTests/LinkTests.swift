// Links of the text, going back, other texts in place of this one, outline, facts and footnotes.

import Documents
import GoldenFrames
import Linking
import Notes
import Screen
import Testing
import Text

@testable import Reader

@Suite struct LinkTests {
  private func state(
    columns: Int = 120, rows: Int = 40, _ change: (inout ReaderSettings) -> Void = { _ in }
  ) -> ReaderState {
    var settings = ReaderSettings()
    change(&settings)
    return Structured.state(columns: columns, rows: rows, settings: settings)
  }

  /// The paragraph that is the footnote, and that before it with its one link.
  private var last: Int { Structured.document().paragraphs.count - 1 }

  @Test func theOnlyLinkIsFollowedAtOnceAndBackspaceComesBack() {
    var state = state()
    state.type("G k")
    let (before, from) = (state.place, state.focus)
    #expect(from == last - 1)
    let effects = state.type("o")
    #expect(effects == [.keepPosition(state.position)])
    #expect(state.document.text(of: state.focus) == "What is needed")
    state.type("Backspace")
    #expect(state.focus == from)
    #expect(state.place == before)
    state.type("Backspace")
    #expect(state.message == "nothing to go back to")
  }

  @Test func ofSeveralLinksOneIsChosenByItsDigit() {
    var state = state()
    state.type("j")
    #expect(state.type("o") == [])
    #expect(
      state.list?.items.map(\.detail) == [
        "https://example.org/stations", "footnote", "tables.md#march",
      ])
    #expect(state.type("1") == [.openAddress("https://example.org/stations")])
    #expect(state.list == nil)
    #expect(state.type("2 o").isEmpty == false)
    #expect(state.focus == last)
    state.type("^O")
    #expect(state.focus == 1)
    #expect(state.type("9 o") == [])
    #expect(state.message == "there is no link 9 here")
  }

  @Test func aFileIsOpenedBeforeThisTextIsLeft() {
    var state = state()
    state.type("j")
    let effects = state.type("3 o")
    let request = TextRequest.file(path: "tables.md", fragment: "march")
    #expect(effects == [.openText(request, from: state.position, generation: 1)])
    #expect(state.update(.textAnswered(.refused("tables.md: no such file"), generation: 1)) == [])
    #expect(state.message == "tables.md: no such file")
    state.type("3 o")
    // The answer to the first question is not the answer to the second.
    #expect(state.update(.textAnswered(.ready, generation: 1)) == [])
    #expect(
      state.update(.textAnswered(.address("https://example.org/t"), generation: 2))
        == [.openAddress("https://example.org/t")])
    #expect(state.update(.textAnswered(.ready, generation: 2)) == [.goToText])
  }

  @Test func nothingThatWasBegunIsLeftForALink() {
    var state = state()
    state.type("j 3 o v")
    #expect(state.mode == .selection)
    #expect(state.update(.textAnswered(.ready, generation: 1)) == [])
  }

  @Test func withoutLinksTheKeyOpensTheNote() throws {
    var state = try Support.state(
      "The gauge stands here.", notes: [Support.note("gauge", kind: .term)])
    state.type("o")
    #expect(state.openNotes.map(\.id) == [NoteID("gauge")])
  }

  @Test func backLeadsToTheTextBefore() {
    var state = state { $0.canGoBack = true }
    #expect(
      state.type("Backspace") == [.openText(.back, from: state.position, generation: 1)])
  }

  @Test func anAnchorIsWhereTheReadingBegins() {
    let there = state { $0.arrival = .anchor("needed") }
    #expect(there.document.text(of: there.focus) == "What is needed")
    let nowhere = state { $0.arrival = .anchor("gone") }
    #expect(nowhere.focus == 0)
    #expect(nowhere.message == "there is no #gone in this text")
  }

  // MARK: - Opened otherwise

  @Test func anotherWishOpensTheTextAtTheSameWords() {
    var state = state()
    state.type("j :")
    state.enter("format plain")
    var wishes = OpeningWishes()
    wishes.format = .plain
    let words = "A station reads the level of a river"
    #expect(
      state.type("Enter") == [
        .openText(
          .again(wishes, at: .words(words, percent: state.percent)), from: state.position,
          generation: 1)
      ])
  }

  @Test func wordsAreFoundNearWhereTheyStood() throws {
    let document = try Support.document("a gauge\n\nmore\n\na gauge here\n\nend of it all\n")
    #expect(
      document.place(of: .words("a gauge", percent: 60)) == document.paragraphs[2].range.start)
    // Of words that changed the first ones are looked for.
    #expect(
      document.place(of: .words("a gauge **here** stands", percent: 0))
        == document.paragraphs[0].range.start)
    #expect(document.place(of: .words("never", percent: 0)) == nil)
  }

  @Test func wishesThatMeanNothingAreExplained() {
    var state = state()
    for (line, said) in [
      ("whole", "only of web pages there is more than what is shown"),
      ("paragraphs line", "only plain text has rules for paragraphs; this is markdown"),
      ("format word", "no format word · there is plain, markdown, html, epub, pdf or auto"),
      ("format", "format: markdown · :format plain markdown html epub pdf auto"),
    ] {
      state.type(":")
      state.enter(line)
      #expect(state.type("Enter") == [])
      #expect(state.message == said)
    }
  }

  @Test func valuesAreCompleted() {
    var state = state()
    state.type(":")
    state.enter("format ma")
    state.type("Tab")
    #expect(state.prompt?.field.text == "format markdown")
    state.type("^U")
    state.enter("paragraphs w")
    state.type("Tab")
    #expect(state.prompt?.field.text == "paragraphs wrapped")
  }

  // MARK: - Outline and facts

  @Test func theOutlineIsThatOfTheTextWithTheNotesOfEachSection() {
    let document = Structured.document()
    var state = state()
    state.receive(
      Catalogue(notes: [Support.note("gauge", kind: .term), Support.note("March", kind: .event)]),
      for: document, path: nil)
    state.type("j j j t")
    #expect(
      state.list?.items.map { "\($0.text): \($0.detail)" } == [
        "Keeping a river station: 2 notes", "  What is needed: 2 notes",
        "    What is written: 1 note",
      ])
    #expect(state.list?.selected == 1)
    state.type("j Enter")
    #expect(state.document.text(of: state.focus) == "What is written")
  }

  @Test func aFlatTextHasTheListOfItsParagraphs() throws {
    var state = try Support.state("one\n\ntwo")
    state.type("t")
    #expect(state.list?.items.map(\.text) == ["¶1  one", "¶2  two"])
  }

  @Test func theFactsOfATextAreListed() {
    var builder = DocumentBuilder()
    let place = SourcePlace(
      part: "chapter3.xhtml", bytes: ByteRange(ByteOffset(120), ByteOffset(480)))
    builder.begin(.text, source: place)
    builder.append("Words.")
    var document = builder.finish(format: .epub)
    document.author = "M. Orel"
    var state = ReaderState(
      document: document, name: "b.epub", size: Size(columns: 80, rows: 24),
      settings: ReaderSettings())
    state.type(":")
    state.enter("info")
    state.type("Enter")
    let lines = state.list?.items.map(\.text) ?? []
    #expect(lines.contains("Author      M. Orel"))
    #expect(lines.contains("Format      epub, as recognised"))
    #expect(lines.contains("Here        ¶ 1, chapter3.xhtml, bytes 120-480"))
  }

  @Test func aPageIsPartOfTheCitation() {
    var builder = DocumentBuilder()
    builder.begin(
      .text,
      source: SourcePlace(part: "page 7", bytes: ByteRange(ByteOffset(0), ByteOffset(9))))
    builder.append("Words here.")
    var state = ReaderState(
      document: builder.finish(format: .pdf), name: "b.pdf", size: Size(columns: 80, rows: 24),
      settings: ReaderSettings())
    guard case .copy(let text, _)? = state.type("Y").first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text == "“Words here.” — b.pdf, page 7, ¶1")
  }

  @Test func aGuessedRuleIsSaidAtTheStart() throws {
    var document = try Support.document("one\n\ntwo")
    document.rule = .wrapped
    func said(_ settings: ReaderSettings) -> String? {
      ReaderState(
        document: document, name: "a", size: Size(columns: 80, rows: 24), settings: settings
      ).message
    }
    #expect(
      said(ReaderSettings()) == "paragraphs: hard-wrapped lines joined · :paragraphs changes it")
    var wished = ReaderSettings()
    wished.wishes.rule = .wrapped
    #expect(said(wished) == nil)
    document.rule = .blank
    #expect(said(ReaderSettings()) == nil)
  }

  // MARK: - Footnotes

  @Test func footnotesStandInThePaneAfterTheNotes() {
    var state = state()
    state.receive(
      Catalogue(notes: [
        Support.note("station", kind: .term, description: "Where a river is measured.")
      ]), for: Structured.document(), path: nil)
    state.type("j")
    let pane = state.screen.map {
      $0.split(separator: "│", maxSplits: 1).last.map(String.init) ?? ""
    }
    let note = pane.firstIndex { $0.contains("[1] station") }
    let footnote = pane.firstIndex { $0.contains("1 Kept by the river office") }
    #expect(note != nil)
    #expect(footnote ?? 0 > note ?? 99)
  }

  @Test func aTextWithFootnotesKeepsItsPane() {
    #expect(state().hasPane)
    var textOnly = state()
    textOnly.type("z")
    #expect(!textOnly.hasPane)
  }

  @Test func longFootnotesAreBoundedAndScroll() {
    var builder = DocumentBuilder()
    builder.begin(.text)
    builder.append("See")
    builder.beginLink(.footnote("a"))
    builder.append("1")
    builder.endLink()
    builder.begin(.footnote)
    builder.anchor("a")
    builder.append((0..<400).map { "word\($0)" }.joined(separator: " "))
    var settings = ReaderSettings()
    settings.expectsNotes = false
    var state = ReaderState(
      document: builder.finish(format: .html), name: "a", size: Size(columns: 100, rows: 20),
      settings: settings)
    #expect(GoldenFrame.isSound(state.frame()))
    #expect(state.screen.contains { $0.contains("lines · J") })
    for _ in 0..<200 { state.type("J") }
    #expect(state.screen.contains { $0.contains("word399") })
    #expect(!state.screen.contains { $0.contains("lines · J") })
  }
}
