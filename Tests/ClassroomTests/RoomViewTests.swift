// The room's pictures: recorded at three sizes, sound at all sizes and for any text, and saying
// nothing that must not be said.

import Classroom
import Foundation
import GoldenFrames
import Reader
import Screen
import Teaching
import Testing
import Text

extension RoomSlides {
  static func starts(_ text: String) -> [Int] {
    RoomParts.starts(of: text, size: RoomParts.nominal)
  }
}

extension RoomSlide {
  func picture(_ columns: Int = 60, _ rows: Int = 16) -> [String] {
    RoomView(self).frame(Size(columns: columns, rows: rows)).textPlane
  }

  func text(_ columns: Int = 60, _ rows: Int = 16) -> String {
    picture(columns, rows).joined(separator: "\n")
  }
}

@Suite struct RoomPictures {
  private static let goldens =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Goldens"

  @Test(arguments: [(60, 16), (50, 12), (120, 40)])
  func ofAllKindsOfSlide(columns: Int, rows: Int) {
    for (name, slide) in RoomSlides.all {
      let frame = RoomView(slide).frame(Size(columns: columns, rows: rows))
      let golden = "room-\(name)-\(columns)x\(rows)"
      if let difference = GoldenFrame.difference(frame, from: golden, in: Self.goldens) {
        Issue.record("\(difference)")
      }
    }
  }
}

@Suite struct RoomSoundness {
  @Test func everySlideAtEverySize() {
    for (index, (name, slide)) in RoomSlides.all.enumerated() {
      for columns in 1...80 {
        // A third of the sizes for each slide, and all of them for every three.
        for rows in 1...30 where (index + columns + rows) % 3 == 0 || columns * rows < 60 {
          let frame = RoomView(slide).frame(Size(columns: columns, rows: rows))
          #expect(frame.size == Size(columns: columns, rows: rows))
          #expect(GoldenFrame.isSound(frame), "\(name) at \(columns)x\(rows)")
        }
      }
      for (columns, rows) in [(0, 0), (0, 5), (5, 0), (200, 60), (300, 2)] {
        #expect(GoldenFrame.isSound(RoomView(slide).frame(Size(columns: columns, rows: rows))))
      }
    }
  }

  /// Long texts stay within the measure, which lies in the middle.
  @Test(arguments: [(60, 4, 52), (50, 3, 44), (120, 28, 64), (200, 68, 64)])
  func theMeasureIsShortAndInTheMiddle(columns: Int, left: Int, measure: Int) {
    // A long text in a small window takes what it can get.
    let long = columns < 60 ? RoomSlides.marked : RoomSlides.long()
    for slide in [long, RoomSlides.notes, RoomSlides.teach] {
      for line in slide.picture(columns, 20) where !line.isEmpty {
        #expect(line.prefix(left).allSatisfy { " ▌".contains($0) })
        #expect(CellWidth.of(line) <= left + measure)
      }
    }
  }

  static let hostile = [
    "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m text \u{202E}gnirts\u{202C} \u{0}end",
    String(repeating: "e" + String(repeating: "\u{301}", count: 40), count: 50),
    "漢字かな交じり文。 한국어 텍스트 ภาษาไทย עברית العربية हिन्दी क्ष 👨‍👩‍👧‍👦 🇺🇦 👍🏽 ❤️",
    String(repeating: "x", count: 3_000), "a\u{2028}b\u{2029}c\u{85}d\u{FEFF}\u{AD}", "", " ",
    "\n\n",
    "\u{A0}\u{A0}", "\u{301}", "-----",
  ]

  @Test(arguments: hostile) func hostileTextsEverywhere(text: String) {
    for emphasis in [
      RoomSlide.Emphasis.card, .text, .question, .notes, .comparison, .words,
    ] {
      for slide in Self.slides(text, emphasis) {
        for (columns, rows) in [(60, 16), (31, 9), (7, 5), (2, 3), (1, 1)] {
          let frame = RoomView(slide).frame(Size(columns: columns, rows: rows))
          #expect(GoldenFrame.isSound(frame), "\(emphasis) at \(columns)x\(rows)")
        }
      }
    }
  }

  /// A slide that holds a text wherever it can, and numbers that no program of ours writes.
  private static func slides(_ text: String, _ emphasis: RoomSlide.Emphasis) -> [RoomSlide] {
    var slide = RoomSlide(lesson: text, step: text)
    slide.emphasis = emphasis
    slide.words = text
    slide.card = [CardLine(name: text, value: text), CardLine(name: "", value: "")]
    slide.labels = [ShownLabel(name: text, definition: text, example: text)]
    slide.notes = [
      ShownNote(title: text, kind: text, description: text, body: text, sources: [text]),
      ShownNote(title: text, kind: text, description: text, sources: [text], isSelected: true),
    ]
    let far = [Int.min, -1, 0, 1, 3, text.unicodeScalars.count, Int.max]
    var shown = ShownText(paragraph: .max, count: -1, text: text, offset: 7)
    for (start, end) in zip(far, far.dropFirst() + [0]) {
      for kind in [ShownMark.Kind.mention, .label, .shared, .pointed] {
        shown.marks.append(
          ShownMark(start: start, end: end, kind: kind, intensity: start, label: text))
      }
    }
    shown.sentences = far
    slide.text = shown
    var question = ShownQuestion(
      number: -1, round: .max, type: .choice, text: text, options: [text, text, ""])
    question.answered = .min
    question.present = .max
    question.results = [
      ShownResult(round: 1, counts: [.max, .max, .min]), ShownResult(round: 1, counts: [1]),
      ShownResult(round: .max, counts: [0, 5, 0], words: [text]),
    ]
    question.shifts = [[.max, .max, .max], [.min, 0, 1], [5, 5]]
    question.answers = [text]
    slide.question = question
    slide.comparison = ShownComparison(
      outOf: .max, unit: text,
      sentences: [
        ShownSentence(
          number: SentenceNumber(paragraph: .max, sentence: .max), text: text, count: .max,
          labels: [ShownLabelCount(label: text, count: .min)])
      ], agenda: [0, 7, -1])
    var others: [RoomSlide] = [slide]
    for offset in [Int.min, Int.max, 1] {
      slide.text?.offset = offset
      slide.comparison?.current = offset
      slide.question?.isOpen.toggle()
      slide.question?.shifts = [[5, 5, 5], [0, 0, 0], [.max, 0, 0]]
      slide.notes[1].isSelected = false
      others.append(slide)
    }
    for type in [QuestionType.short, .span] {
      slide.question?.type = type
      others.append(slide)
    }
    return others
  }
}
