// State to frame: the whole screen from the state alone, nothing remembered, nothing changed.

import Documents
import Linking
import Notes
public import Screen
import Text

extension ReaderState {
  /// The screen of this state.
  public func frame() -> Frame {
    var canvas = Canvas(size: size)
    guard size.columns > 0, size.rows > 0 else { return canvas.frame }
    let plan = plan
    drawTitle(plan, on: &canvas)
    if let list {
      drawList(list, plan, on: &canvas)
    } else if plan.pane == nil, let form {
      drawForm(form, in: formArea, on: &canvas)
    } else if plan.pane == nil, let open = openNotes.last {
      let body = plan.body(of: size)
      let columns = min(ScreenPlan.widestText, body.columns)
      drawNote(
        open, in: Rect(column: body.column, row: body.row, columns: columns, rows: body.rows),
        on: &canvas)
    } else {
      drawText(plan, on: &canvas)
      drawRules(plan, on: &canvas)
      if let pane = plan.pane {
        if let form { drawForm(form, in: pane, on: &canvas) } else { drawPane(pane, on: &canvas) }
      }
    }
    drawBottom(plan, on: &canvas)
    return canvas.frame
  }

  private func drawTitle(_ plan: ScreenPlan, on canvas: inout Canvas) {
    guard let row = plan.titleRow else { return }
    let place = placeText
    let placeWidth = CellWidth.of(place)
    let margin = size.columns >= 24 ? 1 : 0
    let start = size.columns - placeWidth - margin
    let room = start - margin - 2
    if room > 0 {
      canvas.writeFitted(title, .title, at: Point(column: margin, row: row), columns: room)
    }
    canvas.write(place, .place, at: Point(column: max(0, start), row: row))
  }

  /// `¶ 5/11 · 36 %`, with `?` for a count that is not known yet.
  var placeText: String {
    guard !document.paragraphs.isEmpty else { return "¶ 0/0" }
    var total = "?"
    if document.window != nil {
      if let number = ordinal(of: focus) {
        total = "\(number + 1)/" + (counted.flatMap { $0.isDone ? "\($0.paragraphs)" : nil } ?? "?")
      }
    } else if document.isComplete {
      total = "\(focus + 1)/\(document.paragraphs.count)"
    }
    return "¶ \(total) · \(percent) %"
  }

  private func drawRules(_ plan: ScreenPlan, on canvas: inout Canvas) {
    if let column = plan.ruleColumn {
      for row in plan.text.row..<plan.text.row + plan.text.rows {
        canvas.write("│", .rule, at: Point(column: column, row: row))
      }
    }
    if let row = plan.ruleRow {
      canvas.write(
        String(repeating: "─", count: size.columns), .rule, at: Point(column: 0, row: row))
    }
  }

  private func drawPane(_ pane: Rect, on canvas: inout Canvas) {
    if let open = openNotes.last {
      drawNote(open, in: pane, on: &canvas)
      return
    }
    let shown = shownLinks(of: focus)
    let footnotes = footnoteLines(columns: pane.columns)
    guard !shown.isEmpty else {
      if !footnotes.isEmpty {
        drawFootnotes(footnotes, in: pane, below: 0, on: &canvas)
        return
      }
      let isKnown = progress == .done || links[focus] != nil
      let text = isKnown ? "no notes on this paragraph" : "…"
      canvas.writeFitted(
        text, .faint, at: Point(column: pane.column, row: pane.row), columns: pane.columns)
      return
    }
    let lines = PaneLayout(
      links: shown, selected: min(selected, shown.count - 1), scroll: paneScroll,
      catalogue: catalogue, columns: pane.columns,
      rows: noteRows(of: pane, footnotes: footnotes.count)
    ).lines()
    draw(lines, in: pane, on: &canvas)
    drawFootnotes(footnotes, in: pane, below: lines.count, on: &canvas)
  }

  /// An open note with a sign for what lies above and below.
  private func drawNote(_ open: OpenNote, in area: Rect, on canvas: inout Canvas) {
    guard area.rows > 0 else { return }
    let lines = noteLines(open.id)
    let scroll = max(0, min(open.scroll, max(0, lines.count - area.rows)))
    var shown = Array(lines.dropFirst(scroll).prefix(area.rows))
    let below = lines.count - scroll - shown.count
    if below > 0, shown.count > 1 {
      let key = settings.keymap.keys(for: CommandTable.row(.note, .noteDown)).first ?? ""
      shown[shown.count - 1] = StyledLine([StyledRun("+\(below + 1) lines · \(key)", .faint)])
    }
    if scroll > 0, shown.count > 2 {
      let key = settings.keymap.keys(for: CommandTable.row(.note, .noteUp)).first ?? ""
      shown[0] = StyledLine([StyledRun("+\(scroll + 1) lines above · \(key)", .faint)])
    }
    draw(shown, in: area, on: &canvas)
  }

  /// Styled lines in a rectangle, each cut at its edge.
  func draw(_ lines: [StyledLine], in area: Rect, on canvas: inout Canvas) {
    for (index, line) in lines.prefix(area.rows).enumerated() {
      var column = line.indent
      for run in line.runs {
        guard column < area.columns else { break }
        column += canvas.write(
          run.text, run.style, at: Point(column: area.column + column, row: area.row + index),
          limit: area.columns - column)
      }
    }
  }
}
