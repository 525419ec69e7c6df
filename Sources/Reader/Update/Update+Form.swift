// Typing into the form: keys and pasted text, going from field to field, completing a kind. Letters
// are always text here, in whatever layout they are typed.

import Notes
import Screen
import Text

extension ReaderState {
  /// A key while the form is open.
  mutating func typedInForm(_ key: Key) -> [Effect] {
    message = nil
    guard let form else { return [] }
    if form.isAsking { return answeredInForm(key) }
    let command = settings.keymap.command(for: key, in: .form)
    if form.isSaving, command != .formCancel, command != .fieldCancel {
      message = "the note is being saved"
      return command == .redraw ? [.redraw] : command == .suspend ? [.suspend] : []
    }
    guard let command else {
      guard case .scalar(let scalar) = key.code, !key.control, !key.alt else {
        message = "\(key.notation) does nothing here"
        return []
      }
      return insertInForm(String(Character(scalar)))
    }
    return performInForm(command)
  }

  /// Text pasted in one piece. Its line ends part sources, stay in the body, and are blanks elsewhere.
  mutating func pastedInForm(_ text: String) -> [Effect] {
    message = nil
    guard let form else { return [] }
    if form.isAsking || form.isSaving {
      message = form.isSaving ? "the note is being saved" : Self.closingQuestion
      return []
    }
    var text = text
    if form.active != .body {
      while let last = text.unicodeScalars.last, WordClass.isSpace(last) {
        text.unicodeScalars.removeLast()
      }
    }
    if form.active == .sources, Self.isAddress(text[...]) {
      // A second link is a second source, not the tail of the first.
      let field = form[.sources]
      let line = field.text(in: field.lineStart(field.place)..<field.place)
      if field.place == field.lineEnd(field.place), Self.isAddress(line) { text = "\n" + text }
    }
    return insertInForm(text)
  }

