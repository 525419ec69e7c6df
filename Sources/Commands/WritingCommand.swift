// `sidelight notes new|edit|rename|delete|undo|redo`: changes from the command line, each of which
// undo takes back.

import Anchoring
public import Authoring
import Documents
public import Notes
import Text

/// A note asked for on the command line.
public struct NewNote: Equatable, Sendable {
  public var draft: NoteDraft
  /// Words of a text that the note is about.
  public var quote: String?
  /// What stands right before them.
  public var prefix: String?
  /// The text's file.
  public var document: String?
  /// Whether standard input holds the body.
  public var readsBody: Bool

  public init(
    draft: NoteDraft, quote: String? = nil, prefix: String? = nil, document: String? = nil,
    readsBody: Bool = false
  ) {
    self.draft = draft
    self.quote = quote
    self.prefix = prefix
    self.document = document
    self.readsBody = readsBody
  }
}

/// The commands that change notes.
public struct WritingCommand {
  public enum Action: Equatable, Sendable {
    case new(NewNote)
    /// Without changes the note's file is opened in an editor.
    case edit(id: String, NoteChanges, readsBody: Bool)
    case rename(id: String, title: String)
    case delete(id: String)
    case undo, redo
    /// Gives up taking the last change back.
    case forgetLast
  }

  public var action: Action
  public var json: Bool

  public init(_ action: Action, json: Bool = false) {
    self.action = action
    self.json = json
  }

  /// Does it. `writing` is asked for the notes beside a text, nil for none in particular.
  public func run(
    texts: some TextOpening, shelf: some NoteShelf, queries: some NoteQueries,
    writing: (String?) throws(ShelfFault) -> any NoteWriting, output: Output
  ) -> ExitCode {
    do {
      switch action {
      case .new(let note):
        return try make(note, texts: texts, writing: writing, output)
      case .edit(let id, var changes, let readsBody):
        let writing = try writing(nil)
        // An id is the file's name: the whole of the notes is read for titles and aliases only.
        var note = writing.readNote(NoteID(id))
        if note == nil { note = try queries.note(id, in: try shelf.catalogue(beside: nil)) }
        guard let note else { return .nothing }
        if readsBody { changes.body = try Self.newBody(texts) }
        return try edit(note, changes, with: writing, output)
      case .rename(let id, let title):
        let catalogue = try shelf.catalogue(beside: nil)
        let note = try queries.note(id, in: catalogue)
        let writing = try writing(nil)
        let written = try Self.fault {
          () throws(NoteWriterError) in
          try writing.rename(note.id, to: title, in: catalogue)
        }
        return report(written, output)
      case .delete(let id):
        let catalogue = try shelf.catalogue(beside: nil)
        let note = try queries.note(id, in: catalogue)
        return try delete(
          note, linked: queries.backlinks(of: note, in: catalogue).count, with: try writing(nil),
          output)
      case .undo: return try goBack(with: try writing(nil), output)
      case .redo: return try goForth(with: try writing(nil), output)
      case .forgetLast: return try forget(with: try writing(nil), output)
      }
    } catch {
      return output.complain(about: error)
    }
  }

  // MARK: - New

  private func make(
    _ new: NewNote, texts: some TextOpening,
    writing: (String?) throws(ShelfFault) -> any NoteWriting, _ output: Output
  ) throws(ShelfFault) -> ExitCode {
    var draft = new.draft
    var text: OpenedText?
    if let name = new.document { text = try Self.open(name, texts) }
    let writing = try writing(text?.path)
    if let text, let quote = new.quote {
      draft.passage = try Self.passage(quote, new.prefix ?? "", in: text, folder: writing.folder)
    }
    if new.readsBody { draft.body = try Self.body(texts) }
    let written = try Self.fault { () throws(NoteWriterError) in
      try writing.create(draft)
    }
    return report(written, output)
  }

  private static func open(_ name: String, _ texts: some TextOpening) throws(ShelfFault)
    -> OpenedText
  {
    do { return try texts.open(name) } catch {
      throw ShelfFault(what: name, why: error.reason, code: ExitCode(error))
    }
  }

  private static func passage(
    _ quote: String, _ prefix: String, in text: OpenedText, folder: String
  ) throws(ShelfFault) -> Passage {
    guard let path = text.path else {
      throw ShelfFault(
        what: text.shownName, why: "a quotation needs a text that is a file", code: .unusable)
    }
    let finder = QuoteFinder(quote: quote, prefix: prefix)
    let found = text.document.withBytes { bytes -> Result<TextSelector, QuoteFault> in
      do throws(QuoteFault) { return .success(try finder.selector(in: bytes)) } catch {
        return .failure(error)
      }
    }
    switch found {
    case .success(let selector):
      return Passage(
        document: RelativePath.of(path, from: folder), documentPath: path,
        hash: text.document.contentHash, selector: selector)
    case .failure(let fault):
      throw ShelfFault(
        what: text.shownName, why: fault.reason(hasPrefix: !prefix.isEmpty), code: .unusable)
    }
  }

  private static func body(_ texts: some TextOpening) throws(ShelfFault) -> String {
    try open("-", texts).document.normalisedText
  }

