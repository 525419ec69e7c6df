// `notes new|edit|rename|delete|undo|redo`: what is handed on, what is said, with which code.

import Anchoring
import Authoring
import Documents
import Notes
import Testing
import Text

@testable import Commands

/// Keeps what it is asked for and answers as told.
private final class FakeWriting: NoteWriting {
  var folder = "/home/notes"
  var asked: [String] = []
  var draft = NoteDraft()
  var changes = NoteChanges()
  var error: NoteWriterError?
  var remark: String?
  var problems: [String: [NoteProblem]] = [:]
  var isUnchanged = false
  /// Entries of another run, which are asked for.
  var asks = true

  private func answer(_ ask: String, _ label: String, _ note: Note?) throws(NoteWriterError)
    -> WrittenNotes
  {
    asked.append(ask)
    if let error { throw error }
    let change = CatalogueChange(notes: [note].compactMap(\.self), problems: problems)
    let id = note?.id ?? NoteID("gone")
    return WrittenNotes(
      label: label, id: id, notes: isUnchanged ? [] : [id, NoteID("other")], change: change,
      remark: remark)
  }

  /// Files by their names.
  var files: [Note] = []
  func readNote(_ id: NoteID) -> Note? { files.first { $0.id == id } }
  func create(_ draft: NoteDraft) throws(NoteWriterError) -> WrittenNotes {
    self.draft = draft
    return try answer("create", "added “\(draft.title)”", note("new", draft.title))
  }
  func setKeys(_ changes: NoteChanges, of id: NoteID) throws(NoteWriterError) -> WrittenNotes {
    self.changes = changes
    return try answer("set \(id)", "edited “x”", note(id.value, "x"))
  }
  func editOutside(_ note: Note) throws(ShelfFault) -> WrittenNotes {
    do { return try answer("outside \(note.id)", "edited “x”", nil) } catch {
      throw ShelfFault(error)
    }
  }
  func rename(_ id: NoteID, to title: String, in catalogue: Catalogue) throws(NoteWriterError)
    -> WrittenNotes
  {
    try answer("rename \(id) \(title)", "renamed", note("renamed", title))
  }
  func delete(_ id: NoteID, expecting: Revision?) throws(NoteWriterError) -> WrittenNotes {
    try answer("delete \(id) \(expecting?.hex.prefix(4) ?? "")", "deleted “x”", beneath)
  }
  /// A note of a later folder that comes to light.
  var beneath: Note?
  /// Actions that other commands take back in between.
  var faster = 0
  func forgetLast() throws(NoteWriterError) -> JournalEntry {
    asked.append("forget")
    if let error { throw error }
    return entry
  }
  func undo(confirmed: Int?) throws(NoteWriterError) -> WrittenNotes {
    if asks, confirmed != 7 || faster > 0 {
      if confirmed != nil { faster -= 1 }
      throw .asks(entry)
    }
    return try answer("undo", "added \u{1B}“x”", note("x", "x"))
  }
  func redo(confirmed: Int?) throws(NoteWriterError) -> WrittenNotes {
    if asks, confirmed != 7 { throw .asks(entry) }
    return try answer("redo", "added “x”", note("x", "x"))
  }
  private var entry: JournalEntry {
    let edits = [NoteEdit(id: NoteID("n"), before: nil, after: "x")]
    let action = NoteAction(label: "l", edits: edits, folder: folder, run: "other", madeAt: 0)
    return JournalEntry(number: 7, action: action, isUndone: false)
  }
}

@Suite struct WritingCommandTests {
  private let sink = FakeSink()
  private let writing = FakeWriting()
  private var linking: Note {
    var linking = note("law/sapo", "SAPO")
    linking.references = [NoteReference(target: "nabu", label: "nabu", isPath: false, line: 5)]
    return linking
  }

  private func run(
    _ action: WritingCommand.Action, json: Bool = false, input: [String] = ["Body", "more"]
  ) -> ExitCode {
    let notes = [linking, note("nabu", "NABU"), note("one", "Same"), note("two", "Same")]
    let texts = [
      "a.txt": document(["It was\na word. And a", "word again, and a  word."]),
      "-": document(input),
    ]
    return WritingCommand(action, json: json).run(
      texts: FakeTexts(texts: texts), shelf: FakeShelf(notes: notes), queries: FakeQueries(),
      writing: { _ throws(ShelfFault) in writing }, output: Output(sink))
  }

  private func new(
    quote: String? = nil, prefix: String? = nil, document: String? = nil, readsBody: Bool = false
  ) -> WritingCommand.Action {
    var draft = NoteDraft()
    draft.title = "NA\u{1B}BU"
    return .new(
      NewNote(
        draft: draft, quote: quote, prefix: prefix, document: document, readsBody: readsBody))
  }

