// How the kinds of paragraph are set: what stands before them, which lines are kept, that nothing of
// it is text.

import Documents
import GoldenFrames
import Linking
import Notes
import Screen
import Testing
import Text

@testable import Reader

@Suite struct StructureTests {
  private func built(
    _ kind: ParagraphKind, _ form: ParagraphForm = ParagraphForm(), _ words: String
  ) -> Document {
    var builder = DocumentBuilder()
    builder.begin(kind, form: form)
    builder.append(words)
    return builder.finish(format: .markdown)
  }

  private func state(_ document: Document, columns: Int, rows: Int = 30) -> ReaderState {
    var settings = ReaderSettings()
    settings.expectsNotes = false
    return ReaderState(
      document: document, name: "made", size: Size(columns: columns, rows: rows),
      settings: settings)
  }

  /// The lines of a document's first paragraph, blanks as full stops.
  private func lines(_ document: Document, width: Int) -> [String] {
    state(document, columns: width + 4).lines(PieceKey(paragraph: 0, piece: 0)).map { line in
      line.units.map { $0.unit.text == " " ? "." : $0.unit.text }.joined()
    }
  }

  @Test func aQuotationHasABarForEachDepth() {
    let document = built(.quotation, ParagraphForm(depth: 2), "one two three four")
    #expect(lines(document, width: 17) == ["│.│.one.two.three", "│.│.four"])
  }

  @Test func anItemHangsFromItsMarker() {
    let document = built(.listItem, ParagraphForm(depth: 2, marker: "10."), "one two three four")
    #expect(lines(document, width: 19) == ["..10..one.two.three", "......four"].map(\.self))
  }

