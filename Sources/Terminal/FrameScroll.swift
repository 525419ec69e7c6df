// Rows of a frame that stand elsewhere in the next one: they are moved, not put again cell by cell.

import Screen

extension Frame {
  /// Columns in which marks come and go beside the text; rows count as moved in spite of them.
  private static let markColumns = 4

  /// Which rows of this frame stand where in the next one, when the text between the first row and the
  /// last was scrolled; nil when it was not.
  func scroll(to next: Frame) -> (from: Int, to: Int, count: Int)? {
    let rows = size.rows
    guard next.size == size, rows > 6, size.columns > Self.markColumns else { return nil }
    let middle = rows / 2
    // A blank row, or one that stands more than once, says nothing.
    for probe in [middle, middle + 1, middle - 1] where !isBlank(probe, in: next) {
      if isSame(probe, next, probe) { return nil }
      for distance in 1..<rows - 2 {
        for from in [probe + distance, probe - distance]
        where from > 0 && from < rows - 1 && isSame(from, next, probe) {
          let shift = from - probe
          return shift > 0
            ? (from: 1 + shift, to: 1, count: rows - 2 - shift)
            : (from: 1, to: 1 - shift, count: rows - 2 + shift)
        }
      }
      return nil
    }
    return nil
  }

  mutating func moveRows(from: Int, to: Int, count: Int) {
    let columns = size.columns
    let moved = Array(cells[from * columns..<(from + count) * columns])
    cells.replaceSubrange(to * columns..<(to + count) * columns, with: moved)
  }

  private func isBlank(_ row: Int, in frame: Frame) -> Bool {
    frame.row(row).dropFirst(Self.markColumns).allSatisfy { $0 == .blank }
  }

  private func isSame(_ row: Int, _ other: Frame, _ otherRow: Int) -> Bool {
    let columns = size.columns
    return cells.withUnsafeBufferPointer { own in
      other.cells.withUnsafeBufferPointer { others in
        let (start, otherStart) = (row * columns, otherRow * columns)
        for column in Self.markColumns..<columns
        where own[start + column] != others[otherStart + column] {
          return false
        }
        return true
      }
    }
  }
}
