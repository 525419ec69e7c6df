// The room's picture as a frame, from the slide alone: one thing at a time, large and calm.

import Reader
public import Screen
public import Teaching
import Text

/// Draws a slide. The presenter's safe screen and the room's own show the same.
public struct RoomView {
  /// With fewer answers than this nothing is counted in front of a class, whatever the slide says.
  static let fewest = 5

  public var slide: RoomSlide

  public init(_ slide: RoomSlide) { self.slide = slide }

  /// The whole picture at a size: made for 60x16, good down to 50x12, sound at any.
  public func frame(_ size: Size) -> Frame {
    if slide.isBlank { return Canvas(size: size).frame }
    if slide.emphasis == .text, let text = slide.text { return frame(of: text, size) }
    let page = RoomPage(size)
    guard page.measure > 0, page.rows > 0 else { return Canvas(size: size).frame }
    return page.frame(content(page), step: slide.step)
  }

  private func content(_ page: RoomPage) -> RoomContent {
    switch slide.emphasis {
    case .card: return card(page)
    case .text, .words: break
    case .question: if let question = slide.question { return content(of: question, page) }
    case .notes: if !slide.notes.isEmpty { return notes(page) }
    case .comparison:
      if let comparison = slide.comparison { return content(of: comparison, page) }
    }
    return words(page)
  }

  // MARK: - Words and labels

  private func words(_ page: RoomPage) -> RoomContent {
    let words = RoomRow.paragraphs(slide.words, width: page.measure)
    guard !slide.labels.isEmpty else {
      var content = RoomContent(words)
      content.cut(to: page.rows)
      return content
    }
    for detail in LabelDetail.allCases {
      for gap in [1, 0] {
        var content = RoomContent(words)
        if content.add(labels(detail, gap: gap, page.measure), within: page.rows) { return content }
      }
    }
    var content = RoomContent(words)
    content.addCut(labels(.name, gap: 0, page.measure), within: page.rows)
    return content
  }

  private enum LabelDetail: CaseIterable { case example, definition, name }

  /// The labels with their numbers, a row or more each.
  private func labels(_ detail: LabelDetail, gap: Int, _ width: Int) -> [RoomRow] {
    var rows: [RoomRow] = []
    for (index, label) in slide.labels.prefix(99).enumerated() {
      if gap > 0, !rows.isEmpty { rows.append(.empty) }
      var runs = [StyledRun("\(index + 1)", .number), StyledRun(" " + label.name, .strong)]
      if detail != .name, !label.definition.isEmpty {
        runs.append(StyledRun(" · " + label.definition))
      }
      rows += RoomRow.wrap(runs, width: width, hanging: 2)
      if detail == .example, !label.example.isEmpty {
        rows += RoomRow.wrap(quoted(label.example), .quotation, width: width, indent: 2)
      }
    }
    return rows
  }

  /// In quotation marks, unless it brings its own.
  private func quoted(_ text: String) -> String {
    let own: Set<Unicode.Scalar> = ["\"", "“", "„", "«", "»", "'", "‘"]
    return text.unicodeScalars.first.map { own.contains($0) } ?? true ? text : "“\(text)”"
  }

  /// The labels' numbers and names in a few rows; none when they take more.
  func legend(_ width: Int, atMost most: Int) -> [RoomRow] {
    var runs: [StyledRun] = []
    for (index, label) in slide.labels.prefix(99).enumerated() {
      if index > 0 { runs.append(StyledRun(" · ", .faint)) }
      // Held together, so that no number is parted from its name.
      runs += [StyledRun("\(index + 1)", .number), StyledRun((" " + label.name).heldTogether)]
    }
    let rows = runs.isEmpty ? [] : RoomRow.wrap(runs, width: width)
    return rows.count <= most ? rows : []
  }

  /// A label's number among those of the lesson, counted from 1.
  func number(of label: String) -> Int? {
    slide.labels.firstIndex { $0.name == label }.map { $0 + 1 }
  }

  // MARK: - The card

