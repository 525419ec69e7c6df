// What one pupil answered and marked, as a file: written by the pupil's program, taken in by the
// teacher's. Nothing in it is believed before it was looked at.

import Anchoring
public import Documents
import FoundationEssentials
import Text

/// Pupils' files.
public enum PupilFile {
  /// Bytes of a file beyond which it is not read.
  public static let largest = 4 << 20
  /// Marks and answers beyond which a file cannot be one pupil's work.
  public static let most = 2_000
  /// Scalars of a sentence that are kept.
  public static let longestWords = 2_000

  /// Why a code cannot be used; nil when it can. Codes are drawn, short and plain: a name may look the
  /// same, hence the teacher draws them.
  public static func fault(ofCode code: String) -> String? {
    let isPlain = code.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
    }
    if code.isEmpty || code.count > 12 || !isPlain || code.hasPrefix("-") {
      return "a code is up to 12 letters, digits and hyphens"
    }
    return code.lowercased() == "board" || code.lowercased() == "me"
      ? "this word is not free to be a code" : nil
  }

  /// The file's text; nil when there is something in it that JSON cannot say.
  public static func text(of answers: PupilAnswers) -> String? {
    SessionLines.encoded(Form(answers)).map { $0 + "\n" }
  }

  /// Reads a file as it stands, before anything in it is held against a lesson.
  public static func answers(in bytes: [UInt8]) -> Result<PupilAnswers, PupilFileFault> {
    guard bytes.count <= largest else {
      return .failure(PupilFileFault("is larger than any pupil's file"))
    }
    guard let form = try? JSONDecoder().decode(Form.self, from: Data(bytes)),
      form.sidelight == Form.mark
    else { return .failure(PupilFileFault("is not what join writes, or is damaged")) }
    if let why = fault(ofCode: form.answers.code) { return .failure(PupilFileFault(why)) }
    guard form.answers.answers.count <= most, form.answers.marks.count <= most else {
      return .failure(PupilFileFault("holds more than \(most) marks or answers"))
    }
    return .success(form.answers)
  }

  /// Holds a file against the pack it was made from: what fits, and a sentence for each thing that
  /// had to be left out or put right.
  public static func checked(_ answers: PupilAnswers, against pack: PupilPack, document: Document)
    -> Result<(answers: PupilAnswers, remarks: [String]), PupilFileFault>
  {
    guard answers.pack == pack.digest else {
      return .failure(PupilFileFault("belongs to another lesson, or to another version of it"))
    }
    var kept = PupilAnswers(pack: answers.pack, code: answers.code)
    var remarks: [String] = []
    let questions = Dictionary(
      pack.questions.map { ($0.round, $0) }, uniquingKeysWith: { first, _ in first })
    for answer in answers.answers {
      guard let question = questions[answer.round], let answer = fitting(answer, question) else {
        remarks.append(
          "an answer to question \(answer.round.question) does not fit and is left out")
        continue
      }
      kept.answers.removeAll { $0.round == answer.round }
      kept.answers.append(answer)
    }
    let labels = Set(pack.labels.map(\.name))
    for mark in answers.marks {
      guard questions[mark.round]?.type == .span, labels.contains(mark.label) else {
        remarks.append("a mark with a label or question of its own is left out")
        continue
      }
      guard let range = place(of: mark, in: document) else {
        remarks.append("a mark whose words do not stand in the text is left out")
        continue
      }
      var placed = mark
      placed.start = range.start.value
      placed.end = range.end.value
      placed.who = answers.code
      placed.comment = String(placed.comment.unicodeScalars.prefix(longestWords))
      if !kept.marks.contains(placed) { kept.marks.append(placed) }
    }
    return .success((kept, remarks))
  }

  private static func fitting(_ answer: PupilAnswer, _ question: PackQuestion) -> PupilAnswer? {
    switch question.type {
    case .choice:
      guard let option = answer.option, question.options.indices.contains(option) else {
        return nil
      }
      return PupilAnswer(round: answer.round, option: option)
    case .short:
      guard let text = answer.text else { return nil }
      return PupilAnswer(
        round: answer.round, text: String(text.unicodeScalars.prefix(longestWords)))
    case .span: return nil
    }
  }

  /// Where a mark's words stand: at its place, else found again by them and their surroundings.
  private static func place(of mark: Mark, in document: Document) -> ScalarRange? {
    guard mark.start >= 0, mark.end > mark.start, mark.exact.unicodeScalars.count <= 20_000,
      mark.prefix.unicodeScalars.count <= 64, mark.suffix.unicodeScalars.count <= 64
    else { return nil }
    let selector = TextSelector(
      quote: mark.exact, prefix: mark.prefix, suffix: mark.suffix, position: mark.range)
    let found = document.withBytes {
      selector.resolve(in: $0, isSameText: true, approximately: false)
    }
    return found.range
  }

  /// The file's form.
  private struct Form: Codable {
    static let mark = "answers 1"
    var sidelight: String
    var answers: PupilAnswers

    init(_ answers: PupilAnswers) {
      sidelight = Self.mark
      self.answers = answers
    }
  }
}
