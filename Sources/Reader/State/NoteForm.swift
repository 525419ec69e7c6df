// The form in the pane in which a note is written.

public import Notes
public import Text

/// A note being written.
public struct NoteForm: Hashable, Sendable {
  /// The draft as typed so far.
  public var draft: NoteDraft
  /// True from the moment it is being saved to the answer.
  public var isSaving = false
  /// Why it could not be saved.
  public var fault: String?

  public init(draft: NoteDraft) { self.draft = draft }
}