  @Test func codeKeepsItsLinesAndMarksWhatGoesOn() {
    let document = built(.code, ParagraphForm(), "a\n\tbc d\n  0123456789abcdefghij")
    #expect(
      lines(document, width: 23) == [
        "..a", "..........bc.d", "....0123456789abcdefghi", "..↳.j",
      ])
  }

  @Test func aLineEndIsSeenInParsedFormatsAndNotInPlainText() throws {
    var builder = DocumentBuilder()
    builder.begin(.text)
    builder.append("one")
    builder.lineBreak()
    builder.append("two")
    #expect(lines(builder.finish(format: .html), width: 20) == ["one", "two"])
    #expect(lines(try Support.document("one\ntwo"), width: 20) == ["one.two"])
  }

  @Test func cellsStandUnderEachOtherWhereTheTableFits() {
    let state = state(Structured.document(), columns: 80)
    let first = Structured.document().paragraphs.firstIndex { $0.kind == .tableRow } ?? 0
    let rows = (first..<first + 4).map { row in
      state.lines(PieceKey(paragraph: row, piece: 0))
        .map { $0.units.map(\.unit.text).joined() }.joined(separator: "/")
    }
    #expect(
      rows == [
        "Day | Level | Remark", "1   | 214   |", "12  | 98    | after the thaw",
        "    |       | none",
      ]
    )
  }

  @Test func columnsStandWhereTheyDoWithNumbersShownOrNot() {
    var builder = DocumentBuilder()
    builder.begin(.text)
    builder.append("A table.")
    for row in ["Name | Count", "Gauge | 3", "Other words | 14"] {
      builder.begin(.tableRow, form: ParagraphForm(isTight: true))
      builder.append(row)
    }
    let document = builder.finish(format: .markdown)
    var state = state(document, columns: 80, rows: 30)
    state.receive(
      Catalogue(notes: [Support.note("Gauge", kind: .term)]), for: document, path: nil)
    for _ in 0..<4 {
      let columns = state.screen.compactMap { row -> Int? in
        guard row.contains(" | ") || row.contains("  | ") else { return nil }
        return row.prefix { $0 != "|" }.count
      }
      #expect(columns.count == 3)
      #expect(Set(columns).count == 1)
      state.type("j")
    }
  }

  @Test func rowsOfATableThatDoesNotFitAreWrapped() {
    let state = state(Structured.document(), columns: 24)
    let first = Structured.document().paragraphs.firstIndex { $0.kind == .tableRow } ?? 0
    let row = state.lines(PieceKey(paragraph: first + 2, piece: 0))
      .map { $0.units.map(\.unit.text).joined() }
    #expect(row == ["12 | 98 | after the", "  thaw"])
  }

  @Test(arguments: [2, 3, 5, 7, 11, 13, 17, 23, 31, 46, 61])
  func whatIsAddedTakesAThirdAtMostAndNoLineIsTooWide(columns: Int) {
    for kind in ParagraphKind.allCases {
      for depth in [0, 1, 3, 40] {
        let form = ParagraphForm(depth: depth, marker: "123456789.", isTight: true)
        let document = built(kind, form, "Some words \u{4E2D}\u{6587} and\nmore of them, a-b.")
        let setting = ParagraphSetting(of: 0, in: document, columns: columns)
        for beginning in [ParagraphSetting.Beginning.paragraph, .line] {
          let used = setting.before(beginning).reduce(0) { $0 + $1.unit.width }
          #expect(used <= columns / 3, "\(kind) \(depth)")
        }
        let state = state(document, columns: columns + 4)
        for line in state.lines(PieceKey(paragraph: 0, piece: 0)) {
          let used = line.units.reduce(0) { $0 + $1.unit.width }
          #expect(used <= state.plan.text.columns, "\(kind) \(depth)")
        }
      }
    }
  }

  /// Every scalar of the text stands in exactly one line, in order, whatever is added around it.
  @Test(arguments: [20, 23, 50, 80, 120])
  func linesCoverTheTextWithoutGaps(columns: Int) {
    let document = Structured.document()
    let state = state(document, columns: columns)
    for (paragraph, span) in document.paragraphs.enumerated() {
      var next = span.range.start
      var seen = ""
      for line in state.lines(PieceKey(paragraph: paragraph, piece: 0)) {
        #expect(line.range.start == next)
        next = line.range.end
        for unit in line.units where unit.offset != nil { seen += unit.unit.text }
      }
      #expect(next == span.range.end)
      let ink = document.text(of: paragraph).filter { !$0.isWhitespace }
      #expect(seen.filter { $0 != " " } == ink)
    }
  }

  @Test func noBlankRowStandsBeforeWhatIsTight() {
    let screen = state(Structured.document(), columns: 80, rows: 60).screen
    let gauge = screen.firstIndex { $0.contains("A gauge") } ?? 0
    #expect(screen[gauge + 1].contains("- A notebook"))
    #expect(screen[gauge + 2].contains("1. With squared"))
    let watch = screen.firstIndex { $0.contains("A watch") } ?? 0
    #expect(screen[watch + 1].allSatisfy { $0 == " " })
  }

  @Test func goingDownAndUpByLinesComesBackThroughTightParagraphs() {
    var state = state(Structured.document(), columns: 50, rows: 12)
    let before = state.screen
    for _ in 0..<9 { state.type("Down") }
    #expect(state.screen != before)
    for _ in 0..<9 { state.type("Up") }
    #expect(state.screen == before)
  }

  @Test func searchAndSelectionTakeTheWordsAlone() {
    var state = state(Structured.document(), columns: 80)
    let hits = TextSearch.find("pencil", in: state.document)
    #expect(hits.hits.count == 1)
    state.type("/")
    state.enter("pencil")
    let effects = state.type("Enter")
    if case .find(_, let generation)? = effects.first {
      _ = state.update(.found(hits.hits, isCut: false, generation: generation))
    }
    state.type("V")
    #expect(
      state.selectedText() == "With a pencil on a string, since ink runs in the rain.")
  }

  @Test func copiedCodeKeepsItsLines() {
    var state = state(built(.code, ParagraphForm(), "a {\n\tb\n}"), columns: 80)
    guard case .copy(let text, _)? = state.type("y").first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text == "a {\n\tb\n}")
  }

  @Test(arguments: [(120, 40), (80, 24), (50, 20)])
  func allKindsAsRecorded(columns: Int, rows: Int) {
    let state = Structured.state(columns: columns, rows: rows)
    #expect(GoldenFrame.isSound(state.frame()))
    let difference = GoldenFrame.difference(
      state.frame(), from: "kinds-\(columns)x\(rows)", in: Support.goldens)
    #expect(difference == nil, "\(difference ?? "")")
    var below = state
    below.type("G")
    let second = GoldenFrame.difference(
      below.frame(), from: "kinds-end-\(columns)x\(rows)", in: Support.goldens)
    #expect(second == nil, "\(second ?? "")")
  }
}
