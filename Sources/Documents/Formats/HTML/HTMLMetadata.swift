// Who wrote a page, when, under which title, where: from what it says for machines, else for people.

/// What a page says of itself.
struct HTMLMetadata {
  var title: String?
  var author: String?
  var date: String?
  var language: String?
  /// The page's own address as it gives it.
  var address: String?
  var siteName: String?
  /// The text of the article as JSON-LD has it.
  var body: String?
  /// Whether the page says that it is an article.
  var isArticle = false

  /// By name, the first value of each.
  private var meta: [String: String] = [:]
  private var canonical: String?
  private var titleElement: String?
  private var headings: [String] = []
  private var lesserHeadings: [String] = []
  private var bylines: [String] = []
  private var times: [String] = []

  init(_ tree: HTMLTree, _ facts: HTMLFacts, scripts: [ArraySlice<UInt8>]) {
    collect(tree, facts)
    let linked = HTMLLinkedData(scripts: scripts)
    siteName =
      meta["og:site_name"] ?? meta["application-name"] ?? HTMLLinkedData.plain(linked.publisher)
    body = linked.body
    isArticle = linked.headline != nil || meta["og:type"]?.lowercased() == "article"
    setTitle(linked.headline)
    setAuthor(linked.authors)
    date =
      linked.date
      ?? [
        "article:published_time", "datepublished", "date", "dc.date", "dcterms.created",
        "dc.date.issued", "pubdate", "publish-date", "parsely-pub-date",
        "citation_publication_date",
        "sailthru.date", "dcterms.issued",
      ].compactMap { meta[$0].flatMap(HTMLDates.iso) }.first
      ?? times.lazy.compactMap(HTMLDates.iso).first
    setLanguage(tree, linked.language)
    address =
      canonical ?? meta["og:url"] ?? linked.address.flatMap { $0.hasPrefix("http") ? $0 : nil }
  }

  // MARK: - What the page holds

  private mutating func collect(_ tree: HTMLTree, _ facts: HTMLFacts) {
    var lastHeading: Int?
    for index in tree.nodes.indices where !tree.nodes[index].tag.isText {
      switch tree.nodes[index].tag {
      case .meta: collectMeta(tree, index)
      case .link:
        if canonical == nil, tree.attribute("rel", of: index)?.lowercased() == "canonical" {
          canonical = tree.attribute("href", of: index)
        }
      case .title:
        if titleElement == nil, tree.nodes[Int(tree.nodes[index].parent)].tag == .head {
          titleElement = titleWords(tree, index)
        }
      case .h1:
        if !facts.isHidden[index], let words = HTMLLinkedData.plain(tree.words(of: index)) {
          headings.append(words)
          lastHeading = index
        }
      case .h2:
        if lesserHeadings.count < 50, !facts.isHidden[index],
          let words = HTMLLinkedData.plain(tree.words(of: index))
        {
          lesserHeadings.append(words)
        }
      case .time:
        let isPublished = tree.attribute("itemprop", of: index)?.contains("datePublished") == true
        guard let written = tree.attribute("datetime", of: index) else { break }
        if isPublished {
          times.insert(written, at: 0)
        } else if times.count < 20, let lastHeading, index - lastHeading < 200 {
          times.append(written)
        }
      default: break
      }
      if bylines.count < 10 { collectByline(tree, index) }
    }
  }

  private mutating func collectMeta(_ tree: HTMLTree, _ index: Int) {
    guard let content = HTMLLinkedData.plain(tree.attribute("content", of: index)) else { return }
    for name in [
      tree.attribute("property", of: index), tree.attribute("name", of: index),
      tree.attribute("itemprop", of: index), tree.attribute("http-equiv", of: index),
    ] {
      guard let name = name?.lowercased(), meta.count < 1000 else { continue }
      if name == "article:author" || name == "author" || name == "citation_author",
        let known = meta[name], !known.contains(content)
      {
        meta[name] = known + ", " + content
      } else if meta[name] == nil {
        meta[name] = content
      }
    }
  }

  private func titleWords(_ tree: HTMLTree, _ index: Int) -> String? {
    var words = ""
    for child in index + 1..<Int(tree.nodes[index].end) where tree.nodes[child].tag.isText {
      words += String(decoding: tree.text(child), as: UTF8.self)
    }
    return HTMLLinkedData.plain(words)
  }

