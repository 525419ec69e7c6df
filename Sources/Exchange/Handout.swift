// What goes on paper, as a value: a text with numbered paragraphs, notes beside them, questions and
// sources. How it is written as HTML, Markdown or plain text is the business of the other files here.

/// One sheet.
public struct Handout: Hashable, Sendable {
  public var title: String

  public init(title: String) { self.title = title }
}
