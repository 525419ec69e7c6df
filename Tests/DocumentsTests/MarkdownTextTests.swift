// Markdown as a format: cut anywhere, nested without end, made to cost much, and the way back.

import Foundation
import Testing
import Text

@testable import Documents

@Suite struct MarkdownTextTests {
  private func document(_ text: String, isComplete: Bool = true) throws -> Document {
    try MarkdownText.document(from: Array(text.utf8), isComplete: isComplete)
  }

  private func texts(_ document: Document) -> [String] {
    document.paragraphs.indices.map { document.text(of: $0) }
  }

  static let fixtures = FixtureTests.names.filter { $0.hasPrefix("markdown-") }

  static func input(_ fixture: String) throws -> [UInt8] {
    let file = FixtureTests.folder.appending(path: fixture).appending(path: "in.md")
    return try Array(Data(contentsOf: file))
  }

  // MARK: - Origins

  /// The words of a paragraph stand in its stretch of the file in their order. What the file writes
  /// otherwise than it is read is passed over: numbers of footnotes, brackets of images, entities.
  @Test(arguments: fixtures) func paragraphsAreFoundAtTheirOrigins(_ fixture: String) throws {
    let bytes = try Self.input(fixture)
    let document = try MarkdownText.document(from: bytes)
    let encoding: String.Encoding =
      ["UTF-16": .utf16LittleEndian, "Latin-1": .isoLatin1][document.encoding] ?? .utf8
    for index in document.paragraphs.indices {
      let place = try #require(document.origin(of: index))
      let stretch = Data(bytes[place.bytes.start.value..<place.bytes.end.value])
      var rest = try #require(String(data: stretch, encoding: encoding))[...]
      #expect(!rest.isEmpty)
      let words = document.text(of: index)
        .replacing(/\[[0-9]+\]|\| |\u{A0}|·|© A|&|\u{FFFD}/, with: " ")
        .split { !$0.isLetter && !$0.isNumber }
      for word in words {
        let found = try #require(rest.range(of: word), "\(word) of \(document.text(of: index))")
        rest = rest[found.upperBound...]
      }
    }
  }

  @Test func originsAreExactInTheMiddleOfALine() throws {
    let text = "\u{FEFF}---\r\ntitle: x\r\n---\r\n> - größer\r\n>   Äpfel\r\n\r\n\tcode ü\r\n"
    let bytes = Array(text.utf8)
    let document = try MarkdownText.document(from: bytes)
    let stretches = document.structure.origins.map {
      String(decoding: bytes[$0.bytes.start.value..<$0.bytes.end.value], as: UTF8.self)
    }
    #expect(stretches == ["größer\r\n>   Äpfel", "\tcode ü"])
  }

