// One chapter of a book through the reader of web pages: whole, into a document that is being made.

internal import Text

enum ChapterReading {
  /// What there is to say of a chapter beside its text.
  struct Report {
    var encoding: String
    /// Elements were left out: there were too many, or they were nested too deep.
    var isBounded: Bool
  }

  /// Appends the blocks of a chapter to `builder`. Its anchors are named `PART#ID`, and links to other
  /// parts lead to such names.
  static func read(
    _ bytes: [UInt8], part: String, language: String?, into builder: inout DocumentBuilder
  ) -> Report {
    let charset = HTMLCharset.of(bytes, transport: XMLEncoding.label(bytes))
    var (text, places) = HTMLText.decoded(bytes, charset, isComplete: true)
    let written = EmptyElements(text)
    text = []
    places.part = part
    places.written = written
    places.setQuotes(language: language)
    let bounded = HTMLBounds(written.bytes)
    let tree = HTMLTree(bounded.shortened, page: written.bytes)
    let report = Report(
      encoding: HTMLText.shown(charset.name), isBounded: bounded.isCut || bounded.isFlattened)
    guard !tree.nodes.isEmpty else { return report }
    var walk = HTMLWalk(
      tree: tree, facts: HTMLFacts(tree, part: part), links: HTMLLinks(part: part), place: places,
      dropped: Array(repeating: false, count: tree.nodes.count))
    swap(&walk.builder, &builder)
    walk.run(0)
    swap(&walk.builder, &builder)
    return report
  }
}
