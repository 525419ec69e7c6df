// Footnotes in books that do not say which they are: a short link leads to a block further on, and a
// link there leads back.

internal import Text

extension Document {
  /// Makes footnotes of paragraphs that are led to like notes, and links to notes of the links there.
  mutating func nameFootnotes() {
    var leads: [(link: Int, from: Int, to: Int)] = []
    var pairs: Set<Pair> = []
    for (index, link) in structure.links.enumerated() {
      guard case .paragraph(let target) = link.target else { continue }
      let from = paragraph(at: link.range.start)
      guard target != from else { continue }
      pairs.insert(Pair(from: from, to: target))
      leads.append((index, from, target))
    }
    var notes: Set<Int> = []
    for (index, from, to) in leads where from < to && pairs.contains(Pair(from: to, to: from)) {
      if isReference(structure.links[index], in: from), isNoteLike(to) { notes.insert(to) }
    }
    for link in structure.links {
      if case .footnote(let note) = link.target { notes.insert(note) }
    }
    become(.footnote, notes.filter { paragraphs[$0].kind != .heading })
    for (index, from, to) in leads where paragraphs[to].kind == .footnote && from < to {
      structure.links[index].target = .footnote(to)
    }
  }

  private struct Pair: Hashable {
    var from: Int
    var to: Int
  }

  /// A number or a sign within words: not the line of a table of contents.
  private func isReference(_ link: TextLink, in paragraph: Int) -> Bool {
    let span = paragraphs[paragraph].range
    guard link.range.count <= 6, span.count > link.range.count * 2 + 8,
      paragraphs[paragraph].kind != .footnote
    else { return false }
    let sign = text(in: link.range).unicodeScalars.filter { !"[]().".unicodeScalars.contains($0) }
    return sign.count <= 4
      && (sign.allSatisfy { ("0"..."9").contains($0) }
        || sign.allSatisfy { !$0.properties.isAlphabetic || $0.value < 0x7B && sign.count == 1 })
  }

  private func isNoteLike(_ paragraph: Int) -> Bool {
    switch paragraphs[paragraph].kind {
    case .text, .listItem, .quotation, .footnote: true
    case .heading, .code, .tableRow, .caption: false
    }
  }
}