  /// Beyond a thousand lines places are looked up from marks on the way.
  @Test func originsHoldFarDownAndBack() throws {
    let body = (0..<5000).map { "Paragraph \($0)[^n]\n\n" }.joined()
    let text = "[^n]: The note.\n\n" + body
    let document = try document(text)
    let bytes = Array(text.utf8)
    for (index, expected) in [(0, "Paragraph 0[^n]"), (4999, "Paragraph 4999[^n]")] {
      let place = try #require(document.origin(of: index))
      #expect(
        String(decoding: bytes[place.bytes.start.value..<place.bytes.end.value], as: UTF8.self)
          == expected)
    }
    let note = try #require(document.origin(of: 5000))
    #expect(
      String(decoding: bytes[note.bytes.start.value..<note.bytes.end.value], as: UTF8.self)
        == "The note.")
  }

  // MARK: - Parts

  /// A long text without definitions is parsed in parts: nothing may show where they meet.
  @Test func partsMeetUnseen() throws {
    let section = """
      # Section

      Words with *emphasis* and `code`.

      - item

        second paragraph

      > quotation

      a | b
      --|--
      c | d

      ```
      # no heading

      code
      ```

      before a table
      x | y
      --|--

      """
    let count = 3 * (1 << 20) / section.utf8.count
    let document = try document(String(repeating: section, count: count))
    let one = try self.document(section)
    #expect(document.paragraphs.count == one.paragraphs.count * count)
    for index in stride(from: 0, to: document.paragraphs.count, by: 7) {
      let same = index % one.paragraphs.count
      #expect(document.text(of: index) == one.text(of: same))
      #expect(document.paragraphs[index].kind == one.paragraphs[same].kind)
      let place = try #require(document.origin(of: index)).bytes
      let shift = index / one.paragraphs.count * section.utf8.count
      #expect(place == one.origin(of: same)?.bytes.shifted(by: shift))
    }
    #expect(document.structure.anchors["section-\(count - 1)"] != nil)
  }

  @Test func aBlockLongerThanAPartStaysOne() throws {
    let item = "- " + String(repeating: "word ", count: 100) + "\n"
    let count = 3 * (1 << 20) / item.utf8.count
    let document = try document("1. a\n" + String(repeating: item, count: count) + "\nend\n")
    #expect(document.paragraphs.count == count + 2)
    #expect(document.form(of: 2).isTight && document.form(of: count).isTight)
  }

  // MARK: - First parts of longer texts

  @Test(arguments: [
    ("a\n\nb", ["a"]),
    ("a", ["a"]),
    ("# h\n\n- a\n- b", ["h", "a"]),
    ("a\n\n```\nb\n\nc\n\nd", ["a", "b", "c"]),
    ("```\nb\n\nc", ["b"]),
    ("```\nb", ["b"]),
    ("a\n\nb | c\n--|--\nd | e\nf | g", ["a", "b | c", "d | e"]),
    ("a[^1]\n\n[^1]: note\n\nb\n\nc", ["a[1]", "b"]),
    ("> a\n>\n> b", ["a"]),
  ])
  func firstPartsEndBeforeTheirLastBlock(_ text: String, _ expected: [String]) throws {
    let document = try document(text, isComplete: false)
    #expect(texts(document) == expected)
    #expect(!document.isComplete)
  }

  /// At every byte: no crash, and what is there already are the paragraphs of the whole.
  @Test(arguments: fixtures) func cutAnywhere(_ fixture: String) throws {
    let bytes = try Self.input(fixture)
    for end in bytes.indices {
      for isComplete in [true, false] {
        let document = try MarkdownText.document(from: Array(bytes[..<end]), isComplete: isComplete)
        #expect(document.structure.origins.count == document.paragraphs.count)
        for place in document.structure.origins { #expect(place.bytes.end.value <= end) }
      }
    }
  }

  @Test func theFirstPartIsTheBeginningOfTheWhole() throws {
    let bytes = try Self.input("markdown-quotations-and-lists")
    let whole = try MarkdownText.document(from: bytes)
    for end in 1..<bytes.count {
      let part = try MarkdownText.document(from: Array(bytes[..<end]), isComplete: false)
      if part.paragraphs.count < 2 { continue }
      #expect(texts(part) == Array(texts(whole).prefix(part.paragraphs.count)), "\(end)")
    }
  }

  // MARK: - Hostile texts

  static let hostile: [String] = [
    "> ", ">", "- ", "1. ", "[", "[a](", "![", "*", "*a ", "**a", "_a ", "~~a ", "`", "`` ` ", "<",
    "<a ",
    "<!--", "<?", "a@b.", "http://a", "www.", "[[", "[[a", "[^", "[^a]: ", "|", "|a\n|-\n",
    "a|b\n-|\n",
    "-|-|-\n", "&", "&#", "<!A ", "<![CDATA[", "\\", "\t", "\u{0}aaaaaa", "- [ ] ", "a\n---\n",
    "<div>\n",
    "<script>",
    "<pre>\n\n", "# ",
    "    a\n\n", "- a\n\n", "[a]: b\n", "![[", "<a href='", "](", "\"", "''",
  ]

  /// Each sign over and over ends in bounded time: a text of 60 kB in far less than what squares
  /// would cost.
  @Test(.timeLimit(.minutes(2)), arguments: hostile)
  func onePartOverAndOver(_ part: String) throws {
    let text = String(repeating: part, count: 60_000 / part.utf8.count)
    let start = ContinuousClock.now
    _ = try document(text)
    _ = try document("x " + text + "\n\nend")
    #expect(ContinuousClock.now - start < .seconds(8))
  }

  @Test func tablesThatWouldFillMemoryAreNone() throws {
    let header = String(repeating: "|a", count: 1000) + "\n" + String(repeating: "|-", count: 1000)
    let document = try document(header + "\n" + String(repeating: "b\n", count: 2000))
    #expect(document.paragraphs.count == 1)
    #expect(document.paragraphs[0].kind == .text)
  }

  @Test func nestingIsBoundedAndKeepsWords() throws {
    for mark in [">", "> ", "- ", "> - "] {
      let document = try document(String(repeating: mark, count: 100_000) + "deep\nlazy\n\nafter")
      #expect(texts(document).joined(separator: " ") == "deep lazy after")
      #expect(document.form(of: 0).depth == MarkdownBlocks.deepest)
    }
    let brackets = String(repeating: "[", count: 100_000)
    #expect(try texts(document(brackets + "a")) == [brackets + "a"])
    #expect(try document(String(repeating: "*a **b ", count: 50_000)).paragraphs.count == 1)
  }

  @Test func manyHeadingsOfOneName() throws {
    let document = try document(String(repeating: "# h\n\n", count: 20_000))
    #expect(document.structure.outline.count == 20_000)
    #expect(document.structure.anchors["h-19999"] == 19_999)
  }

  // MARK: - Front matter

  @Test(
    arguments: [
      ("---\ntitle: A # c\n---\nb", "A"),
      ("---\nTitle: 'it''s: \"x\"'\n...\nb", "it's: \"x\""),
      ("---\ntitle: |\n  two\n  lines\nlang: en\n---\n", "two lines"),
      ("---\ntitle: \"\\u00e4\\n\\\"b\"\n---\n", "ä \"b"),
      ("---\ntitle:\n---\n# h", "h"),
      ("---\ntitle: a\n", nil),
      ("---\ntitle: a\nno pair\n---\n", nil),
      ("---\n- title: a\n---\n", nil),
      (" ---\ntitle: a\n---\n", nil),
    ] as [(String, String?)])
  func titles(_ text: String, _ title: String?) throws {
    #expect(try document(text).title == title)
  }

  @Test(
    arguments: [
      ("author: A", "A"), ("authors: [A B, \"C, D\"]", "A B, C, D"),
      ("authors:\n  - A\n  - name: 'B'\n    mail: x\n", "A, B"), ("by: A", "A"),
      ("author: []", nil),
    ] as [(String, String?)])
  func authors(_ line: String, _ author: String?) throws {
    #expect(try document("---\n\(line)\n---\nx").author == author)
  }
}
