// The line being typed: search, command line, and the search of notes that lists while one types.

import Notes
import Screen
import Text

extension ReaderState {
  mutating func begin(_ purpose: Prompt.Purpose) {
    if selection == nil { openNotes.removeAll() }
    prompt = Prompt(purpose)
    message = nil
  }

  /// A key while a line is being typed.
  mutating func typed(_ key: Key) -> [Effect] {
    guard var prompt else { return [] }
    if let command = settings.keymap.command(for: key, in: .field) {
      if prompt.field.edit(command) {
        self.prompt = prompt
        return promptChanged()
      }
      switch command {
      case .fieldAccept: return accept()
      case .fieldCancel:
        self.prompt = nil
        if prompt.listsNotes { list = nil }
      case .fieldComplete: complete()
      case .fieldPrevious: step(-1)
      case .fieldNext: step(1)
      case .redraw: return [.redraw]
      case .suspend: return [.suspend]
      default: break
      }
      return []
    }
    if case .scalar(let scalar) = key.code, !key.control, !key.alt {
      prompt.field.insert(String(Character(scalar)))
      self.prompt = prompt
      return promptChanged()
    }
    return []
  }

  /// The typed line changed: a search of notes asks anew.
  mutating func promptChanged() -> [Effect] {
    guard let prompt, prompt.listsNotes else { return [] }
    noteSearchGeneration += 1
    choosesOnArrival = false
    if case .alias(let words) = prompt.purpose {
      if list == nil {
        list = ListView(
          .aliasTargets, title: "Which note is also called “\(words)”?", items: [],
          emptyText: "no note has a name like that")
      }
      return [
        .findAliasTargets(prompt.field.text, selection: words, generation: noteSearchGeneration)
      ]
    }
    if list == nil {
      list = ListView(.notes, title: "Notes", items: [], emptyText: "no note has these words")
    }
    return [.findNotes(prompt.field.text, generation: noteSearchGeneration)]
  }

  mutating func arrive(
    _ notes: [NoteSummary], in purpose: ListView.Purpose, generation: Int
  ) -> [Effect] {
    guard generation == noteSearchGeneration, list?.purpose == purpose else { return [] }
    answeredNoteSearch = generation
    // An alias can only be given to a note that may be written.
    let shown = purpose == .aliasTargets ? notes.filter { !isReadOnly($0.id) } : notes
    list?.items = shown.map { note in
      var target = ListTarget.note(note.id)
      if case .alias(let words) = prompt?.purpose {
        target = .effect(.addAlias(words, to: note.id))
      }
      return ListItem(note.title, detail: note.kind?.value ?? "", target: target)
    }
    list?.selected = 0
    guard choosesOnArrival else { return [] }
    choosesOnArrival = false
    return shown.isEmpty ? [] : accept()
  }

  private mutating func step(_ by: Int) {
    guard var prompt else { return }
    if prompt.listsNotes {
      moveList(by: by)
      return
    }
    let lines = history[prompt.purpose] ?? []
    guard !lines.isEmpty else { return }
    let at = (prompt.recalled ?? lines.count) + by
    guard at >= 0 else { return }
    prompt.recalled = at < lines.count ? at : nil
    prompt.field = TextField(at < lines.count ? lines[at] : "")
    self.prompt = prompt
  }

  private mutating func accept() -> [Effect] {
    guard let prompt else { return [] }
    let text = prompt.field.text
    if prompt.listsNotes {
      // What the list shows may answer what stood there some letters ago.
      if answeredNoteSearch != noteSearchGeneration {
        choosesOnArrival = true
        return []
      }
      if list?.items.isEmpty ?? true { return [] }
    }
    self.prompt = nil
    if prompt.listsNotes {
      let chosen = list
      list = nil
      if let chosen, chosen.items.indices.contains(chosen.selected) {
        return choose(chosen.items[chosen.selected].target)
      }
      return []
    }
    if !text.isEmpty, history[prompt.purpose]?.last != text {
      history[prompt.purpose, default: []].append(text)
    }
    if prompt.purpose == .search {
      if text.isEmpty { return goToHit(by: 1) }
      return askFor(text)
    }
    return run(text)
  }

  /// Names that the command line completes to.
  public static let commandNames = Set(
    CommandTable.rows.filter { $0.mode == .reader || $0.mode == .note }.map(\.command.rawValue)
  ).sorted()

  private mutating func complete() {
    guard var prompt, prompt.purpose == .command else { return }
    if completeValue() { return }
    let begun = prompt.field.text.lowercased()
    let fitting = Self.commandNames.filter { $0.hasPrefix(begun) }
    guard let first = fitting.first else {
      message = "no command begins with that"
      return
    }
    var common = Substring(first)
    for name in fitting { common = Substring(common.commonPrefix(with: name)) }
    if common.count > begun.count { prompt.field = TextField(String(common)) }
    message = fitting.count > 1 ? fitting.joined(separator: "  ") : nil
    self.prompt = prompt
  }

  /// Completes what follows a command that takes a value; false for any other line.
  private mutating func completeValue() -> Bool {
    guard var prompt, let gap = prompt.field.text.firstIndex(of: " "),
      let command = Command(rawValue: prompt.field.text[..<gap].lowercased()),
      let values = Self.values(of: command)
    else { return false }
    let begun = prompt.field.text[gap...].drop { $0 == " " }.lowercased()
    let fitting = values.filter { $0.lowercased().hasPrefix(begun) }
    guard let first = fitting.first else {
      message = "none begins with that"
      return true
    }
    var common = Substring(first)
    for name in fitting { common = Substring(common.commonPrefix(with: name)) }
    if common.count > begun.count {
      prompt.field = TextField("\(command.rawValue) \(common)")
      self.prompt = prompt
    }
    message = fitting.count > 1 ? fitting.joined(separator: "  ") : nil
    return true
  }

  /// Runs a typed command line.
  mutating func run(_ line: String) -> [Effect] {
    let words = line.split(separator: " ")
    guard let word = words.first.map({ $0.lowercased() }) else { return [] }
    if word.hasSuffix("%"), let number = Int(word.dropLast()) {
      jump(toPercent: number)
      return []
    }
    if let number = Int(word) {
      go(toOrdinal: max(1, number) - 1)
      return []
    }
    let short = ["q": "quit", "h": "help"]
    let name = short[word] ?? word
    let value = words.dropFirst().first.map(String.init)
    if let command = Command(rawValue: name), Self.commandNames.contains(name) {
      return value.flatMap { reopen(command, $0) } ?? perform(command)
    }
    let fitting = Self.commandNames.filter { $0.hasPrefix(name) }
    if fitting.count == 1, let command = fitting.first.flatMap(Command.init(rawValue:)) {
      return value.flatMap { reopen(command, $0) } ?? perform(command)
    }
    message =
      fitting.isEmpty
      ? "no command \(word) · ? lists them" : "\(word) could be \(fitting.joined(separator: ", "))"
    return []
  }
}

extension Substring {
  fileprivate func commonPrefix(with other: String) -> String {
    var result = ""
    for (left, right) in zip(self, other) {
      guard left == right else { break }
      result.append(left)
    }
    return result
  }
}
