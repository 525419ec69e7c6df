// Bars of block letters: as long as the share of a class that they stand for, in eighths of a cell.

import Screen
import Text

/// Counts made fit to be drawn, whatever a file says.
struct RoomCounts: Hashable {
  let counts: [Int]
  let total: Int

  init(_ counts: [Int]) {
    self.counts = counts.map { max(0, min($0, 1_000_000)) }
    total = self.counts.reduce(0, +)
  }

  /// The largest share, so that the longest bar fills its column.
  var largestShare: Double { total > 0 ? Double(counts.max() ?? 0) / Double(total) : 0 }

  /// A bar of at most `width` cells, the longest of all being as long as `most` of the whole.
  func bar(_ index: Int, outOf most: Double, width: Int) -> String {
    guard counts.indices.contains(index), counts[index] > 0, total > 0, most > 0, width > 0
    else { return "" }
    let share = Double(counts[index]) / Double(total) / most
    return Self.bar(eighths: Int((share * Double(width * 8)).rounded()), width: width)
  }

  /// A bar for `count` out of `whole`; never nothing for something.
  static func bar(_ count: Int, outOf whole: Int, width: Int) -> String {
    guard count > 0, whole > 0, width > 0 else { return "" }
    let share = min(1, Double(count) / Double(whole))
    return bar(eighths: Int((share * Double(width * 8)).rounded()), width: width)
  }

  private static func bar(eighths: Int, width: Int) -> String {
    let eighths = max(1, min(width * 8, eighths))
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }
}

/// Text in a column of its own: cut where it is longer, filled up where it is shorter.
func padded(_ text: String, to columns: Int) -> String {
  let cut = fitted(text, columns: columns)
  return cut + String(repeating: " ", count: max(0, columns - CellWidth.of(cut)))
}
