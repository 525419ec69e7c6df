// How far marks match answers when parts count, too: precision, recall and F1 over overlaps.

public import Text

/// Marks held against answers.
public struct SpanOverlap: Hashable, Sendable {
  /// The mean share of a mark that lies in answers.
  public let precision: Double
  /// The mean share of an answer that was marked.
  public let recall: Double

  /// Their harmonic mean; 0 when nothing overlaps.
  public var f1: Double {
    precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }

  /// Holds marks of one label against answers of that label. Overlapping ones of each side are merged
  /// first: else a stretch that was marked twice would count twice. Nil when one side is empty.
  public init?(_ marks: [ScalarRange], against answers: [ScalarRange]) {
    self.init(pairs: [(marks, answers)])
  }

  /// Over several labels together: each mark and each answer weighs the same, and only those of one
  /// label can match.
  public init?(pairs: [(marks: [ScalarRange], answers: [ScalarRange])]) {
    var found = (sum: 0.0, count: 0)
    var wanted = (sum: 0.0, count: 0)
    for pair in pairs {
      let marks = MarkMerging.union(pair.marks.filter { !$0.isEmpty })
      let answers = MarkMerging.union(pair.answers.filter { !$0.isEmpty })
      found.sum += Self.shares(of: marks, in: answers)
      found.count += marks.count
      wanted.sum += Self.shares(of: answers, in: marks)
      wanted.count += answers.count
    }
    guard found.count > 0, wanted.count > 0 else { return nil }
    precision = found.sum / Double(found.count)
    recall = wanted.sum / Double(wanted.count)
  }

  /// The share of each range that lies in the others, added up; both in order and without overlap.
  private static func shares(of ranges: [ScalarRange], in others: [ScalarRange]) -> Double {
    var sum = 0.0
    var first = 0
    for range in ranges {
      while first < others.count, others[first].end <= range.start { first += 1 }
      var index = first
      var covered = 0
      while index < others.count, others[index].start < range.end {
        covered +=
          min(range.end.value, others[index].end.value)
          - max(range.start.value, others[index].start.value)
        index += 1
      }
      sum += Double(covered) / Double(range.count)
    }
    return sum
  }
}
