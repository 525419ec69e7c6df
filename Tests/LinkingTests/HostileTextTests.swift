// Texts and names made to break or to stall the linker.

import Documents
import Notes
import Testing

@testable import Linking

struct HostileTextTests {
  private func count(_ notes: [Note], _ text: String) -> Int {
    link(notes, makeDocument(text, pieces: Document.pieceBytes)).flatMap(\.links).reduce(0) {
      $0 + $1.matches.count
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func longTextsEnd() {
    let notes = [
      makeNote("a", "aa"), makeNote("b", String(repeating: "a ", count: 60)),
      makeNote("c", "e\u{301}\u{301}"), makeNote("d", String(repeating: "x", count: 100_000)),
      makeNote("e", "\u{301}"), makeNote("f", "'s"), makeNote("g", "\u{0}"),
    ]
    #expect(count(notes, String(repeating: "a", count: 1_000_000)) == 0)
    #expect(count(notes, "e" + String(repeating: "\u{301}", count: 500_000)) == 0)
    #expect(count(notes, String(repeating: "\u{0}", count: 200_000)) == 0)
    #expect(count(notes, String(repeating: "'", count: 200_000)) == 0)
    #expect(count(notes, String(repeating: "a ", count: 20_000)) > 0)
    #expect(count(notes, String(repeating: "\u{AD}\u{FEFF}", count: 50_000)) == 0)
    #expect(count(notes, String(repeating: "\u{10FFFF}\u{E000}", count: 50_000)) == 0)
  }

  @Test(.timeLimit(.minutes(1)))
  func manyNotesOfOneBeginning() {
    let notes = (0..<10_000).map { makeNote("n\($0)", "The a\($0) b") }
    #expect(count(notes, String(repeating: "The ", count: 10_000) + "The a77 b") == 1)
  }

  @Test(.timeLimit(.minutes(1)))
  func quotationsThatNearlyOccur() {
    let quote = String(repeating: "a", count: 50_000) + "b"
    let passage = PassageTests.passage(quote)
    let linker = Linker(catalogue: Catalogue(notes: [makeNote("p", "p", passage: passage)]))
    let document = makeDocument(String(repeating: "a", count: 400_000))
    #expect(linker.lostPassages(in: document, identity: PassageTests.identity).count == 1)
  }

  @Test func emptyCatalogueAndEmptyDocument() {
    #expect(link([], makeDocument("x")).map(\.links.count) == [0])
    #expect(link([makeNote("x", "x")], makeDocument("")).isEmpty)
  }
}
