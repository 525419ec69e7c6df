// Selecting in the text by keys: where a selection begins, how its ends move, when it is left. What
// is copied of it stands in Update+Copying, the mouse in Update+Drag.
//
// One end moves, the other stays. Moving past the end that stays keeps the character (word, sentence)
// there and goes on selecting on its other side.

import Documents
import Linking
import Screen
public import Text

extension ReaderState {
  /// What is selected, in scalars of the normalised text; nil when nothing is.
  public var selectionRange: ScalarRange? { selection?.range }

  /// Steps that a count before a key can ask for at most.
  private static let mostSteps = 4_000

  mutating func beginSelection(_ unit: Selection.Unit) {
    guard !document.paragraphs.isEmpty else {
      message = "the text is empty"
      return
    }
    var spans = TextSpans(document, unit == .word ? .word : .sentence)
    let range: ScalarRange
    if let mention = highlightedMention {
      range = unit == .word ? mention : widened(mention, &spans)
    } else if let hit = currentHitInView {
      range = widened(hit, &spans)
    } else {
      guard let first = spans.first(endingAfter: firstOffsetInView) else { return }
      range = first
    }
    openNotes.removeAll()
    selection = Selection(unit: unit, range: range)
    revealSelection()
  }

  /// The mention of the selected note that can be seen.
  private var highlightedMention: ScalarRange? {
    guard let view = rangeInView else { return nil }
    return selectedLink?.matches.map(\.range).first { view.overlaps($0) && !$0.isEmpty }
  }

  private var currentHitInView: ScalarRange? {
    guard let search, let current = search.current, search.hits.indices.contains(current),
      let view = rangeInView, view.overlaps(search.hits[current])
    else { return nil }
    return search.hits[current]
  }

  /// Where the focused paragraph begins, or where what can be seen of it does.
  private var firstOffsetInView: ScalarOffset {
    let start = document.paragraphs[focus].range.start
    guard let view = rangeInView, view.start > start,
      view.start < document.paragraphs[focus].range.end
    else { return start }
    return view.start
  }

  private var rangeInView: ScalarRange? {
    let lines = visibleRows().compactMap { line($0) }
    guard let first = lines.first, let last = lines.last else { return nil }
    return ScalarRange(first.range.start, last.range.end)
  }

  /// A range made whole at both ends.
  private func widened(_ range: ScalarRange, _ spans: inout TextSpans) -> ScalarRange {
    let first = spans.first(endingAfter: range.start)?.start ?? range.start
    let last = spans.last(startingBefore: range.end)?.end ?? range.end
    return ScalarRange(min(first, range.start), max(last, range.end))
  }

  /// Performs a command while something is selected; nil leaves it to the text.
  mutating func performInSelection(_ command: Command, number: Int?) -> [Effect]? {
    guard let unit = selection?.unit else { return nil }
    let steps = min(Self.mostSteps, max(1, number ?? 1))
    let grain: Grain = unit == .word ? .word : .sentence
    let page = max(1, textRows - 2)
    let half = max(1, textRows / 2)
    switch command {
    case .selectLeft: step(unit == .word ? .character : .sentence, isForward: false, steps)
    case .selectRight: step(unit == .word ? .character : .sentence, isForward: true, steps)
    case .selectNextWord: step(grain, isForward: true, steps, passesRest: true)
    case .selectWordEnd: step(grain, isForward: true, steps)
    case .selectPreviousWord: step(grain, isForward: false, steps)
    case .selectToStart: moveToParagraphEdge(isEnd: false)
    case .selectToEnd: moveToParagraphEdge(isEnd: true)
    case .selectLineDown: moveLines(steps)
    case .selectLineUp: moveLines(-steps)
    case .pageDown: moveLines(min(Self.mostSteps, steps * page))
    case .pageUp: moveLines(-min(Self.mostSteps, steps * page))
    case .halfPageDown: moveLines(min(Self.mostSteps, steps * half))
    case .halfPageUp: moveLines(-min(Self.mostSteps, steps * half))
    case .selectNextParagraph: stepParagraphs(steps, isForward: true)
    case .selectPreviousParagraph: stepParagraphs(steps, isForward: false)
    case .firstParagraph: extend(toParagraph: (number ?? 1) - 1, isEnd: false)
    case .lastParagraph: extend(toParagraph: number.map { $0 - 1 } ?? Int.max, isEnd: true)
    case .goToPercent where number != nil:
      let last = document.paragraphs.count - 1
      extend(toParagraph: min(last, (number ?? 0) * document.paragraphs.count / 100), isEnd: true)
    case .goToParagraph where number != nil, .pin where number != nil:
      extend(toParagraph: (number ?? 1) - 1, isEnd: true)
    case .selectOtherEnd: selection?.movesStart.toggle()
    case .selectWords, .selectSentences: change(to: command == .selectWords ? .word : .sentence)
    case .copy, .copyCited: return copy(cited: command == .copyCited)
    case .leave, .cancel:
      selection = nil
      attaching = nil
      return []
    default: return nil
    }
    switch command {
    case .selectLineDown, .selectLineUp, .pageDown, .pageUp, .halfPageDown, .halfPageUp: break
    default: selection?.wishedColumn = nil
    }
    revealSelection()
    return []
  }

