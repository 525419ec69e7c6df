// What stands on the terminal after scrolling and moving is what drawing it all anew puts there, and a
// line costs its letters and little more.

import Foundation
import TerminalDriver
import Testing

@Suite struct PaintingTests {
  @Test(arguments: [(80, 24), (120, 40), (50, 12)])
  func scrollingLeavesWhatARedrawPaints(columns: Int, rows: Int) throws {
    let reader = try ReaderSession(columns: columns, rows: rows)
    try reader.tmux.type("z")
    try reader.waitForMessage("text only")
    let walks = [
      ["C-e", "C-e", "C-e", "C-y"], ["Space", "C-e", "C-e", "b"], ["j", "j", "C-e", "k"],
      ["G", "C-y", "C-y", "C-y"], ["g", "d", "C-e", "u"],
    ]
    for (number, keys) in walks.enumerated() {
      for key in keys { try reader.tmux.send(key) }
      // Keys are answered in order: once this is said, all of them have been.
      let mark = String(UnicodeScalar(UInt8(0x61 + number * 2)))
      let next = String(UnicodeScalar(UInt8(0x62 + number * 2)))
      try reader.tmux.type("m" + mark)
      let scrolled = try reader.waitForMessage("mark \(mark) set")
      try reader.tmux.send("C-l")
      try reader.tmux.type("m" + next)
      let redrawn = try reader.waitForMessage("mark \(next) set")
      #expect(scrolled.dropLast() == redrawn.dropLast(), "after \(keys)")
    }
    try reader.quit()
  }

  @Test func aLineDownCostsItsLettersAndLittleMore() throws {
    let home = try TestHome()
    let text = (1...400).map { "Line \($0) of a text without end." }.joined(separator: "\n\n")
    let file = home.folder.path + "/lines.txt"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let run = try PtyRun(
      InstalledProgram.full, [file], in: home, columns: 80, rows: 24,
      environment: ["TERM": "xterm-256color"])
    try run.wait(for: "Line 1 ")
    run.feed("z")
    try run.wait(for: "text only")
    for number in 12..<20 {
      let place = run.output.count
      // One row down brings a blank one, the next one the next line.
      run.feed("\u{5}\u{5}")
      try run.wait(for: "Line \(number) of a text without end.", from: place)
      // The mark beside the text and the place in the title change as well; a page has 400 letters.
      #expect(run.output.count - place < 180, "line \(number)")
    }
    run.feed("q")
    #expect(try run.waitForExit() == 0)
  }
}
