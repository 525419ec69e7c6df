// Passage notes: to which document they belong, where they stand, and how they go with names.

import Anchoring
import Documents
import Notes
import Testing
import Text

@testable import Linking

struct PassageTests {
  private let text = "One total war.\n\nTwo total war here.\n\nThree words."
  static let identity = DocumentIdentity(path: "/a/b.txt")
  private let identity = Self.identity

  static func passage(
    _ quote: String, at start: Int? = nil, prefix: String = "", suffix: String = "",
    path: String? = "/a/b.txt", hash: ContentHash? = nil, document: String? = nil
  ) -> Passage {
    let position = start.map {
      ScalarRange(ScalarOffset($0), ScalarOffset($0 + quote.scalarCount))
    }
    return Passage(
      document: document, documentPath: path, hash: hash,
      selector: TextSelector(quote: quote, prefix: prefix, suffix: suffix, position: position))
  }

  private func spans(_ passage: Passage, identity: DocumentIdentity? = nil) -> [String] {
    let document = makeDocument(text)
    return link(
      [makeNote("p", "words", passage: passage)], document, identity: identity ?? self.identity
    ).map { paragraph in
      paragraph.links.flatMap(\.matches).map { "\($0.range.start.value):\($0.text)" }
        .joined(separator: ",")
    }
  }

  @Test func standsWhereItStood() {
    #expect(spans(Self.passage("total war", at: 20)) == ["", "20:total war", ""])
    #expect(spans(Self.passage("total war", at: 4)) == ["4:total war", "", ""])
  }

  @Test func movesToItsOnlyPlace() {
    #expect(spans(Self.passage("Two total", at: 3)) == ["", "16:Two total", ""])
    #expect(spans(Self.passage("Two total")) == ["", "16:Two total", ""])
    #expect(spans(Self.passage("Two total", at: 9_999_999)) == ["", "16:Two total", ""])
  }

  @Test func surroundingsDecideAmongEquals() {
    #expect(spans(Self.passage("total war", prefix: "Two ")) == ["", "20:total war", ""])
    #expect(spans(Self.passage("total war", suffix: ".\n\nTwo")) == ["4:total war", "", ""])
    #expect(spans(Self.passage("total war", prefix: "zzz")) == ["", "", ""])
    #expect(spans(Self.passage("total war")) == ["", "", ""])
  }

