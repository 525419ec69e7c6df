// How a class marked a text: for each sentence how many of how many, as what, and where they differ
// most. Board marks count for nobody.

public import Documents
import Text

/// The marks of one round, compared.
public struct Comparison: Sendable {
  /// Who could have marked: pupils with a file, groups, and the hands in the room; 0 when nobody did.
  public let outOf: Int
  /// `pupils`, `groups` or `hands`.
  public let unit: String
  private let sentences: [SentenceTally]
  private let document: Document
  private let spans: [[ScalarRange]]

  /// At most so many differences are put in front.
  public static let mostDifferences = 3

  /// Compares what came in for a round in some paragraphs counted from 1. Pupils' files count where
  /// there are any, else groups, else hands: they are different things and are not added up.
  public init(_ session: Session, round: Round, document: Document, paragraphs: [Int]) {
    self.document = document
    let record = session.record(of: round)
    let numbered = SentenceNumbers.of(paragraphs, in: document)
    var merging = MarkMerging(document)
    let marks = session.pupils.map { pupil in
      merging.merged(pupil.marks.filter { $0.round == round })
    }
    let pupils = marks.filter { !$0.isEmpty }
    if !pupils.isEmpty {
      unit = "pupils"
      // Who sent a file and marked nothing said something, too.
      outOf = session.pupils.count
      spans = pupils.map { $0.map(\.range) }
      sentences = Self.tallies(
        numbered, voters: marks.map { marks in { Self.labels(of: marks, in: $0.range) } })
    } else if let totals = record.totals {
      unit = "pupils"
      outOf = totals.outOf
      spans = []
      sentences = Self.tallies(numbered, totals: totals.sentences)
    } else if record.groups.count >= Slides.fewest
      || (record.sentences.isEmpty && !record.groups.isEmpty)
    {
      // A few groups do not take the place of hands that are there.
      unit = "groups"
      outOf = record.groups.count
      spans = []
      sentences = Self.tallies(
        numbered,
        voters: record.groups.map { group in
          { sentence in
            let own = group.marks.filter { $0.sentence == sentence.number }
            return own.isEmpty ? nil : Set(own.compactMap(\.label))
          }
        })
    } else {
      unit = "hands"
      let most = record.sentences.map(\.count).max() ?? 0
      outOf = most == 0 ? 0 : max(session.present ?? most, most)
      spans = []
      sentences = Self.tallies(numbered, hands: record.sentences, outOf: outOf)
    }
  }

  /// All of it that tells of no single pupil: the sentences that were marked.
  var totals: [SentenceTotal] {
    sentences.filter { $0.count > 0 }.map {
      SentenceTotal(
        sentence: $0.sentence.number, count: $0.count, labels: $0.labels, differing: $0.differing)
    }
  }

  /// What the room may see of it.
  public var shown: ShownComparison {
    let shown = sentences.map { tally in
      ShownSentence(
        number: tally.sentence.number, text: text(of: tally.sentence.range), count: tally.count,
        labels: tally.labels.map { ShownLabelCount(label: $0.key, count: $0.value) }
          .sorted { ($1.count, $0.label) < ($0.count, $1.label) })
    }
    let differing = sentences.indices.filter { sentences[$0].differing > 0 }.sorted {
      (sentences[$1].differing, $0) < (sentences[$0].differing, $1)
    }
    return ShownComparison(
      outOf: outOf, unit: unit, sentences: shown,
      agenda: Array(differing.prefix(Self.mostDifferences)))
  }

  /// The stretches of a paragraph counted from 1 that were marked, in scalars from its start, each as
  /// dark as many marked it: to the word where there are pupils' files, else to the sentence.
  public func marks(in paragraph: Int) -> [ShownMark] {
    guard outOf > 0, document.paragraphs.indices.contains(paragraph - 1) else { return [] }
    let whole = document.paragraphs[paragraph - 1].range
    func shown(_ start: Int, _ end: Int, _ count: Int) -> ShownMark {
      ShownMark(
        start: start - whole.start.value, end: end - whole.start.value, kind: .shared,
        intensity: max(1, min(4, (count * 4 + outOf - 1) / outOf)))
    }
    guard !spans.isEmpty else {
      return sentences.filter { $0.sentence.number.paragraph == paragraph && $0.count > 0 }.map {
        shown($0.sentence.range.start.value, $0.sentence.range.end.value, $0.count)
      }
    }
    return depths(within: whole).map { shown($0.start, $0.end, $0.count) }
  }

