// A question in front of the class: its options while it is open, its distribution once it is closed,
// before and after side by side where it was asked twice.

import Reader
import Screen
import Teaching
import Text

extension RoomView {
  private static let tooFew = "not enough answers to show"

  func content(of question: ShownQuestion, _ page: RoomPage) -> RoomContent {
    let heading = RoomRow.paragraphs(question.text, .strong, width: page.measure)
    if question.isOpen || question.results.isEmpty { return asked(question, heading, page) }
    if question.type == .short { return words(question, heading, page) }
    return distribution(question, heading, page)
  }

  // MARK: - While it is open

  private func asked(
    _ question: ShownQuestion, _ heading: [RoomRow], _ page: RoomPage
  ) -> RoomContent {
    let answers = answers(of: question, page.measure)
    var content = RoomContent()
    for gap in [1, 0] {
      content = RoomContent(heading)
      if content.add(options(question, gap: gap, page.measure), within: page.rows) { break }
      if gap == 0 {
        content.addCut(options(question, gap: gap, page.measure), within: page.rows)
      }
    }
    if question.type == .span {
      content.add(legend(page.measure, atMost: page.rows), within: page.rows)
    }
    if !content.hasMore { content.addCut(answers, within: page.rows) }
    if question.isOpen {
      content.foot = (question.round > 1 ? "asked again · " : "") + standing(of: question)
    }
    return content
  }

  private func options(_ question: ShownQuestion, gap: Int, _ width: Int) -> [RoomRow] {
    var rows: [RoomRow] = []
    for (index, option) in question.options.prefix(99).enumerated() {
      if gap > 0, !rows.isEmpty { rows.append(.empty) }
      rows += self.option(index, option, question, width)
    }
    return rows
  }

  /// A numbered option, ticked when the lesson's answer to it is shown.
  private func option(
    _ index: Int, _ option: String, _ question: ShownQuestion, _ width: Int
  ) -> [RoomRow] {
    let isRight = question.answers.contains(option)
    var runs = [StyledRun("\(index + 1)", .number), StyledRun(" \u{A0}")]
    runs.append(StyledRun(option, isRight ? .strong : .plain))
    if isRight { runs.append(StyledRun("\u{A0}✓", .strong)) }
    return RoomRow.wrap(runs, width: width, hanging: 3)
  }

  /// The lesson's answers that are no options.
  private func answers(of question: ShownQuestion, _ width: Int) -> [RoomRow] {
    question.answers.filter { !question.options.contains($0) }.prefix(30).flatMap {
      RoomRow.wrap(
        [StyledRun("Answer: ", .faint), StyledRun($0, .strong)], width: width, hanging: 2)
    }
  }

  // MARK: - Short answers

  private func words(
    _ question: ShownQuestion, _ heading: [RoomRow], _ page: RoomPage
  ) -> RoomContent {
    let words = question.results.last { !$0.words.isEmpty }?.words ?? []
    let answers = answers(of: question, page.measure)
    var content = RoomContent(heading)
    content.addCut(answers, within: page.rows)
    // A class that wrote on paper is not short of answers.
    if words.isEmpty { return content }
    if !content.rows.isEmpty, content.rows.count < page.rows { content.rows.append(.empty) }
    for (index, said) in words.enumerated() {
      let rows = RoomRow.wrap("– " + said, width: page.measure, hanging: 2)
      // A row is kept for how many more there are.
      let isLast = index == words.count - 1
      guard content.rows.count + rows.count + (isLast ? 0 : 1) <= page.rows else {
        if index == 0 {
          content.rows += rows.prefix(max(0, page.rows - content.rows.count))
          content.hasMore = true
        } else {
          content.rows.append(RoomRow("+\(words.count - index) more", .faint))
        }
        content.cut(to: page.rows)
        return content
      }
      content.rows += rows
    }
    content.cut(to: page.rows)
    return content
  }

  // MARK: - Distributions

  private func distribution(
    _ question: ShownQuestion, _ heading: [RoomRow], _ page: RoomPage
  ) -> RoomContent {
    // Only what is enough to be shown, and means the options at hand.
    let results = question.results.filter {
      $0.counts.count == question.options.count
        && RoomCounts($0.counts).total >= Self.fewest
    }.suffix(2)
    guard !results.isEmpty else {
      var content = asked(question, heading, page)
      if !content.add([RoomRow(Self.tooFew, .faint)], within: page.rows) {
        content.foot = Self.tooFew
      }
      return content
    }
    let bars = RoomDistribution(
      question, Array(results), width: page.measure,
      isFew: results.count < question.results.count)
    let answers = answers(of: question, page.measure)
    for arrangement in RoomDistribution.Arrangement.allCases {
      var content = RoomContent(heading)
      guard content.add(bars.rows(arrangement), within: page.rows - answers.count) else { continue }
      content.addCut(answers, within: page.rows)
      if !content.add(bars.shiftRows, within: page.rows) {
        content.add(bars.shiftLine, within: page.rows)
      }
      return content
    }
    // The bars matter more than the whole of a long question.
    let rows = bars.rows(.beside)
    var content = RoomContent(Array(heading.prefix(max(0, page.rows - rows.count))))
    content.rows += rows
    content.cut(to: page.rows)
    content.hasMore = true
    return content
  }
}