  @Test func standsInEveryParagraphItTouches() {
    #expect(
      spans(Self.passage("war.\n\nTwo total war here.\n\nThree")) == [
        "10:war.", "16:Two total war here.", "37:Three",
      ])
  }

  @Test func belongsByHashPathOrAddress() {
    let hash = makeDocument(text).contentHash
    let other = DocumentIdentity(path: "/other", hash: hash, address: "https://x.example/")
    let found = ["", "", "37:Three"]
    #expect(spans(Self.passage("Three", path: nil, hash: hash), identity: other) == found)
    #expect(
      spans(Self.passage("Three", path: nil, document: "https://x.example/"), identity: other)
        == found)
    #expect(spans(Self.passage("Three"), identity: other) == ["", "", ""])
    #expect(spans(Self.passage("Three", path: nil), identity: DocumentIdentity()) == ["", "", ""])
  }

  @Test func titleOfAPassageNoteIsNoName() {
    #expect(spans(Self.passage("Three words")) == ["", "", "37:Three words"])
  }

  @Test func lostOnesAreListed() {
    let notes = [
      makeNote("a", "A", passage: Self.passage("nowhere")),
      makeNote("b", "B", passage: Self.passage("Two")),
      makeNote("c", "C", passage: Self.passage("gone", path: "/else")),
      makeNote("d", "D", passage: Self.passage("total war")),
      makeNote("e", "E", passage: Self.passage("")),
    ]
    let linker = Linker(catalogue: Catalogue(notes: notes))
    #expect(
      linker.lostPassages(in: makeDocument(text), identity: identity).map(\.note.value) == [
        "a", "d", "e",
      ])
    var partial = makeDocument(text)
    partial.isComplete = false
    #expect(linker.lostPassages(in: partial, identity: identity).isEmpty)
  }

  private static let sentence = "The old council of Tartu rejected the final budget in 1938."
  private static let newText =
    "A first line stands here.\n\nNobody was there yet. The old council of Tartu then rejected "
    + "the first budget in 1938. Then came the strike.\n\nThree words."

  private static func changedNotes() -> [Note] {
    [
      makeNote(
        "a", "A",
        passage: passage(
          sentence, at: 22, prefix: "Nobody was there yet. ", suffix: " Then came the strike.")),
      makeNote("b", "B", passage: passage("Three words", at: 500)),
      makeNote("c", "C", passage: passage("A first", at: 0)),
      makeNote("d", "D", passage: passage("never said", at: 3)),
    ]
  }

  @Test func readingsSayWhatBecameOfEach() {
    let linker = Linker(catalogue: Catalogue(notes: Self.changedNotes()))
    let places = linker.passages(in: makeDocument(Self.newText), identity: identity)
    let now = "The old council of Tartu then rejected the first budget in 1938."
    let start = "A first line stands here.\n\nNobody was there yet. ".scalarCount
    #expect(
      places.readings == [
        PassageReading(
          note: NoteID("a"), quote: Self.sentence, state: .changed,
          range: ScalarRange(ScalarOffset(start), ScalarOffset(start + now.scalarCount)), text: now),
        PassageReading(
          note: NoteID("b"), quote: "Three words", state: .moved,
          range: ScalarRange(ScalarOffset(137), ScalarOffset(148)), text: "Three words"),
        PassageReading(
          note: NoteID("c"), quote: "A first", state: .exact,
          range: ScalarRange(ScalarOffset(0), ScalarOffset(7)), text: "A first"),
        PassageReading(note: NoteID("d"), quote: "never said", state: .lost),
      ])
    #expect(places.lost == [LostPassage(note: NoteID("d"), quote: "never said")])
    var partial = makeDocument(Self.newText)
    partial.isComplete = false
    let early = linker.passages(in: partial, identity: identity)
    #expect(early.readings.map(\.state) == [.exact])
    #expect(early.lost.isEmpty)
  }

  @Test func changedPassageShowsItsNewWordsAndKeepsTheOld() {
    let links = link(Self.changedNotes(), makeDocument(Self.newText), identity: identity)
    let changed = links[1].links
    #expect(changed.map(\.passage) == [.changed])
    #expect(changed.map(\.reasonPhrase) == ["passage, wording changed"])
    #expect(changed.flatMap(\.matches).map(\.name) == [Self.sentence])
    #expect(
      changed.flatMap(\.matches).map(\.text) == [
        "The old council of Tartu then rejected the first budget in 1938."
      ])
    #expect(links[2].links.map(\.reasonPhrase) == ["passage, moved"])
    #expect(links[0].links.map(\.reasonPhrase) == ["this passage"])
  }

  @Test func earlierVersionsAreTheSameDocument() {
    let was = ContentHash(of: "an earlier version")
    let note = Self.passage("Three", path: nil, hash: was)
    let known = DocumentIdentity(path: "/other", hash: ContentHash(of: "now"), earlier: [was])
    #expect(spans(note, identity: known) == ["", "", "37:Three"])
    #expect(
      spans(note, identity: DocumentIdentity(path: "/other", hash: ContentHash(of: "now")))
        == ["", "", ""])
  }

  @Test func whatWasFoundIsTakenOverOnlyWhileNoteAndTextAreTheSame() {
    let document = makeDocument(text)
    let other = makeDocument("Three words.\n\n" + text)
    let here = DocumentIdentity(path: "/a/b.txt", hash: document.contentHash)
    let there = DocumentIdentity(path: "/a/b.txt", hash: other.contentHash)
    let lost = makeNote("a", "A", passage: Self.passage("never said", at: 3))
    let stands = makeNote("b", "B", passage: Self.passage("Two total", at: 16))
    var linker = Linker(catalogue: Catalogue(notes: [lost, stands]))
    let first = linker.passages(in: document, identity: here)
    #expect(first.readings.map(\.state) == [.lost, .exact])
    var mended = lost
    mended.passage = Self.passage("Three words", at: 37)
    mended.revision = ContentHash(of: "mended")
    linker.apply(CatalogueChange(notes: [mended]))
    let second = linker.passages(in: document, identity: here, reusing: first)
    #expect(second.readings == linker.passages(in: document, identity: here).readings)
    #expect(second.readings.map(\.state) == [.exact, .exact])
    let moved = linker.passages(in: other, identity: there, reusing: second)
    #expect(moved.readings == linker.passages(in: other, identity: there).readings)
    #expect(moved.readings.map(\.range) != second.readings.map(\.range))
  }

  @Test func passagesComeFirstAndHideNothing() {
    let notes = [
      makeNote("n", "One"), makeNote("t", "total war"),
      makeNote("p", "x", ["One"], passage: Self.passage("total", at: 4)),
      makeNote("q", "y", passage: Self.passage("total war", at: 4)),
    ]
    let links = link(notes, makeDocument(text), identity: identity)[0].links
    #expect(links.map(\.note.value) == ["q", "p", "n", "t"])
    #expect(links[1].reason == .passage)
    #expect(links[1].matches.map(\.text) == ["One", "total"])
    #expect(links[1].matches.map(\.reason) == [.alias, .passage])
    #expect(links[3].matches.map(\.text) == ["total war"])
  }
}
