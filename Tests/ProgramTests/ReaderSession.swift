// The reader in tmux, in a home of its own, as the tests of the whole program start it.

import Foundation
import TerminalDriver
import Testing

/// A reading session with the sample and the shipped notes, unless told otherwise.
struct ReaderSession {
  let home: TestHome
  let tmux: TmuxSession

  /// The sample's path in every checkout.
  static let sample = Checkout.root + "/seeds/dugin-istanbul-2025-07-24.txt"
  /// Small notes and texts, shared with the transcripts.
  static let files = Checkout.root + "/Tests/Transcripts/files"

  init(
    _ words: [String] = [Self.sample], in home: TestHome? = nil, columns: Int = 80, rows: Int = 24,
    program: String = InstalledProgram.full, terminal: String = "tmux-256color",
    environment: [String: String] = [:], input: String? = nil, waitsFor start: String? = "¶ "
  ) throws {
    let home = try home ?? TestHome()
    self.home = home
    tmux = try TmuxSession(
      program, words, in: home, columns: columns, rows: rows, terminal: terminal,
      environment: environment, input: input)
    if let start { try tmux.waitFor(start) }
  }

  /// Waits until the place stands in the top row; gives the screen.
  @discardableResult
  func waitForPlace(_ place: String) throws -> [String] {
    try tmux.waitFor("place \(place)") { $0.first?.contains("¶ \(place)") ?? false }
  }

  /// Waits until the bottom row holds a text.
  @discardableResult
  func waitForMessage(_ text: String) throws -> [String] {
    try tmux.waitFor("message \(text)") { $0.last { !$0.isEmpty }?.contains(text) ?? false }
  }

  /// Goes to a paragraph and waits until its notes are there.
  func go(to paragraph: Int, of count: Int = 11) throws {
    try tmux.type("\(paragraph)p")
    try waitForPlace("\(paragraph)/\(count)")
  }

  /// Quits and expects a clean end on the same terminal.
  func quit(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try tmux.send("Q")
    #expect(try tmux.waitForExit() == 0, sourceLocation: sourceLocation)
    expectSaneTerminal(sourceLocation: sourceLocation)
  }

  /// The modes as before, the alternate screen left, the cursor shown.
  func expectSaneTerminal(sourceLocation: SourceLocation = #_sourceLocation) {
    let modes = tmux.modes
    #expect(modes.before != nil, sourceLocation: sourceLocation)
    // The first line holds the size, which a test may have changed.
    let settings = [modes.before, modes.after].map { text in
      text?.split(separator: "\n").dropFirst().joined(separator: "\n")
    }
    #expect(settings[0] == settings[1], sourceLocation: sourceLocation)
    let flags = "#{alternate_on} #{cursor_flag} #{keypad_flag} #{mouse_any_flag} #{wrap_flag}"
    let state = try? tmux.tmux("display-message", "-p", flags).lines.first
    #expect(state == "0 1 0 0 1", sourceLocation: sourceLocation)
  }
}
