// A typed text as rows on the screen. Only the stretch around a place is ever laid out, so that a
// megabyte in one field costs no more than a screenful.

import Screen
import Text

/// One row of a field.
struct FieldRow: Hashable {
  /// In UTF-8 bytes of the text; a line end that closes the row is not part of it.
  var range: Range<Int>
  var units: [CellUnit]
  /// Where each unit ends, in bytes of the text.
  var ends: [Int]
  /// Whether the row ends because it is full, rather than with its line.
  var isSoft: Bool

  /// The column at which a place of the row stands.
  func column(of place: Int) -> Int {
    var column = 0
    for (unit, end) in zip(units, ends) {
      guard end <= place else { break }
      column += unit.width
    }
    return column
  }

  /// The place at a column, else the last one that shows on this row.
  func place(at column: Int) -> Int {
    var width = 0
    var place = range.lowerBound
    for (unit, end) in zip(units, ends) {
      guard width + unit.width <= column else { break }
      // The place after a full row shows at the start of the next.
      if isSoft, end == range.upperBound { break }
      width += unit.width
      place = end
    }
    return place
  }
}

/// Cuts a field's text into rows; remembers the stretch cut last.
struct FieldRows {
  /// Bytes of a line that are laid out at once; a longer line breaks there as if the row were full.
  static let stretch = 2_048

  let field: TextField
  /// Columns of a row, the cursor's own at its end included.
  let columns: Int
  private var known: (range: Range<Int>, rows: [FieldRow])?

  init(_ field: TextField, columns: Int) {
    self.field = field
    self.columns = max(2, columns)
  }

  /// The row on which a place shows.
  mutating func row(at place: Int) -> FieldRow {
    let rows = rows(around: max(0, min(field.text.utf8.count, place)))
    return rows.last { $0.range.lowerBound <= place } ?? rows[0]
  }

  mutating func row(after row: FieldRow) -> FieldRow? {
    let next = row.range.upperBound + (row.isSoft ? 0 : 1)
    return next <= field.text.utf8.count ? self.row(at: next) : nil
  }

  mutating func row(before row: FieldRow) -> FieldRow? {
    row.range.lowerBound > 0 ? self.row(at: row.range.lowerBound - 1) : nil
  }

  /// How many rows the text has, counted no further than `limit`.
  mutating func count(limit: Int) -> Int {
    var row = row(at: 0)
    var count = 1
    while count < limit, let next = self.row(after: row) {
      row = next
      count += 1
    }
    return count
  }

  /// The rows at the start of the text.
  mutating func first(_ rows: Int) -> [FieldRow] {
    var shown = [row(at: 0)]
    while shown.count < rows, let next = row(after: shown[shown.count - 1]) { shown.append(next) }
    return shown
  }

  /// The rows of a window that shows the cursor and otherwise begins where it began before.
  mutating func visible(_ rows: Int) -> [FieldRow] {
    var shown = [row(at: field.top)]
    if field.place < shown[0].range.lowerBound { shown = [row(at: field.place)] }
    let cursorRow = row(at: field.place)
    while shown.count < rows, let next = row(after: shown[shown.count - 1]) { shown.append(next) }
    if let last = shown.last, last.range.lowerBound < cursorRow.range.lowerBound {
      shown = [cursorRow]
    }
    // Never an empty row at the end while there is text above.
    while shown.count < rows, let earlier = row(before: shown[0]) { shown.insert(earlier, at: 0) }
    return shown
  }

  /// The rows of the stretch that holds a place: part of one line, never more.
  private mutating func rows(around place: Int) -> [FieldRow] {
    if let known, known.range.contains(place) { return known.rows }
    let line = field.lineStart(place)..<field.lineEnd(place)
    let number = (place - line.lowerBound) / Self.stretch
    var start = stretchStart(number, in: line)
    if start > place { start = stretchStart(number - 1, in: line) }
    let end = stretchStart((start - line.lowerBound) / Self.stretch + 1, in: line)
    let rows = cut(start..<end, endsLine: end == line.upperBound)
    // The place after a line belongs to the line; the one after a stretch to the next stretch.
    known = (start..<(end == line.upperBound ? end + 1 : end), rows)
    return rows
  }

  private func stretchStart(_ number: Int, in line: Range<Int>) -> Int {
    let wanted = line.lowerBound + max(0, number) * Self.stretch
    return wanted >= line.upperBound
      ? line.upperBound : min(line.upperBound, field.scalarStart(atOrAfter: wanted))
  }

  private func cut(_ range: Range<Int>, endsLine: Bool) -> [FieldRow] {
    let text = field.text(in: range)
    var cutting = Cutting(width: columns - 1, start: range.lowerBound)
    var scalars = text.unicodeScalars.makeIterator()
    var end = range.lowerBound
    for unit in CellUnits(text) {
      for _ in 0..<unit.scalarCount { end += scalars.next().map(UTF8.width) ?? 0 }
      cutting.take(unit, endingAt: end)
    }
    return cutting.finish(at: range.upperBound, isSoft: !endsLine)
  }

  /// One pass that fills row after row. Unlike in a text that is read, every blank keeps its cell.
  private struct Cutting {
    let width: Int
    var rows: [FieldRow] = []
    private var units: [CellUnit] = []
    private var ends: [Int] = []
    private var start: Int
    private var used = 0
    /// How many units stand before the last place where the row may end.
    private var possible = 0

    init(width: Int, start: Int) {
      self.width = max(1, width)
      self.start = start
    }

    mutating func take(_ unit: CellUnit, endingAt end: Int) {
      let fitting =
        unit.width <= width ? unit : CellUnit(text: "\u{FFFD}", width: 1, scalarCount: 1)
      while used + fitting.width > width, !units.isEmpty { breakRow() }
      units.append(fitting)
      ends.append(end)
      used += fitting.width
      if fitting.isBlank || fitting.width == 2 { possible = units.count }
    }

    private mutating func breakRow() {
      let count = possible > 0 ? possible : units.count
      let end = ends[count - 1]
      rows.append(
        FieldRow(
          range: start..<end, units: Array(units[..<count]), ends: Array(ends[..<count]),
          isSoft: true))
      units.removeFirst(count)
      ends.removeFirst(count)
      start = end
      used = units.reduce(0) { $0 + $1.width }
      possible = 0
    }

    mutating func finish(at end: Int, isSoft: Bool) -> [FieldRow] {
      rows.append(FieldRow(range: start..<end, units: units, ends: ends, isSoft: isSoft))
      return rows
    }
  }
}

extension TextField {
  /// Moves the cursor up or down by rows of a width, keeping its column where it can; false when
  /// there is no row to go to.
  mutating func moveRows(by count: Int, columns: Int) -> Bool {
    var rows = FieldRows(self, columns: columns)
    var row = rows.row(at: place)
    let column = goal ?? row.column(of: place)
    var moved = 0
    while moved < abs(count), let next = count > 0 ? rows.row(after: row) : rows.row(before: row) {
      row = next
      moved += 1
    }
    guard moved > 0 else { return false }
    move(to: row.place(at: column))
    goal = column
    return true
  }
}
