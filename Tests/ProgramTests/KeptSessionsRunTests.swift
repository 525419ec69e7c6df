// Sessions in the real program while they are taught: pupils' files taken in, one erased, and what is
// left at the end.

import Foundation
import TerminalDriver
import Testing

@Suite struct KeptSessionsRunTests {
  private static let first = "\"round\":{\"question\":1,\"round\":1}"
  private static let marking = "\"round\":{\"question\":2,\"round\":1}"

  /// Writes a pupil's file for the scene's lesson and has it taken in.
  private func collect(_ code: String, option: Int, into scene: LessonScene) throws {
    let pack = scene.home.path("pack.json")
    _ = try scene.run("lesson", "pack", scene.lesson, "-o", pack)
    let sum = try ProgramRun.of(
      "/bin/sh", ["-c", "head -c -1 \"$0\" | sha256sum", pack], in: scene.home)
    let digest = String(decoding: sum.output, as: UTF8.self).prefix(64)
    let mark =
      "{\"who\":\"\(code)\",\(Self.marking),\"start\":0,\"end\":5,\"exact\":\"It is a betrayal\","
      + "\"prefix\":\"\",\"suffix\":\"\",\"label\":\"Bandwagon\",\"comment\":\"from \(code)\"}"
    try scene.home.write(
      "{\"sidelight\":\"answers 1\",\"answers\":{\"pack\":\"\(digest)\",\"code\":\"\(code)\","
        + "\"answers\":[{\(Self.first),\"option\":\(option)}],\"marks\":[\(mark)]}}",
      to: "\(code).json")
    let run = try scene.run("collect", scene.home.path("\(code).json"))
    #expect(run.exitCode == 0, "\(String(decoding: run.errors, as: UTF8.self))")
  }

  @Test func oneIsErasedWhileALessonIsTaughtAndTotalsKeepNobody() throws {
    let scene = try LessonScene()
    let teacher = try scene.teach()
    try teacher.send("Space")
    try teacher.waitFor("close question 1")
    try collect("ZQ7", option: 0, into: scene)
    try collect("ZQ8", option: 1, into: scene)
    try teacher.waitFor("2 ")
    let copy = scene.home.path("out.csv")
    #expect(try scene.run("session", "export", "-o", copy).exitCode == 0)
    let erased = try scene.run("erase", "ZQ7")
    #expect(erased.exitCode == 0)
    #expect(String(decoding: erased.output, as: UTF8.self).contains(copy))
    #expect(scene.file("record.jsonl")?.contains("ZQ7") == false)
    try teacher.waitFor("read anew")
    // The room's file keeps nothing from before, and teaching goes on in the new record.
    try scene.wait(for: "the room's new file") {
      scene.file("room.jsonl")?.contains("\"generation\":1,") == false
    }
    try teacher.send("Space")
    try teacher.waitFor("next step: read")
    try scene.wait(for: "the close") {
      scene.file("record.jsonl")?.contains("\"closed\"") ?? false
    }
    #expect(scene.file("record.jsonl")?.contains("ZQ8") == true)
    try teacher.send("q")
    try teacher.waitFor("t totals")
    try teacher.send("t")
    #expect(try teacher.waitForExit() == 0)
    let record = try #require(scene.file("record.jsonl"))
    #expect(!record.contains("ZQ"))
    #expect(record.contains("\"hands\":[0,1]"))
    #expect(record.contains("\"totalled\""))
    let room = try #require(scene.file("room.jsonl"))
    #expect(room.split(separator: "\n").count == 2)
    #expect(room.contains("The lesson is over."))
    let list = try scene.run("session", "list")
    #expect(String(decoding: list.output, as: UTF8.self).hasSuffix("\tended\t0\tteach\n"))
  }

  @Test func allStaysAll() throws {
    let scene = try LessonScene()
    let teacher = try scene.teach()
    try collect("ZQ7", option: 0, into: scene)
    try teacher.send("q")
    try teacher.waitFor("t totals")
    try teacher.send("a")
    #expect(try teacher.waitForExit() == 0)
    #expect(scene.file("record.jsonl")?.contains("ZQ7") == true)
    let sheet = try scene.run("handout", scene.sessions[0], "--format", "text")
    #expect(sheet.exitCode == 0)
    #expect(!String(decoding: sheet.output, as: UTF8.self).contains("ZQ7"))
  }

  @Test func nothingLeavesNothingInASharedFolderEither() throws {
    let scene = try LessonScene()
    try FileManager.default.createDirectory(
      atPath: scene.home.path("shared"), withIntermediateDirectories: true)
    let shared = scene.home.path("shared")
    let teacher = try TmuxSession(
      InstalledProgram.bare, scene.teaching("--room", shared), in: scene.home, columns: 80, rows: 24
    )
    try teacher.waitFor("Space:")
    try teacher.send("Space")
    try teacher.waitFor("close question 1")
    try scene.wait(for: "the question in the room") {
      scene.home.read("shared/room.jsonl")?.contains("What kind of text is this?") ?? false
    }
    // Where the room is fed from elsewhere, erasing says so.
    #expect(scene.file("record.jsonl")?.contains(shared + "/room.jsonl") == true)
    try teacher.send("q")
    try teacher.waitFor("t totals")
    try teacher.send("n")
    try teacher.waitFor("Delete everything")
    try teacher.send("y")
    #expect(try teacher.waitForExit() == 0)
    #expect(scene.sessions.isEmpty)
    let room = try #require(scene.home.read("shared/room.jsonl"))
    #expect(room.split(separator: "\n").count == 2)
    #expect(!room.contains("What kind of text is this?"))
    #expect(room.contains("The lesson is over."))
  }
}
