// Changing the size of the terminal while reading: the place stays, at every size something useful
// stands there, and nothing falls over.

import Foundation
import TerminalDriver
import Testing

@Suite struct ReaderSizeTests {
  /// How the pane stands at a size.
  private enum Arrangement { case beside, below, alone }

  private func isArranged(_ screen: [String], _ arrangement: Arrangement) -> Bool {
    let rule = screen.contains { $0.hasPrefix("──────────") }
    let bar = screen.dropFirst().contains { $0.contains("│") }
    return switch arrangement {
    case .beside: bar && !rule
    case .below: rule && !bar
    case .alone: !rule && !bar
    }
  }

  @Test func thePlaceStaysThroughAllSizes() throws {
    let reader = try ReaderSession(columns: 120, rows: 40)
    try reader.go(to: 5)
    try reader.tmux.waitFor("[1] Vladimir Medinsky")
    let sizes: [(columns: Int, rows: Int, Arrangement)] = [
      (88, 24, .beside), (87, 24, .below), (60, 24, .below), (59, 24, .alone), (80, 16, .below),
      (80, 15, .alone), (120, 15, .alone), (50, 20, .alone), (200, 50, .beside), (80, 24, .below),
    ]
    for (columns, rows, arrangement) in sizes {
      reader.tmux.resize(columns: columns, rows: rows)
      let screen = try reader.tmux.waitFor("\(arrangement) at \(columns)x\(rows)") { screen in
        isArranged(screen, arrangement) && screen.first?.contains("¶ 5/11") ?? false
          && screen.first?.unicodeScalars.count ?? 0 <= columns
          && screen.contains { $0.contains(" ▌ It is worth") }
      }
      #expect(screen.count <= rows)
      #expect(screen.allSatisfy { $0.unicodeScalars.count <= columns })
    }
    try reader.quit()
  }

  @Test func aTinyTerminalStillShowsTextOrOneClearLine() throws {
    let reader = try ReaderSession(columns: 80, rows: 24)
    try reader.go(to: 5)
    for (columns, rows) in [(20, 6), (10, 3), (4, 2), (1, 1), (10, 3)] {
      reader.tmux.resize(columns: columns, rows: rows)
      // A frame cut by the terminal has no mark of its own: drawing anew settles what is seen.
      try reader.tmux.send("C-l")
      try reader.tmux.waitFor("something at \(columns)x\(rows)") { screen in
        screen.count <= rows && (columns * rows == 1 || screen.contains { !$0.isEmpty })
          && screen.allSatisfy { $0.unicodeScalars.count <= columns }
      }
      #expect(reader.tmux.isAlive)
    }
    reader.tmux.resize(columns: 80, rows: 24)
    try reader.tmux.waitFor("the paragraph again") { screen in
      screen.first?.contains("¶ 5/11") ?? false
        && screen.contains { $0.hasPrefix(" ▌ It is worth pausing") }
    }
    try reader.quit()
  }

  @Test func everyListSurvivesTinySizes() throws {
    let reader = try ReaderSession()
    for keys in [["?"], ["t"], ["Enter"], ["s"], [":"], ["/"]] {
      for key in keys { try reader.tmux.send(key) }
      for (columns, rows) in [(10, 3), (1, 1), (80, 24)] {
        reader.tmux.resize(columns: columns, rows: rows)
      }
      try reader.tmux.send("Escape")
      try reader.waitForMessage("q quit")
      try reader.waitForPlace("1/11")
      try reader.tmux.waitFor("the text") { screen in
        screen.contains { $0.hasPrefix(" ▌ date 2025-07-24") }
      }
    }
    try reader.quit()
  }

  @Test func itStartsAtTinySizes() throws {
    for (columns, rows) in [(20, 6), (10, 3)] {
      let reader = try ReaderSession(columns: columns, rows: rows, waitsFor: nil)
      try reader.tmux.waitFor("something at \(columns)x\(rows)") { screen in
        screen.contains { !$0.isEmpty }
      }
      try reader.quit()
    }
  }

  @Test func aSingleCellIsNoReasonToFall() throws {
    let reader = try ReaderSession(columns: 1, rows: 1, waitsFor: nil)
    reader.tmux.resize(columns: 80, rows: 24)
    try reader.waitForPlace("1/11")
    try reader.quit()
  }

  @Test func wideAndCombiningTextKeepsTheColumns() throws {
    let home = try TestHome()
    let text = """
      Медленно минуты уплывают вдаль, встречи с ними ты уже не жди, и хотя нам прошлого немного жаль.

      日本語の文章は幅が広いので桁がずれやすいです。ここに境界線があります。日本語の文章は幅が広いので桁がずれやすいです。

      Zalgo e\u{301}\u{302}\u{303}\u{304}, flags 🇺🇦 and families 👩‍👩‍👧, thumbs 👍🏽, क्षि, and שלום עולם too.
      """
    let path = try home.write(text, to: "wide.txt")
    let reader = try ReaderSession(
      ["--notes", ReaderSession.files + "/notes", path], in: home, columns: 100, rows: 30,
      program: InstalledProgram.bare)
    let screen = try reader.tmux.waitFor("all scripts") { screen in
      screen.contains { $0.contains("שלום") } && screen.contains { $0.contains("日本語") }
        && screen.contains { $0.contains("🇺🇦") } && screen.contains { $0.contains("жаль") }
        && screen.contains { $0.contains("e\u{301}\u{302}\u{303}\u{304}") }
    }
    // No line reaches over the right edge: tmux would have wrapped it.
    #expect(screen.count <= 30)
    try reader.tmux.send("j", "j")
    try reader.waitForPlace("3/3")
    try reader.quit()
  }
}
