// The private screen: everything the teacher knows and the room does not. Shown only after the
// teacher said that this screen is not projected.

import Notes
import Reader
import Screen
import Teaching
import Text

extension PresenterState {
  func privateFrame() -> Frame {
    if let count { return frame(of: count) }
    var canvas = Canvas(size: size)
    let columns = max(1, min(size.columns - 2, 100))
    drawPrivateTitle(on: &canvas)
    let lines = privateLines(columns: columns)
    let rows = max(0, size.rows - 3)
    let first = max(0, min(privateScroll, lines.count - rows))
    for (row, line) in lines.dropFirst(first).prefix(rows).enumerated() {
      var column = 1 + line.indent
      for run in line.runs where column < size.columns {
        column += canvas.write(
          run.text, run.style, at: Point(column: column, row: row + 2),
          limit: size.columns - column)
      }
    }
    let below = lines.count - first - rows
    if below > 0 {
      let sign = " ↓ \(below) J "
      canvas.write(
        sign, .faint,
        at: Point(column: max(0, size.columns - CellWidth.of(sign)), row: size.rows - 2))
    }
    drawBottom(on: &canvas)
    return canvas.frame
  }

  private func drawPrivateTitle(on canvas: inout Canvas) {
    let elapsed = session.elapsed(at: now)
    let times =
      "step \(Self.clock(elapsed.step, of: step?.minutes)) · "
      + "lesson \(Self.clock(elapsed.session, of: lesson.minutes))"
    let isLate = step?.minutes.map { elapsed.step > $0 * 60 } ?? false
    let start = max(1, size.columns - CellWidth.of(times) - 1)
    let title = "PRIVATE · " + slides.slide(session, RoomFocus(paragraph: focus.paragraph)).step
    canvas.writeFitted(
      title.madeVisible, .title, at: Point(column: 1, row: 0), columns: max(0, start - 3))
    canvas.write(times, isLate ? .problem : .place, at: Point(column: start, row: 0))
  }

  /// `3:07 of 8`, in minutes and seconds of minutes.
  static func clock(_ seconds: Int, of minutes: Int?) -> String {
    let rest = seconds % 60
    return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)" + (minutes.map { " of \($0)" } ?? "")
  }

  private func privateLines(columns: Int) -> [StyledLine] {
    var page = LinePage(columns: columns)
    if session.step == 0, !lesson.teacherWords.isEmpty {
      page.section("Before you begin", lesson.teacherWords)
    }
    if let step {
      if !step.teacherWords.isEmpty { page.section("To you", step.teacherWords) }
      if !step.words.isEmpty { page.section("To the class", step.words) }
      for round in step.rounds { add(round, to: &page) }
      if step.kind == .compare, let round = flow.comparedRound(at: session.step) {
        if !step.rounds.contains(round) { add(round, to: &page) }
        page.section("Measures (yours alone, no grades)", measures(of: round))
      }
      addNotes(to: &page)
    }
    var state: [String] = ["next: \(nextWords)"]
    if let present = session.present { state.append("\(present) in the room") }
    state.append("\(session.pupils.count) pupils' files taken in")
    if !settings.roomName.isEmpty { state.append("room's screen: \(settings.roomName)") }
    if let missing { state.append("missing: \(missing)") }
    page.section("Where you are", state.joined(separator: "\n"))
    return page.lines
  }

  private func add(_ round: Round, to page: inout LinePage) {
    guard let question = lesson.question(of: round) else { return }
    let record = session.record(of: round)
    let phase: String
    switch record.phase {
    case .untouched: phase = "not asked yet"
    case .open: phase = "open · \(standing(of: round))"
    case .closed: phase = "closed · \(standing(of: round))"
    }
    page.heading(
      "Question \(question.number)\(round.round > 1 ? " again" : "") · \(phase)")
    page.text(question.text)
    let answers = RoundAnswers(round, of: question, in: session)
    for (index, option) in question.options.enumerated() {
      let count = answers.counts.indices.contains(index) ? answers.counts[index] : 0
      let isAnswer = question.answers.contains { $0.text == option }
      page.item(isAnswer ? "✓" : "-", "\(option)  \(count)")
    }
    for words in answers.words { page.item("“", words) }
    for answer in question.answers where !question.options.contains(answer.text) {
      page.item("✓", (answer.label.map { "\($0): " } ?? "") + "“\(answer.text)”")
    }
    page.gap()
  }

  private func addNotes(to page: inout LinePage) {
    let notes = stepNotes
    guard !notes.isEmpty else { return }
    page.heading(notesAreRead ? "Notes of this step" : "Notes of this step (still being read)")
    for (index, id) in notes.enumerated() {
      let isShown = session.revealed.contains(id.value)
      let note = slides.notes.catalogue.note(id)
      let mark = (index == selectedNote ? "▸ " : "  ") + (isShown ? "●" : "○")
      page.item(
        mark, (note?.title ?? "\(id.value): no such note") + (isShown ? "" : " · kept back"))
      if index == selectedNote, let note {
        if let description = note.description { page.text(description, indent: 6) }
        if let sources = note.sources.summary { page.text(sources, indent: 6, style: .sources) }
      }
    }
    page.gap()
  }
}
