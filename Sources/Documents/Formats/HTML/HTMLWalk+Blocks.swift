// What each element that stands as a block does: headings, lists, quotations, tables.

extension HTMLWalk {
  /// Begins a block; false when its contents are left out.
  mutating func openBlock(_ index: Int, _ tag: HTMLTag) -> Bool {
    if tag == .tr || tag == .td || tag == .th { return openTablePart(index, tag) }
    breakBlock()
    if tag == .hr { return true }
    push(index) {
      $0.isBlock = true
      $0.isList = tag == .ol || tag == .ul || tag == .menu || tag == .dir || tag == .dl
    }
    let level = headingLevel(index, tag)
    if level > 0, !state.isFlat {
      state.headingLevel = level
      state.isFlat = true
      state.emphasis = []
      headingWords = []
      return true
    }
    if facts.footnotes.contains(index), tag != .li { state.kind = .footnote }
    switch tag {
    case .blockquote:
      state.kind = .quotation
      state.depth += 1
      state.isTight = false
    case .pre, .listing, .xmp, .plaintext:
      guard !state.isFlat else { break }
      state.kind = .code
      state.keepsSpace = true
      state.emphasis = []
    case .ol, .ul, .menu, .dir, .dl: openList(index, tag)
    case .li: openItem(index)
    case .dt, .dd: openTerm(tag)
    case .caption, .figcaption: state.kind = .caption
    case .summary, .legend: state.emphasis.insert(.strong)
    case .table: openTable(index)
    case .p: state.isTight = state.isTight && state.kind != .text
    default: break
    }
    return true
  }

  private func headingLevel(_ index: Int, _ tag: HTMLTag) -> Int {
    if tag.isHeading { return tag.headingLevel }
    guard tag == .div || tag == .p, let role = tree.rawAttribute("role", of: index),
      role.equals("heading")
    else { return 0 }
    let level = tree.attribute("aria-level", of: index).flatMap { Int($0) } ?? 2
    return min(6, max(1, level))
  }

  // MARK: - Lists

  private mutating func openList(_ index: Int, _ tag: HTMLTag) {
    var count = HTMLListCount(isOrdered: tag == .ol, next: 1, step: 1, style: 0x31)
    if tag == .ol {
      count.style = tree.rawAttribute("type", of: index)?.first ?? 0x31
      if tree.has("reversed", index) {
        count.step = -1
        count.next = items(of: index)
      }
      if let start = tree.attribute("start", of: index).flatMap({ Int($0) }),
        abs(start) < 1_000_000_000
      {
        count.next = start
      }
    }
    lists.append(count)
    state.depth += 1
    // The first item of a list inside an item stands close to that one's words.
    state.isTight = lists.count > 1
  }

  private func items(of index: Int) -> Int {
    var (next, count) = (index + 1, 0)
    while next < Int(tree.nodes[index].end) {
      if tree.nodes[next].tag == .li { count += 1 }
      next = Int(tree.nodes[next].end)
    }
    return count
  }

  private mutating func openItem(_ index: Int) {
    state.kind = facts.footnotes.contains(index) ? .footnote : .listItem
    guard let list = lists.indices.last else {
      marker = "-"
      return
    }
    if state.kind == .footnote { state.depth = max(0, state.depth - 1) }
    if lists[list].isOrdered {
      if let value = tree.attribute("value", of: index).flatMap({ Int($0) }),
        abs(value) < 1_000_000_000
      {
        lists[list].next = value
      }
      marker = Self.number(lists[list].next, style: lists[list].style) + "."
      lists[list].next += lists[list].step
    } else {
      marker = "-"
    }
    if lists[list].items > 0 { state.isTight = !holdsParagraph(index) }
    lists[list].items += 1
  }

  private func holdsParagraph(_ index: Int) -> Bool {
    var next = index + 1
    while next < Int(tree.nodes[index].end) {
      if tree.nodes[next].tag == .p { return true }
      next = Int(tree.nodes[next].end)
    }
    return false
  }

  private mutating func openTerm(_ tag: HTMLTag) {
    state.kind = .listItem
    if tag == .dd {
      state.depth += 1
      state.isTight = true
    } else {
      state.emphasis.insert(.strong)
      state.isTight = false
    }
  }

  /// As the list's `type` wishes: `1`, `a`, `A`, `i`, `I`.
  static func number(_ value: Int, style: UInt8) -> String {
    guard value > 0, value < 4000 else { return String(value) }
    switch style {
    case 0x61, 0x41:
      var letters = ""
      var left = value
      while left > 0 {
        left -= 1
        let sign = style + UInt8(left % 26)
        letters = String(UnicodeScalar(sign)) + letters
        left /= 26
      }
      return letters
    case 0x69, 0x49:
      let signs: [(Int, String)] = [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
      ]
      var (left, roman) = (value, "")
      for (amount, sign) in signs {
        while left >= amount {
          roman += sign
          left -= amount
        }
      }
      return style == 0x49 ? roman.uppercased() : roman
    default: return String(value)
    }
  }

  // MARK: - Tables

  private mutating func openTable(_ index: Int) {
    state.isInLayoutTable = facts.layoutTables.contains(index) || state.isFlat
    if !state.isInLayoutTable { rowsSeen.append(0) }
  }

  private mutating func openTablePart(_ index: Int, _ tag: HTMLTag) -> Bool {
    guard !state.isInLayoutTable, let table = rowsSeen.indices.last else {
      breakBlock()
      push(index) { $0.isBlock = true }
      return true
    }
    if tag == .tr {
      endBlock()
      push(index) { $0.isRow = true }
      state.kind = .tableRow
      state.isFlat = true
      state.isTight = rowsSeen[table] > 0
      rowsSeen[table] += 1
      waitingCells = -1
    } else {
      if isOpen { builder.append(" ") }
      push(index)
      waitingCells += 1
      if tag == .th { state.emphasis.insert(.strong) }
    }
    return true
  }
}