  /// Stretches with how many pupils marked them, by one pass over the ends of their marks.
  private func depths(within whole: ScalarRange) -> [(start: Int, end: Int, count: Int)] {
    var changes: [Int: Int] = [:]
    for pupil in spans {
      // A pupil who marked a word twice, as two things, is one pupil.
      for range in MarkMerging.union(pupil) {
        let start = max(range.start.value, whole.start.value)
        let end = min(range.end.value, whole.end.value)
        guard start < end else { continue }
        changes[start, default: 0] += 1
        changes[end, default: 0] -= 1
      }
    }
    var stretches: [(start: Int, end: Int, count: Int)] = []
    var depth = 0
    var last = 0
    for (place, change) in changes.sorted(by: { $0.key < $1.key }) where change != 0 {
      if depth > 0 { stretches.append((last, place, depth)) }
      depth += change
      last = place
    }
    return stretches
  }

  private func text(of range: ScalarRange) -> String {
    let paragraph = document.paragraph(at: range.start)
    guard document.paragraphs.indices.contains(paragraph) else { return "" }
    let start = document.paragraphs[paragraph].range.start.value
    return String(document.text(of: paragraph).slice(range.shifted(by: -start)))
  }
}

/// What came in for one sentence.
private struct SentenceTally: Sendable {
  var sentence: NumberedSentence
  var count: Int
  var labels: [String: Int]
  /// Pairs who disagree about it.
  var differing: Int
}

extension Comparison {
  private static func labels(of marks: [LabelledSpan], in range: ScalarRange) -> Set<String>? {
    let own = marks.filter { $0.range.overlaps(range) }
    return own.isEmpty ? nil : Set(own.map(\.label))
  }

  /// Each voter says nil for a sentence that was not marked, else its labels.
  private static func tallies(
    _ sentences: [NumberedSentence], voters: [(NumberedSentence) -> Set<String>?]
  ) -> [SentenceTally] {
    sentences.map { sentence in
      let votes = voters.map { $0(sentence) }
      var labels: [String: Int] = [:]
      for label in votes.compactMap({ $0 }).joined() { labels[label, default: 0] += 1 }
      return SentenceTally(
        sentence: sentence, count: votes.count { $0 != nil }, labels: labels,
        differing: differing(among: votes))
    }
  }

  /// Two disagree when one marked and the other did not, or both marked with no label in common.
  /// Marks without a label agree with all marks.
  private static func differing(among votes: [Set<String>?]) -> Int {
    var counts: [Set<String>?: Int] = [:]
    for vote in votes { counts[vote, default: 0] += 1 }
    let kinds = Array(counts)
    var disagreeing = 0
    for (index, one) in kinds.enumerated() {
      for other in kinds[(index + 1)...] {
        switch (one.key, other.key) {
        case (nil, nil): break
        case (nil, _), (_, nil): disagreeing += one.value * other.value
        case (let left?, let right?):
          if !left.isEmpty, !right.isEmpty, left.isDisjoint(with: right) {
            disagreeing += one.value * other.value
          }
        }
      }
    }
    return disagreeing
  }

  private static func tallies(
    _ sentences: [NumberedSentence], hands: [SentenceHands], outOf: Int
  ) -> [SentenceTally] {
    sentences.map { sentence in
      let own = hands.filter { $0.sentence == sentence.number }
      // With labels the hands of one sentence may be the same people's.
      let count = own.map(\.count).max() ?? 0
      var labels: [String: Int] = [:]
      for hand in own { if let label = hand.label { labels[label, default: 0] += hand.count } }
      let differing = count.multipliedReportingOverflow(by: outOf - count).partialValue
      return SentenceTally(sentence: sentence, count: count, labels: labels, differing: differing)
    }
  }

  private static func tallies(
    _ sentences: [NumberedSentence], totals: [SentenceTotal]
  ) -> [SentenceTally] {
    let known = Dictionary(
      totals.map { ($0.sentence, $0) }, uniquingKeysWith: { first, _ in first })
    return sentences.map { sentence in
      let total = known[sentence.number]
      return SentenceTally(
        sentence: sentence, count: total?.count ?? 0, labels: total?.labels ?? [:],
        differing: total?.differing ?? 0)
    }
  }
}
