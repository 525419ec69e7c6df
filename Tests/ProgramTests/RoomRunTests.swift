// The room's screen in the real program, fed by hand: files that come, change and go, sessions that
// begin, sizes, grounds, keys and ways out.

import Foundation
import TerminalDriver
import Testing

@Suite struct RoomRunTests {
  @Test func itShowsWhatIsAddedWithinAMoment() throws {
    let scene = try RoomScene()
    let room = try scene.room([scene.path])
    try room.waitFor("waiting for a lesson…")
    try scene.replace(RoomScene.header())
    try scene.append(RoomScene.line(1, "first words"))
    try room.waitFor("first words")
    var slowest = 0.0
    for number in 2...9 {
      let start = ContinuousClock.now
      try scene.append(RoomScene.line(number, "words of slide \(number)."))
      try room.waitFor("words of slide \(number).")
      slowest = max(slowest, start.duration(to: .now) / .seconds(1))
    }
    print("a slide was seen after \(slowest) seconds at most")
    // An older number, whatever comes after it, is not shown.
    try scene.append(RoomScene.line(3, "OLD") + RoomScene.line(10, "newest"))
    try room.waitFor("newest")
    #expect(!room.screen().joined().contains("OLD"))
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }

  @Test func itSurvivesWhateverHappensToTheFile() throws {
    let scene = try RoomScene()
    let room = try scene.room([scene.path])
    try room.waitFor("waiting for a lesson…")
    try scene.replace(RoomScene.header() + RoomScene.line(7, "one"))
    try room.waitFor("one")
    // Erasing makes a file of another generation, with numbers of its own.
    try scene.replace(RoomScene.header(2, mark: "b2") + RoomScene.line(1, "two"))
    try room.waitFor("two")
    // A line that is not whole yet is not shown; once it is, it is.
    let line = try RoomScene.line(2, "three")
    try scene.append(String(line.prefix(40)))
    try scene.append(String(line.dropFirst(40)))
    try room.waitFor("three")
    try scene.append("{\"damaged\n[]\n" + RoomScene.line(3, "four"))
    try room.waitFor("four")
    try scene.remove()
    try room.waitFor("waiting for a lesson…")
    try scene.replace("no file of ours, but a long line of something else entirely" + "\n")
    try room.waitFor("cannot be read")
    try scene.replace(RoomScene.header() + RoomScene.line(1, "five"))
    try room.waitFor("five with nothing below") { screen in
      screen.contains { $0.contains("five") } && !screen.contains { $0.contains("cannot") }
    }
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }

  @Test func itChangesOverToANewerSession() throws {
    let home = try TestHome()
    let old = try RoomScene(in: home, session: "2025-07-20-0900-old")
    let stale = try RoomScene(in: home, session: "2025-07-22-0900-stale")
    try stale.replace(RoomScene.header() + RoomScene.line(1, "STALE of another class"))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: stale.path)
    let room = try old.room()
    try room.waitFor("waiting for a lesson…")
    // What another class saw yesterday is nobody's business today, until somebody goes on with it.
    try stale.append(RoomScene.line(2, "goes on"))
    try room.waitFor("goes on")
    let new = try RoomScene(in: home, session: "2025-07-24-0900-new")
    // Nothing to show in it yet.
    try stale.append(RoomScene.line(3, "still here"))
    try room.waitFor("still here")
    try new.replace(RoomScene.header() + RoomScene.line(1, "the new one"))
    try room.waitFor("the new one")
    try stale.append(RoomScene.line(4, "STALE"))
    try new.append(RoomScene.line(2, "second"))
    try room.waitFor("second")
    try FileManager.default.removeItem(
      atPath: home.path("state/sidelight/sessions/2025-07-24-0900-new"))
    try room.waitFor("no second slide") { !$0.contains { $0.contains("second") } }
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }

  @Test func aSessionIsNamedInManyWays() throws {
    let scene = try RoomScene()
    try scene.replace(RoomScene.header() + RoomScene.line(1, "here it is"))
    let folder = (scene.path as NSString).deletingLastPathComponent
    let id = (folder as NSString).lastPathComponent
    for name in [id, folder, folder + "/", scene.path] {
      let room = try scene.room([name])
      try room.waitFor("here it is")
      try room.send("q")
      #expect(try room.waitForExit() == 0)
    }
    for (name, why) in [
      ("no-such", "no such session"), ("/no/such/room.jsonl", "no such folder"),
    ] {
      let run = try PtyRun(InstalledProgram.bare, ["room", name], in: scene.home)
      #expect(try run.waitForExit() == 65)
      #expect(run.text.contains("sidelight: \(name): \(why)"))
    }
    let run = try ProgramRun.of(InstalledProgram.bare, ["room"], in: scene.home)
    #expect(
      run.exitCode == 2
        && run.errorText == "sidelight: room: needs a terminal to show the lesson in\n")
  }

  @Test(arguments: [(50, 20), (80, 24), (120, 40), (50, 12), (20, 5), (1, 1)])
  func allSizes(columns: Int, rows: Int) throws {
    let scene = try RoomScene()
    let text = String(repeating: "Медленно минуты уплывают вдаль. 漢字 too. ", count: 20)
    try scene.replace(RoomScene.header() + RoomScene.line(1, "", text: text))
    let room = try scene.room(columns: columns, rows: rows, [scene.path])
    if columns >= 20 { try room.waitFor("минуты") }
    if columns >= 50 { try room.waitFor("¶2 of 3") }
    room.resize(columns: 80, rows: 24)
    try room.waitFor("the text in the middle") { screen in
      screen.contains { $0.hasPrefix("     ▌  Медленно минуты") }
    }
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }
}

