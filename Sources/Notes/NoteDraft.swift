// A note on its way: what was typed into the form or given on the command line, not yet a file.

/// The fields of a note that is being written, as typed.
public struct NoteDraft: Hashable, Sendable {
  public var title = ""
  public var description = ""
  /// Addresses, or whole lines in the form of a source, one each.
  public var sources: [String] = []
  /// Of the first source.
  public var publisher = ""
  /// Of the first source: a year, a month or a day.
  public var date = ""
  public var aliases: [String] = []
  public var kind = ""
  /// Markdown.
  public var body = ""
  /// The stretch of text that the note is about, for a passage note. Its `document` is the path
  /// relative to the notes folder, or an address, exactly as it is to be written.
  public var passage: Passage?

  public init() {}

  /// Whether nothing was typed; the passage does not count, as it was not.
  public var isEmpty: Bool {
    [title, description, publisher, date, kind, body].allSatisfy(\.isEmpty)
      && sources.allSatisfy(\.isEmpty) && aliases.allSatisfy(\.isEmpty)
  }
}
