// What two sequences of numbers have in common, in order: the ground of every comparison here. Work
// and memory are bounded; where the bound is met the answer is coarser, never wrong.

/// Finds a long common subsequence.
struct CommonSequence {
  /// An item of the old sequence and its equal in the new one.
  typealias Pair = (old: Int, new: Int)

  private let old: [Int]
  private let new: [Int]
  private var pairs: [Pair] = []
  /// Steps of the exact search that are left over all gaps.
  private var budget = 4_000_000
  /// Differences in one gap beyond which it is compared coarsely.
  private static let differenceLimit = 200
  private static let depthLimit = 12

  private struct Gap {
    var old: Range<Int>
    var new: Range<Int>
    var depth: Int
  }

  /// Equal items of both, ascending on both sides. Equal numbers are equal items.
  static func pairs(_ old: [Int], _ new: [Int]) -> [Pair] {
    var search = CommonSequence(old, new)
    search.run()
    return search.pairs.sorted { $0.old < $1.old }
  }

  private init(_ old: [Int], _ new: [Int]) {
    self.old = old
    self.new = new
  }

  private mutating func run() {
    var gaps = [Gap(old: old.indices, new: new.indices, depth: 0)]
    while let gap = gaps.popLast() {
      var (a, b) = (gap.old, gap.new)
      while let i = a.first, let j = b.first, old[i] == new[j] {
        pairs.append((i, j))
        (a, b) = (i + 1..<a.upperBound, j + 1..<b.upperBound)
      }
      while let i = a.last, let j = b.last, old[i] == new[j] {
        pairs.append((i, j))
        (a, b) = (a.lowerBound..<i, b.lowerBound..<j)
      }
      if a.isEmpty || b.isEmpty { continue }
      let (left, right) = shared(a, b)
      if left.isEmpty || right.isEmpty { continue }
      if let found = shortestEdit(left, right) {
        pairs += found
        continue
      }
      let anchors = gap.depth < Self.depthLimit ? uniqueAnchors(left, right) : []
      if anchors.isEmpty {
        pairs += countedOff(left, right)
        continue
      }
      var (i, j) = (a.lowerBound, b.lowerBound)
      for anchor in anchors {
        gaps.append(Gap(old: i..<anchor.old, new: j..<anchor.new, depth: gap.depth + 1))
        pairs.append(anchor)
        (i, j) = (anchor.old + 1, anchor.new + 1)
      }
      gaps.append(Gap(old: i..<a.upperBound, new: j..<b.upperBound, depth: gap.depth + 1))
    }
  }

  /// What stands on one side only cannot be common and would only cost.
  private func shared(_ a: Range<Int>, _ b: Range<Int>) -> (left: [Int], right: [Int]) {
    let inNew = Set(new[b])
    let left = a.filter { inNew.contains(old[$0]) }
    let inOld = Set(left.map { old[$0] })
    return (left, b.filter { inOld.contains(new[$0]) })
  }

  /// Items that stand once on each side, as far as their order agrees (patience).
  private func uniqueAnchors(_ left: [Int], _ right: [Int]) -> [Pair] {
    var counts: [Int: (old: Int, new: Int, at: Int)] = [:]
    for i in left { counts[old[i], default: (0, 0, 0)].old += 1 }
    for j in right {
      guard var count = counts[new[j]] else { continue }
      (count.new, count.at) = (count.new + 1, j)
      counts[new[j]] = count
    }
    return ascending(
      left.compactMap { i in
        guard let count = counts[old[i]], count.old == 1, count.new == 1 else { return nil }
        return (i, count.at)
      })
  }

  /// Pairs the first of equal items with the first, the second with the second: coarse, but quick.
  private func countedOff(_ left: [Int], _ right: [Int]) -> [Pair] {
    var places: [Int: [Int]] = [:]
    for j in right.reversed() { places[new[j], default: []].append(j) }
    return ascending(left.compactMap { i in places[old[i]]?.popLast().map { (i, $0) } })
  }

  /// Myers' greedy search over the indices given; nil when it would cost too much.
  private mutating func shortestEdit(_ left: [Int], _ right: [Int]) -> [Pair]? {
    let (n, m) = (left.count, right.count)
    guard abs(n - m) <= Self.differenceLimit else { return nil }
    let limit = min(n + m, Self.differenceLimit)
    var reach = [Int](repeating: 0, count: 2 * limit + 3)
    var history: [[Int]] = []
    for d in 0...limit {
      history.append(Array(reach[limit + 1 - d...limit + 1 + d]))
      for k in stride(from: -d, through: d, by: 2) {
        let slot = k + limit + 1
        var x =
          k == -d || (k != d && reach[slot - 1] < reach[slot + 1])
          ? reach[slot + 1] : reach[slot - 1] + 1
        let begin = x
        while x < n, x - k < m, old[left[x]] == new[right[x - k]] { x += 1 }
        reach[slot] = x
        budget -= x - begin + 1
        if x >= n, x - k >= m { return trace(history, left, right) }
      }
      if budget < 0 { return nil }
    }
    return nil
  }

  /// Walks the search back from the end. `history[d]` holds the diagonals -d...d before step d.
  private func trace(_ history: [[Int]], _ left: [Int], _ right: [Int]) -> [Pair] {
    var found: [Pair] = []
    var (x, y) = (left.count, right.count)
    for d in history.indices.reversed() {
      let k = x - y
      func reach(_ k: Int) -> Int { abs(k) <= d ? history[d][k + d] : -1 }
      let isDown = k == -d || (k != d && reach(k - 1) < reach(k + 1))
      let fromX = d == 0 ? 0 : isDown ? reach(k + 1) : reach(k - 1)
      let fromY = d == 0 ? 0 : isDown ? fromX - k - 1 : fromX - k + 1
      let edgeX = d == 0 ? 0 : isDown ? fromX : fromX + 1
      while x > edgeX {
        (x, y) = (x - 1, y - 1)
        found.append((left[x], right[y]))
      }
      (x, y) = (fromX, fromY)
    }
    return found
  }

  /// The longest part of the pairs, ascending in `old`, that ascends in `new` too.
  private func ascending(_ candidates: [Pair]) -> [Pair] {
    var tails: [Int] = []
    var before = [Int](repeating: -1, count: candidates.count)
    for (index, pair) in candidates.enumerated() {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if candidates[tails[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[index] = tails[low - 1] }
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var chain: [Pair] = []
    var index = tails.last ?? -1
    while index >= 0 {
      chain.append(candidates[index])
      index = before[index]
    }
    return chain.reversed()
  }
}

/// Gives equal texts equal numbers.
struct TextNumbers {
  private var byHash: [Int: [Int]] = [:]
  private var texts: [String] = []

  /// Equality is of bytes: a text that was normalised otherwise is another text.
  mutating func number(of text: String) -> Int {
    var hasher = Hasher()
    var copy = text
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    let hash = hasher.finalize()
    if let known = byHash[hash]?.first(where: { texts[$0].utf8.elementsEqual(copy.utf8) }) {
      return known
    }
    byHash[hash, default: []].append(texts.count)
    texts.append(copy)
    return texts.count - 1
  }
}
