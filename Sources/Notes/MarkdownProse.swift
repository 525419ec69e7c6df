// What rooms with a Markdown form of their own ask of Markdown: its lines without code and comments,
// and words without marks.

/// One line of a Markdown text.
public struct ProseLine: Hashable, Sendable {
  /// Without its line end; what stood in comments is blanked out.
  public var text: String
  /// True for a line that is nothing but comment or fenced code: to be taken as not there at all.
  public var isHidden: Bool
}

/// Markdown as plain words.
public enum MarkdownProse {
  /// The lines of a text, as many as it has, and the line of a code fence that is never closed,
  /// counted from 1. A comment that is never closed is text.
  public static func lines(of text: String) -> (lines: [ProseLine], unclosedFence: Int?) {
    let bytes = Array(text.utf8)
    let lines = ByteLines.lines(of: bytes)
    var mask = MarkdownMask(bytes: bytes, lines: lines)
    mask.blankFences()
    mask.blankComments()
    let prose = lines.indices.map { index in
      let range = lines[index].range
      let isBlanked =
        mask.masked.trimmed(range).isEmpty && !bytes.trimmed(range).isEmpty
      return ProseLine(
        text: mask.masked.text(range), isHidden: isBlanked || mask.isFenced[index])
    }
    guard mask.unclosedFence != nil else { return (prose, nil) }
    // An open fence takes everything to the end with it.
    let open = mask.isFenced.lastIndex(of: false).map { $0 + 2 } ?? 1
    return (prose, open)
  }

  /// The words of a paragraph without inline marks, on one line.
  public static func plain(_ markdown: String) -> String { PlainText.stripped(markdown) }
}
