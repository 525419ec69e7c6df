// The rows of the text: lines and the blank rows between paragraphs, walked without ever counting
// the whole. The top row follows from the place, so that it survives any change of size.

import Documents
import Screen
import Text

/// A row of the text. The row after the last line of a paragraph is the blank one that parts it
/// from the next, unless the next is set tight.
struct RowAddress: Hashable, Comparable, Sendable {
  var paragraph: Int
  var piece: Int
  var line: Int

  static func < (left: RowAddress, right: RowAddress) -> Bool {
    (left.paragraph, left.piece, left.line) < (right.paragraph, right.piece, right.line)
  }
}

extension ReaderState {
  var textRows: Int { plan.text.rows }

  private func rowCount(_ paragraph: Int, _ piece: Int, pieces: Int) -> Int {
    let lines = lines(PieceKey(paragraph: paragraph, piece: piece)).count
    let isLast = piece == pieces - 1 && paragraph < document.paragraphs.count - 1
    return lines + (isLast && !document.form(of: paragraph + 1).isTight ? 1 : 0)
  }

  /// The line of a row; nil for the blank row between paragraphs.
  func line(_ row: RowAddress) -> TextLine? {
    let lines = lines(PieceKey(paragraph: row.paragraph, piece: row.piece))
    return lines.indices.contains(row.line) ? lines[row.line] : nil
  }

  func row(after row: RowAddress) -> RowAddress? {
    let pieces = document.pieces(of: row.paragraph).count
    if row.line + 1 < rowCount(row.paragraph, row.piece, pieces: pieces) {
      return RowAddress(paragraph: row.paragraph, piece: row.piece, line: row.line + 1)
    }
    if row.piece + 1 < pieces {
      return RowAddress(paragraph: row.paragraph, piece: row.piece + 1, line: 0)
    }
    guard row.paragraph + 1 < document.paragraphs.count else { return nil }
    return RowAddress(paragraph: row.paragraph + 1, piece: 0, line: 0)
  }

  func row(before row: RowAddress) -> RowAddress? {
    if row.line > 0 {
      return RowAddress(paragraph: row.paragraph, piece: row.piece, line: row.line - 1)
    }
    var paragraph = row.paragraph
    var piece = row.piece - 1
    if piece < 0 {
      paragraph -= 1
      guard paragraph >= 0 else { return nil }
      piece = document.pieces(of: paragraph).count - 1
    }
    let count = rowCount(paragraph, piece, pieces: document.pieces(of: paragraph).count)
    return RowAddress(paragraph: paragraph, piece: piece, line: max(0, count - 1))
  }

  /// The row `count` further on (back when negative), stopping at the ends, and how far it went. Goes
  /// piece by piece, as do the others below.
  func row(_ start: RowAddress, moved count: Int) -> (row: RowAddress, moved: Int) {
    var row = start
    var moved = 0
    while count > moved {
      let below = rowsBelow(row)
      let step = min(below, count - moved)
      row.line += step
      moved += step
      guard moved < count, let next = self.row(after: row) else { break }
      row = next
      moved += 1
    }
    while -count > moved {
      let step = min(row.line, -count - moved)
      row.line -= step
      moved += step
      guard moved < -count, let next = self.row(before: row) else { break }
      row = next
      moved += 1
    }
    return (row, moved)
  }

  /// Rows of the same piece after a row.
  private func rowsBelow(_ row: RowAddress) -> Int {
    let pieces = document.pieces(of: row.paragraph).count
    return max(0, rowCount(row.paragraph, row.piece, pieces: pieces) - 1 - row.line)
  }

  /// The row of the line that holds an offset.
  func row(of offset: ScalarOffset) -> RowAddress {
    let paragraph = document.paragraph(at: offset)
    let pieces = document.pieces(of: paragraph)
    let piece = max(0, (pieces.firstIndex { $0.range.start > offset } ?? pieces.count) - 1)
    let lines = lines(PieceKey(paragraph: paragraph, piece: piece))
    let line = lines.lastIndex { $0.range.start <= offset } ?? 0
    return RowAddress(paragraph: paragraph, piece: piece, line: line)
  }

  /// The first row of a paragraph.
  func firstRow(of paragraph: Int) -> RowAddress {
    RowAddress(paragraph: paragraph, piece: 0, line: 0)
  }

  /// The last line of a paragraph, the blank row after it not counted.
  func lastRow(of paragraph: Int) -> RowAddress {
    let piece = max(0, document.pieces(of: paragraph).count - 1)
    let count = lines(PieceKey(paragraph: paragraph, piece: piece)).count
    return RowAddress(paragraph: paragraph, piece: piece, line: max(0, count - 1))
  }

  /// Rows from one row to a later one, counted no further than `limit`.
  func distance(from start: RowAddress, to end: RowAddress, limit: Int) -> Int {
    var row = start
    var count = 0
    while row < end, count < limit {
      if row.paragraph == end.paragraph, row.piece == end.piece {
        count += end.line - row.line
        break
      }
      let below = rowsBelow(row)
      row.line += below
      count += below
      guard count < limit, let next = self.row(after: row) else { break }
      row = next
      count += 1
    }
    return min(count, limit)
  }

  /// The height of a paragraph in lines, counted no further than `limit`.
  func height(of paragraph: Int, limit: Int) -> Int {
    distance(from: firstRow(of: paragraph), to: lastRow(of: paragraph), limit: limit) + 1
  }

  /// The first row shown.
  var topRow: RowAddress {
    guard !document.paragraphs.isEmpty else { return firstRow(of: 0) }
    let rows = max(1, textRows)
    var wanted = place.row
    if place.isWhole {
      wanted = min(wanted, max(0, rows - height(of: focus, limit: rows)))
    } else if rows != place.rows, place.rows > 0 {
      wanted = place.row * rows / place.rows
    }
    wanted = min(wanted, rows - 1)
    let top = row(row(of: place.offset), moved: -wanted).row
    return pulledDown(top, rows: rows)
  }

  /// A top row so that the text does not end above the last screen row, as far as there is text.
  func pulledDown(_ top: RowAddress, rows: Int) -> RowAddress {
    let below = row(top, moved: rows - 1).moved
    return row(top, moved: -(rows - 1 - below)).row
  }

  /// The rows shown, from the top.
  func visibleRows() -> [RowAddress] {
    let count = textRows
    guard !document.paragraphs.isEmpty, count > 0 else { return [] }
    var row = topRow
    var rows = [row]
    rows.reserveCapacity(count)
    while rows.count < count {
      for _ in 0..<min(rowsBelow(row), count - rows.count) {
        row.line += 1
        rows.append(row)
      }
      guard rows.count < count, let next = self.row(after: row) else { break }
      row = next
      rows.append(row)
    }
    return rows
  }
}
