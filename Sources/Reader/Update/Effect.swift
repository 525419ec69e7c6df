// Everything the reader can ask of the outside. The effect runner does it and answers by messages.

public import Documents
public import Notes
public import Text

/// One request.
public enum Effect: Hashable, Sendable {
  /// Tell what becomes of the text from now on.
  case watchSource
  /// Read the rest of a text of which only the first part is there.
  case readRest
  /// Another stretch of a text that is read in windows.
  case readWindow(WindowPlace, generation: Int)
  /// Count the paragraphs of such a text.
  case countText
  /// The text has changed: read it anew and find these places again in it.
  case reread([ScalarOffset])
  /// All has come of a text that is short enough to be read whole.
  case readWhole([ScalarOffset])
  /// Read the notes.
  case readNotes
  /// Read what is kept of this text: an abandoned draft, and whether it was edited since.
  case readDesk
  /// Link all paragraphs, those from `first` before the others.
  case link(first: Int, generation: Int)
  case find(String, generation: Int)
  /// The same in a text that is read in windows, from a place on and then from the start.
  case findInWindows(String, from: ScalarOffset, generation: Int)
  case findNotes(String, generation: Int)
  /// Notes whose names are close to what was typed, or to the selection while nothing is typed.
  case findAliasTargets(String, selection: String, generation: Int)
  /// Compare the text with the version that was read before.
  case readChanges
  /// Remember the place within a second.
  case keepPosition(ReadingPosition)
  case keepSettings(hiddenKinds: Set<NoteKind>, paneShare: Int)
  /// Show an address in a browser, or else copy it and say so.
  case openAddress(String)
  /// Put a text on the clipboard and say so in these words.
  case copy(String, saying: String)

  /// Make a note of what was begun; its draft is done with then.
  case save(BegunNote)
  /// Remember a note that is being written in this text, within a second; forget it.
  case keepDraft(BegunNote)
  case dropDraft(String)
  case addAlias(String, to: NoteID)
  /// Tie a passage note to a place in this text.
  case attach(NoteID, Passage)
  /// Open the note's file in the reader's editor, at a line if one is given.
  case edit(NoteID, line: Int?)
  case delete(NoteID, expecting: Revision)
  /// Take the last action back, or do it again; the number says that an earlier run's was agreed to.
  case undo(confirmed: Int?)
  case redo(confirmed: Int?)
  /// Leave an action that undo cannot go over; it is not offered again.
  case forgetAction(Int)
  /// Keep a text that a conflict left over as a note of its own, beside the one it is a version of.
  case keepVersion(String, of: NoteID)
  /// Make decisions about notes in this text, or take them back.
  case decide([DocumentChoice], isOn: Bool)

  /// Open another text, or this one otherwise; the place is where this one is left.
  case openText(TextRequest, from: ReadingPosition, generation: Int)
  /// End this reading and go on with the text that was opened.
  case goToText

  case setMouse(Bool)
  case redraw
  case suspend
  case quit(Int32)
}
