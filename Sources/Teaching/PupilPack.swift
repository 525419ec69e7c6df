// The pupils' copy of a lesson, as one JSON file: text, questions, labels. There is no field for an
// answer, a teacher's word or a note, so none can get into it.

public import Documents
import FoundationEssentials
import Text

/// One question of a pack.
public struct PackQuestion: Hashable, Sendable, Codable {
  public var round: Round
  public var type: QuestionType
  public var text: String
  public var options: [String]
  /// Counted from 1; empty where it is about none in particular.
  public var paragraphs: [Int]

  public init(
    round: Round, type: QuestionType, text: String, options: [String], paragraphs: [Int]
  ) {
    self.round = round
    self.type = type
    self.text = text
    self.options = options
    self.paragraphs = paragraphs
  }

  /// As a question without answers.
  public var question: Question {
    Question(
      number: round.question, type: type, text: text, options: options, paragraphs: paragraphs)
  }
}

/// Why a pack or a pupil's file cannot be used, in a few words.
public struct PupilFileFault: Error, Hashable, Sendable {
  public var why: String
  public init(_ why: String) { self.why = why }
}

/// What pupils get.
public struct PupilPack: Hashable, Sendable, Codable {
  /// Bytes of a file beyond which it is not read.
  public static let largest = 64 << 20
  /// Tells a pack from any other JSON.
  private static let mark = "pack 1"

  private var sidelight: String
  public var title: String
  public var author: String?
  public var outlet: String?
  public var date: String?
  public var language: String?
  public var questions: [PackQuestion]
  public var labels: [ShownLabel]
  /// The whole normalised text.
  public var text: String
  /// Where its paragraphs stand, as `Document.paragraphBounds` has them.
  private var paragraphs: [Int]?

  /// The copy of a lesson. Questions of extra steps are left out: nobody knows yet whether they will
  /// be asked.
  public init(_ lesson: Lesson, document: Document) {
    sidelight = Self.mark
    title = lesson.title
    author = lesson.author
    outlet = lesson.outlet
    date = lesson.date
    language = lesson.language
    var seen: Set<Round> = []
    questions = lesson.flow.flatMap { lesson.steps[$0].rounds }.compactMap { round in
      guard seen.insert(round).inserted, let question = lesson.question(of: round) else {
        return nil
      }
      return PackQuestion(
        round: round, type: question.type, text: question.text, options: question.options,
        paragraphs: question.paragraphs)
    }
    labels = lesson.labels.map {
      ShownLabel(name: $0.name, definition: $0.definition, example: $0.example)
    }
    text = document.normalisedText
    paragraphs = document.paragraphBounds
  }

  /// The text, as in the lesson. Throws as opening a file does.
  public func document() throws(DocumentError) -> Document {
    try Document(kept: text, paragraphBounds: paragraphs)
  }

  /// The file's text; nil when there is something in it that JSON cannot say.
  public var fileText: String? { SessionLines.encoded(self).map { $0 + "\n" } }

  /// Names the pack: pupils' files that belong to it carry this.
  public var digest: String { ContentHash(of: SessionLines.encoded(self) ?? "").hex }

  /// Reads a pack's file.
  public static func read(_ bytes: [UInt8]) -> Result<PupilPack, PupilFileFault> {
    guard bytes.count <= largest else {
      return .failure(PupilFileFault("is larger than any that lesson pack writes"))
    }
    guard let pack = try? JSONDecoder().decode(PupilPack.self, from: Data(bytes)),
      pack.sidelight == mark
    else { return .failure(PupilFileFault("is not what lesson pack writes, or is damaged")) }
    return .success(pack)
  }
}
