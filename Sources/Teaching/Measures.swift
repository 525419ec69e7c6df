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
  /// Pupils whose files were measured.
  public let pupils: Int
  /// First all labels together, then one by one in the lesson's order.
  public let all: [Measure]

  /// Measures what pupils' files hold for a round, within the paragraphs of its question.
  public init(_ session: Session, round: Round, lesson: Lesson, document: Document) {
    var merging = MarkMerging(document)
    let whole = Self.stretch(of: lesson.question(of: round), in: document)
    let coders = session.pupils.map { pupil in
      merging.merged(pupil.marks.filter { $0.round == round && $0.range.overlaps(whole) })
    }
    pupils = coders.count
    let answers = (lesson.question(of: round)).map {
      LessonAnswers.spans(of: $0, in: document).compactMap(\.span)
    }
    let labels = lesson.labels.map(\.name)
    let alphas = labels.map { label in
      UnitizedAlpha(coders.map { Self.ranges(of: label, in: $0) }, within: whole)
    }
    let single = zip(labels, alphas).map { label, alpha in
      Measure(label: label, coders, answers ?? [], labels: [label], alpha: alpha?.value)
    }
    // All labels together as Krippendorff adds them: their disagreements, not their alphas.
    let known = alphas.compactMap { $0 }
    let expected = known.map(\.expected).reduce(0, +)
    let together = expected > 0 ? 1 - known.map(\.observed).reduce(0, +) / expected : nil
    all =
      [Measure(label: nil, coders, answers ?? [], labels: labels, alpha: together)] + single
  }

  static func ranges(of label: String, in spans: [LabelledSpan]) -> [ScalarRange] {
    spans.filter { $0.label == label }.map(\.range)
  }

  /// From the first to the last paragraph that a question is about; the whole text where it names none.
  private static func stretch(of question: Question?, in document: Document) -> ScalarRange {
    let named = (question?.paragraphs ?? []).filter {
      document.paragraphs.indices.contains($0 - 1)
    }
    guard let first = named.min() ?? (document.paragraphs.isEmpty ? nil : 1),
      let last = named.max() ?? (document.paragraphs.isEmpty ? nil : document.paragraphs.count)
    else { return ScalarRange(ScalarOffset(0), ScalarOffset(0)) }
    return ScalarRange(
      document.paragraphs[first - 1].range.start, document.paragraphs[last - 1].range.end)
  }
}

extension Measure {
  fileprivate init(
    label: String?, _ coders: [[LabelledSpan]], _ answers: [LabelledSpan], labels: [String],
    alpha: Double?
  ) {
    let overlaps = coders.filter { !$0.isEmpty }.compactMap { coder in
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
