// Changing notes while reading: alias, edit, delete, undo, pin, put away; and what is said of it.

import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  /// Bytes of the longest selection that becomes an alias.
  private static let longestAlias = 400

  mutating func performWriting(_ command: Command) -> [Effect] {
    switch command {
    case .addAlias: return beginAlias()
    case .editNote: return editNote()
    case .deleteNote: askToDelete()
    case .undo: return [.undo(confirmed: nil)]
    case .redo: return [.redo(confirmed: nil)]
    case .pin: return pin()
    case .notHere: return putAway()
    case .changes:
      message = "comparing with what was read before …"
      return [.readChanges]
    default: break
    }
    return []
  }

  /// The note that keys act on: the open one, else the selected one of the paragraph.
  var notedID: NoteID? { openNotes.last?.id ?? selectedLink?.note }

  private mutating func noNote() -> [Effect] {
    message = isTextOnly ? whyNoNotes : "no note is selected here"
    return []
  }

  /// Whether a note stands in a folder that is only read.
  func isReadOnly(_ id: NoteID) -> Bool {
    guard let folder = catalogue.note(id)?.folder else { return false }
    return folder != settings.notesFolder && !settings.notesFolder.isEmpty && !folder.isEmpty
  }

  private mutating func beginAlias() -> [Effect] {
    guard selection != nil else {
      message = "select the words first, with v"
      return []
    }
    guard let words = selectedText(atMost: Self.longestAlias)?.folded, !words.isEmpty else {
      message = "too long for a name; a adds a note on the passage"
      return []
    }
    begin(.alias(words))
    return promptChanged()
  }

  private mutating func editNote() -> [Effect] {
    guard let id = notedID else { return noNote() }
    let path = catalogue.note(id)?.path
    let problem = catalogue.problems.first { $0.path == path && $0.severity == .error }
    return [.edit(id, line: problem?.line)]
  }

  private mutating func askToDelete() {
    guard let id = notedID, let note = catalogue.note(id) else {
      _ = noNote()
      return
    }
    if isReadOnly(id) {
      message = "the notes in \(note.folder) are read-only"
      return
    }
    let others = linking(to: id)
    var items = [ListItem("“\(note.title)” (\(note.path)) will be deleted.")]
    if note.passage != nil { items.append(ListItem("It is about a passage of a text.")) }
    items.append(ListItem(""))
    if others.isEmpty {
      items.append(ListItem("No note links to it."))
    } else {
      items.append(
        ListItem(
          others.count == 1
            ? "1 note links to it, and that link will lead nowhere:"
            : "\(others.count) notes link to it, and their links will lead nowhere:"))
      items += others.prefix(200).map { ListItem("  " + $0.title) }
    }
    list = ListView(.deletion, title: "Delete a note", items: items)
    question = Question(
      "y deletes, any other key keeps “\(note.title)”",
      effect: .delete(id, expecting: note.revision), otherwise: "kept")
  }

  /// A key while a question stands.
  mutating func answer(_ question: Question, _ key: Key) -> [Effect] {
    if list?.purpose == .deletion, scrollsQuestion(key) { return [] }
    self.question = nil
    if list?.purpose == .deletion { list = nil }
    if key == .character("y") || key == .character("Y") {
      message = nil
      return [question.effect]
    }
    message = question.otherwise
    return []
  }

  /// A page that asks something can be read to its end before it is answered.
  private mutating func scrollsQuestion(_ key: Key) -> Bool {
    let page = max(1, plan.body(of: size).rows - 4)
    guard (list?.items.count ?? 0) > page else { return false }
    switch settings.keymap.command(for: key, in: .list) {
    case .listDown: moveList(by: 1)
    case .listUp: moveList(by: -1)
    case .listPageDown: moveList(by: page)
    case .listPageUp: moveList(by: -page)
    default: return false
    }
    return true
  }

  private mutating func pin() -> [Effect] {
    guard let id = notedID else { return noNote() }
    let pinned = choices.filter { $0.note == id && $0.decision == .pin }
    if !pinned.isEmpty { return [.decide(pinned, isOn: false)] }
    guard let hash = document.knownHash else { return stillReading() }
    return [
      .decide([DocumentChoice(document: hash, note: id, decision: .pin)], isOn: true)
    ]
  }

  private mutating func putAway() -> [Effect] {
    guard let id = notedID else { return noNote() }
    guard let link = shownLinks(of: focus).first(where: { $0.note == id }) else {
      message = "this note has no mention here"
      return []
    }
    guard let hash = document.knownHash else { return stillReading() }
    if link.matches.isEmpty {
      message = "“\(link.title)” is pinned; p unpins it"
      return []
    }
    var seen: Set<String> = []
    let decisions = link.matches.compactMap { match -> DocumentChoice? in
      // A passage is one place, whatever its words.
      let words = match.reason == .passage ? "" : match.text
      guard seen.insert(Folding.fold(words)).inserted else { return nil }
      return DocumentChoice(document: hash, note: link.note, words: words, decision: .notHere)
    }
    return [.decide(decisions, isOn: true)]
  }

  private mutating func stillReading() -> [Effect] {
    message = "the text is still being read"
    return []
  }

  /// What was decided for this text, each to be taken back.
  func choicesList() -> ListView {
    let items = choices.map { choice -> ListItem in
      let title = catalogue.note(choice.note)?.title ?? choice.note.value
      let words = choice.words.isEmpty ? "" : " for “\(choice.words)”"
      let what = choice.decision == .pin ? "pinned: " : "not here: "
      return ListItem(what + title + words, target: .effect(.decide([choice], isOn: false)))
    }
    return ListView(
      .choices, title: "Chosen for this text · Enter takes back", items: items,
      emptyText: "nothing was chosen · p pins a note, x puts one away")
  }
}
