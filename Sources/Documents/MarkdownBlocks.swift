// The Markdown of note bodies as a flat list of blocks, each ready to be wrapped and drawn. HTML is
// never interpreted: it shows as the text that it is.

/// What a block of Markdown is.
public enum MarkdownBlockKind: Hashable, Sendable {
  /// Level 1 to 6.
  case heading(level: Int)
  case paragraph
  /// A paragraph of a quotation, 1 for the outermost.
  case quotation(depth: Int)
  /// A paragraph of a list, 1 for the outermost. The marker is `-`, or a number as written (`3.`);
  /// it is empty for an item's further paragraphs.
  case listItem(marker: String, depth: Int)
  /// Its lines stand in one run, without the last line end.
  case code
  case rule
}

/// How a stretch of text is set apart. A link, a footnote or code hides emphasis around it.
public enum MarkdownStyle: Hashable, Sendable {
  case plain, emphasis, strong, code
  /// Index in the block's links.
  case link(Int)
  /// A reference to a footnote; its text is the label in brackets (`[1]`).
  case footnote
}

/// A stretch of text of one style. A hard line break is a line feed.
public struct MarkdownRun: Hashable, Sendable {
  public let text: String
  public let style: MarkdownStyle
  public init(text: String, style: MarkdownStyle) {
    self.text = text
    self.style = style
  }
}

/// Where a link leads.
public struct MarkdownLink: Hashable, Sendable {
  /// An address or path; for `[[name|text]]` the name.
  public let target: String
  /// True for `[[name]]`.
  public let isWikiLink: Bool
  public init(target: String, isWikiLink: Bool) {
    self.target = target
    self.isWikiLink = isWikiLink
  }
}

/// One block with its text.
public struct MarkdownBlock: Hashable, Sendable {
  public let kind: MarkdownBlockKind
  /// Quotations and lists around it, whatever its kind; at most `MarkdownBlocks.deepest`.
  public let quotationDepth: Int
  public let listDepth: Int
  public let runs: [MarkdownRun]
  public let links: [MarkdownLink]

  public init(
    kind: MarkdownBlockKind, quotationDepth: Int = 0, listDepth: Int = 0, runs: [MarkdownRun] = [],
    links: [MarkdownLink] = []
  ) {
    self.kind = kind
    self.quotationDepth = quotationDepth
    self.listDepth = listDepth
    self.runs = runs
    self.links = links
  }

  /// The text without its styles.
  public var text: String { runs.map(\.text).joined() }
}

/// Reads the Markdown of notes.
public enum MarkdownBlocks {
  /// Nesting beyond this counts as this.
  public static let deepest = 32
  /// Bytes beyond which a text is not parsed but shown as it stands, line by line.
  public static let largest = 1_048_576

  /// The blocks of a text. Footnote definitions are left out, or shown as paragraphs.
  public static func parse(_ text: String, droppingFootnoteDefinitions: Bool = false)
    -> [MarkdownBlock]
  {
    if text.utf8.count > largest { return unparsed(text) }
    var prepared = MarkdownPreparation.prepare(
      text, droppingDefinitions: droppingFootnoteDefinitions)
    return prepared.withUTF8 { MarkdownWalk.blocks(of: $0) }
  }

  private static func unparsed(_ text: String) -> [MarkdownBlock] {
    text.utf8.split(separator: 0x0A).map { line in
      MarkdownBlock(
        kind: .paragraph, runs: [MarkdownRun(text: String(Substring(line)), style: .plain)])
    }
  }
}
