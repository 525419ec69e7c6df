// The text with its focus mark, mentions, numbers and search hits.

import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  func drawText(_ plan: ScreenPlan, on canvas: inout Canvas) {
    let area = plan.text
    guard area.rows > 0, area.columns > 0 else { return }
    guard !document.paragraphs.isEmpty else {
      canvas.writeFitted(
        "The text is empty.", .faint, at: Point(column: area.column, row: area.row),
        columns: area.columns)
      return
    }
    var marks: (paragraph: Int, list: [TextMark]) = (-1, [])
    for (index, row) in visibleRows().enumerated() {
      guard let line = line(row) else { continue }
      if marks.paragraph != row.paragraph {
        marks = (row.paragraph, textMarks(of: row.paragraph))
      }
      let screenRow = area.row + index
      if row.paragraph == focus, let column = plan.markColumn {
        canvas.write("▌", .focusMark, at: Point(column: column, row: screenRow))
      }
      draw(
        line, isFocused: row.paragraph == focus, marks: marks.list,
        at: Point(column: area.column, row: screenRow), on: &canvas)
    }
  }

  private func draw(
    _ line: TextLine, isFocused: Bool, marks: [TextMark], at start: Point, on canvas: inout Canvas
  ) {
    let here = marks.filter { $0.range.overlaps(line.range) }
    if here.isEmpty, movingOffset == nil, !isFocused || !line.hasNumbers {
      canvas.put(line.cells, at: start)
      return
    }
    var point = start
    for unit in line.units {
      // Numbers belong to the pane, which shows the focused paragraph only.
      if let number = unit.number {
        guard isFocused else {
          if line.keepsRoom { point.column += unit.unit.width }
          continue
        }
        let style: Style = number == selectedNumber ? .mentionSelected : .number
        canvas.put(unit.unit, style, at: point)
      } else {
        canvas.put(unit.unit, style(of: unit, marks: here), at: point)
        // The cursor tells which end of a selection moves.
        if let offset = unit.offset, let moving = movingOffset,
          offset <= moving, moving < offset.advanced(by: unit.unit.scalarCount)
        {
          canvas.showCursor(at: point)
        }
      }
      point.column += unit.unit.width
    }
  }

  private var selectedNumber: Int {
    let count = shownLinks(of: focus).count
    return count == 0 ? 0 : min(selected, count - 1) + 1
  }

  private func style(of unit: LineUnit, marks: [TextMark]) -> Style {
    guard let offset = unit.offset else { return unit.style }
    var best: TextMark?
    for mark in marks where mark.range.contains(offset) {
      if best.map({ mark.weight > $0.weight }) ?? true { best = mark }
    }
    return best?.style ?? unit.style
  }

  /// What is marked in a paragraph. The first mention of each note, all those of the selected one.
  private func textMarks(of paragraph: Int) -> [TextMark] {
    var marks: [TextMark] = []
    if let selection {
      marks.append(TextMark(range: selection.range, style: .selection, weight: 5))
    }
    for (index, link) in shownLinks(of: paragraph).enumerated() {
      if paragraph == focus, index + 1 == selectedNumber {
        for match in link.matches {
          marks.append(TextMark(range: match.range, style: .mentionSelected, weight: 2))
        }
      } else if let first = link.matches.first {
        marks.append(TextMark(range: first.range, style: .mention, weight: 1))
      }
    }
    guard let search, !search.hits.isEmpty else { return marks }
    let span = document.paragraphs[paragraph].range
    var index = firstHit(endingAfter: span.start, in: search.hits)
    while index < search.hits.count, search.hits[index].start < span.end {
      let isCurrent = index == search.current
      marks.append(
        TextMark(
          range: search.hits[index], style: isCurrent ? .searchHitCurrent : .searchHit,
          weight: isCurrent ? 4 : 3))
      index += 1
    }
    return marks
  }

  private func firstHit(endingAfter place: ScalarOffset, in hits: [ScalarRange]) -> Int {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if hits[middle].end <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A stretch of text with a look; the heavier wins where two meet.
private struct TextMark {
  var range: ScalarRange
  var style: Style
  var weight: Int
}
