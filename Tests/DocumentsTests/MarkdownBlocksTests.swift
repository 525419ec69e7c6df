// Markdown of note bodies: fixtures as text and tree, and texts made to break the parser.

import Testing

@testable import Documents

/// Blocks as lines: kind, then each run in the brackets of its style.
func tree(_ text: String, dropping: Bool = false) -> String {
  MarkdownBlocks.parse(text, droppingFootnoteDefinitions: dropping).map { block in
    var line = describe(block)
    for run in block.runs { line += " " + describe(run, block.links) }
    return line
  }.joined(separator: "\n")
}

private func describe(_ block: MarkdownBlock) -> String {
  let kind =
    switch block.kind {
    case .heading(let level): "h\(level)"
    case .paragraph: "p"
    case .quotation(let depth): "quote\(depth)"
    case .listItem(let marker, let depth): "item\(depth)<\(marker)>"
    case .code: "code"
    case .rule: "rule"
    }
  return kind
}

private func describe(_ run: MarkdownRun, _ links: [MarkdownLink]) -> String {
  let text = run.text.split(separator: "\n", omittingEmptySubsequences: false)
    .joined(separator: "\\n")
  return switch run.style {
  case .plain: "'\(text)'"
  case .emphasis: "em'\(text)'"
  case .strong: "strong'\(text)'"
  case .code: "code'\(text)'"
  case .footnote: "note'\(text)'"
  case .link(let index):
    (links[index].isWikiLink ? "wiki" : "link") + "'\(text)'->\(links[index].target)"
  }
}

