// Answers about writing: what was saved, refused, undone; notes that others changed.

import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  mutating func arriveWriting(_ message: Message) -> [Effect] {
    if isTyping {
      switch message {
      case .undoAsks, .conflict, .changesRead:
        heldMessages.append(message)
        return []
      default: break
      }
    }
    switch message {
    case .notesChanged(let now, let saying):
      let effects = take(now)
      if let saying { self.message = saying }
      return effects
    case .written(let done, let now): return take(done, now)
    case .refused(let why, let form):
      if let form { formRefused(why, form) } else { self.message = why }
    case .conflict(let conflict): list = conflictList(conflict)
    case .undoAsks(let number, let label, let isRedo):
      question = Question(
        "y \(isRedo ? "does again" : "undoes"), of an earlier run: \(label)",
        effect: isRedo ? .redo(confirmed: number) : .undo(confirmed: number),
        otherwise: "nothing was done")
    case .choicesRead(let choices): self.choices = choices
    case .begunNotesFound(let found):
      begunNotes += found.filter { note in !begunNotes.contains { $0.id == note.id } }
      if self.message == nil, !found.isEmpty {
        self.message =
          found.count == 1
          ? "a note that was begun is kept · a goes on with it"
          : "\(found.count) notes that were begun are kept · a goes on with them"
      }
    case .editedSince(let day):
      // Opened otherwise than usual it is another text, which says nothing of the file.
      guard settings.wishes.isUsual else { break }
      editedSince = day
      self.message = openingRemark
    case .changesRead(let changes, let since): showChanges(changes, since: since)
    default: break
    }
    return []
  }

  /// Whether a question or a list would come over what is being typed.
  private var isTyping: Bool { form != nil || prompt != nil }

  /// What was held back while something was being typed, once nothing is any more.
  mutating func takeHeld() -> [Effect] {
    guard !heldMessages.isEmpty, !isTyping, question == nil, list == nil else { return [] }
    return arriveWriting(heldMessages.removeFirst())
  }

  /// The notes as they are now, without a moment in which none are shown.
  private mutating func take(_ now: NotesNow) -> [Effect] {
    catalogue = now.catalogue
    if let passages = now.passages { self.passages = passages }
    if let choices = now.choices { self.choices = choices }
    show(now.links)
    if list?.purpose == .choices {
      let at = list?.selected ?? 0
      list = choicesList()
      list?.selected = min(at, max(0, choices.count - 1))
    }
    if progress == .noFolder { progress = .done }
    openNotes.removeAll { catalogue.note($0.id) == nil }
    // While all notes are still being read, the others are linked when they are there.
    if awaitsNotes { return [] }
    generation += 1
    let first = visibleRows().first?.paragraph ?? focus
    return [.link(first: min(first, focus), generation: generation)]
  }

  private mutating func take(_ done: WritingDone, _ now: NotesNow) -> [Effect] {
    var effects = take(now)
    attaching = nil
    if let form = done.form {
      effects += formSaved(form)
      // What was just written is to be seen.
      if self.form == nil { openNotes.removeAll() }
    }
    message = done.saying
    guard let id = done.note else { return effects }
    if let index = shownLinks(of: focus).firstIndex(where: { $0.note == id }) {
      selected = index
      paneScroll = 0
    } else if done.form != nil, openNotes.isEmpty {
      let kind = catalogue.note(id)?.kind
      let isOff = kind.map { settings.hiddenKinds.contains($0) } ?? false
      let why = isTextOnly ? "z shows it" : isOff ? "its kind is off: :kinds" : nil
      message = done.saying + " · " + (why ?? "not on this paragraph: s")
    }
    return effects
  }

  /// Both versions side by side; neither is lost, whatever is chosen.
  private func conflictList(_ conflict: NoteConflict) -> ListView {
    let title = catalogue.note(conflict.note)?.title ?? conflict.note.value
    let comparison = Comparison(
      conflict.action, conflict.mine ?? "(deleted)",
      "what stands there now", conflict.theirs ?? "(deleted)")
    var items = [
      ListItem(
        "leave the note as it stands now",
        target: .effect(conflict.entry.map { .forgetAction($0) } ?? .redraw))
    ]
    if let mine = conflict.mine {
      items.append(
        ListItem(
          "keep the other version as a note of its own",
          target: .effect(.keepVersion(mine, of: conflict.note))))
    }
    var view = ListView(
      .conflict, title: "“\(title)” was changed elsewhere; nothing was overwritten", items: items)
    for index in items.indices { view.comparisons[index] = comparison }
    return view
  }
}