  private func card(_ page: RoomPage) -> RoomContent {
    let lines = slide.card.prefix(20)
    let widest = lines.map { CellWidth.of($0.name) }.max() ?? 0
    let column = min(widest + 3, page.measure / 2)
    func rows(gap: Int) -> [RoomRow] {
      var rows: [RoomRow] = []
      for line in lines {
        if gap > 0, !rows.isEmpty { rows.append(.empty) }
        let name = fitted(line.name, columns: max(0, column - 1))
        let space = String(repeating: "\u{A0}", count: max(1, column - CellWidth.of(name)))
        rows += RoomRow.wrap(
          [StyledRun(name.heldTogether + space, .faint), StyledRun(line.value, .strong)],
          width: page.measure, hanging: column)
      }
      return rows
    }
    let below = RoomRow.paragraphs(slide.words, width: page.measure)
    for gap in [1, 0] {
      var content = RoomContent(rows(gap: gap))
      if content.add(below, within: page.rows) { return content }
    }
    var content = RoomContent(rows(gap: 0))
    content.cut(to: page.rows)
    if !content.hasMore { content.addCut(below, within: page.rows) }
    return content
  }

  // MARK: - Notes

  private func notes(_ page: RoomPage) -> RoomContent {
    let front = slide.notes.first { $0.isSelected } ?? slide.notes[slide.notes.count - 1]
    if !front.body.isEmpty { return open(front, page) }
    var whole = RoomContent()
    for note in slide.notes.prefix(50) { whole.rows += gap(whole) + full(note, page.measure) }
    if whole.rows.count <= page.rows, slide.notes.count <= 50 { return whole }
    // Not room for all: the one in front whole, the others by their titles.
    var content = RoomContent(full(front, page.measure))
    content.cut(to: page.rows)
    let others = slide.notes.filter { $0 != front }
    let titles = others.prefix(50).map { title($0, page.measure) }
    guard !content.add(Array(titles), within: page.rows) else { return content }
    let room = page.rows - content.rows.count - 1
    guard room > 0 else {
      content.hasMore = true
      return content
    }
    let shown = titles.prefix(room - 1)
    content.add(
      shown + [RoomRow("+\(others.count - shown.count) more", .faint)], within: page.rows)
    return content
  }

  private func gap(_ content: RoomContent) -> [RoomRow] { content.rows.isEmpty ? [] : [.empty] }

  private func title(_ note: ShownNote, _ width: Int) -> RoomRow {
    let kind = fitted(note.kind, columns: width / 3)
    let room = kind.isEmpty ? width : max(1, width - CellWidth.of(kind) - 2)
    return RoomRow(
      StyledLine(
        [StyledRun(fitted(note.title, columns: room), .noteTitle)],
        trailing: kind.isEmpty ? nil : StyledRun(kind, .faint)))
  }

  private func full(_ note: ShownNote, _ width: Int) -> [RoomRow] {
    heading(note, width) + RoomRow.wrap(note.description, width: width).filter { $0 != .empty }
      + sources(note, width)
  }

  /// The title with its kind at the end, wrapped where it is long.
  private func heading(_ note: ShownNote, _ width: Int) -> [RoomRow] {
    if CellWidth.of(note.title.prefix(width + 1)) + CellWidth.of(note.kind.prefix(width)) + 2
      <= width
    {
      return [title(note, width)]
    }
    let kind = note.kind.isEmpty ? "" : " · " + note.kind
    return RoomRow.wrap(
      [StyledRun(note.title, .noteTitle), StyledRun(kind, .faint)], width: width)
  }

  private func sources(_ note: ShownNote, _ width: Int) -> [RoomRow] {
    note.sources.prefix(20).flatMap {
      RoomRow.wrap("— " + $0, .sources, width: width, hanging: 2)
    }
  }

  private func open(_ note: ShownNote, _ page: RoomPage) -> RoomContent {
    var content = RoomContent(heading(note, page.measure))
    content.rows += gap(content) + RoomRow.paragraphs(note.body, width: page.measure)
    let sources = sources(note, page.measure)
    if content.add(sources, within: page.rows) { return content }
    content.cut(to: page.rows)
    content.hasMore = true
    return content
  }
}

extension String {
  /// With blanks at which no line may end.
  var heldTogether: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
