// Text as it was typed or pasted, made fit for a field of one line or for a body.

import Text

extension String {
  /// Without white space at both ends, line ends included.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !WordClass.isSpace($0) }),
      let last = scalars.lastIndex(where: { !WordClass.isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  /// On one line: every stretch of white space with a line end or tab in it is one blank.
  var onOneLine: String {
    var out = String.UnicodeScalarView()
    var gap = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if WordClass.isSpace(scalar) {
        gap.append(scalar)
        continue
      }
      Self.close(&gap, into: &out)
      out.append(scalar)
    }
    Self.close(&gap, into: &out)
    return String(out).trimmed.withoutMark
  }

  /// Without byte-order marks in front, which come with pasted text and which a YAML reader drops.
  var withoutMark: String {
    unicodeScalars.first == "\u{FEFF}"
      ? String(unicodeScalars.drop { $0 == "\u{FEFF}" }).trimmed.withoutMark : self
  }

  private static func close(
    _ gap: inout String.UnicodeScalarView, into out: inout String.UnicodeScalarView
  ) {
    if gap.contains(where: { $0 != " " && ($0.value < 0x20 || $0.value == 0x85 || isLineEnd($0)) })
    {
      out.append(" ")
    } else {
      out.append(contentsOf: gap)
    }
    gap = String.UnicodeScalarView()
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// With LF for every line end, without blank lines in front and white space at the end.
  var asBody: String {
    var out = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in unicodeScalars {
      if scalar == "\r" {
        out.append("\n")
      } else if !(scalar == "\n" && wasReturn) {
        out.append(scalar)
      }
      wasReturn = scalar == "\r"
    }
    var start = out.startIndex
    var at = start
    while at < out.endIndex, WordClass.isSpace(out[at]) {
      let isEnd = out[at] == "\n"
      at = out.index(after: at)
      if isEnd { start = at }
    }
    guard let last = out.lastIndex(where: { !WordClass.isSpace($0) }), last >= start else {
      return ""
    }
    return String(out[start...last])
  }

  /// At most so many scalars, cut with an ellipsis.
  func shortened(to limit: Int) -> String {
    guard unicodeScalars.count > limit else { return self }
    return slice(ScalarRange(ScalarOffset(0), ScalarOffset(limit - 1))) + "…"
  }
}
