// A session as its events make it: replaying the record gives the same value again, whatever moment
// the program was killed at. Nothing here knows a clock; every event brings its own time.

/// What has come in for one asking of a question.
public struct RoundRecord: Hashable, Sendable {
  public enum Phase: Hashable, Sendable { case untouched, open, closed }

  public var phase = Phase.untouched
  /// Hands for each option, as counted last; empty when none were counted.
  public var hands: [Int] = []
  /// Sentences said aloud, as taken down.
  public var words: [String] = []
  /// Hands for each sentence, as counted last.
  public var sentences: [SentenceHands] = []
  /// Pupils' marks as counts; nil while there are single ones, or none.
  public var totals: MarkTotals?
  /// Marks of groups by the group's name, in the order in which they came.
  public var groups: [GroupMarks] = []
  /// Whether the lesson's own answers were shown for it.
  public var showsAnswers = false
  /// Whether the comparison of marks was shown for it.
  public var isCompared = false

  public init() {}
}

/// What one group agreed to have marked.
public struct GroupMarks: Hashable, Sendable {
  public var name: String
  public var marks: [GroupMark]

  public init(name: String, marks: [GroupMark]) {
    self.name = name
    self.marks = marks
  }
}

/// What somebody who studies alone wrote before a note opened.
public struct StudyWords: Hashable, Sendable {
  public var note: String
  public var words: String

  public init(note: String, words: String) {
    self.note = note
    self.words = words
  }
}

/// One session. Events whose numbers the lesson does not have are kept as they are: who asks with
/// the lesson in hand passes over them.
public struct Session: Hashable, Sendable {
  public let start: SessionStart
  /// Index of the step that was entered last.
  public private(set) var step = 0
  /// How many are in the room, as said last; nil when nobody said.
  public private(set) var present: Int?
  /// The round that takes answers now.
  public private(set) var open: Round?
  public private(set) var rounds: [Round: RoundRecord] = [:]
  /// Notes uncovered, by id, in the order in which they were.
  public private(set) var revealed: [String] = []
  /// The newest file of each pupil, in the order of their codes.
  public private(set) var pupils: [PupilAnswers] = []
  /// Marks made in front of everybody.
  public private(set) var boardMarks: [Mark] = []
  /// One's own answers, the newest of each round, in the order of the rounds.
  public private(set) var ownAnswers: [PupilAnswer] = []
  public private(set) var written: [StudyWords] = []
  /// Copies outside the session's folder, by path.
  public private(set) var exports: [String] = []
  /// What is to be kept, once the session is over; nil while it is not.
  public private(set) var keeping: SessionKeeping?
  private var clock: SessionClock

  /// A session that has just begun. The time is in seconds since 1970.
  public init(_ start: SessionStart, at time: Int) {
    self.start = start
    clock = SessionClock(began: time)
  }

  /// The session that a record tells of; nil when the first event does not begin one.
  public init?(_ events: some Sequence<TimedEvent>) {
    var events = events.makeIterator()
    guard let first = events.next(), case .began(let start) = first.event else { return nil }
    self.init(start, at: first.at)
    while let event = events.next() { apply(event) }
  }

  public var isOver: Bool { keeping != nil }
  public var isPaused: Bool { clock.pausedAt != nil }
  /// When it began, in seconds since 1970.
  public var began: Int { clock.began }

  /// When the last event was, in seconds since 1970.
  public var lastTime: Int { clock.last }

  /// What came in for a round by hands, words and groups; nothing for a round that was never
  /// touched. Pupils' files are in `pupils`.
  public func record(of round: Round) -> RoundRecord { rounds[round] ?? RoundRecord() }

  /// Seconds spent in the present step and in the session, pauses left out.
  public func elapsed(at now: Int) -> (step: Int, session: Int) { clock.elapsed(at: now) }

