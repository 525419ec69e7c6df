// From a draft to the text of a note's file.

public import Notes

/// Composes new files.
public enum NoteComposer {
  /// The file of a draft: front matter, body, sources as footnotes.
  public static func text(of draft: NoteDraft) -> String { "" }
}
