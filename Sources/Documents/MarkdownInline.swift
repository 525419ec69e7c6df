// The runs of one block, gathered piece by piece; what the parser leaves as text although notes give
// it a meaning - wiki links and footnote references - is found at the end.

/// Gathers the text of a block.
struct MarkdownInline {
  var emphasis = 0
  var strong = 0
  private var runs: [MarkdownRun] = []
  private var links: [MarkdownLink] = []
  /// The links around, the innermost last.
  private var openLinks: [Int] = []

  /// Text of the style of the moment.
  mutating func append(_ text: String) {
    let style: MarkdownStyle =
      if let link = openLinks.last {
        .link(link)
      } else if strong > 0 {
        .strong
      } else {
        emphasis > 0 ? .emphasis : .plain
      }
    add(text, style)
  }

  /// Code keeps its style everywhere but in a link, which must stay one run to be followed.
  mutating func appendCode(_ text: String) {
    add(text, openLinks.last.map { .link($0) } ?? .code)
  }

  mutating func beginLink(to target: String) {
    links.append(MarkdownLink(target: target, isWikiLink: false))
    openLinks.append(links.count - 1)
  }

  mutating func endLink() { _ = openLinks.popLast() }

  private mutating func add(_ text: String, _ style: MarkdownStyle) {
    if text.isEmpty { return }
    if let last = runs.last, last.style == style {
      pending += text
      return
    }
    close()
    runs.append(MarkdownRun(text: "", style: style))
    pending = text
  }

  /// The text of the last run, apart from it so that adding to it does not copy it.
  private var pending = ""

  private mutating func close() {
    guard let last = runs.popLast() else { return }
    runs.append(MarkdownRun(text: pending, style: last.style))
    pending = ""
  }

  /// The runs and links, with wiki links and footnote references told apart.
  mutating func finished() -> ([MarkdownRun], [MarkdownLink]) {
    close()
    var result: [MarkdownRun] = []
    for run in runs {
      switch run.style {
      case .plain, .emphasis, .strong: result += refined(run)
      case .code, .link, .footnote: result.append(run)
      }
    }
    return (result, links)
  }

  private mutating func refined(_ run: MarkdownRun) -> [MarkdownRun] {
    let text = Array(run.text.utf8)
    var result: [MarkdownRun] = []
    var start = 0
    var place = 0
    func flush(to end: Int) {
      if start < end {
        result.append(
          MarkdownRun(text: String(decoding: text[start..<end], as: UTF8.self), style: run.style))
      }
    }
    while place < text.count {
      guard text[place] == 0x5B, let bracket = MarkdownBracket(text, at: place) else {
        place += 1
        continue
      }
      // `![[name]]` embeds the note in other programs; here it is a link like any other.
      let isEmbedding = bracket.isWikiLink && place > start && text[place - 1] == 0x21
      flush(to: isEmbedding ? place - 1 : place)
      if bracket.isWikiLink {
        links.append(MarkdownLink(target: bracket.target, isWikiLink: true))
        result.append(MarkdownRun(text: bracket.label, style: .link(links.count - 1)))
      } else {
        result.append(MarkdownRun(text: "[" + bracket.label + "]", style: .footnote))
      }
      place = bracket.end
      start = place
    }
    flush(to: text.count)
    return result
  }
}
