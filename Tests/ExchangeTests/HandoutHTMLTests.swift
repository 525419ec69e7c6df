// The page: well-formed whatever is in it, without anything that runs, loads or leaks.

import Testing
import Text

@testable import Exchange

@Suite struct HandoutHTMLTests {
  private static let tags: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "aside",
    "footer",
    "article", "div", "span", "p", "h1", "h2", "h3", "h4", "a", "sup", "bdi", "mark", "strong",
    "em",
    "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "th", "td",
  ]
  private static let attributes: Set<String> = [
    "lang", "dir", "class", "id", "href", "aria-label", "charset", "name", "content", "http-equiv",
    "value", "scope", "style",
  ]

  /// Everything that must hold of any page.
  private func check(_ page: StrictHTML, _ why: String) {
    #expect(Set(page.ids).count == page.ids.count, "an id twice: \(why)")
    for element in page.elements {
      #expect(Self.tags.contains(element.name), "<\(element.name)>: \(why)")
      for (name, value) in element.attributes {
        #expect(Self.attributes.contains(name), "\(name)=\(value): \(why)")
      }
      if let style = element.attributes["style"] {
        let digits = style.dropFirst(6).dropLast()
        #expect(style.hasPrefix("width:") && style.hasSuffix("%") && Int(digits) != nil)
      }
    }
    let ids = Set(page.ids)
    for address in page.addresses {
      if address.hasPrefix("#") {
        #expect(ids.contains(String(address.dropFirst())), "\(address) leads nowhere: \(why)")
      } else {
        #expect(address.hasPrefix("https://") || address.hasPrefix("http://"), "\(why)")
        #expect(address.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F })
      }
    }
    #expect(page.all("style").count == 1)
    #expect(page.style == HandoutPage.style.description, "\(why)")
    #expect(page.all("html").first?.attributes["lang"] == "en")
    #expect(page.all("h1").count == 1)
  }

  @Test func theStyleLoadsNothing() {
    let style = HandoutPage.style.description
    for word in ["url(", "@import", "http", "//", "<", "expression", "src:", "@font-face"] {
      #expect(!style.contains(word), "\(word)")
    }
    #expect(style.filter { $0 == "{" }.count == style.filter { $0 == "}" }.count)
  }

  @Test(arguments: Samples.attacks) func nothingGetsOut(attack: String) throws {
    let html = Samples.everywhere(attack).html()
    let page = try StrictHTML(html)
    check(page, attack)
    // The same page with harmless words has the same elements: no string made one or took one away.
    let plain = try StrictHTML(Samples.everywhere("harmless").html())
    let links = { (page: StrictHTML) in page.elements.map(\.name).filter { $0 != "a" } }
    #expect(links(page) == links(plain))
    #expect(
      html.unicodeScalars.allSatisfy { $0 == "\n" || VisibleScalar.replacement(for: $0) == nil })
    // And it is there to be read.
    let words = attack.madeVisible.split(separator: " ").first.map(String.init) ?? ""
    #expect(page.text.contains(words))
    #expect(page.all("title").first?.text == attack.madeVisible)
  }

  @Test func onlyWebAddressesAreLinks() throws {
    let bad = [
      "javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd",
      "http:///x", "https://", "mailto:a@b.c", " https://x", "https:x",
    ]
    for address in bad { #expect(WebAddress.href(address) == nil, "\(address)") }
    #expect(WebAddress.href("HTTPS://X.example/a b\"<é") == "HTTPS://X.example/a%20b%22%3C%C3%A9")
    #expect(WebAddress.href("http://x/\u{202E}") == "http://x/%E2%80%AE")
    var handout = Handout(title: "t")
    handout.sources = bad.map { HandoutSource("s", address: $0) }
    let page = try StrictHTML(handout.html())
    #expect(page.addresses.isEmpty)
    for address in bad { #expect(page.text.contains(address)) }
  }

  @Test func numbersLeadThereAndBack() throws {
    let page = try StrictHTML(Samples.small.html())
    check(page, "small")
    #expect(Set(page.ids) == ["p1", "p2", "n1", "n2", "f1", "s1", "s2"])
    let text = page.elements.first { $0.attributes["id"] == "p1" }?.text ?? ""
    #expect(text.hasPrefix("¶\u{A0}1 Anna Berg[1] opened the bridge[2]."))
    // A note without a body in full is no link there.
    #expect(!page.addresses.contains("#f2"))
    #expect(page.addresses.filter { $0 == "#n1" }.count == 5)
    let full = page.elements.first { $0.attributes["id"] == "f1" }?.text ?? ""
    #expect(full == "[1] Anna BergShe drew the bridge\u{A0}[2] alone.1, 2")
    #expect(page.addresses.contains("https://archive.example/staff?a=1&b=2"))
    #expect(page.text.contains("was: “a bridge”"))
    #expect(page.text.contains("Place lost: “gone” (Another)"))
  }

  @Test func headingsGoDownStepByStep() throws {
    for handout in [Samples.small, Samples.lesson, Samples.everywhere("x")] {
      var level = 0
      for element in try StrictHTML(handout.html()).elements {
        guard element.name.count == 2, element.name.first == "h",
          let next = Int(element.name.dropFirst())
        else { continue }
        #expect(next <= level + 1, "h\(next) after h\(level)")
        level = next
      }
    }
  }

  @Test func aWorksheetHasRoomToWrite() throws {
    let page = try StrictHTML(Samples.lesson.html())
    check(page, "lesson")
    func count(_ name: String) -> Int {
      page.elements.filter { $0.attributes["class"]?.split(separator: " ").first == name[...] }
        .count
    }
    #expect(count("blank") == 2)
    #expect(count("slot") == 2)
    #expect(count("line") == 2)
    // Two rounds, two options.
    #expect(count("box") == 4)
    #expect(page.elements.filter { $0.attributes["class"] == "box on" }.count == 2)
    #expect(page.all("mark").map(\.text) == ["lost"])
    #expect(page.text.contains("¶3·1\u{A0}All is lost1. ¶3·2\u{A0}Or not."))
    #expect(
      page.elements.compactMap { $0.attributes["style"] } == [
        "width:75%", "width:20%", "width:25%", "width:80%",
      ])
  }

  @Test func directionAndLanguageFollowTheText() throws {
    var handout = Handout(title: "שלום", language: "he")
    handout.parts = [
      .text(
        HandoutText(
          language: "x\" onload=\"y", side: .nothing,
          paragraphs: [HandoutParagraph(number: 1, inlines: [.text("שלום עולם", [])])]))
    ]
    let page = try StrictHTML(handout.html())
    #expect(page.all("h1").first?.attributes == ["lang": "he", "dir": "auto"])
    let paragraph = page.elements.first { $0.attributes["class"] == "para" }
    #expect(paragraph?.attributes["dir"] == "auto")
    // What is no tag of a language is left out.
    #expect(paragraph?.attributes["lang"] == nil)
  }
}
