// The stretch of text that the reader has selected.

public import Text

/// A selection, by words or by sentences.
public struct Selection: Hashable, Sendable {
  public enum Unit: Hashable, Sendable { case word, sentence }
  public var unit: Unit
  /// What is selected, in scalars of the normalised text; never empty.
  public var range: ScalarRange
  /// True when the end that moves is the first one.
  public var movesStart = false

  public init(unit: Unit, range: ScalarRange) {
    self.unit = unit
    self.range = range
  }
}
