// Finds the article on a page: where most of its prose is, what joins it, and whether there is one.

/// What of a page is its article.
struct HTMLArticle {
  /// In reading order, none inside another.
  var roots: [Int]
  var dropped: [Bool]

  /// Prose below which no page is taken for an article.
  static let leastProse = 100

  /// Nil when no article is clearly there.
  static func found(
    in tree: HTMLTree, _ facts: HTMLFacts, _ metadata: HTMLMetadata
  ) -> HTMLArticle? {
    var search = HTMLArticleSearch(tree, facts, metadata)
    return search.run()
  }
}

/// The search for it.
struct HTMLArticleSearch {
  let tree: HTMLTree
  let facts: HTMLFacts
  let metadata: HTMLMetadata
  var prose: HTMLProse
  /// Hidden, or expected to be no part of any article.
  var isOut: [Bool]
  var wholeProse = 0

  init(_ tree: HTMLTree, _ facts: HTMLFacts, _ metadata: HTMLMetadata) {
    (self.tree, self.facts, self.metadata) = (tree, facts, metadata)
    prose = HTMLProse(tree, facts)
    isOut = facts.isHidden
  }

  mutating func run() -> HTMLArticle? {
    guard let body = tree.nodes.firstIndex(where: { $0.tag == .body }) else { return nil }
    wholeProse = prose.prose[body]
    guard wholeProse >= HTMLArticle.leastProse else { return nil }
    weighByLinkedBody(body)
    leaveOutBoxes(body)
    prose.addUp(tree, leavingOut: isOut)
    guard prose.prose[body] >= HTMLArticle.leastProse else { return nil }
    let root = self.root(in: body)
    guard prose.prose[root] >= HTMLArticle.leastProse, prose.linkShare(root) < 0.5 else {
      return nil
    }
    if isListOfArticles(root) { return nil }
    var roots = joined(root)
    let headline = self.headline(before: roots.first ?? root, root: root)
    if let headline {
      roots = between(headline, roots.first ?? root) + roots
      roots.insert(headline, at: 0)
    }
    roots = withoutInner(roots)
    var cleaning = HTMLCleaning(search: self, root: root, headline: headline)
    let dropped = cleaning.run(roots)
    return HTMLArticle(roots: roots, dropped: dropped)
  }

  // MARK: - What is not the article

  /// Where JSON-LD holds the text itself, blocks that stand in it count double.
  private mutating func weighByLinkedBody(_ body: Int) {
    guard let text = metadata.body, text.utf8.count < 65_536 else { return }
    let letters = Self.letters(text, atMost: 65_536)
    guard letters.count > 200 else { return }
    let known = String(decoding: letters, as: UTF8.self)
    var checked = 0
    for index in body..<Int(tree.nodes[body].end) where prose.ownProse[index] > 0 {
      checked += 1
      if checked > 1000 { return }
      let start = Self.letters(tree.words(of: index, atMost: 200), atMost: 60)
      if start.count >= 20, known.contains(String(decoding: start, as: UTF8.self)) {
        prose.ownProse[index] *= 2
      }
    }
    prose.addUp(tree, leavingOut: isOut)
    wholeProse = prose.prose[body]
  }

  static func letters(_ text: String, atMost limit: Int) -> [UInt8] {
    var letters: [UInt8] = []
    for scalar in text.lowercased().unicodeScalars where scalar.properties.isAlphabetic {
      letters += UTF8.encode(scalar) ?? UTF8.EncodedScalar()
      if letters.count >= limit { break }
    }
    return letters
  }

  private mutating func leaveOutBoxes(_ body: Int) {
    var index = body + 1
    var comments: [Int] = []
    while index < Int(tree.nodes[body].end) {
      if isOut[index] || tree.nodes[index].tag.isText {
        index = max(index + 1, isOut[index] ? Int(tree.nodes[index].end) : 0)
        continue
      }
      let hints = prose.hints[index]
      if hints.contains(.comments), isMinor(index) { comments.append(index) }
      if isBox(index, hints) {
        isOut[index] = true
        index = Int(tree.nodes[index].end)
      } else {
        index += 1
      }
    }
    leaveOutCards(body)
    // Comments go unless the page is made of them.
    let inComments = outermost(comments).reduce(0) { $0 + prose.prose[$1] }
    if inComments * 10 < wholeProse * 7 { for index in comments { isOut[index] = true } }
  }

  /// A heading that is a link, with a few words or a picture: a way to another article.
  private mutating func leaveOutCards(_ body: Int) {
    for index in body..<Int(tree.nodes[body].end)
    where tree.nodes[index].tag.isHeading && !isOut[index] {
      guard prose.linkShare(index) > 0.8 || isInsideLink(index), !fitsTitle(index) else { continue }
      var card = index
      while let parent = tree.parent(card), prose.units[parent] < 350, parent > body,
        tree.nodes[parent].tag != .main
      {
        card = parent
      }
      if card != index { isOut[card] = true }
    }
  }

