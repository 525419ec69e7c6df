// Note files as spans: splitting and editing leave every other byte alone.

import Notes
import Testing
import Text
import Vault

@Suite struct NoteFileTests {
  @Test(
    arguments: [
      ("", nil, "", 1), ("text", nil, "text", 1), ("---\na: 1\n---\nB", "a: 1\n", "B", 4),
      ("---\r\na: 1\r\n---\r\nB\r\n", "a: 1\r\n", "B\r\n", 4),
      ("---\ra: 1\r---\rB", "a: 1\r", "B", 4),
      ("\u{FEFF}---\na: 1\n---\nB", "a: 1\n", "B", 4), ("---\n---\nB", "", "B", 3),
      ("--- \t\na: 1\n---  \nB", "a: 1\n", "B", 4),
      ("---\na: 1\n...\nB", "a: 1\n", "B", 4), ("---\na: 1\n---", "a: 1\n", "", 4),
      ("----\na: 1\n---\n", nil, "----\na: 1\n---\n", 1),
      (" ---\na: 1\n---\n", nil, " ---\na: 1\n---\n", 1), ("---", nil, "---", 1),
      ("---\n", nil, "---\n", 1),
      ("---\na: 1\n----\nB", nil, "---\na: 1\n----\nB", 1),
      ("\n---\na: 1\n---\n", nil, "\n---\na: 1\n---\n", 1),
    ] as [(String, String?, String, Int)])
  func splits(_ text: String, _ front: String?, _ body: String, _ line: Int) {
    let file = NoteFile(text)
    #expect(file.text.utf8.elementsEqual(text.utf8))
    #expect(file.frontMatterText.map { Array($0.utf8) } == front.map { Array($0.utf8) })
    #expect(Array(file.bodyText.utf8) == Array(body.utf8))
    #expect(file.bodyLine == line)
  }

  @Test(arguments: [
    ("---\na: 1\nKind: x # c\nb: 2\n---\nB", "---\na: 1\nKind: NEW # c\nb: 2\n---\nB"),
    ("---\r\nkind:   x\r\n---\r\nB", "---\r\nkind:   NEW\r\n---\r\nB"),
    ("---\nkind:\n---\n", "---\nkind: NEW\n---\n"),
    ("---\nkind: # c\n---\n", "---\nkind: NEW # c\n---\n"),
    ("---\nkind: 'a''b' # c\n---\n", "---\nkind: NEW # c\n---\n"),
    ("---\nkind: \"a\n  b\"\nz: 1\n---\n", "---\nkind: NEW\nz: 1\n---\n"),
    ("---\nkind:\n- a\n- b\n\n# c\nz: 1\n---\n", "---\nkind: NEW\n\n# c\nz: 1\n---\n"),
    ("---\nkind: |\n  a\n\n  # in\nz: 1\n---\n", "---\nkind: NEW\nz: 1\n---\n"),
    ("---\nkind: [a,\n  \"]\"]\nz: 1\n---\n", "---\nkind: NEW\nz: 1\n---\n"),
    ("---\nkind: a\n  b\nz: 1\n---\n", "---\nkind: NEW\nz: 1\n---\n"),
    ("---\n\"kind\": a\n---\n", "---\n\"kind\": NEW\n---\n"),
    ("---\na: 1\n---\nB", "---\na: 1\nkind: NEW\n---\nB"),
    ("---\n---\nB", "---\nkind: NEW\n---\nB"), ("B", "---\nkind: NEW\n---\nB"),
    ("\u{FEFF}B\r\nC", "\u{FEFF}---\r\nkind: NEW\r\n---\r\nB\r\nC"),
    ("---\nx: {kind: a}\n---\n", "---\nx: {kind: a}\nkind: NEW\n---\n"),
    ("---\nurl: http://x#y\nkind: a#b\n---\n", "---\nurl: http://x#y\nkind: NEW\n---\n"),
  ])
  func settingChangesOneValueOnly(_ text: String, _ expected: String) throws {
    let edited = try NoteFile(text).settingKey("kind", to: .text("NEW"))
    #expect(Array(edited.text.utf8) == Array(expected.utf8))
    let again = try edited.settingKey("KIND", to: .text("NEW"))
    #expect(again == edited)
  }

  @Test(arguments: [
    ("---\na: 1\naliases: [x] # c\nb: 2\n---\nB", "---\na: 1\nb: 2\n---\nB"),
    ("---\naliases:\n  - x\n  - y\n# c\nb: 2\n---\n", "---\n# c\nb: 2\n---\n"),
    ("---\nb: 1\n---\n", "---\nb: 1\n---\n"), ("no front", "no front"),
    ("---\naliases: x\n---\nB", "---\n---\nB"),
  ])
  func removing(_ text: String, _ expected: String) throws {
    #expect(try NoteFile(text).removingKey("aliases").text == expected)
  }

