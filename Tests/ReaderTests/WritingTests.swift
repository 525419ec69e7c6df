// Changing notes while reading, as the pure update sees it: keys and answers in, state and effects out.

import Anchoring
import Documents
import Linking
import Notes
import Reader
import Screen
import Testing
import Text

@Suite struct WritingTests {
  static let text = "Ada wrote to Babbage.\n\nBabbage answered Ada twice.\n\nNobody else did."
  static let ada: Note = {
    var note = Support.note("Ada", kind: .person, body: "See [[babbage]].")
    note.references = [
      NoteReference(target: "babbage", label: "babbage", isPath: false, line: 1)
    ]
    return note
  }()
  static let babbage = Support.note("Babbage", kind: .person)

  static func state() throws -> ReaderState {
    try Support.state(text, notes: [ada, babbage])
  }

  /// What the runner would answer after a change: the catalogue with links of the whole text.
  static func now(
    _ notes: [Note], _ state: ReaderState, choices: [DocumentChoice] = [],
    passages: [PassageReading]? = []
  ) -> NotesNow {
    let catalogue = Catalogue(notes: notes)
    let document = state.document
    let links = Linker(catalogue: catalogue).links(
      in: document, paragraphs: document.paragraphs.indices,
      identity: DocumentIdentity(hash: document.contentHash))
    return NotesNow(catalogue: catalogue, links: links, passages: passages, choices: choices)
  }

  @Test func undoAndRedoAskTheOutside() throws {
    var state = try Self.state()
    #expect(state.type("U") == [.undo(confirmed: nil)])
    #expect(state.type("^R") == [.redo(confirmed: nil)])
  }

  @Test func anEarlierRunIsUndoneOnlyAfterYes() throws {
    var state = try Self.state()
    _ = state.update(.undoAsks(number: 7, label: "added “Ada”", isRedo: false))
    #expect(state.screen.last?.contains("added “Ada”") == true)
    #expect(state.type("y") == [.undo(confirmed: 7)])
    _ = state.update(.undoAsks(number: 8, label: "added “Ada”", isRedo: true))
    let focus = state.focus
    #expect(state.type("j").isEmpty)
    #expect(state.focus == focus, "the key answers the question and does nothing else")
    #expect(state.message == "nothing was done")
  }

