// A worksheet as a frame: title, text, what is to be done, one row of hints.

import Documents
import Notes
import Reader
public import Screen
import Teaching
import Text

extension WorksheetState {
  /// Columns of text at most: longer lines are hard to find one's way back from.
  private static let widest = 72

  private var textColumns: Int { max(1, min(Self.widest, size.columns - 4)) }

  /// Rows of what is to be done, without the rule above it.
  private var itemRows: Int {
    let most = max(1, (size.rows - 3) / 2)
    return min(most, max(3, itemLines.count))
  }

  /// Rows of the text.
  var textRows: Int { max(1, size.rows - 3 - itemRows) }

  public func frame() -> Frame {
    var canvas = Canvas(size: size)
    guard size.columns > 0, size.rows > 0 else { return canvas.frame }
    if let list {
      let columns = max(0, size.columns - 2)
      canvas.writeFitted(list.title, .heading, at: Point(column: 1, row: 0), columns: columns)
      list.draw(
        in: Rect(column: 1, row: 2, columns: columns, rows: max(0, size.rows - 3)), on: &canvas)
      drawBottom("j k scroll  q close", on: &canvas)
      return canvas.frame
    }
    drawTitle(on: &canvas)
    drawText(on: &canvas)
    let rule = 1 + textRows
    if rule < size.rows - 1 {
      canvas.write(
        String(repeating: "─", count: size.columns), .rule, at: Point(column: 0, row: rule))
      drawItem(from: rule + 1, on: &canvas)
    }
    if let field { drawField(field, on: &canvas) } else { drawBottom(hints, on: &canvas) }
    return canvas.frame
  }

  private func drawTitle(on canvas: inout Canvas) {
    let tally = tally
    var place = "\(tally.done) of \(tally.all) done · ¶ \(paragraph)/\(document.paragraphs.count)"
    if case .pupil(let code, _) = role { place = "\(code.madeVisible) · " + place }
    let start = max(1, size.columns - CellWidth.of(place) - 1)
    canvas.writeFitted(
      title.madeVisible, .title, at: Point(column: 1, row: 0), columns: max(0, start - 3))
    canvas.write(place, .place, at: Point(column: start, row: 0))
  }

  // MARK: - The text

  /// Lines of a paragraph counted from 1; their offsets count from its start.
  func lines(of number: Int) -> [ArraySlice<LineUnit>] {
    guard document.paragraphs.indices.contains(number - 1) else { return [] }
    let units = LineBreaker.units(of: document.text(of: number - 1), from: ScalarOffset(0))
    return LineBreaker.lines(units, width: textColumns)
  }

  private func drawText(on canvas: inout Canvas) {
    var row = 1
    var number = paragraph
    var skipped = line
    while row < 1 + textRows, number <= document.paragraphs.count {
      let start = document.paragraphs[number - 1].range.start.value
      for line in lines(of: number).dropFirst(skipped) {
        guard row < 1 + textRows else { return }
        if number == paragraph {
          canvas.write("▌", .focusMark, at: Point(column: 1, row: row))
        }
        draw(line, from: start, row: row, on: &canvas)
        row += 1
      }
      skipped = 0
      row += 1
      number += 1
    }
  }

  private func draw(
    _ line: ArraySlice<LineUnit>, from start: Int, row: Int, on canvas: inout Canvas
  ) {
    var column = 3
    for unit in line {
      let offset = ScalarOffset(start + (unit.offset?.value ?? 0))
      var style = Style.plain
      if session.boardMarks.contains(where: { $0.range.contains(offset) }) { style = .mention }
      if marking?.range.contains(offset) == true { style = .selection }
      canvas.put(unit.unit, style, at: Point(column: column, row: row))
      column += unit.unit.width
    }
  }

  mutating func scroll(by count: Int) {
    var left = abs(count)
    while left > 0 {
      if count > 0 {
        let below = lines(of: paragraph).count - 1 - line
        if left <= below || paragraph >= document.paragraphs.count {
          line += min(left, max(0, below))
          return
        }
        left -= below + 1
        paragraph += 1
        line = 0
      } else {
        if left <= line || paragraph <= 1 {
          line = max(0, line - left)
          return
        }
        left -= line + 1
        paragraph -= 1
        line = max(0, lines(of: paragraph).count - 1)
      }
    }
  }

  // MARK: - What is to be done

