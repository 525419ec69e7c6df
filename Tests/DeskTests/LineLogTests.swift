// Logs of lines: what is added is read, what a crash leaves is passed over and cut off, and readers
// learn of every line once.

import Glibc
import Testing

@testable import Desk

@Suite struct LineLogTests {
  let scratch = Scratch()
  var path: String { scratch.path + "/deep/log.jsonl" }
  var log: LineLog { LineLog(path: path) }

  private func bytes() throws -> [UInt8] {
    try #require(try DeskFile.bytes(of: path, limit: 1 << 20))
  }

  private func put(_ bytes: some Sequence<UInt8>) throws {
    try DeskFile.makeFolder(scratch.path + "/deep")
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let bytes = Array(bytes)
    #expect(write(file, bytes, bytes.count) == bytes.count)
    close(file)
  }

  private func reason(_ work: () throws -> Void) -> String? {
    do { try work() } catch let error as DeskError { return error.reason } catch {}
    return nil
  }

  @Test func linesComeBackInOrder() throws {
    try log.append(["one", "two"])
    try log.append([])
    try log.append(["drei ä 三"])
    #expect(try log.lines() == ["one", "two", "drei ä 三"])
  }

  @Test func aLogThatIsNotThereIsEmpty() throws {
    #expect(try log.lines() == [])
  }

  @Test(arguments: [0o600, 0o644] as [UInt32])
  func theFileHasTheModeThatWasAskedFor(mode: UInt32) throws {
    let log = LineLog(path: path, mode: mode)
    try log.append(["a"])
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == mode)
    try log.rewrite(["b"])
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == mode)
  }

  @Test func everyCutOfTheBytesGivesTheWholeLinesAndIsMendedByTheNextAppend() throws {
    try log.append(["first", "second ü", "third"])
    let whole = try bytes()
    let starts = whole.indices.filter { whole[$0] == 0x0A }
    for length in 0...whole.count {
      try put(whole[..<length])
      let ended = starts.count { $0 < length }
      let expected = Array(["first", "second ü", "third"].prefix(max(0, ended - 1)))
      #expect(try log.lines() == expected)
      try log.append(["next"])
      #expect(try log.lines() == expected + ["next"])
      #expect(try bytes().last == 0x0A)
    }
  }

  @Test func aForeignFileIsRefusedAndStaysAsItIs() throws {
    for text in ["# A note\n\nwith words\n", String(repeating: "x", count: 500), "{}\n"] {
      try put(text.utf8)
      #expect(reason { try log.append(["a"]) }?.hasPrefix("damaged") == true)
      #expect(reason { try log.rewrite(["a"]) }?.hasPrefix("damaged") == true)
      #expect(try bytes() == Array(text.utf8))
    }
  }

  @Test func aLineBreakInALineIsRefused() throws {
    #expect(reason { try log.append(["a", "b\nc"]) }?.contains("line break") == true)
    #expect(reason { try log.rewrite(["b\nc"]) }?.contains("line break") == true)
    #expect(try log.lines() == [])
  }

  @Test func aSymbolicLinkIsNotFollowed() throws {
    try log.append(["a"])
    let link = scratch.path + "/link.jsonl"
    #expect(symlink(path, link) == 0)
    #expect(reason { try LineLog(path: link).append(["b"]) } == "it is a symbolic link")
    #expect(try log.lines() == ["a"])
  }

  @Test(.enabled(if: geteuid() != 0))
  func aReadOnlyFolderIsSaid() throws {
    try DeskFile.makeFolder(scratch.path + "/deep")
    chmod(scratch.path + "/deep", 0o500)
    defer { chmod(scratch.path + "/deep", 0o700) }
    #expect(reason { try log.append(["a"]) } == "permission denied")
  }

  @Test func rewritingRaisesTheGenerationAndSeesWhatIsThere() throws {
    try log.append(["a", "b", "c"])
    var reader = LogReader(path: path)
    #expect(try reader.news() == .anew(["a", "b", "c"]))
    #expect(reader.generation == 1)
    let done = try log.rewrite { lines in lines.filter { $0 != "b" } }
    #expect(done)
    #expect(try reader.news() == .anew(["a", "c"]))
    #expect(reader.generation == 2)
    let again = try log.rewrite { _ in nil }
    #expect(!again)
    #expect(try reader.news() == .nothing)
    try log.append(["d"])
    #expect(try reader.news() == .lines(["d"]))
    #expect(DeskFile.names(in: scratch.path + "/deep") == ["log.jsonl"])
  }

  @Test func leftoversOfAKilledRewriteGoWithTheNext() throws {
    try log.append(["a"])
    let left = path + ".123.4.tmp"
    try DeskFile.write("secret", to: left)
    try log.rewrite(["b"])
    #expect(!DeskFile.exists(left))
  }
}

