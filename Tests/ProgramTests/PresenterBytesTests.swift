// The bytes that the presenter sends, in a pseudo-terminal.

import Foundation
import TerminalDriver
import Testing

@Suite(.serialized) struct PresenterBytesTests {
  private func start(
    columns: Int = 80, rows: Int = 24, _ words: [String] = [], terminal: String = "xterm-256color"
  ) throws -> PtyRun {
    let run = try PtyRun(
      "TerminalProbe", words, in: try TestHome(), columns: columns, rows: rows,
      environment: ["TERM": terminal])
    // The last row of the first frame.
    try run.wait(for: String(repeating: "=", count: columns))
    return run
  }

  @Test(arguments: [(1, 1), (2, 1), (1, 2), (3, 3), (20, 6), (500, 200)])
  func everySizeIsSurvived(columns: Int, rows: Int) throws {
    let run = try PtyRun(
      "TerminalProbe", in: try TestHome(), columns: columns, rows: rows)
    try run.wait(for: "p")
    run.feed("jk")
    run.resize(columns: 1, rows: 1)
    run.resize(columns: 40, rows: 20)
    try run.wait(for: "resize 40x20")
    run.feed("q")
    #expect(try run.waitForExit() == 0)
  }

  @Test func aKeyWritesLittle() throws {
    let run = try start()
    // The first answer comes after the whole first frame.
    run.feed("h")
    try run.wait(for: "key h")
    let before = run.output.count
    run.feed("j")
    try run.wait(for: "j", from: before)
    #expect(run.output.count - before < 40)
    run.feed("q")
    try run.waitForExit()
  }

  @Test func pasteModeAndTheTitleAreTakenBack() throws {
    let run = try start()
    #expect(run.text.contains("\u{1B}[?2004h"))
    run.feed("t")
    try run.wait(for: "\u{1B}[22;2t\u{1B}]2;probe␛]2;evil␇\u{1B}\\")
    run.feed("q")
    try run.waitForExit()
    #expect(run.text.contains("\u{1B}[?2004l"))
    #expect(run.text.contains("\u{1B}[23;2t"))
  }

  @Test func copyingAsksTheTerminal() throws {
    let run = try start()
    run.feed("y")
    try run.wait(for: "\u{1B}]52;c;Y29waWVk\u{1B}\\")
    run.feed("q")
    try run.waitForExit()
  }

  @Test func theMouseIsOnlyOnWhenAskedFor() throws {
    let run = try start()
    #expect(!run.text.contains("\u{1B}[?1000h") && !run.text.contains("1006;1000h"))
    run.feed("m")
    try run.wait(for: "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h")
    try run.wait(for: "key m")
    run.feed("\u{1B}[<64;5;6M")
    try run.wait(for: "wheel -3 4,5")
    run.feed("\u{1B}[<0;7;8M")
    try run.wait(for: "click 6,7")
    run.feed("\u{1B}[<32;9;8M")
    try run.wait(for: "drag 8,7")
    run.feed("\u{1B}[<0;9;9m")
    try run.wait(for: "drop 8,8")
    // Given to another program and taken back, the terminal sends it again.
    let before = run.output.count
    run.feed("x")
    try run.wait(for: "icanon")
    run.feed("\r")
    try run.wait(for: "\u{1B}[?1002h", from: before)
    run.feed("M")
    let off = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
    try run.wait(for: "key M", from: before)
    run.feed("q")
    try run.waitForExit()
    #expect(run.text.components(separatedBy: off).count == 3)
  }

  @Test func withoutColourNoneIsSent() throws {
    let coloured = try start()
    coloured.feed("x")
    try coloured.wait(for: "icanon")
    coloured.feed("\rq")
    try coloured.waitForExit()
    #expect(coloured.text.contains("[38;5;") || coloured.text.contains(";38;5;"))
    let plain = try start(["plain"])
    plain.feed("q")
    try plain.waitForExit()
    #expect(!plain.text.contains("38;5;"))
    #expect(plain.text.range(of: "\u{1B}\\[[0-9;]*3[1-7]m", options: .regularExpression) == nil)
    // The palette is never redefined.
    #expect(!coloured.text.contains("\u{1B}]4;") && !coloured.text.contains("\u{1B}]104"))
  }

  @Test func messagesWakeTheLoop() throws {
    let run = try start()
    run.feed("i")
    try run.wait(for: "a message")
    run.feed("q")
    try run.waitForExit()
  }

  @Test func aTerminalThatGoesAwayEndsTheProgram() throws {
    let run = try start()
    run.hangUp()
    #expect(try run.waitForExit() == 129)
  }

  @Test func anyBytesAreSurvived() throws {
    let run = try start()
    var bytes: [UInt8] = []
    var seed: UInt64 = 7
    for _ in 0..<4000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let byte = UInt8(truncatingIfNeeded: seed >> 33)
      // Letters ask the probe for something; what matters here is everything else.
      if !(0x61...0x7A).contains(byte | 0x20) { bytes.append(byte) }
    }
    run.feed(bytes)
    run.feed("\u{1B}[201~")
    let before = run.output.count
    run.resize(columns: 50, rows: 15)
    try run.wait(for: "50x15", from: before)
    run.feed("\u{3}q")
    #expect(try run.waitForExit() == 0)
  }
}
