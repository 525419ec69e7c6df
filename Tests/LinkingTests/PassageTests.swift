// Passage notes: to which document they belong, where they stand, and how they go with names.

import Anchoring
import Documents
import Notes
import Testing
import Text

@testable import Linking

struct PassageTests {
  private let text = "One total war.\n\nTwo total war here.\n\nThree words."
  private let identity = DocumentIdentity(path: "/a/b.txt")

  private func passage(
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
    #expect(spans(passage("total war", at: 20)) == ["", "20:total war", ""])
    #expect(spans(passage("total war", at: 4)) == ["4:total war", "", ""])
  }

  @Test func movesToItsOnlyPlace() {
    #expect(spans(passage("Two total", at: 3)) == ["", "16:Two total", ""])
    #expect(spans(passage("Two total")) == ["", "16:Two total", ""])
    #expect(spans(passage("Two total", at: 9_999_999)) == ["", "16:Two total", ""])
  }

  @Test func surroundingsDecideAmongEquals() {
    #expect(spans(passage("total war", prefix: "Two ")) == ["", "20:total war", ""])
    #expect(spans(passage("total war", suffix: ".\n\nTwo")) == ["4:total war", "", ""])
    #expect(spans(passage("total war", prefix: "zzz")) == ["", "", ""])
    #expect(spans(passage("total war")) == ["", "", ""])
  }

  @Test func standsInEveryParagraphItTouches() {
    #expect(
      spans(passage("war.\n\nTwo total war here.\n\nThree")) == [
        "10:war.", "16:Two total war here.", "37:Three",
      ])
  }

  @Test func belongsByHashPathOrAddress() {
    let hash = makeDocument(text).contentHash
    let other = DocumentIdentity(path: "/other", hash: hash, address: "https://x.example/")
    let found = ["", "", "37:Three"]
    #expect(spans(passage("Three", path: nil, hash: hash), identity: other) == found)
    #expect(
      spans(passage("Three", path: nil, document: "https://x.example/"), identity: other) == found)
    #expect(spans(passage("Three"), identity: other) == ["", "", ""])
    #expect(spans(passage("Three", path: nil), identity: DocumentIdentity()) == ["", "", ""])
  }

  @Test func titleOfAPassageNoteIsNoName() {
    #expect(spans(passage("Three words")) == ["", "", "37:Three words"])
  }

  @Test func lostOnesAreListed() {
    let notes = [
      makeNote("a", "A", passage: passage("nowhere")), makeNote("b", "B", passage: passage("Two")),
      makeNote("c", "C", passage: passage("gone", path: "/else")),
      makeNote("d", "D", passage: passage("total war")), makeNote("e", "E", passage: passage("")),
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

  @Test func passagesComeFirstAndHideNothing() {
    let notes = [
      makeNote("n", "One"), makeNote("t", "total war"),
      makeNote("p", "x", ["One"], passage: passage("total", at: 4)),
      makeNote("q", "y", passage: passage("total war", at: 4)),
    ]
    let links = link(notes, makeDocument(text), identity: identity)[0].links
    #expect(links.map(\.note.value) == ["q", "p", "n", "t"])
    #expect(links[1].reason == .passage)
    #expect(links[1].matches.map(\.text) == ["One", "total"])
    #expect(links[1].matches.map(\.reason) == [.alias, .passage])
    #expect(links[3].matches.map(\.text) == ["total war"])
  }
}
