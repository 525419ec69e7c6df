// Moving in the text of a step, among its notes and differences; lists to go by; searching.

import Documents
import Notes
import Reader
import Screen
import Teaching
import Text

extension PresenterState {
  /// Starts of the parts of a paragraph counted from 1.
  private func parts(of paragraph: Int) -> [Int] {
    RoomParts.starts(of: document.text(of: paragraph - 1), size: RoomParts.nominal)
  }

  /// The part after the one in front, else the next paragraph of the step.
  func placeAfter() -> (paragraph: Int, offset: Int)? {
    let paragraphs = paragraphs
    guard let at = paragraphs.firstIndex(of: focus.paragraph) else { return nil }
    if let next = parts(of: focus.paragraph).first(where: { $0 > focus.offset }) {
      return (focus.paragraph, next)
    }
    return at + 1 < paragraphs.count ? (paragraphs[at + 1], 0) : nil
  }

  func placeBefore() -> (paragraph: Int, offset: Int)? {
    let paragraphs = paragraphs
    guard let at = paragraphs.firstIndex(of: focus.paragraph) else { return nil }
    if let previous = parts(of: focus.paragraph).last(where: { $0 < focus.offset }) {
      return (focus.paragraph, previous)
    }
    guard at > 0 else { return nil }
    return (paragraphs[at - 1], parts(of: paragraphs[at - 1]).last ?? 0)
  }

  /// Performs a command that moves; false when it is none.
  mutating func move(_ command: Command, _ number: Int?) -> Bool {
    switch command {
    case .nextParagraph: moveParagraph(by: number ?? 1)
    case .previousParagraph: moveParagraph(by: -(number ?? 1))
    case .firstParagraph: show(paragraph: number ?? paragraphs.first ?? 1)
    case .lastParagraph: show(paragraph: number ?? paragraphs.last ?? 1)
    case .lineDown, .lineUp: movePart(isDown: command == .lineDown)
    case .nextNote: selectNote(by: number ?? 1)
    case .previousNote: selectNote(by: -(number ?? 1))
    case .openNote: openNote()
    case .back:
      focus.isNoteOpen = false
      focus.look = nil
    case .noteDown: scroll(by: number ?? 3)
    case .noteUp: scroll(by: -(number ?? 3))
    case .nextHit: moveHit(by: number ?? 1)
    case .previousHit: moveHit(by: -(number ?? 1))
    default: return false
    }
    return true
  }

  private mutating func show(paragraph: Int, offset: Int = 0) {
    guard !paragraphs.isEmpty else {
      message = "this step keeps the text back"
      return
    }
    guard paragraphs.contains(paragraph) else {
      message = "¶\(paragraph) does not belong to this step"
      return
    }
    focus.paragraph = paragraph
    focus.offset = offset
    focus.look = .text
  }

  private mutating func moveParagraph(by count: Int) {
    let paragraphs = paragraphs
    guard let at = paragraphs.firstIndex(of: focus.paragraph) else {
      return show(paragraph: paragraphs.first ?? 1)
    }
    // The first press brings the text to the front where something else stands there.
    if slide.emphasis != .text {
      focus.look = .text
      return
    }
    show(paragraph: paragraphs[max(0, min(paragraphs.count - 1, at + count))])
  }

  private mutating func movePart(isDown: Bool) {
    if isPrivate || (focus.isNoteOpen && slide.emphasis == .notes) {
      return scroll(by: isDown ? 1 : -1)
    }
    guard !paragraphs.isEmpty else {
      message = "this step keeps the text back"
      return
    }
    if slide.emphasis != .text {
      focus.look = .text
    } else if let place = isDown ? placeAfter() : placeBefore() {
      show(paragraph: place.paragraph, offset: place.offset)
    }
  }

  private mutating func scroll(by lines: Int) {
    guard isPrivate else { return scrollNote(by: lines > 0 ? 1 : -1) }
    privateScroll = max(0, privateScroll + lines)
  }

  /// Moves an open note by its blocks, so that every screen shows the same of it.
  private mutating func scrollNote(by count: Int) {
    guard focus.isNoteOpen, let id = focus.note, let note = slides.notes.catalogue.note(id) else {
      return
    }
    let blocks = slides.notes.blocks(of: note, uncovered: Set(session.revealed)).count
    focus.noteBlock = max(0, min(blocks - 1, focus.noteBlock + count))
  }

  // MARK: - Notes and differences

  private mutating func selectNote(by count: Int) {
    if slide.emphasis == .comparison, let agenda = slide.comparison?.agenda, !agenda.isEmpty {
      let at = (focus.difference ?? -1) + count
      focus.difference = (at % agenda.count + agenda.count) % agenda.count
      return
    }
    if isPrivate {
      let all = stepNotes
      guard !all.isEmpty else { return }
      selectedNote = ((selectedNote + count) % all.count + all.count) % all.count
      if session.revealed.contains(all[selectedNote].value) { focus.note = all[selectedNote] }
      return
    }
    guard let step else { return }
    let shown = slides.uncovered(of: step, session, focus)
    guard !shown.isEmpty else {
      message = "no note is uncovered here"
      return
    }
    let at = focus.note.flatMap { shown.firstIndex(of: $0) }.map { $0 + count } ?? 0
    focus.note = shown[(at % shown.count + shown.count) % shown.count]
    focus.isNoteOpen = false
    focus.look = .notes
  }

