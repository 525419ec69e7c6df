// Everything that can happen to the reader: input, and answers to what it asked for.

public import Documents
public import Linking
public import Notes
public import Screen
public import Text

/// One happening.
public enum Message: Sendable {
  case input(InputEvent)
  /// The whole text, after its first part was shown, and where it was left, now that its content is
  /// known.
  case documentRead(Document, remembered: ReadingPosition?)
  /// Reading the rest failed; what is there stays.
  case documentFailed(String)
  /// A stretch of a text that is read in windows.
  case windowRead(Document, generation: Int)
  case windowFailed(String, generation: Int)
  case counted(TextCount)
  case foundMore(TextFinds, generation: Int)
  /// The text itself is not what it was.
  case sourceNews(SourceNews)
  /// The text as it is now, with the places that were asked for.
  case textReplaced(Document, places: [ScalarOffset], saying: String?)
  case notesRead(Catalogue)
  case notesFailed(String)
  /// Links of some paragraphs; `isLast` when every paragraph has been linked. The passage notes of
  /// the text come with the first of them.
  case linked([ParagraphLinks], passages: [PassageReading]?, isLast: Bool, generation: Int)
  case found([ScalarRange], isCut: Bool, generation: Int)
  case notesFound([NoteSummary], generation: Int)
  case aliasTargetsFound([NoteSummary], generation: Int)
  /// Notes changed elsewhere, or decisions here; nothing was asked for by name.
  case notesChanged(NotesNow, saying: String?)
  /// An action is done and can be seen.
  case written(WritingDone, NotesNow)
  /// An action could not be done; what was typed stays.
  case refused(String, form: String?)
  case conflict(NoteConflict)
  /// The last action, or that to be done again, is an earlier run's: is it meant?
  case undoAsks(number: Int, label: String, isRedo: Bool)
  /// What was decided before for this text.
  case choicesRead([DocumentChoice])
  /// Notes that were begun in this text and left, the newest first.
  case begunNotesFound([BegunNote])
  /// The text is not the one that was read last, on a day in words.
  case editedSince(String)
  /// What is different, nil when there is nothing to compare with.
  case changesRead([TextChange]?, since: String)
  /// What became of a text that was asked for.
  case textAnswered(TextAnswer, generation: Int)
  /// Something an effect has to say on the bottom row.
  case notice(String)
}

/// What became of the file or the pipe that is being read.
public enum SourceNews: Hashable, Sendable {
  /// There is more at its end.
  case grown
  /// A pipe has ended, by itself or by a fault. Short texts are then read whole, so that everything
  /// works on them.
  case ended(fitsWhole: Bool, fault: String?)
  /// The file was changed or replaced.
  case changed
  case gone
}

/// A note as a list shows it.
public struct NoteSummary: Hashable, Sendable {
  public let id: NoteID
  public let title: String
  public let kind: NoteKind?
  public init(id: NoteID, title: String, kind: NoteKind?) {
    self.id = id
    self.title = title
    self.kind = kind
  }
}
