// One chapter's XHTML to blocks. The tree is walked by the parents it knows, never by recursion.

internal import CHTML
internal import Text

/// Reads chapters into a builder.
struct ChapterReading {
  private enum Container {
    case quotation, item, note, caption, row, code
    case list(next: Int?)
  }

  private let text: ChapterText
  private let part: String
  private var base: UnsafePointer<CChar>
  private var containers: [(node: UnsafeMutablePointer<GumboNode>, container: Container)] = []
  private var emphases: [(node: UnsafeMutablePointer<GumboNode>, emphasis: Emphasis)] = []
  private var heading: Int?
  private var marker = ""
  private var isOpen = false
  private var isTight = false
  private var source: Range<Int>?
  private var cells = 0

  /// Appends the blocks of a chapter to `builder`, its anchors as `PART#ID`.
  static func read(_ text: ChapterText, part: String, into builder: inout DocumentBuilder) {
    text.bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return }
        var options = kGumboDefaultOptions
        options.max_errors = 0
        guard let output = gumbo_parse_with_options(&options, start, characters.count) else {
          return
        }
        defer { gumbo_destroy_output(&options, output) }
        var reading = ChapterReading(text: text, part: part, base: start)
        reading.walk(output.pointee.root, &builder)
      }
    }
  }

  private init(text: ChapterText, part: String, base: UnsafePointer<CChar>) {
    (self.text, self.part, self.base) = (text, part, base)
  }

  private mutating func walk(
    _ root: UnsafeMutablePointer<GumboNode>?, _ builder: inout DocumentBuilder
  ) {
    guard let root else { return }
    var node = root
    while true {
      var below: UnsafeMutablePointer<GumboNode>?
      if node.pointee.type == GUMBO_NODE_ELEMENT || node.pointee.type == GUMBO_NODE_TEMPLATE {
        if enter(node, &builder) { below = Self.child(of: node, at: 0) }
      } else {
        words(node, &builder)
      }
      if let below {
        node = below
        continue
      }
      while true {
        if node.pointee.type == GUMBO_NODE_ELEMENT { leave(node, &builder) }
        if node == root || builder.isFull {
          close(&builder)
          builder.set([])
          builder.endLink()
          return
        }
        guard let parent = node.pointee.parent else { return }
        if let next = Self.child(of: parent, at: node.pointee.index_within_parent + 1) {
          node = next
          break
        }
        node = parent
      }
    }
  }

  private static func child(of node: UnsafeMutablePointer<GumboNode>, at index: Int)
    -> UnsafeMutablePointer<GumboNode>?
  {
    let children = node.pointee.v.element.children
    guard index < Int(children.length), let data = children.data else { return nil }
    return data[index]?.assumingMemoryBound(to: GumboNode.self)
  }

  // MARK: - Elements

  /// False when nothing below is read.
  private mutating func enter(
    _ node: UnsafeMutablePointer<GumboNode>, _ builder: inout DocumentBuilder
  ) -> Bool {
    let tag = node.pointee.v.element.tag
    switch tag {
    case GUMBO_TAG_HEAD, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE: return false
    default: break
    }
    let roles = Self.roles(of: node)
    let isNote = !roles.isDisjoint(with: Self.noteRoles)
    if Self.blocks.contains(tag.rawValue) || isNote { close(&builder) }
    if isNote { containers.append((node, .note)) }
    if let container = container(tag, node) { containers.append((node, container)) }
    switch tag {
    case GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6:
      heading = Int(tag.rawValue - GUMBO_TAG_H1.rawValue) + 1
    case GUMBO_TAG_BR: builder.lineBreak()
    case GUMBO_TAG_LI: marker = nextMarker()
    case GUMBO_TAG_TR: cells = 0
    case GUMBO_TAG_TD, GUMBO_TAG_TH:
      if cells > 0 { append(" | ", at: nil, &builder) }
      cells += 1
    case GUMBO_TAG_IMG:
      if let alt = Self.attribute("alt", of: node), !alt.isEmpty {
        append(alt, at: span(node.pointee.v.element.original_tag), &builder)
      }
    case GUMBO_TAG_A: beginLink(node, roles, &builder)
    default: break
    }
    for name in ["id", tag == GUMBO_TAG_A ? "name" : ""] where !name.isEmpty {
      if let id = Self.attribute(name, of: node) { builder.anchor(part + "#" + id) }
    }
    if let emphasis = Self.emphasis(of: tag) {
      emphases.append((node, emphasis.union(emphases.last?.emphasis ?? [])))
      builder.set(emphases.last?.emphasis ?? [])
    }
    return true
  }

  private mutating func leave(
    _ node: UnsafeMutablePointer<GumboNode>, _ builder: inout DocumentBuilder
  ) {
    let tag = node.pointee.v.element.tag
    if tag == GUMBO_TAG_A { builder.endLink() }
    if emphases.last?.node == node {
      emphases.removeLast()
      builder.set(emphases.last?.emphasis ?? [])
    }
    let isContainer = containers.last?.node == node
    if Self.blocks.contains(tag.rawValue) || isContainer { close(&builder) }
    while containers.last?.node == node { containers.removeLast() }
    if (GUMBO_TAG_H1.rawValue...GUMBO_TAG_H6.rawValue).contains(tag.rawValue) { heading = nil }
    if tag == GUMBO_TAG_LI { marker = "" }
    if tag == GUMBO_TAG_TR { isTight = true }
    if tag == GUMBO_TAG_TABLE { isTight = false }
  }

  private func container(_ tag: GumboTag, _ node: UnsafeMutablePointer<GumboNode>) -> Container? {
    switch tag {
    case GUMBO_TAG_BLOCKQUOTE: return .quotation
    case GUMBO_TAG_LI: return .item
    case GUMBO_TAG_UL: return .list(next: nil)
    case GUMBO_TAG_OL:
      return .list(next: Self.attribute("start", of: node).flatMap { Int($0) } ?? 1)
    case GUMBO_TAG_FIGCAPTION, GUMBO_TAG_CAPTION: return .caption
    case GUMBO_TAG_TR: return .row
    case GUMBO_TAG_PRE: return .code
    default: return nil
    }
  }

  private mutating func nextMarker() -> String {
    for index in containers.indices.reversed() {
      guard case .list(let next) = containers[index].container else { continue }
      guard let next else { return "-" }
      containers[index].container = .list(next: next &+ 1)
      return "\(next)."
    }
    return "-"
  }

  private mutating func beginLink(
    _ node: UnsafeMutablePointer<GumboNode>, _ roles: Set<String>, _ builder: inout DocumentBuilder
  ) {
    guard let href = Self.attribute("href", of: node) else { return }
    switch EPUBPath.resolve(href, from: part) {
    case .address(let address): builder.beginLink(.target(.address(address)))
    case .part(let name, let fragment):
      let anchor = fragment.map { name + "#" + $0 } ?? name
      let isReference = roles.contains("noteref") || roles.contains("doc-noteref")
      builder.beginLink(isReference ? .footnote(anchor) : .anchor(anchor))
    case nil: break
    }
  }

  // MARK: - Words

  private mutating func words(
    _ node: UnsafeMutablePointer<GumboNode>, _ builder: inout DocumentBuilder
  ) {
    switch node.pointee.type {
    case GUMBO_NODE_TEXT, GUMBO_NODE_CDATA, GUMBO_NODE_WHITESPACE: break
    default: return
    }
    guard isOpen || node.pointee.type != GUMBO_NODE_WHITESPACE else { return }
    let written = node.pointee.v.text
    append(String(cString: written.text), at: span(written.original_text), &builder)
  }

  private mutating func append(
    _ words: String, at place: Range<Int>?, _ builder: inout DocumentBuilder
  ) {
    if !isOpen {
      guard words.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return }
      let (kind, depth) = kind()
      builder.begin(kind, form: ParagraphForm(depth: depth, marker: marker, isTight: isTight))
      (isOpen, marker, isTight, source) = (true, "", false, nil)
    }
    if let place {
      source =
        min(
          source?.lowerBound ?? place.lowerBound, place.lowerBound)..<max(
          source?.upperBound ?? place.upperBound, place.upperBound)
    }
    // At once, since a blank line in code ends the block within these words.
    setSource(&builder)
    builder.append(words)
  }

  private func setSource(_ builder: inout DocumentBuilder) {
    guard let source else { return }
    let start = text.source(of: source.lowerBound)
    let end = text.source(of: source.upperBound)
    builder.setSource(
      SourcePlace(part: part, bytes: ByteRange(ByteOffset(start), ByteOffset(max(start, end)))))
  }

  private mutating func close(_ builder: inout DocumentBuilder) {
    guard isOpen else { return }
    isOpen = false
    builder.end()
  }

  private func kind() -> (ParagraphKind, depth: Int) {
    if let heading { return (.heading, heading) }
    var depth = 0
    var kind: ParagraphKind?
    for (_, container) in containers.reversed() {
      switch container {
      case .quotation:
        depth += 1
        kind = kind ?? .quotation
      case .item:
        depth += 1
        kind = kind ?? .listItem
      case .note: kind = .footnote
      case .caption: kind = kind ?? .caption
      case .row: kind = kind ?? .tableRow
      case .code: kind = kind ?? .code
      case .list: break
      }
    }
    return (kind ?? .text, min(depth, 100))
  }

  private func span(_ piece: GumboStringPiece) -> Range<Int>? {
    guard let data = piece.data, piece.length > 0 else { return nil }
    let start = data - base
    return start >= 0 ? start..<start + Int(piece.length) : nil
  }

  // MARK: - What elements mean

  private static let noteRoles: Set<String> = [
    "footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes", "doc-footnote",
    "doc-endnote", "doc-endnotes",
  ]

  private static let blocks: Set<UInt32> = Set(
    [
      GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,
      GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER, GUMBO_TAG_DD, GUMBO_TAG_DIV, GUMBO_TAG_DL,
      GUMBO_TAG_DT, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE, GUMBO_TAG_FOOTER, GUMBO_TAG_FORM,
      GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6,
      GUMBO_TAG_HEADER, GUMBO_TAG_HR, GUMBO_TAG_LI, GUMBO_TAG_MAIN, GUMBO_TAG_NAV, GUMBO_TAG_OL,
      GUMBO_TAG_P, GUMBO_TAG_PRE, GUMBO_TAG_SECTION, GUMBO_TAG_TABLE, GUMBO_TAG_TBODY,
      GUMBO_TAG_TR, GUMBO_TAG_UL,
    ].map(\.rawValue))

  private static func emphasis(of tag: GumboTag) -> Emphasis? {
    switch tag {
    case GUMBO_TAG_B, GUMBO_TAG_STRONG: .strong
    case GUMBO_TAG_I, GUMBO_TAG_EM, GUMBO_TAG_CITE, GUMBO_TAG_DFN: .emphasised
    case GUMBO_TAG_CODE, GUMBO_TAG_KBD, GUMBO_TAG_SAMP, GUMBO_TAG_TT: .code
    case GUMBO_TAG_DEL, GUMBO_TAG_S, GUMBO_TAG_STRIKE: .struck
    case GUMBO_TAG_U, GUMBO_TAG_INS: .underlined
    default: nil
    }
  }

  private static func roles(of node: UnsafeMutablePointer<GumboNode>) -> Set<String> {
    guard node.pointee.v.element.attributes.length > 0 else { return [] }
    var roles: Set<String> = []
    for name in ["epub:type", "role"] {
      guard let value = attribute(name, of: node) else { continue }
      roles.formUnion(value.split(separator: " ").map(String.init))
    }
    return roles
  }

  private static func attribute(_ name: String, of node: UnsafeMutablePointer<GumboNode>)
    -> String?
  {
    withUnsafePointer(to: &node.pointee.v.element.attributes) { attributes in
      gumbo_get_attribute(attributes, name).map { String(cString: $0.pointee.value) }
    }
  }
}
