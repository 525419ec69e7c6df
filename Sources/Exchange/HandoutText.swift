// A sheet as plain text, 80 columns wide: the text in one column, the notes in the other.

import Text

extension Handout {
  /// Cells of a line of the plain sheet.
  public static let plainWidth = 80

  /// The sheet in lines of at most `plainWidth` cells, but for single signs that are wider.
  public func plainText() -> String {
    let blocks = HandoutOutline(
      self, blank: String(repeating: "_", count: 24), gap: "\u{A0}"
    ).blocks
    var page = PlainPage(hasColumn: blocks.contains { $0.isBeside })
    for block in blocks { page.add(block) }
    return page.out
  }
}

extension OutlineBlock {
  fileprivate var isBeside: Bool {
    if case .row(_, let beside) = self { !beside.isEmpty } else { false }
  }
  fileprivate var isItem: Bool { if case .item = self { true } else { false } }
}

/// Writes blocks as lines.
private struct PlainPage {
  static let textWidth = 46
  static let gap = " │ "
  static let sideWidth = Handout.plainWidth - textWidth - 3

  let hasColumn: Bool
  private(set) var out = ""
  private var wasItem = false

  init(hasColumn: Bool) { self.hasColumn = hasColumn }

  mutating func add(_ block: OutlineBlock) {
    if !out.isEmpty, !(wasItem && block.isItem) { out += "\n" }
    wasItem = block.isItem
    switch block {
    case .heading(let level, let spans): heading(level, spans)
    case .paragraph(let spans): put(Self.words(spans))
    case .item(let marker, let depth, let spans):
      let indent = String(repeating: "  ", count: depth)
      put(Self.words(spans), first: indent + Self.sign(marker) + " ")
    case .quotation(let spans): put(Self.words(spans), first: "  ")
    case .code(let lines): for line in lines { out += "    " + line.madeVisible + "\n" }
    case .lines(let count):
      let rule = String(repeating: "_", count: Handout.plainWidth - 8)
      out += Array(repeating: rule + "\n", count: count).joined(separator: "\n")
    case .row(let text, let beside): row(Self.words(text), beside.map { Self.words($0) })
    }
  }

  private mutating func heading(_ level: Int, _ spans: [OutlineSpan]) {
    let lines = TextColumn.lines(of: Self.words(spans), width: Handout.plainWidth)
    for line in lines { out += line.text + "\n" }
    guard level <= 2, let widest = lines.map(\.width).max() else { return }
    out += String(repeating: level == 1 ? "=" : "-", count: widest) + "\n"
  }

  /// A block of its own; further lines stand under the first one's words.
  private mutating func put(_ words: String, first: String = "") {
    let indent = CellWidth.of(first)
    let lines = TextColumn.lines(of: words, width: max(8, Handout.plainWidth - indent))
    let hanging = String(repeating: " ", count: indent)
    if lines.isEmpty { out += first.trimmedEnd + "\n" }
    for (index, line) in lines.enumerated() {
      out += (index == 0 ? first : hanging) + line.text + "\n"
    }
  }

  private mutating func row(_ text: String, _ beside: [String]) {
    let left = TextColumn.lines(
      of: text, width: hasColumn ? Self.textWidth : Handout.plainWidth - 8)
    guard hasColumn else {
      for line in left { out += line.text + "\n" }
      return
    }
    let right = beside.flatMap { entry -> [TextColumn.Line] in
      let lines = TextColumn.lines(of: entry, width: Self.sideWidth, hanging: 2)
      return lines.enumerated().map { index, line in
        index == 0
          ? line : TextColumn.Line(text: "  " + line.text, width: line.width + 2)
      }
    }
    for index in 0..<max(left.count, right.count) {
      let line = index < left.count ? left[index] : TextColumn.Line(text: "", width: 0)
      out += line.text
      if index < right.count {
        out += String(repeating: " ", count: max(0, Self.textWidth - line.width))
        out += Self.gap + right[index].text
      }
      out += "\n"
    }
  }

  private static func sign(_ marker: OutlineMarker) -> String {
    switch marker {
    case .dash: "-"
    case .arrow: "->"
    case .ours(let sign): sign
    // A list's number is short; what is not must not fill the line.
    case .words(let words):
      String(String.UnicodeScalarView(words.madeVisible.unicodeScalars.prefix(12)))
    }
  }

  /// Emphasis is left out: the words say enough.
  private static func words(_ spans: [OutlineSpan]) -> String {
    spans.map { span in
      switch span {
      case .words(let words), .strong(let words), .ours(let words): words
      case .link(let words, let address): words == address ? words : "\(words) (\(address))"
      }
    }.joined()
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var scalars = Substring(self).unicodeScalars
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}

/// Words broken into lines of a column.
enum TextColumn {
  struct Line: Hashable, Sendable {
    var text: String
    /// In cells.
    var width: Int
  }

  /// Lines of at most `width` cells, less `hanging` from the second on. A word that is longer is cut;
  /// runs of blanks are one.
  static func lines(of text: String, width full: Int, hanging: Int = 0) -> [Line] {
    var width = full
    var lines: [Line] = []
    var line = Line(text: "", width: 0)
    var word = Line(text: "", width: 0)
    var hasGap = false
    func flush() {
      if line.width > 0 {
        lines.append(line)
        width = full - hanging
      }
      line = Line(text: "", width: 0)
    }
    func place() {
      guard word.width > 0 else { return }
      let gap = hasGap && line.width > 0 ? 1 : 0
      if line.width + gap + word.width > width { flush() }
      if line.width > 0, gap == 1 {
        line.text += " "
        line.width += 1
      }
      line.text += word.text
      line.width += word.width
      word = Line(text: "", width: 0)
      hasGap = false
    }
    for unit in CellUnits(text) {
      if unit.isBlank {
        place()
        hasGap = true
        continue
      }
      if word.width > 0, word.width + unit.width > width {
        place()
        flush()
      }
      word.text += unit.text
      word.width += unit.width
    }
    place()
    flush()
    return lines
  }
}