  @Test func deletingSaysWhatLinksToItAndAsks() throws {
    var state = try Self.state()
    state.type("Tab")
    #expect(state.selectedLink?.title == "Babbage")
    #expect(state.type("D").isEmpty)
    #expect(state.screen.contains { $0.contains("1 note links to it") })
    #expect(state.screen.contains { $0.contains("  Ada") })
    #expect(state.type("n").isEmpty)
    #expect(state.list == nil)
    state.type("D")
    #expect(
      state.type("y") == [.delete(Self.babbage.id, expecting: Self.babbage.revision)])
    #expect(state.list == nil)
  }

  @Test func pinningTogglesAndANumberStillGoesToAParagraph() throws {
    var state = try Self.state()
    let choice = DocumentChoice(
      document: state.document.contentHash, note: Self.ada.id, decision: .pin)
    #expect(state.type("p") == [.decide([choice], isOn: true)])
    _ = state.update(
      .notesChanged(Self.now([Self.ada, Self.babbage], state, choices: [choice]), saying: nil))
    #expect(state.type("p") == [.decide([choice], isOn: false)])
    state.type("2 p")
    #expect(state.focus == 1)
  }

  @Test func puttingAwayNamesEachWordOnce() throws {
    var state = try Support.state("Ada, ADA and Ada again.", notes: [Self.ada])
    let hash = state.document.contentHash
    let effects = state.type("x")
    #expect(
      effects == [
        .decide(
          [DocumentChoice(document: hash, note: Self.ada.id, words: "Ada", decision: .notHere)],
          isOn: true)
      ])
  }

  @Test func choicesAreListedAndTakenBack() throws {
    var state = try Self.state()
    let choice = DocumentChoice(
      document: state.document.contentHash, note: Self.ada.id, words: "Ada", decision: .notHere)
    _ = state.update(.choicesRead([choice]))
    state.enter(":")
    state.enter("choices")
    state.type("Enter")
    #expect(state.screen.contains { $0.contains("not here: Ada for “Ada”") })
    #expect(state.type("Enter") == [.decide([choice], isOn: false)])
    _ = state.update(
      .notesChanged(Self.now([Self.ada, Self.babbage], state, choices: []), saying: nil))
    #expect(state.list?.items.isEmpty == true, "the list stays and knows what is left")
  }

  @Test func aSavedNoteIsSelectedInTheSameUpdate() throws {
    var state = try Support.state(Self.text, notes: [Self.ada])
    let before = state.shownLinks(of: 0).map(\.note)
    #expect(before == [Self.ada.id])
    let effects = state.update(
      .written(
        WritingDone(saying: "added “Babbage”", note: Self.babbage.id),
        Self.now([Self.ada, Self.babbage], state)))
    #expect(state.selectedLink?.note == Self.babbage.id)
    #expect(state.screen.contains { $0.contains("[2] Babbage") })
    #expect(state.message == "added “Babbage”")
    guard case .link = effects.first else {
      Issue.record("the other paragraphs are linked anew: \(effects)")
      return
    }
  }

  @Test func aNoteSavedWhileTheNotesAreStillReadIsShownAndTheOthersFollow() throws {
    let document = try Support.document(Self.text)
    var state = ReaderState(
      document: document, name: "test.txt", size: Size(columns: 100, rows: 30),
      settings: ReaderSettings())
    _ = state.start()
    _ = state.update(
      .written(
        WritingDone(saying: "added “Babbage”", note: Self.babbage.id),
        Self.now([Self.babbage], state)))
    #expect(state.selectedLink?.note == Self.babbage.id)
    let effects = state.update(.notesRead(Catalogue(notes: [Self.ada, Self.babbage])))
    #expect(state.catalogue.count == 2)
    #expect(effects.contains { if case .link = $0 { true } else { false } })
  }

  @Test func aChangeDuringTheFirstLinkingIsLinkedToo() throws {
    let document = try Support.document(Self.text)
    var state = ReaderState(
      document: document, name: "test.txt", size: Size(columns: 100, rows: 30),
      settings: ReaderSettings())
    _ = state.start()
    _ = state.update(.notesRead(Catalogue(notes: [Self.ada])))
    let effects = state.update(
      .notesChanged(
        NotesNow(
          catalogue: Catalogue(notes: [Self.ada, Self.babbage]), links: [], passages: nil,
          choices: nil), saying: nil))
    #expect(effects.contains { if case .link = $0 { true } else { false } })
  }

  @Test func aChangeElsewhereKeepsPlaceAndSelection() throws {
    var state = try Self.state()
    state.type("j Tab")
    let (place, chosen) = (state.place, state.selectedLink?.note)
    let other = Support.note("Nobody", kind: .term)
    _ = state.update(
      .notesChanged(Self.now([Self.ada, Self.babbage, other], state), saying: nil))
    #expect(state.place == place)
    #expect(state.selectedLink?.note == chosen)
    _ = state.update(.notesChanged(Self.now([Self.babbage], state), saying: nil))
    #expect(state.selectedLink?.note == Self.babbage.id)
  }

  @Test func anOpenNoteThatIsGoneIsClosed() throws {
    var state = try Self.state()
    state.type("Enter")
    #expect(state.openNotes.map(\.id) == [Self.ada.id])
    _ = state.update(.notesChanged(Self.now([Self.babbage], state), saying: nil))
    #expect(state.openNotes.isEmpty)
  }

  @Test func aConflictShowsBothVersionsAndKeepsTheOther() throws {
    var state = try Self.state()
    _ = state.update(
      .conflict(
        NoteConflict(
          note: Self.ada.id, action: "undo: edited “Ada”", mine: "my words",
          theirs: "their words", entry: 9)))
    #expect(state.screen.contains { $0.contains("my words") && $0.contains("their words") })
    var leaving = state
    #expect(leaving.type("Enter") == [.forgetAction(9)], "undo is not stopped by it for ever")
    state.type("j")
    #expect(state.type("Enter") == [.keepVersion("my words", of: Self.ada.id)])
  }

  @Test func editingGoesToTheLineOfTheMistake() throws {
    var state = try Support.state(Self.text)
    var ada = Self.ada
    ada.path = "ada.md"
    let problem = NoteProblem(
      path: "ada.md", line: 3, severity: .error, rule: "broken-yaml", message: "odd")
    var now = Self.now([ada], state)
    now.catalogue = Catalogue(notes: [ada], problems: [problem])
    _ = state.update(.notesChanged(now, saying: nil))
    #expect(state.type("e") == [.edit(ada.id, line: 3)])
  }

  @Test func withoutANoteTheKeysSaySo() throws {
    var state = try Support.state("Nothing here.")
    for key in ["e", "D", "p", "x"] {
      #expect(state.type(key).isEmpty)
      #expect(state.message == "no note is selected here", "\(key)")
    }
  }
}

