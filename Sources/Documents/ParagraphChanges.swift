// What became of a text's paragraphs: added, cut, altered, moved. Pure, and quick whatever the
// texts are.

/// One paragraph that is not as it was. Indices count from 0.
public enum ParagraphChange: Hashable, Sendable {
  case added(Int)
  case cut(Int)
  case altered(old: Int, new: Int)
  /// The same words elsewhere, out of order with what stayed.
  case moved(old: Int, new: Int)
}

/// Compares two versions of a text.
public enum ParagraphChanges {
  /// Pairs of paragraphs compared word by word beyond which a gap is paired in passing only.
  private static let squareLimit = 10_000
  /// Words of a paragraph that count in the comparison.
  private static let wordLimit = 400
  /// Words looked at over the whole comparison; what remains then is cut and added.
  private static let wordBudget = 1_500_000
  /// Share of common words from which two paragraphs count as one that was altered.
  static let alike = 0.5

  /// The changes in reading order; paragraphs that stayed are left out.
  public static func between(old: [String], new: [String]) -> [ParagraphChange] {
    var numbers = TextNumbers()
    let left = old.map { numbers.number(of: $0) }
    let right = new.map { numbers.number(of: $0) }
    let common = CommonSequence.pairs(left, right)
    let moved = moves(left, right, common)
    var pairing = Pairing(old: old, new: new, budget: wordBudget)
    var changes: [ParagraphChange] = []
    var (i, j) = (0, 0)
    for pair in common + [(old: old.count, new: new.count)] {
      let cut = (i..<pair.old).filter { moved.old[$0] == nil }
      let added = (j..<pair.new).filter { moved.new[$0] == nil }
      let altered = pairing.altered(cut, added, squareLimit: squareLimit, wordLimit: wordLimit)
      changes += ordered(cut, j..<pair.new, altered, moved.new)
      (i, j) = (pair.old + 1, pair.new + 1)
    }
    return changes
  }

  /// Paragraphs that stand once among the cut and once among the added.
  private static func moves(
    _ left: [Int], _ right: [Int], _ common: [CommonSequence.Pair]
  ) -> (old: [Int: Int], new: [Int: Int]) {
    var kept = (old: Set<Int>(), new: Set<Int>())
    for pair in common {
      kept.old.insert(pair.old)
      kept.new.insert(pair.new)
    }
    var places: [Int: (old: [Int], new: [Int])] = [:]
    for i in left.indices where !kept.old.contains(i) {
      places[left[i], default: ([], [])].old.append(i)
    }
    for j in right.indices where !kept.new.contains(j) {
      places[right[j], default: ([], [])].new.append(j)
    }
    var moved = (old: [Int: Int](), new: [Int: Int]())
    for place in places.values where place.old.count == 1 && place.new.count == 1 {
      moved.old[place.old[0]] = place.new[0]
      moved.new[place.new[0]] = place.old[0]
    }
    return moved
  }

  /// One gap's changes: what was cut stands before the next paragraph that is there.
  private static func ordered(
    _ cut: [Int], _ new: Range<Int>, _ altered: [Int: Int], _ moved: [Int: Int]
  ) -> [ParagraphChange] {
    var changes: [ParagraphChange] = []
    var rest = cut[...]
    for j in new {
      if let i = altered[j] {
        while let first = rest.first, first <= i {
          rest.removeFirst()
          if first < i { changes.append(.cut(first)) }
        }
        changes.append(.altered(old: i, new: j))
      } else if let i = moved[j] {
        changes.append(.moved(old: i, new: j))
      } else {
        changes.append(.added(j))
      }
    }
    // Without an altered paragraph between them, what is gone is told before what came instead.
    if altered.isEmpty { return rest.map { .cut($0) } + changes }
    return changes + rest.map { .cut($0) }
  }
}

/// Finds the pairs of cut and added paragraphs that are one paragraph altered.
private struct Pairing {
  let old: [String]
  let new: [String]
  var budget: Int

  /// Old indices by new ones, ascending on both sides.
  mutating func altered(
    _ cut: [Int], _ added: [Int], squareLimit: Int, wordLimit: Int
  ) -> [Int: Int] {
    guard !cut.isEmpty, !added.isEmpty, budget > 0 else { return [:] }
    let isSmall = cut.count <= squareLimit / added.count
    var words = (old: [Int: [UInt64]](), new: [Int: [UInt64]]())
    func sorted(_ text: String) -> [UInt64] {
      WordHashes.words(of: text, limit: wordLimit).sorted()
    }
    func likeness(_ i: Int, _ j: Int) -> Double {
      if budget <= 0 { return 0 }
      let one = words.old[i] ?? sorted(old[i])
      let other = words.new[j] ?? sorted(new[j])
      words.old[i] = one
      words.new[j] = other
      budget -= one.count + other.count + 8
      return Self.share(one, other)
    }
    var pairs: [Int: Int] = [:]
    if isSmall {
      let table = cut.map { i in added.map { j in likeness(i, j) } }
      for (i, j) in Self.best(table) { pairs[added[j]] = cut[i] }
      return pairs
    }
    // Side by side only, with a look ahead at what was put in or taken out.
    var (i, j) = (0, 0)
    while i < cut.count, j < added.count, budget > 0 {
      let steps = [(0, 0), (0, 1), (1, 0), (0, 2), (2, 0)]
      let hit = steps.first { step in
        i + step.0 < cut.count && j + step.1 < added.count
          && likeness(cut[i + step.0], added[j + step.1]) >= ParagraphChanges.alike
      }
      if let hit { pairs[added[j + hit.1]] = cut[i + hit.0] }
      (i, j) = (i + (hit?.0 ?? 0) + 1, j + (hit?.1 ?? 0) + 1)
    }
    return pairs
  }

  /// Common words as a share of all, 0 to 1, by sorted numbers.
  static func share(_ one: [UInt64], _ other: [UInt64]) -> Double {
    if one.isEmpty || other.isEmpty { return 0 }
    var (i, j, common) = (0, 0, 0)
    while i < one.count, j < other.count {
      if one[i] == other[j] {
        (i, j, common) = (i + 1, j + 1, common + 1)
      } else if one[i] < other[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return 2 * Double(common) / Double(one.count + other.count)
  }

  /// The pairs, ascending on both sides, whose likeness sums up highest; only those alike enough.
  static func best(_ table: [[Double]]) -> [(Int, Int)] {
    let (rows, columns) = (table.count, table.first?.count ?? 0)
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: columns + 1), count: rows + 1)
    for i in stride(from: rows - 1, through: 0, by: -1) {
      for j in stride(from: columns - 1, through: 0, by: -1) {
        let skipped = max(sums[i + 1][j], sums[i][j + 1])
        let taken = table[i][j] >= ParagraphChanges.alike ? table[i][j] + sums[i + 1][j + 1] : 0
        sums[i][j] = max(skipped, taken)
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < rows, j < columns {
      if table[i][j] >= ParagraphChanges.alike, sums[i][j] == table[i][j] + sums[i + 1][j + 1] {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if sums[i][j] == sums[i + 1][j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}
