// What only the whole can tell: links, backlinks, search, the check.

import Notes
import Testing
import Text
import Vault

private func catalogue(_ texts: KeyValuePairs<String, String>) -> Catalogue {
  let parser = NoteParser(yaml: YAMLReader())
  var notes: [Note] = []
  var problems: [NoteProblem] = []
  for (id, text) in texts {
    let parsed = parser.parse(text, id: NoteID(id), folder: "", path: id + ".md")
    if let note = parsed.note { notes.append(note) }
    problems += parsed.problems
  }
  return Catalogue(notes: notes, problems: problems)
}

@Suite struct CatalogueTests {
  private let all = catalogue([
    "people/ivan":
      "---\ntitle: Ivan Petrov\naliases: [Vanya]\n---\n[[acme]] [p](../places/kyiv.md) [q](olga.md)",
    "people/olga":
      "---\ntitle: Olga\n---\n[[Vanya]] [[ivan]] [[Kyiv]] [r](../README.md) [s](../../x.md)",
    "places/kyiv": "---\ntitle: Kyiv\n---\n[[nobody]]", "orgs/acme": "# Acme Corp",
    "x/same": "# One", "y/same": "# Two",
    "dup1": "# Twin", "dup2": "# twin",
  ])

  @Test(arguments: [
    ("people/ivan", LinkTarget.note(NoteID("people/ivan"))), ("ivan", .note(NoteID("people/ivan"))),
    ("IVAN", .note(NoteID("people/ivan"))),
    ("Ivan Petrov", .note(NoteID("people/ivan"))), ("vanya", .note(NoteID("people/ivan"))),
    ("acme corp", .note(NoteID("orgs/acme"))),
    ("same", .ambiguous([NoteID("x/same"), NoteID("y/same")])), ("One", .note(NoteID("x/same"))),
    ("nobody", .missing), ("twin", .ambiguous([NoteID("dup1"), NoteID("dup2")])),
    ("", .missing),
  ])
  func namesResolve(_ name: String, _ expected: LinkTarget) {
    #expect(all.resolve(name: name) == expected)
  }

  @Test func pathsResolveFromTheNote() throws {
    let ivan = try #require(all.note(NoteID("people/ivan")))
    let olga = try #require(all.note(NoteID("people/olga")))
    #expect(
      ivan.references.map { all.resolve($0, from: ivan.id) } == [
        .note(NoteID("orgs/acme")), .note(NoteID("places/kyiv")), .note(olga.id),
      ])
    #expect(
      olga.references.suffix(2).map { all.resolve($0, from: olga.id) } == [.outside, .outside])
    #expect(
      all.backlinks(of: ivan.id).map(\.note.value) == ["people/olga", "people/olga"])
    #expect(all.backlinks(of: NoteID("places/kyiv")).map(\.label) == ["p", "Kyiv"])
    #expect(all.note(matchingTitle: " OLGA ")?.id == olga.id)
    #expect(all.note(matchingTitle: "twin") == nil)
  }

  @Test func theEarlierNoteOfAnIDStays() {
    let found = catalogue(["a": "# First", "b": "", "a ": ""])
    #expect(found.problems.isEmpty)
    let twice = catalogue(["a": "# First", "b": ""]).notes + catalogue(["a": "# Second"]).notes
    let both = Catalogue(notes: twice)
    #expect(both.note(NoteID("a"))?.title == "First")
    #expect(both.problems.map(\.rule) == ["shadowed-id"])
  }

  @Test func searchRanksByTheWeakestField() {
    let notes = catalogue([
      "t": "# War bonds", "a": "---\naliases: [war]\n---\n", "g": "---\ntags: [war]\n---\n",
      "d": "---\ndescription: About war.\n---\n", "b": "First.\n\nLater the *war* came.",
      "w": "# Wardrobe", "x": "# War",
    ])
    func ids(_ words: String, _ limit: Int = 100) -> [String] {
      notes.search(words, limit: limit).map(\.note.id.value)
    }
    #expect(ids("war") == ["x", "t", "w", "a", "g", "d", "b"])
    #expect(ids("WAR bon") == ["t"])
    #expect(ids("wa bonds") == [])
    #expect(ids("later war") == ["b"])
    #expect(ids("") == [])
    #expect(ids("--") == [])
    #expect(ids("war", 2) == ["x", "t"])
    #expect(notes.search("came").first?.field == .body)
    #expect(notes.search("came").first?.excerpt == "Later the war came.")
    #expect(notes.search("bonds").first?.excerpt == nil)
  }
}

@Suite struct NoteCheckTests {
  private func rules(
    _ texts: KeyValuePairs<String, String>, _ set: (inout NoteCheck) -> Void = { _ in }
  ) -> [String] {
    var check = NoteCheck()
    check.today = CalendarDate("2025-07-24")
    check.isOrdinaryWord = { $0 == "future" }
    check.documentText = { $0 == "doc.txt" ? "One two. One two three." : nil }
    set(&check)
    return check.problems(in: catalogue(texts)).map { "\($0.path):\($0.line) \($0.rule)" }
  }

