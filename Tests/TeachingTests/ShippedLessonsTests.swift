// The lessons that come with the program have the numbers that their plan asks for. That the check
// has nothing to say about them is in Tests/Transcripts/lesson-shipped.transcript.

import Documents
import Foundation
import Notes
import Testing
import Text
import Vault

@testable import Teaching

@Suite struct ShippedLessonsTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func lesson(_ name: String) throws -> Lesson {
    let path = Self.root + "/Notes/lessons/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(LessonFormat.isLesson(text))
    let (lesson, problems) = LessonFormat(yaml: YAMLReader()).read(text, path: path)
    #expect(problems == [])
    return lesson
  }

  @Test func theLongLessonFollowsItsPlan() throws {
    let lesson = try lesson("istanbul-column-45.md")
    let flow = lesson.flow.map { lesson.steps[$0] }
    #expect(
      flow.map { "\($0.kind.rawValue) \($0.minutes ?? 0)" } == [
        "stop 4", "investigate 5", "teach 4", "read 7", "mark 8", "compare 6", "reveal 6", "vote 3",
        "exit 2",
      ])
    #expect(lesson.minutes == 45)
    #expect(flow.compactMap(\.minutes).reduce(0, +) == 45)
    for kind in [StepKind.read, .mark, .compare, .reveal] {
      #expect(flow.first { $0.kind == kind }?.paragraphs == [3, 8])
    }
    #expect(lesson.questions.count == 12)
    let asked = flow.flatMap(\.rounds)
    #expect(Set(asked.map(\.question)).count == 5)
    #expect(asked.filter { $0.round == 2 }.map(\.question) == [2, 1])
    #expect(asked.allSatisfy { $0.round <= 2 })
    let optional = lesson.steps.filter(\.isOptional).flatMap(\.rounds)
    #expect(Set(optional.map(\.question)) == Set(6...12))
    #expect(lesson.anonymity == .none)
    #expect(!lesson.teacherWords.isEmpty)
  }

  @Test func labelsAreExplainedInOtherWordsThanTheText() throws {
    let lesson = try lesson("istanbul-column-45.md")
    let text = try column().normalisedText.lowercased()
    #expect(lesson.labels.count == 4)
    for label in lesson.labels {
      #expect(!label.definition.isEmpty)
      #expect(!label.example.isEmpty)
      for name in ["dugin", "russia", "ukrain", "putin", "zelensky", "war", "kyiv"] {
        #expect(!(label.definition + label.example).lowercased().contains(name))
      }
      for quoted in label.example.split(separator: "\"") where quoted.count > 12 {
        #expect(!text.contains(quoted.lowercased()))
      }
    }
  }

  @Test func theAnswersStandWhereTheyShould() throws {
    let lesson = try lesson("istanbul-column-45.md")
    let document = try column()
    let question = try #require(lesson.questions.first { $0.type == .span })
    let placed = LessonAnswers.spans(of: question, in: document)
    #expect((15...25).contains(placed.count))
    #expect(Set(placed.compactMap(\.span)).count == placed.count)
    let paragraphs = placed.compactMap(\.span).map {
      document.paragraph(at: $0.range.start) + 1
    }
    #expect(Set(paragraphs) == [3, 8])
    #expect(Set(placed.compactMap(\.answer.label)) == Set(lesson.labels.map(\.name)))
  }

  @Test func theShortLessonIsSourceWorkAlone() throws {
    let lesson = try lesson("source-work-15.md")
    #expect(Set(lesson.steps.map(\.kind)) == [.stop, .investigate])
    #expect(lesson.steps.compactMap(\.minutes).reduce(0, +) == 15)
    #expect(lesson.minutes == 15)
    #expect(lesson.labels == [])
  }

  private func column() throws -> Document {
    try TextFile.open(Self.root + "/seeds/dugin-istanbul-2025-07-24.txt")
  }
}
