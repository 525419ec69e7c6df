// config.yaml: every setting, every kind of mistake with its line, and keys.

import Notes
import Testing

@testable import Commands

@Suite struct ConfigurationTests {
  private let rows = [
    KeyRow(mode: "reader", key: "j", command: "next-paragraph", help: "next"),
    KeyRow(mode: "reader", key: "k", command: "previous-paragraph", help: "previous"),
    KeyRow(mode: "note", key: "q", command: "leave", help: "back"),
  ]

  private func scalar(_ key: String, _ text: String, _ line: Int) -> YAMLEntry {
    YAMLEntry(key: key, line: line, value: .scalar(text, line: line))
  }

  private func keys(_ mode: String, _ bindings: [(String, String)]) -> YAMLEntry {
    let entries = bindings.enumerated().map { scalar($1.0, $1.1, $0 + 3) }
    return YAMLEntry(
      key: "keys", line: 1,
      value: .map([YAMLEntry(key: mode, line: 2, value: .map(entries, line: 3))], line: 2))
  }

  @Test func everySettingIsRead() {
    let entries = [
      YAMLEntry(
        key: "notes", line: 1,
        value: .list([.scalar("~/a", line: 2), .scalar("b", line: 3)], line: 2)),
      scalar("ignore", "Templates", 4), scalar("mouse", "yes", 5), scalar("emoji", "base", 6),
      scalar("file-names", "title", 7), scalar("Color", "never", 8),
      YAMLEntry(
        key: "kinds", line: 9,
        value: .map([scalar("Technique", "on", 10), scalar("place", "off", 11)], line: 10)),
      keys("reader", [("x", "next-paragraph"), ("^N", "next-paragraph"), ("k", "none")]),
    ]
    let (read, problems) = ConfigurationDecoder.decode(entries, rows: rows)
    #expect(problems.isEmpty)
    #expect(read.notes == ["~/a", "b"])
    #expect(read.ignore == ["Templates"])
    #expect(read.mouse && read.emoji == .base && read.fileNames == .title && read.color == .never)
    #expect(read.hiddenKinds == [.question, .place])
    #expect(read.keys.map(\.key) == ["x", "^N", "k"])
    #expect(read.keys.map(\.command) == ["next-paragraph", "next-paragraph", nil])
  }

  @Test(arguments: [
    ("mouze", "yes", "mouze is no setting; did you mean mouse?"),
    ("frobnicate", "1", "frobnicate is no setting"),
    ("mouse", "maybe", "mouse is yes or no"),
    ("emoji", "half", "emoji is full or base"),
    ("file-names", "uuid", "file-names is slug or title"),
    ("color", "red", "color is auto or always or never"),
    ("kinds", "person", "kinds takes lines like \"technique: on\""),
    ("keys", "j", "keys takes modes, each with lines like \"j: next-paragraph\""),
  ])
  func mistakesKeepTheUsualValueAndNameTheLine(_ key: String, _ value: String, _ message: String) {
    let (read, problems) = ConfigurationDecoder.decode([scalar(key, value, 7)])
    #expect(read == Configuration())
    #expect(problems == [ConfigurationProblem(line: 7, message: message)])
  }

  @Test func mistakesInKeysKeepTheTable() {
    let wrong = keys(
      "reader",
      [("j", "next-paragraf"), ("Hyper-j", "next-paragraph"), ("z", ""), ("y", "fly-away")])
    let (read, problems) = ConfigurationDecoder.decode(
      [wrong, keys("raeder", [("j", "none")])], rows: rows)
    #expect(read.keys.isEmpty)
    #expect(problems.map(\.line) == [3, 4, 5, 6, 2])
    #expect(
      problems.map(\.message) == [
        "next-paragraf is no command of reader; did you mean next-paragraph?",
        "Hyper-j is no key; sidelight keys shows how they are written",
        "z takes the name of a command, or none", "fly-away is no command of reader",
        "raeder is no mode; did you mean reader?",
      ])
  }

  @Test func oddShapesAreProblemsAndEmptyOnesAreNone() {
    let map = YAMLValue.map([], line: 4)
    let entries = [
      YAMLEntry(key: "notes", line: 3, value: map),
      YAMLEntry(key: "ignore", line: 5, value: .list([map, .scalar("a", line: 6)], line: 5)),
      YAMLEntry(key: "keys", line: 7, value: .null(line: 7)),
      YAMLEntry(key: "kinds", line: 8, value: .null(line: 8)),
      YAMLEntry(key: "notes", line: 9, value: .null(line: 9)),
    ]
    let (read, problems) = ConfigurationDecoder.decode(entries)
    #expect(problems.map(\.line) == [3, 4])
    #expect(read.ignore == ["a"])
  }
}
