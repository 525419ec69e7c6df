// Krippendorff's alpha for unitising: how far several people agree on where in a text something
// stands, beyond what chance would give. After K. Krippendorff, "On the reliability of unitizing
// contiguous data" (1995) and "Content Analysis" (2nd edition, 2004, section 11.6).

public import Text

/// Alpha for one label on one stretch of text.
public struct UnitizedAlpha: Hashable, Sendable {
  /// Disagreement found, and that to be expected by chance; both as shares of the squared length.
  public let observed: Double
  public let expected: Double

  /// 1 for perfect agreement, 0 for chance, below for less; nil where chance itself leaves nothing to
  /// disagree about.
  public var value: Double? { expected > 0 ? 1 - observed / expected : nil }

  /// What several coders marked as one thing within a stretch, each coder's ranges in order and
  /// without overlap. Nil for fewer than two coders, an empty stretch, or no mark at all: there is not
  /// enough to measure. Costs coders times coders times marks.
  public init?(_ coders: [[ScalarRange]], within whole: ScalarRange) {
    let count = coders.count
    guard count >= 2, !whole.isEmpty, coders.contains(where: { !$0.isEmpty }) else { return nil }
    let sections = coders.map { Self.sections($0, within: whole) }
    var disagreement = 0.0
    for (index, one) in sections.enumerated() {
      for other in sections[(index + 1)...] { disagreement += Self.distance(one, other) }
    }
    let length = Double(whole.count)
    // Each pair counts in both directions.
    observed = 2 * disagreement / (Double(count * (count - 1)) * length * length)
    expected = Self.expected(sections, length: length)
  }

  /// A mark or the gap before, between or after marks.
  private struct Section {
    var start: Double
    var length: Double
    var isMark: Bool
    var end: Double { start + length }
  }

  private static func sections(_ ranges: [ScalarRange], within whole: ScalarRange) -> [Section] {
    var result: [Section] = []
    var place = Double(whole.start.value)
    func add(to end: Double, isMark: Bool) {
      if end > place {
        result.append(Section(start: place, length: end - place, isMark: isMark))
        place = end
      }
    }
    for range in ranges {
      let start = Double(max(range.start.value, whole.start.value))
      let end = Double(min(range.end.value, whole.end.value))
      guard end > max(start, place) else { continue }
      add(to: start, isMark: false)
      add(to: end, isMark: true)
    }
    add(to: Double(whole.end.value), isMark: false)
    return result
  }

  /// The disagreement of two coders, by one walk along both.
  private static func distance(_ one: [Section], _ other: [Section]) -> Double {
    var sum = 0.0
    var left = 0
    var right = 0
    while left < one.count, right < other.count {
      sum += distance(one[left], other[right])
      let (leftEnd, rightEnd) = (one[left].end, other[right].end)
      if leftEnd <= rightEnd { left += 1 }
      if rightEnd <= leftEnd { right += 1 }
    }
    return sum
  }

  /// Of two sections that overlap: squares of what their ends are apart, or of a mark that lies
  /// wholly in the other's gap.
  private static func distance(_ one: Section, _ other: Section) -> Double {
    let starts = one.start - other.start
    let ends = one.end - other.end
    switch (one.isMark, other.isMark) {
    case (true, true): return starts * starts + ends * ends
    case (true, false): return starts >= 0 && ends <= 0 ? one.length * one.length : 0
    case (false, true): return starts <= 0 && ends >= 0 ? other.length * other.length : 0
    case (false, false): return 0
    }
  }

  /// What all ways to lay the same marks down anywhere would disagree by.
  private static func expected(_ coders: [[Section]], length: Double) -> Double {
    let marks = coders.joined().filter(\.isMark).map(\.length)
    // From long to short, with sums, so that each mark needs one search and no pass.
    let gaps = coders.joined().filter { !$0.isMark }.map(\.length).sorted(by: >)
    var sums: [Double] = [0]
    for gap in gaps { sums.append((sums.last ?? 0) + gap) }
    let whole = Double(coders.count) * length
    var sum = 0.0
    var same = 0.0
    for mark in marks {
      let square = mark * mark
      let fitting = gaps.partitioningIndex { $0 < mark }
      let places = sums[fitting] - Double(fitting) * (mark - 1)
      sum += Double(marks.count - 1) / 3 * (2 * square * mark - 3 * square + mark)
      sum += square * places
      same += mark * (mark - 1)
    }
    let pairs = whole * (whole - 1) - same
    return pairs > 0 ? 2 / length * sum / pairs : 0
  }
}

extension [Double] {
  /// The first index from which a condition holds, which once true stays so; the count when never.
  fileprivate func partitioningIndex(where holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
