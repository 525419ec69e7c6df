// Slides of the sample's lesson, as the room would be shown them.

import Foundation
import Teaching

enum RoomSlides {
  static let paragraph = """
    It is worth pausing to consider the factor of Vladimir Medinsky. Many mistakenly believed, due \
    to a lack of details, that he was to blame for the failure of the first Istanbul negotiations \
    in 2022, which were followed by battlefield difficulties for Russia. He was not at fault and, \
    both then and now, pursued a firmly patriotic line. He is an intelligent man for whom the \
    homeland is not up for sale. The first round of the new negotiations made this crystal clear.
    """
  static let short = """
    There will be no miracle. The Ukrainian Nazis are still unprepared to surrender, so there is \
    nothing to discuss.
    """
  static let labels = [
    ShownLabel(
      name: "Loaded language", definition: "words chosen for the feeling they carry",
      example: "a so-called expert"),
    ShownLabel(
      name: "Appeal to fear", definition: "says that something terrible will follow",
      example: "if they win, nobody will be safe"),
    ShownLabel(
      name: "Black-and-white", definition: "leaves two ways where there are more",
      example: "with us or against us"),
  ]
  static let options = ["news report", "opinion", "advertisement"]

  static func slide(_ step: String, _ emphasis: RoomSlide.Emphasis) -> RoomSlide {
    var slide = RoomSlide(lesson: "Reading an opinion column critically", step: step)
    slide.emphasis = emphasis
    return slide
  }

  static var card: RoomSlide {
    var slide = slide("Step 1 of 9 · stop · 4 min", .card)
    slide.card = [
      CardLine(name: "Author", value: "Alexander Dugin"),
      CardLine(name: "Outlet", value: "RIA Novosti; English by Multipolar Press"),
      CardLine(name: "Date", value: "2025-07-24"),
    ]
    slide.words = "Before we read: what do you expect of this text?"
    return slide
  }

  static var teach: RoomSlide {
    var slide = slide("Step 3 of 9 · teach · 4 min", .words)
    slide.words = "Three ways to work on feelings."
    slide.labels = labels
    return slide
  }

  static var reading: RoomSlide {
    var slide = slide("Step 4 of 9 · read · 7 min", .text)
    slide.words = "State the claim in one sentence."
    slide.text = ShownText(paragraph: 3, count: 11, text: short)
    return slide
  }

  /// A long paragraph, from a part on.
  static func long(part: Int = 0) -> RoomSlide {
    var slide = slide("Step 4 of 9 · read · 7 min", .text)
    let text = [paragraph, paragraph, paragraph].joined(separator: " ")
    slide.text = ShownText(paragraph: 5, count: 11, text: text)
    slide.text?.offset = starts(text)[part]
    return slide
  }

  static var marked: RoomSlide {
    var slide = slide("Step 7 of 9 · reveal · 6 min", .text)
    slide.labels = labels
    var text = ShownText(paragraph: 3, count: 11, text: short)
    text.marks = [
      mark("no miracle", .label, "Appeal to fear"),
      mark("Ukrainian Nazis", .label, "Loaded language"),
      mark("surrender", .mention), mark("nothing to discuss", .pointed),
    ]
    text.sentences = [0, 26]
    slide.text = text
    return slide
  }

  static var shared: RoomSlide {
    var slide = slide("Step 6 of 9 · compare · 6 min", .text)
    var text = ShownText(paragraph: 3, count: 11, text: short)
    for (level, words) in ["There will be", "Ukrainian", "Nazis", "nothing to discuss"].enumerated()
    {
      var mark = mark(words, .shared)
      mark.intensity = level + 1
      text.marks.append(mark)
    }
    slide.text = text
    return slide
  }

  static func mark(_ words: String, _ kind: ShownMark.Kind, _ label: String = "") -> ShownMark {
    let start =
      short.range(of: words).map {
        short.unicodeScalars.distance(from: short.startIndex, to: $0.lowerBound)
      } ?? 0
    return ShownMark(
      start: start, end: start + words.unicodeScalars.count, kind: kind, label: label)
  }

  static var open: RoomSlide {
    var slide = slide("Step 8 of 9 · vote · 3 min", .question)
    var question = ShownQuestion(
      number: 1, round: 2, type: .choice, text: "What kind of text is this?", options: options)
    question.isOpen = true
    question.answered = 18
    question.present = 25
    slide.question = question
    return slide
  }

  static var twice: RoomSlide {
    var slide = open
    slide.question?.isOpen = false
    slide.question?.results = [
      ShownResult(round: 1, counts: [14, 8, 3]), ShownResult(round: 2, counts: [4, 19, 2]),
    ]
    slide.question?.shifts = [[4, 9, 1], [0, 8, 0], [0, 2, 1]]
    slide.question?.answers = ["opinion"]
    return slide
  }

  static var said: RoomSlide {
    var slide = slide("Step 4 of 9 · read · 7 min", .question)
    var question = ShownQuestion(
      number: 2, round: 1, type: .short, text: "What does the paragraph claim?", options: [])
    question.results = [
      ShownResult(
        round: 1,
        words: [
          "that Medinsky did nothing wrong", "that the talks failed because of others",
          "that one must win to have the right to write down history, which the author thinks "
            + "of as something that is forged",
        ])
    ]
    slide.question = question
    return slide
  }

  static var notes: RoomSlide {
    var slide = slide("Step 7 of 9 · reveal · 6 min", .notes)
    slide.notes = [
      ShownNote(
        title: "Vladimir Medinsky", kind: "person",
        description: "Aide to Russia's president since 2020, who led its delegation in 2022.",
        sources: ["Kremlin, Decree 329, 2020-05-24", "BBC, Who is Medinsky?, 2022-03-01"]),
      ShownNote(
        title: "The Istanbul talks of 2022", kind: "event",
        description: "Talks between the delegations of both countries, broken off in May 2022.",
        sources: ["Reuters, Talks in Istanbul, 2022-03-29"], isSelected: true),
    ]
    return slide
  }

  static var openNote: RoomSlide {
    var slide = notes
    slide.notes[1].body = paragraph + "\n\n" + short
    return slide
  }

  static func comparison(current: Int?) -> RoomSlide {
    var slide = slide("Step 6 of 9 · compare · 6 min", .comparison)
    let texts = short.split(separator: ".").map { $0.trimmingCharacters(in: .whitespaces) + "." }
    var comparison = ShownComparison(
      outOf: 25, unit: "pupils",
      sentences: (0..<6).map { index in
        ShownSentence(
          number: SentenceNumber(paragraph: 3, sentence: index + 1), text: texts[index % 2],
          count: [12, 25, 0, 3, 9, 17][index],
          labels: [
            ShownLabelCount(label: "Loaded language", count: 8),
            ShownLabelCount(label: "Appeal to fear", count: 4),
          ])
      }, agenda: [0, 4, 5])
    comparison.current = current
    slide.comparison = comparison
    return slide
  }

  static var blank: RoomSlide {
    var slide = twice
    slide.isBlank = true
    return slide
  }

  /// All of them by name.
  static var all: [(name: String, slide: RoomSlide)] {
    [
      ("card", card), ("teach", teach), ("reading", reading), ("long-1", long()),
      ("long-2", long(part: 1)), ("marked", marked), ("shared", shared), ("open", open),
      ("twice", twice), ("said", said), ("notes", notes), ("open-note", openNote),
      ("comparison", comparison(current: nil)), ("difference", comparison(current: 1)),
      ("blank", blank),
    ]
  }
}