  private mutating func collectByline(_ tree: HTMLTree, _ index: Int) {
    var weight = 0
    tree.eachAttribute(of: index) { name, value in
      if name.equals("rel"), value.equals("author") { weight = 3 }
      if name.equals("itemprop"), value.equals("author") { weight = 3 }
      if name.equals("class"), value.count < 400 {
        for word in HTMLHints.words(value) where word == "byline" || word == "author" { weight = 1 }
      }
    }
    guard weight > 0 else { return }
    var start = index
    // The name alone, where it is marked inside.
    let end = min(Int(tree.nodes[index].end), index + 40)
    for inner in index + 1..<max(index + 1, end) where !tree.nodes[inner].tag.isText {
      if tree.attribute("itemprop", of: inner) == "name"
        || tree.attribute("rel", of: inner) == "author"
      {
        start = inner
        break
      }
    }
    guard let words = Self.name(tree.words(of: start, atMost: 300)), !bylines.contains(words) else {
      return
    }
    if weight > 1 { bylines.insert(words, at: 0) } else { bylines.append(words) }
  }

  /// A byline without its first word; nil for what is too long for names.
  static func name(_ words: String) -> String? {
    var name = words[...]
    for start in [
      "By ", "by ", "BY ", "Von ", "Par ", "Por ", "De ", "Автор: ", "Автор ", "Text: ",
    ]
    where name.hasPrefix(start) {
      name = name.dropFirst(start.count)
    }
    for mark in [" | ", " • ", " · ", ", Published", " Published", " Updated", " Posted"] {
      if let found = name.firstRange(of: mark) { name = name[..<found.lowerBound] }
    }
    let plain = HTMLLinkedData.plain(String(name)) ?? ""
    let count = plain.unicodeScalars.count
    return count > 1 && count <= 80 && plain.split(separator: " ").count <= 10
      && !plain.contains("http") && plain.contains(where: \.isLetter) ? plain : nil
  }

  // MARK: - What follows from it

  private mutating func setTitle(_ headline: String?) {
    let cut = titleElement.map(withoutSite)
    // The name of the site may be a heading as well; the article's is longer.
    let whole = titleElement?.lowercased() ?? ""
    let inTitle = (headings + lesserHeadings.filter { $0.utf8.count > 12 })
      .filter { whole.contains($0.lowercased()) && $0 != siteName }
      .max { $0.utf8.count < $1.utf8.count }
    title =
      headline ?? (meta["og:title"] ?? meta["twitter:title"]).map(withoutSite) ?? inTitle
      ?? (headings.count == 1 || titleElement == nil ? headings.first : nil) ?? cut
  }

  /// A title without the name of the site behind or before it.
  private func withoutSite(_ title: String) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " / "] {
      let parts = title.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count > 1, let last = parts.last, let first = parts.first else { continue }
      let start = title.dropLast(last.count + mark.count)
      if isSite(last) || headings.contains(String(start)) { return withoutSite(String(start)) }
      let end = title.dropFirst(first.count + mark.count)
      if isSite(first) || headings.contains(String(end)) { return String(end) }
    }
    return title
  }

  private func isSite(_ words: Substring) -> Bool {
    let words = words.lowercased().filter { $0.isLetter || $0.isNumber }
    guard !words.isEmpty else { return true }
    if let site = siteName?.lowercased().filter({ $0.isLetter || $0.isNumber }), !site.isEmpty,
      words == site
    {
      return true
    }
    guard let said = canonical ?? meta["og:url"] else { return false }
    let host = WebAddress(said).host.filter { $0.isLetter || $0.isNumber || $0 == "." }
    return host == words || host.split(separator: ".").contains { $0 == words }
  }

  private mutating func setAuthor(_ linked: [String]) {
    let said = ["author", "article:author", "citation_author", "dc.creator", "parsely-author"]
      .compactMap { meta[$0] }
      .first { !$0.hasPrefix("http") && !$0.hasPrefix("/") && !$0.contains("://") }
    author = linked.isEmpty ? said ?? bylines.first : linked.joined(separator: ", ")
  }

  private mutating func setLanguage(_ tree: HTMLTree, _ linked: String?) {
    let body = tree.nodes.firstIndex { $0.tag == .body }
    let candidates = [
      tree.attribute("lang", of: 0), tree.attribute("xml:lang", of: 0),
      body.flatMap { tree.attribute("lang", of: $0) }, meta["content-language"], meta["og:locale"],
      linked,
    ]
    for candidate in candidates {
      guard let tag = candidate?.replacing("_", with: "-"), (2...35).contains(tag.utf8.count),
        tag.utf8.allSatisfy({ HTMLBytes.isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
      else { continue }
      language = tag
      return
    }
  }
}
