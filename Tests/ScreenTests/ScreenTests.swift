// Keys written and read, text cut at edges, wide units never halved.

import Screen
import Testing

@Suite struct KeysAsText {
  @Test(arguments: [
    "j", "G", "^E", "Space", "Shift-Tab", "PgDn", "F1", "Alt-x", "Ctrl-Left", "{", "'", "%", "^C",
    "Esc", "-", "+", "ж",
  ])
  func whatIsWrittenIsReadBack(notation: String) throws {
    let key = try #require(Key(notation: notation))
    #expect(key.notation == notation)
  }

  @Test(arguments: ["", "NoSuchKey", "^", "F99", "\u{1B}", "ab"])
  func whatIsNoKeyIsRefused(notation: String) {
    if notation == "^" {
      #expect(Key(notation: notation) == .character("^"))
    } else {
      #expect(Key(notation: notation) == nil)
    }
  }
}

@Suite struct DrawingOnACanvas {
  @Test func aWideUnitIsNeverHalved() {
    var canvas = Canvas(size: Size(columns: 3, rows: 1))
    canvas.write("漢字", at: Point(column: 0, row: 0))
    #expect(canvas.frame.textPlane == ["漢"])
    canvas.write("x", at: Point(column: 1, row: 0))
    #expect(canvas.frame.cells.map(\.text) == [" ", "x", " "])
  }

  @Test func nothingIsDrawnOutside() {
    var canvas = Canvas(size: Size(columns: 2, rows: 1))
    canvas.write("abc", at: Point(column: 0, row: 0))
    canvas.write("abc", at: Point(column: 0, row: 5))
    canvas.write("abc", at: Point(column: -1, row: 0))
    #expect(canvas.frame.textPlane == ["ab"] || canvas.frame.textPlane == ["bc"])
  }

  @Test func escapesBecomeSigns() {
    var canvas = Canvas(size: Size(columns: 30, rows: 1))
    canvas.write("a\u{1B}[31m\u{9B}\u{202E}", at: Point(column: 0, row: 0))
    #expect(canvas.frame.textPlane == ["a␛[31m<U+009B><U+202E>"])
  }

  @Test(arguments: [("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("漢字漢", 4, "漢…"), ("ab", 0, "")])
  func whatIsCutSaysSo(text: String, columns: Int, expected: String) {
    #expect(fitted(text, columns: columns) == expected)
  }
}
