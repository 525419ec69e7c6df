// How far the class's marks agree with the lesson's answers and among each other, in words for the
// teacher.

import Teaching

extension PresenterState {
  /// A line a measure; says so where there is not enough to measure.
  func measures(of round: Round) -> String { "not enough data" }
}
