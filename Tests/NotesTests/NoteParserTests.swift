// What a note's file says, read through the real YAML reader.

import Anchoring
import Notes
import Testing
import Text
import Vault

func parsed(_ text: String, id: String = "people/ivan") -> ParsedNote {
  NoteParser(yaml: YAMLReader()).parse(
    text, id: NoteID(id), folder: "Notes", path: "Notes/\(id).md")
}

func note(_ text: String, id: String = "people/ivan") throws -> Note {
  try #require(parsed(text, id: id).note)
}

@Suite struct NoteParserTests {
  @Test func readsTheContractsExample() throws {
    let found = parsed(
      """
      ---
      title: National Anti-Corruption Bureau of Ukraine
      aliases: [NABU, НАБУ]
      kind: Organization
      tags: [ukraine, "#law"]
      description: Ukraine's law-enforcement agency.
      ---
      Created by Law No. 1698-VII.[^1] See also [[sapo]].

      [^1]: Verkhovna Rada, "On the Bureau", 2014-10-14, <https://example.org/law>
      """)
    #expect(found.problems.isEmpty)
    let note = try #require(found.note)
    #expect(note.title == "National Anti-Corruption Bureau of Ukraine")
    #expect(note.aliases == ["NABU", "НАБУ"])
    #expect(note.kind == .organization)
    #expect(note.tags == ["ukraine", "law"])
    #expect(note.hasOwnDescription)
    #expect(note.bodyLine == 8)
    #expect(note.keyLines["kind"] == 4)
    #expect(note.surfaces)
    #expect(
      note.sources == [
        Source(
          label: "1", publisher: "Verkhovna Rada", title: "On the Bureau", date: "2014-10-14",
          url: "https://example.org/law",
          text: "Verkhovna Rada, \"On the Bureau\", 2014-10-14, https://example.org/law", line: 10)
      ])
    #expect(
      note.references == [
        NoteReference(target: "sapo", label: "sapo", isPath: false, line: 8)
      ])
  }

  @Test(arguments: [
    ("---\ntitle: T\n---\n# H\n", "T"), ("---\nTITLE: T\n---\n", "T"),
    ("# Head *ing* #\n", "Head ing"), ("```\n# code\n```\n## Real\n", "Real"),
    ("Setext\n===\n", "Setext"), ("C#\n--\n", "C#"), ("no heading\n", "ivan"), ("", "ivan"),
    ("---\ntitle:\n---\nx", "ivan"), ("---\ntitle: [a]\n---\nx", "ivan"), ("# C#\n", "C#"),
    ("#nothead\n", "ivan"), ("\u{FEFF}---\r\ntitle: B\r\n---\r\n", "B"),
    ("---\rtitle: C\r---\r", "C"),
  ])
  func titles(_ text: String, _ expected: String) throws {
    #expect(try note(text).title == expected)
  }

  @Test(arguments: [
    ("aliases: [a, b]", ["a", "b"]), ("aliases:\n  - a\n  - b", ["a", "b"]),
    ("aliases: one", ["one"]),
    ("alias: a, b", ["a", "b"]),
    ("Aliases: [x/y/z, notes.md, 9/11, real, /abs]", ["9/11", "real"]),
    ("aliases:", []), ("aliases: [a, a, T]", ["a"]), ("aliases: [1, yes, ~]", ["1", "yes"]),
    ("aliases: [A, a]", ["A", "a"]),
  ])
  func aliases(_ yaml: String, _ expected: [String]) throws {
    #expect(try note("---\ntitle: T\n\(yaml)\n---\n").aliases == expected)
  }

  @Test(arguments: [
    ("tags: a b, c", ["a", "b", "c"]), ("tags: ['#x', y/z]", ["x", "y/z"]), ("tag: q", ["q"]),
  ])
  func tags(_ yaml: String, _ expected: [String]) throws {
    #expect(try note("---\n\(yaml)\n---\n").tags == expected)
  }

  @Test(
    arguments: [
      ("First one. Second.", "First one."),
      ("# H\n\n- item\n\nThe **bold** [[a|link]].[^1] Next", "The bold link."),
      ("Dr. Who came in No. 5. He left.", "Dr. Who came in No. 5."),
      ("Law No. 12 of J. Doe works. X", "Law No. 12 of J. Doe works."),
      ("Is it? Yes.", "Is it?"), ("line one\nline two. Three", "line one line two."),
      ("[^1]: only a footnote", nil),
      ("", nil), ("```\ncode.\n```\n", nil), ("<!-- hidden. -->\nShown. More", "Shown."),
      ("Version 2.5 is here. Ok", "Version 2.5 is here."),
      ("He said “no.” Then left.", "He said “no.”"),
      ("Wait… and see. Go", "Wait… and see."),
      ("snake_case and `code_x` stay. B", "snake_case and code_x stay."),
    ] as [(String, String?)])
  func descriptions(_ body: String, _ expected: String?) throws {
    #expect(try note("---\nkind: term\n---\n" + body).description == expected)
    #expect(try note(body).hasOwnDescription == false)
  }

  @Test func flagsAndListsAreRead() throws {
    let found = parsed(
      "---\nmatch-case: yes\nlanguage: uk\nnear: [war, peace]\nvalid-from: 2025-01\nvalid-until: 2025\nsurface: no\n---\n"
    )
    let note = try #require(found.note)
    #expect(found.problems.isEmpty)
    #expect(note.matchCase == true)
    #expect(note.language == "uk")
    #expect(note.near == ["war", "peace"])
    #expect(note.validFrom == "2025-01")
    #expect(note.validUntil == "2025")
    #expect(!note.surfaces)
    #expect(try self.surfaces("surface: yes"))
    #expect(try !self.surfaces("tags: [linker-exclude]"))
    #expect(try !self.surfaces("surface: False"))
  }

  private func surfaces(_ yaml: String) throws -> Bool { try note("---\n\(yaml)\n---\n").surfaces }

  @Test func passagesAreRead() throws {
    let hash = String(repeating: "ab", count: 32)
    let found = parsed(
      "---\nquote: \"the  words\"\nquote-prefix: \" x \"\nquote-suffix: ' y'\nquote-document: ../a.txt\nquote-hash: \(hash)\nquote-start: 10\nquote-end: 20\n---\n"
    )
    #expect(found.problems.isEmpty)
    let passage = try #require(found.note?.passage)
    #expect(passage.document == "../a.txt")
    #expect(passage.hash == ContentHash(hex: hash))
    #expect(
      passage.selector
        == TextSelector(
          quote: "the  words", prefix: " x ", suffix: " y",
          position: ScalarRange(ScalarOffset(10), ScalarOffset(20))))
  }

  @Test(arguments: [
    ("quote: x\nquote-start: ten", 3), ("quote: x\nquote-start: -1", 3),
    ("quote: x\nquote-hash: zz", 3),
    ("quote: [a]", 2), ("quote-document: a.txt", 2), ("quote: x\nquote-start: 9\nquote-end: 3", 4),
    ("quote: x\nquote-start: 99999999999999999999", 3), ("match-case: maybe", 2),
    ("aliases: {a: b}", 2),
    ("title: [a]", 2), ("source: {a: b}", 2), ("near: [[a], b]", 2),
  ])
  func malformedValuesAreProblemsAndTheNoteStays(_ yaml: String, _ line: Int) {
    let found = parsed("---\n\(yaml)\n---\nBody.")
    #expect(found.note?.body == "Body.")
    #expect(found.problems.map(\.line) == [line])
    #expect(found.problems.first?.rule == "broken-yaml")
    #expect(found.problems.first?.path == "Notes/people/ivan.md")
  }

  @Test(arguments: [
    ("---\na: [\n---\nB", "broken-yaml"), ("---\na: 1\nA: 2\n---\nB", "duplicate-key"),
    ("---\na: &x 1\n---\nB", "broken-yaml"), ("---\ntitle: open\nB", "broken-yaml"),
    ("---\n- a\n---\nB", "broken-yaml"),
    ("---\nx: " + String(repeating: "y", count: 70_000) + "\n---\nB", "broken-yaml"),
  ])
  func brokenFrontMatterNeverHidesTheNote(_ text: String, _ rule: String) throws {
    let found = parsed(text)
    #expect(found.problems.map(\.rule) == [rule])
    let note = try #require(found.note)
    #expect(note.title == "ivan")
    #expect(!note.surfaces)
  }

  @Test func filesBeyondTheLimitAreRefusedWithAReason() {
    let found = parsed(String(repeating: "x", count: NoteFile.sizeLimit + 1))
    #expect(found.note == nil)
    #expect(found.problems.first?.message.contains("4 MB") == true)
  }

  @Test func aRuleAtTheTopIsNoFrontMatter() throws {
    let found = parsed("---\nJust a rule above. Text.")
    #expect(found.problems.isEmpty)
    #expect(found.note?.surfaces == true)
  }
}
