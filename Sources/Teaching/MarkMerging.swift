// Marks made comparable: trimmed, and those of one pupil and label joined where they overlap.

public import Documents
public import Text

/// Merges the marks on one text. A value that remembers the paragraphs it looked into.
public struct MarkMerging {
  private static let trimmed: Set<Unicode.Scalar> = [" ", ".", ",", ":", ";", "\n", "\t", "\u{A0}"]

  private let document: Document
  private var texts: [Int: [Unicode.Scalar]] = [:]

  public init(_ document: Document) { self.document = document }

  /// The marks of one pupil without white space and `. , : ;` at their ends, overlapping ones of one
  /// label merged, by label and place. A mark of nothing else is dropped.
  public mutating func merged(_ marks: [Mark]) -> [LabelledSpan] {
    var ranges: [String: [ScalarRange]] = [:]
    for mark in marks {
      if let range = trimmed(mark.range) { ranges[mark.label, default: []].append(range) }
    }
    return ranges.sorted { $0.key < $1.key }.flatMap { label, ranges in
      Self.union(ranges).map {
        LabelledSpan(label: label, start: $0.start.value, end: $0.end.value)
      }
    }
  }

  /// Ranges in order, those that overlap as one.
  public static func union(_ ranges: [ScalarRange]) -> [ScalarRange] {
    var result: [ScalarRange] = []
    for range in ranges.sorted(by: { $0.start < $1.start }) {
      if let last = result.last, range.start < last.end {
        result[result.count - 1] = ScalarRange(last.start, max(last.end, range.end))
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// A range without what is no part of a mark at its ends; nil when nothing is left.
  public mutating func trimmed(_ range: ScalarRange) -> ScalarRange? {
    var start = range.start.value
    var end = range.end.value
    while start < end, isTrimmed(start) { start += 1 }
    while end > start, isTrimmed(end - 1) { end -= 1 }
    return end > start ? ScalarRange(ScalarOffset(start), ScalarOffset(end)) : nil
  }

  /// Between paragraphs there is white space only.
  private mutating func isTrimmed(_ place: Int) -> Bool {
    let paragraph = document.paragraph(at: ScalarOffset(place))
    guard document.paragraphs.indices.contains(paragraph) else { return true }
    let inside = place - document.paragraphs[paragraph].range.start.value
    let text = text(of: paragraph)
    return !text.indices.contains(inside) || Self.trimmed.contains(text[inside])
  }

  private mutating func text(of paragraph: Int) -> [Unicode.Scalar] {
    if let text = texts[paragraph] { return text }
    let text = Array(document.text(of: paragraph).unicodeScalars)
    texts[paragraph] = text
    return text
  }
}
