// Saving what the form holds, and leaving it without losing anything: the question what is to become
// of the text, the draft that is kept, the answers of the store.

import Notes
import Screen
import Text

extension ReaderState {
  static let closingQuestion = "k keep as draft  t throw away  Esc go on"

  /// Saves the form, unless something in it is to be mended first.
  mutating func saveForm() -> [Effect] {
    guard let form else { return [] }
    let note = form.finished
    if note.title.isEmpty {
      return refuseForm("a note needs a title", at: .title)
    }
    if !note.date.isEmpty, CalendarDate(note.date) == nil, form.doubtedDate != note.date {
      self.form?.doubtedDate = note.date
      return refuseForm(
        "“\(note.date)” is no year (2025), month (2025-07) or day (2025-07-24);"
          + " saving once more takes it as it is", at: .date)
    }
    self.form?.fault = nil
    self.form?.isSaving = true
    notesBeingSaved[form.id] = form.draft
    return [.save(BegunNote(id: form.id, draft: note))]
  }

  private mutating func refuseForm(_ why: String, at field: NoteForm.Field) -> [Effect] {
    if !NoteForm.Field.first.contains(field) { form?.showsAll = true }
    form?.active = field
    form?.fault = why
    return []
  }

  /// Leaves the form; asks first if something would be lost.
  mutating func cancelForm() -> [Effect] {
    guard let form else { return [] }
    if form.isChanged || form.isSaving {
      self.form?.isAsking = true
      message = Self.closingQuestion
      return []
    }
    self.form = nil
    // Typed and taken back again: nothing of it is to come up next time.
    guard form.isKept, !begunNotes.contains(where: { $0.id == form.id }) else { return [] }
    return [.dropDraft(form.id)]
  }

  /// The answer to the question what is to become of the text.
  mutating func answeredInForm(_ key: Key) -> [Effect] {
    guard let form else { return [] }
    let command = settings.keymap.command(for: key, in: .form)
    if command == .redraw { return [.redraw] }
    if command == .suspend { return [.suspend] }
    if command == .formCancel || command == .fieldCancel {
      self.form?.isAsking = false
      return []
    }
    switch KeyboardLayouts.latinKey(for: key) {
    case .character("k"):
      self.form = nil
      begunNotes.removeAll { $0.id == form.id }
      begunNotes.insert(form.begun, at: 0)
      // `a` goes on with it, and not with what is selected.
      selection = nil
      message =
        settings.keepsDrafts
        ? "kept as a draft · a goes on with it" : "kept until you leave · a goes on with it"
      return [.keepDraft(form.begun)]
    case .character("t"):
      self.form = nil
      begunNotes.removeAll { $0.id == form.id }
      message = "thrown away"
      return [.dropDraft(form.id)]
    default:
      message = Self.closingQuestion
      return []
    }
  }

  /// The note of a form was saved: the form is done, if it is still the one that is open.
  mutating func formSaved(_ id: String) -> [Effect] {
    if form?.id == id, form?.isSaving == true {
      form = nil
      selection = nil
      begunNotes.removeAll { $0.id == id }
    } else {
      // Left meanwhile and kept: now there is a note of it, unless it was changed again.
      let saved = notesBeingSaved[id]
      begunNotes.removeAll { $0.id == id && $0.draft == saved }
      guard !begunNotes.contains(where: { $0.id == id }), form?.id != id else { return [] }
    }
    notesBeingSaved[id] = nil
    return [.dropDraft(id)]
  }

  /// The note could not be saved; what was typed stays.
  mutating func formRefused(_ why: String, _ id: String) {
    notesBeingSaved[id] = nil
    guard form?.id == id, form?.isSaving == true else {
      // Left meanwhile: the draft was kept, and the reader is told.
      message = why
      return
    }
    form?.isSaving = false
    form?.fault = why
  }
}