  @Test(arguments: [
    ("---\naliases: [a, b] # c\n---\n", "---\naliases: [a, b, New] # c\n---\n"),
    ("---\naliases: []\n---\n", "---\naliases: [New]\n---\n"),
    ("---\naliases: [a, ]\n---\n", "---\naliases: [a, New ]\n---\n"),
    ("---\naliases: [ a ]\n---\n", "---\naliases: [ a, New ]\n---\n"),
    (
      "---\naliases:\n  - a\n  - b\nz: 1\n---\n",
      "---\naliases:\n  - a\n  - b\n  - New\nz: 1\n---\n"
    ), ("---\r\naliases:\r\n- a\r\n---\r\n", "---\r\naliases:\r\n- a\r\n- New\r\n---\r\n"),
    ("---\naliases: a\n---\n", "---\naliases: [a, New]\n---\n"),
    ("---\naliases: a, b\n---\n", "---\naliases: [a, b, New]\n---\n"),
    ("---\naliases: 'a'\n---\n", "---\naliases: ['a', New]\n---\n"),
    ("---\naliases:\n---\n", "---\naliases: [New]\n---\n"),
    ("---\nz: 1\n---\n", "---\nz: 1\naliases: [New]\n---\n"),
    ("B\n", "---\naliases: [New]\n---\nB\n"),
    ("---\naliases: [\n  a,\n  b\n]\n---\n", "---\naliases: [\n  a,\n  b, New\n]\n---\n"),
  ])
  func appending(_ text: String, _ expected: String) throws {
    #expect(try NoteFile(text).appendingToList("aliases", "New").text == expected)
  }

  @Test(arguments: [
    "---\naliases: |\n  x\n---\n", "---\naliases: {a: b}\n---\n", "---\n] x\n---\n",
    "---\na: [\n---\n", "---\na: 1\n",
  ])
  func whatIsNotUnderstoodIsLeftAlone(_ text: String) {
    #expect(throws: NoteEditError.self) { try NoteFile(text).appendingToList("aliases", "N") }
  }

  @Test(arguments: [
    "plain", "with: colon", "a # b", "-x", "yes", "", " lead", "quote\"s", "back\\slash",
    "two\nlines", "tab\t", "[x]", "a, b", "НАБУ", "\u{2028}", "\u{1B}[2J", "x:", "*a", "&a", "!t",
    "2025-07-24", "it's", "@x", "%y", "{", "\u{85}", "\u{202E}x", "null", "~", "#",
  ])
  func whatIsWrittenIsReadBack(_ text: String) throws {
    let reader = YAMLReader()
    let one = try NoteFile("B").settingKey("k", to: .text(text))
    let read = try reader.entries(of: try #require(one.frontMatterText))
    #expect(read.first?.value.string.map { Array($0.utf8) } == Array(text.utf8))
    let list = try NoteFile("---\nk: [a]\n---\n").appendingToList("k", text)
    let items = try reader.entries(of: try #require(list.frontMatterText)).first?.value.strings
    #expect(items?.map { Array($0.utf8) } == [Array("a".utf8), Array(text.utf8)])
  }

  @Test func mutatedFilesNeverCrashAndEditsTouchNothingElse() throws {
    let reader = YAMLReader()
    var random = Seeded(state: 3)
    let seeds = [
      "---\r\ntitle: \"A b\" # c\r\nAliases: [x, 'y z']\r\ntags:\r\n  - a\r\n  - b\r\nother: {q: [1]}\r\n---\r\n# H\r\n[[x]] `c` [^1]\r\n\r\n[^1]: P, \"T\", 2025, <u>\r\n",
      "\u{FEFF}---\nquote: >-\n  a\n  b\n\nquote-start: 5\n...\nbody [a](b.md)\n",
    ].map { Array($0.utf8) }
    let spice = Array("[]{}:,&*!|>'\"#%@`-? \n\t\r^()_<".utf8)
    var edited = 0
    for round in 0..<4_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int(random.next() % 8) where !bytes.isEmpty {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(spice[Int(random.next() % UInt64(spice.count))], at: at)
        case 2: bytes.removeLast(min(bytes.count, Int(random.next() % 20)))
        default: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let file = NoteFile(text)
      #expect(file.text.utf8.elementsEqual(text.utf8))
      let before = parsed(text)
      guard let result = try? file.settingKey("kind", to: .text("NEW")) else { continue }
      #expect(result.bodyText.utf8.elementsEqual(file.bodyText.utf8))
      _ = try? file.appendingToList("aliases", "N")
      _ = try? file.removingKey("title")
      // Where YAML was readable before, it is after, with the same other entries.
      guard before.problems.isEmpty, let front = file.frontMatterText,
        let old = try? reader.entries(of: front), let changed = result.frontMatterText
      else { continue }
      let new = try reader.entries(of: changed)
      edited += 1
      #expect(new.first { $0.key.lowercased() == "kind" }?.value.string == "NEW", "\(text)")
      #expect(
        new.filter { $0.key.lowercased() != "kind" }.map(\.key)
          == old.filter { $0.key.lowercased() != "kind" }.map(\.key), "\(text)")
    }
    #expect(edited > 300)
  }
}

struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
