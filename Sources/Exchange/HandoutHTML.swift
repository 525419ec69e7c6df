// A sheet as one HTML page that needs nothing else: no scripts, no fonts, no pictures, no network. It
// is made for paper first and for a phone second.

extension Handout {
  /// The page. Its own few words are English; text, title and questions carry their language where
  /// it is known.
  public func html() -> String {
    var out = HTMLText()
    HandoutPage(handout: self).write(to: &out)
    return out.html
  }
}

/// Attributes of an element.
typealias HTMLAttributes = [(name: StaticString, value: String)]

/// Writes the page part by part.
struct HandoutPage {
  let handout: Handout

  func write(to out: inout HTMLText) {
    out.ours("<!DOCTYPE html>\n")
    out.element("html", [("lang", "en")]) { out in
      out.lineEnd()
      out.element("head") { head(&$0) }
      out.lineEnd()
      out.element("body") { out in
        out.lineEnd()
        out.element("header") { header(&$0) }
        out.lineEnd()
        out.element("main") { out in
          out.lineEnd()
          for part in handout.parts { write(part, &out) }
          sources(&out)
          remarks(&out)
        }
        out.lineEnd()
      }
    }
    out.lineEnd()
  }

  private func head(_ out: inout HTMLText) {
    out.lineEnd()
    out.void("meta", [("charset", "utf-8")])
    out.void(
      "meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
    // Should a sign ever slip through: nothing is loaded and nothing runs.
    out.void(
      "meta",
      [
        ("http-equiv", "Content-Security-Policy"),
        ("content", "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'"),
      ])
    out.void("meta", [("name", "referrer"), ("content", "no-referrer")])
    out.lineEnd()
    out.element("title", text: handout.title)
    out.lineEnd()
    out.element("style") { $0.ours(Self.style) }
    out.lineEnd()
  }

  private func header(_ out: inout HTMLText) {
    if !handout.sheet.isEmpty {
      out.element("p", [("class", "sheet")], text: handout.sheet)
    }
    out.element("h1", words, text: handout.title)
    if !handout.facts.isEmpty {
      out.element("p", [("class", "facts")]) { out in
        for (index, fact) in handout.facts.enumerated() {
          if index > 0 { out.ours(" <span class=\"dot\">·</span> ") }
          out.element("span", [("class", "fact")]) { out in
            if !fact.name.isEmpty { out.text(fact.name + ": ") }
            out.element("bdi", text: fact.value)
          }
        }
      }
    }
    if !handout.blanks.isEmpty {
      out.element("p", [("class", "blanks")]) { out in
        for blank in handout.blanks {
          out.element("span", [("class", "blank")]) { out in
            out.text(blank)
            out.ours("<span class=\"rule\"></span>")
          }
        }
      }
    }
  }

  /// Attributes of an element that holds the lesson's or the title's words.
  var words: HTMLAttributes { Self.attributes(language: handout.language) }

  /// Direction by the words themselves; the language where it is known and looks like one.
  static func attributes(language: String?) -> HTMLAttributes {
    guard let language, isTag(language) else { return [("dir", "auto")] }
    return [("lang", language), ("dir", "auto")]
  }

  private static func isTag(_ language: String) -> Bool {
    let parts = language.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    return language.utf8.count <= 35
      && parts.allSatisfy { part in
        (1...8).contains(part.count)
          && part.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          }
      }
  }

  private func write(_ part: HandoutPart, _ out: inout HTMLText) {
    switch part {
    case .words(let heading, let paragraphs):
      section(heading, "said", &out) { out in
        for words in paragraphs { out.element("p", self.words, text: words) }
      }
    case .labels(let labels): write(labels, &out)
    case .steps(let steps):
      section("Steps", "steps", &out) { out in for step in steps { write(step, &out) } }
    case .text(let text): write(text, &out)
    case .questions(let heading, let questions):
      section(heading, "questions", &out) { out in
        for question in questions { write(question, &out) }
      }
    case .results(let results): write(results, &out)
    case .comparison(let comparison): write(comparison, &out)
    case .mentions(let heading, let mentions):
      section(heading, "mentions", &out) { out in
        out.element("div", [("class", "notes")]) { out in
          for mention in mentions { write(mention, &out) }
        }
      }
    case .fullNotes:
      section("Notes in full", "full", &out) { out in
        for number in 1...max(1, handout.notes.count) { fullNote(number, &out) }
      }
    }
  }

  /// A section under its heading.
  func section(
    _ heading: String, _ kind: String, _ out: inout HTMLText,
    _ body: (inout HTMLText) -> Void
  ) {
    out.element("section", [("class", kind)]) { out in
      out.element("h2", text: heading)
      out.lineEnd()
      body(&out)
    }
    out.lineEnd()
  }

  private func sources(_ out: inout HTMLText) {
    if handout.sources.isEmpty { return }
    section("Sources", "sources", &out) { out in
      out.element("ol") { out in
        for (index, source) in handout.sources.enumerated() {
          out.element("li", [("id", "s\(index + 1)")]) { out in
            out.element("bdi", text: source.words)
            guard let address = source.address else { return }
            if !source.words.isEmpty { out.text(" ") }
            link(address, to: address, &out)
          }
          out.lineEnd()
        }
      }
    }
  }

  /// Words that lead somewhere, where the address may be followed; else words and address.
  func link(_ words: String, to address: String, _ out: inout HTMLText) {
    if let href = WebAddress.href(address) {
      out.element("a", [("class", "web"), ("href", href)], text: words)
    } else {
      out.text(words)
      if words != address { out.text(" (\(address))") }
    }
  }

  private func remarks(_ out: inout HTMLText) {
    if handout.remarks.isEmpty { return }
    out.element("footer") { out in
      for remark in handout.remarks { out.element("p", [("dir", "auto")], text: remark) }
    }
    out.lineEnd()
  }
}
