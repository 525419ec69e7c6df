// The paragraph in front of the class: whole where it fits, else from the part in front on, with the
// task above it and the labels below it where there is room.

import Reader
import Screen
import Teaching
import Text

extension RoomView {
  func content(of text: ShownText, _ page: RoomPage) -> RoomContent {
    let part = RoomParts.part(of: text.text, at: text.offset)
    let below = legend(page.measure, atMost: 3)
    if let whole = whole(text, part, below, page) { return whole }
    var content = RoomContent()
    // Without their names the numbers of labels say nothing; else the text comes first.
    let kept = needsLegend(text) && below.count * 5 <= page.rows ? below : []
    let room = page.rows - kept.count
    let units = RoomText(
      text, from: max(0, text.offset), cells: page.measure * (page.rows + 1), number: number)
    let (lines, isAll) = units.lines(width: page.measure, atMost: room)
    content.rows = lines.map { units.row($0) }
    content.rows += kept
    content.hasMore = !isAll
    content.isAfterMore = text.offset > 0
    content.foot = foot(text, part)
    return content
  }

  private func needsLegend(_ text: ShownText) -> Bool {
    text.marks.contains { $0.kind == .label } || slide.question?.isOpen ?? false
  }

  /// The whole paragraph, the part in front pointed at when there are several; nil when it does not
  /// fit.
  private func whole(
    _ text: ShownText, _ part: (number: Int, count: Int), _ below: [RoomRow], _ page: RoomPage
  ) -> RoomContent? {
    let units = RoomText(text, from: 0, cells: page.measure * (page.rows + 1), number: number)
    let (lines, isAll) = units.lines(width: page.measure, atMost: page.rows)
    guard isAll else { return nil }
    var rows = lines.map { units.row($0) }
    if part.count > 1 { pointOut(part, of: text, lines, &rows) }
    let task = RoomRow.paragraphs(task, .emphasis, width: page.measure)
    var content = RoomContent(task.count <= 3 ? task : [])
    if !content.add(rows, within: page.rows - (below.isEmpty ? 0 : below.count + 1)) {
      content = RoomContent(rows)
    }
    if !content.add(below, within: page.rows), needsLegend(text) {
      guard rows.count + below.count <= page.rows else {
        if below.count * 5 <= page.rows { return nil }
        return content.with(foot: foot(text, part))
      }
      content = RoomContent(rows + below)
    }
    return content.with(foot: foot(text, part))
  }

  private func pointOut(
    _ part: (number: Int, count: Int), of text: ShownText, _ lines: [ArraySlice<LineUnit>],
    _ rows: inout [RoomRow]
  ) {
    let starts = RoomParts.starts(of: text.text, size: RoomParts.nominal)
    guard starts.indices.contains(part.number - 1) else { return }
    let start = starts[part.number - 1]
    let end = starts.indices.contains(part.number) ? starts[part.number] : Int.max
    for (index, line) in lines.enumerated() {
      rows[index].isInFront = line.contains { unit in
        unit.offset.map { $0.value >= start && $0.value < end } ?? false
      }
    }
  }

  /// What the class is to do with the text.
  private var task: String {
    if let question = slide.question, question.isOpen { return question.text }
    return slide.words
  }

  private func foot(_ text: ShownText, _ part: (number: Int, count: Int)) -> String {
    var foot = "¶\(text.paragraph) of \(text.count)"
    if part.count > 1 { foot += " · part \(part.number) of \(part.count)" }
    if let question = slide.question, question.isOpen { foot += " · " + standing(of: question) }
    return foot
  }

  /// `18 of 25 in`.
  func standing(of question: ShownQuestion) -> String {
    "\(max(0, question.answered))" + (question.present.map { " of \($0)" } ?? "") + " in"
  }
}

extension RoomContent {
  func with(foot: String) -> RoomContent {
    var content = self
    content.foot = foot
    return content
  }
}
