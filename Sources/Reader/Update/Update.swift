// The one way in which anything changes: a message comes, the state changes, effects go out. Pure:
// no clock, no file, no environment.

import Documents
import Linking
import Notes
public import Screen
import Text

extension ReaderState: ScreenState {
  public static func message(of event: InputEvent) -> Message { .input(event) }

  /// What is to be asked for right after the first frame.
  public mutating func start() -> [Effect] {
    Keymap.prepare()
    var effects: [Effect] = [.watchSource]
    if document.window != nil {
      effects.append(.countText)
    } else if !document.isComplete, !isArriving {
      effects.append(.readRest)
    }
    if settings.expectsNotes { effects.append(.readNotes) }
    if document.isComplete { effects.append(.readDesk) }
    if settings.mouse { effects.append(.setMouse(true)) }
    return effects
  }

  /// Takes one message.
  public mutating func update(_ message: Message) -> [Effect] {
    let before = (place, marks)
    var effects: [Effect]
    switch message {
    case .input(let event): effects = take(event)
    case .documentRead(let whole, let remembered):
      effects = arrive(whole, remembered: remembered)
    case .documentFailed(let why), .notice(let why):
      self.message = why
      effects = []
    case .notesFailed(let why):
      self.message = why
      progress = .noFolder
      awaitsNotes = false
      effects = []
    case .notesRead(let catalogue): effects = arrive(catalogue)
    case .linked(let links, let passages, let isLast, let generation):
      arrive(links, passages: passages, isLast: isLast, generation: generation)
      effects = []
    case .found(let hits, let isCut, let generation):
      arrive(hits, isCut: isCut, generation: generation)
      effects = []
    case .windowRead(let window, let generation):
      effects = arrive(window: window, generation: generation)
    case .windowFailed(let why, let generation):
      windowFailed(why, generation: generation)
      effects = []
    case .counted(let count):
      arrive(count)
      effects = []
    case .foundMore(let finds, let generation):
      arrive(finds, generation: generation)
      effects = []
    case .sourceNews(let news): effects = take(news)
    case .textReplaced(let now, let places, let saying):
      effects = take(replaced: now, places: places, saying: saying)
    case .notesFound(let notes, let generation):
      effects = arrive(notes, in: .notes, generation: generation)
    case .aliasTargetsFound(let notes, let generation):
      effects = arrive(notes, in: .aliasTargets, generation: generation)
    case .textAnswered(let answer, let generation):
      effects = arrive(answer, generation: generation)
    default: effects = arriveWriting(message)
    }
    effects += takeHeld()
    effects += askForWindow()
    if place.offset != before.0.offset || marks != before.1 {
      effects.append(.keepPosition(position))
    }
    return effects
  }

  private mutating func take(_ event: InputEvent) -> [Effect] {
    switch event {
    case .resize(let size):
      self.size = size
      return []
    case .paste(let text):
      if mode == .form { return pastedInForm(text) }
      guard prompt != nil else { return [] }
      prompt?.field.insert(text)
      return promptChanged()
    case .wheel(let lines, let point):
      if list != nil {
        for _ in 0..<abs(lines) { moveList(by: lines > 0 ? 1 : -1) }
      } else if !openNotes.isEmpty, plan.pane?.contains(point) ?? true {
        scrollNote(by: lines)
      } else {
        scroll(by: lines)
      }
      return []
    case .click(let point):
      message = nil
      click(at: point)
      return []
    case .drag(let point, let isEnd):
      drag(to: point, isEnd: isEnd)
      return []
    case .key(let key):
      return take(key)
    }
  }

  private mutating func take(_ key: Key) -> [Effect] {
    let isInterrupt = key == .control("c")
    defer { lastKeyWasInterrupt = isInterrupt }
    if isInterrupt, lastKeyWasInterrupt { return [.quit(130)] }
    if prompt != nil { return typed(key) }
    if mode == .form { return typedInForm(key) }
    let key = KeyboardLayouts.latinKey(for: key)
    if let question { return answer(question, key) }
    if awaitingMark != nil { return markTyped(key) }
    message = nil
    if case .scalar(let scalar) = key.code, !key.control, !key.alt, takesDigit(scalar) { return [] }
    guard let command = settings.keymap.command(for: key, in: mode) else {
      count = nil
      if let digit = quickDigit(key) { return list == nil ? follow(digit) : followListed(digit) }
      message = "\(key.notation) does nothing here · ? shows the keys"
      return []
    }
    if isInterrupt { message = "^C again quits" }
    return perform(command)
  }

