// What a lesson and a session add to a sheet: labels, questions to be written on, steps, and what
// came in.

/// A label with the number that is written beside a sentence.
public struct HandoutLabel: Hashable, Sendable {
  /// Counted from 1.
  public var number: Int
  public var name: String
  public var definition: String
  public var example: String

  public init(number: Int, name: String, definition: String = "", example: String = "") {
    self.number = number
    self.name = name
    self.definition = definition
    self.example = example
  }
}

/// A question on paper.
public struct HandoutQuestion: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    case choice([HandoutOption])
    /// So many lines to write on.
    case lines(Int)
    /// Marks in these paragraphs; empty for the whole text.
    case span([Int])
  }
  public var number: Int
  /// The asking that this is about, where it is not the first.
  public var again: Bool
  public var text: String
  public var form: Form
  /// How often it is answered on this sheet.
  public var rounds: Int
  /// Empty on a sheet without answers.
  public var answers: [HandoutAnswer]

  public init(
    number: Int, again: Bool = false, text: String, form: Form, rounds: Int = 1,
    answers: [HandoutAnswer] = []
  ) {
    self.number = number
    self.again = again
    self.text = text
    self.form = form
    self.rounds = rounds
    self.answers = answers
  }
}

/// One of several.
public struct HandoutOption: Hashable, Sendable {
  public var text: String
  /// Never true on a sheet without answers.
  public var isAnswer: Bool
  public init(_ text: String, isAnswer: Bool = false) {
    self.text = text
    self.isAnswer = isAnswer
  }
}

/// An answer in words.
public struct HandoutAnswer: Hashable, Sendable {
  /// `2 Loaded language`; empty where it has no label.
  public var label: String
  public var text: String
  /// Whether the text is a quotation.
  public var isQuotation: Bool
  /// The sentences where it stands (`3·3`), or why it was not found.
  public var place: String

  public init(label: String = "", text: String, isQuotation: Bool = false, place: String = "") {
    self.label = label
    self.text = text
    self.isQuotation = isQuotation
    self.place = place
  }
}

/// A step as the teacher has it in hand.
public struct HandoutStep: Hashable, Sendable {
  /// `3 · Teach · 4 min · ¶ 3, 8`.
  public var heading: String
  /// `9–13 min` from the start; empty where minutes are missing or the step is optional.
  public var clock: String
  public var words: [String]
  public var teacherWords: [String]
  public var questions: [HandoutQuestion]
  public var notes: [HandoutMention]
  /// What else is uncovered, in a sentence each.
  public var shows: [String]

  public init(heading: String, clock: String = "") {
    self.heading = heading
    self.clock = clock
    words = []
    teacherWords = []
    questions = []
    notes = []
    shows = []
  }
}

/// What a class answered, as it was shown.
public struct HandoutResult: Hashable, Sendable {
  /// One asking.
  public struct Round: Hashable, Sendable {
    /// `first`, `again`; empty for the only one.
    public var name: String
    /// For each option.
    public var counts: [Int]
    public var words: [String]
    public init(name: String = "", counts: [Int] = [], words: [String] = []) {
      self.name = name
      self.counts = counts
      self.words = words
    }
    /// How many there were in all.
    public var total: Int { counts.reduce(0) { $0.addingReportingOverflow($1).partialValue } }
  }
  public var number: Int
  public var text: String
  public var options: [String]
  public var rounds: [Round]
  /// The lesson's own answers, where they were shown.
  public var answers: [String]

  public init(
    number: Int, text: String, options: [String] = [], rounds: [Round] = [],
    answers: [String] = []
  ) {
    self.number = number
    self.text = text
    self.options = options
    self.rounds = rounds
    self.answers = answers
  }
}

/// How a class marked sentences, as it was shown.
public struct HandoutComparison: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public var sentence: String
    public var text: String
    public var count: Int
    /// `Loaded language 5`, the most frequent first.
    public var labels: [String]
    /// One of the largest differences.
    public var isAgenda: Bool

    public init(
      sentence: String, text: String, count: Int, labels: [String] = [], isAgenda: Bool = false
    ) {
      self.sentence = sentence
      self.text = text
      self.count = count
      self.labels = labels
      self.isAgenda = isAgenda
    }
  }
  /// The question that was compared.
  public var question: String
  public var outOf: Int
  /// `pupils`, `hands` or `groups`.
  public var unit: String
  public var rows: [Row]

  public init(question: String, outOf: Int, unit: String, rows: [Row] = []) {
    self.question = question
    self.outOf = outOf
    self.unit = unit
    self.rows = rows
  }
}
