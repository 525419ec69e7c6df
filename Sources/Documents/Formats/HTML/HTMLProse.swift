// How much prose each part of a page holds, by measures that need no knowledge of the language.

/// Measures by node.
struct HTMLProse {
  /// Letters, those of scripts without small words twice, the contents included.
  var units: [Int]
  /// Those of them inside links.
  var linkUnits: [Int]
  /// What looks like sentences, the contents included.
  var prose: [Int]
  /// Of a block the prose of its own words, those of blocks inside not counted.
  var ownProse: [Int]
  var ownUnits: [Int]
  var ownLinkUnits: [Int]
  /// Marks that end or part sentences, of the block's own words.
  var ownMarks: [Int]
  var hints: [HTMLHints]

  init(_ tree: HTMLTree, _ facts: HTMLFacts) {
    let empty = [Int](repeating: 0, count: tree.nodes.count)
    (units, linkUnits, prose, ownProse) = (empty, empty, empty, empty)
    (ownUnits, ownLinkUnits, ownMarks) = (empty, empty, empty)
    hints = Array(repeating: [], count: tree.nodes.count)
    measure(tree, facts)
    weigh(tree)
    readHints(tree, facts)
    addUp(tree, leavingOut: facts.isHidden)
  }

  /// Share of the letters that are inside links, 0 to 1.
  func linkShare(_ index: Int) -> Double {
    units[index] == 0 ? 0 : Double(linkUnits[index]) / Double(units[index])
  }

  private mutating func measure(_ tree: HTMLTree, _ facts: HTMLFacts) {
    var blocks: [(node: Int, end: Int)] = []
    var linkEnd = 0
    var index = 0
    while index < tree.nodes.count {
      let node = tree.nodes[index]
      while let last = blocks.last, last.end <= index { blocks.removeLast() }
      if facts.isHidden[index] {
        index = Int(node.end)
        continue
      }
      if node.tag == .text, let block = blocks.last?.node {
        let (letters, marks) = Self.count(tree.text(index))
        ownUnits[block] += letters
        ownMarks[block] += marks
        // Notes' signs and places on this page are no menu.
        if index < linkEnd { ownLinkUnits[block] += letters }
      } else if node.tag == .a {
        let isHere = tree.rawAttribute("href", of: index)?.first == 0x23
        if !isHere, tree.has("href", index) { linkEnd = Int(node.end) }
      } else if node.tag.isBlock {
        blocks.append((index, Int(node.end)))
      }
      index += 1
    }
  }

  private static func count(_ text: UnsafeBufferPointer<UInt8>) -> (letters: Int, marks: Int) {
    var (letters, marks) = (0, 0)
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 0x2C, 0x2E, 0x21, 0x3F, 0x3B, 0x3A: marks += 1
      case 0x00...0x20: break
      case 0x21...0x7F: letters += 1
      case 0xD8:
        // Arabic comma, semicolon and question mark.
        if index + 1 < text.count, [0x8C, 0x9B, 0x9F].contains(text[index + 1]) { marks += 1 }
        letters += 1
      case 0xC0...0xDF: letters += 1
      case 0xE3:
        // The ideographic comma and stop.
        if index + 2 < text.count, text[index + 1] == 0x80,
          text[index + 2] & 0xFE == 0x80 || text[index + 2] == 0x82
        {
          marks += 1
        }
        letters += 2
      case 0xEF:
        if index + 2 < text.count, text[index + 1] == 0xBC { marks += 1 }
        letters += 2
      case 0xE0...0xFF: letters += 2
      default: break
      }
      index += 1
    }
    return (letters, marks)
  }

  private mutating func weigh(_ tree: HTMLTree) {
    for index in tree.nodes.indices where ownUnits[index] >= 25 {
      let tag = tree.nodes[index].tag
      if tag.isHeading { continue }
      let free = ownUnits[index] - ownLinkUnits[index]
      guard ownLinkUnits[index] * 2 < ownUnits[index] else { continue }
      let isSentence = ownMarks[index] > 0 && ownMarks[index] * 160 >= ownUnits[index]
      var weight = isSentence ? 100 : 25
      switch tag {
      case .p: if ownUnits[index] >= 80, isSentence { weight = 130 }
      case .li, .td, .th, .dd, .dt: weight /= 2
      case .pre: weight = 60
      case .label, .legend, .summary, .address: weight = 10
      default: break
      }
      ownProse[index] = free * weight / 100
    }
  }

  private mutating func readHints(_ tree: HTMLTree, _ facts: HTMLFacts) {
    var known: [String: HTMLHints] = [:]
    for index in tree.nodes.indices where !tree.nodes[index].tag.isText && !facts.isHidden[index] {
      var found: HTMLHints = []
      tree.eachAttribute(of: index) { name, value in
        if name.equals("class") || name.equals("id") {
          let key = String(decoding: value, as: UTF8.self)
          if let hints = known[key] {
            found.formUnion(hints)
          } else {
            let hints = HTMLHints.of(words: HTMLHints.words(value))
            if known.count < 20_000 { known[key] = hints }
            found.formUnion(hints)
          }
        } else if name.equals("role") {
          if HTMLHints.awayRoles.contains(String(decoding: value, as: UTF8.self).lowercased()) {
            found.insert(.away)
          }
        } else if name.equals("itemprop") {
          let words = String(decoding: value, as: UTF8.self)
          if words.contains("articleBody") { found.insert(.articleBody) }
          if words == "author" || words.hasPrefix("date") { found.insert(.byline) }
          if words.contains("comment") { found.insert(.comments) }
        } else if name.equals("rel") {
          if value.equals("author") { found.insert(.byline) }
        }
      }
      if !found.isEmpty { hints[index] = found }
    }
  }

  /// Sums over the contents; what is left out counts for nothing around it.
  mutating func addUp(_ tree: HTMLTree, leavingOut isOut: [Bool]) {
    for index in tree.nodes.indices {
      (units[index], linkUnits[index], prose[index]) =
        (ownUnits[index], ownLinkUnits[index], ownProse[index])
    }
    for index in tree.nodes.indices.reversed() where index > 0 && !isOut[index] {
      let parent = Int(tree.nodes[index].parent)
      units[parent] += units[index]
      linkUnits[parent] += linkUnits[index]
      prose[parent] += prose[index]
    }
  }
}
