// The stretch of text that the reader has selected.

import Screen
public import Text

/// A selection, by words or by sentences.
public struct Selection: Hashable, Sendable {
  public enum Unit: Hashable, Sendable { case word, sentence }
  public var unit: Unit
  /// What is selected, in scalars of the normalised text; never empty.
  public var range: ScalarRange
  /// True when the end that moves is the first one.
  public var movesStart = false
  /// The column that moves by lines keep to, so that short lines do not pull the end to the left.
  var wishedColumn: Int?

  public init(unit: Unit, range: ScalarRange) {
    self.unit = unit
    self.range = range
  }
}

/// Where the mouse button went down, until it is let go.
struct Press: Hashable, Sendable {
  var point: Point
  /// The text under the pointer then.
  var offset: ScalarOffset
  var isDragging = false
}
