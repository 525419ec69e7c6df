// Texts, notes and names that try to drive the terminal: every byte that reaches it is examined,
// and every byte that reaches a pipe.

import Foundation
import Glibc
import TerminalDriver
import Testing

@Suite struct HostileTextTests {
  /// What an attacker would send. `PWNED` marks what must never stand inside a sequence.
  static let payloads: [String] = [
    "\u{1B}]0;PWNED\u{07}", "\u{1B}]2;PWNED\u{1B}\\", "\u{1B}]52;c;UFdORUQ=\u{07}",
    "\u{1B}]8;;http://PWNED\u{1B}\\link\u{1B}]8;;\u{1B}\\", "\u{1B}[2J\u{1B}[H",
    "\u{1B}[31;44mPWNED",
    "\u{1B}P+q544e\u{1B}\\", "\u{1B}_PWNED\u{1B}\\", "\u{1B}^PWNED\u{1B}\\", "\u{1B}c",
    "\u{1B}[?1049l", "\u{1B}[?1000h", "\u{1B}[6n", "\u{1B}[21t", "\u{1B}#8", "\u{1B}(0",
    "\u{9B}31mPWNED", "\u{9D}0;PWNED\u{9C}", "\u{90}PWNED\u{9C}", "\u{85}", "\u{00}",
    "\u{08}\u{08}",
    "\u{0B}\u{0C}", "\u{0E}\u{0F}", "\u{05}", "\u{07}", "\u{7F}\u{7F}", "\u{18}\u{1A}",
    "\u{202E}drawkcab\u{202C}", "\u{2066}\u{2067}\u{2068}\u{2069}", "\u{200E}\u{200F}\u{61C}",
    "\u{202A}\u{202B}\u{202D}", "\r\u{1B}", "\u{1B}\u{1B}[31m",
    "\u{1B}[" + String(repeating: "9", count: 200) + "m",
  ]

  /// The payloads in a text, one a paragraph, with a name that has a note.
  static var text: Data {
    var bytes = Data("Anna Berg is here.\n\n".utf8)
    for payload in payloads { bytes.append(Data("x\(payload)y Anna Berg\(payload)\n\n".utf8)) }
    // C1 as single bytes, which is no UTF-8, and cut sequences.
    bytes.append(contentsOf: [0x9B, 0x33, 0x31, 0x6D, 0x90, 0x9D, 0xC2, 0x0A, 0x0A])
    let marks = String(repeating: "\u{301}\u{489}\u{20DD}", count: 3_000)
    bytes.append(Data("stack a\(marks)b end\n\nlast paragraph\n".utf8))
    return bytes
  }

  /// Notes whose every part is hostile: YAML escapes, raw bytes, names of files.
  static func writeNotes(in home: TestHome) throws {
    func raw(_ text: String) -> String { text.replacingOccurrences(of: "\u{0}", with: "") }
    let joined = raw(payloads.filter { !$0.contains("\r") && !$0.contains("\u{85}") }.joined())
    let yaml = "\\e]0;PWNED\\a \\e]52;c;UFdORUQ=\\a \\x9B31mPWNED \\u202Edrow \\x7F \\0 \\e[2J"
    try home.write(
      """
      ---
      title: "Anna Berg"
      aliases: ["\(yaml)"]
      kind: "per\\e[31mson"
      tags: ["\(yaml)"]
      description: "\(yaml)"
      ---
      \(joined) body [[bad\u{1B}]0;PWNED\u{07}link]] and [link](http://x/\u{1B}]0;PWNED\u{07}).[^1]

      [^1]: Pub\u{1B}[31mlisher, "Ti\u{9B}31mtle", 2020-01-01, <https://x.example/\u{1B}]0;PWNED\u{07}>
      """, to: "notes/berg.md")
    try home.write(
      "---\ntitle: \"\(yaml)\"\nkind: term\naliases: [is here]\n---\nText.\n",
      to: "notes/na\u{1B}]0;PWNED\u{07}me.md")
    try home.write("---\ntitle: [\(joined)\n---\n", to: "notes/bro\u{1B}[31mken\u{202E}.md")
    try home.write(Data([0x2D, 0x2D, 0x2D, 0x0A, 0xFF, 0x9B, 0x0A, 0x1B]), to: "notes/bytes.md")
  }

  /// Fed by itself, so that it is a key of its own.
  private static let escape = "\u{1B}"

