// What a match says of itself: the rule that fired, in a line for people, and what it is worth.

import Linking
import Notes
import Testing
import Text

struct EvidenceTests {
  @Test func eachRuleOfNamesSaysWhatItTookForWhat() {
    let notes = [
      makeNote("m", "Vladimir Medinsky", kind: .person),
      makeNote("n", "Bureau", ["NABU"], kind: .organization),
    ]
    let text = "Vladimir Medinsky of NABU met two Bureaus, said Medinsky."
    let matches = link(notes, makeDocument(text)).flatMap(\.links).flatMap(\.matches)
      .sorted { $0.range.start < $1.range.start }
    #expect(
      matches.map(\.evidenceText) == [
        "exact: Vladimir Medinsky", "exact: NABU", "plural or singular: Bureaus ← Bureau",
        "surname: Medinsky ← Vladimir Medinsky",
      ])
    #expect(matches.map(\.reason) == [.title, .alias, .inflected, .surname])
    #expect(matches.map(\.score) == [1_000, 1_000, 940, 800])
  }
}
