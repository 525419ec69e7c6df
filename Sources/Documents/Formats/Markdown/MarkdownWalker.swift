// From the parser's tree to a document: blocks here, what stands inside them in the extensions.

internal import CMarkdown
import Text

/// Builds a document while trees of its parts go by.
struct MarkdownWalker {
  enum Container { case quotation, item, footnote }

  struct List {
    /// Nil for bullets.
    var next: Int?
    var mark: String
    var isTight: Bool
    var items = 0
  }

  var builder = DocumentBuilder()
  /// The first heading of level 1.
  private(set) var title: String?
  let isComplete: Bool

  private var lines: MarkdownLines
  private var firstLine = 0
  private var cutLines: Set<Int> = []
  /// Counted from 1.
  var part = 0
  private var footnotes = 0

  private var containers: [Container] = []
  private var lists: [List] = []
  /// Of an item or footnote that has no block yet.
  private var marker = ""
  private var isTight = false
  private var table: (headerLine: Int, rows: Int)?

  private var slugs = MarkdownSlugs()
  /// The heading that is open, with its words so far and those that stand for images.
  var heading: (level: Int, words: [UInt8], images: [UInt8])?
  var inline = MarkdownInlineState()

  init(lines: MarkdownLines, isComplete: Bool) {
    self.lines = lines
    self.isComplete = isComplete
  }

  /// True once the document has all that a document can have.
  var isFull: Bool { builder.isFull }

  consuming func finish() -> Document { builder.finish(format: .markdown) }

  /// Adds the blocks of a part that begins on a line of the text, counted from 0, up to an outermost
  /// block that begins on a line of the part.
  mutating func walk(
    _ tree: MarkdownTree, firstLine: Int, cutLines: Set<Int>, until: Int?, isLast: Bool
  ) {
    (self.firstLine, self.cutLines) = (firstLine, cutLines)
    part += 1
    footnotes = 0
    (containers, lists, marker, isTight, table) = ([], [], "", false, nil)
    cmark_consolidate_text_nodes(tree.root)
    let cutBlock = isLast && !isComplete ? Self.lastBlock(tree.root) : nil
    tree.walk { node, isEntered in
      guard isEntered else {
        exit(node)
        return .on
      }
      if let until, cmark_node_parent(node) == tree.root, isBeyond(node, until) { return .over }
      if builder.isFull { return .stop }
      if node == cutBlock, builder.count > 0 || cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK {
        codeBlock(node, isCut: true)
        return .over
      }
      return enter(node)
    }
    builder.end()
  }

  private func isBeyond(_ node: OpaquePointer, _ line: Int) -> Bool {
    if cmark_node_get_start_line(node) > 0 { return cmark_node_get_start_line(node) > line }
    return cmark_node_next(node).map { cmark_node_get_start_line($0) > line } ?? false
  }

  /// The last block with words of a tree, footnotes apart.
  private static func lastBlock(_ root: OpaquePointer) -> OpaquePointer? {
    var node = root
    while true {
      var child = cmark_node_last_child(node)
      while let last = child, cmark_node_get_type(last) == CMARK_NODE_FOOTNOTE_DEFINITION {
        child = cmark_node_previous(last)
      }
      guard let child else { return nil }
      switch cmark_node_get_type(child) {
      case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM: node = child
      default:
        guard typeName(child) == "table" else { return child }
        node = child
        if let row = cmark_node_last_child(node) { return row }
      }
    }
  }

  static func typeName(_ node: OpaquePointer) -> String {
    cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
  }

  // MARK: - Blocks

