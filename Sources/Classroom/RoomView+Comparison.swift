// How a class marked some sentences: all of them with how many marked each, or the difference that is
// being talked about with its labels.

import Reader
import Screen
import Teaching
import Text

extension RoomView {
  func content(of comparison: ShownComparison, _ page: RoomPage) -> RoomContent {
    guard comparison.outOf >= Self.fewest, !comparison.sentences.isEmpty else {
      var content = RoomContent([RoomRow("not enough answers to show", .faint)])
      content.cut(to: page.rows)
      return content
    }
    let agenda = comparison.agenda.filter { comparison.sentences.indices.contains($0) }
    if let current = comparison.current, agenda.indices.contains(current) {
      return difference(current, agenda, comparison, page)
    }
    return list(agenda, comparison, page)
  }

  // MARK: - All sentences

  private func list(
    _ agenda: [Int], _ comparison: ShownComparison, _ page: RoomPage
  ) -> RoomContent {
    let head = RoomRow(
      "How many of \(comparison.outOf) \(comparison.unit) marked each sentence", .faint)
    let all = comparison.sentences.indices.prefix(500)
    var content = RoomContent([head])
    let rows = all.map { sentence($0, agenda, comparison, page.measure) }
    content.foot = agenda.isEmpty ? "" : "▸ the largest differences"
    if content.add(rows, within: page.rows) { return content }
    // The differences first, for not all sentences find room.
    content = RoomContent([head])
    let first = agenda.map { sentence($0, agenda, comparison, page.measure) }
    content.rows += first + all.filter { !agenda.contains($0) }.map { rows[$0] }
    content.cut(to: page.rows)
    content.foot = agenda.isEmpty ? "" : "▸ the largest differences"
    return content
  }

  private func sentence(
    _ index: Int, _ agenda: [Int], _ comparison: ShownComparison, _ width: Int
  ) -> RoomRow {
    let sentence = comparison.sentences[index]
    let count = clamped(sentence.count)
    let isOnAgenda = agenda.contains(index)
    let name = padded("¶" + sentence.number.text, to: min(7, width))
    let digits = "\(comparison.outOf)".utf8.count
    let number = String(repeating: " ", count: max(0, digits - "\(count)".utf8.count)) + "\(count)"
    let bar = padded(
      RoomCounts.bar(count, outOf: comparison.outOf, width: 6), to: width >= 40 ? 7 : 0)
    let lead = "\(isOnAgenda ? "▸" : " ") "
    let used = 2 + CellWidth.of(name) + bar.unicodeScalars.count + digits + 2
    return RoomRow([
      StyledRun(lead, .focusMark), StyledRun(name, .number), StyledRun(bar), StyledRun(number),
      StyledRun("  "),
      StyledRun(
        fitted(sentence.text, columns: max(0, width - used)), isOnAgenda ? .strong : .plain),
    ])
  }

  private func clamped(_ count: Int) -> Int { max(0, min(count, 1_000_000)) }

  // MARK: - One difference

  private func difference(
    _ current: Int, _ agenda: [Int], _ comparison: ShownComparison, _ page: RoomPage
  ) -> RoomContent {
    let sentence = comparison.sentences[agenda[current]]
    let counted = [
      RoomRow([
        StyledRun("\(clamped(sentence.count)) of \(comparison.outOf)", .strong),
        StyledRun(" \(comparison.unit) marked it"),
      ])
    ]
    let labels = labelRows(sentence, comparison.outOf, page.measure)
    let words = RoomRow.wrap(
      [StyledRun("¶\(sentence.number.text)\u{A0}", .number), StyledRun(sentence.text)],
      width: page.measure)
    let heading = RoomRow("Difference \(current + 1) of \(agenda.count)", .faint)
    var content = RoomContent([heading])
    // A long sentence gives way to how it was marked.
    let room = page.rows - counted.count - labels.count - 4
    content.addCut(words, within: max(2, min(page.rows, 2 + max(1, room))))
    if words.count > max(1, room), !content.rows.isEmpty {
      content.rows[content.rows.count - 1].line.runs.append(StyledRun(" …", .faint))
    }
    content.hasMore = false
    content.addCut(counted, within: page.rows)
    content.addCut(labels, within: page.rows)
    let others = agenda.indices.filter { $0 != current }.map {
      "¶" + comparison.sentences[agenda[$0]].number.text
    }
    if !others.isEmpty { content.foot = "also " + others.joined(separator: " and ") }
    return content
  }

  private func labelRows(
    _ sentence: ShownSentence, _ whole: Int, _ width: Int
  ) -> [RoomRow] {
    let labels = sentence.labels.prefix(14)
    let widest = labels.map { CellWidth.of($0.label.prefix(80)) }.max() ?? 0
    let column = min(widest, width * 3 / 5)
    return labels.map { label in
      let count = clamped(label.count)
      let room = max(0, width - column - 3 - "\(count)".utf8.count)
      let bar = RoomCounts.bar(count, outOf: whole, width: min(20, room))
      return RoomRow([
        StyledRun(padded(label.label, to: column) + "  "),
        StyledRun(bar.isEmpty ? "" : bar + " "), StyledRun("\(count)"),
      ])
    }
  }
}