/// Bars of one or two rounds, arranged by the room there is.
struct RoomDistribution {
  /// From the roomiest to the closest.
  enum Arrangement: CaseIterable { case apart, below, beside }

  let question: ShownQuestion
  let width: Int
  private let results: [ShownResult]
  private let counts: [RoomCounts]
  private let largest: Double
  /// Whether another round had too few answers.
  private let isFew: Bool

  init(_ question: ShownQuestion, _ results: [ShownResult], width: Int, isFew: Bool) {
    self.question = question
    self.results = results
    self.width = width
    self.isFew = isFew
    counts = results.map { RoomCounts($0.counts) }
    largest = counts.map(\.largestShare).max() ?? 0
  }

  /// Bars and their options, with the names of the rounds above them when there are two.
  func rows(_ arrangement: Arrangement) -> [RoomRow] {
    var rows: [RoomRow] = []
    let indent = arrangement == .beside ? labelWidth + 1 : 3
    if results.count > 1 || isFew { rows.append(names(indent: indent)) }
    for (index, option) in question.options.prefix(99).enumerated() {
      if arrangement == .apart, index > 0 { rows.append(.empty) }
      let isRight = question.answers.contains(option)
      let name = option + (isRight ? " ✓" : "")
      let style: Style = isRight ? .strong : .plain
      let number = StyledRun(padded("\(index + 1)", to: 3), .number)
      let bars = bars(index, width: width - indent)
      if arrangement == .beside {
        let label = StyledRun(padded(name, to: max(0, labelWidth - 3)) + " ", style)
        rows.append(RoomRow([number, label] + bars))
      } else {
        rows += RoomRow.wrap(
          [StyledRun("\(index + 1)", .number), StyledRun(" \u{A0}"), StyledRun(name, style)],
          width: width, hanging: 3)
        rows.append(RoomRow(bars, indent: min(3, width)))
      }
    }
    return rows
  }

  private var labelWidth: Int {
    let widest = question.options.prefix(99).map { CellWidth.of($0.prefix(80)) + 5 }.max() ?? 0
    return max(0, min(widest, width * 2 / 5))
  }

  private func columnWidth(_ width: Int) -> Int { max(0, (width + 1) / max(1, counts.count) - 1) }

  private func names(indent: Int) -> RoomRow {
    let column = columnWidth(width - indent)
    let runs = results.map { result -> StyledRun in
      let isFirst = result.round == question.results.first?.round
      let name = question.results.count > 2 ? "round \(result.round)" : isFirst ? "before" : "after"
      return StyledRun(padded(name, to: column) + " ", .faint)
    }
    return RoomRow(runs, indent: max(0, indent))
  }

  private func bars(_ index: Int, width: Int) -> [StyledRun] {
    let column = columnWidth(width)
    let digits = counts.flatMap(\.counts).map { "\($0)".utf8.count }.max() ?? 1
    return counts.map { counts in
      let bar = counts.bar(index, outOf: largest, width: max(0, column - digits - 1))
      let text = (bar.isEmpty ? "" : bar + " ") + "\(counts.counts[index])"
      return StyledRun(padded(text, to: column) + " ")
    }
  }

  // MARK: - Who moved where

  private var shifts: [[Int]] {
    let count = question.options.count
    guard counts.count == 2, count <= 9, question.shifts.count == count,
      question.shifts.allSatisfy({ $0.count == count })
    else { return [] }
    let rows = question.shifts.map { RoomCounts($0).counts }
    return rows.joined().reduce(0, +) >= RoomView.fewest ? rows : []
  }

  /// From option to option: rows before, columns after.
  var shiftRows: [RoomRow] {
    let shifts = shifts
    guard !shifts.isEmpty else { return [] }
    let label = min(max(0, width - shifts.count * 5), 24)
    guard label >= 8 else { return [] }
    func cells(_ texts: [String]) -> String {
      texts.map { String(repeating: " ", count: max(0, 5 - $0.utf8.count)) + $0 }.joined()
    }
    let head = RoomRow([
      StyledRun(padded("before ↓ after →", to: label), .faint),
      StyledRun(cells(shifts.indices.map { "\($0 + 1)" }), .number),
    ])
    return [head]
      + shifts.enumerated().map { index, row in
        RoomRow([
          StyledRun("\(index + 1)", .number),
          StyledRun(padded(" " + question.options[index], to: label - 1)),
          StyledRun(cells(row.map { $0 == 0 ? "·" : "\($0)" })),
        ])
      }
  }

  /// The same in one sentence, where there is no room for more.
  var shiftLine: [RoomRow] {
    let shifts = shifts
    guard !shifts.isEmpty else { return [] }
    let all = shifts.joined().reduce(0, +)
    let stayed = shifts.indices.map { shifts[$0][$0] }.reduce(0, +)
    return [RoomRow("\(all - stayed) of \(all) changed their answer", .faint)]
  }
}
