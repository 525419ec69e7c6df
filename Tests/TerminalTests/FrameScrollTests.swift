// Rows that moved from one frame to the next.

import Screen
import Testing

@testable import Terminal

@Suite struct FrameScrollTests {
  /// A title, lines of text from `first` on, and a bottom row.
  private func frame(from first: Int, title: String = "title", marks: String = " ") -> Frame {
    var canvas = Canvas(size: Size(columns: 40, rows: 12))
    canvas.write(title, at: Point(column: 0, row: 0))
    for row in 1..<11 {
      canvas.write(marks, at: Point(column: 1, row: row))
      canvas.write("line \(first + row) of the text", at: Point(column: 5, row: row))
    }
    canvas.write("keys", at: Point(column: 0, row: 11))
    return canvas.frame
  }

  @Test(arguments: [-9, -3, -1, 1, 2, 4, 9])
  func rowsThatMovedAreFound(distance: Int) throws {
    var before = frame(from: 100, marks: "x")
    let after = frame(from: 100 + distance, title: "another", marks: "y")
    let middleIsShown = abs(distance) <= 4
    guard middleIsShown else {
      let none = before.scroll(to: after) == nil
      #expect(none)
      return
    }
    let shift = try #require(before.scroll(to: after))
    #expect(shift.from - shift.to == distance)
    before.moveRows(from: shift.from, to: shift.to, count: shift.count)
    for row in shift.to..<shift.to + shift.count {
      #expect(before.row(row).dropFirst(4) == after.row(row).dropFirst(4))
    }
    #expect(before.row(0) == frame(from: 0).row(0))
    #expect(before.row(11) == frame(from: 0).row(11))
  }

  @Test func whatStaysOrIsNewDoesNotScroll() {
    let before = frame(from: 100)
    #expect(before.scroll(to: before) == nil)
    #expect(before.scroll(to: frame(from: 900)) == nil)
    let empty = Frame(size: before.size)
    #expect(empty.scroll(to: empty) == nil)
    #expect(before.scroll(to: Frame(size: Size(columns: 20, rows: 12))) == nil)
  }
}