@Suite struct PassageListTests {
  static let reading = PassageReading(
    note: NoteID("passage"), quote: "Nobody else did it then.", state: .changed,
    range: ScalarRange(ScalarOffset(52), ScalarOffset(68)), text: "Nobody else did.")
  static let lost = PassageReading(
    note: NoteID("gone"), quote: "A sentence that was cut.", state: .lost, range: nil, text: nil)

  static func state(columns: Int = 120) throws -> ReaderState {
    var state = try Support.state(
      WritingTests.text,
      notes: [Support.note("Passage", kind: .claim), Support.note("Gone", kind: .claim)],
      columns: columns)
    let now = WritingTests.now(
      [Support.note("Passage", kind: .claim), Support.note("Gone", kind: .claim)], state,
      passages: [reading, lost])
    _ = state.update(.notesChanged(now, saying: nil))
    state.enter(":")
    state.enter("lost")
    state.type("Enter")
    return state
  }

  /// That the text was edited and that passages changed are found out in either order.
  @Test(arguments: [true, false]) func anEditedTextAndItsPassagesAreSaidTogether(first: Bool) throws
  {
    let document = try Support.document(WritingTests.text)
    var state = ReaderState(
      document: document, name: "test.txt", size: Size(columns: 80, rows: 24),
      settings: ReaderSettings())
    _ = state.start()
    let effects = state.update(
      .notesRead(Catalogue(notes: [Support.note("Passage")])))
    guard case .link(_, let generation) = effects.first else {
      Issue.record("\(effects)")
      return
    }
    if first { _ = state.update(.editedSince("2026-01-02")) }
    _ = state.update(
      .linked([], passages: [Self.reading, Self.lost], isLast: true, generation: generation))
    if !first {
      #expect(state.message == "1 passage lost, 1 reworded (:lost)")
      _ = state.update(.editedSince("2026-01-02"))
    }
    let expected = "text changed since 2026-01-02 (:changes) · 1 passage lost, 1 reworded (:lost)"
    #expect(state.message == expected)
    #expect(expected.count <= 78)
  }

  @Test(arguments: [120, 50]) func bothWordingsAreShown(columns: Int) throws {
    let state = try Self.state(columns: columns)
    let screen = state.screen.joined(separator: "\n")
    #expect(screen.contains("wording changed"))
    #expect(screen.contains("place lost"))
    #expect(screen.contains("Nobody else did it then."))
    #expect(screen.contains("Nobody else did."))
  }

