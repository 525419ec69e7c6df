// The YAML port's promises, tried on the library behind it.

import Notes
import Testing
import Vault

private func problem(_ text: String) -> YAMLProblem? {
  do {
    _ = try YAMLReader().entries(of: text)
    return nil
  } catch {
    return error
  }
}

@Suite struct YAMLReaderTests {
  @Test func valuesComeAsTextWithTheirLines() throws {
    let entries = try YAMLReader().entries(
      of: "# c\ntitle: A b\nn: 0123\nyes: on\nnone:\nq: \"\"\nlist: [a, 2025-07-24]\nm:\n  k: v\n")
    #expect(entries.map(\.key) == ["title", "n", "yes", "none", "q", "list", "m"])
    #expect(entries.map(\.line) == [2, 3, 4, 5, 6, 7, 8])
    #expect(entries[0].value == .scalar("A b", line: 2))
    #expect(entries[1].value.string == "0123")
    #expect(entries[2].value.string == "on")
    #expect(entries[3].value == .null(line: 5) || entries[3].value == .null(line: 6))
    #expect(entries[4].value == .scalar("", line: 6))
    #expect(entries[5].value.strings == ["a", "2025-07-24"])
    #expect(
      entries[6].value
        == .map([YAMLEntry(key: "k", line: 9, value: .scalar("v", line: 9))], line: 9))
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "   \r\n# x", "~\n", "null"])
  func nothingHasNoEntries(_ text: String) throws {
    #expect(try YAMLReader().entries(of: text).isEmpty)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", 3), ("title: x\nTitle: y\n", 2), ("m:\n  a: 1\n  A: 2\n", 3),
    ("a: 1\r\nb: 2\r\na: 3\r\n", 3), ("a: 1\rb: 2\rB: 3\r", 3),
  ])
  func duplicateKeysAreFoundWhateverTheirCase(_ text: String, _ line: Int) {
    let found = problem(text)
    #expect(found?.rule == .duplicateKey)
    #expect(found?.line == line)
  }

  @Test(
    arguments: [
      ("a: &x 1\n", 1), ("b: 1\na: &x [1]\nc: *x\n", 2), ("a: *nowhere\n", 1), ("&k a: 1\n", 1),
      ("a: 1\nb: [x: y: z]\n", 2), ("a: \"open\nb: 1\n", nil), ("a: [1, 2\nb: 3\n", nil),
      ("a: 1\n\tb: 2\n", 2), ("a: b: c\n", 1), ("just words\n", 1), ("- a\n- b\n", 1),
      ("a: 1\n? [x]\n: 2\n", 2), ("a: 1\nb: x\u{0}y\n", 2), ("a: \u{1B}[2J\n", 1),
      ("a: 1\n---\nb: 2\n", 2), ("a: @x\n", 1), ("a: %x\n", 1), ("a: \u{FFFE}", 1),
      ("a: \"\\uD800\"\n", 1),
    ] as [(String, Int?)])
  func whatCannotBeReadIsAProblemWithItsLine(_ text: String, _ line: Int?) {
    let found = problem(text)
    #expect(found?.rule == .brokenYAML, "\(text)")
    if let line { #expect(found?.line == line, "\(text) \(String(describing: found))") }
    #expect(found?.reason.contains("\n") == false)
  }

  @Test func linesAreOursEvenWithSeparatorsOnlyYAMLKnows() {
    #expect(problem("a: \"x\u{2028}y\u{85}z\"\nb: 1\nb: 2\n")?.line == 3)
  }

  @Test func thirtyTwoLevelsAreReadAndMoreAreRefused() {
    func flow(_ depth: Int) -> String {
      "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(problem(flow(31)) == nil)
    #expect(problem(flow(32))?.rule == .brokenYAML)
    #expect(problem(flow(450))?.rule == .brokenYAML)
    #expect(problem(flow(30_000))?.rule == .brokenYAML)
  }

  @Test(arguments: ["- ", "? ", ": ", "-\t", "[", "{a: ", "{? ", "[{a: ", "!!seq [", "- ? "])
  func noNestingOverflowsTheStack(_ part: String) {
    for count in [200, 480, 990, 5_000, 30_000] {
      _ = problem(String(repeating: part, count: count))
      _ = problem("a:\n  " + String(repeating: part, count: count))
    }
    #expect(problem(String(repeating: part, count: 30_000)) != nil)
  }

  @Test func indentationCannotNestWithoutEnd() {
    var text = ""
    for level in 0..<350 { text += String(repeating: " ", count: level) + "a:\n" }
    #expect(problem(text) != nil)
  }

  @Test func aliasesAreRefusedBeforeTheyGrow() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x]\n"
    for level in 1..<40 {
      let list = Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ", ")
      text += "? &a\(level) [\(list)]\n: 1\n"
    }
    #expect(problem(text)?.rule == .brokenYAML)
  }

  @Test func starsInProseAreNoAliases() {
    let prose = String(repeating: "the *very* best & most **bold** words, ", count: 40)
    #expect(problem("description: It is \(prose)\n") == nil)
    #expect(
      problem("quote: |\n  * one\n  * two\n" + String(repeating: "  * x\n", count: 30)) == nil)
  }

  @Test func mutatedTextNeverCrashes() {
    var random = SplitMix(state: 7)
    let seed = Array(
      "title: \"A 'b'\"\naliases: [x, {y: z}]\ntags:\n  - &a b\n  - *a\nq: |\n  text\n? k\n: v\n"
        .utf8)
    let spice = Array("[]{}:,&*!|>'\"#%@`-? \n\t\r\u{85}\u{2028}".utf8)
    for _ in 0..<3_000 {
      var bytes = seed
      for _ in 0..<Int(random.next() % 6) {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(spice[Int(random.next() % UInt64(spice.count))], at: at)
        default: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      _ = problem(String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// A small seeded generator.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
