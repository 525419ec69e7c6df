// What each element does to the words in it.

extension HTMLWalk {
  /// Begins an element; false when its contents are left out.
  mutating func open(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    name(index, tag)
    if tag.isBlock { return openBlock(index, tag) }
    switch tag {
    case .br: lineBreak()
    case .wbr: return false
    case .img: image(index)
    case .math:
      guard let words = tree.attribute("alttext", of: index), !words.isEmpty else { break }
      put(words, at: tree.place(ofElement: index))
      return false
    case .a: link(index)
    case .b, .strong: emphasise(index, .strong)
    case .i, .em, .cite, .dfn, .var: emphasise(index, .emphasised)
    case .code, .kbd, .samp, .tt: emphasise(index, .code)
    case .u, .ins: emphasise(index, .underlined)
    case .s, .strike, .del: emphasise(index, .struck)
    case .mark: emphasise(index, .strong)
    case .q: quotation(index)
    case .sub, .sup: return raised(index, tag)
    case .rt: reading(index)
    default: break
    }
    return true
  }

  private mutating func name(_ index: Int, _ tag: HTMLTag) {
    if let name = tree.attribute("id", of: index) { anchor(name, tag) }
    if tag == .a, let name = tree.attribute("name", of: index) { anchor(name, tag) }
  }

  private mutating func anchor(_ name: String, _ tag: HTMLTag) {
    guard name.utf8.count <= 200 else { return }
    if tag.isBlock { breakBlock() }
    builder.anchor(place.anchor(name))
  }

  private mutating func emphasise(_ index: Int, _ more: Emphasis) {
    push(index)
    // In headings all is strong, and colours of code are not emphasis.
    if state.keepsSpace || (state.headingLevel > 0 && more == .strong) { return }
    state.emphasis.formUnion(more)
  }

  private mutating func image(_ index: Int) {
    guard let words = tree.attribute("alt", of: index) else { return }
    let alt = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !alt.isEmpty, alt.utf8.count <= 4000 else { return }
    put("[\(alt)]", at: tree.place(ofElement: index))
  }

  private mutating func link(_ index: Int) {
    if let name = facts.noteLinks[index] {
      let words = tree.words(of: index, atMost: 16)
      let isBare = words.unicodeScalars.allSatisfy { $0.properties.numericType != nil || $0 == "*" }
      push(index) {
        $0.isLink = true
        $0.closing = isBare ? "]" : ""
      }
      state.isInNoteLink = true
      builder.beginLink(.footnote(name))
      if isBare, !words.isEmpty { put("[", at: tree.place(ofElement: index)) }
      return
    }
    guard let href = tree.attribute("href", of: index), let target = links.target(href) else {
      return
    }
    push(index) { $0.isLink = true }
    builder.beginLink(target)
  }

  private mutating func quotation(_ index: Int) {
    let marks = state.quotes % 2 == 0 ? place.quotes : place.innerQuotes
    put(String(marks.0), at: tree.place(ofElement: index))
    push(index) { $0.closing = String(marks.1) }
    state.quotes += 1
  }

  private mutating func reading(_ index: Int) {
    var next = Int(tree.nodes[index].parent)
    let end = Int(tree.nodes[next].end)
    next += 1
    while next < end {
      // The page brings brackets of its own.
      if tree.nodes[next].tag == .rp { return }
      next = Int(tree.nodes[next].end)
    }
    put("(", at: tree.place(ofElement: index))
    push(index) { $0.closing = ")" }
  }

  /// Raised and lowered figures as the signs that Unicode has for them; others stay as they are.
  private mutating func raised(_ index: Int, _ tag: HTMLTag) -> Bool {
    guard !state.isInNoteLink, Int(tree.nodes[index].end) == index + 2,
      tree.nodes[index + 1].tag == .text
    else { return true }
    let words = String(decoding: tree.text(index + 1), as: UTF8.self)
    let table = tag == .sup ? Self.raisedSigns : Self.loweredSigns
    var result = ""
    for scalar in words.unicodeScalars {
      guard let sign = table[scalar] else { return true }
      result.unicodeScalars.append(sign)
    }
    put(result, at: tree.place(ofText: index + 1))
    return false
  }

  private static let raisedSigns = signs("0123456789+-−n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾")
  private static let loweredSigns = signs("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")

  private static func signs(_ from: String, _ to: String) -> [Unicode.Scalar: Unicode.Scalar] {
    Dictionary(uniqueKeysWithValues: zip(from.unicodeScalars, to.unicodeScalars))
  }
}
