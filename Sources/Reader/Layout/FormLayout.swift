// Where the parts of the form stand: heading, quotation and fields share the rows there are, and the
// field that is typed in is always in sight.

import Anchoring
import Notes
import Screen
import Text

/// The rows of the form.
struct FormLayout {
  /// A field and the rows it has.
  struct Slot: Hashable {
    var field: NoteForm.Field
    /// Counted from the top of the form.
    var row: Int
    var rows: Int
  }

  private(set) var head: [StyledLine] = []
  private(set) var slots: [Slot] = []
  /// Columns of the labels, blanks before and after excluded.
  let labelColumns: Int
  /// The column in which the fields' text begins.
  let textColumn: Int
  /// Columns of the fields' text.
  let textColumns: Int

  private static let longestLabel =
    NoteForm.Field.allCases.map { CellWidth.of($0.label) }.max() ?? 0

  init(_ form: NoteForm, columns: Int, rows: Int) {
    labelColumns = columns >= 30 ? Self.longestLabel : max(0, columns / 3 - 1)
    // A mark before the label, and a column between it and the text for the signs of more.
    textColumn = columns < 6 ? 0 : labelColumns + 4
    textColumns = max(1, columns - textColumn)
    guard rows > 0, columns > 0 else { return }
    let shown = form.shown
    let activeIndex = shown.firstIndex(of: form.active) ?? 0
    let wanted = shown.map { rowsWanted($0, in: form, most: rows) }
    let needed = max(1, min(wanted[activeIndex], rows / 2))

    head = fittingHead(
      Self.lines(above: form, columns: columns), rows: rows - needed, others: shown.count - 1)
    var room = rows - head.count - needed
    var first = activeIndex
    var last = activeIndex
    while room > 0, first > 0 || last < shown.count - 1 {
      if last < shown.count - 1 {
        last += 1
        room -= 1
      }
      if room > 0, first > 0 {
        first -= 1
        room -= 1
      }
    }
    mark(above: first, below: shown.count - 1 - last, columns: columns)

    var heights = shown.map { _ in 1 }
    heights[activeIndex] = needed
    // The body takes what the others leave.
    let short = ([activeIndex] + Array(first...last)).filter { shown[$0] != .body }
    for index in short + Array(first...last) where room > 0 {
      let more = min(room, wanted[index] - heights[index])
      if more > 0 {
        heights[index] += more
        room -= more
      }
    }
    var row = head.count
    if room > 0, !head.isEmpty {
      head.append(.empty)
      row += 1
    }
    for index in first...last {
      slots.append(Slot(field: shown[index], row: row, rows: heights[index]))
      row += heights[index]
    }
  }

  /// Rows that a field would like.
  private func rowsWanted(_ field: NoteForm.Field, in form: NoteForm, most: Int) -> Int {
    let limit: Int
    switch field {
    case .title, .aliases: limit = 3
    case .description, .sources: limit = 6
    case .kind, .publisher, .date: limit = 1
    case .body: limit = most
    }
    var rows = FieldRows(form[field], columns: textColumns)
    return max(field == .body ? 3 : 1, rows.count(limit: limit))
  }

  /// Heading, fault and quotation, as many of their lines as leave each field a row; the heading
  /// alone stays longer than fields far from the active one, and a fault longer than the heading.
  private func fittingHead(_ lines: HeadLines, rows: Int, others: Int) -> [StyledLine] {
    let whole = lines.heading + lines.fault + lines.quote
    if whole.count + others <= rows { return whole }
    let short = lines.heading + lines.fault
    if short.count + others <= rows {
      return short + Self.cut(lines.quote, to: rows - others - short.count)
    }
    if rows >= short.count + 1 { return short }
    return lines.fault.isEmpty ? [] : Array(lines.fault.prefix(max(0, rows)))
  }

  /// As many lines as may be, the last one saying that something is left out.
  private static func cut(_ lines: [StyledLine], to count: Int) -> [StyledLine] {
    guard count < lines.count else { return lines }
    var kept = Array(lines.prefix(max(0, count)))
    if !kept.isEmpty { kept[kept.count - 1].runs.append(StyledRun("…", .quotation)) }
    return kept
  }

  /// Says in the heading how many fields are out of sight.
  private mutating func mark(above: Int, below: Int, columns: Int) {
    guard above + below > 0, !head.isEmpty else { return }
    let signs = [above > 0 ? "↑ \(above)" : "", below > 0 ? "↓ \(below)" : ""]
    let text = signs.filter { !$0.isEmpty }.joined(separator: " ")
    guard CellWidth.of(head[0].text) + 2 + CellWidth.of(text) <= columns else { return }
    head[0].trailing = StyledRun(text, .faint)
  }

  private struct HeadLines {
    var heading: [StyledLine] = []
    var fault: [StyledLine] = []
    var quote: [StyledLine] = []
  }

  private static func lines(above form: NoteForm, columns: Int) -> HeadLines {
    var lines = HeadLines()
    let name = form.passage == nil ? "New note" : "New note on a passage"
    var heading = [StyledRun(fitted(name, columns: columns), .heading)]
    if form.isSaving { heading.append(StyledRun(" · saving …", .message)) }
    lines.heading = [StyledLine(heading)]
    if let fault = form.fault {
      // The sign says it without colour.
      let runs = [StyledRun("! " + fault.madeVisible, .problem)]
      lines.fault = Array(StyledLine.wrap(runs, width: columns, hanging: 2).prefix(3))
    }
    if let quote = form.passage?.selector.quote {
      // Two lines cannot show more than this, however narrow the signs.
      let beginning = quote.folded(upTo: columns * 2 + 2)
      let isWhole =
        beginning.unicodeScalars.count
        >= quote.folded(upTo: columns * 2 + 3)
        .unicodeScalars.count
      let runs = [StyledRun("“" + beginning + (isWhole ? "”" : ""), .quotation)]
      let wrapped = StyledLine.wrap(runs, width: max(1, columns - 1))
      lines.quote = cut(wrapped, to: 2)
      if !isWhole, wrapped.count <= 2, let last = lines.quote.indices.last {
        lines.quote[last].runs.append(StyledRun("…", .quotation))
      }
    }
    return lines
  }
}

extension ReaderState {
  /// Where the form stands: in the pane, or alone where there is no room for both.
  var formArea: Rect { plan.pane ?? plan.body(of: size) }

  /// The parts of the form for the present size.
  func formLayout(_ form: NoteForm) -> FormLayout {
    FormLayout(form, columns: formArea.columns, rows: formArea.rows)
  }
}
