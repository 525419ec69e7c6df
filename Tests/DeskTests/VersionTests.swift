// Versions of texts on a real folder: found by path and by content, chained, bounded; places carried.

import Documents
import Glibc
import Testing
import Text

@testable import Desk

private func document(_ text: String) throws -> Document {
  try PlainText.document(from: Array(text.utf8))
}

/// Paragraphs of words that no other seed has.
private func essay(_ seed: Int, paragraphs: Int = 12, words: Int = 25) -> [String] {
  (0..<paragraphs).map { paragraph in
    (0..<words).map { "w\(seed)x\(paragraph * words + $0)" }.joined(separator: " ")
  }
}

private func text(_ paragraphs: [String]) -> String { paragraphs.joined(separator: "\n\n") + "\n" }

@Suite struct VersionTests {
  private let scratch = Scratch()
  private var folder: String { scratch.path + "/state" }
  private var desk: Desk { Desk(folder: folder) }

  /// What the program does with a text that was read.
  private func read(
    _ text: String, at path: String?, time: Int, place: Int = 0,
    marks: [Character: ScalarOffset] = [:]
  ) throws {
    let document = try document(text)
    try desk.keepVersion(of: document, path: path, readAt: time)
    try desk.save(
      ReadingRecord(
        hash: document.contentHash, path: path, title: "", place: ScalarOffset(place), percent: 0,
        marks: marks, readAt: time))
  }

