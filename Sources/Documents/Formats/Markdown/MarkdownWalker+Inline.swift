// What stands inside a block of Markdown: words, emphasis, links, images, references to footnotes.

internal import CMarkdown
import Text

/// What is open inside a block.
struct MarkdownInlineState {
  var strong = 0
  var emphasised = 0
  var struck = 0
  /// Links around; the outermost counts.
  var links = 0
  /// Whether one of them is of raw HTML, which may lack its end.
  var isHTMLLink = false
  var images = 0
  /// The element of raw HTML whose content is no text.
  var hidden: String?

  var isHeader = false
  var isRow = false
  /// Cells of the row so far, and those up to the last one with words.
  var cells = 0
  var shownCells = 1
}

extension MarkdownWalker {
  /// False for what is none of its business.
  mutating func enterInline(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: MarkdownTree.withLiteral(of: node) { words($0) }
    case CMARK_NODE_CODE:
      beginWords()
      builder.set(style.union(.code))
      MarkdownTree.withLiteral(of: node) { append($0) }
      builder.set(style)
    case CMARK_NODE_SOFTBREAK: plain(" ")
    case CMARK_NODE_LINEBREAK: lineBreak()
    case CMARK_NODE_HTML_INLINE: MarkdownTree.withLiteral(of: node) { html($0, blocksFrom: nil) }
    case CMARK_NODE_EMPH:
      inline.emphasised += 1
      styleChanged()
    case CMARK_NODE_STRONG:
      inline.strong += 1
      styleChanged()
    case CMARK_NODE_LINK: beginLink(MarkdownTargets.target(of: MarkdownTree.address(node)))
    case CMARK_NODE_IMAGE:
      inline.images += 1
      if inline.images == 1, cmark_node_first_child(node) != nil { plain("[") }
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      let number = MarkdownTree.literal(node)
      beginLink(.footnote(footnoteName(number)))
      plain("[\(number)]")
      endLink()
    default:
      guard Self.typeName(node) == "strikethrough" else { return false }
      inline.struck += 1
      styleChanged()
    }
    return true
  }

  mutating func exitInline(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_EMPH:
      inline.emphasised -= 1
      styleChanged()
    case CMARK_NODE_STRONG:
      inline.strong -= 1
      styleChanged()
    case CMARK_NODE_LINK: endLink()
    case CMARK_NODE_IMAGE:
      if inline.images == 1, cmark_node_first_child(node) != nil { plain("]") }
      inline.images -= 1
    default:
      guard Self.typeName(node) == "strikethrough" else { return false }
      inline.struck -= 1
      styleChanged()
    }
    return true
  }

  private var style: Emphasis {
    var style: Emphasis = []
    if inline.strong > 0 || inline.isHeader { style.insert(.strong) }
    if inline.emphasised > 0 { style.insert(.emphasised) }
    if inline.struck > 0 { style.insert(.struck) }
    return style
  }

  mutating func styleChanged() { builder.set(style) }

  // MARK: - Words

  /// The cells before this one are parted from it; empty ones at the end of a row leave nothing.
  private mutating func beginWords() {
    guard inline.isRow, inline.shownCells < inline.cells else { return }
    builder.set([])
    while inline.shownCells < inline.cells {
      builder.append(" | ")
      inline.shownCells += 1
    }
    builder.set(style)
  }

  /// Words without any meaning beyond themselves.
  mutating func plain(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty || inline.hidden != nil { return }
    beginWords()
    builder.append(utf8: text)
    addToHeading(text)
  }

  /// As much of it as a name needs.
  private mutating func addToHeading(_ text: some Collection<UInt8>) {
    guard let heading else { return }
    if inline.images > 0 {
      if heading.images.count < 1_000 { self.heading?.images += text.prefix(1_000) }
    } else if heading.words.count < 1_000 {
      self.heading?.words += text.prefix(1_000)
    }
  }

  mutating func lineBreak() {
    guard !inline.isRow, inline.images == 0 else { return plain(" ") }
    builder.lineBreak()
    addToHeading([0x20])
  }

  /// Words in which wiki links and bare addresses are found.
  private mutating func words(_ text: UnsafeBufferPointer<UInt8>) {
    guard inline.links == 0, inline.images == 0, inline.hidden == nil else { return append(text) }
    var start = 0
    var place = 0
    while place < text.count {
      guard text[place] == 0x5B, let bracket = MarkdownBracket(text, at: place), bracket.isWikiLink
      else {
        place += 1
        continue
      }
      // `![[name]]` embeds a note in other programs; here it is a link like any other.
      let isEmbedding = place > start && text[place - 1] == 0x21
      addresses(UnsafeBufferPointer(rebasing: text[start..<(isEmbedding ? place - 1 : place)]))
      beginLink(MarkdownTargets.target(ofWikiLink: bracket.target))
      plain(bracket.label)
      endLink()
      place = bracket.end
      start = place
    }
    addresses(UnsafeBufferPointer(rebasing: text[start...]))
  }

  private mutating func addresses(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for found in TextAddresses.found(in: text) {
      append(UnsafeBufferPointer(rebasing: text[start..<found.range.lowerBound]))
      beginLink(.target(.address(found.address)))
      append(UnsafeBufferPointer(rebasing: text[found.range]))
      endLink()
      start = found.range.upperBound
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  // MARK: - Links

  /// Of links in links the outermost counts; the words of an image are none.
  mutating func beginLink(_ target: DocumentBuilder.BuiltTarget?) {
    inline.links += 1
    guard inline.links == 1, inline.images == 0, let target else { return }
    beginWords()
    builder.beginLink(target)
  }

  mutating func endLink() {
    inline.links -= 1
    if inline.links == 0 { builder.endLink() }
  }
}
