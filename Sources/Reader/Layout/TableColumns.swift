// The columns of a table: cells parted by " | " stand under each other where all rows fit the width.

public import Documents
import Screen
import Text

/// Finds and sets the columns of tables.
public struct TableColumns: Hashable, Sendable {
  /// Rows looked at for one table, and bytes of a row that can be one of a table that fits.
  private static let mostRows = 256
  private static let mostBytes = 2_000

  /// Columns of the widest cell in each place.
  public let widths: [Int]

  /// Measures rows.
  public init(of rows: some Sequence<[LineUnit]>) {
    var widths: [Int] = []
    for row in rows {
      for (place, cell) in Self.cells(of: row).enumerated() {
        let width = Self.trimmed(cell, row).reduce(0) { $0 + row[$1].unit.width }
        if place < widths.count {
          widths[place] = max(widths[place], width)
        } else {
          widths.append(width)
        }
      }
    }
    self.widths = widths
  }

  /// The rows that are set together with one: its table, or of a very long one the rows around it.
  /// Nil where one of them can never fit.
  public static func rows(around paragraph: Int, in document: Document) -> Range<Int>? {
    let spans = document.paragraphs
    guard spans.indices.contains(paragraph), spans[paragraph].kind == .tableRow else { return nil }
    var first = paragraph
    while document.form(of: first).isTight, first > 0, spans[first - 1].kind == .tableRow,
      paragraph - first < mostRows
    {
      first -= 1
    }
    if paragraph - first == mostRows { first = paragraph - paragraph % (mostRows / 2) }
    var end = first + 1
    while end < spans.count, end - first < mostRows * 2, spans[end].kind == .tableRow,
      document.form(of: end).isTight
    {
      end += 1
    }
    let isFitting = spans[first..<end].allSatisfy {
      $0.bytes.start.distance(to: $0.bytes.end) <= mostBytes
    }
    return isFitting ? first..<max(end, paragraph + 1) : nil
  }

  /// Columns of a whole row.
  public var width: Int { widths.reduce(0, +) + 3 * max(0, widths.count - 1) }

  /// A row with its cells filled up to their columns; the last cell stays as it is.
  public func set(_ row: [LineUnit]) -> [LineUnit] {
    let cells = Self.cells(of: row)
    guard cells.count > 1, cells.count <= widths.count else { return row }
    var result: [LineUnit] = []
    result.reserveCapacity(row.count + width)
    for (place, cell) in cells.enumerated() {
      let words = Self.trimmed(cell, row)
      let lead = place == 0 ? cell.lowerBound : min(cell.lowerBound + 1, cell.upperBound)
      if place > 0 {
        result += lead > cell.lowerBound ? Self.held(row[cell.lowerBound..<lead]) : []
      }
      result += words.map { row[$0] }
      guard place < cells.count - 1 else { break }
      let used = words.reduce(0) { $0 + row[$1].unit.width }
      result += ParagraphSetting.blanks(widths[place] - used)
      let trail = max(lead, words.upperBound)..<cell.upperBound
      result += trail.isEmpty ? ParagraphSetting.blanks(1) : Self.held(row[trail])
      var bar = row[cell.upperBound]
      bar.style = .rule
      result.append(bar)
    }
    return result
  }

  /// Blanks that no line end takes away.
  private static func held(_ units: ArraySlice<LineUnit>) -> [LineUnit] {
    units.map { unit in
      var unit = unit
      unit.unit = CellUnit(text: " ", width: 1, scalarCount: unit.unit.scalarCount)
      return unit
    }
  }

  /// What stands between the bars, blanks included; each but the last ends before its bar.
  private static func cells(of row: [LineUnit]) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = 0
    for index in row.indices where row[index].unit.text == "|" && row[index].offset != nil {
      guard index == 0 || row[index - 1].unit.isBlank,
        index + 1 == row.count || row[index + 1].unit.isBlank
      else { continue }
      cells.append(start..<index)
      start = index + 1
    }
    return cells + [start..<row.count]
  }

  private static func trimmed(_ cell: Range<Int>, _ row: [LineUnit]) -> Range<Int> {
    var (start, end) = (cell.lowerBound, cell.upperBound)
    while start < end, row[start].unit.isBlank { start += 1 }
    while end > start, row[end - 1].unit.isBlank { end -= 1 }
    // An empty cell begins behind its leading blank.
    return start == end ? cell.upperBound..<cell.upperBound : start..<end
  }
}
