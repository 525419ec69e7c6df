// Where things stand on the room's picture: a short measure in the middle, a faint line on top, one
// at the bottom, and lots of room around them. Plain arithmetic, so that a small window is as sound
// as a large one.

import Reader
import Screen
import Text

/// The places of a picture of some size.
struct RoomPage {
  /// Longer lines are hard to read from the back of a room.
  static let widest = 64

  let size: Size
  /// Columns of text, and the first of them.
  let measure: Int
  let left: Int
  let stepRow: Int?
  let firstRow: Int
  /// Rows of the picture itself.
  let rows: Int
  let footRow: Int?

  /// `isClose` gives up the step line and the margin, where a small window needs the room.
  init(_ size: Size, isClose: Bool = false) {
    self.size = size
    let usual =
      switch size.columns {
      case 56...: 4
      case 36...: 3
      case 24...: 2
      case 12...: 1
      default: 0
      }
    let margin = isClose ? min(1, usual) : usual
    measure = max(0, min(Self.widest, size.columns - 2 * margin))
    left = (size.columns - measure) / 2
    let top = size.rows >= 40 ? size.rows / 10 : size.rows >= 14 ? 1 : 0
    stepRow = size.rows >= 4 && !isClose ? top : nil
    footRow = size.rows >= 3 ? size.rows - 1 : nil
    firstRow = stepRow == nil ? 0 : top + (size.rows >= 9 ? 2 : 1)
    rows = max(0, size.rows - firstRow - (footRow == nil ? 0 : size.rows >= 24 ? 2 : 1))
  }
}

/// One row of a picture.
struct RoomRow: Hashable {
  var line: StyledLine
  /// A sign in the margin, before the measure.
  var sign: StyledRun?
  /// Whether it belongs to the part that is in front.
  var isInFront = false

  init(_ line: StyledLine) { self.line = line }
  init(_ runs: [StyledRun], indent: Int = 0) { line = StyledLine(runs, indent: indent) }
  init(_ text: String, _ style: Style = .plain) { line = StyledLine([StyledRun(text, style)]) }

  static let empty = RoomRow(.empty)

  /// A text wrapped to a width; rows after the first are indented by `hanging` columns.
  static func wrap(
    _ text: String, _ style: Style = .plain, width: Int, indent: Int = 0, hanging: Int? = nil
  ) -> [RoomRow] {
    wrap([StyledRun(text, style)], width: width, indent: indent, hanging: hanging)
  }

  static func wrap(
    _ runs: [StyledRun], width: Int, indent: Int = 0, hanging: Int? = nil
  ) -> [RoomRow] {
    // Room for the words themselves comes before any indent.
    let most = max(0, width / 2)
    return StyledLine.wrap(
      runs.map { StyledRun(shortened($0.text), $0.style) }, width: max(1, width),
      indent: min(indent, most), hanging: min(hanging ?? indent, most)
    ).map { RoomRow($0) }
  }

  /// Paragraphs of a text, a blank row between them.
  static func paragraphs(_ text: String, _ style: Style = .plain, width: Int) -> [RoomRow] {
    var rows: [RoomRow] = []
    var isParted = false
    for line in shortened(text).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        isParted = true
        continue
      }
      if isParted, !rows.isEmpty { rows.append(.empty) }
      isParted = false
      rows += wrap(String(line), style, width: width)
    }
    return rows
  }

  /// More than any screen holds is never laid out.
  private static func shortened(_ text: String) -> String {
    let most = 10_000
    return text.utf8.count <= most ? text : String(text.unicodeScalars.prefix(most))
  }
}

/// What a picture shows, before it is drawn.
struct RoomContent {
  var rows: [RoomRow] = []
  /// On the last row, faint.
  var foot = ""
  /// Whether something comes before or after what is shown.
  var isAfterMore = false
  var hasMore = false

  init(_ rows: [RoomRow] = []) { self.rows = rows }

  /// Keeps what fits; the sign for more tells of the rest.
  mutating func cut(to count: Int) {
    guard rows.count > count else { return }
    rows.removeLast(rows.count - max(0, count))
    hasMore = true
  }

  /// Adds rows below a blank one, when all of them fit; false when not.
  @discardableResult
  mutating func add(_ more: [RoomRow], within count: Int) -> Bool {
    guard !more.isEmpty else { return true }
    let gap = rows.isEmpty ? 0 : 1
    guard rows.count + gap + more.count <= count else { return false }
    if gap > 0 { rows.append(.empty) }
    rows += more
    return true
  }

  /// Adds as many rows below a blank one as fit, and the sign for more when that is not all.
  mutating func addCut(_ more: [RoomRow], within count: Int) {
    if add(more, within: count) { return }
    if !rows.isEmpty, rows.count + 2 <= count { rows.append(.empty) }
    rows += more
    cut(to: count)
  }
}

extension RoomPage {
  /// The picture: step line, content and foot.
  func frame(_ content: RoomContent, step: String) -> Frame {
    var canvas = Canvas(size: size)
    guard measure > 0, size.rows > 0 else { return canvas.frame }
    if let stepRow {
      canvas.writeFitted(step, .faint, at: Point(column: left, row: stepRow), columns: measure)
    }
    for (index, row) in content.rows.prefix(rows).enumerated() {
      draw(row, at: firstRow + index, on: &canvas)
    }
    drawFoot(content, on: &canvas)
    return canvas.frame
  }

  private func draw(_ row: RoomRow, at number: Int, on canvas: inout Canvas) {
    if left >= 2, let sign = row.sign {
      canvas.write(
        sign.text, sign.style, at: Point(column: left - 2, row: number), limit: 1)
    }
    if left >= 3, row.isInFront {
      canvas.write("▌", .focusMark, at: Point(column: left - 3, row: number))
    }
    var column = row.line.indent
    for run in row.line.runs where column < measure {
      column += canvas.write(
        run.text, run.style, at: Point(column: left + column, row: number),
        limit: measure - column)
    }
    guard let trailing = row.line.trailing else { return }
    let width = CellWidth.of(trailing.text)
    guard column + 1 + width <= measure else { return }
    canvas.write(
      trailing.text, trailing.style, at: Point(column: left + measure - width, row: number))
  }

  private func drawFoot(_ content: RoomContent, on canvas: inout Canvas) {
    var signs = content.isAfterMore ? "↑" : ""
    if content.hasMore { signs += signs.isEmpty ? "↓" : " ↓" }
    let width = CellWidth.of(signs)
    guard let footRow else {
      // No row to spare: the sign takes the last cell of the last row.
      if content.hasMore {
        canvas.write("↓", .message, at: Point(column: size.columns - 1, row: size.rows - 1))
      }
      return
    }
    if !signs.isEmpty, width <= measure {
      canvas.write(signs, .message, at: Point(column: left + measure - width, row: footRow))
    }
    canvas.writeFitted(
      content.foot, .faint, at: Point(column: left, row: footRow),
      columns: max(0, measure - width - (signs.isEmpty ? 0 : 2)))
  }
}
