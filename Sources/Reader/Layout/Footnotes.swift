// The footnotes that a paragraph refers to: for the pane beside it, and to be read out.

public import Documents
import Text

/// A footnote as a paragraph refers to it.
public struct Footnote: Hashable, Sendable {
  /// The words of the reference: `1`, `*`.
  public var label: String
  /// The paragraphs of the note, the first one and those that go on with it.
  public var paragraphs: Range<Int>
}

/// Finds footnotes.
public enum Footnotes {
  /// Footnotes shown for one paragraph, and paragraphs of one footnote.
  private static let most = 20
  private static let mostParagraphs = 4

  /// Those of a paragraph, each once, in the order of their references.
  public static func referred(in paragraph: Int, of document: Document) -> [Footnote] {
    guard document.paragraphs.indices.contains(paragraph) else { return [] }
    var notes: [Footnote] = []
    for link in document.links(in: document.paragraphs[paragraph].range) {
      guard case .footnote(let first) = link.target, document.paragraphs.indices.contains(first),
        first != paragraph, !notes.contains(where: { $0.paragraphs.lowerBound == first })
      else { continue }
      let label = document.text(in: link.range).filter { !"[]^ \n".contains($0) }
      notes.append(
        Footnote(label: String(label.prefix(12)), paragraphs: extent(from: first, in: document)))
      if notes.count == most { break }
    }
    return notes
  }

  /// A footnote goes on as long as no other begins: a marker begins one.
  private static func extent(from first: Int, in document: Document) -> Range<Int> {
    var end = first + 1
    while end - first < mostParagraphs, end < document.paragraphs.count,
      document.paragraphs[end].kind == .footnote, document.form(of: end).marker.isEmpty,
      !document.form(of: first).marker.isEmpty
    {
      end += 1
    }
    return first..<end
  }
}
