// Which part of the screen belongs to what, at every size down to one cell.

public import Screen

/// How text and pane share the screen.
public enum Arrangement: Hashable, Sendable {
  /// Text left, pane right: from 88 columns.
  case sideBySide
  /// Pane under the text: from 60 columns and 16 rows.
  case below
  /// One at a time: text, or the open note in its place.
  case single
  /// No pane at all, by wish or because the text has no notes.
  case textOnly
}

/// The rectangles of one screen.
public struct ScreenPlan: Hashable, Sendable {
  /// Columns from which text and pane stand side by side.
  public static let sideBySideColumns = 88
  /// Below either of these only one of text and pane is shown.
  public static let belowColumns = 60
  public static let belowRows = 16
  /// Columns of text lines beside a pane.
  public static let textColumns = 48...72
  /// Columns of the pane beside the text, the rule before it and its leading blank included.
  public static let paneColumns = 36...60
  /// Below either of these a form hides the text.
  static let formColumns = 24
  static let formRows = 11
  /// The longest line where the text has the screen to itself; longer ones are hard to follow.
  static let widestText = 100

  public let arrangement: Arrangement
  /// Where lines of text stand, mark column excluded.
  public let text: Rect
  /// The column of the focus mark; nil on very narrow screens.
  public let markColumn: Int?
  /// The pane's content, separators excluded.
  public let pane: Rect?
  /// The column of the rule between text and pane.
  public let ruleColumn: Int?
  /// The row of the rule between text and pane.
  public let ruleRow: Int?
  /// The rows of title and hints; nil where there is no room.
  public let titleRow: Int?
  public let bottomRow: Int?

  /// `share` is the reader's wish: columns (or rows) added to the pane's usual size.
  /// A form keeps the text in sight where a note would stand alone.
  public init(size: Size, hasPane: Bool, share: Int = 0, hasForm: Bool = false) {
    let titleRow = size.rows >= 4 ? 0 : nil
    let bottomRow = size.rows >= 3 ? size.rows - 1 : nil
    self.titleRow = titleRow
    self.bottomRow = bottomRow
    let top = titleRow == nil ? 0 : 1
    let rows = max(0, size.rows - top - (bottomRow == nil ? 0 : 1))
    let margin = size.columns >= 24 ? 3 : size.columns >= 12 ? 2 : 0
    let mark = margin == 3 ? 1 : margin == 2 ? 0 : nil
    if hasPane, size.columns >= Self.sideBySideColumns, size.rows >= Self.belowRows {
      let free = size.columns - margin - 1
      let wished = free * 43 / 100 + share
      let widest = min(Self.paneColumns.upperBound, free - Self.textColumns.lowerBound)
      let pane = max(Self.paneColumns.lowerBound, min(widest, wished))
      let text = min(Self.textColumns.upperBound, free - pane)
      let left = max(0, free - pane - text) / 2
      arrangement = .sideBySide
      markColumn = mark.map { left + $0 }
      self.text = Rect(column: left + margin, row: top, columns: text, rows: rows)
      ruleColumn = left + margin + text + 1
      ruleRow = nil
      self.pane = Rect(column: left + margin + text + 3, row: top, columns: pane - 2, rows: rows)
    } else if hasPane, Self.standsBelow(size, hasForm: hasForm) {
      let half = rows / 2
      let paneRows = hasForm ? max(6, half) : max(7, min(half, half + share / 2))
      arrangement = .below
      markColumn = mark
      let textRows = rows - paneRows
      text = Rect(
        column: margin, row: top, columns: max(1, size.columns - margin - 1), rows: textRows)
      ruleColumn = nil
      ruleRow = top + textRows
      pane = Rect(
        column: margin, row: top + textRows + 1, columns: size.columns - margin - 1,
        rows: paneRows - 1)
    } else {
      arrangement = hasPane ? .single : .textOnly
      markColumn = mark
      let columns = max(size.columns > 0 ? 1 : 0, size.columns - margin - (margin > 0 ? 1 : 0))
      text = Rect(column: margin, row: top, columns: min(Self.widestText, columns), rows: rows)
      ruleColumn = nil
      ruleRow = nil
      pane = nil
    }
  }

  /// Whether there is room for a pane under the text.
  private static func standsBelow(_ size: Size, hasForm: Bool) -> Bool {
    if hasForm { return size.columns >= formColumns && size.rows >= formRows }
    return size.columns >= belowColumns && size.rows >= belowRows
  }

  /// The body between title and bottom row: what a list, help or a note in single view fills.
  public func body(of size: Size) -> Rect {
    let top = titleRow == nil ? 0 : 1
    let margin = size.columns >= 24 ? 2 : 0
    return Rect(
      column: margin, row: top, columns: max(0, size.columns - margin * 2),
      rows: max(0, size.rows - top - (bottomRow == nil ? 0 : 1)))
  }
}