@Suite struct RoomLooksTests {
  @Test func aLightGroundCoversTheWholeScreen() throws {
    let scene = try RoomScene()
    try scene.replace(RoomScene.header() + RoomScene.line(1, "dark letters"))
    let room = try scene.room(["--light", scene.path])
    try room.waitFor("dark letters")
    // Black on white from the first cell on, and nothing that goes back to the terminal's own.
    for size in [(60, 16), (90, 30), (50, 12)] {
      room.resize(columns: size.0, rows: size.1)
      var last = ""
      try room.waitFor("a white screen of \(size)") { screen in
        last = room.screenWithStyles().joined(separator: "\n")
        return screen.contains { $0.contains("dark letters") } && last.contains("48;5;231")
          && !last.contains("\u{1B}[49m") && last.hasPrefix("\u{1B}[")
      }
      #expect(last.contains("38;5;16"))
    }
    // Darkness is dark there too: everything reversed.
    try scene.append(RoomScene.line(2, "", isBlank: true))
    try room.waitFor("darkness") { screen in
      screen.allSatisfy(\.isEmpty) && room.screenWithStyles().joined().hasPrefix("\u{1B}[7m")
    }
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }

  @Test func withoutColoursALightGroundIsReverse() throws {
    let scene = try RoomScene()
    try scene.replace(RoomScene.header() + RoomScene.line(1, "dark letters"))
    let room = try scene.room(["--light", scene.path], environment: ["NO_COLOR": "1"])
    try room.waitFor("dark letters")
    let styled = room.screenWithStyles().joined(separator: "\n")
    #expect(styled.hasPrefix("\u{1B}[7m") && !styled.contains("48;5"))
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }

  @Test func nothingStaysBehindAndNothingHostileGetsThrough() throws {
    let scene = try RoomScene()
    try scene.replace(
      RoomScene.header()
        + RoomScene.line(
          1, "SHOWN \u{1B}]0;owned\u{7}\u{9B}31m\u{202E}reversed", title: "A\u{1B}]2;x\u{7} title"))
    for (way, code) in [("q", 0), ("\u{3}\u{3}", 130), ("TERM", 143), ("HUP", 129)] {
      let run = try PtyRun(
        InstalledProgram.bare, ["room", scene.path], in: scene.home, columns: 60, rows: 16)
      try run.wait(for: "SHOWN")
      for keys in ["\u{1B}[15~", "\u{1B}", "P", "y", " ", "b", "/x\r", "r"] { run.feed(keys) }
      switch way {
      case "TERM": run.send(signal: SIGTERM)
      case "HUP": run.send(signal: SIGHUP)
      default: run.feed(way)
      }
      #expect(try run.waitForExit() == Int32(code), "\(way)")
      #expect(!run.text.contains("\u{1B}]0;owned") && !run.text.contains("\u{9B}"))
      #expect(!run.text.contains("\u{202E}") && !run.text.contains("]2;x\u{7}"))
      #expect(run.text.contains("\u{1B}]2;A␛]2;x␇ title\u{1B}\\"))
      let leaving = try #require(run.text.range(of: "\u{1B}[?1049l", options: .backwards))
      #expect(!run.text[leaving.upperBound...].contains("SHOWN"))
      // The old title comes back.
      #expect(run.text[leaving.upperBound...].contains("\u{1B}[23;2t"))
    }
  }

  @Test func itOpensNothingButTheRoomsFile() throws {
    let scene = try RoomScene()
    try scene.replace(RoomScene.header() + RoomScene.line(1, "here it is"))
    let folder = (scene.path as NSString).deletingLastPathComponent
    try Data("SECRET".utf8).write(to: URL(fileURLWithPath: folder + "/record.jsonl"))
    let room = try scene.room([])
    try room.waitFor("here it is")
    let process = try room.processID()
    for _ in 0..<50 {
      let open =
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
      for name in open {
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/\(process)/fd/\(name)")
        #expect(target?.contains("record") != true && target?.contains("lessons") != true)
      }
    }
    try room.send("q")
    #expect(try room.waitForExit() == 0)
  }
}
