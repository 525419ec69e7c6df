// What is known of each node of a page before it is walked: what nobody sees, which tables only lay
// out, which elements are footnotes.

/// Facts by node, found in a few passes over the page.
struct HTMLFacts {
  /// Left out with all it holds.
  var isHidden: [Bool]
  /// Tables that only place things on the page.
  var layoutTables: Set<Int> = []
  /// Blocks that are the text of a footnote.
  var footnotes: Set<Int> = []
  /// Links to footnotes, with the name they lead to.
  var noteLinks: [Int: String] = [:]
  /// Links back from a footnote.
  var backLinks: Set<Int> = []
  /// Bytes of text that can be seen, by node, its contents included.
  var textBytes: [Int]

  /// `part` names the part of a book that the page is: its notes may stand in others.
  init(_ tree: HTMLTree, part: String? = nil) {
    let count = tree.nodes.count
    isHidden = Array(repeating: false, count: count)
    textBytes = Array(repeating: 0, count: count)
    findHidden(tree)
    findTables(tree)
    if let part { findNotes(ofPart: part, tree) } else { findNotes(tree) }
  }

  // MARK: - Hidden

  private mutating func findHidden(_ tree: HTMLTree) {
    var softly: [Int] = []
    for index in tree.nodes.indices {
      let tag = tree.nodes[index].tag
      if tag == .text { textBytes[index] = tree.text(index).count }
      if tag.isText { continue }
      if tag.isSkipped {
        isHidden[index] = true
      } else {
        var hides = tag == .dialog
        var hidesSoftly = false
        tree.eachAttribute(of: index) { name, value in
          switch name.count {
          case 4 where tag == .dialog && name.equals("open"): hides = false
          case 5 where name.equals("style"): if Self.hides(style: value) { hides = true }
          case 6 where name.equals("hidden"): if !value.equals("until-found") { hides = true }
          case 11 where name.equals("aria-hidden"): if value.equals("true") { hidesSoftly = true }
          default: break
          }
        }
        if hides, tag != .html, tag != .body { isHidden[index] = true }
        if hidesSoftly { softly.append(index) }
      }
    }
    addUp(tree)
    // A page saved with a dialogue open over it has all of its text hidden so.
    let whole = textBytes.first ?? 0
    for index in softly where textBytes[index] * 3 < whole { isHidden[index] = true }
    if !softly.isEmpty { addUp(tree) }
  }

  private mutating func addUp(_ tree: HTMLTree) {
    for index in tree.nodes.indices where !tree.nodes[index].tag.isText { textBytes[index] = 0 }
    for index in tree.nodes.indices.reversed() where index > 0 && !isHidden[index] {
      textBytes[Int(tree.nodes[index].parent)] += textBytes[index]
    }
  }

