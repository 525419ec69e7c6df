// Which paths below a notes folder are left out: the patterns of `ignore:` and of Obsidian.

/// A list of patterns. A plain pattern is a path below the folder or a name in it; `*` and `?` stand
/// for characters within one name, `**` for any. `/regular expressions/` are not supported and match
/// nothing.
public struct PathPatterns: Hashable, Sendable {
  private let patterns: [[UInt8]]

  /// Takes patterns as written; empty ones are dropped.
  public init(_ patterns: [String]) {
    self.patterns = patterns.compactMap { pattern in
      var bytes = Array(pattern.utf8)
      let isExpression =
        bytes.count > 2 && bytes.first == UInt8(ascii: "/")
        && bytes.last == UInt8(ascii: "/")
      if isExpression { return nil }
      while bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
      while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
      return bytes.isEmpty || bytes.count > 1_000 ? nil : bytes
    }
  }

  public var isEmpty: Bool { patterns.isEmpty }

  /// True when a path below the folder, or a folder above it, is named by a pattern.
  public func matches(_ path: String, isFolder: Bool) -> Bool {
    guard !patterns.isEmpty else { return false }
    let bytes = Array(path.utf8)
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") } + [bytes.count]
    for pattern in patterns {
      let isWhole = pattern.contains(UInt8(ascii: "/"))
      var start = 0
      for end in ends {
        if Self.match(pattern[...], bytes[(isWhole ? 0 : start)..<end]) { return true }
        start = end + 1
      }
    }
    return false
  }

  /// Greedy matching that goes back to the last star only, so that it is never exponential.
  private static func match(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var p = pattern.startIndex
    var t = text.startIndex
    var star: (p: Int, t: Int, deep: Bool)?
    while t < text.endIndex {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        let deep = p + 1 < pattern.endIndex && pattern[p + 1] == UInt8(ascii: "*")
        p += deep ? 2 : 1
        star = (p, t, deep)
      } else if p < pattern.endIndex,
        pattern[p] == text[t]
          || (pattern[p] == UInt8(ascii: "?") && text[t] != UInt8(ascii: "/"))
      {
        p += 1
        t += 1
      } else if let last = star, last.deep || text[last.t] != UInt8(ascii: "/") {
        star = (last.p, last.t + 1, last.deep)
        p = last.p
        t = last.t + 1
      } else {
        return false
      }
    }
    while p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.endIndex
  }
}
