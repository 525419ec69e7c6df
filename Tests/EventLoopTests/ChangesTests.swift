// Where the paragraphs of an earlier version stood in the present one.

import Documents
import Testing

@testable import EventLoop

@Suite struct ChangesTests {
  private func places(_ old: [String], _ new: [String]) -> [Int: Int] {
    EffectRunner.places(
      ofCutIn: ParagraphChanges.between(old: old, new: new), old: old.count)
  }

  @Test func aCutParagraphStandsBeforeTheOneThatFollowedIt() {
    let old = [
      "One alone.", "Two of us.", "Three men.", "Four legs.", "Five fingers.", "Six eggs.",
    ]
    #expect(places(old, Array(old[..<4] + old[5...])) == [4: 4])
    #expect(places(old, Array(old[1...])) == [0: 0])
    #expect(places(old, Array(old[..<5])) == [5: 5])
    #expect(places(old, ["New here.", old[0], old[1], old[3], old[5]]) == [2: 3, 4: 4])
  }

  @Test func anAlteredParagraphBeforeItCountsAsOne() {
    let old = ["One alone.", "Two of us went to the sea.", "Three men.", "Four legs."]
    let new = ["One alone.", "Two of us went to the lake.", "Four legs."]
    #expect(places(old, new) == [2: 2])
  }
}
