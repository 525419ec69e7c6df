// A text about a flood, and a notes folder of its own beside it: where the tests of whole flows
// begin.

import Foundation
import TerminalDriver
import Testing

/// A home with a text and a notes folder, and what is looked up there after each step.
struct NotesScene {
  let home: TestHome
  let text: String
  var notes: String { home.path("notes") }

  static let flood = """
    The flood at Holm

    Karla Voss was mayor when the dyke broke. The Tide Office had warned her twice, and nobody \
    listened to it.

    The council met in the school. Karla Voss spoke for an hour, and the wardens of the coast left \
    the room before she had ended.

    Nobody in Holm talks about it now.

    """

  /// With notes by id, each as the text of its file.
  init(_ text: String = Self.flood, notes: [String: String] = [:]) throws {
    home = try TestHome()
    self.text = try home.write(text, to: "texts/flood.txt")
    try FileManager.default.createDirectory(
      atPath: home.path("notes"), withIntermediateDirectories: true)
    for (id, note) in notes { try home.write(note, to: "notes/\(id).md") }
  }

  /// With the small town of the transcripts and its notes.
  static func town() throws -> NotesScene {
    let files = ReaderSession.files
    let notes = ["harbour-board", "holm-bridge", "on-its-way", "people/anna-berg"]
    return try NotesScene(
      String(contentsOfFile: files + "/town.txt", encoding: .utf8),
      notes: Dictionary(
        uniqueKeysWithValues: notes.map {
          ($0, try String(contentsOfFile: "\(files)/notes/\($0).md", encoding: .utf8))
        }))
  }

  /// A reading session on the text, or on another one.
  func read(
    _ other: String? = nil, columns: Int = 120, rows: Int = 40, environment: [String: String] = [:]
  ) throws -> ReaderSession {
    try ReaderSession(
      ["--notes", notes, other ?? text], in: home, columns: columns, rows: rows,
      program: InstalledProgram.bare, environment: environment)
  }

  /// The program run on the notes without a screen.
  func run(_ words: String...) throws -> ProgramRun {
    try ProgramRun.of(InstalledProgram.bare, ["--notes", notes] + words, in: home)
  }

  /// The text of a note's file, nil when there is none.
  func note(_ id: String) -> String? { home.read("notes/\(id).md") }

  /// Paths of all files in a folder of the home, sorted; what the program keeps for itself in the
  /// notes folder is left out.
  func files(in folder: String = "notes") -> [String] {
    let found = FileManager.default.enumerator(atPath: home.path(folder))?.allObjects ?? []
    return found.compactMap { $0 as? String }
      .filter { !$0.hasPrefix(".") && !isFolder(folder + "/" + $0) }.sorted()
  }

  private func isFolder(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: home.path(name), isDirectory: &isFolder)
    return isThere && isFolder.boolValue
  }

  /// The files of drafts, whole ones only.
  var draftNames: [String] {
    files(in: "state/sidelight/drafts").filter { $0.hasSuffix(".draft") }
  }

  /// The drafts that are kept, as the text of their files.
  var drafts: [String] {
    draftNames.compactMap { home.read("state/sidelight/drafts/" + $0) }
  }

  /// Writes a script into the home's folder of programs; gives its path.
  @discardableResult
  func script(_ name: String, _ lines: String) throws -> String {
    try home.install(script: lines, as: name)
  }

  /// Waits until something is so beside the screen.
  func wait(
    for what: String, seconds: Double = 40, _ isSo: () throws -> Bool
  ) throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
    while try !isSo() {
      guard ContinuousClock.now < deadline else {
        throw DriverError("never came: \(what); notes: \(files()), drafts: \(drafts)")
      }
      usleep(10_000)
    }
  }
}

extension TestHome {
  /// Writes a script into the folder `bin`; gives its path. Another process writes it: a program that
  /// a test beside this one starts at that moment would inherit the open file, and nobody could run
  /// it before that program's end ("text file busy").
  func install(script lines: String, as name: String) throws -> String {
    let path = self.path("bin/" + name)
    let writing = "mkdir -p \"${1%/*}\" && cat >\"$1\" && chmod 755 \"$1\""
    let text = Data("#!/bin/sh\n\(lines)\n".utf8)
    let run = try ProgramRun.of("/bin/sh", ["-c", writing, "sh", path], in: self, input: text)
    guard run.exitCode == 0 else { throw DriverError("no script: \(run.errorText)") }
    return path
  }
}

extension ReaderSession {
  /// Selects the first two words of the second paragraph of the flood.
  func selectKarlaVoss() throws {
    try go(to: 2, of: 4)
    try tmux.send("v", "w")
    try waitForMessage("2 words")
  }

  /// Opens the form and waits for the field that is typed in.
  func openForm(at field: String = "Description") throws {
    try tmux.send("a")
    try tmux.waitFor("▸ \(field)")
  }

  /// Types into the field of the form, waits for its end, goes to another field.
  func fill(_ text: String, next key: String, to field: String) throws {
    try tmux.type(text)
    try tmux.waitFor(String(text.suffix(12)))
    try tmux.send(key)
    try tmux.waitFor("▸ \(field)")
  }

  /// Waits until something stands on the screen no more.
  @discardableResult
  func waitUntilGone(_ text: String) throws -> [String] {
    try tmux.waitFor("screen without \"\(text)\"") { screen in
      screen.contains { !$0.isEmpty } && !screen.contains { $0.contains(text) }
    }
  }

  /// Types a command by its name.
  func command(_ name: String) throws {
    try tmux.send(":")
    try tmux.waitFor("the command line") { $0.last { !$0.isEmpty }?.first == ":" }
    try tmux.type(name)
    try waitForMessage(":" + name)
    try tmux.send("Enter")
  }
}