  private mutating func change(to unit: Selection.Unit) {
    guard let old = selection else { return }
    guard old.unit != unit else {
      selection = nil
      return
    }
    selection?.unit = unit
    if unit == .sentence {
      var spans = TextSpans(document, .sentence)
      let whole = widened(old.range, &spans)
      selection?.range = whole
    }
  }

  // MARK: - Moving an end

  /// Moves the end that moves by characters, words or sentences. `passesRest` goes from inside a word
  /// to the end of the next one rather than of this.
  private mutating func step(
    _ grain: Grain, isForward: Bool, _ count: Int, passesRest: Bool = false
  ) {
    guard var moved = selection else { return }
    var spans = TextSpans(document, grain)
    for _ in 0..<count {
      let before = moved.range
      if isForward {
        moved.stepForward(&spans, passesRest: passesRest)
      } else {
        moved.stepBack(&spans)
      }
      if moved.range == before { break }
    }
    selection = moved
  }

  /// Moves the end that moves so that `target` is the last thing selected on its side.
  mutating func extendSelection(to target: ScalarRange, by grain: Grain) {
    moveEnd(to: target, by: grain)
    revealSelection()
  }

  private mutating func moveEnd(to target: ScalarRange, by grain: Grain) {
    guard !document.paragraphs.isEmpty, var moved = selection else { return }
    var spans = TextSpans(document, grain)
    moved.extend(to: target, &spans)
    selection = moved
  }

  private var unitGrain: Grain { selection?.unit == .sentence ? .sentence : .word }

  /// The character, or in a selection by sentences the sentence, at an offset.
  private func target(at offset: ScalarOffset, _ grain: Grain) -> ScalarRange? {
    var spans = TextSpans(document, grain)
    return spans.span(at: offset)
  }

  private mutating func moveToParagraphEdge(isEnd: Bool) {
    guard let moving = movingOffset else { return }
    extend(toParagraph: document.paragraph(at: moving), isEnd: isEnd)
  }

  /// Extends to the beginning or the end of a paragraph; numbers outside the text mean its ends.
  private mutating func extend(toParagraph paragraph: Int, isEnd: Bool) {
    let index = max(0, min(document.paragraphs.count - 1, paragraph))
    let range = document.paragraphs[index].range
    let offset = isEnd ? range.end.advanced(by: -1) : range.start
    let grain: Grain = selection?.unit == .sentence ? .sentence : .character
    guard let edge = target(at: offset, grain) else { return }
    moveEnd(to: edge, by: unitGrain)
  }

  private mutating func stepParagraphs(_ count: Int, isForward: Bool) {
    for step in 1...count {
      stepParagraph(isForward: isForward)
      guard let selection, step < count else { return }
      if isForward == selection.movesStart { continue }
      // Now at the edge of a paragraph: the others are passed at once.
      let moving = movingOffset.map { document.paragraph(at: $0) } ?? focus
      let rest = isForward ? count - step : step - count
      return extend(toParagraph: moving + rest, isEnd: isForward)
    }
  }

  private mutating func stepParagraph(isForward: Bool) {
    guard let selection else { return }
    let paragraphs = document.paragraphs
    let start = document.paragraph(at: selection.range.start)
    let end = document.paragraph(at: selection.range.end.advanced(by: -1))
    // Taking back what was selected before goes to the near edge of the paragraph beside it.
    if start < end, isForward == selection.movesStart {
      let near =
        isForward
        ? paragraphs[start + 1].range.start : paragraphs[end - 1].range.end.advanced(by: -1)
      return moveEnd(to: character(near), by: unitGrain)
    }
    let here = isForward ? end : start
    extend(toParagraph: here, isEnd: isForward)
    if self.selection?.range == selection.range {
      extend(toParagraph: here + (isForward ? 1 : -1), isEnd: isForward)
    }
  }

  private func character(_ offset: ScalarOffset) -> ScalarRange {
    target(at: offset, .character) ?? ScalarRange(offset, offset.advanced(by: 1))
  }

