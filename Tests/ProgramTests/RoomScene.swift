// A room's file written by hand, as a presenter of any version might have left it.

import Foundation
import TerminalDriver

struct RoomScene {
  let home: TestHome
  let path: String

  /// The room's file of a session, or of a path in the home.
  init(in home: TestHome? = nil, session: String = "2025-07-24-0900-bridge") throws {
    self.home = try home ?? TestHome()
    let folder = "state/sidelight/sessions/\(session)"
    try FileManager.default.createDirectory(
      atPath: self.home.path(folder), withIntermediateDirectories: true)
    path = self.home.path(folder + "/room.jsonl")
  }

  static func header(_ generation: Int = 1, mark: String = "a1") -> String {
    "{\"sidelight\":\"lines\",\"generation\":\(generation),\"mark\":\"\(mark)\"}\n"
  }

  /// The line of a slide that shows some words, or a paragraph of a text.
  static func line(
    _ sequence: Int, _ words: String, text: String? = nil, title: String = "The bridge",
    isBlank: Bool = false
  ) throws -> String {
    var slide: [String: Any] = [
      "lesson": title, "step": "Step 2 of 7 · read · 7 min", "words": words, "isBlank": isBlank,
      "emphasis": text == nil ? "words" : "text", "card": [Any](), "labels": [Any](),
      "notes": [Any](),
    ]
    if let text {
      slide["text"] = [
        "paragraph": 2, "count": 3, "text": text, "offset": 0, "marks": [Any](),
        "sentences": [Int](),
      ]
    }
    let data = try JSONSerialization.data(
      withJSONObject: ["sequence": sequence, "slide": slide], options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// Puts a file in place of the old one in one step.
  func replace(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// Adds to the file in one write.
  func append(_ text: String) throws {
    guard let file = FileHandle(forWritingAtPath: path) else { throw DriverError("no \(path)") }
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  func remove() throws { try FileManager.default.removeItem(atPath: path) }

  func room(
    columns: Int = 60, rows: Int = 16, _ more: [String] = [], environment: [String: String] = [:]
  ) throws -> TmuxSession {
    try TmuxSession(
      InstalledProgram.bare, ["room"] + more, in: home, columns: columns, rows: rows,
      environment: environment)
  }
}
