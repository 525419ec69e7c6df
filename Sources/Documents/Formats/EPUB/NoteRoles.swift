// The notes of a chapter that says which they are (EPUB 3 Structural Semantics, DPUB-ARIA). What books
// do that do not say so is seen when all chapters are read.

extension HTMLFacts {
  private static let references: Set<Substring> = ["noteref", "doc-noteref", "annoref"]
  private static let back: Set<Substring> = ["backlink", "doc-backlink", "referrer"]
  private static let notes: Set<Substring> = [
    "footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes", "doc-footnote",
    "doc-endnote", "doc-endnotes",
  ]

  /// Finds references, notes and links back by their roles.
  mutating func findNotes(ofPart part: String, _ tree: HTMLTree) {
    var notesEnd = 0
    for index in tree.nodes.indices where !tree.nodes[index].tag.isText {
      let node = tree.nodes[index]
      // Each item in a section of notes is one.
      if index < notesEnd, node.tag == .li { footnotes.insert(index) }
      let words = [tree.attribute("epub:type", of: index), tree.attribute("role", of: index)]
        .compactMap(\.self)
      if words.isEmpty { continue }
      let roles = Set(words.flatMap { $0.split(separator: " ") })
      if !roles.isDisjoint(with: Self.notes), node.tag.isBlock, node.tag != .body {
        footnotes.insert(index)
        notesEnd = max(notesEnd, Int(node.end))
      }
      guard node.tag == .a else { continue }
      if !roles.isDisjoint(with: Self.references),
        let href = tree.attribute("href", of: index), href.utf8.count < 8192,
        case .part(let name, let fragment?)? = EPUBPath.resolve(href, from: part)
      {
        noteLinks[index] = name + "#" + fragment
      } else if !roles.isDisjoint(with: Self.back), isSign(tree.words(of: index, atMost: 16)) {
        backLinks.insert(index)
      }
    }
  }

  /// An arrow or the like, which says nothing in a pane; a number or a word stays.
  private func isSign(_ words: String) -> Bool {
    words.unicodeScalars.allSatisfy {
      !$0.properties.isAlphabetic && $0.properties.numericType == nil
    }
  }
}
