// What a picture says and what it must not say: too few answers, blind questions, darkness, signs of
// what is cut, and marks that can be told apart without colour.

import Classroom
import Screen
import Teaching
import Testing
import Text

@Suite struct RoomViewRules {
  @Test func fewerThanFiveAnswersAreNotCounted() {
    var slide = RoomSlides.twice
    slide.question?.results = [ShownResult(round: 1, counts: [2, 2, 0])]
    slide.question?.shifts = [[1, 1, 0], [0, 2, 0], [0, 0, 0]]
    slide.question?.answered = 4
    for rows in 3...40 {
      let text = slide.text(60, rows)
      #expect(!text.contains("█") && !text.contains("4"))
      if rows >= 10 { #expect(text.contains("not enough answers to show")) }
    }
    // One more, and they are.
    slide.question?.results = [ShownResult(round: 1, counts: [3, 2, 0])]
    #expect(slide.text().contains("█"))
    #expect(!slide.text().contains("not enough"))
  }

  @Test func aRoundWithTooFewAnswersIsLeftOutBesideAnother() {
    var slide = RoomSlides.twice
    slide.question?.results[0].counts = [4, 0, 0]
    let text = slide.text()
    #expect(text.contains("after") && !text.contains("before") && text.contains("19"))
    #expect(!text.contains("4 "))
  }

  @Test func comparisonsOfTooFewSayNothing() {
    for outOf in [0, 1, 4] {
      var slide = RoomSlides.comparison(current: 0)
      slide.comparison?.outOf = outOf
      #expect(slide.text().contains("not enough answers to show"))
      #expect(!slide.text().contains("Nazis"))
    }
  }

  @Test func anOpenQuestionSaysHowManyAreInAndNothingElse() {
    var slide = RoomSlides.open
    slide.question?.results = RoomSlides.twice.question?.results ?? []
    slide.question?.shifts = RoomSlides.twice.question?.shifts ?? []
    let text = slide.text()
    #expect(text.contains("18 of 25 in"))
    #expect(!text.contains("█") && !text.contains("14") && !text.contains("19"))
    slide.question?.present = nil
    #expect(slide.text().contains("18 in"))
  }

  @Test func shiftsAreShownWhereThereIsRoomAndNotOfTooFew() {
    #expect(RoomSlides.twice.text(60, 24).contains("before ↓ after →"))
    var slide = RoomSlides.twice
    slide.question?.shifts = [[2, 1, 0], [0, 1, 0], [0, 0, 0]]
    #expect(!slide.text(60, 24).contains("before ↓"))
    #expect(!slide.text(60, 24).contains("changed"))
  }

  @Test func longerBarsStandForLargerShares() throws {
    func bar(_ option: String) throws -> Int {
      var slide = RoomSlides.twice
      slide.question?.results = [ShownResult(round: 1, counts: [16, 8, 1])]
      let lines = slide.picture(60, 16)
      let index = try #require(lines.firstIndex { $0.contains(option) })
      return (lines[index] + lines[index + 1]).count { "█▏▎▍▌▋▊▉".contains($0) }
    }
    #expect(try bar("news report") == bar("opinion") * 2)
    #expect(try bar("advertisement") >= 1)
  }

  @Test func aBlankSlideIsDarkness() {
    for (columns, rows) in [(60, 16), (120, 40), (3, 1)] {
      let size = Size(columns: columns, rows: rows)
      #expect(RoomView(RoomSlides.blank).frame(size) == Frame(size: size))
    }
  }

  /// Whatever stands in the picture stands in the slide, but for a few words of ours.
  @Test func nothingIsDrawnThatTheSlideDoesNotHold() {
    var slide = RoomSlides.card
    slide.notes = RoomSlides.openNote.notes
    slide.question = RoomSlides.twice.question
    slide.text = RoomSlides.marked.text
    slide.comparison = RoomSlides.comparison(current: 0).comparison
    // Only what is emphasised: the rest waits until it is.
    let text = slide.text(120, 40)
    for word in ["Medinsky", "news report", "miracle", "Difference", "19"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(!slide.text().contains(slide.lesson))
  }

  @Test func marksAreToldApartWithoutColour() throws {
    let frame = RoomView(RoomSlides.shared).frame(Size(columns: 60, rows: 16))
    let styles = frame.stylePlane.joined()
    for letter in "1234" { #expect(styles.contains(letter)) }
    let signs = frame.textPlane.compactMap { line in line.dropFirst(2).first }.filter { $0 != " " }
    #expect(signs.contains("█") && signs.allSatisfy { "░▒▓█".contains($0) })
    let marked = RoomSlides.marked.text()
    #expect(marked.contains("no miracle[2].") && marked.contains("Nazis[1] are"))
    #expect(marked.contains("¶3·1 There") && marked.contains("¶3·2 The"))
    #expect(marked.contains("1 Loaded language · 2 Appeal to fear"))
  }

  @Test func aNumberOfALabelThatTheSlideDoesNotNameIsLeftOut() {
    var slide = RoomSlides.marked
    slide.labels = []
    #expect(slide.text().contains("no miracle."))
  }

  /// Pictures that say less where there is less room, by design.
  private static let reduced = [
    "blank", "difference", "teach", "reading", "twice", "comparison", "marked", "notes",
  ]

  /// Nothing is cut without a sign.
  @Test func whatDoesNotFitIsSaid() {
    for (name, slide) in RoomSlides.all where !Self.reduced.contains(name) {
      var slide = slide
      slide.step = ""
      let whole = Set(words(slide.text(64, 100)))
      for rows in 3...20 {
        let text = slide.text(64, rows)
        let isCut = !whole.isSubset(of: Set(words(text)))
        guard isCut else { continue }
        let isSaid = ["↓", "↑", "more", "…"].contains { text.contains($0) }
        #expect(isSaid, "\(name) at \(rows) rows:\n\(text)")
      }
    }
  }

  private func words(_ text: String) -> [Substring] {
    text.split { " \n".contains($0) }.filter { $0.allSatisfy(\.isLetter) }
  }
}

@Suite struct RoomPartsTests {
  @Test func shortParagraphsHaveOnePart() {
    for text in ["", "One.", RoomSlides.short] { #expect(RoomSlides.starts(text) == [0]) }
  }

  @Test func partsBeginAtSentencesAndAreOfAboutOneLength() {
    let text = [RoomSlides.paragraph, RoomSlides.paragraph].joined(separator: " ")
    let starts = RoomSlides.starts(text)
    #expect(starts.count >= 2)
    let sentences = Set(Sentences.ranges(in: text).map(\.start.value))
    #expect(starts.allSatisfy(sentences.contains))
    let ends = starts.dropFirst() + [text.unicodeScalars.count]
    let lengths = zip(starts, ends).map { $1 - $0 }
    #expect((lengths.max() ?? 0) <= (lengths.min() ?? 0) * 2)
  }

  /// Going through the parts shows every word in every room that is not too small.
  @Test func everyWordIsShownInOneOfThem() {
    let seeds = [
      [RoomSlides.paragraph, RoomSlides.paragraph, RoomSlides.paragraph].joined(separator: " "),
      (0..<300).map { "word\($0)" }.joined(separator: " "),
      (0..<120).map { "Sentence \($0) here." }.joined(separator: " "),
      String(repeating: "漢字かな交じり文。", count: 80), String(repeating: "y", count: 3_000),
    ]
    for text in seeds {
      let starts = RoomSlides.starts(text)
      #expect(starts == starts.sorted() && Set(starts).count == starts.count && starts[0] == 0)
      for (columns, rows) in [(50, 12), (60, 15), (60, 16), (80, 23), (120, 40), (200, 60)] {
        var slide = RoomSlides.reading
        slide.words = ""
        var shown: [String] = []
        for start in starts {
          slide.text = ShownText(paragraph: 1, count: 1, text: text, offset: start)
          slide.text?.sentences = Sentences.ranges(in: text).map(\.start.value)
          shown.append(slide.text(columns, rows).filter { !" \n▌".contains($0) })
        }
        let ends = starts.dropFirst() + [text.unicodeScalars.count]
        for (index, (start, end)) in zip(starts, ends).enumerated() {
          let part = String(
            String.UnicodeScalarView(text.unicodeScalars.dropFirst(start).prefix(end - start)))
          // The last words of a part are what a screen that is too small would lose.
          for word in part.split(separator: " ").suffix(3) {
            #expect(
              shown[index].contains(word.suffix(8)), "part \(index) at \(columns)x\(rows)")
          }
          #expect(shown[index].count >= part.count { $0 != " " })
        }
      }
    }
  }

  @Test func thePartInFrontIsSaidOrPointedAt() {
    let second = RoomSlides.long(part: 1)
    let count = RoomSlides.starts(second.text?.text ?? "").count
    #expect(second.text(60, 16).contains("part 2 of \(count)"))
    #expect(second.text(60, 16).contains("↑"))
    #expect(RoomSlides.long().text(60, 16).contains("↓"))
    let large = second.picture(120, 60)
    #expect(large.contains { $0.contains("▌") } && !large.joined().contains("↑"))
    #expect(large.joined().contains("It is worth pausing"))
    // It begins where the presenter's screen does, whatever the width.
    let first = second.picture(60, 16)[3].trimmingPrefix { $0 == " " }.prefix(20)
    #expect(first == "He is an intelligent")
    for columns in [64, 70, 90] {
      #expect(second.picture(columns, 16)[3].trimmingPrefix { $0 == " " }.hasPrefix(first))
    }
    #expect(second.picture(50, 12)[0].hasPrefix(" " + first))
  }
}
