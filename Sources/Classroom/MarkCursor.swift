// Pointing at words with the keys: a stretch of one paragraph whose one end moves by words or by
// sentences. The same in front of a class and on a pupil's own screen.

public import Documents
public import Reader
public import Text

/// A stretch being selected to be marked.
public struct MarkCursor: Hashable, Sendable {
  public enum Unit: Hashable, Sendable { case word, sentence }

  /// Counted from 1.
  public let paragraph: Int
  public private(set) var unit: Unit
  /// In scalars of the normalised text; never empty.
  public private(set) var range: ScalarRange
  /// True when the end that moves is the first one.
  public private(set) var movesStart = false

  private let start: Int
  private let words: [ScalarRange]
  private let sentences: [ScalarRange]

  /// Begins at the first word (or sentence) that ends after a place in a paragraph; nil where there
  /// is nothing to point at.
  public init?(_ document: Document, paragraph: Int, unit: Unit, from offset: Int = 0) {
    guard document.paragraphs.indices.contains(paragraph - 1) else { return nil }
    let text = document.text(of: paragraph - 1)
    self.paragraph = paragraph
    self.unit = unit
    start = document.paragraphs[paragraph - 1].range.start.value
    words = Words.rangesOrRuns(in: text)
    sentences = Sentences.ranges(in: text)
    let spans = unit == .word ? words : sentences
    guard let first = spans.first(where: { $0.end.value > offset }) ?? spans.first else {
      return nil
    }
    range = first.shifted(by: start)
  }

  /// Performs a command; false when it is none of its own.
  public mutating func move(_ command: Command, times: Int = 1) -> Bool {
    for _ in 0..<max(1, min(times, 500)) {
      switch command {
      case .selectNextWord: step(forward: true)
      case .selectPreviousWord: step(forward: false)
      case .selectLineDown: for _ in 0..<wordsInALine { step(forward: true) }
      case .selectLineUp: for _ in 0..<wordsInALine { step(forward: false) }
      case .selectToStart: reach(spans.first)
      case .selectToEnd: reach(spans.last)
      case .selectOtherEnd: movesStart.toggle()
      default: return false
      }
    }
    return true
  }

  /// By the other unit from now on, what is selected made whole; false when it is by this already.
  public mutating func change(to unit: Unit) -> Bool {
    guard unit != self.unit else { return false }
    self.unit = unit
    guard unit == .sentence else { return true }
    let first = spans.last { $0.start.value + start <= range.start.value } ?? spans.first
    let last = spans.first { $0.end.value + start >= range.end.value } ?? spans.last
    guard let first, let last else { return true }
    range = ScalarRange(
      min(range.start, first.shifted(by: start).start), max(range.end, last.shifted(by: start).end))
    return true
  }

  private var spans: [ScalarRange] { unit == .word ? words : sentences }
  private var wordsInALine: Int { unit == .word ? 8 : 1 }

  private mutating func step(forward: Bool) {
    let own = ScalarRange(
      ScalarOffset(range.start.value - start), ScalarOffset(range.end.value - start))
    let next =
      if forward {
        movesStart
          ? spans.first { $0.start > own.start } : spans.first { $0.end > own.end }
      } else {
        movesStart ? spans.last { $0.start < own.start } : spans.last { $0.end < own.end }
      }
    reach(next)
  }

  /// Moves the end that moves to a span; past the other end the selection goes on on its other side.
  private mutating func reach(_ span: ScalarRange?) {
    guard let span = span?.shifted(by: start) else { return }
    if movesStart {
      if span.start >= range.end {
        // The word that stays is the last one before the end.
        let kept = spans.last { $0.start.value + start < range.end.value } ?? span
        range = ScalarRange(min(kept.shifted(by: start).start, span.start), span.end)
        movesStart = false
      } else {
        range = ScalarRange(span.start, range.end)
      }
    } else if span.end <= range.start {
      let kept = spans.first { $0.end.value + start > range.start.value } ?? span
      range = ScalarRange(span.start, max(kept.shifted(by: start).end, span.end))
      movesStart = true
    } else {
      range = ScalarRange(range.start, span.end)
    }
  }
}
