// From the parser's tree to blocks. The tree is walked by its iterator, never by recursion: nesting
// is the writer's choice.

internal import CMarkdown

/// Builds blocks while the parser's tree goes by.
struct MarkdownWalk {
  private enum Container { case quotation, item }

  private var blocks: [MarkdownBlock] = []
  private var containers: [Container] = []
  private var quotations = 0
  private var items = 0
  /// Of the lists around, the innermost last: the next number, or nil for bullets.
  private var lists: [(next: Int?, mark: String)] = []
  /// The marker of an item that has no block yet.
  private var marker: String?
  private var inline = MarkdownInline()

  /// The blocks of a text in UTF-8.
  static func blocks(of text: UnsafeBufferPointer<UInt8>) -> [MarkdownBlock] {
    guard !text.isEmpty, let tree = MarkdownTree(text) else { return [] }
    var walk = MarkdownWalk()
    tree.walk { node, isEnter in
      if isEnter { walk.enter(node) } else { walk.exit(node) }
      return .on
    }
    return walk.blocks
  }

  private mutating func enter(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE:
      placeMarker()
      containers.append(.quotation)
      quotations += 1
    case CMARK_NODE_LIST:
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      let hasParenthesis = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM
      lists.append(
        (isOrdered ? Int(cmark_node_get_list_start(node)) : nil, hasParenthesis ? ")" : "."))
    case CMARK_NODE_ITEM:
      placeMarker()
      containers.append(.item)
      items += 1
      marker = nextMarker()
    case CMARK_NODE_CODE_BLOCK:
      placeMarker()
      var code = MarkdownTree.literal(node)
      if code.utf8.last == 0x0A { code.removeLast() }
      add(.code, runs: [MarkdownRun(text: code, style: .code)])
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_CUSTOM_BLOCK:
      var html = MarkdownTree.literal(node)
      while html.utf8.last == 0x0A { html.removeLast() }
      add(paragraphKind(), runs: [MarkdownRun(text: html, style: .plain)])
    case CMARK_NODE_THEMATIC_BREAK:
      placeMarker()
      add(.rule, runs: [])
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
      inline = MarkdownInline()
    default:
      enterInline(node)
    }
  }

  private mutating func exit(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE:
      containers.removeLast()
      quotations -= 1
    case CMARK_NODE_LIST:
      lists.removeLast()
    case CMARK_NODE_ITEM:
      placeMarker()
      containers.removeLast()
      items -= 1
    case CMARK_NODE_PARAGRAPH:
      let (runs, links) = inline.finished()
      add(paragraphKind(), runs: runs, links: links)
    case CMARK_NODE_HEADING:
      placeMarker()
      let (runs, links) = inline.finished()
      add(.heading(level: Int(cmark_node_get_heading_level(node))), runs: runs, links: links)
    case CMARK_NODE_EMPH: inline.emphasis -= 1
    case CMARK_NODE_STRONG: inline.strong -= 1
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE: inline.endLink()
    default: break
    }
  }

  private mutating func enterInline(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE, CMARK_NODE_CUSTOM_INLINE:
      inline.append(MarkdownTree.literal(node))
    case CMARK_NODE_CODE: inline.appendCode(MarkdownTree.literal(node))
    case CMARK_NODE_SOFTBREAK: inline.append(" ")
    case CMARK_NODE_LINEBREAK: inline.append("\n")
    case CMARK_NODE_EMPH: inline.emphasis += 1
    case CMARK_NODE_STRONG: inline.strong += 1
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
      inline.beginLink(to: MarkdownTree.address(node))
    default: break
    }
  }

  private mutating func nextMarker() -> String {
    guard let list = lists.last, let number = list.next else { return "-" }
    lists[lists.count - 1].next = number + 1
    return String(number) + list.mark
  }

  /// An item whose first block is no paragraph still shows its marker.
  private mutating func placeMarker() {
    if marker != nil { add(paragraphKind(), runs: []) }
  }

  private mutating func paragraphKind() -> MarkdownBlockKind {
    switch containers.last {
    case nil: return .paragraph
    case .quotation: return .quotation(depth: min(quotations, MarkdownBlocks.deepest))
    case .item:
      defer { marker = nil }
      return .listItem(marker: marker ?? "", depth: min(items, MarkdownBlocks.deepest))
    }
  }

  private mutating func add(
    _ kind: MarkdownBlockKind, runs: [MarkdownRun], links: [MarkdownLink] = []
  ) {
    blocks.append(
      MarkdownBlock(
        kind: kind, quotationDepth: min(quotations, MarkdownBlocks.deepest),
        listDepth: min(items, MarkdownBlocks.deepest), runs: runs, links: links))
  }
}
