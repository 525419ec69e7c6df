// Two wordings side by side, and questions that a key answers.

/// An old and a new wording, shown under a list for its chosen item.
public struct Comparison: Hashable, Sendable {
  public var leftTitle: String
  public var left: String
  public var rightTitle: String
  public var right: String

  public init(_ leftTitle: String, _ left: String, _ rightTitle: String, _ right: String) {
    self.leftTitle = leftTitle
    self.left = left
    self.rightTitle = rightTitle
    self.right = right
  }
}

/// A question on the bottom row: `y` does it, everything else leaves it.
public struct Question: Hashable, Sendable {
  public var text: String
  /// What is done after a yes.
  public var effect: Effect
  /// Said after anything else.
  public var otherwise: String

  public init(_ text: String, effect: Effect, otherwise: String) {
    self.text = text
    self.effect = effect
    self.otherwise = otherwise
  }
}