  private mutating func enter(_ node: OpaquePointer) -> MarkdownTree.Step {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT, CMARK_NODE_THEMATIC_BREAK: break
    case CMARK_NODE_BLOCK_QUOTE: containers.append(.quotation)
    case CMARK_NODE_LIST:
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      let hasParenthesis = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM
      lists.append(
        List(
          next: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
          mark: hasParenthesis ? ")" : ".", isTight: cmark_node_get_list_tight(node) == 1))
    case CMARK_NODE_ITEM: enterItem(node)
    case CMARK_NODE_FOOTNOTE_DEFINITION: return enterFootnote()
    case CMARK_NODE_CODE_BLOCK: codeBlock(node, isCut: false)
    case CMARK_NODE_HTML_BLOCK: htmlBlock(node)
    case CMARK_NODE_PARAGRAPH: begin(kind, node)
    case CMARK_NODE_HEADING:
      beginHeading(level: Int(cmark_node_get_heading_level(node)), source: place(node))
    default:
      if !enterInline(node) { enterTable(node) }
    }
    return .on
  }

  private mutating func exit(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE: containers.removeLast()
    case CMARK_NODE_LIST: lists.removeLast()
    case CMARK_NODE_ITEM, CMARK_NODE_FOOTNOTE_DEFINITION:
      containers.removeLast()
      (marker, isTight) = ("", false)
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: endBlock()
    default:
      if !exitInline(node) { exitTable(node) }
    }
  }

  private mutating func enterItem(_ node: OpaquePointer) {
    guard var list = lists.popLast() else { return }
    let number = list.next.map { String($0) + list.mark }
    var own = number ?? "-"
    if cmark_node_get_syntax_extension(node) != nil {
      let box = cmark_gfm_extensions_get_tasklist_item_checked(node) ? "[x]" : "[ ]"
      own = number.map { $0 + " " + box } ?? box
    }
    // An item that begins with a list has the marks of both; of many, enough are shown.
    if marker.isEmpty || marker.utf8.count > 40 { marker = own } else { marker += " " + own }
    let followsWords = containers.last == .item && lists.last?.isTight == true
    isTight = list.isTight && (list.items > 0 || followsWords)
    list.next = list.next.map { $0 < Int.max ? $0 + 1 : $0 }
    list.items += 1
    lists.append(list)
    containers.append(.item)
  }

  private mutating func enterFootnote() -> MarkdownTree.Step {
    guard isComplete else { return .over }
    footnotes += 1
    builder.end()
    builder.anchor(footnoteName(String(footnotes)))
    (marker, isTight) = ("[\(footnotes)]", false)
    containers.append(.footnote)
    return .on
  }

  /// The name of a footnote's place. Numbers begin anew with each part.
  func footnoteName(_ number: String) -> String { part == 1 ? "^" + number : "^\(part).\(number)" }

  /// What a paragraph is here.
  var kind: ParagraphKind {
    if containers.first == .footnote { return .footnote }
    switch containers.last {
    case nil: return .text
    case .quotation: return .quotation
    case .item: return .listItem
    case .footnote: return .footnote
    }
  }

  private var depth: Int {
    min(MarkdownBlocks.deepest, containers.count { $0 != .footnote })
  }

  private mutating func begin(_ kind: ParagraphKind, _ node: OpaquePointer) {
    begin(kind, source: place(node))
  }

  /// Begins a block; the first of an item bears its mark.
  mutating func begin(
    _ kind: ParagraphKind, level: Int? = nil, tight: Bool = false, source: SourcePlace
  ) {
    endBlock()
    let form = ParagraphForm(depth: level ?? depth, marker: marker, isTight: isTight || tight)
    builder.begin(kind, form: form, source: source)
    (marker, isTight) = ("", false)
  }

  mutating func beginHeading(level: Int, source: SourcePlace) {
    begin(.heading, level: level, source: source)
    heading = (level, [], [])
  }

  /// Ends the open block and what is open in it.
  mutating func endBlock() {
    endHTML()
    if let (level, words, images) = heading {
      heading = nil
      let name = Self.name(words).isEmpty ? Self.name(images) : Self.name(words)
      if !name.isEmpty {
        builder.outline(level: level, title: name)
        builder.anchor(slugs.slug(of: name))
        if level == 1, title == nil { title = name }
      }
    }
    builder.end()
  }

  private static func name(_ words: [UInt8]) -> String {
    String(decoding: words.prefix(1_000), as: UTF8.self).split { " \n\t".contains($0) }
      .joined(separator: " ")
  }

  /// A block of code, parted at blank lines so that each part has a place of its own. The last one of
  /// a text that goes on is left without its last part.
  private mutating func codeBlock(_ node: OpaquePointer, isCut: Bool) {
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK else { return }
    var (length, offset, sign): (Int32, Int32, CChar) = (0, 0, 0)
    let isFenced = cmark_node_get_fenced(node, &length, &offset, &sign) != 0
    let first = max(0, Int(cmark_node_get_start_line(node)) - (isFenced ? 0 : 1))
    MarkdownTree.withLiteral(of: node) { code in
      var waiting: (Range<Int>, SourcePlace)?
      var line = 0
      var open: (start: Int, line: Int)?
      var start = 0
      while start <= code.count {
        var end = start
        var hasInk = false
        while end < code.count, code[end] != 0x0A {
          if code[end] != 0x20, code[end] != 0x09 { hasInk = true }
          end += 1
        }
        if hasInk, open == nil { open = (start, line) }
        if !hasInk || end >= code.count, let begun = open {
          open = nil
          if let (range, source) = waiting { add(code[range], source) }
          waiting = (
            begun.start..<end,
            place(
              fromLine: first + begun.line, column: 0,
              toLine: first + (hasInk ? line : line - 1))
          )
        }
        start = end + 1
        line += 1
      }
      if let (range, source) = waiting, !isCut || builder.count == 0 { add(code[range], source) }
    }
  }

  private mutating func add(_ code: Slice<UnsafeBufferPointer<UInt8>>, _ source: SourcePlace) {
    begin(.code, source: source)
    builder.append(utf8: UnsafeBufferPointer(rebasing: code))
    builder.end()
  }

  private mutating func htmlBlock(_ node: OpaquePointer) {
    let source = place(node)
    begin(kind, source: source)
    MarkdownTree.withLiteral(of: node) { html($0, blocksFrom: source) }
    endBlock()
  }

  // MARK: - Tables

  private mutating func enterTable(_ node: OpaquePointer) {
    switch Self.typeName(node) {
    case "table": table = (headerLine(of: node), 0)
    case "table_header":
      let line = table?.headerLine ?? 0
      begin(.tableRow, source: place(fromLine: line, column: 0, toLine: line))
      inline.isHeader = true
      styleChanged()
      beginRow()
    case "table_row":
      begin(.tableRow, tight: (table?.rows ?? 0) > 0, source: place(node))
      beginRow()
    case "table_cell": inline.cells += 1
    default: break
    }
  }

  private mutating func beginRow() {
    table?.rows += 1
    (inline.cells, inline.shownCells, inline.isRow) = (0, 1, true)
  }

  private mutating func exitTable(_ node: OpaquePointer) {
    switch Self.typeName(node) {
    case "table_header", "table_row":
      endBlock()
      (inline.isHeader, inline.isRow) = (false, false)
      styleChanged()
    case "table": table = nil
    default: break
    }
  }

  /// The parser gives a table the lines of the paragraph that it cut it from. What is certain: the
  /// header stands two lines above the first row, or one above the end.
  private func headerLine(of table: OpaquePointer) -> Int {
    let row = cmark_node_first_child(table).flatMap { cmark_node_next($0) }
    let line =
      row.map { Int(cmark_node_get_start_line($0)) - 2 }
      ?? Int(cmark_node_get_end_line(table)) - 1
    return max(Int(cmark_node_get_start_line(table)), line) - 1
  }

  // MARK: - Places

  private mutating func place(_ node: OpaquePointer) -> SourcePlace {
    let start = Int(cmark_node_get_start_line(node)) - 1
    if start < 0 {
      // The paragraph that the parser cut a table from has no place left but before the table.
      guard let next = cmark_node_next(node), Self.typeName(next) == "table" else {
        return SourcePlace(bytes: ByteRange(ByteOffset(0), ByteOffset(0)))
      }
      let first = Int(cmark_node_get_start_line(next)) - 1
      return place(fromLine: first, column: 0, toLine: max(first, headerLine(of: next) - 1))
    }
    return place(
      fromLine: start, column: Int(cmark_node_get_start_column(node)) - 1,
      toLine: Int(cmark_node_get_end_line(node)) - 1)
  }

  /// Lines are those of the part.
  private mutating func place(fromLine: Int, column: Int, toLine: Int) -> SourcePlace {
    SourcePlace(
      bytes: lines.range(
        fromLine: firstLine + fromLine, column: cutLines.contains(fromLine) ? 0 : column,
        toLine: firstLine + max(fromLine, toLine)))
  }
}
