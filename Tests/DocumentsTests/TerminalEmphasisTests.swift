// Overstrike and colours of manual pages and coloured programs.

import Documents
import Foundation
import Testing
import Text

@Suite struct TerminalEmphases {
  private static func output(_ bytes: [UInt8], isComplete: Bool = true) throws -> Document {
    var wishes = OpeningWishes()
    wishes.isOutput = true
    return try PlainText.document(from: bytes, wishes: wishes, isComplete: isComplete)
  }

  @Test func inAFileTheyAreSignsLikeAnyOther() throws {
    let text = "a\u{8}a \u{1B}[1mone\u{1B}[0m"
    #expect(try PlainText.document(from: Array(text.utf8)).normalisedText == text)
  }

  private func document(_ text: String, isComplete: Bool = true) throws -> Document {
    try Self.output(Array(text.utf8), isComplete: isComplete)
  }

  private func runs(_ document: Document) -> [String] {
    document.structure.emphasis.map { run in
      let names: [(Emphasis, String)] = [
        (.strong, "strong"), (.emphasised, "emphasised"), (.struck, "struck"),
        (.underlined, "underlined"),
      ]
      return names.filter { run.emphasis.contains($0.0) }.map(\.1).joined(separator: "+") + " "
        + document.text(in: run.range)
    }
  }

  @Test(arguments: [
    ("a b\u{8}b c", "a b c", ["strong b"]), ("_\u{8}a_\u{8}b", "ab", ["underlined ab"]),
    ("a\u{8}_", "a", ["underlined a"]), ("_\u{8}x\u{8}x", "x", ["strong+underlined x"]),
    ("é\u{8}éж\u{8}ж", "éж", ["strong éж"]), ("漢\u{8}\u{8}漢", "漢", ["strong 漢"]),
    ("_\u{8}A_\u{8}__\u{8}B", "A_B", ["underlined A_B"]),
    ("A\u{8}A_\u{8}_B\u{8}B", "A_B", ["strong A_B"]), ("_\u{8}_a", "_a", ["strong _"]),
    ("+\u{8}o item a\u{8}a", "• item a", ["strong a"]),
    ("x\u{8}x\u{8}x\u{8}x y", "x y", ["strong x"]),
    (
      "\u{1B}[1;31mred\u{1B}[22m on\u{1B}[m off", "red on off",
      [
        "strong+emphasised red", "emphasised on",
      ]
    ),
    ("\u{1B}[4mN\u{8}N\u{1B}[0m", "N", ["strong+underlined N"]),
  ]) func signsBecomeEmphasis(text: String, plain: String, expected: [String]) throws {
    let read = try document(text)
    #expect(read.normalisedText == plain)
    #expect(runs(read) == expected)
  }

  @Test(arguments: [
    "a\u{8}b c", "\u{1B}[2Jtext", "lone \u{1B} and \u{8}", "\u{8}\u{8}a", "a\u{8}", "\u{1B}[",
    "\u{1B}[1", "_\u{8}\n_", "\u{1B}[Kx", "plain",
  ]) func withoutThemATextStaysAsItIs(text: String) throws {
    let read = try document(text)
    #expect(read.normalisedText == text)
    #expect(read.structure.emphasis.isEmpty)
    #expect(read.structure.sourceShift == 0)
  }

  @Test func otherControlsStayBesideThem() throws {
    let read = try document("b\u{8}b \u{1B}[2J \u{1B}]0;t\u{7} a\u{8}c \u{1B}[9999999999999m.")
    #expect(read.normalisedText == "b \u{1B}[2J \u{1B}]0;t\u{7} a\u{8}c .")
  }

  @Test func aLineOfColoursAloneIsBlank() throws {
    let read = try document("\u{1B}[1mone\u{1B}[0m\n\u{1B}[0m\ntwo\n")
    #expect(read.paragraphs.count == 2)
  }