  private func drawItem(from top: Int, on canvas: inout Canvas) {
    let rows = max(0, size.rows - 1 - top)
    let lines = itemLines
    let first = max(0, min(itemScroll, lines.count - rows))
    for (row, line) in lines.dropFirst(first).prefix(rows).enumerated() {
      var column = 1 + line.indent
      for run in line.runs where column < size.columns {
        column += canvas.write(
          run.text, run.style, at: Point(column: column, row: top + row),
          limit: size.columns - column)
      }
    }
    let below = lines.count - first - rows
    if below > 0 {
      let sign = " ↓ \(below) J "
      canvas.write(
        sign, .faint,
        at: Point(column: max(0, size.columns - CellWidth.of(sign)), row: size.rows - 2))
    }
  }

  private var itemLines: [StyledLine] {
    var page = LinePage(columns: max(1, min(size.columns - 2, 100)))
    switch current {
    case .words(let title, let text):
      page.heading(title)
      page.text(text)
    case .question(let round, let question): add(question, round, to: &page)
    case .note(let id): add(id, to: &page)
    case nil: page.text("There is nothing to do here.")
    }
    return page.lines
  }

  private func add(_ question: Teaching.Question, _ round: Round, to page: inout LinePage) {
    page.heading(
      "\(question.number)\(round.round > 1 ? " (again)" : "") · \(question.text)")
    let given = answer(to: round)
    switch question.type {
    case .choice:
      for (index, option) in question.options.enumerated() {
        page.item(given?.option == index ? "● \(index + 1)" : "○ \(index + 1)", option)
      }
    case .short: page.text(given?.text.map { "“\($0)”" } ?? "Enter writes your sentence.")
    case .span:
      page.text(
        labels.enumerated().map { "\($0 + 1) \($1.name)" }.joined(separator: " · "))
      for mark in session.boardMarks where mark.round == round {
        page.item("–", "\(mark.label): “\(mark.exact)”")
      }
    }
    guard role == .study, isDone(item), !question.answers.isEmpty else { return }
    page.text("The lesson's own answer:")
    for answer in question.answers {
      page.item("✓", (answer.label.map { "\($0): " } ?? "") + "“\(answer.text)”")
    }
  }

  private func add(_ id: NoteID, to page: inout LinePage) {
    guard let note = notes.catalogue.note(id) else {
      page.heading(id.value)
      page.text("This note is not there, or not read yet.")
      return
    }
    page.heading(note.title)
    guard let written = words(about: id) else {
      page.text(
        "Write one sentence about it - what you know, or what you expect. Then the note opens. "
          + "Nobody checks; the note lies open in its folder. Enter writes.")
      return
    }
    page.item("You:", "“\(written)”")
    if let description = note.description { page.text(description) }
    page.text(notes.body(of: note, uncovered: Set(notes.catalogue.notes.map(\.id.value))))
    for source in note.sources { page.item("–", LessonNotes.line(of: source)) }
  }

  // MARK: - The bottom row

  private var hints: String {
    if marking != nil {
      return "1-\(max(1, labels.count)) mark  w b word  o other end  Esc leave"
    }
    switch current {
    case .question(_, let question) where question.type == .choice:
      return "1-\(question.options.count) choose  Tab next  v V mark  j k text  ? help  q leave"
    case .question(_, let question) where question.type == .span:
      return "v V select, 1-\(max(1, labels.count)) mark  Tab next  j k text  ? help  q leave"
    case .question, .note: return "Enter write  Tab next  j k text  ? help  q leave"
    case .words, nil: return "Tab next  j k text  ? help  q leave"
    }
  }

  private func drawBottom(_ hints: String, on canvas: inout Canvas) {
    canvas.writeFitted(
      message ?? hints, message == nil ? .hint : .message, at: Point(column: 1, row: size.rows - 1),
      columns: max(0, size.columns - 2))
  }

  private func drawField(_ field: TextField, on canvas: inout Canvas) {
    let shown = fittedEnd(field.beforeCursor, columns: max(1, size.columns - 5))
    let row = size.rows - 1
    var column = canvas.write(message == nil ? "> " : "! ", .field, at: Point(column: 0, row: row))
    column += canvas.write(shown, .field, at: Point(column: column, row: row))
    canvas.showCursor(at: Point(column: min(column, size.columns - 1), row: row))
    canvas.write(
      field.text.dropFirst(field.beforeCursor.count), .field, at: Point(column: column, row: row))
  }
}
