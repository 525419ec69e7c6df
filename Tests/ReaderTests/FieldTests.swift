// The one editing engine, in one line and in several: any script, any paste, rows on the screen.

import Notes
import Screen
import Testing
import Text

@testable import Reader

@Suite struct EditingText {
  @Test func theCursorGoesByCharactersInAnyScript() {
    for text in ["e\u{301}क्ष👨‍👩‍👧🇺🇦אב漢", "שלום", "กำ"] {
      var field = TextField(text)
      #expect(field.cursor == text.count)
      for left in (0..<text.count).reversed() {
        _ = field.edit(.fieldLeft)
        #expect(field.cursor == left)
      }
      for _ in text { _ = field.edit(.fieldDelete) }
      #expect(field.text.isEmpty)
    }
  }

  @Test func wordsAndEnds() {
    var field = TextField("one  two three")
    _ = field.edit(.fieldWordLeft)
    #expect(field.cursor == 9)
    _ = field.edit(.fieldWordLeft)
    #expect(field.cursor == 5)
    _ = field.edit(.fieldWordRight)
    #expect(field.cursor == 8)
    _ = field.edit(.fieldDeleteWord)
    #expect(field.text == "one   three")
    _ = field.edit(.fieldDeleteToEnd)
    #expect(field.text == "one  ")
    _ = field.edit(.fieldDeleteToStart)
    #expect(field.text == "")
    #expect(field.edit(.search) == false)
  }

  @Test func linesInAFieldOfSeveral() {
    var field = TextField("ab\ncd", isMultiline: true)
    _ = field.edit(.fieldStart)
    #expect(field.place == 3)
    _ = field.edit(.fieldDeleteBack)
    #expect(field.text == "abcd")
    field.insert("\r\n\tx\u{2028}y\r")
    #expect(field.text == "ab\n\tx\ny\ncd")
    _ = field.edit(.fieldDeleteToEnd)
    #expect(field.text == "ab\n\tx\ny\n")
  }

  @Test func aLineHasNoLineEnds() {
    var field = TextField()
    field.insert("a\r\nb\nc\td\u{85}e")
    #expect(field.text == "a b c d e")
  }

  @Test func controlsStayOut() {
    var field = TextField(isMultiline: true)
    field.insert("\u{1B}[2J\u{9B}31m\u{202E}x\u{0}\u{7F}")
    #expect(field.text == "[2J31mx")
  }

  @Test func aHeapOfMarksIsCut() {
    var field = TextField(isMultiline: true, limit: 1_048_576)
    field.insert("a" + String(repeating: "\u{301}", count: 100_000))
    #expect(field.text.unicodeScalars.count == 33)
  }

  @Test func whatFindsNoRoomIsSaid() {
    var field = TextField(limit: 5)
    #expect(field.insert("abcd") == true)
    #expect(field.insert("éé") == false)
    #expect(field.text == "abcd")
    #expect(field.insert("xyz") == false)
    #expect(field.text == "abcdx")
  }

  @Test func randomEditsKeepTheCursorBetweenCharacters() {
    var random = SeededGenerator(seed: 21)
    let commands: [Command] = [
      .fieldLeft, .fieldRight, .fieldWordLeft, .fieldWordRight, .fieldStart, .fieldEnd,
      .fieldDeleteBack, .fieldDelete, .fieldDeleteWord, .fieldDeleteToStart, .fieldDeleteToEnd,
    ]
    let pool = [
      "a", " ", "\n", "\u{301}", "👨", "\u{200D}", "👩", "🇺", "🇦", "क", "्", "ष", "漢", "א", "\r",
    ]
    for _ in 0..<300 {
      var field = TextField(isMultiline: Bool.random(using: &random), limit: 200)
      for _ in 0..<60 {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: _ = field.edit(commands.randomElement(using: &random) ?? .fieldLeft)
        case 1:
          _ = field.moveRows(by: Int.random(in: -3...3, using: &random), columns: 5)
        default:
          field.insert((0..<3).compactMap { _ in pool.randomElement(using: &random) }.joined())
        }
        let index = field.text.utf8.index(field.text.startIndex, offsetBy: field.place)
        #expect(String.Index(index, within: field.text) != nil, "\(field.text.debugDescription)")
        var rows = FieldRows(field, columns: 5)
        let shown = rows.visible(3)
        #expect(
          shown.contains {
            $0.range.lowerBound <= field.place && field.place <= $0.range.upperBound
          })
        for row in shown { #expect(row.units.reduce(0) { $0 + $1.width } <= 4) }
      }
    }
  }
}

@Suite struct RowsOfAField {
  private func rows(_ text: String, _ columns: Int) -> [String] {
    var rows = FieldRows(
      TextField(text, isMultiline: true, limit: 1_000_000), columns: columns)
    var result: [String] = []
    var row: FieldRow? = rows.row(at: 0)
    while let this = row {
      result.append(this.units.map(\.text).joined())
      row = rows.row(after: this)
    }
    return result
  }

  @Test func rowsBreakAfterBlanksAndKeepThem() {
    #expect(rows("one two three", 9) == ["one two ", "three"])
    #expect(rows("abcdefghij", 5) == ["abcd", "efgh", "ij"])
    #expect(rows("a\n\nb\n", 5) == ["a", "", "b", ""])
    #expect(rows("漢字漢", 4) == ["漢", "字", "漢"])
    #expect(rows("", 5) == [""])
  }

  @Test func aLongLineIsLaidOutInStretches() {
    let text = String(repeating: "é", count: 3_000)
    #expect(rows(text, 11).joined() == text)
    let mixed = String(repeating: "word 漢字 ", count: 900) + "\n" + "end"
    #expect(rows(mixed, 17).joined() == mixed.filter { $0 != "\n" })
  }

  @Test func upAndDownKeepTheColumn() {
    var field = TextField("abcdef\nx\nuvwxyz", isMultiline: true)
    field.move(to: 5)
    #expect(field.moveRows(by: 1, columns: 20) == true)
    #expect(field.place == 8)
    #expect(field.moveRows(by: 1, columns: 20) == true)
    #expect(field.place == 14)
    #expect(field.moveRows(by: 1, columns: 20) == false)
    #expect(field.moveRows(by: -2, columns: 20) == true)
    #expect(field.place == 5)
  }

  @Test func upFromARowGoesThroughEveryRow() {
    let text = String(repeating: "lorem ipsum dolor ", count: 400)
    var field = TextField(text, isMultiline: true, limit: 100_000)
    var rows = FieldRows(field, columns: 13)
    let count = rows.count(limit: 10_000)
    var moves = 0
    while field.moveRows(by: -1, columns: 13) { moves += 1 }
    #expect(moves == count - 1)
    #expect(field.place < 13)
  }
}
