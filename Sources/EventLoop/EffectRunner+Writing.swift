// Changing notes: saving, undoing, editing, deciding. What was done is shown in one frame: the note's
// file is safe first, then notes and links on the screen are posted together.

import Authoring
import Dispatch
import Documents
import Linking
import Notes
import Reader
import Synchronization
import Terminal
import Text

extension EffectRunner {
  func write(_ effect: Effect, _ screen: Screenful) {
    let form: String?
    if case .save(let begun) = effect { form = begun.id } else { form = nil }
    guard let writing = ports.writing else {
      inbox.post(.refused("no notes folder can be written to", form: form))
      return
    }
    let catalogue = notes.catalogue
    actions.add { [self] in
      do throws(NoteWriterError) {
        var written = try await Self.perform(
          withTrueOffsets(effect), with: writing.writer, in: catalogue, at: writing.now())
        written.remark =
          written.remark ?? Self.heldBack(effect, written, language: screen.document.language)
        show(written, form: form, screen)
      } catch {
        refuse(error, effect, form: form)
      }
    }
  }

  /// Why the name that was just written lights up nowhere; nil when it may.
  private static func heldBack(_ effect: Effect, _ written: WrittenNotes, language: String?)
    -> String?
  {
    let name: String
    switch effect {
    case .save(let begun) where begun.draft.passage == nil: name = begun.draft.title
    case .addAlias(let alias, _): name = alias
    default: return nil
    }
    guard written.note?.isHeldBack(name, language: language) ?? false else { return nil }
    return "an ordinary word, shown only for a note with a kind"
  }

  private static func perform(
    _ effect: Effect, with writer: NoteWriter, in catalogue: Catalogue, at time: Int
  ) async throws(NoteWriterError) -> WrittenNotes {
    switch effect {
    case .save(let begun):
      return try await writer.create(begun.draft, beside: catalogue, at: time)
    case .addAlias(let alias, let id): return try await writer.addAlias(alias, to: id, at: time)
    case .attach(let id, let passage): return try await writer.attach(id, passage, at: time)
    case .delete(let id, let revision):
      return try await writer.delete(id, expecting: revision, at: time)
    case .undo(let confirmed):
      var written = try await writer.undo(confirmed: confirmed)
      written.label = "undone: " + written.label
      return written
    case .redo(let confirmed):
      var written = try await writer.redo(confirmed: confirmed)
      written.label = "done again: " + written.label
      return written
    case .keepVersion(let text, let id):
      return try await keep(text, beside: id, with: writer, at: time)
    default: throw .unfit("there is nothing to write")
    }
  }

  /// Keeps a version under the first free name that tells what it is a version of.
  private static func keep(
    _ text: String, beside id: NoteID, with writer: NoteWriter, at time: Int
  ) async throws(NoteWriterError) -> WrittenNotes {
    for number in 1...99 {
      let other = NoteID(id.value + "-version-\(number)")
      do throws(NoteWriterError) {
        return try await writer.replaceText(other, text, expecting: nil, at: time)
      } catch {
        guard case .conflict = error else { throw error }
      }
    }
    throw .unfit("there are 99 versions of \(id.value) already")
  }

  /// Takes an action out of the way of undo.
  func forget(_ entry: Int) {
    guard let writing = ports.writing else { return }
    actions.add { [inbox] in
      do throws(NoteWriterError) {
        try writing.writer.forget(entry: entry)
        inbox.post(.notice("left as it stands · U goes on to what was done before"))
      } catch {
        inbox.post(.refused(error.explanation, form: nil))
      }
    }
  }

  /// Posts what was written with everything that shows it.
  private func show(_ written: WrittenNotes, form: String?, _ screen: Screenful) {
    // Also when nobody is there any more to take the answer.
    if let form { dropDraft(form, screen.document) }
    work.async { [self] in
      _ = notes.apply(written.change)
      let isThere = written.id.map { notes.catalogue.note($0) != nil } ?? false
      let done = WritingDone(
        saying: [written.label, written.remark].compactMap(\.self).joined(separator: " · "),
        note: isThere ? written.id : nil, form: form)
      inbox.post(.written(done, notesNow(screen)))
      notes.tidy()
    }
  }

