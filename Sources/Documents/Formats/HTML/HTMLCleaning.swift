// What is left out inside an article: share bars, bylines, lists of links, labels, headings over nothing.

/// Decides block by block.
struct HTMLCleaning {
  private let search: HTMLArticleSearch
  private let root: Int
  private let headline: Int?
  private var dropped: [Bool]
  private let headlineLetters: [UInt8]
  private var hasHeadline: Bool
  /// By node, how many footnotes begin before it.
  private let notesBefore: [Int]

  private var tree: HTMLTree { search.tree }
  private var prose: HTMLProse { search.prose }

  init(search: HTMLArticleSearch, root: Int, headline: Int?) {
    (self.search, self.root, self.headline) = (search, root, headline)
    dropped = search.isOut
    hasHeadline = headline != nil
    var notes = [0]
    notes.reserveCapacity(search.tree.nodes.count + 1)
    for index in search.tree.nodes.indices {
      notes.append(notes[index] + (search.facts.footnotes.contains(index) ? 1 : 0))
    }
    notesBefore = notes
    let words = headline.map { search.tree.words(of: $0) } ?? search.metadata.title ?? ""
    headlineLetters = HTMLArticleSearch.letters(words, atMost: 300)
  }

  mutating func run(_ roots: [Int]) -> [Bool] {
    for start in roots {
      let end = Int(tree.nodes[start].end)
      var index = start
      while index < end {
        let node = tree.nodes[index]
        if node.tag.isText || dropped[index] {
          index = dropped[index] ? Int(node.end) : index + 1
          continue
        }
        if index != start || roots.count > 1, index != headline, isExtra(index, node.tag) {
          dropped[index] = true
          index = Int(node.end)
        } else if search.facts.footnotes.contains(index) {
          index = Int(node.end)
        } else {
          index += 1
        }
      }
    }
    dropEmptyHeadings(roots)
    if let headline {
      // Boxes that hold the headline were not taken for boxes.
      for inner in headline..<Int(tree.nodes[headline].end) where !search.facts.isHidden[inner] {
        dropped[inner] = false
      }
    }
    return dropped
  }

  private func isExtra(_ index: Int, _ tag: HTMLTag) -> Bool {
    let (units, own) = (prose.units[index], prose.prose[index])
    let isByline =
      prose.hints[index].contains(.byline) && !prose.hints[index].contains(.articleBody)
    if isByline, !tag.isHeading, units < 250, own < 120 || units < 90 {
      return tag.isBlock || tree.nodes[Int(tree.nodes[index].parent)].tag.isBlock
    }
    if !tag.isBlock || tag.isHeading { return false }
    let share = prose.linkShare(index)
    switch tag {
    case .ul, .ol, .dl, .dir: return isListOfLinks(index)
    case .table: return share > 0.6 && own < 100
    case .div, .section, .center, .header, .address, .article:
      if units > 0, share > 0.5, own < 120, !holdsNotes(index) { return true }
      if onlyShort(index) { return true }
    case .p:
      if units > 0, units < 220, share > 0.75, !holdsNotes(index) { return true }
      return holdsTimeOnly(index)
    default: break
    }
    return false
  }

  private func isListOfLinks(_ index: Int) -> Bool {
    guard prose.units[index] > 0, !holdsNotes(index) else { return false }
    if prose.linkShare(index) > 0.6 {
      return prose.prose[index] < 200 || prose.linkShare(index) > 0.8
    }
    return false
  }

  private func holdsNotes(_ index: Int) -> Bool {
    notesBefore[Int(tree.nodes[index].end)] > notesBefore[index]
  }

  /// A few words in no paragraph: a label, unless it stands between paragraphs.
  private func onlyShort(_ index: Int) -> Bool {
    let units = prose.units[index]
    guard units > 0, units < 40, prose.ownUnits[index] == units, index != root,
      !endsSentence(index)
    else { return false }
    return !(isProse(neighbour(index, -1)) && isProse(neighbour(index, 1)))
  }

  private func endsSentence(_ index: Int) -> Bool {
    let last = tree.words(of: index, atMost: 300).unicodeScalars.last
    return last.map { Self.ends.contains($0) } ?? false
  }

  private static let ends = Set(".!?…:;。！？：؟۔।”“»'’\"」』)".unicodeScalars)

  private func isProse(_ index: Int?) -> Bool {
    index.map { !dropped[$0] && prose.ownProse[$0] > 0 } ?? false
  }

  private func neighbour(_ index: Int, _ step: Int) -> Int? {
    let parent = Int(tree.nodes[index].parent)
    if step > 0 {
      var next = Int(tree.nodes[index].end)
      while next < Int(tree.nodes[parent].end) {
        if tree.nodes[next].tag.isBlock { return next }
        next = Int(tree.nodes[next].end)
      }
      return nil
    }
    var before = index - 1
    var found: Int?
    let nearest = max(parent, index - 2000)
    while before > nearest {
      if Int(tree.nodes[before].parent) == parent, tree.nodes[before].tag.isBlock {
        found = before
        break
      }
      before -= 1
    }
    return found
  }

  private func holdsTimeOnly(_ index: Int) -> Bool {
    guard prose.units[index] < 80, prose.units[index] > 0 else { return false }
    let end = Int(tree.nodes[index].end)
    guard let time = (index..<end).first(where: { tree.nodes[$0].tag == .time }) else {
      return false
    }
    return tree.words(of: time).utf8.count * 2 > tree.words(of: index, atMost: 300).utf8.count
  }

  /// Headings under which nothing is left.
  private mutating func dropEmptyHeadings(_ roots: [Int]) {
    var waiting: [Int] = []
    for start in roots {
      var index = start
      while index < Int(tree.nodes[start].end) {
        let node = tree.nodes[index]
        if dropped[index] {
          index = Int(node.end)
          continue
        }
        if node.tag.isHeading {
          if index != headline, repeatsHeadline(index) {
            dropped[index] = true
            index = Int(node.end)
            continue
          }
          let level = node.tag.headingLevel
          for heading in waiting where tree.nodes[heading].tag.headingLevel >= level {
            drop(heading)
          }
          waiting.removeAll { tree.nodes[$0].tag.headingLevel >= level }
          waiting.append(index)
          index = Int(node.end)
          continue
        }
        if node.tag == .text, !tree.text(index).allSatisfy(HTMLBytes.isSpace) { waiting = [] }
        if node.tag == .img, tree.has("alt", index) { waiting = [] }
        index += 1
      }
    }
    for heading in waiting { drop(heading) }
  }

  /// The headline again, perhaps behind a short word: the subject line of an answer.
  private mutating func repeatsHeadline(_ index: Int) -> Bool {
    // Bytes are no fewer than letters, and at most three times as many.
    guard headlineLetters.count > 8, prose.units[index] * 4 >= headlineLetters.count,
      prose.units[index] <= headlineLetters.count * 2 + 40
    else { return false }
    let words = HTMLArticleSearch.letters(tree.words(of: index), atMost: 400)
    guard words.count <= headlineLetters.count + 6,
      words.suffix(headlineLetters.count).elementsEqual(headlineLetters)
    else { return false }
    defer { hasHeadline = true }
    return hasHeadline
  }

  private mutating func drop(_ heading: Int) {
    if heading != headline, tree.nodes[heading].tag != .h1 { dropped[heading] = true }
  }
}
