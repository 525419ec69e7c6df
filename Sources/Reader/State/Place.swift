// A reader's place: an offset in the text and the screen row on which its line stands. Sizes and
// panes come and go; the place changes only when the reader moves.

public import Text

/// What keeps the view steady while everything around it changes.
public struct Place: Hashable, Sendable {
  /// The first scalar of the line that is held.
  public var offset: ScalarOffset
  /// The text row on which that line stands, counted from 0.
  public var row: Int
  /// Text rows there were when the row was set.
  public var rows: Int
  /// Whether the focused paragraph was visible to its end then.
  public var isWhole: Bool

  public init(offset: ScalarOffset, row: Int = 0, rows: Int = 0, isWhole: Bool = true) {
    self.offset = offset
    self.row = row
    self.rows = rows
    self.isWhole = isWhole
  }
}

/// A jump that waits for the rest of the text.
enum AwaitedJump: Hashable, Sendable {
  /// Counted from 0; beyond the end is the last.
  case paragraph(Int)
  case percent(Int)
  /// What is left of scrolling, or of stepping on and back, at the edge of a window.
  case rows(Int)
  case step(Int)
  case paragraphs(Int)
  /// The start of the text (-1) or its end (1).
  case edge(Int)
  case offset(ScalarOffset)
}

/// What is remembered of a text between readings.
public struct ReadingPosition: Hashable, Sendable {
  public var offset: ScalarOffset
  /// Of the focused paragraph, counted from 1.
  public var ordinal: Int
  public var percent: Int
  public var marks: [Character: ScalarOffset]

  public init(
    offset: ScalarOffset, ordinal: Int, percent: Int, marks: [Character: ScalarOffset] = [:]
  ) {
    self.offset = offset
    self.ordinal = ordinal
    self.percent = percent
    self.marks = marks
  }
}
