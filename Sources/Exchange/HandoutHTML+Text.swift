// The text with its column, and the notes, as HTML.

extension HandoutPage {
  func write(_ text: HandoutText, _ out: inout HTMLText) {
    let kind =
      switch text.side {
      case .nothing: "text"
      case .notes: "text beside"
      case .writing: "text beside writing"
      }
    out.element("section", [("class", kind)]) { out in
      out.element("h2", text: "Text")
      out.lineEnd()
      let attributes = Self.attributes(language: text.language)
      for paragraph in text.paragraphs { row(paragraph, text.side, attributes, &out) }
    }
    out.lineEnd()
  }

  private func row(
    _ paragraph: HandoutParagraph, _ side: HandoutText.Side, _ attributes: HTMLAttributes,
    _ out: inout HTMLText
  ) {
    out.element("div", [("class", "row"), ("id", "p\(paragraph.number)")]) { out in
      out.element(
        paragraph.isHeading ? "h3" : "p", [("class", "para")] + attributes
      ) { out in
        if !paragraph.inlines.contains(where: \.isSentence) {
          out.element("span", [("class", "pn")], text: "¶\u{A0}\(paragraph.number)")
          out.text(" ")
        }
        for inline in paragraph.inlines { write(inline, &out) }
      }
      if side == .nothing { return }
      out.lineEnd()
      if paragraph.notes.isEmpty, paragraph.blanks.isEmpty { return }
      let label = side == .notes ? "Notes on" : "Labels in"
      out.element(
        "aside", [("class", "side"), ("aria-label", "\(label) paragraph \(paragraph.number)")]
      ) { out in
        for mention in paragraph.notes { write(mention, &out) }
        if !paragraph.blanks.isEmpty { blanks(paragraph.blanks, &out) }
      }
    }
    out.lineEnd()
  }

  /// Room for the number of a label, sentence by sentence.
  private func blanks(_ sentences: [String], _ out: inout HTMLText) {
    out.element("p", [("class", "hint")], text: "Label’s number")
    out.element("p", [("class", "slots")]) { out in
      for sentence in sentences {
        out.element("span", [("class", "slot")]) { out in
          out.text(sentence)
          out.ours("<span class=\"rule\"></span>")
        }
        out.text(" ")
      }
    }
  }

  private func write(_ inline: HandoutInline, _ out: inout HTMLText) {
    switch inline {
    case .text(let text, let look):
      if look.contains(.answer) {
        out.element("mark") { out in
          if look.contains(.mention) {
            out.element("span", [("class", "m")], text: text)
          } else {
            out.text(text)
          }
        }
      } else if look.contains(.mention) {
        out.element("span", [("class", "m")], text: text)
      } else {
        out.text(text)
      }
    case .sentence(let name):
      // The parts of a name would change places among letters that run to the left.
      out.element("span", [("class", "sn"), ("dir", "ltr")], text: "¶" + name)
      out.text("\u{A0}")
    case .note(let number):
      out.element("sup") { out in
        out.element(
          "a", [("href", "#n\(number)"), ("aria-label", "note \(number)")], text: "[\(number)]")
      }
    case .answerBegins: break
    case .answerEnds(let label):
      if let label { out.element("sup", [("class", "lb")], text: String(label)) }
    }
  }

  /// A note beside the text or in a step: described the first time, named after that.
  func write(_ mention: HandoutMention, _ out: inout HTMLText) {
    guard let note = handout.note(mention.note) else { return }
    var attributes: HTMLAttributes = [("class", mention.earlier == nil ? "note" : "note again")]
    if mention.earlier == nil { attributes.append(("id", "n\(mention.note)")) }
    out.element("div", attributes) { out in
      out.element("h3") { out in
        number(mention, &out)
        out.text(" ")
        out.element("bdi", text: note.title)
        if let kind = note.kind {
          out.text(" ")
          out.element("span", [("class", "kind"), ("dir", "auto")], text: kind)
        }
      }
      if mention.earlier == nil, let description = note.description {
        out.element("p", [("dir", "auto")], text: description)
      }
      if mention.earlier == nil, let old = note.oldWords {
        out.element("p", [("class", "why"), ("dir", "auto")], text: "was: “\(old)”")
      }
      small(mention, note, &out)
    }
  }

