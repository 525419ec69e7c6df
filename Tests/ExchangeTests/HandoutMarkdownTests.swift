// Markdown: words mean themselves after a parser has read them, and the sheet reads well as it is.

import Documents
import Testing
import Text

@testable import Exchange

@Suite struct HandoutMarkdownTests {
  /// The words as a parser understands them, if they are one plain paragraph.
  private func understood(_ words: String) -> String? {
    plainText(of: MarkdownLine.line([.words(words)]))
  }

  private func plainText(of line: String) -> String? {
    let blocks = MarkdownBlocks.parse(line)
    guard blocks.count == 1, let block = blocks.first, block.kind == .paragraph else { return nil }
    for run in block.runs {
      switch run.style {
      // Footnotes and wiki links are looked for when escapes are gone already: the reader's own
      // parser sees some where no other does.
      case .plain, .footnote: continue
      case .link(let index) where block.links[index].isWikiLink: continue
      default: return nil
      }
    }
    return plain(block.text)
  }

  /// Without the sign by which the reader's own parser knows a footnote.
  private func plain(_ text: String) -> String {
    text.split(separator: "[^", omittingEmptySubsequences: false).joined(separator: "[")
  }

  /// White space at the ends is dropped; that is no meaning.
  private func trimmed(_ words: String) -> String {
    let parts = words.madeVisible.split(separator: " ", omittingEmptySubsequences: false)
    return parts.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
      .joined(separator: " ")
  }

  @Test(arguments: Samples.attacks) func wordsStayWords(attack: String) {
    #expect(understood(attack) == plain(trimmed(attack)))
  }

  @Test func everySignOfAnyDialectHasItsBackslash() {
    for sign in "\\`*_{}[]<>#|~$^=%&@!" {
      #expect(MarkdownLine.line([.words("a \(sign) b")]) == "a \\\(sign) b")
    }
    for plain in ["it's 3.5 (or 4) - no; \"so\", she said?", "10. a", "a: b", "www"] {
      #expect(MarkdownLine.escaped(plain) == plain)
    }
    #expect(MarkdownLine.line([.words("10. a")]) == "10\\. a")
  }

  @Test func randomSignsStayWords() {
    let pieces = Array(
      "\\`*_{}[]()<>#+-.!|~$^=%&@:;\"'/ \n\t0129abWw\u{1B}\u{202E}é—".unicodeScalars)
    var random = SplitMix(seed: 7)
    for _ in 0..<4_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int(random.next() % 14) {
        text.append(pieces[Int(random.next() % UInt64(pieces.count))])
      }
      let words = String(text)
      if words.contains("[[") { continue }
      let wanted = plain(trimmed(words))
      #expect((understood(words) ?? "") == wanted, "\(words.debugDescription)")
    }
  }

  /// Cutting words in two must not give the halves a meaning.
  @Test func wordsStayWordsAcrossACut() {
    for words in Samples.attacks + ["1. one", "www.example.org", "https://x.example", "12) x"] {
      let scalars = Array(words.unicodeScalars)
      for cut in scalars.indices {
        let halves = [scalars[..<cut], scalars[cut...]].map { part in
          OutlineSpan.words(String(String.UnicodeScalarView(part)))
        }
        let line = MarkdownLine.line(halves)
        #expect(plainText(of: line) != nil || line.isEmpty, "\(words) at \(cut): \(line)")
        for opening in ["http://", "https://", "www.", "WWW."] {
          #expect(!line.contains(opening), "\(words) at \(cut): \(line)")
        }
      }
    }
  }

  @Test(arguments: Samples.attacks) func aSheetOfAttacksHasTheShapeOfAHarmlessOne(attack: String) {
    func shape(_ text: String) -> [MarkdownBlockKind] {
      MarkdownBlocks.parse(Samples.everywhere(text).markdown()).map(\.kind)
    }
    // Code keeps its lines, and every line of it is one of the block.
    #expect(shape(attack) == shape("harmless"), "\(Samples.everywhere(attack).markdown())")
    for block in MarkdownBlocks.parse(Samples.everywhere(attack).markdown()) {
      for link in block.links {
        #expect(link.target.hasPrefix("http"), "\(link)")
      }
    }
  }

  @Test func readsWellAsItIs() {
    #expect(
      Samples.small.markdown() == """
        # The bridge

        Author: A. Berg · 2 paragraphs

        ## Text

        ¶1 Anna Berg[1] opened the bridge[2].

        - [1] **Anna Berg** (person) — Drew it. · sources (1) (2)
        - [2] **Holm bridge** (place) · as "bridge" · was: “a bridge” · source (2)

        ¶2 Berg[1] was paid late.

        - [1] Anna Berg · surname only · see ¶ 1

        ## Notes in full

        ### [1] Anna Berg

        She drew the bridge [2] alone.(1)(2)

        ## Sources

        - (1) Archive, “Staff”, 1922, <https://archive.example/staff?a=1&b=2>
        - (2) Post, 1931

        Place lost: “gone” (Another)

        """)
  }

  @Test func aWorksheetHasBoxesAndBlanks() {
    let text = Samples.lesson.markdown()
    for line in [
      "**Worksheet**", "Group or code ……………………   Date ……………………",
      "- 1\\. **Fear** — It frightens. “Beware\\!”", "¶3·1 All is ⟦lost⟧{1}. ¶3·2 Or not.",
      "- Label’s number: 3·1\u{A0}…………  3·2\u{A0}…………", "- [ ] [ ] news", "- [x] [x] opinion",
      "Underline in ¶\u{A0}3 and write the label’s number beside the sentence.",
      "- → ¶3·1 **1 Fear**: “lost”", "- news: first 15 of 20, again 4 of 20",
      "- ◆ ¶3·1 **12 of 20 pupils** (Fear 9, Praise 3): All is lost.",
    ] { #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)\nin\n\(text)") }
  }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