  /// Digits gather into a count; a 0 only after another digit. In an open note with fewer than ten
  /// sources and links a digit follows one at once.
  private mutating func takesDigit(_ scalar: Unicode.Scalar) -> Bool {
    guard let digit = Character(scalar).wholeNumberValue, scalar.isASCII, list == nil else {
      return false
    }
    if mode == .note, count == nil, targets().count < 10 { return false }
    if digit == 0, count == nil { return false }
    count = min(99_999_999, (count ?? 0) * 10 + digit)
    message = "\(count ?? 0) …"
    return true
  }

  private func quickDigit(_ key: Key) -> Int? {
    guard mode == .note || list?.purpose == .links, case .scalar(let scalar) = key.code,
      !key.control, !key.alt
    else {
      return nil
    }
    return Character(scalar).wholeNumberValue
  }

  /// Performs a command in the present mode. Counts are used up by it.
  mutating func perform(_ command: Command) -> [Effect] {
    let number = count
    count = nil
    switch mode {
    case .list: return performInList(command)
    case .note:
      if let effects = performInNote(command, number: number) { return effects }
    case .selection:
      if let effects = performInSelection(command, number: number) { return effects }
    case .reader, .field, .form, .lesson, .marking, .count, .paper, .room: break
    }
    if move(command, number: number) { return [] }
    switch command {
    case .nextNote: selectNote(by: number ?? 1)
    case .previousNote: selectNote(by: -(number ?? 1))
    case .openNote:
      if let effects = attachSelection() { return effects }
      openSelected(number)
    case .noteDown: scrollPane(by: number ?? 1)
    case .noteUp: scrollPane(by: -(number ?? 1))
    case .search: begin(.search)
    case .searchNotes:
      begin(.notes)
      return promptChanged()
    case .commandLine: begin(.command)
    case .follow: follow()
    case .nextHit: return goToHit(by: number ?? 1)
    case .previousHit: return goToHit(by: -(number ?? 1))
    case .setMark, .goToMark:
      awaitingMark = command
      message = command == .setMark ? "mark with which letter?" : "go to which mark?"
    case .followLink: return followLink(number)
    case .back: return goBack()
    case .whole, .paragraphs, .encoding, .format: return reopen(command, nil) ?? []
    case .info: list = infoList()
    case .outline: list = sectionList() ?? outlineList()
    case .kinds: list = kindsList()
    case .lost: list = passagesList()
    case .choices: list = choicesList()
    case .addAlias, .editNote, .deleteNote, .undo, .redo, .pin, .notHere, .changes:
      return performWriting(command)
    case .help: list = helpList()
    case .selectWords: beginSelection(.word)
    case .selectSentences: beginSelection(.sentence)
    case .copy, .copyCited: return copy(cited: command == .copyCited)
    case .addNote: return beginForm()
    case .textOnly, .paneWider, .paneNarrower: return changePane(command)
    case .mouse: return toggleMouse()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .cancel: cancel()
    case .leave, .quit: return leave()
    default: break
    }
    return []
  }

  /// Quits; a private run, which keeps no drafts, asks first when it has some.
  mutating func leave() -> [Effect] {
    guard !settings.keepsDrafts, !begunNotes.isEmpty else { return [.quit(0)] }
    question = Question(
      begunNotes.count == 1
        ? "a note that was begun will be lost; leave? y leaves"
        : "\(begunNotes.count) notes that were begun will be lost; leave? y leaves",
      effect: .quit(0), otherwise: "a goes on with what was begun")
    return []
  }

  private mutating func cancel() {
    if let search, search.isDone, message == nil {
      self.search = nil
    }
    if !openNotes.isEmpty { openNotes.removeAll() }
    attaching = nil
  }

  private mutating func changePane(_ command: Command) -> [Effect] {
    if command == .textOnly {
      isTextOnly.toggle()
      layout = LayoutMemo()
      if isTextOnly { openNotes.removeAll() }
      message = isTextOnly ? "text only · z brings the notes back" : nil
      return []
    }
    let step = command == .paneWider ? 4 : -4
    settings.paneShare = max(-24, min(24, settings.paneShare + step))
    return [.keepSettings(hiddenKinds: settings.hiddenKinds, paneShare: settings.paneShare)]
  }

  private mutating func toggleMouse() -> [Effect] {
    settings.mouse.toggle()
    message = settings.mouse ? "mouse on" : "mouse off"
    return [.setMouse(settings.mouse)]
  }

  private mutating func click(at point: Point) {
    // An open note without a pane covers the text.
    let isCovered = plan.pane == nil && !openNotes.isEmpty
    guard list == nil, prompt == nil, form == nil, !isCovered, plan.text.contains(point) else {
      return
    }
    let rows = visibleRows()
    let index = point.row - plan.text.row
    guard rows.indices.contains(index) else { return }
    press(at: point)
  }
}
