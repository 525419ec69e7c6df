// Sessions in the state folder: named safely, listed newest first, claimed by one presenter, and
// deleted whole. Other processes add to one log at once and are killed while they do.

import Foundation
import Glibc
import TerminalDriver
import Testing

@testable import Desk

@Suite struct SessionFolderTests {
  let scratch = Scratch()
  var folders: SessionFolders { SessionFolders(state: scratch.path + "/state") }

  @Test(arguments: [
    ("lessons/istanbul-column-45.md", "2026-11-25-1405-istanbul-column-45"),
    ("/x/Über uns & more!.md", "2026-11-25-1405-ber-uns-more"),
    ("Урок.md", "2026-11-25-1405-lesson"),
    ("../../etc/passwd", "2026-11-25-1405-passwd"),
    ("\u{1B}[2J.md", "2026-11-25-1405-2j"),
  ])
  func aSessionIsNamedByItsMinuteAndLesson(lesson: String, id: String) {
    let made = SessionFolders.id(
      year: 2026, month: 11, day: 25, hour: 14, minute: 5, lesson: lesson)
    #expect(made == id)
    #expect(SessionFolders.isSafe(made))
  }

  @Test func aVeryLongLessonNameStillMakesAName() {
    let made = SessionFolders.id(
      year: 2026, month: 1, day: 2, hour: 3, minute: 4,
      lesson: String(repeating: "very-long-", count: 500))
    #expect(SessionFolders.isSafe(made) && made.utf8.count < 100)
  }

  @Test(arguments: ["", ".", "..", "a/b", "-rf", ".gone-a", "a\u{0}b", "ü", "a b", "a\nb"])
  func unsafeNamesAreNoSessions(id: String) throws {
    #expect(!SessionFolders.isSafe(id))
    #expect(folders.session(id) == nil)
    #expect(throws: DeskError.self) { try folders.create(id) }
  }

  @Test func sessionsAreListedNewestFirst() throws {
    for id in ["2026-01-02-0900-a", "2026-01-02-0900-a", "2025-12-31-2359-z"] {
      _ = try folders.create(id)
    }
    for _ in 0..<9 { _ = try folders.create("2026-01-02-0900-a") }
    try DeskFile.write("x", to: folders.folder + "/a-file")
    let ids = try folders.ids()
    #expect(ids.first == "2026-01-02-0900-a-11")
    #expect(ids.suffix(3) == ["2026-01-02-0900-a-2", "2026-01-02-0900-a", "2025-12-31-2359-z"])
    #expect(ids.count == 12)
  }

  @Test func aDeletedSessionIsGoneAndItsFollowersHearOfIt() throws {
    let session = try folders.create("s")
    try session.record.append(["private"])
    try session.room.append(["public"])
    var reader = LogReader(path: session.room.path)
    _ = try reader.news()
    try folders.delete("s")
    #expect(try folders.ids() == [])
    #expect(DeskFile.names(in: folders.folder) == [])
    #expect(try reader.news() == .gone)
    try folders.delete("s")
  }

  @Test func whatAKilledDeletionLeftIsSweptWithTheNext() throws {
    let session = try folders.create("s")
    try session.record.append(["private"])
    #expect(rename(session.path, folders.folder + "/.gone-s") == 0)
    _ = try folders.create("t")
    try folders.delete("t")
    #expect(DeskFile.names(in: folders.folder) == [])
  }

  @Test func onlyOnePresenterHasASession() throws {
    let session = try folders.create("s")
    #expect(!session.isClaimed)
    var lock = try session.claim()
    #expect(lock != nil && session.isClaimed)
    #expect(try session.claim() == nil)
    lock = nil
    #expect(!session.isClaimed)
    #expect(try session.claim() != nil)
  }

  @Test func aClaimOfAnotherProcessEndsWithIt() throws {
    let session = try folders.create("s")
    let probe = try DeskProbeRun(["claim", scratch.path + "/state", "s"])
    #expect(probe.line() == "claimed")
    #expect(session.isClaimed)
    #expect(try session.claim() == nil)
    probe.kill()
    #expect(!session.isClaimed)
    #expect(try session.claim() != nil)
  }
}

@Suite struct LogProcessTests {
  let scratch = Scratch()
  var path: String { scratch.path + "/log.jsonl" }

  /// What the probe's line says when it is whole: who, and which number.
  private func parsed(_ line: String) -> (name: String, number: Int)? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let number = Int(words[1]), let length = Int(words[2]),
      words[3].utf8.count == length
    else { return nil }
    return (String(words[0]), number)
  }

  @Test func severalProcessesAddAtOnceAndNoLineIsLostOrTorn() throws {
    let names = ["a", "b", "c"]
    let probes = try names.map { try DeskProbeRun(["append", path, $0, "60"]) }
    // A rewriter among them takes nothing away and loses nothing.
    let log = LineLog(path: path)
    var rewrites = 0
    while probes.contains(where: \.isRunning) {
      if try log.rewrite({ $0.isEmpty ? nil : $0 }) { rewrites += 1 }
      usleep(2_000)
    }
    #expect(rewrites > 0)
    let lines = try log.lines()
    #expect(lines.count == 180)
    for name in names {
      let numbers = lines.compactMap { parsed($0) }.filter { $0.name == name }.map(\.number)
      #expect(numbers == Array(1...60))
    }
  }

  @Test func whatFindsNoRoomIsSaidAndLeavesWholeLinesOnly() throws {
    let log = LineLog(path: path)
    try log.append(["before"])
    let probe = try DeskProbeRun(["full", path, "1500"])
    #expect(probe.line() == "File too large")
    // Two of the probe's four lines of 600 bytes have room beside the first line.
    let lines = try log.lines()
    #expect(lines.map(\.utf8.count) == [6, 599, 599])
    try log.append(["after"])
    #expect(try log.lines() == lines + ["after"])
    #expect(try LineLog(path: path).rewrite { $0.count == 4 ? ["new"] : nil })
    #expect(try log.lines() == ["new"])
  }

  @Test func aKilledProcessLosesNothingThatItSaidWasKept() throws {
    let log = LineLog(path: path)
    var numbers = Numbers(seed: 11)
    var said: [String: Int] = [:]
    for run in 0..<12 {
      let name = "run\(run)"
      let probe = try DeskProbeRun(["append", path, name, "0"])
      let wanted = Int.random(in: 1...25, using: &numbers)
      for _ in 0..<wanted { said[name] = probe.line().flatMap { Int($0) } ?? said[name] }
      probe.kill()
      try log.append(["after \(run) 0 "])
    }
    let lines = try log.lines().map { parsed($0) }
    #expect(!lines.contains { $0 == nil })
    for (name, number) in said {
      let kept = lines.compactMap { $0 }.filter { $0.name == name }.map(\.number)
      #expect(kept.count >= number && kept == Array(1...max(1, kept.count)))
    }
    #expect(lines.count { $0?.name == "after" } == 12)
  }
}

/// The probe, running.
private final class DeskProbeRun {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()

  init(_ words: [String]) throws {
    process.executableURL = URL(fileURLWithPath: try Checkout.program("DeskProbe"))
    process.arguments = words
    process.standardOutput = output
    process.standardInput = input
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// The next line; nil when the process ended.
  func line() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output.fileHandleForReading.fileDescriptor, &byte, 1) == 1 {
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }

  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { if process.isRunning { kill() } }
}