  private func hostileHome() throws -> (home: TestHome, text: String) {
    let home = try TestHome()
    try Self.writeNotes(in: home)
    return (home, try home.write(Self.text, to: "te\u{1B}]0;PWNED\u{07}xt\u{202E}.txt"))
  }

  private func expectHarmless(
    _ run: PtyRun, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let left = HostileBytes.withoutKnownSequences(run.output)
    // The terminal library moves the cursor back by BS.
    let found = HostileBytes.found(in: left, allowing: ["\u{08}"])
    #expect(found == [], "\(what)", sourceLocation: sourceLocation)
    // A copied address is the user's own deed; what lands in the clipboard must be as harmless, for
    // it may be pasted into a shell.
    let copied = HostileBytes.copied(run.output)
    #expect(!copied.contains("PWNED"), sourceLocation: sourceLocation)
    #expect(
      copied.flatMap { HostileBytes.found(in: $0) } == [], "\(what)", sourceLocation: sourceLocation
    )
    #expect(!run.text.contains("\u{1B}]0;"), sourceLocation: sourceLocation)
  }

  /// Waits until the program has answered and is still again; an unanswered key is no mistake here.
  private func settle(_ run: PtyRun) {
    var (count, since) = (run.output.count, ContinuousClock.now)
    let start = count
    try? run.wait("stillness", seconds: 1) { run in
      if run.output.count != count { (count, since) = (run.output.count, ContinuousClock.now) }
      return count > start && ContinuousClock.now - since > .milliseconds(60)
    }
  }

  @Test(arguments: [(100, 30), (80, 24), (50, 20)])
  func nothingHostileReachesTheTerminal(columns: Int, rows: Int) throws {
    let (home, text) = try hostileHome()
    let run = try PtyRun(
      InstalledProgram.bare, ["--notes", home.path("notes"), text], in: home, columns: columns,
      rows: rows)
    try run.wait(for: "Berg[1]")
    // Through the whole text and every list, with a word from each as the sign that it is there.
    for keys in [
      "\r", "JJJJ", Self.escape, "s", "berg", "\r", Self.escape, "t", "jjjj", Self.escape,
      ":kinds\r", Self.escape, ":lost\r", Self.escape, "?", Self.escape, "/PWNED\r", "nnnn", "N",
      "    ", "G", "bbb", ":\u{1B}[31m", Self.escape,
    ] {
      run.feed(keys)
      settle(run)
    }
    run.send(signal: SIGTERM)
    #expect(try run.waitForExit() == 143)
    #expect(run.text.contains("last paragraph"))
    #expect(run.text.contains("PWNED␇"))
    expectHarmless(run, "reading at \(columns)x\(rows)")
  }

  @Test func whatIsCopiedIsHarmless() throws {
    let (home, text) = try hostileHome()
    let run = try PtyRun(
      InstalledProgram.bare, ["--notes", home.path("notes"), text], in: home, columns: 120, rows: 50
    )
    try run.wait(for: "Berg[1]")
    run.feed("\r")
    try run.wait(for: "Pub␛[31mlisher")
    let before = run.output.count
    run.feed("1\r")
    try run.wait("an answer") { $0.output.count > before + 40 }
    run.feed("Q")
    #expect(try run.waitForExit() == 0)
    expectHarmless(run, "copying an address")
  }

  @Test func theKnownSequencesAreAllThatIsTakenAway() {
    // The examination itself: what a program that lets bytes through would leave.
    for payload in Self.payloads where payload != "\u{08}\u{08}" {
      let left = HostileBytes.withoutKnownSequences(Data("x\(payload)y".utf8))
      let isCaught = !HostileBytes.found(in: left).isEmpty || payload.contains("\u{1B}")
      #expect(isCaught, "\(payload.debugDescription)")
    }
    #expect(HostileBytes.found(in: "a\u{1B}[31mb").count == 1)
    #expect(HostileBytes.found(in: "tab\there\r\nfine ж 日本 é").isEmpty)
    let drawn = Data("\u{1B}[?1049h\u{1B}[1;24r\u{1B}(B\u{1B}[m\u{1B}[4;3H\u{1B}]2;x\u{1B}\\".utf8)
    #expect(HostileBytes.withoutKnownSequences(drawn) == "")
  }

  @Test func nothingHostileReachesAPipe() throws {
    let (home, text) = try hostileHome()
    let notes = home.path("notes")
    let commands: [[String]] = [
      [text], ["print", text], ["print", text, "--width", "60"], ["print", text, "--linear"],
      ["print", text, "--color", "never"], ["mentions", text], ["mentions", "--json", text],
      ["mentions", "-r", home.folder.path, "--json"], ["mentions", "-r", home.folder.path],
      ["notes", "list"], ["notes", "list", "--json"], ["notes", "show", "berg"],
      ["notes", "show", "Anna Berg", "--json"], ["notes", "search", "PWNED"],
      ["notes", "check"], ["notes", "check", "--json"], ["notes", "check", "--all"], ["doctor"],
      ["notes", "show", "\u{1B}]0;PWNED\u{07}"], ["print", "no\u{1B}]0;PWNED\u{07}\u{202E}"],
      ["\u{9B}31m"], ["--\u{1B}[31m"], ["print", text, "--width", "\u{1B}[31m"],
      ["--color", "\u{1B}[31m", text], ["notes", "\u{1B}[31m"], ["completions", "\u{1B}[31m"],
    ]
    for words in commands {
      let run = try ProgramRun.of(InstalledProgram.bare, ["--notes", notes] + words, in: home)
      #expect([0, 1, 2, 65].contains(run.exitCode), "\(words)")
      #expect(HostileBytes.found(in: run.text) == [], "\(words)")
      #expect(HostileBytes.found(in: run.errorText) == [], "\(words)")
      #expect(!run.output.contains(0x0D) && !run.errors.contains(0x0D), "\(words)")
    }
  }

  @Test func hostileSettingsAndStateAreHarmless() throws {
    let (home, text) = try hostileHome()
    try home.write(
      "\"\\e]0;PWNED\\a\": 1\nkeys:\n  \"\\e[31m\":\n    j: \"\\e[31m\"\n  reader:\n    \"\\e\": \"\\x9B31m\"\n",
      to: "config/sidelight/config.yaml")
    for words in [["keys"], ["doctor"], ["print", text]] {
      let run = try ProgramRun.of(InstalledProgram.bare, words, in: home)
      #expect(HostileBytes.found(in: run.text + run.errorText) == [], "\(words)")
    }
    let reader = try PtyRun(InstalledProgram.bare, [text], in: home)
    try reader.wait(for: "Anna Berg")
    reader.feed("GQ")
    #expect(try reader.waitForExit() == 0)
    expectHarmless(reader, "settings")
    // The title and path of a hostile text come back from the state folder.
    let recent = try ProgramRun.of(InstalledProgram.bare, ["recent"], in: home)
    #expect(!recent.text.isEmpty && HostileBytes.found(in: recent.text) == [])
  }

  @Test func aPastedSequenceIsTextInAField() throws {
    let home = try TestHome()
    let run = try PtyRun(InstalledProgram.full, [ReaderSession.sample], in: home)
    try run.wait(for: "Dugin")
    run.feed("/\u{1B}[200~a\u{1B}]0;PWNED\u{07}\u{9B}31mb\u{1B}[201~")
    try run.wait(for: "31mb")
    run.feed("\r\u{3}Q")
    #expect(try run.waitForExit() == 0)
    expectHarmless(run, "pasting")
  }

  @Test func aLineOfSixtyMegabytesOpensAndPages() throws {
    let home = try TestHome()
    let path = home.path("line.txt")
    let made = try ProgramRun.of(
      "/bin/sh", ["-c", "yes 'word of a long line' | tr '\\n' ' ' | head -c 60000000 > line.txt"],
      in: home)
    #expect(made.exitCode == 0)
    let run = try PtyRun(InstalledProgram.bare, [path], in: home)
    try run.wait(for: "word of a long line")
    let shown = run.output.count
    run.feed(" ")
    try run.wait("a page") { $0.output.count > shown }
    run.feed("  bq")
    #expect(try run.waitForExit(seconds: 10) == 0)
  }

  @Test func theEndOfALongTextIsReachedBeforeItIsCounted() throws {
    let home = try TestHome()
    var text = ""
    for number in 1...130_000 { text += "Paragraph number \(number) says little.\n\n" }
    let path = try home.write(text + "the very end\n", to: "long.txt")
    let run = try PtyRun(InstalledProgram.bare, [path], in: home)
    try run.wait(for: "Paragraph number 1 ")
    run.feed("G")
    try run.wait(for: "the very end", seconds: 20)
    run.feed("q")
    #expect(try run.waitForExit() == 0)
  }
}
