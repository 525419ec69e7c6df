// Teaching in the real program: presenter and room side by side, killed and taken up again.

import Foundation
import Glibc
import TerminalDriver
import Testing

@Suite struct TeachingRunTests {
  @Test func theRoomFollowsThePresenter() throws {
    let scene = try LessonScene()
    let room = try scene.room()
    try room.waitFor("waiting")
    let teacher = try scene.teach()
    try room.waitFor("A. Writer")
    try teacher.send("Space")
    try room.waitFor("What kind of text is this?")
    try teacher.send("#")
    try teacher.waitFor("in the room")
    try teacher.send("8", "Tab", "9", "Tab", "2", "0", "Enter")
    try room.waitFor("17 of 20")
    let blind = room.screen().joined()
    #expect(!blind.contains("8 ") || !blind.contains("▇"))
    try teacher.send("Space")
    try teacher.waitFor("next step: read")
    try teacher.send("Space")
    try room.waitFor("Anna Berg, who leads")
    try teacher.send("f")
    try teacher.waitFor("stays as it is")
    try teacher.send("Space")
    try teacher.waitFor("next step: mark")
    #expect(room.screen().contains { $0.contains("Anna Berg, who leads") })
    try teacher.send("f")
    try room.waitFor("The harbour earns less")
    try teacher.send(".")
    try room.waitFor("a dark screen") { $0.allSatisfy(\.isEmpty) }
    try teacher.send(".")
    try room.waitFor("The harbour earns less")
    try teacher.send("q")
    try teacher.waitFor("t totals")
    try teacher.send("a")
    #expect(try teacher.waitForExit() == 0)
    try room.waitFor("The lesson is over")
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }

  @Test func aKilledSessionGoesOnInTheSameStep() throws {
    let scene = try LessonScene()
    var expected = 0
    for _ in 0..<4 {
      let teacher = try scene.teach()
      if expected == 0 {
        try teacher.send("Space")
        try teacher.waitFor("close question 1")
        try teacher.send("#")
        try teacher.waitFor("in the room")
        try teacher.send("8", "Tab", "9", "Enter")
        try teacher.waitFor("17 counted")
        try teacher.send("Space")
        try teacher.waitFor("next step: read")
        try teacher.send("Space")
        try teacher.waitFor("Step 2 of 7")
      } else {
        try teacher.waitFor("Step \(expected) of 7")
      }
      if expected == 2 {
        try teacher.send("Space")
        try teacher.waitFor("next step: mark")
        try teacher.send("Space")
        try teacher.waitFor("Step 3 of 7")
      }
      expected = expected == 0 ? 2 : 3
      try scene.wait(for: "the step") {
        scene.file("record.jsonl")?.contains("\"step\":\(expected - 1)") ?? false
      }
      try teacher.send(signal: SIGKILL)
      _ = try teacher.waitForExit()
    }
    let teacher = try scene.teach()
    try teacher.send("PgUp")
    try teacher.waitFor("Step 2 of 7")
    try teacher.send("PgUp")
    try teacher.waitFor("Step 1 of 7")
    // Nothing that was counted is lost.
    try teacher.waitFor("the hands of the first question") { screen in
      screen.contains { $0.hasSuffix("█ 9") } && screen.contains { $0.hasSuffix(" 8") }
    }
    #expect(scene.sessions.count == 1)
    let other = try TmuxSession(
      InstalledProgram.bare, scene.teaching(), in: scene.home, columns: 80, rows: 24)
    #expect(try other.waitForExit() == 74)
    #expect(other.screen().joined().contains("is open in another terminal"))
  }

  @Test func eachWordIsOnTheDiskWhenTheProgramIsKilled() throws {
    let scene = try LessonScene()
    let teacher = try scene.teach()
    try teacher.send("Space")
    try teacher.waitFor("close question 1")
    try scene.wait(for: "the event") { scene.file("record.jsonl")?.contains("opened") ?? false }
    try teacher.send(signal: SIGKILL)
    _ = try teacher.waitForExit()
    let path = "state/sidelight/sessions/\(scene.sessions[0])/record.jsonl"
    // A line that was torn by the crash.
    let torn = (scene.home.read(path) ?? "") + "{\"at\":17,\"event\":{\"entered\":{\"st"
    try scene.home.write(torn, to: path)
    let again = try scene.teach()
    try again.waitFor("close question 1")
    try again.send("Space")
    try again.waitFor("next step: read")
  }

  @Test func theEndKeepsWhatWasAskedFor() throws {
    for (key, isKept) in [("t", true), ("a", true), ("n", false)] {
      let scene = try LessonScene()
      let teacher = try scene.teach()
      try teacher.send("q")
      try teacher.waitFor("t totals")
      try teacher.send(key)
      if key == "n" {
        try teacher.waitFor("Delete everything")
        try teacher.send("y")
      }
      #expect(try teacher.waitForExit() == 0)
      #expect(scene.sessions.isEmpty == !isKept)
      #expect(teacher.modes.before == teacher.modes.after)
    }
  }

  @Test func threeSizesShowTheCard() throws {
    for (columns, rows) in [(120, 40), (80, 24), (50, 20)] {
      let scene = try LessonScene()
      let teacher = try scene.teach(columns: columns, rows: rows)
      let screen = teacher.screen()
      #expect(screen.contains { $0.contains("A. Writer") })
      #expect(screen.last { !$0.isEmpty }?.contains("open question 1") == true)
    }
  }
}

extension LessonScene {
  /// Waits until something is so beside the screen.
  func wait(for what: String, seconds: Double = 40, _ isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
    while try !isSo() {
      guard ContinuousClock.now < deadline else {
        throw DriverError("never came: \(what); sessions: \(sessions)")
      }
      usleep(10_000)
    }
  }
}
