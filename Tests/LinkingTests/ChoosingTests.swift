// Decisions applied to links: what is pinned, what is left out, and the order of the pane.

import Linking
import Notes
import Testing
import Text

private let document = ContentHash(of: "text")

private func pin(_ note: String) -> DocumentChoice {
  DocumentChoice(document: document, note: NoteID(note), decision: .pin)
}

private func notHere(_ note: String, _ words: String = "") -> DocumentChoice {
  DocumentChoice(document: document, note: NoteID(note), words: words, decision: .notHere)
}

private func match(_ text: String, at start: Int, _ reason: Reason = .title) -> Match {
  Match(
    range: ScalarRange(ScalarOffset(start), ScalarOffset(start + text.unicodeScalars.count)),
    text: text, reason: reason, name: text)
}

private func link(_ note: String, _ matches: Match...) -> NoteLink {
  NoteLink(
    note: NoteID(note), title: note.uppercased(), kind: .term,
    reason: matches.map(\.reason).min() ?? .title, matches: matches)
}

private func chosen(_ choices: DocumentChoice...) -> ChosenLinks {
  ChosenLinks(choices) { $0.value == "unknown" ? nil : ($0.value.uppercased(), .person) }
}

private func applied(_ choices: ChosenLinks, to links: NoteLink...) -> [NoteLink] {
  choices.applied(to: ParagraphLinks(paragraph: 3, links: links)).links
}

@Suite struct ChoosingTests {
  @Test func noDecisionsChangeNothing() {
    let links = [ParagraphLinks(paragraph: 0, links: [link("a", match("A", at: 0))])]
    #expect(chosen().isEmpty)
    #expect(chosen().applied(to: links) == links)
    #expect(chosen(pin("unknown")).isEmpty)
  }

  @Test func pinnedNotesStandFirstInEveryParagraphInTheOrderOfTheDecisions() {
    let mentioned = link("b", match("B", at: 4))
    let paragraphs = [
      ParagraphLinks(paragraph: 0, links: []),
      ParagraphLinks(paragraph: 1, links: [link("x", match("X", at: 1)), mentioned]),
    ]
    let result = chosen(pin("c"), pin("b"), pin("unknown"), pin("c")).applied(to: paragraphs)
    #expect(result.map(\.paragraph) == [0, 1])
    #expect(result[0].links.map(\.note.value) == ["c", "b"])
    #expect(result[0].links.allSatisfy { $0.reason == .pinned && $0.matches.isEmpty })
    #expect(result[0].links.map(\.title) == ["C", "B"])
    #expect(result[0].links.map(\.kind) == [.person, .person])
    #expect(result[1].links.map(\.note.value) == ["c", "b", "x"])
    #expect(result[1].links[1].reason == .pinned)
    #expect(result[1].links[1].matches == mentioned.matches)
    #expect(result[1].links[1].kind == .term)
    #expect(result[1].links[2] == link("x", match("X", at: 1)))
  }

  @Test func refusedWordsGoWhateverCaseAndWhiteSpace() {
    let links = link(
      "a", match("General  Armageddon", at: 0), match("general\nARMAGEDDON", at: 30),
      match("Surovikin", at: 60, .surname))
    let result = applied(chosen(notHere("a", "General Armageddon")), to: links)
    #expect(result == [link("a", match("Surovikin", at: 60, .surname))])
    #expect(result.first?.reason == .surname)
    #expect(applied(chosen(notHere("a", "Armageddon")), to: links) == [links])
    #expect(applied(chosen(notHere("b", "General Armageddon")), to: links) == [links])
  }

  @Test func noteOfWhichNothingIsLeftGoes() {
    let links = link("a", match("NABU", at: 0), match("nabu", at: 9))
    #expect(applied(chosen(notHere("a", " nabu ")), to: links).isEmpty)
    #expect(
      applied(chosen(notHere("a", "one"), notHere("a", "NABU")), to: links).isEmpty)
  }

  @Test func emptyWordsRefuseEverythingAPassageToo() {
    let links = link("a", match("quote", at: 0, .passage), match("A", at: 9))
    #expect(applied(chosen(notHere("a")), to: links).isEmpty)
    #expect(applied(chosen(notHere("a"), notHere("a", "A")), to: links).isEmpty)
  }

  @Test func orderFollowsWhatIsLeft() {
    let first = link("a", match("A one", at: 0), match("A", at: 50))
    let passage = link("p", match("quoted", at: 20, .passage), match("P", at: 2))
    let second = link("b", match("B", at: 10))
    let kept = applied(chosen(notHere("a", "a one")), to: passage, first, second)
    #expect(kept.map(\.note.value) == ["p", "b", "a"])
    let without = applied(chosen(notHere("p", "quoted")), to: passage, first, second)
    #expect(without.map(\.note.value) == ["a", "p", "b"])
    #expect(without[1].reason == .title)
  }

  @Test func pinnedAndRefusedStaysWithoutTheRefusedWords() {
    let links = link("a", match("A", at: 0), match("Other", at: 9))
    let result = applied(chosen(pin("a"), notHere("a", "A")), to: links)
    #expect(result.map(\.reason) == [.pinned])
    #expect(result[0].matches == [match("Other", at: 9)])
  }
}