  private mutating func moveLines(_ count: Int) {
    guard let moving = movingOffset else { return }
    let from = row(of: moving)
    let column = selection?.wishedColumn ?? line(from).map { Self.column(of: moving, in: $0) } ?? 0
    var row = from
    for _ in 0..<abs(count) {
      guard var next = count > 0 ? self.row(after: row) : self.row(before: row) else { break }
      if line(next) == nil {
        // The blank row between two paragraphs.
        guard let beyond = count > 0 ? self.row(after: next) : self.row(before: next) else { break }
        next = beyond
      }
      row = next
    }
    guard row != from, let line = line(row) else {
      message = count > 0 ? "end of the text" : "start of the text"
      return
    }
    if let target = target(at: Self.offset(at: column, in: line), unitGrain) {
      moveEnd(to: onLine(target, line), by: unitGrain)
    }
    selection?.wishedColumn = column
  }

  /// A word left of the place on a sign or blank is not meant when it stands on another line.
  private func onLine(_ target: ScalarRange, _ line: TextLine) -> ScalarRange {
    selection?.unit == .sentence || target.overlaps(line.range)
      ? target : character(line.range.start)
  }

  // MARK: - Places on the screen

  /// The character at the end that moves.
  var movingOffset: ScalarOffset? {
    selection.map { $0.movesStart ? $0.range.start : $0.range.end.advanced(by: -1) }
  }

  static func column(of offset: ScalarOffset, in line: TextLine) -> Int {
    var column = 0
    for unit in line.units {
      if let start = unit.offset, start.advanced(by: unit.unit.scalarCount) > offset { break }
      column += unit.unit.width
    }
    return column
  }

  /// The offset of what stands in a column of a line, its last character beyond its end.
  static func offset(at column: Int, in line: TextLine) -> ScalarOffset {
    var passed = 0
    var found = line.range.start
    for unit in line.units {
      if let offset = unit.offset { found = offset }
      passed += unit.unit.width
      if passed > column { break }
    }
    return found
  }

  /// Focuses the paragraph of the end that moves and scrolls no more than its line needs.
  func revealTop(_ offset: ScalarOffset, from top: RowAddress) -> RowAddress {
    let rows = max(1, textRows)
    let wanted = row(of: offset)
    if wanted < top { return wanted }
    guard distance(from: top, to: wanted, limit: rows) >= rows else { return top }
    return row(wanted, moved: -(rows - 1)).row
  }

  mutating func revealSelection() {
    guard let moving = movingOffset else { return }
    let top = revealTop(moving, from: topRow)
    changeFocus(to: document.paragraph(at: moving))
    hold(top: pulledDown(top, rows: max(1, textRows)))
  }
}

extension Selection {
  fileprivate mutating func stepForward(_ spans: inout TextSpans, passesRest: Bool) {
    guard movesStart else {
      let next =
        passesRest
        ? spans.first(startingFrom: range.end) : spans.first(endingAfter: range.end)
      if let next { range = ScalarRange(range.start, next.end) }
      return
    }
    if let next = spans.first(startingFrom: range.start.advanced(by: 1)), next.start < range.end {
      range = ScalarRange(next.start, range.end)
      return
    }
    guard let next = spans.first(endingAfter: range.end) else { return }
    movesStart = false
    let kept = spans.span(at: range.end.advanced(by: -1))?.start ?? range.start
    range = ScalarRange(kept, next.end)
  }

  fileprivate mutating func stepBack(_ spans: inout TextSpans) {
    guard !movesStart else {
      if let next = spans.last(startingBefore: range.start) {
        range = ScalarRange(next.start, range.end)
      }
      return
    }
    if let next = spans.last(endingBefore: range.end), next.end > range.start {
      range = ScalarRange(range.start, next.end)
      return
    }
    guard let next = spans.last(startingBefore: range.start) else { return }
    movesStart = true
    let kept = spans.first(endingAfter: range.start)?.end ?? range.end
    range = ScalarRange(next.start, kept)
  }

  fileprivate mutating func extend(to target: ScalarRange, _ spans: inout TextSpans) {
    let kept: ScalarRange
    if movesStart {
      let start = spans.span(at: range.end.advanced(by: -1))?.start ?? range.start
      kept = ScalarRange(max(start, range.start), range.end)
    } else {
      let end = spans.first(endingAfter: range.start)?.end ?? range.end
      kept = ScalarRange(range.start, min(end, range.end))
    }
    movesStart = target.start < kept.start
    range = ScalarRange(min(target.start, kept.start), max(target.end, kept.end))
  }
}