  /// Takes one event.
  public mutating func apply(_ timed: TimedEvent) {
    clock.take(timed)
    switch timed.event {
    case .began, .paused, .continued, .resumed: break
    case .entered(let index): step = max(0, index)
    case .present(let count): present = max(0, count)
    case .opened(let round):
      if let open, open != round { rounds[open, default: RoundRecord()].phase = .closed }
      rounds[round, default: RoundRecord()].phase = .open
      open = round
    case .closed(let round):
      rounds[round, default: RoundRecord()].phase = .closed
      if open == round { open = nil }
    case .counted(let round, let hands): rounds[round, default: RoundRecord()].hands = hands
    case .noted(let round, let words): rounds[round, default: RoundRecord()].words = words
    case .hands(let round, let sentences):
      rounds[round, default: RoundRecord()].sentences = sentences
    case .totalled(let round, let marks):
      rounds[round, default: RoundRecord()].totals = marks
    case .group(let round, let name, let marks): take(group: name, marks, in: round)
    case .answersShown(let shown):
      for round in shown { rounds[round, default: RoundRecord()].showsAnswers = true }
    case .compared(let round): rounds[round, default: RoundRecord()].isCompared = true
    case .revealed(let notes):
      for note in notes where !revealed.contains(note) { revealed.append(note) }
    case .collected(let answers): take(answers)
    case .marked(let mark): if !boardMarks.contains(mark) { boardMarks.append(mark) }
    case .unmarked(let mark): boardMarks.removeAll { $0 == mark }
    case .wrote(let note, let words):
      written.removeAll { $0.note == note }
      written.append(StudyWords(note: note, words: words))
    case .answered(let answer):
      ownAnswers.removeAll { $0.round == answer.round }
      ownAnswers.append(answer)
      ownAnswers.sort { $0.round < $1.round }
    case .exported(let path): if !exports.contains(path) { exports.append(path) }
    case .ended(let keeping):
      open = nil
      self.keeping = keeping
    }
  }

  /// The same session as it is when nobody's own answers are kept; see `SessionTotals`.
  public var totals: Session {
    var session = self
    for event in SessionTotals.counts(of: self) { session.apply(TimedEvent(at: began, event)) }
    session.pupils = []
    session.ownAnswers = []
    session.written = []
    var names = GroupNames()
    for round in session.rounds.keys.sorted() {
      session.rounds[round]?.groups = record(of: round).groups.map {
        GroupMarks(name: names.neutral($0.name), marks: $0.marks)
      }
    }
    session.boardMarks = boardMarks.map(GroupNames.onTheBoard)
    return session
  }

  private mutating func take(group name: String, _ marks: [GroupMark], in round: Round) {
    var groups = record(of: round).groups
    if let place = groups.firstIndex(where: { $0.name == name }) {
      groups[place].marks = marks
    } else {
      groups.append(GroupMarks(name: name, marks: marks))
    }
    rounds[round, default: RoundRecord()].groups = groups
  }

  private mutating func take(_ answers: PupilAnswers) {
    pupils.removeAll { $0.code == answers.code }
    let place = pupils.firstIndex { $0.code > answers.code } ?? pupils.count
    pupils.insert(answers, at: place)
  }
}

/// How long things took, from the times of the events.
private struct SessionClock: Hashable, Sendable {
  var began: Int
  /// When the present step was entered, and seconds that do not count since then.
  private var entered: Int
  private var stepPause = 0
  private var pause = 0
  var pausedAt: Int?
  private(set) var last: Int

  init(began: Int) {
    self.began = began
    entered = began
    last = began
  }

  mutating func take(_ timed: TimedEvent) {
    // A clock that was put back must not make time run backwards.
    let now = max(timed.at, last)
    switch timed.event {
    case .entered:
      if let since = pausedAt {
        pause += now - since
        pausedAt = now
      }
      entered = now
      stepPause = 0
    case .paused: if pausedAt == nil { pausedAt = now }
    case .continued:
      if let since = pausedAt { skip(now - since) }
      pausedAt = nil
    case .resumed:
      if pausedAt == nil {
        skip(now - last)
      } else if let since = pausedAt {
        skip(now - since)
        pausedAt = now
      }
    default: break
    }
    last = now
  }

  private mutating func skip(_ seconds: Int) {
    pause += seconds
    stepPause += seconds
  }

  func elapsed(at now: Int) -> (step: Int, session: Int) {
    let now = max(now, last)
    let open = pausedAt.map { now - $0 } ?? 0
    return (max(0, now - entered - stepPause - open), max(0, now - began - pause - open))
  }
}