  private func refuse(_ error: NoteWriterError, _ effect: Effect, form: String?) {
    switch error {
    case .asks(let entry):
      let isRedo: Bool
      if case .redo = effect { isRedo = true } else { isRedo = false }
      inbox.post(.undoAsks(number: entry.number, label: entry.action.label, isRedo: isRedo))
    case .conflict(let id, let mine, let theirs, let entry):
      inbox.post(
        .conflict(
          NoteConflict(
            note: id, action: effect.attempted, mine: mine, theirs: theirs?.text,
            entry: entry)))
    default: inbox.post(.refused(error.explanation, form: form))
    }
  }

  func decide(_ choices: [DocumentChoice], isOn: Bool, _ screen: Screenful) {
    guard let store = ports.writing?.choices else {
      inbox.post(.refused("no notes folder can be written to", form: nil))
      return
    }
    work.async { [self] in
      do throws(NoteStoreError) {
        for choice in choices { try store.set(choice, isOn: isOn) }
      } catch {
        inbox.post(.refused("not kept: \(error.explanation)", form: nil))
      }
      take(store)
      inbox.post(.notesChanged(notesNow(screen), saying: saying(choices, isOn: isOn)))
    }
  }

  private func saying(_ choices: [DocumentChoice], isOn: Bool) -> String? {
    guard let choice = choices.first else { return nil }
    let title = notes.catalogue.note(choice.note)?.title ?? choice.note.value
    switch (choice.decision, isOn) {
    case (.pin, true): return "pinned “\(title)” to this text"
    case (.pin, false): return "unpinned “\(title)”"
    case (.notHere, true): return "“\(title)” put away in this text · :choices brings it back"
    case (.notHere, false): return "“\(title)” is back"
    }
  }

  /// Opens a note in the reader's editor and takes what came of it.
  func edit(_ id: NoteID, line: Int?, in terminal: inout TerminalScreen, _ screen: Screenful) {
    guard let writing = ports.writing else { return }
    newest.withLock { $0.edited = (id, []) }
    var report = EditReport()
    terminal.handOver { report = writing.edit(id, line) }
    let versions = newest.withLock { newest in
      defer { newest.edited = nil }
      return newest.edited?.versions ?? []
    }
    if let fault = report.fault, report.before == report.after {
      inbox.post(.refused(fault, form: nil))
      return
    }
    actions.add { [self, report] in
      do throws(NoteWriterError) {
        // What somebody else wrote meanwhile is a step of its own, so that undo finds it.
        var before = report.before
        for version in versions where version != before && version != report.after {
          _ = try await writing.writer.recordOutsideEdit(
            id, before: before, after: version, at: writing.now())
          before = version
        }
        var written = try await writing.writer.recordOutsideEdit(
          id, before: before, after: report.after, at: writing.now())
        if before == report.after { written.label = "nothing was changed" }
        // A mistake and its line come first, by the note's id: on a narrow screen the row is cut, and
        // a whole path would leave no room for them.
        if let problem = written.change.problems.values.joined().first(where: {
          $0.severity == .error
        }) {
          written.label = "\(id.value).md:\(problem.line): \(problem.message)"
        }
        written.remark = report.fault ?? written.remark
        show(written, form: nil, screen)
      } catch {
        refuse(error, .redraw, form: nil)
      }
    }
  }
}

extension Effect {
  /// What was attempted, as the heading of the version that was not written.
  fileprivate var attempted: String {
    switch self {
    case .undo: "what undo would bring back"
    case .redo: "what would be done again"
    case .delete: "what you saw"
    default: "what you wrote"
    }
  }
}

extension NoteWriterError {
  /// The reason as a sentence without its end.
  var explanation: String {
    switch self {
    case .conflict(let id, _, _, _): "\(id.value) was changed elsewhere"
    case .store(let error): error.explanation
    case .notEditable(let id, let line, let why): "\(id.value).md:\(line): \(why)"
    case .unfit(let why), .journal(let why), .halfDone(let why): why
    case .asks(let entry): "of an earlier run: \(entry.action.label)"
    case .nothingToUndo: "there is nothing to undo"
    case .nothingToRedo: "there is nothing to do again"
    }
  }
}
