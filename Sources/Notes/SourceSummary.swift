// The sources of a note in a line: how many and how new; and one source in a line.

extension [Source] {
  /// "3 sources, newest 2025-07-23", "1 source, 2025"; nil when there are none.
  public var summary: String? {
    guard !isEmpty else { return nil }
    // ISO dates of any precision order as text; whatever is not one has no say in what is newest.
    let dates = compactMap(\.date).filter {
      $0.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? false
    }
    guard count > 1 else { return "1 source" + (dates.first.map { ", \($0)" } ?? "") }
    return "\(count) sources" + (dates.max().map { ", newest \($0)" } ?? "")
  }
}
