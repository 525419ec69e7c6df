// Marking words in front of everybody: what is marked here is on the board and counts for nobody.

import Anchoring
import Documents
import Reader
import Teaching
import Text

extension PresenterState {
  mutating func beginMarking(_ unit: MarkCursor.Unit) {
    guard let shown = slide.text else {
      message = "this step keeps the text back"
      return
    }
    focus.look = .text
    marking = MarkCursor(
      document, paragraph: shown.paragraph, unit: unit, from: hitOffset ?? shown.offset)
    if marking == nil { message = "there is nothing to select" }
  }

  /// Where the hit in front stands in its paragraph.
  private var hitOffset: Int? {
    guard let currentHit, hits.indices.contains(currentHit) else { return nil }
    let paragraph = document.paragraph(at: hits[currentHit].start)
    guard paragraph + 1 == focus.paragraph else { return nil }
    return hits[currentHit].start.value - document.paragraphs[paragraph].range.start.value
  }

  /// Performs a command while words are selected; nil leaves it to the lesson.
  mutating func performMarking(_ command: Command, _ number: Int?) -> [PresenterEffect]? {
    if marking?.move(command, times: number ?? 1) == true { return [] }
    switch command {
    case .selectWords: if marking?.change(to: .word) == false { marking = nil }
    case .selectSentences: if marking?.change(to: .sentence) == false { marking = nil }
    case .leave, .cancel: marking = nil
    case .copy, .copyCited, .help, .redraw, .suspend: return nil
    default:
      // What goes on in the lesson ends the selection first.
      marking = nil
      return nil
    }
    return []
  }

  /// Marks the selection with a label counted from 1, or takes the same mark away.
  mutating func mark(withLabel number: Int) -> [PresenterEffect] {
    guard let range = marking?.range else { return [] }
    guard lesson.labels.indices.contains(number - 1) else {
      message =
        lesson.labels.isEmpty
        ? "this lesson has no labels" : "the labels are 1 to \(lesson.labels.count)"
      return []
    }
    let round = markedRound
    let mark = Self.mark(
      range, in: document, who: "board", round: round, label: lesson.labels[number - 1].name)
    marking = nil
    return record([session.boardMarks.contains(mark) ? .unmarked(mark: mark) : .marked(mark: mark)])
  }

  /// The round that marks belong to: the open one, else the last that asked for marks.
  private var markedRound: Round {
    if let open = session.open, lesson.question(of: open)?.type == .span { return open }
    return flow.comparedRound(at: session.step) ?? Round(question: 0)
  }

  /// A mark with what is needed to find its place again.
  static func mark(
    _ range: ScalarRange, in document: Document, who: String, round: Round, label: String
  ) -> Mark {
    let selector = document.withBytes { TextSelector.describe(range, in: $0) }
    return Mark(
      who: who, round: round, range: range, exact: selector.quote, prefix: selector.prefix,
      suffix: selector.suffix, label: label)
  }
}
