// Where the answers of a lesson stand in its text. Answers are quotations and never offsets, so that
// a teacher can write them and a text that was set anew keeps them.

public import Documents
import Text

/// An answer and its place.
public struct PlacedAnswer: Hashable, Sendable {
  public enum Standing: Hashable, Sendable {
    /// In the question's paragraphs, so many times; the place is that of this answer's turn.
    case there(times: Int)
    /// Once, in another paragraph, counted from 1.
    case elsewhere(paragraph: Int)
    /// Several times, and only outside the question's paragraphs.
    case ambiguous
    case missing
  }
  public var answer: LessonAnswer
  /// In scalars of the normalised text; nil where the answer has no place. The label is empty for an
  /// answer without one.
  public var span: LabelledSpan?
  public var standing: Standing

  public init(answer: LessonAnswer, span: LabelledSpan? = nil, standing: Standing) {
    self.answer = answer
    self.span = span
    self.standing = standing
  }
}

/// Finds answers in one text.
public struct LessonAnswers {
  /// So many scalars are read before it is given up; more than any lesson needs, and some seconds.
  static let patience = 2_000_000_000
  /// Places of one quotation that are told apart.
  static let placesLimit = 1_000

  private let document: Document
  private var patience = LessonAnswers.patience

  public init(in document: Document) { self.document = document }

  /// The places of a span question's answers, in their order: the very words inside the question's
  /// paragraphs, else anywhere if they stand there once. White space, quotation marks, apostrophes and
  /// dashes of any kind count as alike. Of several places in the paragraphs the first is taken; the
  /// same answer written again takes the next.
  public static func spans(of question: Question, in document: Document) -> [PlacedAnswer] {
    var answers = LessonAnswers(in: document)
    return answers.spans(of: question)
  }

  /// The same, for many questions on one text.
  public mutating func spans(of question: Question) -> [PlacedAnswer] {
    let quotations = question.answers.map { FoldedWords($0.text).scalars }
    let wanted = Set(quotations.filter { !$0.isEmpty })
    let all = Array(document.paragraphs.indices)
    let own = question.paragraphs.map { $0 - 1 }.filter { document.paragraphs.indices.contains($0) }
    let here = places(of: wanted, in: question.paragraphs.isEmpty ? all : own)
    let rest: Set<[UInt32]> = question.paragraphs.isEmpty ? [] : wanted.filter { here[$0] == nil }
    let elsewhere = places(of: rest, in: all, limit: 2)
    var turns: [AnswerWords: Int] = [:]
    return zip(question.answers, quotations).map { answer, quotation in
      let turn = AnswerWords(label: answer.label, quotation: quotation)
      let index = turns[turn, default: 0]
      turns[turn] = index + 1
      if let places = here[quotation] {
        return placed(
          answer, places[min(index, places.count - 1)], .there(times: places.count))
      }
      guard let places = elsewhere[quotation], let place = places.first else {
        return PlacedAnswer(answer: answer, standing: .missing)
      }
      guard places.count == 1 else { return PlacedAnswer(answer: answer, standing: .ambiguous) }
      let paragraph = document.paragraph(at: place.start) + 1
      return placed(answer, place, .elsewhere(paragraph: paragraph))
    }
  }

  private func placed(
    _ answer: LessonAnswer, _ place: ScalarRange, _ standing: PlacedAnswer.Standing
  ) -> PlacedAnswer {
    PlacedAnswer(
      answer: answer,
      span: LabelledSpan(
        label: answer.label ?? "", start: place.start.value, end: place.end.value),
      standing: standing)
  }

  /// Where quotations stand in some paragraphs, in order; those that do not are left out.
  private mutating func places(
    of wanted: Set<[UInt32]>, in paragraphs: [Int], limit: Int = LessonAnswers.placesLimit
  ) -> [[UInt32]: [ScalarRange]] {
    guard !wanted.isEmpty else { return [:] }
    let searches = wanted.map { WordSearch($0) }
    var found: [[UInt32]: [ScalarRange]] = [:]
    for paragraph in paragraphs {
      let words = FoldedWords(document.text(of: paragraph))
      let start = document.paragraphs[paragraph].range.start.value
      for search in searches {
        guard patience > 0 else { return found }
        patience -= words.scalars.count
        let known = found[search.wanted]?.count ?? 0
        guard known < limit else { continue }
        let places = search.places(in: words.scalars, limit: limit - known)
        guard !places.isEmpty else { continue }
        found[search.wanted, default: []] += places.map { range in
          let last = words.offsets[range.upperBound - 1]
          return ScalarRange(
            ScalarOffset(start + words.offsets[range.lowerBound]), ScalarOffset(start + last + 1))
        }
      }
    }
    return found
  }
}

/// An answer to marks as it is compared with others.
struct AnswerWords: Hashable {
  let label: String?
  let quotation: [UInt32]
}

extension AnswerWords {
  init(_ answer: LessonAnswer) {
    self.init(label: answer.label, quotation: FoldedWords(answer.text).scalars)
  }
}

/// A text as quotations are compared: white space as single blanks, signs that typesetting exchanges
/// made alike; letters as they are.
struct FoldedWords {
  private(set) var scalars: [UInt32] = []
  /// Where each stands in the text, in scalars.
  private(set) var offsets: [Int] = []

  init(_ text: String) {
    var offset = 0
    for scalar in text.unicodeScalars {
      defer { offset += 1 }
      let folded = Self.fold(scalar)
      if folded == 0x20, scalars.last ?? 0x20 == 0x20 { continue }
      scalars.append(folded)
      offsets.append(offset)
    }
    if scalars.last == 0x20 {
      scalars.removeLast()
      offsets.removeLast()
    }
  }

  private static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = scalar.value
    if value < 0x80 { return WordClass.isSpace(scalar) ? 0x20 : value }
    switch value {
    case 0x2018...0x201B, 0x2032: return 0x27
    case 0xAB, 0xBB, 0x201C...0x201F, 0x2033: return 0x22
    case 0x2010...0x2015, 0x2212: return 0x2D
    default: return WordClass.isSpace(scalar) ? 0x20 : value
    }
  }
}

/// Knuth, Morris and Pratt's search over scalars: linear whatever the quotation repeats.
private struct WordSearch {
  let wanted: [UInt32]
  private let fallback: [Int]

  /// Takes a quotation that is not empty.
  init(_ wanted: [UInt32]) {
    self.wanted = wanted
    var fallback = [Int](repeating: 0, count: wanted.count)
    var matched = 0
    for index in wanted.indices.dropFirst() {
      while matched > 0, wanted[matched] != wanted[index] { matched = fallback[matched - 1] }
      if wanted[matched] == wanted[index] { matched += 1 }
      fallback[index] = matched
    }
    self.fallback = fallback
  }

  /// Places that do not overlap, in order.
  func places(in text: [UInt32], limit: Int) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var matched = 0
    for (index, scalar) in text.enumerated() {
      while matched > 0, wanted[matched] != scalar { matched = fallback[matched - 1] }
      if wanted[matched] == scalar { matched += 1 }
      guard matched == wanted.count else { continue }
      matched = 0
      places.append((index + 1 - wanted.count)..<(index + 1))
      if places.count == limit { break }
    }
    return places
  }
}
