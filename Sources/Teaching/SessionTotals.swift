// What is left of a session when nobody's own answers are kept: counts that say what the class did
// and no more who did it.

import Documents
import Text

/// The marks of one round as counts.
public struct MarkTotals: Hashable, Sendable, Codable {
  /// Pupils who marked something.
  public var marking: Int
  /// Pupils who handed in a file.
  public var outOf: Int
  /// Sentences that somebody marked, in order.
  public var sentences: [SentenceTotal]

  public init(marking: Int, outOf: Int, sentences: [SentenceTotal]) {
    self.marking = marking
    self.outOf = outOf
    self.sentences = sentences
  }
}

/// How many pupils marked a sentence.
public struct SentenceTotal: Hashable, Sendable, Codable {
  public var sentence: SentenceNumber
  public var count: Int
  /// Pupils by label; one pupil may have used several.
  public var labels: [String: Int]
  /// Pairs of pupils who differ about it.
  public var differing: Int

  public init(sentence: SentenceNumber, count: Int, labels: [String: Int], differing: Int) {
    self.sentence = sentence
    self.count = count
    self.labels = labels
    self.differing = differing
  }
}

/// Makes counts of single answers.
public enum SessionTotals {
  /// Options beyond this number belong to no lesson that can be read.
  private static let mostOptions = 10_000

  /// A record without anything of a single pupil. Distributions, words, the numbers of the comparison
  /// and how many took part stay as they were; which words of a sentence were marked, comments and
  /// who changed from what to what are gone.
  public static func of(_ events: [TimedEvent]) -> [TimedEvent] {
    var names = GroupNames()
    var kept = events.compactMap { timed in
      names.withoutPersons(timed.event).map { TimedEvent(at: timed.at, $0) }
    }
    guard let session = Session(events) else { return kept }
    let end = kept.lastIndex { if case .ended = $0.event { true } else { false } }
    let time = (end.map { kept[$0] } ?? kept.last)?.at ?? session.began
    kept.insert(
      contentsOf: counts(of: session).map { TimedEvent(at: time, $0) }, at: end ?? kept.count)
    return kept
  }

  /// The same for the lines of a record. A line that makes no sense here may hold anything and goes.
  public static func lines(_ lines: [String]) -> [String] {
    of(lines.compactMap { SessionLines.event(of: $0) }).compactMap { SessionLines.line(of: $0) }
  }

  /// Whether there is anything in a session that totals do not have.
  public static func hasSingles(_ session: Session) -> Bool {
    !session.pupils.isEmpty || !session.ownAnswers.isEmpty || !session.written.isEmpty
      || session.boardMarks.contains { $0.who != GroupNames.board || !$0.comment.isEmpty }
      || session.rounds.values.contains { record in
        record.groups.contains { !GroupNames.isNeutral($0.name) }
      }
  }

  /// What single answers come to, added to what was counted by hand.
  static func counts(of session: Session) -> [SessionEvent] {
    let answered = session.pupils.flatMap { $0.answers.map(\.round) }
    let marked = session.pupils.flatMap { $0.marks.map(\.round) }
    var events: [SessionEvent] = []
    for round in Set(answered).sorted() {
      let answers = session.pupils.compactMap { $0.answers.last { $0.round == round } }
      let options = answers.compactMap(\.option).filter { (0..<mostOptions).contains($0) }
      let record = session.record(of: round)
      if let last = options.max() {
        var hands = record.hands.map { max(0, $0) }
        hands += Array(repeating: 0, count: max(0, last + 1 - hands.count))
        for option in options { hands[option] += 1 }
        events.append(.counted(round: round, hands: hands))
      }
      let words = answers.compactMap(\.text).filter { $0.contains { !$0.isWhitespace } }
      if !words.isEmpty {
        events.append(.noted(round: round, words: (record.words + words).sorted()))
      }
    }
    guard !marked.isEmpty else { return events }
    let document =
      (try? session.start.document())
      ?? Document(normalised: [], scalarCount: 0, paragraphs: [])
    for round in Set(marked).sorted() {
      guard let marks = marks(of: round, in: session, document) else { continue }
      events.append(.totalled(round: round, marks: marks))
    }
    return events
  }

  private static func marks(
    of round: Round, in session: Session, _ document: Document
  ) -> MarkTotals? {
    let own = session.pupils.map { $0.marks.filter { $0.round == round } }
    var paragraphs: Set<Int> = []
    for mark in own.joined() where mark.start < mark.end {
      let first = document.paragraph(at: mark.range.start)
      let last = document.paragraph(at: mark.range.end)
      guard first <= last else { continue }
      paragraphs.formUnion((first...last).lazy.map { $0 + 1 })
    }
    let comparison = Comparison(
      session, round: round, document: document, paragraphs: paragraphs.sorted())
    guard comparison.unit == "pupils" else { return nil }
    return MarkTotals(
      marking: own.count { !$0.isEmpty }, outOf: session.pupils.count,
      sentences: comparison.totals)
  }
}

/// Groups under numbers in place of names, which may be those of people.
struct GroupNames {
  static let board = "board"
  private static let start = "group "
  private var numbers: [String: Int] = [:]

  static func isNeutral(_ name: String) -> Bool {
    name.hasPrefix(start) && Int(name.dropFirst(start.count)) != nil
  }

  /// An event as far as it tells of nobody; nil when nothing is left of it.
  mutating func withoutPersons(_ event: SessionEvent) -> SessionEvent? {
    switch event {
    case .collected, .answered, .wrote: nil
    case .group(let round, let name, let marks):
      .group(round: round, name: neutral(name), marks: marks)
    case .marked(let mark): .marked(mark: Self.onTheBoard(mark))
    case .unmarked(let mark): .unmarked(mark: Self.onTheBoard(mark))
    case .began, .entered, .present, .opened, .closed, .counted, .noted, .hands, .totalled,
      .revealed,
      .answersShown, .compared, .paused, .continued, .resumed, .exported, .ended:
      event
    }
  }

  mutating func neutral(_ name: String) -> String {
    let number = numbers[name] ?? numbers.count + 1
    numbers[name] = number
    return Self.start + String(number)
  }

  static func onTheBoard(_ mark: Mark) -> Mark {
    var mark = mark
    mark.who = board
    mark.comment = ""
    return mark
  }
}
