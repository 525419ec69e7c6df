// The presenter's screen: the room's own picture and one row below it, unless the private screen was
// asked for. The bottom row, too, says nothing that is kept back.

import Notes
import Reader
public import Screen
import Teaching
import Text

extension PresenterState {
  /// The screen of this state.
  public func frame() -> Frame {
    guard size.columns > 0, size.rows > 1 else { return Canvas(size: size).frame }
    if let list { return frame(of: list) }
    if isPrivate { return privateFrame() }
    if let count { return frame(of: count) }
    var canvas = Canvas(size: size)
    let room = RoomView(slide).frame(Size(columns: size.columns, rows: size.rows - 1))
    canvas.copy(room)
    drawBottom(on: &canvas)
    return canvas.frame
  }

  // MARK: - The bottom row

  func drawBottom(on canvas: inout Canvas) {
    let row = size.rows - 1
    let margin = size.columns >= 24 ? 1 : 0
    let room = max(0, size.columns - margin * 2)
    if let prompt {
      draw(prompt, row: row, on: &canvas)
      return
    }
    let start = Point(column: margin, row: row)
    if let text = question.map(asking) ?? message {
      canvas.writeFitted(text, .message, at: start, columns: room)
      return
    }
    let aside = signs.joined(separator: " · ")
    let asideWidth = aside.isEmpty ? 0 : CellWidth.of(aside) + 2
    if marking != nil {
      canvas.writeFitted(
        "1-\(max(1, lesson.labels.count)) mark  w b further, back  o other end  Esc leave", .hint,
        at: start, columns: room)
      return
    }
    var hint = "Space: \(nextWords)"
    for more in revealHint + ["? help"] where CellWidth.of(hint + more) + 3 <= room - asideWidth {
      hint += "   " + more
    }
    canvas.writeFitted(hint, .hint, at: start, columns: max(0, room - asideWidth))
    if !aside.isEmpty, asideWidth < room {
      canvas.write(
        aside, .message,
        at: Point(column: size.columns - margin - CellWidth.of(aside), row: row))
    }
  }

  /// Where a step other than a reveal step names notes to show, the key that shows them. Said of every
  /// such step alike: whether a paragraph has notes, and how many, is kept back.
  private var revealHint: [String] {
    guard !isBlank, let step, step.kind != .reveal, !step.shows.isEmpty else { return [] }
    let isLeft = flow.notes(of: step).contains { !session.revealed.contains($0.value) }
    return isLeft || !notesAreRead ? ["r reveal a note"] : []
  }

  /// What is not as usual.
  private var signs: [String] {
    var signs: [String] = []
    if hasJustResumed { signs.append("taken up again") }
    if isBlank { signs.append("blank") }
    if isFrozen { signs.append("room frozen") }
    if session.isPaused { signs.append("paused") }
    return signs
  }

  /// What the one key will do.
  var nextWords: String {
    if isBlank { return "light the room again" }
    switch nextThing {
    case .show(let paragraph, _):
      return paragraph == focus.paragraph ? "the next part of ¶\(paragraph)" : "show ¶\(paragraph)"
    case .act(let act): return words(of: act)
    }
  }

  private func words(of act: Act) -> String {
    switch act {
    case .open(let round): return "open \(name(of: round))"
    case .close(let round): return "close \(name(of: round)) · \(standing(of: round))"
    case .compare: return "compare the marks"
    // How many there are is kept back.
    case .reveal(let ids): return ids.count > 1 ? "reveal the notes" : "reveal a note"
    case .showAnswers: return "show the answers"
    case .enter(let index):
      let next = lesson.steps[index]
      let minutes = next.minutes.map { ", \($0) min" } ?? ""
      return "next step: \(next.kind.rawValue)\(minutes)"
    case .finish: return "this is the end · q ends the lesson"
    }
  }

  private func name(of round: Round) -> String {
    let isMarking = lesson.question(of: round)?.type == .span
    return (isMarking ? "the marking" : "question \(round.question)")
      + (round.round > 1 ? " again" : "")
  }

  /// `18 of 25 in`.
  func standing(of round: Round) -> String {
    guard let question = lesson.question(of: round) else { return "0 in" }
    let answered = RoundAnswers(round, of: question, in: session).answered
    return "\(answered)" + (session.present.map { " of \($0)" } ?? "") + " in"
  }

  private func asking(_ question: PresenterQuestion) -> String {
    switch question {
    case .projected: return "Is this screen projected?  y stay  n private"
    case .revealStep: return "Reveal all notes of this step?  y n"
    case .end:
      if size.columns < 80 { return "Keep  t totals  a all  n nothing · l later  Esc" }
      let usual = lesson.anonymity == .none ? " (usual)" : ""
      return "End: keep  t totals\(usual)  a all  n nothing · l leave, go on later  Esc stay"
    case .endKeepingNothing: return "Delete everything that was recorded?  y n"
    case .handsOrGroups: return "Take in:  h hands for each sentence  g marks of groups"
    case .markName(let isSetting): return isSetting ? "mark with which letter?" : "which mark?"
    }
  }