  private static func hides(style: UnsafeBufferPointer<UInt8>) -> Bool {
    guard style.count < 4096 else { return false }
    let plain = String(
      decoding: style.filter { !HTMLBytes.isSpace($0) }.map {
        (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
      }, as: UTF8.self)
    return plain.split(separator: ";").contains {
      $0.hasPrefix("display:none") || $0.hasPrefix("visibility:hidden")
    }
  }

  // MARK: - Tables

  private struct TableCount {
    var widest = 0
    var cells = 0
    var hasHead = false
    var isRich = false
  }

  private mutating func findTables(_ tree: HTMLTree) {
    var counts: [Int: TableCount] = [:]
    // The innermost table and cell around the node at hand, outside first.
    var open: [(node: Int, end: Int, isCell: Bool, blocks: Int)] = []
    for index in tree.nodes.indices {
      while let last = open.last, last.end <= index { open.removeLast() }
      let node = tree.nodes[index]
      switch node.tag {
      case .table:
        for outer in open.reversed() where !outer.isCell {
          counts[outer.node]?.isRich = true
          break
        }
        counts[index] = TableCount()
        let role = tree.attribute("role", of: index)
        if role == "presentation" || role == "none" { counts[index]?.isRich = true }
        open.append((index, Int(node.end), false, 0))
      case .tr:
        guard let table = open.last(where: { !$0.isCell })?.node else { continue }
        var cells = 0
        var child = index + 1
        while child < Int(node.end) {
          if tree.nodes[child].tag == .td || tree.nodes[child].tag == .th { cells += 1 }
          child = Int(tree.nodes[child].end)
        }
        let widest = max(counts[table]?.widest ?? 0, cells)
        counts[table]?.widest = widest
        counts[table]?.cells += cells
      case .th, .caption, .thead:
        if let table = open.last(where: { !$0.isCell })?.node { counts[table]?.hasHead = true }
        if node.tag == .th { open.append((index, Int(node.end), true, 0)) }
      case .td: open.append((index, Int(node.end), true, 0))
      case .h1, .h2, .h3, .h4, .blockquote, .pre, .article, .section, .nav, .p, .form:
        guard let last = open.indices.last, open[last].isCell, textBytes[index] > 0 else {
          continue
        }
        open[last].blocks += node.tag == .p ? 1 : 3
        if open[last].blocks > 2, let table = open.last(where: { !$0.isCell })?.node {
          counts[table]?.isRich = true
        }
      default: break
      }
    }
    for (table, count) in counts {
      let isLong = count.cells > 0 && textBytes[table] / count.cells > 400
      if count.widest <= 1 || (count.isRich && !count.hasHead) || (isLong && !count.hasHead)
        || (count.isRich && isLong)
      {
        layoutTables.insert(table)
      }
    }
  }

  // MARK: - Footnotes

  private static let noteNames = ["fn", "cite_note", "footnote", "_ftn", "endnote", "_edn", "note"]
  private static let backNames = ["fnref", "cite_ref", "footnote-ref", "_ftnref", "_ednref", "ref"]

  private mutating func findNotes(_ tree: HTMLTree) {
    var wanted: Set<String> = []
    for index in tree.nodes.indices where tree.nodes[index].tag == .a {
      guard let href = tree.rawAttribute("href", of: index), href.first == 0x23, href.count < 200
      else { continue }
      let written = String(decoding: href.dropFirst(), as: UTF8.self)
      let name = WebAddress.unescaped(written) ?? written
      let kinds = [
        tree.attribute("role", of: index), tree.attribute("epub:type", of: index),
        tree.attribute("class", of: index),
      ].compactMap(\.self).joined(separator: " ").lowercased()
      let lower = name.lowercased()
      let isBack =
        kinds.contains("backlink") || kinds.contains("backref")
        || Self.backNames.contains { lower.hasPrefix($0) }
      if isBack {
        backLinks.insert(index)
      } else if kinds.contains("noteref") || kinds.contains("footnote-ref")
        || (Self.noteNames.contains { lower.hasPrefix($0) }
          && tree.words(of: index, atMost: 16).unicodeScalars.count <= 6)
      {
        noteLinks[index] = name
        wanted.insert(name)
      }
    }
    guard !wanted.isEmpty else { return }
    for index in tree.nodes.indices where !tree.nodes[index].tag.isText {
      guard
        let name = tree.attribute("id", of: index)
          ?? (tree.nodes[index].tag == .a ? tree.attribute("name", of: index) : nil),
        wanted.contains(name)
      else { continue }
      var block = index
      while let outer = tree.parent(block), !tree.nodes[block].tag.isBlock { block = outer }
      let node = tree.nodes[block]
      let holdsHeading = (block..<min(Int(node.end), block + 200)).contains {
        tree.nodes[$0].tag.isHeading
      }
      if !holdsHeading, node.tag != .body, node.tag != .table { footnotes.insert(block) }
    }
    noteLinks = noteLinks.filter { !footnotes.contains($0.key) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  func equals(_ words: StaticString) -> Bool {
    count == words.utf8CodeUnitCount && HTMLBytes.has(self, 0, words)
  }
}
