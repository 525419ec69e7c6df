// The one key that goes on, the one that goes back, and uncovering notes.

import Notes
import Reader
import Screen
import Teaching

extension PresenterState {
  /// What the one key does now.
  enum NextThing: Hashable {
    /// Show more of the step's text.
    case show(paragraph: Int, offset: Int)
    case act(Act)
  }

  var nextThing: NextThing {
    // Only reading walks through its text by the one key: a clicker has no other.
    if let step, step.kind == .read, session.open == nil, let place = placeAfter() {
      let hasAsked = step.rounds.contains { session.record(of: $0).phase != .untouched }
      if !hasAsked { return .show(paragraph: place.paragraph, offset: place.offset) }
    }
    return .act(flow.next(in: session))
  }

  /// Does the next thing.
  mutating func goOn() -> [PresenterEffect] {
    if isBlank {
      isBlank = false
      return []
    }
    switch nextThing {
    case .show(let paragraph, let offset):
      focus.paragraph = paragraph
      focus.offset = offset
      focus.look = nil
      return []
    case .act(let act): return perform(act)
    }
  }

  mutating func perform(_ act: Act) -> [PresenterEffect] {
    focus.look = nil
    focus.isNoteOpen = false
    switch act {
    case .open(let round): return record([.opened(round: round)])
    case .close(let round): return record([.closed(round: round)])
    case .compare(let round):
      focus.difference = 0
      return record([.compared(round: round)])
    case .showAnswers(let rounds): return record([.answersShown(rounds: rounds)])
    case .reveal(let ids):
      guard notesAreRead else {
        message = "the notes are still being read"
        return []
      }
      return reveal(ids)
    case .enter(let index): return enter(index)
    case .finish:
      message = "that was the last step · q ends the lesson"
      return []
    }
  }

  /// One step back; answers stay as they are.
  mutating func goBack() -> [PresenterEffect] {
    if let step, step.kind == .read, let place = placeBefore() {
      focus.paragraph = place.paragraph
      focus.offset = place.offset
      return []
    }
    guard let index = flow.previous(of: session) else {
      message = "this is the first step"
      return []
    }
    return enter(index)
  }

  mutating func enter(_ index: Int) -> [PresenterEffect] {
    // An open question would stay open behind a step that does not show it.
    var events: [SessionEvent] = session.open.map { [.closed(round: $0)] } ?? []
    events.append(.entered(step: index))
    let effects = record(events)
    isBlank = false
    focusOnStep()
    return effects
  }

  /// Opens the question that was closed last in this step: one key too many closes nothing for good.
  mutating func reopen() -> [PresenterEffect] {
    guard session.open == nil,
      let round = step?.rounds.last(where: { session.record(of: $0).phase == .closed })
    else {
      message = session.open == nil ? "no question was closed in this step" : "it is open"
      return []
    }
    focus.look = nil
    return record([.opened(round: round)])
  }

  // MARK: - Notes

  mutating func revealOne() -> [PresenterEffect] {
    guard notesAreRead else {
      message = "the notes are still being read"
      return []
    }
    guard let id = noteToReveal else {
      // Whether there are any is kept back, too.
      message = "nothing more to reveal here"
      return []
    }
    return reveal([id])
  }

  mutating func askToReveal() {
    let hidden = stepNotes.filter { !session.revealed.contains($0.value) }
    if hidden.isEmpty {
      message = "nothing more to reveal here"
    } else {
      question = .revealStep(hidden)
    }
  }

  mutating func reveal(_ ids: [NoteID]) -> [PresenterEffect] {
    let known = ids.filter { slides.notes.catalogue.note($0) != nil }
    let missing = ids.filter { slides.notes.catalogue.note($0) == nil }
    focus.note = known.first
    focus.isNoteOpen = false
    focus.look = known.isEmpty ? nil : .notes
    if let missing = missing.first {
      // Recorded all the same, so that the lesson goes on behind a note that is not there.
      self.missing = "there is no note \(missing.value)"
      message = "a note is missing · P says which"
    }
    return record([.revealed(notes: ids.map(\.value))])
  }

  // MARK: - Questions of one key

  mutating func answer(_ asked: PresenterQuestion, _ key: Key) -> [PresenterEffect] {
    question = nil
    message = nil
    if case .markName(let isSetting) = asked {
      markPlace(key, isSetting: isSetting)
      return []
    }
    guard case .scalar(let scalar) = key.code, !key.control, !key.alt else { return [] }
    let letter = Character(scalar)
    switch asked {
    case .projected:
      isPrivate = letter == "n"
      if letter != "n" { message = "this screen stays as the room may see it" }
    case .revealStep(let ids): if letter == "y" { return reveal(ids) }
    case .handsOrGroups(let round):
      if letter == "h" { countSentences(round) }
      if letter == "g" { prompt = PresenterPrompt(.group(round, nextGroup(round))) }
    case .end: return end(letter)
    case .endKeepingNothing: if letter == "y" { return close(.nothing) }
    case .markName: break
    }
    return []
  }

  private mutating func end(_ letter: Character) -> [PresenterEffect] {
    switch letter {
    case "l": return [.quit(0)]
    case "t": return close(.totals)
    case "a": return close(.all)
    case "n": question = .endKeepingNothing
    default: message = "the lesson goes on"
    }
    return []
  }

  private mutating func close(_ keeping: SessionKeeping) -> [PresenterEffect] {
    isBlank = false
    isFrozen = false
    isPrivate = false
    // The room's last picture, before the record is closed.
    let effects = record([.ended(keeping: keeping)])
    let last = slide
    published = last
    return effects + [.publish(last), .close(keeping)]
  }
}
