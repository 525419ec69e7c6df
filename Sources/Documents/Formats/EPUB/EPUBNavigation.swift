// The table of contents of a book: the `toc` of EPUB 3's navigation document, or EPUB 2's NCX.

/// One line of a table of contents.
struct EPUBContentsLine: Hashable {
  /// 1 for the outermost.
  var level: Int
  var title: String
  /// The name of a part, and the place in it.
  var part: String
  var fragment: String?
}

enum EPUBNavigation {
  private static let mostLines = 200_000
  private static let deepest = 64
  private static let longestTitle = 1000

  /// The lines of a navigation document: of its `nav` of type `toc`, else of the first that is neither
  /// landmarks nor a list of pages. Lines that lead nowhere (`span`) take the place of their first
  /// line below.
  static func lines(navigation bytes: [UInt8], name: String) -> [EPUBContentsLine] {
    var reading = NavigationReading(name: name)
    var xml = XMLReader(bytes)
    while !reading.isDone, let event = xml.next() { reading.take(event) }
    return reading.lines
  }

  /// The lines of an NCX.
  static func lines(ncx bytes: [UInt8], name: String) -> [EPUBContentsLine] {
    var reading = NCXReading(name: name)
    var xml = XMLReader(bytes)
    while !reading.isDone, let event = xml.next() { reading.take(event) }
    return reading.lines
  }

  private struct NavigationReading {
    let name: String
    var lines: [EPUBContentsLine] = []
    var isDone = false
    private var other: [EPUBContentsLine] = []
    private var isContents: Bool?
    private var depth = 0
    private var href: String?
    private var title: String?
    /// Headings without a link of their own that wait for the first line below them.
    private var waiting: [(level: Int, title: String)] = []

    init(name: String) { self.name = name }

    mutating func take(_ event: XMLReader.Event) {
      switch event {
      case .start("nav", let attributes):
        let type =
          (attributes.value("epub:type") ?? attributes.value("type") ?? "") + " "
          + (attributes.value("role") ?? "")
        let kinds = type.split(separator: " ")
        if kinds.contains("toc") || kinds.contains("doc-toc") {
          isContents = true
          lines = []
        } else {
          isContents = kinds.isEmpty && other.isEmpty && lines.isEmpty ? false : nil
        }
        depth = 0
      case .end("nav"):
        isDone = isContents == true
        if isContents == false { (other, lines) = (lines, []) }
        isContents = nil
      case .start("ol", _) where isContents != nil: depth += 1
      case .end("ol") where isContents != nil: depth -= 1
      case .start("a", let attributes) where isContents != nil && depth > 0:
        href = attributes.value("href")
        title = ""
      case .start("span", _) where isContents != nil && depth > 0 && title == nil: title = ""
      case .start("img", let attributes): if title != nil { append(attributes.value("alt") ?? "") }
      case .text(let text): append(text)
      case .end("a"): finish()
      case .end("span"): if href == nil { finish() }
      default: break
      }
      if lines.count >= EPUBNavigation.mostLines { isDone = true }
    }

    private mutating func append(_ text: String) {
      guard let known = title, known.utf8.count < EPUBNavigation.longestTitle else { return }
      title = known + text
    }

    private mutating func finish() {
      defer { (href, title) = (nil, nil) }
      guard let words = title?.onOneLine, !words.isEmpty else { return }
      let level = min(max(depth, 1), EPUBNavigation.deepest)
      guard let href, case .part(let part, let fragment)? = EPUBPath.resolve(href, from: name)
      else {
        if waiting.count < EPUBNavigation.deepest { waiting.append((level, words)) }
        return
      }
      for heading in waiting where heading.level < level {
        lines.append(
          EPUBContentsLine(
            level: heading.level, title: heading.title, part: part, fragment: fragment))
      }
      waiting = []
      lines.append(
        EPUBContentsLine(level: level, title: words, part: part, fragment: fragment))
    }
  }

  private struct NCXReading {
    let name: String
    var lines: [EPUBContentsLine] = []
    var isDone = false
    private var isInMap = false
    private var depth = 0
    private var isInLabel = false
    private var title = ""

    init(name: String) { self.name = name }

    mutating func take(_ event: XMLReader.Event) {
      switch event {
      case .start("navMap", _): isInMap = true
      case .end("navMap"): isDone = true
      case .start("navPoint", _) where isInMap:
        depth += 1
        title = ""
      case .end("navPoint") where isInMap: depth -= 1
      case .start("text", _): isInLabel = true
      case .end("text"): isInLabel = false
      case .text(let text) where isInMap && isInLabel:
        if title.utf8.count < EPUBNavigation.longestTitle { title += text }
      case .start("content", let attributes) where isInMap:
        guard let source = attributes.value("src"),
          case .part(let part, let fragment)? = EPUBPath.resolve(source, from: name)
        else { return }
        let words = title.onOneLine
        lines.append(
          EPUBContentsLine(
            level: min(max(depth, 1), EPUBNavigation.deepest),
            title: words.isEmpty ? part : words, part: part, fragment: fragment))
      default: break
      }
      if lines.count >= EPUBNavigation.mostLines { isDone = true }
    }
  }
}
