// Drafts on a real folder: found by digest or path, by run, bounded, and never in each other's way.

import Anchoring
import Glibc
import Notes
import Testing
import Text

@testable import Desk

private func draft(_ title: String) -> NoteDraft {
  var draft = NoteDraft()
  draft.title = title
  return draft
}

@Suite struct DraftTests {
  private let scratch = Scratch()
  private var folder: String { scratch.path + "/state" }
  private var desk: Desk { Desk(folder: folder) }
  private let hash = ContentHash(of: "text")

  @Test func everyFieldComesBack() throws {
    var kept = draft("Title\twith\ntabs\\")
    kept.description = "d\r\n"
    kept.sources = ["https://example.org/?a=b", ""]
    kept.publisher = "p"
    kept.date = "2025-07"
    kept.aliases = ["НАБУ", "N\0"]
    kept.kind = "person"
    kept.body = "one\n\ntwo 🙂\u{1B}[31m\n"
    kept.passage = Passage(
      document: "../x.txt", documentPath: "/t/x.txt", hash: hash,
      selector: TextSelector(
        quote: "q\nq", prefix: " p", suffix: "s ",
        position: ScalarRange(ScalarOffset(3), ScalarOffset(9))))
    let key = DraftKey(hash: hash, path: "/t/x.txt")
    try desk.keep(draft: kept, for: key, run: "r", savedAt: 5)
    #expect(desk.drafts(for: key) == [KeptDraft(run: "r", savedAt: 5, draft: kept)])
    kept.passage = Passage(
      document: nil, documentPath: nil, hash: nil, selector: TextSelector(quote: "q"))
    try desk.keep(draft: kept, for: key, run: "r", savedAt: 6)
    #expect(desk.drafts(for: key) == [KeptDraft(run: "r", savedAt: 6, draft: kept)])
  }

  @Test func foundByEitherDigestOrPath() throws {
    try desk.keep(
      draft: draft("a"), for: DraftKey(hash: hash, path: "/x"), run: "r", savedAt: 1)
    let edited = ContentHash(of: "edited")
    #expect(desk.drafts(for: DraftKey(hash: edited, path: "/x")).count == 1)
    #expect(desk.drafts(for: DraftKey(hash: hash, path: "/y")).count == 1)
    #expect(desk.drafts(for: DraftKey(hash: hash, path: nil)).count == 1)
    #expect(desk.drafts(for: DraftKey(hash: edited, path: "/y")).isEmpty)
    #expect(desk.drafts(for: DraftKey(hash: nil, path: nil)).isEmpty)
  }

  @Test func draftOnATextOfWhichNothingIsKnownIsFound() throws {
    let unknown = DraftKey(hash: nil, path: nil)
    try desk.keep(draft: draft("a"), for: unknown, run: "r", savedAt: 1)
    #expect(desk.drafts(for: unknown).map(\.draft.title) == ["a"])
    #expect(desk.drafts(for: DraftKey(hash: hash, path: "/x")).isEmpty)
  }

  @Test func runsDoNotLoseEachOthersDrafts() throws {
    let key = DraftKey(hash: hash, path: "/x")
    try desk.keep(draft: draft("one"), for: key, run: "1", savedAt: 1)
    try desk.keep(draft: draft("two"), for: key, run: "2", savedAt: 2)
    try desk.keep(draft: draft("one again"), for: key, run: "1", savedAt: 3)
    #expect(desk.drafts(for: key).map(\.draft.title) == ["one again", "two"])
    try desk.dropDraft(for: key, run: "1")
    try desk.dropDraft(for: key, run: "1")
    #expect(desk.drafts(for: key).map(\.draft.title) == ["two"])
    try desk.dropDraft(for: key)
    #expect(DeskFile.names(in: folder + "/drafts").isEmpty)
  }

  @Test func aRunHasOneDraftAlsoWhenMoreBecomesKnownOfTheText() throws {
    try desk.keep(draft: draft("a"), for: DraftKey(hash: hash, path: nil), run: "r", savedAt: 1)
    let key = DraftKey(hash: hash, path: "/x")
    try desk.keep(draft: draft("b"), for: key, run: "r", savedAt: 2)
    #expect(desk.drafts(for: key).map(\.draft.title) == ["b"])
  }

  @Test func oldAndSurplusDraftsGo() throws {
    let day = 86_400
    let old = DraftKey(hash: nil, path: "/old")
    try desk.keep(draft: draft("old"), for: old, run: "r", savedAt: day)
    for index in 0..<50 {
      let key = DraftKey(hash: nil, path: "/\(index)")
      try desk.keep(draft: draft("\(index)"), for: key, run: "r", savedAt: 80 * day + index)
    }
    #expect(desk.drafts(for: old).isEmpty)
    #expect(DeskFile.names(in: folder + "/drafts").count == 50)
    let late = DraftKey(hash: nil, path: "/late")
    try desk.keep(draft: draft("late"), for: late, run: "r", savedAt: 171 * day)
    #expect(DeskFile.names(in: folder + "/drafts").count == 1)
  }

  @Test func privateRunsKeepNone() throws {
    let key = DraftKey(hash: hash, path: "/x")
    let desk = Desk(folder: folder, isPrivate: true)
    try desk.keep(draft: draft("secret"), for: key, run: "r", savedAt: 1)
    try desk.dropDraft(for: key)
    #expect(!DeskFile.exists(folder))
  }

  @Test(arguments: [
    "", "x", "sidelight-draft\t1\ntitle\tcut\n", "sidelight-draft\t1\nsaved\t-3\nend\n",
    "sidelight-draft\t1\nquote\tq\nquote-place\t9\t3\nend\n",
    "sidelight-draft\t1\nquote-place\t9\nend\n",
  ])
  func damagedDraftsArePassedOverAndNamed(_ text: String) throws {
    let key = DraftKey(hash: hash, path: "/x")
    try desk.keep(draft: draft("good"), for: key, run: "r", savedAt: 1)
    try DeskFile.write(text, to: folder + "/drafts/zz.draft")
    mkfifo(folder + "/drafts/fifo.draft", 0o600)
    #expect(desk.drafts(for: key).map(\.draft.title) == ["good"])
    #expect(desk.damagedDrafts.count == 2)
  }

  @Test func stateFolderThatCannotBeWrittenIsAnError() throws {
    try DeskFile.write("", to: folder)
    #expect(throws: DeskError.self) {
      try desk.keep(
        draft: draft("a"), for: DraftKey(hash: hash, path: nil), run: "r", savedAt: 1)
    }
  }
}