  /// A body that replaces another: an empty one is what a command that failed leaves in a pipe.
  private static func newBody(_ texts: some TextOpening) throws(ShelfFault) -> String {
    let body = try body(texts)
    guard body.allSatisfy(\.isWhitespace) else { return body }
    throw ShelfFault(what: "-", why: "standard input is empty; nothing changed", code: .unusable)
  }

  // MARK: - Others

  private func edit(
    _ note: Note, _ changes: NoteChanges, with writing: any NoteWriting, _ output: Output
  ) throws(ShelfFault) -> ExitCode {
    let written: WrittenNotes
    if changes.isEmpty {
      written = try writing.editOutside(note)
    } else {
      written = try Self.fault { () throws(NoteWriterError) in
        try writing.setKeys(changes, of: note.id)
      }
    }
    let errors = written.change.problems.values.joined().filter { $0.severity == .error }
    for problem in errors.sorted(by: { $0.line < $1.line }) {
      output.complain("\(problem.path):\(problem.line)", problem.message)
    }
    let code = report(written, output, otherwise: note)
    return errors.isEmpty ? code : .unusable
  }

  private func delete(
    _ note: Note, linked: Int, with writing: any NoteWriting, _ output: Output
  ) throws(ShelfFault) -> ExitCode {
    let written = try Self.fault { () throws(NoteWriterError) in
      try writing.delete(note.id, expecting: note.revision)
    }
    if linked > 0 {
      let verb = linked == 1 ? "links" : "link"
      output.complain(note.id.value, "\(NoteWords.counted(linked, "note")) still \(verb) to it")
    }
    // A note of a later folder may have come to light; this one is what was deleted.
    return report(written, output, about: note)
  }

  private func goBack(with writing: any NoteWriting, _ output: Output) throws(ShelfFault)
    -> ExitCode
  {
    do {
      let written = try Self.confirming { number throws(NoteWriterError) in
        try writing.undo(confirmed: number)
      }
      return report(written, undone: true, output)
    } catch {
      var fault = ShelfFault(error)
      switch error {
      case .conflict, .notEditable:
        fault.why += "; to leave it as it is: notes undo --forget"
      default: break
      }
      throw fault
    }
  }

  private func forget(with writing: any NoteWriting, _ output: Output) throws(ShelfFault)
    -> ExitCode
  {
    let action: NoteAction
    do { action = try writing.forgetLast().action } catch { throw ShelfFault(error) }
    if json {
      output.json(
        .keys([
          "action": .string(action.label), "forgotten": .yes,
          "notes": .strings(action.edits.map(\.id.value)),
        ]))
    } else {
      output.line("forgotten, the notes stay as they are: " + action.label)
    }
    return .fine
  }

  /// Every run of a command is another run: asking would always be right and never useful. Another
  /// command may be faster, so that the next action is asked for.
  private static func confirming(
    _ work: (Int?) throws(NoteWriterError) -> WrittenNotes
  ) throws(NoteWriterError) -> WrittenNotes {
    var number: Int?
    for _ in 0..<100 {
      do throws(NoteWriterError) { return try work(number) } catch {
        guard case .asks(let entry) = error else { throw error }
        number = entry.number
      }
    }
    return try work(number)
  }

  private func goForth(with writing: any NoteWriting, _ output: Output) throws(ShelfFault)
    -> ExitCode
  {
    let written = try Self.fault { () throws(NoteWriterError) in
      try Self.confirming { number throws(NoteWriterError) in try writing.redo(confirmed: number) }
    }
    return report(written, undone: false, output)
  }

  private static func fault(_ work: () throws(NoteWriterError) -> WrittenNotes)
    throws(ShelfFault) -> WrittenNotes
  {
    do { return try work() } catch { throw ShelfFault(error) }
  }

  // MARK: - Reports

  /// Says what was done, about the note as it is now; `otherwise` stands for it where it cannot be
  /// read, `about` in any case.
  private func report(
    _ written: WrittenNotes, _ output: Output, otherwise: Note? = nil, about: Note? = nil
  ) -> ExitCode {
    let note = about ?? written.note ?? otherwise
    if json {
      if let note { output.json(NoteJSON.object(note)) }
    } else if written.notes.isEmpty {
      output.line("nothing changed" + (note.map { ": \($0.path)" } ?? ""))
    } else {
      output.line(written.label + (note.map { ": \($0.path)" } ?? ""))
    }
    if let remark = written.remark { output.complain(written.label, remark) }
    return .fine
  }

  private func report(_ written: WrittenNotes, undone: Bool, _ output: Output) -> ExitCode {
    if json {
      output.json(
        .keys([
          "action": .string(written.label), "undone": undone ? .yes : .no,
          "notes": .strings(written.notes.map(\.value)),
        ]))
    } else {
      output.line((undone ? "undone: " : "done again: ") + written.label)
    }
    if let remark = written.remark { output.complain(written.label, remark) }
    return .fine
  }
}

extension NoteQueries {
  /// The one note that a name means.
  func note(_ name: String, in catalogue: Catalogue) throws(ShelfFault) -> Note {
    let named = named(name, in: catalogue)
    guard let note = named.first else {
      throw ShelfFault(what: name, why: "no such note", code: .nothing)
    }
    guard named.count == 1 else {
      let some = named.prefix(5).map(\.id.value).joined(separator: ", ")
      throw ShelfFault(
        what: name, why: "more than one note can be meant (\(some))", code: .nothing)
    }
    return note
  }
}