  @Test func editedTextIsFoundByPathWithItsWords() throws {
    try read("one\n\ntwo\n", at: "/gone/x", time: 5)
    let found = desk.lastVersion(before: try document("one\n\n2\n"), path: "/gone/x")
    #expect(
      found
        == KnownVersion(
          hash: ContentHash(of: "one\n\ntwo\n"), readAt: 5, text: "one\n\ntwo\n", foundBy: .path))
    #expect(desk.lastVersion(before: try document("one\n\n2\n"), path: "/gone/y") == nil)
    #expect(desk.lastVersion(before: try document("one\n\n2\n"), path: nil) == nil)
  }

  @Test func unchangedTextHasNoEarlierVersion() throws {
    try read("one\n", at: "/gone/x", time: 5)
    #expect(desk.lastVersion(before: try document("one\n"), path: "/gone/x") == nil)
    #expect(desk.lastVersion(before: try document("one\n"), path: "/gone/moved") == nil)
  }

  @Test func changedTextThatWasOpenedIsNotToldTwice() throws {
    try read("one\n", at: "/gone/x", time: 5)
    let new = try document("two\n")
    try desk.keepVersion(of: new, path: "/gone/x", readAt: 6)
    #expect(desk.lastVersion(before: new, path: "/gone/x") == nil)
    #expect(desk.lastVersion(before: try document("one\n"), path: "/gone/x") == nil)
    #expect(desk.earlierHashes(of: new.contentHash, path: nil) == [ContentHash(of: "one\n")])
  }

  @Test func movedAndEditedTextIsFoundByContent() throws {
    var paragraphs = essay(1)
    try read(text(essay(2)), at: "/gone/other", time: 4)
    try read(text(paragraphs), at: "/gone/x", time: 5)
    paragraphs[3] = "Quite new."
    paragraphs.insert("And one more here.", at: 7)
    let edited = try document(text(paragraphs))
    let found = desk.lastVersion(before: edited, path: "/gone/moved")
    #expect(found?.hash == ContentHash(of: text(essay(1))))
    #expect(found?.foundBy == .content)
    #expect(found?.text == text(essay(1)))
    #expect(desk.lastVersion(before: edited, path: nil)?.foundBy == .content)
  }

  @Test func textsThatShareLessThanHalfAreNotOne() throws {
    try read(text(essay(1)), at: "/gone/x", time: 5)
    let half = try document(text(Array(essay(1).prefix(5)) + essay(2).prefix(7)))
    #expect(desk.lastVersion(before: half, path: "/gone/y") == nil)
    try read("short text\n", at: "/gone/s", time: 5)
    #expect(desk.lastVersion(before: try document("short text!\n"), path: "/gone/y") == nil)
  }

  @Test func copyOfATextThatIsStillThereIsATextOfItsOwn() throws {
    let place = scratch.path + "/x.txt"
    try DeskFile.write("", to: place)
    try read(text(essay(1)), at: place, time: 5)
    let edited = try document(text(essay(1) + ["More."]))
    #expect(desk.lastVersion(before: edited, path: "/gone/copy") == nil)
    unlink(place)
    #expect(desk.lastVersion(before: edited, path: "/gone/copy") != nil)
  }

  @Test func earlierVersionsAreChained() throws {
    let texts = (0..<25).map { "version \($0)\n" }
    for (time, text) in texts.enumerated() { try read(text, at: "/gone/x", time: time) }
    let last = ContentHash(of: texts[24])
    let expected = (4..<24).reversed().map { ContentHash(of: texts[$0]) }
    #expect(desk.earlierHashes(of: last, path: "/gone/x") == expected)
    #expect(desk.record(hash: last, path: nil).record?.earlier == expected)
    // A version that was not read yet follows the one that was read last at its path.
    let new = ContentHash(of: "new\n")
    #expect(desk.earlierHashes(of: new, path: "/gone/x").prefix(2) == [last, expected[0]])
    #expect(desk.earlierHashes(of: new, path: "/gone/y").isEmpty)
  }

  @Test func chainGoesOnThroughAMoveWithAnEdit() throws {
    try read(text(essay(1)), at: "/gone/x", time: 1)
    let edited = text(essay(1) + ["More."])
    let unread = desk.earlierHashes(of: try document(edited), path: "/gone/y")
    #expect(unread == [ContentHash(of: text(essay(1)))])
    try read(edited, at: "/gone/y", time: 2)
    try read(text(essay(1) + ["More.", "Most."]), at: "/gone/y", time: 3)
    let last = ContentHash(of: text(essay(1) + ["More.", "Most."]))
    #expect(
      desk.earlierHashes(of: last, path: nil) == [
        ContentHash(of: edited), ContentHash(of: text(essay(1))),
      ])
  }

  @Test func savingAgainKeepsTheChain() throws {
    try read("one\n", at: "/gone/x", time: 1)
    try read("two\n", at: "/gone/x", time: 2)
    try read("two\n", at: "/gone/x", time: 3)
    let two = ContentHash(of: "two\n")
    #expect(desk.record(hash: two, path: nil).record?.earlier == [ContentHash(of: "one\n")])
    try read("one\n", at: "/gone/x", time: 4)
    #expect(desk.earlierHashes(of: ContentHash(of: "one\n"), path: nil) == [two])
  }

  @Test func recordOfAnEarlierProgramIsStillRead() throws {
    let hash = ContentHash(of: "x")
    try DeskFile.makeFolder(folder + "/texts")
    try DeskFile.write(
      "sidelight-text\t1\nhash\t\(hash.hex)\nplace\t7\nread\t3\nmark\ta\t2\n",
      to: folder + "/texts/" + hash.hex + ".text")
    let record = desk.record(hash: hash, path: nil).record
    #expect(record?.place == ScalarOffset(7))
    #expect(record?.marks == ["a": ScalarOffset(2)])
    #expect(record?.earlier == [])
  }

  @Test func oldestTextsAreDroppedBeyondTheCount() throws {
    for time in 0..<45 {
      try desk.keepVersion(of: try document("text \(time)\n"), path: nil, readAt: time)
    }
    #expect(desk.words(of: ContentHash(of: "text 44\n")) == "text 44\n")
    #expect(desk.words(of: ContentHash(of: "text 5\n")) == "text 5\n")
    #expect(desk.words(of: ContentHash(of: "text 4\n")) == nil)
  }

  @Test func recordsAreDroppedBeyondTheLimit() throws {
    let desk = Desk(folder: folder, limit: 3)
    for time in 0..<6 {
      try desk.keepVersion(of: try document("text \(time)\n"), path: nil, readAt: time)
    }
    #expect(DeskFile.names(in: folder + "/versions").count == 6)
  }

  @Test func veryLargeTextsAreKnownAgainButNotKept() throws {
    let large = try document(String(repeating: "many words here ", count: 300_000))
    try desk.keepVersion(of: large, path: "/gone/x", readAt: 1)
    #expect(DeskFile.names(in: folder + "/versions").count == 1)
    let found = desk.lastVersion(before: try document("less\n"), path: "/gone/x")
    #expect(found?.hash == large.contentHash)
    #expect(found?.text == nil)
  }

  @Test func damagedWordsAreNotShown() throws {
    try read("one\n", at: "/gone/x", time: 1)
    let hash = ContentHash(of: "one\n")
    try DeskFile.write("two\n", to: folder + "/versions/" + hash.hex + ".words")
    let found = desk.lastVersion(before: try document("three\n"), path: "/gone/x")
    #expect(found?.hash == hash)
    #expect(found?.text == nil)
    try DeskFile.write("\u{0}", to: folder + "/versions/" + hash.hex + ".version")
    #expect(desk.lastVersion(before: try document("three\n"), path: "/gone/x")?.hash == hash)
  }

  @Test func nothingIsKeptOfPartsAndInPrivateRuns() throws {
    let part = try PlainText.document(from: Array("part".utf8), isComplete: false)
    try desk.keepVersion(of: part, path: "/gone/x", readAt: 1)
    let secret = Desk(folder: folder, isPrivate: true)
    try secret.keepVersion(of: try document("all\n"), path: "/gone/x", readAt: 1)
    #expect(!DeskFile.exists(folder))
    #expect(desk.lastVersion(before: part, path: "/gone/x") == nil)
  }

  @Test func placeAndMarksAreCarriedOverAnEdit() throws {
    let old = ["First stands here.", "Second one goes on a while.", "Third.", "Fourth at the end."]
    let before = text(old)
    let second = old[0].count + 2
    let third = second + old[1].count + 2
    try read(
      before, at: "/gone/x", time: 1, place: second + 7,
      marks: ["a": ScalarOffset(third), "b": ScalarOffset(0)])
    let new = ["Put in before.", old[0], "Second one goes on a long while.", old[3]]
    let found = desk.record(of: try document(text(new)), path: "/gone/x").record
    let start = new[0].count + 2
    let next = start + old[0].count + 2
    #expect(found?.place == ScalarOffset(next + 7))
    #expect(found?.ordinal == 3)
    #expect(
      found?.marks == [
        "a": ScalarOffset(next + new[2].count + 2), "b": ScalarOffset(start),
      ])
    #expect(
      desk.record(of: try document(before), path: "/gone/x").record?.place.value == second + 7)
  }

  @Test func placeIsFoundAfterAMoveWithAnEdit() throws {
    try read(text(essay(1)), at: "/gone/x", time: 1, place: 400)
    let edited = try document("Put in.\n\n" + text(essay(1)))
    #expect(desk.record(of: edited, path: "/gone/y").record?.place.value == 409)
    #expect(desk.record(of: try document("unknown\n"), path: "/gone/y").record == nil)
  }
}
