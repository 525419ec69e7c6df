// Raw HTML inside Markdown. A page is not what Markdown is read for, so that tags are not
// interpreted but where the words would otherwise run together or be lost: line breaks, paragraphs
// and headings of a block of HTML, images, links, names of places. Other tags are left out and
// their words kept.

import Text

extension MarkdownWalker {
  /// Adds raw HTML; a block of it is parted into blocks of its own, all from one place of the file.
  mutating func html(
    _ text: UnsafeBufferPointer<UInt8>, blocksFrom source: SourcePlace?
  ) {
    var scan = MarkdownHTML(text)
    while let piece = scan.next() {
      switch piece {
      case .nothing: continue
      case .words(let range): plain(MarkdownEntities.resolved(text, range))
      case .tag(let tag):
        take(tag, scan, source)
        if source != nil, !tag.isClosing, Self.hidden.contains(tag.name) { scan.skip(to: tag.name) }
      }
    }
  }

  private static let hidden: Set<String> = ["script", "style", "template", "head", "title"]

  /// Elements that are no part of a line.
  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div",
    "dl", "dt", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li",
    "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
  ]

  private mutating func take(_ tag: MarkdownHTML.Tag, _ html: MarkdownHTML, _ source: SourcePlace?)
  {
    if let hidden = inline.hidden {
      if tag.isClosing, tag.name == hidden { inline.hidden = nil }
      return
    }
    if let source { part(at: tag, source) }
    if !tag.isClosing, let name = html.value(of: "id", in: tag) { builder.anchor(name) }
    switch (tag.name, tag.isClosing) {
    case ("br", _): lineBreak()
    case ("td", _), ("th", _): plain(" ")
    case ("img", false):
      let alt = html.value(of: "alt", in: tag) ?? ""
      inline.images += 1
      if !alt.isEmpty { plain("[\(alt)]") }
      inline.images -= 1
    case ("a", false):
      if let name = html.value(of: "name", in: tag) { builder.anchor(name) }
      guard inline.links == 0, let address = html.value(of: "href", in: tag) else { return }
      beginLink(MarkdownTargets.target(of: address))
      inline.isHTMLLink = true
    case ("a", true): endHTMLLink()
    case (let name, false) where source == nil && Self.hidden.contains(name): inline.hidden = name
    default: break
    }
  }

  private mutating func part(at tag: MarkdownHTML.Tag, _ source: SourcePlace) {
    switch tag.name {
    case "pre", "listing", "textarea": begin(tag.isClosing ? kind : .code, source: source)
    case "h1", "h2", "h3", "h4", "h5", "h6":
      if !tag.isClosing, let level = tag.name.last?.wholeNumberValue {
        beginHeading(level: level, source: source)
      } else {
        begin(kind, source: source)
      }
    default:
      if Self.blocks.contains(tag.name) { begin(kind, source: source) }
    }
  }

  private mutating func endHTMLLink() {
    guard inline.isHTMLLink else { return }
    inline.isHTMLLink = false
    endLink()
  }

  /// At the end of a block nothing of raw HTML stays open.
  mutating func endHTML() {
    inline.hidden = nil
    endHTMLLink()
  }
}
