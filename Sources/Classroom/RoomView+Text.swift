// The paragraph in front of the class: whole where it fits, else from the part in front on, with the
// task above it and the labels below it where there is room.

import Reader
import Screen
import Teaching
import Text

extension RoomView {
  func frame(of text: ShownText, _ size: Size) -> Frame {
    let page = RoomPage(size)
    guard page.measure > 0, page.rows > 0 else { return Canvas(size: size).frame }
    let part = RoomParts.part(of: text.text, at: text.offset)
    let below = legend(page.measure, atMost: 3)
    if let whole = whole(text, part, below, page) { return page.frame(whole, step: slide.step) }
    // Nothing of the part in front may be missing: the names of labels give way to it, then the
    // margin. A small window has none from the first part on, so that the text does not jump.
    let isSmall = size.columns < RoomParts.nominal.columns || size.rows < RoomParts.nominal.rows - 1
    let kept = needsLegend(text) && below.count * 5 <= page.rows ? below : []
    for rows in kept.isEmpty ? [[]] : [kept, []] where !(isSmall && part.count > 1) {
      let (content, isWhole) = content(of: text, part, above: rows, page)
      if isWhole { return page.frame(content, step: slide.step) }
    }
    let close = RoomPage(size, isClose: true)
    return close.frame(content(of: text, part, above: [], close).content, step: "")
  }

  /// The paragraph from the part in front on, and whether all of that part is there.
  private func content(
    of text: ShownText, _ part: RoomPart, above below: [RoomRow], _ page: RoomPage
  ) -> (content: RoomContent, isWhole: Bool) {
    let units = RoomText(
      text, from: text.offset, cells: page.measure * (page.rows + 1), number: number)
    let (lines, isAll) = units.lines(width: page.measure, atMost: page.rows - below.count)
    var content = RoomContent(lines.map { units.row($0) } + below)
    content.hasMore = !isAll
    content.isAfterMore = text.offset > 0
    content.foot = foot(text, part)
    let next = units.units[(lines.last?.endIndex ?? 0)...].first {
      !$0.unit.isBlank && $0.offset != nil
    }
    return (content, isAll || (next?.offset?.value ?? 0) >= part.end)
  }

  private func needsLegend(_ text: ShownText) -> Bool {
    text.marks.contains { $0.kind == .label } || slide.question?.isOpen ?? false
  }

  /// The whole paragraph, the part in front pointed at when there are several; nil when it does not
  /// fit.
  private func whole(
    _ text: ShownText, _ part: RoomPart, _ below: [RoomRow], _ page: RoomPage
  ) -> RoomContent? {
    let units = RoomText(text, from: 0, cells: page.measure * (page.rows + 1), number: number)
    let (lines, isAll) = units.lines(width: page.measure, atMost: page.rows)
    guard isAll else { return nil }
    var rows = lines.map { units.row($0) }
    if part.count > 1 { pointOut(part, lines, &rows) }
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
    _ part: RoomPart, _ lines: [ArraySlice<LineUnit>],
    _ rows: inout [RoomRow]
  ) {
    for (index, line) in lines.enumerated() {
      rows[index].isInFront = line.contains { unit in
        unit.offset.map { $0.value >= part.start && $0.value < part.end } ?? false
      }
    }
  }

  /// What the class is to do with the text.
  private var task: String {
    if let question = slide.question, question.isOpen { return question.text }
    return slide.words
  }

  private func foot(_ text: ShownText, _ part: RoomPart) -> String {
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
