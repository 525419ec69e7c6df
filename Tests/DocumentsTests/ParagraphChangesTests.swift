// Two versions of a text compared: paragraphs, words, and the bounds on work.

import Testing
import Text

@testable import Documents

/// A sequence of numbers that is the same in every run.
private struct Dice {
  var state: UInt64
  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(sides))
  }
}

private let article = [
  "There will be no miracle.", "The delegation arrived in Istanbul on Tuesday morning.",
  "Nobody expected much of the talks, and nothing came of them.", "Переговори тривали дві години.",
  "The end.",
]

@Suite struct ParagraphChangesTests {
  @Test func equalTextsHaveNoChanges() {
    #expect(ParagraphChanges.between(old: article, new: article).isEmpty)
    #expect(ParagraphChanges.between(old: [], new: []).isEmpty)
  }

  @Test func addedAndCutAreTold() {
    #expect(ParagraphChanges.between(old: [], new: ["a", "b"]) == [.added(0), .added(1)])
    #expect(ParagraphChanges.between(old: ["a", "b"], new: []) == [.cut(0), .cut(1)])
    var new = article
    new.insert("Quite another thing stands here.", at: 2)
    #expect(ParagraphChanges.between(old: article, new: new) == [.added(2)])
    new = article
    new.remove(at: 3)
    #expect(ParagraphChanges.between(old: article, new: new) == [.cut(3)])
  }

  @Test func alteredIsAPairWithCommonWords() {
    var new = article
    new[1] = "The delegation arrived in Ankara on Tuesday evening."
    #expect(ParagraphChanges.between(old: article, new: new) == [.altered(old: 1, new: 1)])
    new[1] = "A sentence about quite different things."
    #expect(ParagraphChanges.between(old: article, new: new) == [.cut(1), .added(1)])
  }

