// Everything the reader can ask of the outside. The effect runner does it and answers by messages.

public import Notes

/// One request.
public enum Effect: Equatable, Sendable {
  /// Read the rest of a text of which only the first part is there.
  case readRest
  /// Read the notes.
  case readNotes(generation: Int)
  /// Link all paragraphs, those from `first` before the others.
  case link(first: Int, generation: Int)
  case find(String, generation: Int)
  case findNotes(String, generation: Int)
  /// Remember the place within a second.
  case keepPosition(ReadingPosition)
  case keepSettings(hiddenKinds: Set<NoteKind>, paneShare: Int)
  /// Show an address in a browser, or else copy it and say so.
  case openAddress(String)
  /// Put a text on the clipboard and say so in these words.
  case copy(String, saying: String)
  /// Make a note of a draft.
  case save(NoteDraft)
  /// Remember what is being written in this text, within a second; nil forgets it.
  case keepDraft(NoteDraft?)
  case setMouse(Bool)
  case redraw
  case suspend
  case quit(Int32)
}
