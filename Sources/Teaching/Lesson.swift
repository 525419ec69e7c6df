// A lesson as its file says it: front matter, labels, steps and questions, each with its line. What a
// lesson looks like on the screen or on paper is not decided here.

public import Notes

/// What a step asks of the class.
public enum StepKind: String, Hashable, Sendable, CaseIterable, Codable {
  case stop, investigate, teach, read, mark, vote, compare, reveal, discuss, exit
}

/// How a question is answered.
public enum QuestionType: String, Hashable, Sendable, CaseIterable, Codable {
  /// One of several options.
  case choice
  /// A sentence in one's own words.
  case short
  /// Marks on stretches of the text.
  case span
}

/// What is kept of a session by default.
public enum Anonymity: String, Hashable, Sendable, CaseIterable, Codable {
  /// Totals only.
  case none
  /// Single answers too, under drawn codes.
  case codes
}

/// One technique or other label of the lesson, in plain words.
public struct LessonLabel: Hashable, Sendable {
  public var name: String
  /// One neutral sentence, empty where the lesson gives none.
  public var definition: String
  /// An example that is not from the text, empty where the lesson gives none.
  public var example: String
  public var line: Int

  public init(_ name: String, definition: String = "", example: String = "", line: Int = 0) {
    self.name = name
    self.definition = definition
    self.example = example
    self.line = line
  }
}

/// An answer that the lesson holds ready: an option, a sentence, or words of the text.
public struct LessonAnswer: Hashable, Sendable {
  /// The label of a span, as written; nil for other questions.
  public var label: String?
  /// The option, the sentence, or the quotation.
  public var text: String
  public var line: Int

  public init(label: String? = nil, text: String, line: Int = 0) {
    self.label = label
    self.text = text
    self.line = line
  }
}

/// A question, asked once or in several rounds.
public struct Question: Hashable, Sendable {
  /// Counted from 1 in order of the file.
  public var number: Int
  public var type: QuestionType
  public var text: String
  /// Of a choice question.
  public var options: [String]
  public var answers: [LessonAnswer]
  /// Paragraphs it is about, counted from 1: those of its step.
  public var paragraphs: [Int]
  public var line: Int

  public init(
    number: Int, type: QuestionType, text: String, options: [String] = [],
    answers: [LessonAnswer] = [], paragraphs: [Int] = [], line: Int = 0
  ) {
    self.number = number
    self.type = type
    self.text = text
    self.options = options
    self.answers = answers
    self.paragraphs = paragraphs
    self.line = line
  }
}

/// One asking of a question.
public struct Round: Hashable, Sendable, Codable, Comparable {
  /// The question's number, counted from 1.
  public var question: Int
  /// 1 for the first asking, 2 for the second.
  public var round: Int

  public init(question: Int, round: Int = 1) {
    self.question = question
    self.round = round
  }

  public static func < (left: Round, right: Round) -> Bool {
    (left.question, left.round) < (right.question, right.round)
  }
}

/// What a step uncovers.
public enum ShownItem: Hashable, Sendable {
  case note(NoteID, line: Int)
  /// Every note of the step's paragraphs.
  case all(line: Int)
  /// The answers of the questions asked so far.
  case answers(line: Int)
}

/// One step of a lesson.
public struct Step: Hashable, Sendable {
  public var kind: StepKind
  public var minutes: Int?
  /// Paragraphs it works on, counted from 1; empty for the whole text.
  public var paragraphs: [Int]
  /// Left out by the flow; gone to by hand.
  public var isOptional: Bool
  /// What the class sees, paragraphs with a blank line between them.
  public var words: String
  /// What only the teacher sees.
  public var teacherWords: String
  /// Questions put in this step, in order.
  public var rounds: [Round]
  public var shows: [ShownItem]
  public var line: Int

  public init(
    kind: StepKind, minutes: Int? = nil, paragraphs: [Int] = [], isOptional: Bool = false,
    words: String = "", teacherWords: String = "", rounds: [Round] = [], shows: [ShownItem] = [],
    line: Int = 0
  ) {
    self.kind = kind
    self.minutes = minutes
    self.paragraphs = paragraphs
    self.isOptional = isOptional
    self.words = words
    self.teacherWords = teacherWords
    self.rounds = rounds
    self.shows = shows
    self.line = line
  }
}

/// A whole lesson.
public struct Lesson: Hashable, Sendable {
  public var title: String
  /// The text, as the file names it: a path from the lesson file's folder, else from the notes folder
  /// around `lessons/`, else from the folder above that, else from the working folder.
  public var document: String
  public var author: String?
  public var outlet: String?
  public var translator: String?
  public var date: String?
  /// BCP 47 tag of the lesson's own words.
  public var language: String?
  /// Minutes there are in all.
  public var minutes: Int?
  public var labels: [LessonLabel]
  public var anonymity: Anonymity
  /// Notes that the lesson keeps back on purpose.
  public var keptBack: [NoteID]
  /// Said to the teacher before the first step.
  public var teacherWords: String
  public var questions: [Question]
  public var steps: [Step]
  /// Lines of the front matter's keys, counted from 1.
  public var keyLines: [String: Int]

  public init(
    title: String, document: String, labels: [LessonLabel] = [], anonymity: Anonymity = .none,
    teacherWords: String = "", questions: [Question] = [], steps: [Step] = []
  ) {
    self.title = title
    self.document = document
    self.labels = labels
    self.anonymity = anonymity
    self.teacherWords = teacherWords
    self.questions = questions
    self.steps = steps
    keptBack = []
    keyLines = [:]
  }

  /// The question of a round; nil for one that the lesson does not have.
  public func question(of round: Round) -> Question? {
    questions.indices.contains(round.question - 1) ? questions[round.question - 1] : nil
  }

  /// The steps that the flow goes through, by index.
  public var flow: [Int] { steps.indices.filter { !steps[$0].isOptional } }
}
