// The one way in which a presenter changes: a message comes, the state changes, requests go out.
// What is to be kept is in the record before anything else is asked for.

import Documents
import Notes
import Reader
import Screen
import Teaching
import Text

extension PresenterState {
  /// What is to be asked for right after the first frame.
  public mutating func start() -> [PresenterEffect] {
    var effects: [PresenterEffect] = []
    if settings.isResumed {
      effects = record([.resumed])
      hasJustResumed = true
    }
    effects.append(.readNotes)
    return effects + publishing()
  }

  /// Takes one message.
  public mutating func update(_ message: PresenterMessage) -> [PresenterEffect] {
    var effects: [PresenterEffect] = []
    switch message {
    case .input(let event): effects = take(event)
    case .tick(let time):
      // Time alone changes nothing that the room sees.
      now = max(now, time)
      return []
    case .notesRead(let notes):
      slides = Slides(lesson: lesson, document: document, notes: notes)
      notesAreRead = true
    case .notesFailed(let why):
      notesAreRead = true
      missing = why
      self.message = "no notes can be had · P says why"
    case .recorded(let events):
      for event in events { session.apply(event) }
    case .rewritten(let session):
      self.session = session
      // The room's file is empty now.
      published = nil
      self.message = "the record was changed elsewhere and read anew"
    case .notice(let text): self.message = text
    case .closed(let fault):
      if let fault { self.message = fault } else { return [.quit(0)] }
    }
    return effects + publishing()
  }

  /// Applies events at once and asks for them to be kept.
  mutating func record(_ events: [SessionEvent]) -> [PresenterEffect] {
    let timed = events.map { TimedEvent(at: now, $0) }
    for event in timed { session.apply(event) }
    return timed.isEmpty ? [] : [.record(timed)]
  }

  /// Lets the room see what changed, unless it is frozen.
  private mutating func publishing() -> [PresenterEffect] {
    guard !isFrozen else { return [] }
    let slide = slide
    guard slide != published else { return [] }
    published = slide
    return [.publish(slide)]
  }

  private mutating func take(_ event: InputEvent) -> [PresenterEffect] {
    switch event {
    case .resize(let size):
      self.size = size
      return []
    case .paste(let text):
      prompt?.field.insert(text)
      return []
    case .wheel(let lines, _):
      guard list == nil else {
        let rows = listRows
        list?.move(by: lines, rows: rows)
        return []
      }
      return perform(lines > 0 ? .lineDown : .lineUp)
    case .click, .drag: return []
    case .key(let key): return take(key)
    }
  }

  private mutating func take(_ key: Key) -> [PresenterEffect] {
    let isInterrupt = key == .control("c")
    defer { lastKeyWasInterrupt = isInterrupt }
    if isInterrupt, lastKeyWasInterrupt { return [.quit(130)] }
    if prompt != nil { return typed(key) }
    let key = KeyboardLayouts.latinKey(for: key)
    hasJustResumed = false
    if let question { return answer(question, key) }
    message = nil
    if count != nil { return counted(key) }
    let digit = digit(of: key)
    if let digit, marking != nil {
      return typedNumber == nil && (1...8).contains(digit) ? mark(withLabel: digit) : []
    }
    if let digit, list == nil, digit > 0 || typedNumber != nil {
      typedNumber = min(99_999, (typedNumber ?? 0) * 10 + digit)
      message = "\(typedNumber ?? 0) …"
      return []
    }
    guard let command = settings.keymap.command(for: key, in: mode) else {
      typedNumber = nil
      // A clicker's other keys, and those of the reader that could give something away.
      if let why = Self.reason(for: key, settings.keymap) { message = why }
      return []
    }
    if isInterrupt { message = "^C again leaves; the session can be taken up again" }
    if list != nil { return performInList(command) }
    return perform(command)
  }

  private func digit(of key: Key) -> Int? {
    guard case .scalar(let scalar) = key.code, !key.control, !key.alt, scalar.isASCII else {
      return nil
    }
    return Character(scalar).wholeNumberValue
  }

  /// Why a key that the reader knows does nothing here; nil for one that nobody knows.
  private static func reason(for key: Key, _ keymap: Keymap) -> String? {
    switch keymap.command(for: key, in: .reader) {
    case .addNote, .addAlias, .editNote, .deleteNote, .undo, .redo, .pin, .notHere:
      "notes are not changed in a lesson: it would show what is kept back"
    case .halfPageDown, .halfPageUp, .cancel, nil: nil
    default: "not in a lesson · ? shows the keys"
    }
  }

  /// Performs a command of the lesson.
  mutating func perform(_ command: Command) -> [PresenterEffect] {
    let number = typedNumber
    typedNumber = nil
    if marking != nil, let effects = performMarking(command, number) { return effects }
    if move(command, number) { return [] }
    switch command {
    case .nextThing: return goOn()
    case .stepBack: return goBack()
    case .chooseStep: list = stepsList()
    case .blankRoom: isBlank.toggle()
    case .revealNote: return revealOne()
    case .revealStep: askToReveal()
    case .countHands: beginCounting()
    case .reopenQuestion: return reopen()
    case .present: prompt = PresenterPrompt(.present)
    case .privateScreen: togglePrivate()
    case .freezeRoom:
      isFrozen.toggle()
      message = isFrozen ? "the room's screen stays as it is · f lets it go on" : nil
    case .pauseTimer: return record([session.isPaused ? .continued : .paused])
    case .selectWords: beginMarking(.word)
    case .selectSentences: beginMarking(.sentence)
    case .copy, .copyCited: return copy(cited: command == .copyCited)
    case .textOnly: message = "a lesson has no pane to close"
    case .searchNotes: message = "off in a lesson: it would show what is kept back"
    case .search: prompt = PresenterPrompt(.search)
    case .commandLine: prompt = PresenterPrompt(.command)
    case .outline: list = outlineList()
    case .setMark, .goToMark: question = .markName(isSetting: command == .setMark)
    case .help: list = helpList()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .leave where isPrivate: isPrivate = false
    case .leave where focus.isNoteOpen: focus.isNoteOpen = false
    case .leave, .endLesson: question = .end
    default: break
    }
    return []
  }

  private mutating func togglePrivate() {
    if isPrivate { isPrivate = false } else { question = .projected }
  }

  private mutating func copy(cited: Bool) -> [PresenterEffect] {
    let range = marking?.range
    guard let paragraph = marking?.paragraph ?? slide.text?.paragraph else {
      message = "no text is shown"
      return []
    }
    let text = document.text(of: paragraph - 1)
    let start = document.paragraphs[paragraph - 1].range.start.value
    var words = range.map { String(text.slice($0.shifted(by: -start))) } ?? text
    if cited {
      let source = [lesson.author, lesson.outlet, lesson.date].compactMap { $0 }
      words = "“\(words)”\n— \((source + ["¶ \(paragraph)"]).joined(separator: ", "))\n"
    }
    marking = nil
    return [.copy(words, saying: "copied")]
  }
}