  @Test func eachParagraphIsFoundAtItsOrigin() throws {
    let text =
      "\u{FEFF}\r\nN\u{8}NA\u{8}A\r\n   \u{1B}[1mone\u{1B}[0m _\u{8}é\r\n\r\n+\u{8}o \u{1B}[31mtwo"
      + "\u{1B}[m\r\n\u{1B}[0m\r\n plain \u{1B}[m \r\n"
    let source = Array(text.utf8)
    let read = try Self.output(source)
    #expect(
      read.paragraphs.indices.map { read.text(of: $0) } == [
        "NA", "one é", "• two", "plain",
      ])
    for index in read.paragraphs.indices {
      let place = try #require(read.origin(of: index)).bytes
      let slice = Array(source[place.start.value..<place.end.value])
      let found = try Self.output(slice)
      #expect(found.paragraphs.indices.map { found.text(of: $0) } == [read.text(of: index)])
    }
  }

  @Test func headingsOfManualPagesMakeAnOutline() throws {
    let read = try document(
      "TOOL(1)  Commands  TOOL(1)\n\n\u{1B}[1mNAME\u{1B}[0m\n   tool - works\n\n"
        + "\u{1B}[1mFIRST\u{1B}[0m \u{1B}[1mPART\u{1B}[0m\n\n   \u{1B}[1mInner\u{1B}[0m\n      deep\n\n"
        + "\u{1B}[1mbold\u{1B}[0m words\n   below\n\n\u{1B}[1mflush\u{1B}[0m\nbelow\n")
    #expect(read.title == "TOOL(1)")
    #expect(read.structure.outline.map(\.title) == ["NAME", "FIRST PART", "Inner"])
    #expect(read.structure.outline.map(\.level) == [1, 1, 2])
    #expect(read.structure.outline.map(\.paragraph) == [1, 3, 4])
    #expect(read.text(of: 2) == "tool - works")
    #expect(read.form(of: 2).isTight)
    let whole = read.normalisedText
    for index in read.paragraphs.indices {
      #expect(String(whole.slice(read.paragraphs[index].range)) == read.text(of: index))
    }
  }

  @Test func aLongParagraphBelowAHeadingKeepsItsPieces() throws {
    let read = try document(
      "\u{1B}[1mHEAD\u{1B}[0m\n  " + String(repeating: "words ", count: 10_000) + "end\n")
    #expect(read.paragraphs.count == 2)
    #expect(read.pieces(of: 1).count > 2)
    #expect(read.pieces(of: 1).map { read.text(in: $0.bytes) }.joined() == read.text(of: 1))
  }

  @Test func aPageThatEndsBehindAHeadingIsNoTextOfTheParagraph() throws {
    let fixture = FixtureTests.folder.appending(path: "plain-heading-at-the-end-of-a-page")
    let read = try FixtureTests.open(
      fixture.appending(path: "in.txt"), wishes: try FixtureTests.wishes(in: fixture))
    #expect(read.paragraphs.contains { $0.kind == .heading })
    for index in read.paragraphs.indices {
      #expect(read.pieces(of: index).first?.bytes.start == read.paragraphs[index].bytes.start)
    }
  }

  @Test func aFirstPartLosesOnlyWhatIsCut() throws {
    let whole = Array("N\u{8}NA\u{8}A x\n\n_\u{8}o_\u{8}n\u{1B}[1me\u{1B}[0m two\n\nend".utf8)
    let plain = try Self.output(whole).normalisedText
    for length in 4...whole.count {
      let part = try Self.output(Array(whole[..<length]), isComplete: false)
      #expect(plain.hasPrefix(part.normalisedText), "cut at \(length)")
    }
  }

  @Test func anythingIsSurvived() throws {
    var state: UInt64 = 3
    let signs: [UInt8] = [
      0x08, 0x1B, 0x5B, 0x6D, 0x31, 0x3B, 0x5F, 0x61, 0xC3, 0xA9, 0x0A, 0x20, 0x2B,
    ]
    for _ in 0..<3_000 {
      let bytes = (0..<40).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return signs[Int(state >> 40) % signs.count]
      }
      for isComplete in [true, false] {
        let read = try Self.output(bytes, isComplete: isComplete)
        let whole = read.normalisedText
        for index in read.paragraphs.indices {
          #expect(String(whole.slice(read.paragraphs[index].range)) == read.text(of: index))
          let place = try #require(read.origin(of: index)).bytes
          #expect(place.end.value <= bytes.count)
        }
        let ends = read.structure.emphasis.map(\.range)
        #expect(zip(ends, ends.dropFirst()).allSatisfy { $0.end <= $1.start })
      }
    }
  }
}
