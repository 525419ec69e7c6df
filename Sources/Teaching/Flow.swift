// What comes next in a lesson: one act at a time, the same whoever presses the key. Nothing is ever
// uncovered on the way but in a reveal step.

public import Notes

/// One act of the flow.
public enum Act: Hashable, Sendable {
  case open(Round)
  case close(Round)
  /// The marks of a round, sentence by sentence.
  case compare(Round)
  case reveal([NoteID])
  /// The lesson's own answers to some rounds.
  case showAnswers([Round])
  /// Another step, by its index.
  case enter(Int)
  /// The last step is done.
  case finish
}

/// The way through a lesson.
public struct Flow: Sendable {
  public let lesson: Lesson
  /// The notes mentioned in a paragraph counted from 1, in the order of the pane.
  private let mentioned: @Sendable (Int) -> [NoteID]
  private let paragraphCount: Int

  /// Notes that the lesson keeps back on purpose belong to no step, unless it names them there.
  public init(
    _ lesson: Lesson, paragraphCount: Int, mentioned: @escaping @Sendable (Int) -> [NoteID]
  ) {
    self.lesson = lesson
    self.paragraphCount = paragraphCount
    let keptBack = Set(lesson.keptBack)
    self.mentioned = { paragraph in mentioned(paragraph).filter { !keptBack.contains($0) } }
  }

  /// The step a session is in; the first one when the lesson has fewer than the session says, nil
  /// when it has none at all.
  public func step(of session: Session) -> Step? {
    lesson.steps.indices.contains(session.step) ? lesson.steps[session.step] : lesson.steps.first
  }

  /// What the one key does now.
  public func next(in session: Session) -> Act {
    guard let step = step(of: session) else { return .finish }
    // An open question is closed first, wherever it was opened: it would stay open unseen.
    if let open = session.open { return .close(open) }
    for round in step.rounds where session.record(of: round).phase == .untouched {
      return .open(round)
    }
    if step.kind == .compare, let round = comparedRound(at: session.step),
      !session.record(of: round).isCompared
    {
      return .compare(round)
    }
    if step.kind == .reveal, let act = uncovering(step, in: session) { return act }
    return lesson.flow.first { $0 > session.step }.map { .enter($0) } ?? .finish
  }

  /// The step that the flow came from; nil at its beginning.
  public func previous(of session: Session) -> Int? {
    lesson.flow.last { $0 < session.step }
  }

  /// The marking that a compare step talks about: the last one asked in it or before it.
  public func comparedRound(at step: Int) -> Round? {
    lesson.steps.prefix(step + 1).flatMap(\.rounds).last {
      lesson.question(of: $0)?.type == .span
    }
  }

  /// Rounds asked and closed up to the present step, in the order in which they were asked.
  public func askedRounds(in session: Session) -> [Round] {
    var seen: Set<Round> = []
    return lesson.steps.prefix(session.step + 1).flatMap(\.rounds).filter {
      session.record(of: $0).phase == .closed && seen.insert($0).inserted
    }
  }

  /// The notes that belong to a step: those it shows, in its order; for a step that shows none,
  /// those mentioned in its paragraphs.
  public func notes(of step: Step) -> [NoteID] {
    var result: [NoteID] = []
    for item in step.shows {
      switch item {
      case .note(let id, _): result.append(id)
      case .all: result += paragraphs(of: step).flatMap(mentioned)
      case .answers: break
      }
    }
    if result.isEmpty, step.shows.isEmpty { result = step.paragraphs.flatMap(mentioned) }
    var seen: Set<NoteID> = []
    return result.filter { seen.insert($0).inserted }
  }

  /// The paragraphs of a step, counted from 1; all of the text where it names none.
  public func paragraphs(of step: Step) -> [Int] {
    let known = step.paragraphs.filter { $0 >= 1 && $0 <= paragraphCount }
    return known.isEmpty && paragraphCount > 0 ? Array(1...paragraphCount) : known
  }

  /// Whether a step shows the text at all: a stop and an investigation keep it back unless they name
  /// paragraphs.
  public func showsText(_ step: Step) -> Bool {
    if paragraphCount == 0 { return false }
    switch step.kind {
    case .stop, .investigate: return !step.paragraphs.isEmpty
    case .teach, .vote, .exit: return !step.paragraphs.isEmpty
    case .read, .mark, .compare, .reveal, .discuss: return true
    }
  }

  private func uncovering(_ step: Step, in session: Session) -> Act? {
    for item in step.shows {
      switch item {
      case .note(let id, _):
        if !session.revealed.contains(id.value) { return .reveal([id]) }
      case .all:
        let hidden = paragraphs(of: step).flatMap(mentioned).filter {
          !session.revealed.contains($0.value)
        }
        var seen: Set<NoteID> = []
        if !hidden.isEmpty { return .reveal(hidden.filter { seen.insert($0).inserted }) }
      case .answers:
        let rounds = askedRounds(in: session).filter { !session.record(of: $0).showsAnswers }
        if !rounds.isEmpty { return .showAnswers(rounds) }
      }
    }
    return nil
  }
}