  private mutating func openNote() {
    guard let step else { return }
    let shown = slides.uncovered(of: step, session, focus)
    guard let note = focus.note.flatMap({ shown.contains($0) ? $0 : nil }) ?? shown.first else {
      message = "no note is uncovered here"
      return
    }
    focus.note = note
    focus.look = .notes
    focus.isNoteOpen.toggle()
    focus.noteBlock = 0
  }

  // MARK: - Lists

  var listRows: Int { max(1, size.rows - 3) }

  mutating func performInList(_ command: Command) -> [PresenterEffect] {
    let rows = listRows
    let all = list?.items.count ?? 0
    switch command {
    case .listDown: list?.move(by: 1, rows: rows)
    case .listUp: list?.move(by: -1, rows: rows)
    case .listPageDown: list?.move(by: rows, rows: rows)
    case .listPageUp: list?.move(by: -rows, rows: rows)
    case .listFirst: list?.move(by: -all, rows: rows)
    case .listLast: list?.move(by: all, rows: rows)
    case .listChoose:
      guard let list, list.items.indices.contains(list.selected) else { return [] }
      let (purpose, target) = (list.purpose, list.items[list.selected].target)
      guard case .paragraph(let index) = target else { return [] }
      self.list = nil
      if purpose == .steps { return enter(index) }
      show(paragraph: index)
    case .leave, .cancel, .back: list = nil
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: break
    }
    return []
  }

  /// The step's paragraphs by their first words. How many notes each has is not said.
  mutating func outlineList() -> ListView? {
    guard !paragraphs.isEmpty else {
      message = "this step keeps the text back"
      return nil
    }
    var list = ListView(
      .outline, title: "Paragraphs of this step",
      items: paragraphs.map { number in
        ListItem(
          "¶\(number)  \(document.text(of: number - 1).prefix(200))", target: .paragraph(number))
      })
    list.selected = paragraphs.firstIndex(of: focus.paragraph) ?? 0
    return list
  }

  /// All steps by kind and minutes; what they say and show stays untold.
  func stepsList() -> ListView {
    var list = ListView(
      .steps, title: "Steps",
      items: lesson.steps.enumerated().map { index, step in
        let place = lesson.flow.firstIndex(of: index).map { "\($0 + 1)." } ?? "extra"
        let text = step.paragraphs.map { "¶\($0)" }.joined(separator: " ")
        return ListItem(
          "\(place) \(step.kind.rawValue) \(text)", detail: step.minutes.map { "\($0) min" } ?? "",
          target: .paragraph(index))
      })
    list.selected = max(0, min(session.step, list.items.count - 1))
    return list
  }

  func helpList() -> ListView {
    ListView(
      .help, title: "Keys",
      items: settings.keymap.helpItems([
        (.lesson, "In a lesson"), (.marking, "While marking"), (.count, "While counting hands"),
        (.list, "In a list"), (.field, "While typing a line"),
      ]))
  }

  // MARK: - Searching and places

  mutating func search(_ words: String) {
    let shown = Set(paragraphs)
    hits = TextSearch.find(words, in: document).hits.filter {
      shown.contains(document.paragraph(at: $0.start) + 1)
    }
    currentHit = nil
    if hits.isEmpty {
      message =
        paragraphs.isEmpty ? "this step keeps the text back" : "not in the paragraphs of this step"
    } else {
      moveHit(by: 1)
    }
  }

  private mutating func moveHit(by count: Int) {
    guard !hits.isEmpty else {
      message = "nothing was searched for"
      return
    }
    let at = currentHit.map { $0 + count } ?? 0
    let index = (at % hits.count + hits.count) % hits.count
    currentHit = index
    let paragraph = document.paragraph(at: hits[index].start) + 1
    let inside =
      hits[index].start.value - document.paragraphs[paragraph - 1].range.start.value
    show(paragraph: paragraph, offset: parts(of: paragraph).last { $0 <= inside } ?? 0)
    message = "hit \(index + 1) of \(hits.count)"
  }

  mutating func markPlace(_ key: Key, isSetting: Bool) {
    guard case .scalar(let scalar) = key.code, !key.control, !key.alt,
      scalar.properties.isAlphabetic
    else { return }
    let letter = Character(scalar)
    if isSetting {
      places[letter] = (focus.paragraph, focus.offset)
      message = "marked \(letter)"
    } else if let place = places[letter] {
      show(paragraph: place.paragraph, offset: place.offset)
    } else {
      message = "no mark \(letter)"
    }
  }
}