  @Test func aNewNoteSaysWhereItWent() {
    #expect(run(new(readsBody: true)) == .fine)
    #expect(sink.out == "added “NA␛BU”: Notes/new.md\n")
    #expect(writing.draft.body == "Body\n\nmore")
    sink.out = ""
    #expect(run(new(), json: true) == .fine)
    #expect(sink.out.hasPrefix(#"{"id":"new","title":"NA\u001bBU","aliases":[],"kind":null"#))
    #expect(sink.complaints.isEmpty)
  }

  @Test func aQuotationIsDescribed() throws {
    #expect(run(new(quote: " was a\tword ", document: "a.txt")) == .fine)
    let passage = try #require(writing.draft.passage)
    #expect(passage.document == "../../a.txt")
    #expect(
      passage.selector
        == TextSelector(
          quote: "was\na word", prefix: "It ", suffix: ". And a\n\nword again, and a  word",
          position: ScalarRange(ScalarOffset(3), ScalarOffset(13))))
    #expect(passage.hash == ContentHash(of: "It was\na word. And a\n\nword again, and a  word."))
  }

  @Test func aQuotationStandsOnce() {
    #expect(run(new(quote: "a word", document: "a.txt")) == .unusable)
    #expect(
      sink.complaints
        == "sidelight: a.txt: the quotation stands in it 3 times; tell them apart with a longer "
        + "one or --prefix\n")
    sink.complaints = ""
    #expect(run(new(quote: "a word", prefix: "nd", document: "a.txt")) == .unusable)
    #expect(sink.complaints.contains("2 times"))
    #expect(run(new(quote: "a word", prefix: " again,  and\n", document: "a.txt")) == .fine)
    #expect(writing.draft.passage?.selector.position?.start == ScalarOffset(38))
    sink.complaints = ""
    #expect(run(new(quote: "words", document: "a.txt")) == .unusable)
    #expect(sink.complaints == "sidelight: a.txt: the quotation does not stand in it\n")
    #expect(run(new(quote: "words", document: "none.txt")) == .unusable)
    #expect(writing.asked == ["create"])
  }

  @Test func repeatingQuotationsCostNoMoreThanALook() {
    let text = Array(String(repeating: "a", count: 300_000).utf8)
    let finder = QuoteFinder(quote: String(repeating: "a", count: 2_000) + "b")
    let start = ContinuousClock.now
    let isFound = text.withUnsafeBufferPointer { (try? finder.selector(in: $0)) != nil }
    let time = ContinuousClock.now - start
    #expect(!isFound)
    #expect(time < .seconds(3))
  }

  @Test(arguments: [
    ("/home/notes", "/home/texts/a.txt", "../texts/a.txt"),
    ("/home/notes", "/a.txt", "../../a.txt"),
    ("/", "/a/b.txt", "a/b.txt"), ("/notes", "/notes/sub/a.txt", "sub/a.txt"),
    ("/a/b", "/a", "../../a"),
  ])
  func relativePaths(_ folder: String, _ path: String, _ relative: String) {
    #expect(RelativePath.of(path, from: folder) == relative)
  }

  @Test func changesGoToTheNoteThatIsNamed() {
    var changes = NoteChanges()
    changes.kind = "term"
    #expect(run(.edit(id: "NABU", changes, readsBody: true)) == .fine)
    #expect(writing.asked == ["set nabu"])
    #expect(writing.changes.kind == "term" && writing.changes.body == "Body\n\nmore")
    #expect(run(.edit(id: "nobody", changes, readsBody: false)) == .nothing)
    #expect(run(.edit(id: "Same", changes, readsBody: false)) == .nothing)
    #expect(
      sink.complaints == "sidelight: nobody: no such note\n"
        + "sidelight: Same: more than one note can be meant (one, two)\n")
    #expect(writing.asked.count == 1)
  }

  @Test func anEditThatBreaksTheNoteIsNamedWithItsLine() {
    writing.problems = [
      "Notes/nabu.md": [
        NoteProblem(
          path: "Notes/nabu.md", line: 3, severity: .error, rule: "broken-yaml", message: "no")
      ]
    ]
    #expect(run(.edit(id: "nabu", NoteChanges(), readsBody: false)) == .unusable)
    #expect(writing.asked == ["outside nabu"])
    #expect(sink.complaints == "sidelight: Notes/nabu.md:3: no\n")
    #expect(sink.out == "edited “x”: Notes/nabu.md\n")
    writing.isUnchanged = true
    writing.problems = [:]
    sink.out = ""
    #expect(run(.edit(id: "nabu", NoteChanges(), readsBody: false)) == .fine)
    #expect(sink.out == "nothing changed: Notes/nabu.md\n")
  }

  @Test func renamingAndDeleting() {
    #expect(run(.rename(id: "nabu", title: "New"), json: true) == .fine)
    #expect(sink.out.hasPrefix(#"{"id":"renamed","title":"New""#))
    sink.out = ""
    #expect(run(.delete(id: "nabu")) == .fine)
    #expect(sink.out == "deleted “x”: Notes/nabu.md\n")
    #expect(sink.complaints == "sidelight: nabu: 1 note still links to it\n")
    sink.out = ""
    #expect(run(.delete(id: "law/sapo"), json: true) == .fine)
    #expect(sink.out.hasPrefix(#"{"id":"law/sapo","title":"SAPO""#))
    let revision = ContentHash(of: "nabu").hex.prefix(4)
    #expect(writing.asked[0...1] == ["rename nabu New", "delete nabu \(revision)"])
  }

  @Test func undoAndRedoSayWhatTheyDid() {
    #expect(run(.undo) == .fine)
    #expect(run(.redo) == .fine)
    #expect(sink.out == "undone: added ␛“x”\ndone again: added “x”\n")
    sink.out = ""
    #expect(run(.undo, json: true) == .fine)
    #expect(run(.redo, json: true) == .fine)
    #expect(
      sink.out == #"{"action":"added \u001b“x”","undone":true,"notes":["x","other"]}"# + "\n"
        + #"{"action":"added “x”","undone":false,"notes":["x","other"]}"# + "\n")
  }

  @Test func aBlockedUndoIsForgottenOnRequest() {
    #expect(run(.forgetLast) == .fine)
    #expect(sink.out == "forgotten, the notes stay as they are: l\n")
    sink.out = ""
    #expect(run(.forgetLast, json: true) == .fine)
    #expect(sink.out == #"{"action":"l","forgotten":true,"notes":["n"]}"# + "\n")
    writing.error = .nothingToUndo
    #expect(run(.forgetLast) == .nothing)
    #expect(writing.asked == ["forget", "forget", "forget"])
  }

  @Test func anotherCommandThatUndoesFirstIsNoFailure() {
    writing.faster = 2
    #expect(run(.undo) == .fine)
    #expect(sink.complaints.isEmpty)
  }

  @Test func anEmptyInputDoesNotWipeTheBody() {
    #expect(run(.edit(id: "nabu", NoteChanges(), readsBody: true), input: [" "]) == .unusable)
    #expect(sink.complaints == "sidelight: -: standard input is empty; nothing changed\n")
    #expect(writing.asked.isEmpty)
  }

  @Test func anIdIsFoundByItsFileWithoutReadingAllNotes() {
    writing.files = [note("only-a-file", "F")]
    var changes = NoteChanges()
    changes.kind = "term"
    #expect(run(.edit(id: "only-a-file", changes, readsBody: false)) == .fine)
    #expect(writing.asked == ["set only-a-file"])
  }

  @Test func deletingANoteOverAPacksNamesTheDeletedFile() {
    var beneath = note("nabu", "Theirs")
    beneath.path = "pack/nabu.md"
    writing.beneath = beneath
    #expect(run(.delete(id: "nabu")) == .fine)
    #expect(sink.out == "deleted “x”: Notes/nabu.md\n")
  }

  @Test func aRemarkIsSaidAndNoFailure() {
    writing.remark = "cannot be undone: disk full"
    #expect(run(.redo) == .fine)
    #expect(sink.complaints == "sidelight: added “x”: cannot be undone: disk full\n")
  }

  @Test(arguments: [
    (
      NoteWriterError.conflict(id: NoteID("n"), mine: nil, theirs: NoteText("x")), ExitCode.failed,
      "n: was changed elsewhere meanwhile; nothing was written over; to leave it as it is: "
        + "notes undo --forget"
    ),
    (
      .conflict(id: NoteID("n"), mine: nil, theirs: nil), .failed,
      "n: is gone meanwhile; nothing was written over; to leave it as it is: "
        + "notes undo --forget"
    ),
    (.store(.unavailable("read-only")), .failed, "notes: read-only"),
    (.store(.notFound(NoteID("n"))), .nothing, "n: no such note"),
    (
      .notEditable(id: NoteID("n"), line: 3, why: "w"), .unusable,
      "n:3: w; to leave it as it is: notes undo --forget"
    ),
    (.unfit("too large"), .unusable, "note: too large"),
    (.nothingToUndo, .nothing, "notes undo: nothing to undo"),
    (.journal("w"), .failed, "journal: w"), (.halfDone("w"), .failed, "notes: w"),
  ])
  func refusals(_ error: NoteWriterError, _ code: ExitCode, _ words: String) {
    writing.error = error
    writing.asks = false
    #expect(run(.undo) == code)
    #expect(sink.complaints == "sidelight: \(words)\n")
    #expect(sink.out.isEmpty)
  }
}

@Suite struct ShellWordsTests {
  @Test(arguments: [
    ("vi", ["vi"]), ("  code  --wait\t-n ", ["code", "--wait", "-n"]), ("", []),
    ("'my editor' -x", ["my editor", "-x"]), ("\"a \\\"b\\\" \\n\" c", ["a \"b\" \\n", "c"]),
    ("a\\ b c\\'d", ["a b", "c'd"]), ("a''b \"\" x", ["ab", "", "x"]), ("'open", ["open"]),
    ("emacs $HOME `x`", ["emacs", "$HOME", "`x`"]),
  ])
  func words(_ text: String, _ words: [String]) {
    #expect(ShellWords.split(text) == words)
  }
}
