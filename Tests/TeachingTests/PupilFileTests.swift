// The pupils' copy and what comes back from it.

import Foundation
import Teaching
import Testing
import Text

@Suite struct PupilFileTests {
  private let pack = PupilPack(Sample.lesson, document: Sample.document)

  private func mark(_ words: String, _ label: String = "Bandwagon", shift: Int = 0) -> Mark {
    let range = Sample.range(of: words, in: 1)
    return Mark(
      who: "B7", round: Sample.marking,
      range: ScalarRange(
        ScalarOffset(range.start.value + shift), ScalarOffset(range.end.value + shift)),
      exact: words, label: label)
  }

  private func checked(_ answers: PupilAnswers) throws -> (PupilAnswers, [String]) {
    let result = try PupilFile.checked(answers, against: pack, document: Sample.document).get()
    return (result.answers, result.remarks)
  }

  @Test func aPackHoldsNothingThatIsKeptBack() throws {
    let text = try #require(pack.fileText)
    #expect(!text.contains("SECRET"))
    #expect(!text.contains("anna-berg"))
    #expect(!text.contains("a betrayal\"}"))
    #expect(!text.contains("What does it claim"))
    #expect(text.contains("What kind of text is this?"))
    #expect(try PupilPack.read(Array(text.utf8)).get() == pack)
    #expect(pack.questions.map(\.round) == [Sample.first, Sample.marking, Sample.again])
  }

  @Test func aFileComesBackAsItWas() throws {
    let answers = PupilAnswers(
      pack: pack.digest, code: "B7",
      answers: [PupilAnswer(round: Sample.first, option: 1)], marks: [mark("a betrayal")])
    let text = try #require(PupilFile.text(of: answers))
    #expect(try PupilFile.answers(in: Array(text.utf8)).get() == answers)
    let (kept, remarks) = try checked(answers)
    #expect(kept == answers)
    #expect(remarks == [])
  }

  @Test func damagedAndForeignFilesAreRefused() throws {
    let good = try #require(PupilFile.text(of: PupilAnswers(pack: pack.digest, code: "B7")))
    for length in 0..<(good.utf8.count - 2) {
      guard case .failure = PupilFile.answers(in: Array(good.utf8.prefix(length))) else {
        Issue.record("cut at \(length) it was taken")
        continue
      }
    }
    for text in [
      "", "{}", "[]", "null", "\u{0}", good.replacingOccurrences(of: "answers 1", with: "x"),
    ] {
      guard case .failure = PupilFile.answers(in: Array(text.utf8)) else {
        Issue.record("\(text) was taken")
        continue
      }
    }
    guard
      case .failure(let fault) = PupilFile.answers(
        in: Array(repeating: 0x20, count: PupilFile.largest + 1))
    else {
      Issue.record("a huge file was taken")
      return
    }
    #expect(fault.why == "is larger than any pupil's file")
    let other = PupilAnswers(pack: "0", code: "B7")
    #expect(throws: PupilFileFault("belongs to another lesson, or to another version of it")) {
      try PupilFile.checked(other, against: pack, document: Sample.document).get()
    }
  }

  @Test func codesArePlain() {
    for code in ["B7", "a-1", "ABCDEFGHIJKL"] { #expect(PupilFile.fault(ofCode: code) == nil) }
    for code in ["", "Ännchen", "a b", "x/y", "../x", "\u{1B}[31m", "board", "ABCDEFGHIJKLM", "-r"]
    {
      #expect(PupilFile.fault(ofCode: code) != nil, "\(code)")
    }
  }

  @Test func marksAreFoundAgainOrLeftOut() throws {
    var answers = PupilAnswers(pack: pack.digest, code: "B7")
    answers.marks = [
      mark("Nobody asked us", shift: 7), mark("a betrayal", "No such label"),
      Mark(
        who: "B7", round: Sample.marking,
        range: ScalarRange(ScalarOffset(3), ScalarOffset(9)), exact: "not there",
        label: "Bandwagon"),
      Mark(
        who: "other", round: Sample.marking, range: Sample.range(of: "Anna", in: 1), exact: "Anna",
        label: "Bandwagon"),
    ]
    let (kept, remarks) = try checked(answers)
    #expect(kept.marks.map(\.exact) == ["Nobody asked us", "Anna"])
    #expect(kept.marks[0].range == Sample.range(of: "Nobody asked us", in: 1))
    #expect(kept.marks.map(\.who) == ["B7", "B7"])
    #expect(remarks.count == 2)
  }

  @Test func answersThatDoNotFitAreLeftOut() throws {
    var answers = PupilAnswers(pack: pack.digest, code: "B7")
    answers.answers = [
      PupilAnswer(round: Sample.first, option: 9), PupilAnswer(round: Sample.marking, text: "x"),
      PupilAnswer(round: Round(question: 77), option: 0),
      PupilAnswer(round: Sample.again, option: 0),
      PupilAnswer(round: Sample.again, option: 2),
    ]
    let (kept, remarks) = try checked(answers)
    #expect(kept.answers == [PupilAnswer(round: Sample.again, option: 2)])
    #expect(remarks.count == 3)
  }
}
