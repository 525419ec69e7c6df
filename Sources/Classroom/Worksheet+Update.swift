// How a worksheet changes. Everything is kept the moment it is written; there is nothing to save.

import Documents
import Notes
import Reader
public import Screen
import Teaching
import Text

extension WorksheetState: ScreenState {
  public static func message(of event: InputEvent) -> WorksheetMessage { .input(event) }

  public mutating func start() -> [WorksheetEffect] { role == .study ? [.readNotes] : [] }

  public mutating func update(_ message: WorksheetMessage) -> [WorksheetEffect] {
    switch message {
    case .input(let event): return take(event)
    case .tick(let time): now = max(now, time)
    case .notesRead(let notes): take(notes)
    case .notice(let text): self.message = text
    }
    return []
  }

  private mutating func record(_ events: [SessionEvent]) -> [WorksheetEffect] {
    let timed = events.map { TimedEvent(at: now, $0) }
    for event in timed { session.apply(event) }
    return [.record(timed)]
  }

  private mutating func take(_ event: InputEvent) -> [WorksheetEffect] {
    switch event {
    case .resize(let size): self.size = size
    case .paste(let text): field?.insert(text)
    case .wheel(let lines, _): scroll(by: lines)
    case .click, .drag: break
    case .key(let key): return take(key)
    }
    return []
  }

  private mutating func take(_ key: Key) -> [WorksheetEffect] {
    let isInterrupt = key == .control("c")
    defer { lastKeyWasInterrupt = isInterrupt }
    if isInterrupt, lastKeyWasInterrupt { return [.quit(130)] }
    if field != nil { return typed(key) }
    let key = KeyboardLayouts.latinKey(for: key)
    message = nil
    if list == nil, case .scalar(let scalar) = key.code, !key.control, !key.alt, scalar.isASCII,
      let digit = Character(scalar).wholeNumberValue
    {
      return take(digit: digit)
    }
    guard let command = keymap.command(for: key, in: mode) else {
      typedNumber = nil
      message = "\(key.notation) does nothing here · ? shows the keys"
      return []
    }
    if isInterrupt { message = "^C again leaves" }
    if list != nil {
      performInList(command)
      return []
    }
    return perform(command)
  }

  /// A digit chooses an option or labels the selection; elsewhere it names a paragraph.
  private mutating func take(digit: Int) -> [WorksheetEffect] {
    if marking != nil { return mark(withLabel: digit) }
    if typedNumber == nil, case .question(let round, let question)? = current,
      question.type == .choice
    {
      guard question.options.indices.contains(digit - 1) else {
        message = "the options are 1 to \(question.options.count)"
        return []
      }
      return record([.answered(answer: PupilAnswer(round: round, option: digit - 1))])
    }
    guard digit > 0 || typedNumber != nil else { return [] }
    typedNumber = min(99_999, (typedNumber ?? 0) * 10 + digit)
    message = "\(typedNumber ?? 0) …"
    return []
  }

  private mutating func perform(_ command: Command) -> [WorksheetEffect] {
    let number = typedNumber
    typedNumber = nil
    if marking != nil {
      if marking?.move(command, times: number ?? 1) == true { return [] }
      switch command {
      case .selectWords: if marking?.change(to: .word) == false { marking = nil }
      case .selectSentences: if marking?.change(to: .sentence) == false { marking = nil }
      case .leave, .cancel: marking = nil
      default: break
      }
      return []
    }
    switch command {
    case .nextItem: moveItem(by: 1)
    case .previousItem: moveItem(by: -1)
    case .write: beginWriting()
    case .nextParagraph: show(paragraph: paragraph + (number ?? 1))
    case .previousParagraph: show(paragraph: line > 0 ? paragraph : paragraph - (number ?? 1))
    case .firstParagraph: show(paragraph: number ?? 1)
    case .lastParagraph: show(paragraph: number ?? document.paragraphs.count)
    case .lineDown: scroll(by: number ?? 1)
    case .lineUp: scroll(by: -(number ?? 1))
    case .pageDown: scroll(by: max(1, textRows - 1))
    case .pageUp: scroll(by: -max(1, textRows - 1))
    case .noteDown: itemScroll += 1
    case .noteUp: itemScroll = max(0, itemScroll - 1)
    case .selectWords, .selectSentences: beginMarking(command == .selectWords ? .word : .sentence)
    case .help:
      list = ListView(
        .help, title: "Keys",
        items: keymap.helpItems([
          (.paper, "On the sheet"), (.marking, "While marking"), (.field, "While typing"),
        ]))
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .leave: return [.quit(0)]
    default: break
    }
    return []
  }