  private static func isAddress(_ text: Substring) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://"))
      && !text.unicodeScalars.contains { WordClass.isSpace($0) }
  }

  private mutating func insertInForm(_ text: String) -> [Effect] {
    changeForm { form in
      form.kindBeginning = nil
      return form.activeField.insert(text)
        ? nil : "\(form.active.label) is full: \(Self.size(form.active.limit)) and no more"
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1_048_576 ? "\(bytes / 1_048_576) MB" : "\(bytes / 1_024) KB"
  }

  /// Changes the form and asks for what is typed to be kept, if it changed. The closure gives what
  /// is to be said on the bottom row.
  mutating func changeForm(_ change: (inout NoteForm) -> String?) -> [Effect] {
    guard var form else { return [] }
    // Taken out for the time, so that a megabyte is not copied for each letter.
    self.form = nil
    let before = (form.active, form.activeField.changes)
    let said = change(&form)
    let isChanged = before.0 != form.active || before.1 != form.activeField.changes
    self.form = form
    settleForm()
    if let said { message = said }
    guard isChanged, before.0 == form.active else { return [] }
    self.form?.fault = nil
    self.form?.isKept = true
    return [.keepDraft(form.begun)]
  }

  /// Remembers which rows of the active field are shown, so that they stay while the cursor is among
  /// them.
  private mutating func settleForm() {
    guard let form else { return }
    let layout = formLayout(form)
    guard let slot = layout.slots.first(where: { $0.field == form.active }) else { return }
    var rows = FieldRows(form.activeField, columns: layout.textColumns)
    let top = rows.visible(slot.rows).first?.range.lowerBound ?? 0
    self.form?.activeField.top = top
  }

  private mutating func performInForm(_ command: Command) -> [Effect] {
    switch command {
    case .formSave: return saveForm()
    case .formCancel, .fieldCancel: return cancelForm()
    case .formMore: return tabInForm()
    case .formPreviousField: return changeForm { Self.step(&$0, by: -1, wraps: $0.showsAll) }
    case .formNextField, .fieldAccept:
      return form?.active == .body ? insertInForm("\n") : enterInForm()
    case .formNewLine:
      return form?.activeField.isMultiline == true ? insertInForm("\n") : enterInForm()
    case .formLineDown, .fieldNext: return moveInForm(by: 1)
    case .formLineUp, .fieldPrevious: return moveInForm(by: -1)
    case .formPageDown: return pageInForm(1)
    case .formPageUp: return pageInForm(-1)
    case .formNextKind: return form?.active == .kind ? chooseKind(by: 1) : moveInForm(by: 1)
    case .formPreviousKind: return form?.active == .kind ? chooseKind(by: -1) : moveInForm(by: -1)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .fieldRight where form?.completedKind != nil:
      return changeForm { form in
        if let kind = form.completedKind { form.setKind(kind) }
        return nil
      }
    default:
      return changeForm { form in
        form.kindBeginning = nil
        _ = form.activeField.edit(command)
        return nil
      }
    }
  }

  /// The next field; from the last one, what can be done there.
  private mutating func enterInForm() -> [Effect] {
    guard let form, form.active == form.shown.last else {
      return changeForm { Self.step(&$0, by: 1, wraps: false) }
    }
    func key(_ command: Command) -> String {
      settings.keymap.keys(for: CommandTable.row(.form, command)).first ?? command.rawValue
    }
    message = "\(key(.formSave)) saves · \(key(.formMore)) more fields"
    return []
  }

  /// Opens the rest of the fields; goes to the next one.
  private mutating func tabInForm() -> [Effect] {
    let effects = changeForm { form in
      form.showsAll = true
      return Self.step(&form, by: 1, wraps: true)
    }
    makeKinds()
    return effects
  }

  private static func step(_ form: inout NoteForm, by count: Int, wraps: Bool) -> String? {
    let shown = form.shown
    var next = (shown.firstIndex(of: form.active) ?? 0) + count
    if wraps { next = (next + shown.count) % shown.count }
    form.active = shown[max(0, min(shown.count - 1, next))]
    form.activeField.goal = nil
    form.kindBeginning = nil
    return nil
  }

  /// Up and down: by rows within the field, at its ends to the next field.
  private mutating func moveInForm(by count: Int) -> [Effect] {
    guard let form else { return [] }
    let columns = formLayout(form).textColumns
    return changeForm { form in
      if form.activeField.moveRows(by: count, columns: columns) { return nil }
      return Self.step(&form, by: count, wraps: false)
    }
  }

  /// A page of the body; from the other fields, of the text beside the form.
  private mutating func pageInForm(_ direction: Int) -> [Effect] {
    guard let form else { return [] }
    guard form.active == .body else {
      scroll(by: direction * max(1, textRows - 2))
      return []
    }
    let layout = formLayout(form)
    let rows = layout.slots.first { $0.field == .body }?.rows ?? 1
    return changeForm { form in
      _ = form.activeField.moveRows(
        by: direction * max(1, rows - 1), columns: layout.textColumns)
      return nil
    }
  }

  /// Goes through the kinds that begin as what was typed.
  private mutating func chooseKind(by step: Int) -> [Effect] {
    makeKinds()
    return changeForm { form in
      let beginning = form.kindBeginning ?? form[.kind].text
      let fitting = form.kinds(beginningWith: beginning)
      guard !fitting.isEmpty else { return "no kind begins with that; it would be a new one" }
      let at = form.kindBeginning == nil ? nil : fitting.firstIndex(of: form[.kind].text)
      let first = step > 0 ? 0 : fitting.count - 1
      let next = at.map { ($0 + step + fitting.count) % fitting.count } ?? first
      form.setKind(fitting[next])
      form.kindBeginning = beginning
      return nil
    }
  }

  /// The known kinds and those of the notes, collected when they are first needed.
  private mutating func makeKinds() {
    guard let form, form.kinds == nil else { return }
    var own: Set<NoteKind> = []
    for note in catalogue.notes {
      if let kind = note.kind, !NoteKind.known.contains(kind) { own.insert(kind) }
    }
    self.form?.kinds = (NoteKind.known + own.sorted { $0.value < $1.value }).map(\.value)
  }
}

extension NoteForm {
  func kinds(beginningWith text: String) -> [String] {
    let beginning = text.folded.lowercased()
    return (kinds ?? NoteKind.known.map(\.value)).filter { $0.hasPrefix(beginning) }
  }

  /// The kind that what was typed can be completed to, while the cursor stands at its end.
  var completedKind: String? {
    let field = self[.kind]
    guard active == .kind, !field.isEmpty, field.place == field.text.utf8.count else { return nil }
    let typed = field.text.lowercased()
    return kinds(beginningWith: field.text).first { $0 != typed && $0.hasPrefix(typed) }
  }

  mutating func setKind(_ kind: String) {
    _ = self[.kind].edit(.fieldEnd)
    _ = self[.kind].edit(.fieldDeleteToStart)
    self[.kind].insert(kind)
  }
}
