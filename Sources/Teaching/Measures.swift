// All measures of one round of marking: for the teacher and the export, never for the room and never a
// grade.

public import Documents
import Text

/// What can be measured for one label, or for all together.
public struct Measure: Hashable, Sendable {
  /// Nil for all labels together.
  public let label: String?
  /// Pupils' marks against the lesson's answers, the mean over pupils who marked something; nil where
  /// there are no answers or no marks.
  public let precision: Double?
  public let recall: Double?
  public let f1: Double?
  /// Agreement among the pupils; nil where there is not enough data.
  public let alpha: Double?
}

/// The measures of a round.
public struct Measures: Hashable, Sendable {
  /// Pupils who marked something.
  public let pupils: Int
  /// First all labels together, then one by one in the lesson's order.
  public let all: [Measure]

  /// Measures what pupils' files hold for a round, within the paragraphs of its question: of the text
  /// between them nobody was asked, and to leave it alone is no agreement. Pupils without any mark in
  /// the round took no part in it.
  public init(_ session: Session, round: Round, lesson: Lesson, document: Document) {
    let question = lesson.question(of: round)
    let field = MarkedField(question?.paragraphs ?? [], in: document)
    var merging = MarkMerging(document)
    let coders = session.pupils.map { pupil in
      field.laid(merging.merged(pupil.marks.filter { $0.round == round }))
    }.filter { !$0.isEmpty }
    pupils = coders.count
    let answers = field.laid(
      question.map { LessonAnswers.spans(of: $0, in: document).compactMap(\.span) } ?? [])
    let labels = lesson.labels.map(\.name)
    let alphas = labels.map { label in
      UnitizedAlpha(coders.map { Self.ranges(of: label, in: $0) }, within: field.whole)
    }
    let single = zip(labels, alphas).map { label, alpha in
      Measure(label: label, coders, answers, labels: [label], alpha: alpha?.value)
    }
    // All labels together as Krippendorff adds them: their disagreements, not their alphas.
    let known = alphas.compactMap { $0 }
    let expected = known.map(\.expected).reduce(0, +)
    let together = expected > 0 ? 1 - known.map(\.observed).reduce(0, +) / expected : nil
    all = [Measure(label: nil, coders, answers, labels: labels, alpha: together)] + single
  }

  static func ranges(of label: String, in spans: [LabelledSpan]) -> [ScalarRange] {
    spans.filter { $0.label == label }.map(\.range)
  }
}

/// The paragraphs that were to be marked, joined end to end.
private struct MarkedField {
  private var parts: [(range: ScalarRange, start: Int)] = []
  private(set) var whole: ScalarRange

  /// All paragraphs where none are named.
  init(_ numbers: [Int], in document: Document) {
    let named = Set(numbers.filter { document.paragraphs.indices.contains($0 - 1) })
    var place = 0
    for (index, span) in document.paragraphs.enumerated()
    where named.isEmpty || named.contains(index + 1) {
      parts.append((span.range, place))
      place += span.range.count
    }
    whole = ScalarRange(ScalarOffset(0), ScalarOffset(place))
  }

  /// Spans with their places in the field; what lies outside is cut off, and a span over several
  /// paragraphs stays one where they follow each other.
  func laid(_ spans: [LabelledSpan]) -> [LabelledSpan] {
    spans.flatMap { span -> [LabelledSpan] in
      var pieces: [LabelledSpan] = []
      for part in parts {
        let start = max(span.start, part.range.start.value)
        let end = min(span.end, part.range.end.value)
        guard start < end else { continue }
        let first = part.start + start - part.range.start.value
        if let last = pieces.last, last.end == first {
          pieces[pieces.count - 1].end = first + end - start
        } else {
          pieces.append(LabelledSpan(label: span.label, start: first, end: first + end - start))
        }
      }
      return pieces
    }.sorted { ($0.label, $0.start) < ($1.label, $1.start) }
  }
}

extension Measure {
  fileprivate init(
    label: String?, _ coders: [[LabelledSpan]], _ answers: [LabelledSpan], labels: [String],
    alpha: Double?
  ) {
    let overlaps = coders.compactMap { coder in
      SpanOverlap(
        pairs: labels.map {
          (Measures.ranges(of: $0, in: coder), Measures.ranges(of: $0, in: answers))
        })
    }
    func mean(_ part: (SpanOverlap) -> Double) -> Double? {
      overlaps.isEmpty ? nil : overlaps.map(part).reduce(0, +) / Double(overlaps.count)
    }
    self.label = label
    precision = mean(\.precision)
    recall = mean(\.recall)
    f1 = mean(\.f1)
    self.alpha = alpha
  }
}
