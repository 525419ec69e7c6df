// The package of a book: what it says of itself, which files it is made of, in which order they are
// read (EPUB 3.3, chapter 5; OPF 2.0.1 for EPUB 2).

/// What a book says of itself.
public struct EPUBMetadata: Hashable, Sendable {
  public var title: String?
  /// Authors in order, parted by commas; whoever else made it when no author is named.
  public var author: String?
  /// As written; of a date with a time the date alone.
  public var date: String?
  /// BCP 47 tag, as written.
  public var language: String?
  public var identifier: String?
  public var source: String?
  public init() {}

  /// Where the book was published, if it names an address.
  var address: String? {
    [source, identifier].compactMap { $0 }.first {
      $0.hasPrefix("http://") || $0.hasPrefix("https://")
    }
  }
}

/// The package as far as reading needs it.
struct EPUBPackage {
  struct Item {
    var id: String
    /// Its name in the archive.
    var name: String
    var type: String
    var properties: [Substring]
    var fallback: String?

    var isPage: Bool { type == "application/xhtml+xml" || type == "text/html" }
  }

  /// More files than an archive may have entries are not looked at.
  private static let mostItems = 65_536

  var metadata = EPUBMetadata()
  /// In reading order; what is said not to belong to it (`linear="no"`: notes, answers, large
  /// tables) comes last, since links lead there.
  var spine: [Item] = []
  /// Places in the reading order that name no file.
  var missing = 0
  /// The table of contents of EPUB 3 and of EPUB 2.
  var navigation: Item?
  var ncx: Item?

  /// Reads a package that stands in the archive under `name`.
  init(_ bytes: [UInt8], name: String) {
    var reading = Reading(name: name)
    reading.run(XMLReader(bytes))
    metadata = reading.facts.metadata()
    var byID: [String: Item] = [:]
    for item in reading.items where byID[item.id] == nil { byID[item.id] = item }
    var aside: [Item] = []
    for reference in reading.references {
      guard let item = Self.page(reference.id, in: byID) else {
        if byID[reference.id] == nil { missing += 1 }
        continue
      }
      if reference.isLinear { spine.append(item) } else { aside.append(item) }
    }
    spine += aside
    if spine.isEmpty { spine = reading.items.filter(\.isPage) }
    navigation = reading.items.first { $0.properties.contains("nav") }
    ncx =
      reading.tableOfContents.flatMap { byID[$0] }
      ?? reading.items.first { $0.type == "application/x-dtbncx+xml" }
  }

  /// The page to read at a place: the item, or what stands in for it where that is no page.
  private static func page(_ id: String, in items: [String: Item]) -> Item? {
    var item = items[id]
    for _ in 0..<8 {
      guard let found = item else { return nil }
      if found.isPage { return found }
      item = found.fallback.flatMap { items[$0] }
    }
    return nil
  }

  private struct Reading {
    let name: String
    var items: [Item] = []
    var references: [(id: String, isLinear: Bool)] = []
    var tableOfContents: String?
    var facts = EPUBFacts()

    init(name: String) { self.name = name }

    mutating func run(_ xml: XMLReader) {
      var xml = xml
      var isInMetadata = false
      while let event = xml.next() {
        switch event {
        case .start(let element, let attributes):
          switch element {
          case "metadata": isInMetadata = true
          case "item": add(attributes)
          case "spine": tableOfContents = attributes.value("toc")
          case "itemref": refer(attributes)
          default: if isInMetadata { facts.begin(element, attributes) }
          }
        case .end(let element):
          if element == "metadata" { isInMetadata = false }
          if isInMetadata { facts.end(element) }
        case .text(let text): if isInMetadata { facts.append(text) }
        }
      }
    }

    private mutating func add(_ attributes: [XMLReader.Attribute]) {
      guard items.count < EPUBPackage.mostItems, let id = attributes.value("id"),
        let href = attributes.value("href"),
        case .part(let target, _)? = EPUBPath.resolve(href, from: name)
      else { return }
      items.append(
        Item(
          id: id, name: target, type: attributes.value("media-type")?.lowercased() ?? "",
          properties: (attributes.value("properties") ?? "").split(separator: " "),
          fallback: attributes.value("fallback")))
    }

    private mutating func refer(_ attributes: [XMLReader.Attribute]) {
      guard references.count < EPUBPackage.mostItems, let id = attributes.value("idref") else {
        return
      }
      references.append((id, attributes.value("linear") != "no"))
    }
  }
}
