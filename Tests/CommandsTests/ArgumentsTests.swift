// The options that stand anywhere, and the plain forms that need no parser.

import Documents
import Testing

@testable import Commands

@Suite struct ArgumentsTests {
  /// The invocation of some arguments; what reaches the parser comes back as help.
  private func read(_ arguments: String...) throws -> Invocation {
    try Arguments.invocation(of: arguments) { .help($0.joined(separator: "|")) }
  }

  @Test func plainFormsNeedNoParser() throws {
    #expect(try read().task == .read(file: nil))
    #expect(try read("-").task == .read(file: "-"))
    #expect(try read("a.txt").task == .read(file: "a.txt"))
    #expect(try read("./notes").task == .read(file: "./notes"))
    #expect(try read("--", "-x").task == .read(file: "-x"))
    #expect(try read("--", "notes").task == .read(file: "notes"))
    #expect(try read("--version").task == .version)
    #expect(try read("read").task == .read(file: "read"))
  }

  @Test(arguments: Array(Arguments.commandNames))
  func commandsNameWinsOverAFiles(_ name: String) throws {
    #expect(try read(name).task == .help(name))
  }

  @Test func everythingElseIsForTheParser() throws {
    #expect(try read("").task == .help(""))
    #expect(try read("-h").task == .help("-h"))
    #expect(try read("a", "b").task == .help("a|b"))
    #expect(try read("print", "a", "--width=9").task == .help("print|a|--width=9"))
  }

  @Test func optionsStandAnywhere() throws {
    let mixed = try read(
      "--notes", "one", "notes", "--private", "list", "--notes=two", "--json", "--color", "never")
    #expect(mixed.task == .help("notes|list|--json"))
    #expect(mixed.choices.notes == ["one", "two"])
    #expect(mixed.choices.isPrivate)
    #expect(mixed.choices.color == .never)
    #expect(try read("a.txt", "--private").task == .read(file: "a.txt"))
    #expect(try read("--color=always").task == .read(file: nil))
  }

  @Test func wishesForATextStandAnywhere() throws {
    let plain = try read("--format", "markdown", "a.txt", "--paragraphs=wrapped")
    #expect(plain.task == .read(file: "a.txt"))
    #expect(plain.choices.wishes.format == .markdown)
    #expect(plain.choices.wishes.rule == .wrapped)
    let printed = try read("print", "a", "--whole", "--encoding", "KOI8-R", "--paragraphs", "auto")
    #expect(printed.task == .help("print|a"))
    #expect(printed.choices.wishes.isWhole)
    #expect(printed.choices.wishes.encoding == "KOI8-R")
    #expect(printed.choices.wishes.rule == nil)
  }

  @Test func sheetsAndSessionsHaveFormatsOfTheirOwn() throws {
    let sheet = try read("handout", "a", "--format", "html", "--whole")
    #expect(sheet.task == .help("handout|a|--format|html"))
    #expect(sheet.choices.wishes.isWhole)
    #expect(
      try read("session", "export", "--format=ptc").task == .help("session|export|--format=ptc"))
    let both = try read("--format", "html", "handout", "a", "--format", "text")
    #expect(both.task == .help("handout|a|--format|text"))
    #expect(both.choices.wishes.format == .html)
  }

  @Test func unknownWishesAreSaidWithTheNamesThereAre() {
    #expect(
      throws: UsageFault(
        what: "--format", why: "is plain, markdown, html, epub or pdf, not word")
    ) { try read("--format", "word", "a") }
    #expect(
      throws: UsageFault(
        what: "--paragraphs", why: "is blank, indent, wrapped, line or auto, not page")
    ) { try read("a", "--paragraphs=page") }
    #expect(throws: UsageFault.self) {
      try Arguments.invocation(of: ["recent", "--whole"]) { _ throws(UsageFault) in .recent }
    }
  }

  @Test func afterTwoHyphensNothingIsAnOption() throws {
    let search = try read("notes", "search", "--", "--private", "--notes")
    #expect(search.task == .help("notes|search|--|--private|--notes"))
    #expect(search.choices == Choices())
  }

  @Test func mistakesAreOneSentence() {
    #expect(throws: UsageFault(what: "--notes", why: "needs a value")) { try read("--notes") }
    #expect(throws: UsageFault(what: "--notes", why: "names no folder")) { try read("--notes=") }
    #expect(throws: UsageFault(what: "--color", why: "is auto, always or never, not red")) {
      try read("x", "--color", "red")
    }
    #expect(throws: UsageFault(what: "arguments", why: "no")) {
      try Arguments.invocation(of: ["-q"]) { _ throws(UsageFault) in
        throw UsageFault(what: "arguments", why: "no")
      }
    }
  }
}