  private func isInsideLink(_ index: Int) -> Bool {
    guard let parent = tree.parent(index) else { return false }
    return tree.nodes[parent].tag == .a && tree.has("href", parent)
  }

  private func fitsTitle(_ index: Int) -> Bool {
    guard let title = metadata.title else { return false }
    let words = Self.letters(tree.words(of: index), atMost: 200)
    return !words.isEmpty && words == Self.letters(title, atMost: 200)
  }

  private func outermost(_ nodes: [Int]) -> [Int] {
    var (kept, end) = ([Int](), 0)
    for node in nodes where node >= end {
      kept.append(node)
      end = Int(tree.nodes[node].end)
    }
    return kept
  }

  /// What holds most of the page's prose is no box, whatever it is called.
  private func isMinor(_ index: Int) -> Bool {
    prose.prose[index] * 2 < wholeProse
  }

  private func isBox(_ index: Int, _ hints: HTMLHints) -> Bool {
    guard isMinor(index) else { return false }
    switch tree.nodes[index].tag {
    case .nav, .aside, .form, .search, .menu: return true
    case .footer:
      // A quotation's footer says who is quoted.
      return tree.nodes[Int(tree.nodes[index].parent)].tag != .blockquote
    case .header: return isPageHeader(index)
    case .h1: return false
    default: break
    }
    return hints.contains(.away) && !hints.contains(.articleBody) && !holdsHeadline(index)
  }

  private func isPageHeader(_ index: Int) -> Bool {
    for inner in index..<Int(tree.nodes[index].end) where tree.nodes[inner].tag == .h1 {
      return false
    }
    var outer = index
    while let parent = tree.parent(outer) {
      if [.article, .main, .section].contains(tree.nodes[parent].tag) { return false }
      outer = parent
    }
    return true
  }

  private func holdsHeadline(_ index: Int) -> Bool {
    guard let title = metadata.title else { return false }
    let wanted = Self.letters(title, atMost: 200)
    var inner = index
    while inner < Int(tree.nodes[index].end) {
      if tree.nodes[inner].tag == .h1, Self.letters(tree.words(of: inner), atMost: 200) == wanted {
        return true
      }
      inner += 1
      if inner - index > 2000 { return false }
    }
    return false
  }

  // MARK: - Where it is

  private func root(in body: Int) -> Int {
    var root = body
    let marked = markedRoot(in: body)
    if let marked { root = marked }
    while let next = heaviestChild(of: root), prose.prose[next] * 100 >= prose.prose[root] * 85 {
      if !tree.nodes[next].tag.isBlock && tree.nodes[next].tag != .other { break }
      if [.p, .li, .td, .tr, .tbody, .blockquote, .pre].contains(tree.nodes[next].tag),
        tree.nodes[next].tag == .p || prose.ownProse[next] * 2 > prose.prose[next]
      {
        break
      }
      root = next
    }
    return root
  }

  /// What the page itself marks as the article, if that holds a good part of its prose.
  private func markedRoot(in body: Int) -> Int? {
    var best: (node: Int, weight: Int)?
    for index in body..<Int(tree.nodes[body].end) {
      let tag = tree.nodes[index].tag
      if tag.isText || isOut[index] || prose.prose[index] < HTMLArticle.leastProse { continue }
      let hints = prose.hints[index]
      var weight = 0
      if hints.contains(.articleBody) { weight = 3 }
      if tag == .article { weight = max(weight, 2) }
      if tag == .main { weight = max(weight, 1) }
      guard weight > 0, prose.prose[index] * 100 >= prose.prose[body] * 40,
        !isInsideOut(index)
      else { continue }
      if weight > (best?.weight ?? 0) { best = (index, weight) }
    }
    return best?.node
  }

  private func isInsideOut(_ index: Int) -> Bool {
    var outer = index
    while let parent = tree.parent(outer) {
      if isOut[parent] { return true }
      outer = parent
    }
    return false
  }

  private func heaviestChild(of index: Int) -> Int? {
    var best: Int?
    var child = index + 1
    while child < Int(tree.nodes[index].end) {
      if !isOut[child], !tree.nodes[child].tag.isText,
        prose.prose[child] > (best.map { prose.prose[$0] } ?? 0)
      {
        best = child
      }
      child = Int(tree.nodes[child].end)
    }
    return best
  }

  /// Several articles of which none is the one, each under a heading that leads elsewhere.
  private func isListOfArticles(_ root: Int) -> Bool {
    var (linked, plain, longest) = (0, 0, 0)
    var index = root
    while index < Int(tree.nodes[root].end) {
      if isOut[index] {
        index = Int(tree.nodes[index].end)
        continue
      }
      longest = max(longest, prose.ownProse[index])
      if tree.nodes[index].tag.isHeading, prose.units[index] > 10 {
        let isInLink = tree.parent(index).map { tree.nodes[$0].tag == .a } ?? false
        if isInLink || prose.linkShare(index) > 0.8 { linked += 1 } else { plain += 1 }
      }
      index += 1
    }
    return linked >= 4 && linked > plain * 2 && prose.prose[root] / linked < 900
  }

