// JSON to the letter, and lines that no terminal can be harmed with.

import Screen
import Testing

@testable import Commands

@Suite struct JSONTests {
  @Test func keysKeepTheirOrderWithoutSpacesAndSlashStays() {
    let object = JSON.keys(["b": .text("a/b"), "a": .list([.number(1), .null]), "c": .keys([:])])
    #expect(object.text == #"{"b":"a/b","a":[1,null],"c":{}}"#)
    #expect(
      object.leading(["f": .null]).adding(["z": .number(-1)]).text.hasPrefix(#"{"f":null,"b""#))
  }

  @Test(arguments: [
    ("\u{0}\n\u{1B}\u{7F}", #""\u0000\u000a\u001b\u007f""#),
    ("\u{85}\u{9B}", #""\u0085\u009b""#),
    ("\u{202E}\u{2066}\u{200F}\u{61C}", #""\u202e\u2066\u200f\u061c""#),
    ("\u{E0041}", #""\udb40\udc41""#),
    (#"a"b\c"#, #""a\"b\\c""#),
    ("Мединский 🙂", #""Мединский 🙂""#),
  ])
  func controlsAreEscaped(_ text: String, _ json: String) {
    #expect(JSON.string(text).text == json)
  }
}

@Suite struct OutputTests {
  private let hostile = "\u{1B}[2J\u{9B}31m\u{202E}evil\r\n\u{7}"

  @Test func everyWayOutMakesControlsVisible() {
    let sink = FakeSink()
    let output = Output(sink, usesColour: false)
    output.line(hostile)
    output.line([Run(hostile, .title)])
    output.fields([hostile, "a\tb"])
    output.complain(hostile, hostile)
    for text in [sink.out, sink.complaints] {
      for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\t" {
        #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
        #expect(scalar != "\u{202E}")
      }
    }
    #expect(sink.lines.count == 4)
    #expect(sink.lines[2].split(separator: "\t").count == 2)
    #expect(sink.complaints.split(separator: "\n").count == 1)
  }

  @Test func coloursAreAttributesAroundVisibleText() {
    let sink = FakeSink()
    Output(sink, usesColour: true).line([Run("a"), Run("b", .noteTitle), Run("   ")])
    #expect(sink.out == "a\u{1B}[1mb\u{1B}[0m\n")
  }

  @Test func nothingIsWrittenOnceNobodyReads() {
    let sink = FakeSink()
    sink.writesLeft = 1
    let output = Output(sink)
    output.line("one")
    #expect(!output.isClosed)
    output.line("two")
    #expect(output.isClosed)
    #expect(sink.out == "one\n")
  }
}

@Suite struct LineWrapperTests {
  private func wrapped(_ text: String, _ width: Int) -> [String] {
    LineWrapper.lines([Run(text)], width: width).map { $0.map(\.text).joined() }
  }

  @Test func breaksAtBlanksAndFoldsThem() {
    #expect(wrapped("one two  three\nfour", 7) == ["one two", "three", "four"])
    #expect(wrapped("  a   b  ", 5) == ["a b"])
    #expect(wrapped("", 5) == [])
    #expect(wrapped(" \n ", 5) == [])
  }

  @Test func longWordsAreCutAndNothingIsLost() {
    #expect(wrapped("abcdefg hi", 3) == ["abc", "def", "g", "hi"])
  }

  @Test func wideAndCombiningScalarsCountInCells() {
    #expect(wrapped("日本語", 4) == ["日本", "語"])
    // Too narrow for a wide sign: a mark stands for it, and no line is too wide.
    #expect(wrapped("日本", 1) == ["\u{FFFD}", "\u{FFFD}"])
    #expect(wrapped("e\u{301}e\u{301}e\u{301}", 2) == ["e\u{301}e\u{301}", "e\u{301}"])
  }

  @Test func everyWidthKeepsEveryWord() {
    let text = "It is worth pausing to consider the factor of Vladimir Medinsky[1]. 日本語 x"
    for width in 2...90 {
      let lines = wrapped(text, width)
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      #expect(lines.allSatisfy { [Run($0)].cells <= width })
    }
  }

  @Test func decimalsHaveFourPlaces() {
    let values: [(Double, String)] = [
      (0, "0.0000"), (1, "1.0000"), (0.72861, "0.7286"), (-0.25, "-0.2500"), (-0.00001, "0.0000"),
      (0.99999, "1.0000"), (.infinity, "null"), (.nan, "null"), (1e300, "null"),
    ]
    for (value, text) in values { #expect(JSON.decimal(value).text == text) }
  }
}