  @Test func acceptingTiesTheNoteToThePresentWords() throws {
    var state = try Self.state()
    let effects = state.type("a")
    guard case .attach(let id, let passage) = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(id == NoteID("passage"))
    #expect(passage.selector.quote == "Nobody else did.")
    #expect(passage.selector.position == Self.reading.range)
    #expect(passage.hash == state.document.contentHash)
  }

  @Test func acceptingALostOneIsRefused() throws {
    var state = try Self.state()
    state.type("j")
    #expect(state.type("a").isEmpty)
    #expect(state.message?.contains("nothing to accept") == true)
    #expect(state.list != nil)
  }

  @Test func attachingTakesTheNextSelection() throws {
    var state = try Self.state()
    state.type("j r")
    #expect(state.list == nil)
    state.type("g V")
    let effects = state.type("Enter")
    guard case .attach(let id, let passage) = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(id == NoteID("gone"))
    #expect(passage.selector.quote == "Ada wrote to Babbage.")
    #expect(state.selection == nil)
  }

  @Test func escapeGivesAttachingUp() throws {
    var state = try Self.state()
    state.type("j r Esc g V")
    #expect(!state.type("Enter").contains { if case .attach = $0 { true } else { false } })
  }

  @Test func deletingAsks() throws {
    var state = try Self.state()
    state.type("D")
    #expect(state.screen.contains { $0.contains("“Passage”") })
    let effects = state.type("y")
    guard case .delete(NoteID("passage"), _) = effects.first else {
      Issue.record("\(effects)")
      return
    }
  }

  @Test func otherListsDoNotKnowTheKeys() throws {
    var state = try Support.state(WritingTests.text)
    state.type("t")
    #expect(state.type("a").isEmpty)
    #expect(state.list != nil)
  }
}

@Suite struct TextChangesTests {
  @Test func changesAreListedWithBothWordings() throws {
    var state = try Support.state(WritingTests.text, columns: 120)
    state.enter(":")
    state.enter("changes")
    #expect(state.type("Enter") == [.readChanges])
    _ = state.update(
      .changesRead(
        [
          TextChange(kind: .altered, paragraph: 1, old: "Babbage was silent.", new: "now"),
          TextChange(kind: .cut, paragraph: 2, old: "A third one stood here.", new: ""),
        ], since: "2026-11-20"))
    #expect(state.screen.contains { $0.contains("Changed since 2026-11-20") })
    #expect(state.screen.contains { $0.contains("Babbage was silent.") })
    state.type("j")
    #expect(state.screen.contains { $0.contains("A third one stood here.") })
    state.type("Enter")
    #expect(state.focus == 2)
  }

  @Test func withoutAnEarlierVersionItSaysSo() throws {
    var state = try Support.state(WritingTests.text)
    _ = state.update(.changesRead(nil, since: ""))
    #expect(state.message == "no earlier version of this text is known")
  }
}

@Suite struct AliasTests {
  @Test func theSelectionBecomesAnAliasOfTheChosenNote() throws {
    var state = try WritingTests.state()
    state.type("v")
    let first = state.type("A")
    guard case .findAliasTargets("", "Ada", let generation) = first.first else {
      Issue.record("\(first)")
      return
    }
    let typed = state.enter("bab")
    guard case .findAliasTargets("bab", "Ada", let last) = typed.last else {
      Issue.record("\(typed)")
      return
    }
    let found = [NoteSummary(id: WritingTests.babbage.id, title: "Babbage", kind: .person)]
    _ = state.update(.aliasTargetsFound([], generation: generation))
    _ = state.update(.aliasTargetsFound(found, generation: last))
    #expect(state.screen.contains { $0.contains("Which note is also called “Ada”?") })
    #expect(state.type("Enter") == [.addAlias("Ada", to: WritingTests.babbage.id)])
    #expect(state.prompt == nil)
    #expect(state.list == nil)
  }

  @Test func withoutASelectionItSaysWhatToDo() throws {
    var state = try WritingTests.state()
    #expect(state.type("A").isEmpty)
    #expect(state.message == "select the words first, with v")
  }
}
