// The desk on a real folder: round trips, lookups, bounds, damage, and disks that refuse.

import Glibc
import Testing
import Text

@testable import Desk

private func record(_ text: String, path: String?, at time: Int) -> ReadingRecord {
  ReadingRecord(
    hash: ContentHash(of: text), path: path, title: "Title \(text)", place: ScalarOffset(12),
    byte: ByteOffset(14), percent: 36, ordinal: 5,
    marks: ["a": ScalarOffset(3), "я": ScalarOffset(9)], readAt: time)
}

@Suite struct DeskTests {
  private let scratch = Scratch()
  private var folder: String { scratch.path + "/state" }

  @Test func recordComesBackWhole() throws {
    let desk = Desk(folder: folder)
    let kept = record("one", path: "/texts/a\tb\nc\\d.txt", at: 1_000)
    try desk.save(kept)
    #expect(desk.record(hash: kept.hash, path: nil) == Recollection(records: [kept]))
    #expect(Desk(folder: folder).record(hash: nil, path: kept.path).record == kept)
  }

  @Test func recordWithoutPathByteAndOrdinalComesBack() throws {
    let desk = Desk(folder: folder)
    let kept = ReadingRecord(
      hash: ContentHash(of: "pipe"), path: nil, title: "\u{1B}[31m", place: ScalarOffset(0),
      percent: 0, readAt: 1)
    try desk.save(kept)
    #expect(desk.record(hash: kept.hash, path: nil).record == kept)
  }

  @Test func hashGoesBeforePathAndPathFindsTheChangedText() throws {
    let desk = Desk(folder: folder)
    let old = record("old", path: "/t/x.txt", at: 1)
    let other = record("other", path: "/t/y.txt", at: 2)
    try desk.save(old)
    try desk.save(other)
    #expect(desk.record(hash: other.hash, path: "/t/x.txt").record == other)
    let changed = ContentHash(of: "changed")
    #expect(desk.record(hash: changed, path: "/t/x.txt").record == old)
    #expect(desk.record(hash: changed, path: "/t/z.txt").record == nil)
  }

  @Test func recentIsNewestFirst() throws {
    let desk = Desk(folder: folder)
    for (name, time) in [("a", 5), ("b", 9), ("c", 7)] {
      try desk.save(record(name, path: nil, at: time))
    }
    #expect(desk.recent(limit: 2).records.map(\.title) == ["Title b", "Title c"])
    #expect(desk.recent(limit: -1).records.isEmpty)
  }

  @Test func oldestIsDroppedBeyondTheLimit() throws {
    let desk = Desk(folder: folder, limit: 3)
    for time in 1...5 { try desk.save(record("t\(time)", path: "/p\(time)", at: time)) }
    #expect(desk.recent(limit: 10).records.map(\.readAt) == [5, 4, 3])
    #expect(desk.record(hash: nil, path: "/p1").record == nil)
    #expect(DeskFile.names(in: folder + "/paths").count == 3)
  }

  @Test func privateKeepsNothing() throws {
    let desk = Desk(folder: folder, isPrivate: true)
    try desk.save(record("secret", path: "/s", at: 1))
    try desk.save(RememberedSettings(paneShare: 40))
    #expect(!DeskFile.exists(folder))
  }

  @Test(arguments: [
    "", "nonsense", "sidelight-text\t1\n", "sidelight-text\t1\nhash\tzz\nplace\t1\n",
    "sidelight-text\t2\n", "sidelight-text\t1\nhash\t\(ContentHash(of: "x").hex)\nplace\t-4\n",
    "sidelight-text\t1\nhash\t\(ContentHash(of: "x").hex)\nplace\t99999999999999999999999\n",
    "sidelight-text\t1\nhash\t\(ContentHash(of: "x").hex)\nplace\t1\ntitle\tcut \\",
    "sidelight-text\t1\nhash\t\(ContentHash(of: "x").hex)\nplace\t1\ntitle\tbad \\q\n",
  ])
  func damagedFileIsPassedOverAndNamed(_ text: String) throws {
    let desk = Desk(folder: folder)
    let good = record("good", path: nil, at: 2)
    try desk.save(good)
    let hash = ContentHash(of: "x")
    let file = folder + "/texts/" + hash.hex + ".text"
    try DeskFile.write(text, to: file)
    #expect(desk.record(hash: hash, path: nil).record == nil)
    let recent = desk.recent(limit: 9)
    #expect(recent.records == [good])
    #expect(recent.damaged.map(\.path) == [file])
    try desk.save(
      ReadingRecord(
        hash: hash, path: nil, title: "", place: ScalarOffset(1), percent: 0, readAt: 3))
    #expect(desk.recent(limit: 9).damaged.isEmpty)
  }

  @Test func unknownKeysOfANewerProgramArePassedOver() throws {
    let desk = Desk(folder: folder)
    let hash = ContentHash(of: "x")
    try desk.save(record("y", path: nil, at: 1))
    try DeskFile.write(
      "sidelight-text\t1\nhash\t\(hash.hex)\nplace\t7\ncolour\tblue\nextra\ta\tb\tc\n",
      to: folder + "/texts/" + hash.hex + ".text")
    #expect(desk.record(hash: hash, path: nil).record?.place == ScalarOffset(7))
  }

  @Test func fileInTheWayIsAnErrorWithAReason() throws {
    try DeskFile.write("", to: scratch.path + "/state")
    let desk = Desk(folder: folder)
    #expect(throws: DeskError.self) { try desk.save(record("a", path: nil, at: 1)) }
    #expect(desk.writingFault() != nil)
    #expect(desk.recent(limit: 3) == Recollection())
  }

  @Test func folderThatIsNotAFolderForPathsDoesNotHang() throws {
    let desk = Desk(folder: folder)
    try desk.save(record("a", path: nil, at: 1))
    let hash = ContentHash(of: "fifo")
    mkfifo(folder + "/texts/" + hash.hex + ".text", 0o600)
    #expect(desk.record(hash: hash, path: nil).damaged.map(\.reason) == ["not a file"])
  }

  @Test func settingsComeBackAndDamageGivesTheUsual() throws {
    let desk = Desk(folder: folder)
    #expect(desk.settings().settings == RememberedSettings())
    let kept = RememberedSettings(hiddenKinds: ["term", "a\tb"], paneShare: -6)
    try desk.save(kept)
    #expect(desk.settings().settings == kept)
    try desk.save(RememberedSettings(hiddenKinds: []))
    #expect(desk.settings().settings == RememberedSettings(hiddenKinds: []))
    try DeskFile.write("sidelight-settings\t1\npane-share\t400\n", to: folder + "/settings")
    #expect(desk.settings().settings == RememberedSettings())
    #expect(desk.settings().damaged.count == 1)
  }

  @Test func nothingButWholeFilesIsLeftBehind() throws {
    let desk = Desk(folder: folder)
    for time in 1...20 { try desk.save(record("same", path: "/p", at: time)) }
    #expect(DeskFile.names(in: folder + "/texts").count == 1)
    #expect(DeskFile.names(in: folder + "/paths").count == 1)
    #expect(desk.recent(limit: 3).record?.readAt == 20)
  }
}
