// A lesson on a small text with notes that hold a word nobody in the room may see too early: where
// the tests of teaching begin.

import Foundation
import TerminalDriver
import Testing

struct LessonScene {
  let home: TestHome
  var lesson: String { home.path("notes/lessons/bridge.md") }
  var notes: String { home.path("notes") }

  static let text = """
    The board met on Monday. Everyone knows that the bridge must go.

    Anna Berg, who leads the board, called the plan a betrayal. It is a betrayal! Nobody asked us.

    The harbour earns less than it costs. That is a given.

    """

  static let lessonText = """
    ---
    title: The bridge
    document: texts/bridge.txt
    author: A. Writer
    outlet: The Holm Courier
    date: 2025-07-24
    minutes: 45
    labels: [Loaded language, Bandwagon]
    ---
    To the teacher: SECRETWORD say first that it is only a bridge.

    ## Stop · 4 min
    Before we read.

    To the teacher: SECRETWORD let them guess.

    Question (choice): What kind of text is this?
    - news
    - opinion
    Answer: opinion

    ## Read · 7 min · ¶2, ¶3
    Read it twice.

    ## Mark · 8 min · ¶2
    Question (span): Mark what works on your feelings.
    Answer: Loaded language: "called the plan a betrayal"

    ## Compare · 6 min · ¶2

    ## Reveal · 6 min · ¶2
    Show: anna-berg

    ## Vote · 3 min
    Ask again: 1

    ## Exit · 2 min
    Goodbye.

    ## Discuss · 5 min · optional
    Question (short): SECRETQUESTION of an extra step?
    """

  init() throws {
    home = try TestHome()
    try home.write(Self.text, to: "texts/bridge.txt")
    try home.write("", to: "notes/.sidelight/here")
    try home.write(Self.lessonText, to: "notes/lessons/bridge.md")
    try home.write(
      """
      ---
      title: SECRETWORD the engineer
      aliases: [Anna Berg]
      kind: person
      description: SECRETWORD she drew the bridge in 1931.
      ---
      SECRETWORD body. See [[harbour-board]].[^1]

      [^1]: Holm Courier, "SECRETWORD interview", 2024-05-01, <https://holm.example/berg>
      """, to: "notes/anna-berg.md")
    try home.write(
      """
      ---
      title: SECRETBOARD of the harbour
      aliases: [the board]
      kind: organization
      description: SECRETBOARD runs the harbour.
      ---
      SECRETBOARD body.
      """, to: "notes/harbour-board.md")
  }

  /// The arguments that teach the lesson.
  func teaching(_ more: String...) -> [String] { ["--notes", notes, "teach", lesson] + more }

  func teach(columns: Int = 80, rows: Int = 24) throws -> TmuxSession {
    let session = try TmuxSession(
      InstalledProgram.bare, teaching(), in: home, columns: columns, rows: rows)
    try session.waitFor("Space:")
    return session
  }

  /// The room's screen on the same state.
  func room(columns: Int = 60, rows: Int = 16, _ more: String...) throws -> TmuxSession {
    try TmuxSession(InstalledProgram.bare, ["room"] + more, in: home, columns: columns, rows: rows)
  }

  func run(_ words: String...) throws -> ProgramRun {
    try ProgramRun.of(InstalledProgram.bare, ["--notes", notes] + words, in: home)
  }

  /// Folders of sessions, by name.
  var sessions: [String] {
    let folder = home.path("state/sidelight/sessions")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// A file of the only session.
  func file(_ name: String) -> String? {
    sessions.first.flatMap { home.read("state/sidelight/sessions/\($0)/\(name)") }
  }
}