struct MarkdownBlocksTests {
  @Test(arguments: [
    ("", ""),
    ("a\nb", "p 'a b'"),
    ("a  \nb\\\nc", "p 'a\\nb\\nc'"),
    ("# A\n\nB\n===\n\n###### C", "h1 'A'\nh1 'B'\nh6 'C'"),
    ("*a* **b** ***c*** `d` _e_", "p em'a' ' ' strong'b' ' ' strong'c' ' ' code'd' ' ' em'e'"),
    ("[a *b* `c`](x.md) d", "p link'a b c'->x.md ' d'"),
    (
      "<https://x.example/> ![alt](i.png)",
      "p link'https://x.example/'->https://x.example/ ' ' link'alt'->i.png"
    ),
    ("> a\n> > b\n\nc", "quote1 'a'\nquote2 'b'\np 'c'"),
    ("- a\n- b\n  - c\n\n    d\n", "item1<-> 'a'\nitem1<-> 'b'\nitem2<-> 'c'\nitem2<> 'd'"),
    ("3) a\n4) b", "item1<3)> 'a'\nitem1<4)> 'b'"),
    (
      "1. # h\n2.\n3. - x\n4. > q",
      "item1<1.>\nh1 'h'\nitem1<2.>\nitem1<3.>\nitem2<-> 'x'\nitem1<4.>\nquote1 'q'"
    ),
    ("```swift\na\n\n  b\n```\n\n    c\n", "code code'a\\n\\n  b'\ncode code'c'"),
    ("a\n\n---\n\nb", "p 'a'\nrule\np 'b'"),
    (
      "<div onclick=x>\nhi\n</div>\n\na <b>c</b>&amp;&copy;",
      "p '<div onclick=x>\\nhi\\n</div>'\np 'a <b>c</b>&©'"
    ),
    ("<script>alert(1)</script>", "p '<script>alert(1)</script>'"),
    ("\u{0}a\u{1b}[31m", "p '\u{FFFD}a\u{1b}[31m'"),
    ("a\r\n\r\nb", "p 'a'\np 'b'"),
    ("| a | b |\n|---|---|", "p '| a | b | |---|---|'"),
  ])
  func blocks(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("See [[sapo]].", "p 'See ' wiki'sapo'->sapo '.'"),
    ("[[a/b#c| the  B ]]x", "p wiki'the  B'->a/b#c 'x'"),
    ("![[pic]] **[[x|y]]**", "p wiki'pic'->pic ' ' wiki'y'->x"),
    ("[[x|]] [[]] [[ ]] [[a", "p wiki'x'->x ' [[]] [[ ]] [[a'"),
    ("`[[x]] [^1]`\n\n    [[x]]", "p code'[[x]] [^1]'\ncode code'[[x]]'"),
    ("Law[^1][^b].", "p 'Law' note'[1]' note'[b]' '.'"),
    ("*a[^1]* [^ no] [^] [^a b]", "p em'a' note'[1]' ' [^ no] [^] [^a b]'"),
    ("[t](u) [[x]] [v](w)", "p link't'->u ' ' wiki'x'->x ' ' link'v'->w"),
    ("[[é_ü_ß]]", "p wiki'é_ü_ß'->é_ü_ß"),
  ])
  func noteLinks(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test func definitionsAreDroppedOrShown() {
    let text = """
      A[^1].

      [^1]: <https://x.example/>
      goes on

          further

      [^2]: https://y.example/

      B

      ```
      [^3]: code
      ```
      [^4]: last
      - item
      """
    #expect(
      tree(text, dropping: true)
        == "p 'A' note'[1]' '.'\np 'B'\ncode code'[^3]: code'\nitem1<-> 'item'")
    #expect(
      tree("A[^1].\n\n[^1]: https://x.example/")
        == "p 'A' note'[1]' '.'\np note'[1]' ': https://x.example/'")
  }

  @Test func depthIsBounded() {
    let blocks = MarkdownBlocks.parse(String(repeating: "> ", count: 5_000) + "a")
    #expect(blocks.count == 1)
    #expect(blocks.first?.kind == .quotation(depth: MarkdownBlocks.deepest))
    #expect(blocks.first?.text == "a")
    let rule = String(repeating: "-", count: 100)
    #expect(
      tree("x\n\n" + rule + "\n\n40 1\n" + String(repeating: "* ", count: 50))
        == "p 'x'\nrule\np '40 1'\nrule")
  }

  @Test func tooLongIsShownAsItStands() {
    let long = String(repeating: "x", count: MarkdownBlocks.largest)
    let blocks = MarkdownBlocks.parse("*a*\n\n" + long)
    #expect(blocks.map(\.kind) == [.paragraph, .paragraph])
    #expect(blocks.map(\.text) == ["*a*", long])
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ">", "> ", "- ", "-\n", "* * ", "1. ", "[", "![", "[[", "[[a|", "[^", "[](", "*a **b ", "_a ",
      "`a",
      "` `` ", "<", "<!--", "<a ", "&#", "\\", "\u{0}", "\n", "\t", " - \n  ", "#", "# ", "```\n",
      "~~~",
      "[a]: b\n", "[^a]: b\n", "a\u{301}", "*_", "**x*", "[a][", "<?", "<![CDATA[", "> - ",
    ])
  func hostileTextsEnd(part: String) {
    let text = String(repeating: part, count: 60_000 / part.utf8.count)
    _ = MarkdownBlocks.parse(text)
    _ = MarkdownBlocks.parse(text, droppingFootnoteDefinitions: true)
  }

  @Test func growingNestingEnds() {
    let lists = (0..<300).map { String(repeating: "  ", count: $0) + "- a" }.joined(separator: "\n")
    let blocks = MarkdownBlocks.parse(lists)
    #expect(blocks.count == 300)
    #expect(blocks.last?.listDepth == MarkdownBlocks.deepest)
    let emphasis = String(repeating: "*a ", count: 9_000) + String(repeating: "b* ", count: 9_000)
    #expect(MarkdownBlocks.parse(emphasis).count == 1)
  }

  @Test func mutatedTextsNeverCrash() {
    let sample =
      "# A\n\n> b *c* [[d|e]] [^1]\n\n1. x\n   - `y`\n\n```\nz\n```\n\n[^1]: <https://x>\n"
    var state: UInt64 = 42
    func number(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    for _ in 0..<2_000 {
      var bytes = Array(sample.utf8)
      for _ in 0..<(1 + number(6)) {
        let place = number(bytes.count)
        switch number(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(bytes[number(bytes.count)], at: place)
        default: bytes[place] = UInt8(number(256))
        }
      }
      let text = String(decoding: bytes.prefix(number(bytes.count) + 1), as: UTF8.self)
      for block in MarkdownBlocks.parse(text) {
        for case .link(let index) in block.runs.map(\.style) {
          #expect(block.links.indices.contains(index))
        }
      }
    }
  }
}