  /// Why it stands here, where it was described, and its endnotes, in one line.
  private func small(_ mention: HandoutMention, _ note: HandoutNote, _ out: inout HTMLText) {
    let sources = mention.earlier == nil ? note.sources : []
    if mention.reason == nil, mention.earlier == nil, sources.isEmpty { return }
    out.element("p", [("class", "why")]) { out in
      var isFirst = true
      func part(_ out: inout HTMLText) {
        if !isFirst { out.text(" · ") }
        isFirst = false
      }
      if let reason = mention.reason {
        part(&out)
        out.element("bdi", text: reason)
      }
      if let earlier = mention.earlier {
        part(&out)
        out.element("a", [("href", "#n\(mention.note)")], text: "see \(earlier)")
      }
      if sources.isEmpty { return }
      part(&out)
      out.text(sources.count == 1 ? "source " : "sources ")
      for (index, source) in sources.enumerated() {
        if index > 0 { out.text(", ") }
        out.element("a", [("href", "#s\(source)")], text: String(source))
      }
    }
  }

  private func number(_ mention: HandoutMention, _ out: inout HTMLText) {
    let isLink = mention.earlier != nil || (hasFullNotes && handout.hasBody(mention.note))
    let target = mention.earlier != nil ? "#n\(mention.note)" : "#f\(mention.note)"
    if isLink {
      out.element("a", [("href", target), ("class", "no")], text: "[\(mention.note)]")
    } else {
      out.element("span", [("class", "no")], text: "[\(mention.note)]")
    }
  }

  private var hasFullNotes: Bool { handout.parts.contains(.fullNotes) }

  // MARK: - In full

  func fullNote(_ number: Int, _ out: inout HTMLText) {
    guard let note = handout.note(number), !note.body.isEmpty else { return }
    out.element("article", [("class", "body"), ("id", "f\(number)")]) { out in
      out.element("h3") { out in
        out.element("a", [("href", "#n\(number)"), ("class", "no")], text: "[\(number)]")
        out.text(" ")
        out.element("bdi", text: note.title)
      }
      for block in note.body { write(block, &out) }
    }
    out.lineEnd()
  }

  private func write(_ block: HandoutBlock, _ out: inout HTMLText) {
    switch block.kind {
    case .paragraph: out.element("p", [("dir", "auto")]) { write(block.prose, &$0) }
    case .heading:
      out.element("h4", [("dir", "auto")]) { write(block.prose, &$0) }
    case .quotation:
      out.element("blockquote", [("dir", "auto")]) { write(block.prose, &$0) }
    case .code:
      out.element("pre") { out in
        let lines = block.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
          if index > 0 { out.lineEnd() }
          out.text(line)
        }
      }
    case .item(let marker, let depth):
      out.element("p", [("class", "item i\(min(max(depth, 1), 4))"), ("dir", "auto")]) { out in
        if !marker.isEmpty { out.text((marker == "-" ? "–" : marker) + "\u{A0}") }
        write(block.prose, &out)
      }
    }
  }

  private func write(_ prose: [HandoutProse], _ out: inout HTMLText) {
    var wasSource = false
    for piece in prose {
      defer { if case .source = piece { wasSource = true } else { wasSource = false } }
      switch piece {
      case .text(let text): out.text(text)
      case .link(let words, let address): link(words, to: address, &out)
      case .source(let number):
        out.element("sup") { out in
          if wasSource { out.text(", ") }
          out.element(
            "a", [("href", "#s\(number)"), ("aria-label", "source \(number)")],
            text: String(number))
        }
      case .note(let words, let number):
        out.text(words + "\u{A0}")
        out.element("a", [("href", "#n\(number)")], text: "[\(number)]")
      }
    }
  }
}

extension HandoutInline {
  var isSentence: Bool { if case .sentence = self { true } else { false } }
}

extension HandoutBlock {
  /// The words alone.
  var text: String {
    prose.map { piece in
      switch piece {
      case .text(let text), .link(let text, _), .note(let text, _): text
      case .source: ""
      }
    }.joined()
  }
}

extension Handout {
  /// Whether a note is there in full.
  func hasBody(_ number: Int) -> Bool { note(number).map { !$0.body.isEmpty } ?? false }
}
