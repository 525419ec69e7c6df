// What a page's JSON-LD says of the article on it. https://schema.org/Article

/// The facts of one article.
struct HTMLLinkedData {
  var headline: String?
  var authors: [String] = []
  var date: String?
  var language: String?
  var body: String?
  var publisher: String?
  var address: String?

  private static let mostObjects = 2000

  /// From all JSON-LD scripts of a page; broken ones count for nothing.
  init(scripts: [ArraySlice<UInt8>]) {
    var objects: [JSONValue] = []
    for script in scripts.prefix(50) {
      guard let value = JSONReader.value(in: script) else { continue }
      var waiting = value.items.prefix(Self.mostObjects).reversed() as [JSONValue]
      while let next = waiting.popLast(), objects.count < Self.mostObjects {
        guard case .object = next else { continue }
        objects.append(next)
        for name in ["@graph", "mainEntity"] {
          if let more = next[name] { waiting += more.items.prefix(Self.mostObjects).reversed() }
        }
      }
    }
    var named: [String: JSONValue] = [:]
    for object in objects {
      if let id = object["@id"]?.text, named[id] == nil || object["name"] != nil {
        named[id] = object
      }
    }
    publisher =
      objects.lazy.compactMap { object in
        Self.names(object["publisher"], named).first
          ?? (Self.types(object).contains("WebSite") ? object["name"]?.text : nil)
      }.first
    let articles = objects.filter { Self.types($0).contains(where: Self.isArticle) }
    guard let article = articles.first(where: { $0["headline"] != nil }) ?? articles.first else {
      return
    }
    headline = Self.plain(article["headline"]?.text ?? article["name"]?.text)
    authors = Self.names(article["author"], named)
    date = (article["datePublished"] ?? article["dateCreated"])?.text.flatMap(HTMLDates.iso)
    language = article["inLanguage"]?.text ?? article["inLanguage"]?["alternateName"]?.text
    body = article["articleBody"]?.text
    address =
      article["mainEntityOfPage"]?.text ?? article["mainEntityOfPage"]?["@id"]?.text
      ?? article["url"]?.text
  }

  private static func types(_ object: JSONValue) -> [String] {
    object["@type"]?.items.compactMap(\.text) ?? []
  }

  private static func isArticle(_ type: String) -> Bool {
    type.hasSuffix("Article") || type.hasSuffix("Posting") || type == "Report" || type == "Recipe"
      || type == "CreativeWork" || type == "Review"
  }

  private static func names(_ value: JSONValue?, _ named: [String: JSONValue]) -> [String] {
    guard let value else { return [] }
    var names: [String] = []
    for item in value.items.prefix(20) {
      var name = item.text ?? item["name"]?.text
      if name == nil, let id = item["@id"]?.text { name = named[id]?["name"]?.text }
      if let name = plain(name), !name.hasPrefix("http"), !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// Folded, and without the entities that some pages leave in their JSON; nil when nothing is left.
  static func plain(_ text: String?) -> String? {
    guard var text else { return nil }
    if text.utf8.contains(0x26) {
      for (entity, sign) in [
        ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&#8217;", "’"),
        ("&apos;", "'"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
      ] {
        text.replace(entity, with: sign)
      }
    }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty || words.utf8.count > 2000 ? nil : words
  }
}