  private func draw(_ prompt: PresenterPrompt, row: Int, on canvas: inout Canvas) {
    let label: String
    switch prompt.purpose {
    case .command: label = ":"
    case .search: label = "/"
    case .present: label = "How many are in the room? "
    case .words: label = "Said (Enter on an empty line ends): "
    case .group(_, let number): label = "Group \(number), like 3.2 1, 8.5 2: "
    }
    let isCovered = covers(prompt.purpose)
    func seen(_ text: some StringProtocol) -> String {
      isCovered ? String(repeating: "•", count: text.count) : String(text)
    }
    let before = prompt.field.beforeCursor
    let shown = fittedEnd(
      seen(before), columns: max(1, size.columns - CellWidth.of(label) - 2))
    var column = canvas.write(label, .field, at: Point(column: 0, row: row))
    column += canvas.write(shown, .field, at: Point(column: column, row: row))
    canvas.showCursor(at: Point(column: min(column, size.columns - 1), row: row))
    canvas.write(
      seen(prompt.field.text.dropFirst(before.count)), .field, at: Point(column: column, row: row))
    if let message {
      let width = CellWidth.of(message) + 1
      if column + width + 2 < size.columns {
        canvas.write(message, .problem, at: Point(column: size.columns - width, row: row))
      }
    }
  }

  /// What comes in for an open question is covered where others who still think could read it.
  private func covers(_ purpose: PresenterPrompt.Purpose) -> Bool {
    switch purpose {
    case .group(let round, _), .words(let round): !isPrivate && session.open == round
    case .command, .search, .present: false
    }
  }

  // MARK: - Lists and fields

  private func frame(of list: ListView) -> Frame {
    var canvas = Canvas(size: size)
    let columns = max(0, size.columns - 2)
    canvas.writeFitted(list.title, .heading, at: Point(column: 1, row: 0), columns: columns)
    list.draw(
      in: Rect(column: 1, row: 2, columns: columns, rows: max(0, size.rows - 3)), on: &canvas)
    let hint = list.isChoice ? "j k move  Enter choose  q close" : "j k scroll  q close"
    canvas.writeFitted(
      hint, .hint, at: Point(column: 1, row: size.rows - 1), columns: columns)
    return canvas.frame
  }

  /// Fields for hands; covered digits where the room may be looking on.
  func frame(of count: CountForm) -> Frame {
    var canvas = Canvas(size: size)
    let columns = max(0, size.columns - 2)
    let title: String
    switch count.subject {
    case .options(let round): title = lesson.question(of: round)?.text ?? ""
    case .sentences: title = "Hands for each sentence"
    }
    canvas.writeFitted(title.madeVisible, .heading, at: Point(column: 1, row: 0), columns: columns)
    let rows = max(1, size.rows - 4)
    let first = max(0, min(count.current - rows / 2, count.names.count - rows))
    for (offset, index) in (first..<min(count.names.count, first + rows)).enumerated() {
      let isCurrent = index == count.current
      let row = 2 + offset
      let covered = !isPrivate && index < count.names.count - 1
      let digits = count.fields[index]
      let shown = covered ? String(repeating: "•", count: digits.count) : digits
      canvas.write(isCurrent ? "▸" : " ", .focusMark, at: Point(column: 1, row: row))
      let box = shown + String(repeating: " ", count: max(0, CountForm.mostDigits - digits.count))
      canvas.write(
        box, isCurrent ? .listSelected : .field, at: Point(column: 3, row: row))
      if isCurrent { canvas.showCursor(at: Point(column: 3 + digits.count, row: row)) }
      canvas.writeFitted(
        count.names[index].madeVisible, .plain, at: Point(column: 9, row: row),
        columns: max(0, columns - 8))
    }
    let standing = isPrivate || count.isFull ? count.standing + " · " : ""
    let bottom = message ?? "\(standing)Tab next  Enter take  Esc leave"
    canvas.writeFitted(
      bottom, message == nil ? .hint : .message, at: Point(column: 1, row: size.rows - 1),
      columns: columns)
    return canvas.frame
  }
}

extension Canvas {
  /// Copies a smaller frame into the upper left corner.
  mutating func copy(_ other: Frame) {
    for row in 0..<min(size.rows, other.size.rows) {
      for column in 0..<min(size.columns, other.size.columns) {
        let cell = other[column, row]
        guard cell.width > 0, cell != .blank else { continue }
        put(
          CellUnit(text: cell.text, width: Int(cell.width), scalarCount: 1), cell.style,
          at: Point(column: column, row: row))
      }
    }
  }
}
