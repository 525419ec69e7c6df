// What changing notes while reading needs from outside, as ports.

public import Authoring
public import Documents
public import Notes
public import Reader

/// What an editor did to a note's file.
public struct EditReport: Sendable {
  /// The file's text before and after; nil where there was none.
  public var before: String?
  public var after: String?
  /// Why the editor could not be used, in a sentence.
  public var fault: String?

  public init(before: String? = nil, after: String? = nil, fault: String? = nil) {
    self.before = before
    self.after = after
    self.fault = fault
  }
}

/// The version of a text that was read before.
public struct EarlierText: Sendable {
  /// The normalised text; nil when it was too long to be kept.
  public var text: String?
  /// The day it was read on, in words.
  public var day: String

  public init(text: String?, day: String) {
    self.text = text
    self.day = day
  }
}

/// The outside of changing notes. Each but `edit` is called off the loop's thread and may block.
public struct WritingPorts: Sendable {
  public var writer: NoteWriter
  /// Decisions about notes; nil when there is no folder to keep them in.
  public var choices: (any ChoiceStore)?
  /// Opens a note's file in an editor and waits for it, at a line if one is given. Called with the
  /// terminal handed over.
  public var edit: @Sendable (NoteID, Int?) -> EditReport
  /// Keeps a note that is being written beside this text. Gives a sentence when that fails.
  public var keepDraft: @Sendable (BegunNote, Document) -> String?
  public var dropDraft: @Sendable (String, Document) -> String?
  /// Notes that were begun beside this text in other runs and are not being written any more, the
  /// newest first.
  public var begunNotes: @Sendable (Document) -> [BegunNote]
  /// The version of this text read before, when it was another.
  public var earlierText: @Sendable (Document) -> EarlierText?
  /// Keeps this version of the text for the next time.
  public var keepText: @Sendable (Document) -> String?
  /// Seconds since 1970.
  public var now: @Sendable () -> Int

  public init(
    writer: NoteWriter, choices: (any ChoiceStore)?,
    edit: @escaping @Sendable (NoteID, Int?) -> EditReport,
    keepDraft: @escaping @Sendable (BegunNote, Document) -> String?,
    dropDraft: @escaping @Sendable (String, Document) -> String?,
    begunNotes: @escaping @Sendable (Document) -> [BegunNote],
    earlierText: @escaping @Sendable (Document) -> EarlierText?,
    keepText: @escaping @Sendable (Document) -> String?,
    now: @escaping @Sendable () -> Int
  ) {
    self.writer = writer
    self.choices = choices
    self.edit = edit
    self.keepDraft = keepDraft
    self.dropDraft = dropDraft
    self.begunNotes = begunNotes
    self.earlierText = earlierText
    self.keepText = keepText
    self.now = now
  }
}