  @Test func alteredIsFoundBesideAddedAndCutOnes() {
    var new = article
    new[1] = "Words that nobody ever wrote before."
    new.insert("The delegation arrived in Istanbul on Tuesday evening.", at: 2)
    #expect(
      ParagraphChanges.between(old: article, new: new) == [.added(1), .altered(old: 1, new: 2)])
    let old = ["x y z", "one two three four", "k l m"]
    #expect(
      ParagraphChanges.between(old: old, new: ["one two three five"])
        == [.cut(0), .altered(old: 1, new: 0), .cut(2)])
  }

  @Test func movedIsTold() {
    var new = article
    new.append(new.remove(at: 1))
    #expect(ParagraphChanges.between(old: article, new: new) == [.moved(old: 1, new: 4)])
  }

  /// Every new paragraph is unchanged, added, altered or moved; every old one likewise.
  @Test func everyParagraphIsAccountedFor() {
    var dice = Dice(state: 7)
    for _ in 0..<2_000 {
      let letters = dice.roll(6) + 2
      let old = (0..<dice.roll(12)).map { _ in "p\(dice.roll(letters)) q r s" }
      var new = old
      for _ in 0..<dice.roll(6) {
        let at = dice.roll(new.count + 1)
        switch dice.roll(3) {
        case 0: new.insert("p\(dice.roll(letters)) q r s", at: at)
        case 1 where at < new.count: new.remove(at: at)
        default: if at < new.count { new[at] = "n\(dice.roll(99)) q r t" }
        }
      }
      let changes = ParagraphChanges.between(old: old, new: new)
      var (gone, come) = (Set<Int>(), Set<Int>())
      var (isTwice, lastNew) = (false, -1)
      for change in changes {
        switch change {
        case .added(let j): isTwice = !come.insert(j).inserted || isTwice
        case .cut(let i): isTwice = !gone.insert(i).inserted || isTwice
        case .altered(let i, let j), .moved(let i, let j):
          isTwice = !come.insert(j).inserted || !gone.insert(i).inserted || isTwice
        }
        if case .cut = change { continue }
        let j =
          switch change {
          case .added(let j), .altered(_, let j), .moved(_, let j): j
          case .cut: 0
          }
        #expect(j > lastNew)
        lastNew = j
      }
      #expect(!isTwice)
      let stayedOld = old.indices.filter { !gone.contains($0) }.map { old[$0] }
      let stayedNew = new.indices.filter { !come.contains($0) }.map { new[$0] }
      #expect(stayedOld == stayedNew)
    }
  }

  @Test func commonSequenceIsAsLongAsTheNaiveOne() {
    var dice = Dice(state: 11)
    for _ in 0..<1_000 {
      let sides = dice.roll(5) + 1
      let old = (0..<dice.roll(20)).map { _ in dice.roll(sides) }
      let new = (0..<dice.roll(20)).map { _ in dice.roll(sides) }
      let pairs = CommonSequence.pairs(old, new)
      #expect(pairs.allSatisfy { old[$0.old] == new[$0.new] })
      #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.old < $1.old && $0.new < $1.new })
      var table = [[Int]](
        repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
      for i in old.indices.reversed() {
        for j in new.indices.reversed() {
          table[i][j] =
            old[i] == new[j] ? table[i + 1][j + 1] + 1 : max(table[i + 1][j], table[i][j + 1])
        }
      }
      #expect(pairs.count == table[0][0])
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["different", "alternating", "reversed", "shuffled"])
  func hugeTextsEnd(_ form: String) {
    let count = 30_000
    var dice = Dice(state: 3)
    let old: [String]
    let new: [String]
    switch form {
    case "different":
      old = (0..<count).map { "old \($0)" }
      new = (0..<count).map { "new text \($0)" }
    case "alternating":
      old = (0..<count).map { $0 % 2 == 0 ? "a" : "b" }
      new = (0..<count).map { $0 % 3 == 0 ? "a" : "b" }
    case "reversed":
      old = (0..<count).map { "p \($0)" }
      new = old.reversed()
    default:
      old = (0..<count).map { _ in "p \(dice.roll(500))" }
      new = (0..<count).map { _ in "p \(dice.roll(500))" }
    }
    #expect(!ParagraphChanges.between(old: old, new: new).isEmpty)
  }

  @Test func wordsMakeUpBothTexts() {
    var dice = Dice(state: 5)
    let words = ["the", "end", "мир", "війна", ",", " ", " ", "e\u{301}", "平和", "\n", "🙂"]
    for _ in 0..<500 {
      let old = (0..<dice.roll(30)).map { _ in words[dice.roll(words.count)] }.joined()
      let new = (0..<dice.roll(30)).map { _ in words[dice.roll(words.count)] }.joined()
      let runs = ParagraphChanges.words(old: old, new: new)
      let before = runs.filter { $0.kind != .added }.map(\.text).joined()
      let after = runs.filter { $0.kind != .cut }.map(\.text).joined()
      #expect(Array(before.utf8) == Array(old.utf8))
      #expect(Array(after.utf8) == Array(new.utf8))
      #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.kind != $1.kind })
    }
  }

  @Test func wordsShowWhatChanged() {
    #expect(
      ParagraphChanges.words(old: "He arrived on Tuesday morning.", new: "He came on Tuesday.")
        == [
          WordRun(.same, "He "), WordRun(.cut, "arrived"), WordRun(.added, "came"),
          WordRun(.same, " on Tuesday"), WordRun(.cut, " morning"), WordRun(.same, "."),
        ])
    #expect(
      ParagraphChanges.words(old: "a red house", new: "a blue door")
        == [WordRun(.same, "a "), WordRun(.cut, "red house"), WordRun(.added, "blue door")])
    #expect(ParagraphChanges.words(old: "", new: "").isEmpty)
  }

  @Test func veryLongParagraphsAreCutAndAddedWhole() {
    let old = String(repeating: "a b ", count: 30_000)
    let new = old + "c"
    #expect(
      ParagraphChanges.words(old: old, new: new) == [WordRun(.cut, old), WordRun(.added, new)])
  }

  @Test func wordHashesFoldAndTakeSignsOfHanAlone() {
    #expect(
      WordHashes.words(of: "The  END’s", limit: 9) == WordHashes.words(of: "the end's", limit: 9))
    #expect(WordHashes.words(of: "平和 ab", limit: 9).count == 3)
    #expect(WordHashes.words(of: "one two three", limit: 2).count == 2)
    #expect(WordHashes.words(of: "", limit: 2).isEmpty)
    // Kept on disk: the numbers must not differ from one version of the program to the next.
    #expect(WordHashes.words(of: "end", limit: 1) == [9_291_547_810_105_432_292])
  }
}