  // MARK: - What belongs to it

  /// The root with its neighbours that are prose too, up to what the page marks as the article.
  private func joined(_ root: Int) -> [Int] {
    var before: [Int] = []
    var after: [Int] = []
    var outer = root
    while let parent = tree.parent(outer), tree.nodes[outer].tag != .body,
      tree.nodes[outer].tag != .article, tree.nodes[outer].tag != .main
    {
      let isMarked = prose.hints[parent].contains(.article) || tree.nodes[parent].tag == .article
      var child = parent + 1
      while child < Int(tree.nodes[parent].end) {
        if child != outer, joins(child, isMarked: isMarked, root: root) {
          if child < outer { before.append(child) } else { after.append(child) }
        }
        child = Int(tree.nodes[child].end)
      }
      outer = parent
    }
    return (before + [root] + after).sorted()
  }

  private func joins(_ index: Int, isMarked: Bool, root: Int) -> Bool {
    let tag = tree.nodes[index].tag
    if tag.isText || isOut[index] || prose.hints[index].contains(.byline) { return false }
    if tag == .figure { return isMarked && prose.linkShare(index) < 0.3 }
    let least = isMarked || tag == .p ? 60 : max(200, prose.prose[root] / 10)
    if prose.hints[index].contains(.opening), prose.units[index] > 40 {
      return prose.linkShare(index) < 0.3
    }
    return prose.prose[index] >= least && prose.linkShare(index) < 0.25
  }

  /// The headline, where it stands outside the root.
  private func headline(before first: Int, root: Int) -> Int? {
    let wanted = metadata.title.map { Self.letters($0, atMost: 200) } ?? []
    func fits(_ index: Int) -> Bool {
      let words = Self.letters(tree.words(of: index), atMost: 200)
      guard words.count >= 3 else { return false }
      return words == wanted || (words.count > 12 && wanted.starts(with: words))
        || (wanted.count > 12 && words.starts(with: wanted))
        || (words.count > 20 && wanted.suffix(words.count).elementsEqual(words))
    }
    var (best, lastMain): (Int?, Int?)
    var checked = 0
    for index in 0..<Int(tree.nodes[root].end) where tree.nodes[index].tag.isHeading {
      guard !isInsideHidden(index), prose.units[index] > 0 else { continue }
      let level = tree.nodes[index].tag.headingLevel
      checked += 1
      if index > first {
        // One inside is printed where it stands.
        if level == 1 || fits(index) { return nil }
        if checked > 200 { break }
        continue
      }
      if level <= 2 || fits(index), fits(index) { best = index }
      if level == 1, prose.linkShare(index) < 0.8 { lastMain = index }
    }
    return best ?? plainHeadline(wanted, before: first) ?? lastMain
  }

  /// Old pages set their headline in large letters and call it nothing.
  private func plainHeadline(_ wanted: [UInt8], before first: Int) -> Int? {
    guard wanted.count > 5 else { return nil }
    for index in 0..<first where prose.ownUnits[index] > 0 {
      guard Int(tree.nodes[index].end) <= first, prose.units[index] <= wanted.count * 2 + 20,
        !isInsideHidden(index), prose.linkShare(index) < 0.5
      else { continue }
      if Self.letters(tree.words(of: index, atMost: 800), atMost: 400).starts(with: wanted) {
        return index
      }
    }
    return nil
  }

  private func isInsideHidden(_ index: Int) -> Bool {
    var outer: Int? = index
    while let node = outer {
      if facts.isHidden[node] { return true }
      outer = tree.parent(node)
    }
    return false
  }

  /// The opening words and pictures between the headline and the root.
  private func between(_ headline: Int, _ first: Int) -> [Int] {
    var found: [Int] = []
    var index = Int(tree.nodes[headline].end)
    while index < first {
      let node = tree.nodes[index]
      if Int(node.end) > first || node.tag.isText {
        index += 1
        continue
      }
      let hints = prose.hints[index]
      if isOut[index] || hints.contains(.byline) {
        index = Int(node.end)
        continue
      }
      let isOpening =
        hints.contains(.opening) && prose.units[index] > 25 && prose.linkShare(index) < 0.3
      let isProse = prose.ownProse[index] > 60 && prose.ownMarks[index] > 0
      if isOpening || isProse || node.tag == .figure {
        found.append(index)
        index = Int(node.end)
      } else {
        index += 1
      }
    }
    return found
  }

  private func withoutInner(_ roots: [Int]) -> [Int] { outermost(roots.sorted()) }
}