  @Test func ordinaryNotesAreHeldToYAMLAndLinksOnly() {
    let text = "Statement. [[nowhere]]"
    #expect(rules(["future": text]) == ["future.md:1 dangling-link"])
    #expect(
      rules(["future": text]) { $0.checksAll = true } == [
        "future.md:1 claim-without-source", "future.md:1 dangling-link",
        "future.md:1 ordinary-word-alias",
      ])
  }

  @Test(arguments: [
    ("kind: term", "A claim.", ["3:claim"]), ("kind: term", "A claim.[^1]\n\n[^1]: P", []),
    ("kind: source", "A claim.", []),
    ("kind: question", "A claim.", []), ("kind: term", "# Only a heading", []),
    ("kind: term", "Cited [@x].", []),
    ("kind: term\nsource: P", "A claim.", []),
    ("kind: claim\nsource: P", "In 1999 it was.", ["4:claim"]),
    ("kind: claim\nsource: P", "In 1999 it was.[^1]", []),
    ("kind: claim\nsource: P", "To judge: ask [[n|of 1999]].", []),
    ("kind: claim\nsource: P", "Known in 1999:\n\n- all[^1]", []),
    ("description: x", "A claim.", ["3:claim"]),
  ])
  func claims(_ yaml: String, _ body: String, _ expected: [String]) {
    let found = rules(["n": "---\n\(yaml)\n---\n\(body)"])
    #expect(
      found
        == expected.map { line in
          "n.md:\((Int(line.prefix(1)) ?? 0) + 1) claim-without-source"
        })
  }

  @Test func namesDatesAndPassages() {
    #expect(
      rules([
        "a": "---\nkind: term\ntitle: X\naliases: [Y]\n---\n",
        "b": "---\nkind: term\ntitle: y\n---\n",
      ])
        == ["a.md:4 duplicate-alias", "b.md:3 duplicate-alias"])
    #expect(
      rules(["a": "---\ndescription: d\ntitle: Future\n---\n"]) == ["a.md:3 ordinary-word-alias"])
    #expect(rules(["a": "---\ndescription: d\ntitle: Future\nnear: [x]\n---\n"]).isEmpty)
    #expect(rules(["a": "---\nkind: term\ntitle: Future\n---\n"]).isEmpty)
    #expect(
      rules([
        "a":
          "---\nkind: term\nvalid-from: soon\nvalid-until: 2025-02-30\n---\n[^1]: P, \"T\", 2025-13-01, <https://e.org>\n[^2]: P, \"T\", 2025-09, <https://e.org>"
      ])
        == ["a.md:3 bad-date", "a.md:4 bad-date", "a.md:6 bad-date", "a.md:7 stale-source"])
    #expect(
      rules(["a": "---\nkind: term\nvalid-from: 2025\nvalid-until: 2024\n---\n"]) == [
        "a.md:4 bad-date", "a.md:4 stale-source",
      ])
    func passage(_ quote: String, _ document: String, _ more: String = "") -> [String] {
      rules(["a": "---\nquote: \(quote)\nquote-document: \(document)\n\(more)---\n"])
    }
    #expect(passage("three", "doc.txt").isEmpty)
    #expect(passage("four", "doc.txt") == ["a.md:2 passage-not-found"])
    #expect(passage("One", "doc.txt") == ["a.md:2 passage-not-found"])
    #expect(passage("One", "doc.txt", "quote-start: 9\nquote-end: 12\n").isEmpty)
    #expect(passage("three", "gone.txt") == ["a.md:3 passage-not-found"])
    #expect(passage("three", "https://e.org/x").isEmpty)
  }

  @Test func neverSurfacesNeedsADocument() {
    let texts: KeyValuePairs = [
      "a": "---\nkind: term\n---\n", "b": "---\nkind: term\nsurface: no\n---\n",
      "c": "---\nkind: term\n---\n", "d": "plain",
    ]
    #expect(rules(texts).isEmpty)
    #expect(rules(texts) { $0.surfaced = [NoteID("c")] } == ["a.md:1 never-surfaces"])
  }

  @Test func onlySomeNotes() {
    let all = catalogue(["a": "[[x]]", "b": "---\nq: [\n---\n", "c": "[[y]]"])
    let check = NoteCheck()
    #expect(check.problems(in: all, only: [NoteID("a")]).map(\.path) == ["a.md"])
    #expect(check.problems(in: all, only: [NoteID("b")]).map(\.rule) == ["broken-yaml"])
    #expect(check.problems(in: all).map(\.path) == ["a.md", "b.md", "c.md"])
  }

  @Test(arguments: [
    ("2024-02-29", true), ("2025-02-29", false), ("1900-02-29", false), ("2000-02-29", true),
    ("2025-00", false), ("2025-13", false), ("0000", false), ("2025-1-1", false),
    ("2025-04-31", false), ("20250101", false),
  ])
  func dates(_ text: String, _ isReal: Bool) { #expect((CalendarDate(text) != nil) == isReal) }
}