  private mutating func performInList(_ command: Command) {
    let rows = max(1, size.rows - 3)
    switch command {
    case .listDown: list?.move(by: 1, rows: rows)
    case .listUp: list?.move(by: -1, rows: rows)
    case .listPageDown: list?.move(by: rows, rows: rows)
    case .listPageUp: list?.move(by: -rows, rows: rows)
    case .leave, .cancel, .back: list = nil
    default: break
    }
  }

  private mutating func moveItem(by count: Int) {
    guard !items.isEmpty else { return }
    let next = max(0, min(items.count - 1, item + count))
    if next == item { message = count > 0 ? "that was the last one" : "this is the first one" }
    item = next
    showItem()
  }

  private mutating func show(paragraph number: Int) {
    paragraph = max(1, min(number, max(1, document.paragraphs.count)))
    line = 0
  }

  // MARK: - Writing

  private mutating func beginWriting() {
    switch current {
    case .question(let round, let question) where question.type == .short:
      field = TextField(answer(to: round)?.text ?? "")
    case .note(let id):
      if words(about: id) == nil { field = TextField() } else { itemScroll = 0 }
    case .question(_, let question) where question.type == .choice:
      message = "choose with 1 to \(question.options.count)"
    case .question: message = "select with v or V, then 1 to \(max(1, labels.count)) mark"
    case .words, nil: moveItem(by: 1)
    }
  }

  private mutating func typed(_ key: Key) -> [WorksheetEffect] {
    guard var line = field else { return [] }
    switch keymap.command(for: key, in: .field) {
    case .fieldAccept: return accept(line.text.trimmed)
    case .fieldCancel: field = nil
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case let command?: if line.edit(command) { field = line }
    case nil:
      if case .scalar(let scalar) = key.code, !key.control, !key.alt {
        line.insert(String(Character(scalar)))
        field = line
      }
    }
    return []
  }

  private mutating func accept(_ text: String) -> [WorksheetEffect] {
    switch current {
    case .question(let round, _):
      field = nil
      return record([.answered(answer: PupilAnswer(round: round, text: text))])
    case .note(let id):
      guard text.contains(where: { $0.isLetter }) else {
        message = "one sentence first, then the note opens · Esc leaves it closed"
        return []
      }
      field = nil
      return record([.wrote(note: id.value, words: text), .revealed(notes: [id.value])])
    case .words, nil:
      field = nil
      return []
    }
  }

  // MARK: - Marking

  private mutating func beginMarking(_ unit: MarkCursor.Unit) {
    guard !labels.isEmpty, asksForMarks else {
      message = "nothing on this sheet asks for marks"
      return
    }
    let visible = lines(of: paragraph).dropFirst(line).first?.first?.offset?.value ?? 0
    marking = MarkCursor(document, paragraph: paragraph, unit: unit, from: visible)
    if marking == nil { message = "there is nothing to select" }
  }

  private mutating func mark(withLabel number: Int) -> [WorksheetEffect] {
    guard let range = marking?.range else { return [] }
    guard labels.indices.contains(number - 1) else {
      message = "the labels are 1 to \(labels.count)"
      return []
    }
    let who = if case .pupil(let code, _) = role { code } else { "me" }
    let mark = PresenterState.mark(
      range, in: document, who: who, round: markedRound, label: labels[number - 1].name)
    marking = nil
    return record([session.boardMarks.contains(mark) ? .unmarked(mark: mark) : .marked(mark: mark)])
  }

  private var asksForMarks: Bool {
    items.contains {
      if case .question(_, let question) = $0 { question.type == .span } else { false }
    }
  }

  /// Marks belong to the question in front if it asks for them, else to the first that does.
  private var markedRound: Round {
    func asks(_ item: WorksheetItem) -> Round? {
      if case .question(let round, let question) = item, question.type == .span { return round }
      return nil
    }
    return current.flatMap(asks) ?? items.lazy.compactMap(asks).first ?? Round(question: 0)
  }
}