/// What a follower is told.
@Suite struct LogReaderTests {
  let scratch = Scratch()
  var path: String { scratch.path + "/log.jsonl" }
  var log: LineLog { LineLog(path: path) }

  @Test func aFollowerHearsOfEveryLineOnce() throws {
    var reader = LogReader(path: path)
    #expect(try reader.news() == .nothing)
    try log.append(["a"])
    #expect(try reader.news() == .anew(["a"]))
    #expect(try reader.news() == .nothing)
    try log.append(["b", "c"])
    try log.append(["d"])
    #expect(try reader.news() == .lines(["b", "c", "d"]))
    #expect(try reader.news() == .nothing)
  }

  @Test func aLineThatIsStillBeingWrittenWaits() throws {
    try log.append(["a"])
    var reader = LogReader(path: path)
    _ = try reader.news()
    let file = open(path, O_WRONLY | O_APPEND)
    defer { close(file) }
    #expect(write(file, "hal", 3) == 3)
    #expect(try reader.news() == .nothing)
    #expect(write(file, "f\nne", 4) == 4)
    #expect(try reader.news() == .lines(["half"]))
    #expect(write(file, "w\n", 2) == 2)
    #expect(try reader.news() == .lines(["new"]))
  }

  @Test func aMendedTailDoesNotConfuseAFollower() throws {
    try log.append(["a"])
    var reader = LogReader(path: path)
    let file = open(path, O_WRONLY | O_APPEND)
    #expect(write(file, "torn by a crash", 15) == 15)
    close(file)
    #expect(try reader.news() == .anew(["a"]))
    try log.append(["b"])
    #expect(try reader.news() == .lines(["b"]))
  }

  @Test func aFileThatGoesIsSaidOnceAndOneThatComesIsTakenAnew() throws {
    try log.append(["a"])
    var reader = LogReader(path: path)
    _ = try reader.news()
    unlink(path)
    #expect(try reader.news() == .gone)
    #expect(try reader.news() == .nothing)
    // The same size and generation as before, and perhaps the same inode.
    try log.append(["b"])
    #expect(try reader.news() == .anew(["b"]))
  }

  @Test func aReplacedFileOfTheSameLengthIsTakenAnew() throws {
    try log.append(["a"])
    var reader = LogReader(path: path)
    _ = try reader.news()
    unlink(path)
    try log.append(["b"])
    #expect(try reader.news() == .anew(["b"]))
  }

  @Test func aFileThatShrankIsTakenAnew() throws {
    try log.append(["a", "b"])
    var reader = LogReader(path: path)
    _ = try reader.news()
    let size = DeskFile.size(of: path)
    truncate(path, off_t(size - 2))
    #expect(try reader.news() == .anew(["a"]))
  }

  @Test func aForeignFileIsAnErrorUntilItIsWellAgain() throws {
    try DeskFile.write("nothing of ours\n", to: path)
    var reader = LogReader(path: path)
    #expect(throws: DeskError.self) { _ = try reader.news() }
    #expect(throws: DeskError.self) { _ = try reader.news() }
    unlink(path)
    try log.append(["a"])
    #expect(try reader.news() == .anew(["a"]))
  }

  @Test func aFollowerStaysRightWhileTheLogIsAddedToAndRewritten() throws {
    var numbers = Numbers(seed: 7)
    var readers = (0..<4).map { _ in (LogReader(path: path), [String]()) }
    var twin: [String] = []
    for round in 0..<400 {
      switch Int.random(in: 0..<10, using: &numbers) {
      case 0:
        twin.removeAll { _ in Bool.random(using: &numbers) }
        try log.rewrite(twin)
      case 1 where !twin.isEmpty:
        unlink(path)
        twin = []
      default:
        let lines = (0..<Int.random(in: 1...3, using: &numbers)).map { "\(round) \($0)" }
        twin += lines
        try log.append(lines)
      }
      for index in readers.indices where Int.random(in: 0..<3, using: &numbers) > 0 {
        switch try readers[index].0.news() {
        case .nothing: break
        case .lines(let lines): readers[index].1 += lines
        case .anew(let lines): readers[index].1 = lines
        case .gone: readers[index].1 = []
        }
        #expect(readers[index].1 == twin)
      }
    }
  }
}

/// A small generator of numbers that a seed repeats.
struct Numbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
