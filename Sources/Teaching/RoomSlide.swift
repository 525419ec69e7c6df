// What the room sees at one moment, whole: the presenter's safe screen and the room's own screen draw
// from this value alone, and it is all that is ever written where the room can read it. What is not
// in here cannot leak.

/// One picture for the room.
public struct RoomSlide: Hashable, Sendable, Codable {
  public var lesson: String
  /// `Step 3 of 9 · mark`.
  public var step: String
  /// The step's words to the class.
  public var words: String
  /// Nothing but a dark screen.
  public var isBlank: Bool
  /// What matters most now and is shown first.
  public var emphasis: Emphasis
  public var card: [CardLine]
  public var text: ShownText?
  public var question: ShownQuestion?
  public var labels: [ShownLabel]
  public var notes: [ShownNote]
  /// The comparison of marks: sentences of the step's paragraphs with their counts.
  public var comparison: ShownComparison?

  public enum Emphasis: String, Hashable, Sendable, Codable {
    case card, text, question, notes, comparison, words
  }

  public init(lesson: String, step: String) {
    self.lesson = lesson
    self.step = step
    words = ""
    isBlank = false
    emphasis = .words
    card = []
    labels = []
    notes = []
  }
}

/// A line of the stop card: `Author`, `Alexander Dugin`.
public struct CardLine: Hashable, Sendable, Codable {
  public var name: String
  public var value: String
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// The paragraph in front of the class.
public struct ShownText: Hashable, Sendable, Codable {
  /// Counted from 1.
  public var paragraph: Int
  public var count: Int
  public var text: String
  /// Scalars from the paragraph's start to the first line on the presenter's screen; 0 at its top.
  public var offset: Int
  /// Stretches that are marked, in scalars from the paragraph's start.
  public var marks: [ShownMark]
  /// Starts of the numbered sentences, in scalars from the paragraph's start; empty where sentences
  /// are not numbered.
  public var sentences: [Int]

  public init(
    paragraph: Int, count: Int, text: String, offset: Int = 0, marks: [ShownMark] = [],
    sentences: [Int] = []
  ) {
    self.paragraph = paragraph
    self.count = count
    self.text = text
    self.offset = offset
    self.marks = marks
    self.sentences = sentences
  }
}

/// A marked stretch.
public struct ShownMark: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable {
    /// A mention of a note that has been revealed.
    case mention
    /// Marked on the board, or an answer that has been shown.
    case label
    /// Marked by some of the class; see `intensity`.
    case shared
    /// Being pointed at: words selected, or found by a search.
    case pointed
  }
  public var start: Int
  public var end: Int
  public var kind: Kind
  /// 1 to 4 for `shared`, by the share of the class; else 0.
  public var intensity: Int
  public var label: String

  public init(start: Int, end: Int, kind: Kind, intensity: Int = 0, label: String = "") {
    self.start = start
    self.end = end
    self.kind = kind
    self.intensity = intensity
    self.label = label
  }
}

/// A question as the room may see it: no counts before it is closed but how many are in.
public struct ShownQuestion: Hashable, Sendable, Codable {
  public var number: Int
  public var round: Int
  public var type: QuestionType
  public var text: String
  public var options: [String]
  public var isOpen: Bool
  /// Answers in, and those present where that is known.
  public var answered: Int
  public var present: Int?
  /// Distributions to be shown, one a round; empty while open.
  public var results: [ShownResult]
  /// From option to option, rows before, columns after; only where single answers exist and are
  /// enough to be shown.
  public var shifts: [[Int]]
  /// The lesson's own answers, once shown.
  public var answers: [String]

  public init(number: Int, round: Int, type: QuestionType, text: String, options: [String]) {
    self.number = number
    self.round = round
    self.type = type
    self.text = text
    self.options = options
    isOpen = false
    answered = 0
    results = []
    shifts = []
    answers = []
  }
}

/// One distribution. Without counts and words there were too few answers to be shown.
public struct ShownResult: Hashable, Sendable, Codable {
  public var round: Int
  public var counts: [Int]
  /// Short answers, in an order that says nothing about who wrote them.
  public var words: [String]
  public init(round: Int, counts: [Int] = [], words: [String] = []) {
    self.round = round
    self.counts = counts
    self.words = words
  }
}

public struct ShownLabel: Hashable, Sendable, Codable {
  public var name: String
  public var definition: String
  public var example: String
  public init(name: String, definition: String = "", example: String = "") {
    self.name = name
    self.definition = definition
    self.example = example
  }
}

/// A note that has been revealed.
public struct ShownNote: Hashable, Sendable, Codable {
  public var title: String
  public var kind: String
  public var description: String
  /// The body in plain words, empty unless the note is open in front of the class.
  public var body: String
  /// A line for each source.
  public var sources: [String]
  public var isSelected: Bool

  public init(
    title: String, kind: String = "", description: String = "", body: String = "",
    sources: [String] = [], isSelected: Bool = false
  ) {
    self.title = title
    self.kind = kind
    self.description = description
    self.body = body
    self.sources = sources
    self.isSelected = isSelected
  }
}

/// How a class marked the sentences of some paragraphs.
public struct ShownComparison: Hashable, Sendable, Codable {
  /// Pupils, hands or groups that the counts are out of.
  public var outOf: Int
  /// `pupils`, `hands` or `groups`.
  public var unit: String
  public var sentences: [ShownSentence]
  /// The largest differences, at most three, as indices into `sentences`.
  public var agenda: [Int]
  /// Which of the agenda is talked about now.
  public var current: Int?

  public init(outOf: Int, unit: String, sentences: [ShownSentence], agenda: [Int]) {
    self.outOf = outOf
    self.unit = unit
    self.sentences = sentences
    self.agenda = agenda
  }
}

/// One sentence: how many marked it, and as what.
public struct ShownSentence: Hashable, Sendable, Codable {
  public var number: SentenceNumber
  public var text: String
  public var count: Int
  /// By label, the most frequent first.
  public var labels: [ShownLabelCount]

  public init(
    number: SentenceNumber, text: String, count: Int, labels: [ShownLabelCount] = []
  ) {
    self.number = number
    self.text = text
    self.count = count
    self.labels = labels
  }
}

public struct ShownLabelCount: Hashable, Sendable, Codable {
  public var label: String
  public var count: Int
  public init(label: String, count: Int) {
    self.label = label
    self.count = count
  }
}
