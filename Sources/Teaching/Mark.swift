// Marks on stretches of the text: what was marked, as what, by whom.

public import Text

/// One mark, as it is recorded. Offsets are Unicode scalars of the normalised text, half-open.
public struct Mark: Hashable, Sendable, Codable {
  /// A drawn code, a group's name, or `board` for what was marked in front of everybody.
  public var who: String
  public var round: Round
  public var start: Int
  public var end: Int
  /// The words themselves and up to 32 scalars around them, to find the place again.
  public var exact: String
  public var prefix: String
  public var suffix: String
  /// The label's name as the lesson has it.
  public var label: String
  public var comment: String

  public init(
    who: String, round: Round, range: ScalarRange, exact: String, prefix: String = "",
    suffix: String = "", label: String, comment: String = ""
  ) {
    self.who = who
    self.round = round
    start = range.start.value
    end = range.end.value
    self.exact = exact
    self.prefix = prefix
    self.suffix = suffix
    self.label = label
    self.comment = comment
  }

  public var range: ScalarRange { ScalarRange(ScalarOffset(start), ScalarOffset(end)) }
}

/// A labelled stretch without its author: an answer of the lesson, or a mark to be measured.
public struct LabelledSpan: Hashable, Sendable, Codable {
  public var label: String
  public var start: Int
  public var end: Int

  public init(label: String, start: Int, end: Int) {
    self.label = label
    self.start = start
    self.end = max(start, end)
  }

  public var range: ScalarRange { ScalarRange(ScalarOffset(start), ScalarOffset(end)) }
}

/// Hands counted for one sentence, under one label or none in particular.
public struct SentenceHands: Hashable, Sendable, Codable {
  public var sentence: SentenceNumber
  public var count: Int
  public var label: String?

  public init(sentence: SentenceNumber, count: Int, label: String? = nil) {
    self.sentence = sentence
    self.count = count
    self.label = label
  }
}

/// One of the marks that a group agreed on.
public struct GroupMark: Hashable, Sendable, Codable {
  public var sentence: SentenceNumber
  public var label: String?

  public init(sentence: SentenceNumber, label: String? = nil) {
    self.sentence = sentence
    self.label = label
  }
}

/// What one pupil answered and marked, as the pupil's file brings it.
public struct PupilAnswers: Hashable, Sendable, Codable {
  /// Which lesson the file belongs to: the digest of the pack's text and questions.
  public var pack: String
  /// The drawn code; never a name.
  public var code: String
  public var answers: [PupilAnswer]
  public var marks: [Mark]

  public init(pack: String, code: String, answers: [PupilAnswer] = [], marks: [Mark] = []) {
    self.pack = pack
    self.code = code
    self.answers = answers
    self.marks = marks
  }
}

/// One answer: the option's index counted from 0, or words.
public struct PupilAnswer: Hashable, Sendable, Codable {
  public var round: Round
  public var option: Int?
  public var text: String?

  public init(round: Round, option: Int? = nil, text: String? = nil) {
    self.round = round
    self.option = option
    self.text = text
  }
}
