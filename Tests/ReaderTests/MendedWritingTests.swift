// What note-takers met while writing, each as the symptom that must not come again.

import Documents
import Linking
import Notes
import Reader
import Screen
import Testing
import Text

@Suite struct MendedWritingTests {
  @Test func enterInASearchWaitsForWhatWasTypedLast() throws {
    var state = try WritingTests.state()
    state.type("s")
    let old = state.noteSearch("babb")
    _ = state.update(
      .notesFound(
        [NoteSummary(id: WritingTests.babbage.id, title: "Babbage", kind: .person)],
        generation: old))
    let new = state.noteSearch("age")
    state.type("Enter")
    #expect(state.openNotes.isEmpty, "the list still answers what was typed before")
    _ = state.update(
      .notesFound(
        [NoteSummary(id: WritingTests.ada.id, title: "Ada", kind: .person)], generation: new))
    #expect(state.openNotes.map(\.id) == [WritingTests.ada.id])
    #expect(state.prompt == nil)
  }

  @Test func puttingAwayMeansTheOpenNote() throws {
    var state = try WritingTests.state()
    state.type("2 Enter")
    guard case .decide(let choices, true) = state.type("x").first else {
      Issue.record("nothing was put away")
      return
    }
    #expect(choices.map(\.note) == [WritingTests.babbage.id])
  }

  @Test func theSelectedNoteStaysSelectedWhenOthersComeBeforeIt() throws {
    var state = try WritingTests.state()
    state.type("Tab")
    #expect(state.selectedLink?.title == "Babbage")
    let wrote = Support.note("wrote", kind: .term)
    let now = WritingTests.now([WritingTests.ada, WritingTests.babbage, wrote], state)
    _ = state.update(.linked(now.links, passages: nil, isLast: true, generation: state.asked))
    #expect(state.shownLinks(of: 0).count == 3)
    #expect(state.selectedLink?.title == "Babbage")
  }

  @Test func aSavedNoteIsSeenThoughAnotherWasOpen() throws {
    var state = try WritingTests.state()
    state.type("Enter V a")
    state.enter("x")
    state.type("^S")
    let id = state.form?.id
    _ = state.update(
      .written(
        WritingDone(saying: "added", note: WritingTests.babbage.id, form: id),
        WritingTests.now([WritingTests.ada, WritingTests.babbage], state)))
    #expect(state.form == nil)
    #expect(state.openNotes.isEmpty)
  }

  @Test func aQuestionWaitsUntilNothingIsTyped() throws {
    var state = try WritingTests.state()
    state.type("V a")
    _ = state.update(.undoAsks(number: 3, label: "added “Ada”", isRedo: false))
    state.enter("y")
    #expect(state.form?.draft.title == "y", "the key is a letter of the form")
    state.type("Backspace Esc")
    #expect(state.form == nil)
    #expect(state.type("y") == [.undo(confirmed: 3)])
  }

  @Test func aNoteOfAPackIsNotAskedAbout() throws {
    var settings = ReaderSettings()
    settings.notesFolder = "mine"
    var pack = WritingTests.ada
    pack.folder = "pack"
    var state = try Support.state(WritingTests.text, notes: [pack], settings: settings)
    #expect(state.type("D").isEmpty)
    #expect(state.message == "the notes in pack are read-only")
    #expect(state.list == nil)
  }

  @Test func aNoteOpenedWhileSelectingEndsTheSelection() throws {
    var state = try WritingTests.state()
    state.type("v Enter")
    #expect(state.selection == nil)
    #expect(state.mode == .note)
  }

  @Test func leavingTheLineOfAnAliasKeepsTheSelection() throws {
    var state = try WritingTests.state()
    state.type("v A Esc")
    #expect(state.selectionRange == ScalarRange(ScalarOffset(0), ScalarOffset(3)))
  }
}

extension ReaderState {
  /// Types into the search of notes; the generation of the newest question.
  fileprivate mutating func noteSearch(_ text: String) -> Int {
    guard case .findNotes(_, let generation) = enter(text).last else { return -1 }
    return generation
  }

  /// The generation of links that is waited for, asked for anew.
  fileprivate var asked: Int {
    var copy = self
    let now = NotesNow(catalogue: catalogue, links: [], passages: nil, choices: nil)
    guard case .link(_, let generation) = copy.update(.notesChanged(now, saying: nil)).first else {
      return -1
    }
    return generation - 1
  }
}
