// Places in a note's body that edits need: where each link names its note, which footnotes there
// are, whether code is still open at the end.

public import Text

/// A link to another note and where it stands, in bytes of the text it was found in.
public struct NoteLinkSpan: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// `[[name]]`, `[[name#part|words]]`
    case name
    /// `[words](file.md)`
    case path
    /// `[words](<file.md>)`
    case angledPath
  }

  public var reference: NoteReference
  public var form: Form
  /// What names the note: without `#part`, brackets and blanks, but with `.md` where it is written.
  public var target: ByteRange
  /// The text shown; nil for a name without one.
  public var words: ByteRange?
}

extension NoteFile {
  /// The links of the body outside code and comments, in order, in bytes of the file's text.
  public var links: [NoteLinkSpan] {
    let offset = body.start.value
    return NoteLinks.spans(in: NoteBody(bodyText, firstLine: bodyLine)).map { span in
      var span = span
      span.target = span.target.shifted(by: offset)
      span.words = span.words?.shifted(by: offset)
      return span
    }
  }

  /// What the end of the body means for a line that is put after it.
  public var ending: BodyEnding {
    let body = NoteBody(bodyText, firstLine: bodyLine)
    return BodyEnding(
      footnoteLabels: body.footnotes.map(\.label), unclosedFence: body.unclosedFence,
      endsWithFootnote: body.kinds.last { $0 != .blank } == .footnote)
  }
}

/// What has to be known of a body before a footnote can be put after it.
public struct BodyEnding: Hashable, Sendable {
  /// Labels of the footnotes that it defines.
  public let footnoteLabels: [String]
  /// The line that would close the code that is still open at the end.
  public let unclosedFence: String?
  public let endsWithFootnote: Bool
}

extension Range where Bound == Int {
  var asBytes: ByteRange { ByteRange(ByteOffset(lowerBound), ByteOffset(upperBound)) }
}
