// Lines from strings, and the parts of the screen at every size.

import Linking
import Notes
import Reader
import Screen
import Testing
import Text

@Suite struct BreakingLines {
  private func lines(_ text: String, _ width: Int) -> [String] {
    LineBreaker.lines(LineBreaker.units(of: text), width: width)
      .map { $0.map(\.unit.text).joined() }
  }

  @Test func breaksAtBlanksAndDropsThem() {
    #expect(lines("to be or not", 7) == ["to be", "or not"])
    #expect(lines("to be or not", 5) == ["to be", "or", "not"])
    #expect(lines("  a  \n b ", 7) == ["a b"])
  }

  @Test func breaksAfterHyphensAndDashes() {
    #expect(lines("anti-corruption", 11) == ["anti-", "corruption"])
    #expect(lines("own — affairs", 7) == ["own —", "affairs"])
  }

  @Test func aWordLongerThanALineIsCut() {
    #expect(lines("abcdefghij k", 7) == ["abcdefg", "hij k"])
  }

  @Test func wideUnitsBreakAnywhereAndNeverOverflow() {
    #expect(lines("漢字漢字", 5) == ["漢字", "漢字"])
    #expect(lines("a漢字", 2) == ["a", "漢", "字"])
    #expect(lines("漢", 1) == ["\u{FFFD}"])
  }

  @Test func emptyTextIsOneEmptyLine() { #expect(lines("", 7) == [""]) }

  @Test func noLineIsEverTooWideAndNothingIsLost() {
    var random = SeededGenerator(seed: 11)
    let pool = Array("abc  -—漢字é\u{301}🇺🇦👨‍👩‍👧\u{1B}\u{202E}\u{AD}ا ب".unicodeScalars)
    for _ in 0..<2_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        text.append(pool.randomElement(using: &random) ?? "a")
      }
      let width = [1, 2, 3, 5, 7, 11, 13].randomElement(using: &random) ?? 7
      let units = LineBreaker.units(of: String(text), from: ScalarOffset(0))
      let broken = LineBreaker.lines(units, width: width)
      for line in broken {
        #expect(line.reduce(0) { $0 + $1.unit.width } <= width)
      }
      let kept = broken.flatMap { $0 }.filter { !$0.unit.isBlank }
      let ink = units.filter { !$0.unit.isBlank }
      #expect(kept.map(\.offset) == ink.map(\.offset))
    }
  }
}

@Suite struct PlansOfTheScreen {
  @Test func everySizeHasAPlanInsideTheScreen() {
    for columns in 0...220 {
      for rows in [0, 1, 2, 3, 4, 6, 15, 16, 24, 40, 70] {
        for hasPane in [true, false] {
          for share in [-24, 0, 24] {
            let plan = ScreenPlan(
              size: Size(columns: columns, rows: rows), hasPane: hasPane, share: share)
            for area in [plan.text, plan.pane].compactMap({ $0 }) {
              #expect(area.column + area.columns <= columns && area.row + area.rows <= rows)
            }
            if plan.arrangement == .sideBySide, let pane = plan.pane {
              #expect(columns >= 88)
              #expect(ScreenPlan.textColumns.contains(plan.text.columns))
              #expect(ScreenPlan.paneColumns.contains(pane.columns + 2))
            }
            if plan.arrangement == .below, let pane = plan.pane {
              #expect(columns >= 60 && columns < 88 && rows >= 16)
              #expect(pane.rows >= 6 && pane.rows + 1 <= (rows - 2 + 1) / 2)
            }
          }
        }
      }
    }
  }

  @Test(arguments: [(88, 16), (87, 16), (88, 15), (60, 16), (59, 16), (60, 15)])
  func bordersBetweenArrangements(columns: Int, rows: Int) {
    let plan = ScreenPlan(size: Size(columns: columns, rows: rows), hasPane: true)
    switch (columns, rows) {
    case (88, 16): #expect(plan.arrangement == .sideBySide)
    case (87, 16), (60, 16): #expect(plan.arrangement == .below)
    default: #expect(plan.arrangement == .single)
    }
  }
}
