// Footnotes as sources, links as references, none of either inside code.

import Notes
import Testing
import Text

@Suite struct SourceTests {
  @Test(
    arguments: [
      ("P, \"T\", 2025-07-24, <https://e.org/a>", "P", "T", "2025-07-24", "https://e.org/a"),
      ("P, “T”, 2025-07, <https://e.org>", "P", "T", "2025-07", "https://e.org"),
      (
        "P (via Q), \"A \"B\" C\", 2025, <https://e.org>.", "P (via Q)", "A \"B\" C", "2025",
        "https://e.org"
      ),
      ("[Linked title](https://l.org/x), 2019", nil, "Linked title", "2019", "https://l.org/x"),
      ("P, \"T\", n.d., <https://e.org>", "P", "T", nil, "https://e.org"),
      ("P, «Т», 2025-07-24, https://e.org/x.", "P", "Т", "2025-07-24", "https://e.org/x"),
      ("P, \"T,\" 2025-07-24, https://e.org", "P", "T", "2025-07-24", "https://e.org"),
      ("P, „T“, 2025-07-24", "P", "T", "2025-07-24", nil),
      (
        "*P*, \"The **T**\", 2025-02-30, [link](https://e.org/a)", "P", "The T", "2025-02-30",
        "https://e.org/a"
      ),
      (
        "See https://e.org/2024-01-02/x, read 2025-07-24.", nil, nil, "2025-07-24",
        "https://e.org/2024-01-02/x"
      ),
      ("Just some words", nil, nil, nil, nil), ("\"T\" alone", nil, nil, nil, nil),
      ("<https://e.org>", nil, nil, nil, "https://e.org"), ("https://", nil, nil, nil, nil),
      ("P, \"unclosed, 2025-01-01", nil, nil, "2025-01-01", nil), ("", nil, nil, nil, nil),
    ] as [(String, String?, String?, String?, String?)])
  func definitionsBecomeParts(
    _ text: String, _ publisher: String?, _ title: String?, _ date: String?, _ url: String?
  ) {
    let source = SourceLine.source(label: "1", definition: text, line: 1)
    #expect(source.publisher == publisher)
    #expect(source.title == title)
    #expect(source.date == date)
    #expect(source.url == url)
  }

  @Test func everyDefinitionCounts() throws {
    let found = try note(
      """
      ---
      source: https://e.org/s
      ---
      Text [see @doe2020, p. 3; @roe] and again [@doe2020].

      [^a]: First line
      goes on

          and on
      [^b]: Second.
      ```
      [^c]: code
      ```
      `[^d]: code`
      # Heading
      [^e]: Last
      """)
    #expect(found.sources.map(\.label) == ["source", "a", "b", "e", "doe2020", "roe"])
    #expect(found.sources.map(\.line) == [2, 6, 10, 16, 4, 4])
    #expect(found.sources[1].text == "First line goes on and on")
    #expect(found.sources[0].url == "https://e.org/s")
  }

  @Test func sourceKeysMayBeLists() throws {
    let found = try note("---\nsources:\n  - one\n  - P, \"T\", 2025, <https://e.org>\n---\n")
    #expect(found.sources.map(\.label) == ["source", "source 2"])
    #expect(found.sources.map(\.line) == [3, 4])
    #expect(found.sources[1].title == "T")
  }
}

@Suite struct LinkTests {
  private func targets(_ body: String) throws -> [String] {
    try note(body).references.map { $0.isPath ? "path:" + $0.target : $0.target }
  }

  @Test(arguments: [
    ("[[a]] and [[b/c|words]]", ["a", "b/c"]), ("[[a#part]] [[#here]] [[x.md]]", ["a", "x"]),
    ("`[[a]]` ``x ` [[b]]`` [[c]]", ["c"]), ("```\n[[a]]\n```\n[[b]]", ["b"]),
    ("~~~ md\n[[a]]\n```\n[[b]]\n~~~\n[[c]]", ["c"]), ("\\[[a]] [[b]]", ["b"]),
    ("<!-- [[a]] --> [[b]]", ["b"]),
    (
      "[t](a.md) [t](../b%20c.md#x) [t](<d e.md>) [t](f.md \"T\")",
      ["path:a.md", "path:../b c.md", "path:d e.md", "path:f.md"]
    ),
    ("![i](a.md) [t](https://e.org/a.md) [t](/abs.md) [t](a.txt)", []),
    ("[[pic.png]] ![[doc.pdf]] [[Mr. X]]", ["Mr. X"]),
    ("[[unclosed [[a]]", ["a"]), ("[[a\nb]]", []), ("[[]] [[ ]] [[|x]]", []),
    ("`unclosed [[a]]", ["a"]),
    ("[^1]: see [[a]]", ["a"]), ("| [[a\\|b]] |", ["a"]), ("[[[a]]]", ["a"]),
    ("[![i](x.png)](a.md)", ["path:a.md"]),
  ])
  func linksAreFoundOutsideCode(_ body: String, _ expected: [String]) throws {
    #expect(try targets(body) == expected)
  }

  @Test func labelsAndLinesAreKept() throws {
    let found = try note("---\nkind: term\n---\none\r\n[[a|A *b*]]\r[t](x.md)")
    #expect(found.references.map(\.line) == [5, 6])
    #expect(found.references.map(\.label) == ["A *b*", "t"])
  }

  @Test func hostileTextCostsNoMoreThanALook() throws {
    for part in [
      "[[", "](", "[", "`", "``` ", "[^", "<!--", "[a](", "*_", "[@", "`a``", "<a", "\n[^x]:", "![",
      "]](<",
    ] {
      let text = String(repeating: part, count: 60_000 / part.utf8.count)
      _ = try note(text)
      _ = try note(text + "\n\n" + text)
    }
  }
}
