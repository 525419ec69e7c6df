// What the text says of itself: its outline with the notes of each section, and the page about its
// title, format and place.

public import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  /// Lines of an outline that a list holds, and paragraphs looked through to count their notes.
  private static let mostLines = 20_000
  private static let mostCounted = 400_000

  /// The outline of a text that has one, else nil.
  func sectionList() -> ListView? {
    let outline = document.structure.outline
    guard !outline.isEmpty else { return nil }
    let here = outline.lastIndex { $0.paragraph <= focus } ?? 0
    let first = max(0, min(here - Self.mostLines / 2, outline.count - Self.mostLines))
    let shown = outline[first...].prefix(Self.mostLines)
    let ends = Self.ends(of: outline, paragraphs: document.paragraphs.count)
    let noted = links.keys.sorted()
    var budget = Self.mostCounted
    let items = shown.enumerated().map { index, entry -> ListItem in
      let section = entry.paragraph..<max(entry.paragraph, ends[first + index])
      let count = noteCount(in: section, noted, &budget)
      let detail = count == 0 ? "" : count == 1 ? "1 note" : "\(count) notes"
      let indent = String(repeating: "  ", count: max(0, min(12, entry.level - 1)))
      return ListItem(indent + entry.title, detail: detail, target: .paragraph(entry.paragraph))
    }
    let isPart = items.count < outline.count
    let title = isPart ? "Outline · lines \(first + 1) to \(first + items.count)" : "Outline"
    var view = ListView(.outline, title: title, items: items)
    view.selected = max(0, min(here - first, items.count - 1))
    return view
  }

  /// Where each section ends: before the next line of its level or above.
  private static func ends(of outline: [OutlineEntry], paragraphs: Int) -> [Int] {
    var ends = [Int](repeating: paragraphs, count: outline.count)
    var open: [Int] = []
    for (index, entry) in outline.enumerated() {
      while let last = open.last, outline[last].level >= entry.level {
        ends[last] = entry.paragraph
        open.removeLast()
      }
      open.append(index)
    }
    return ends
  }

  /// Different notes in a section; what the budget does not cover is not counted.
  private func noteCount(in section: Range<Int>, _ noted: [Int], _ budget: inout Int) -> Int {
    var low = 0
    var high = noted.count
    while low < high {
      let middle = (low + high) / 2
      if noted[middle] < section.lowerBound { low = middle + 1 } else { high = middle }
    }
    var seen: Set<NoteID> = []
    while low < noted.count, noted[low] < section.upperBound, budget > 0 {
      for link in shownLinks(of: noted[low]) { seen.insert(link.note) }
      budget -= 1
      low += 1
    }
    return seen.count
  }

  // MARK: - About the text

  /// Title, author, format and the place in the file, a line each.
  func infoList() -> ListView {
    var facts: [(String, String?)] = [
      ("Title", document.title), ("Author", document.author), ("Date", document.date),
      ("Language", document.language), ("Address", document.address),
      ("File", settings.documentPath ?? name), ("Format", formatFact),
    ]
    if document.format == .plain { facts.append(("Paragraphs", ruleFact)) }
    facts += [("Encoding", encodingFact), ("Length", lengthFact), ("Here", placeFact)]
    facts += document.remarks.map { ("Remark", $0) }
    let room = max(12, plan.body(of: size).columns - 16)
    var items: [ListItem] = []
    for case (let label, let value?) in facts where !value.isEmpty {
      let lines = StyledLine.wrap([StyledRun(value.madeVisible)], width: room)
      for (index, line) in lines.prefix(8).enumerated() {
        let lead = index == 0 ? label : ""
        items.append(
          ListItem(lead + String(repeating: " ", count: 12 - lead.count) + line.text))
      }
    }
    return ListView(.info, title: "About this text", items: items)
  }

  private var formatFact: String {
    document.format.rawValue
      + (settings.wishes.format == nil ? ", as recognised" : ", as wished")
      + (document.format == .html && settings.wishes.isWhole ? ", all of the page" : "")
  }

  private var ruleFact: String? {
    document.rule.map { rule in
      rule.words + (settings.wishes.rule != nil ? ", as wished" : ", as guessed")
    }
  }

  private var encodingFact: String {
    let isGuessed = settings.wishes.encoding == nil && !document.encoding.hasPrefix("UTF")
    return document.encoding + (isGuessed ? ", as guessed" : "")
  }

  private var lengthFact: String {
    var parts: [String] = []
    if document.window != nil {
      if let counted {
        parts.append("\(counted.paragraphs)\(counted.isDone ? "" : "+") paragraphs")
        parts.append("\(counted.scalars)\(counted.isDone ? "" : "+") characters")
      }
    } else {
      let more = document.isComplete ? "" : "+"
      parts.append("\(document.paragraphs.count)\(more) paragraphs")
      parts.append("\(document.scalarCount)\(more) characters")
    }
    if let bytes = document.sourceBytes { parts.append("\(bytes) bytes in the file") }
    return parts.joined(separator: ", ")
  }

  /// `¶ 5, chapter3.xhtml, bytes 120-480`; of a PDF the page.
  private var placeFact: String? {
    guard document.paragraphs.indices.contains(focus) else { return nil }
    var parts = [ordinal(of: focus).map { "¶ \($0 + 1)" } ?? "¶ ?"]
    if let origin = document.origin(of: focus) {
      if let part = origin.part { parts.append(part) }
      if document.format != .pdf, !origin.bytes.isEmpty {
        parts.append("bytes \(origin.bytes.start.value)-\(origin.bytes.end.value)")
      }
    }
    return parts.joined(separator: ", ")
  }

  /// The page of a place, where the file has pages.
  func page(of paragraph: Int) -> String? {
    document.format == .pdf ? document.origin(of: paragraph)?.part : nil
  }
}

extension ParagraphRule {
  /// The rule in words.
  public var words: String {
    switch self {
    case .blank: "parted by blank lines"
    case .indent: "begun by indented lines"
    case .wrapped: "hard-wrapped lines joined"
    case .line: "a line each"
    }
  }
}

extension Document {
  /// What is to be said at the start: remarks, and a rule that is not the plain one.
  func openingRemarks(_ wishes: OpeningWishes) -> [String] {
    guard let rule, rule != .blank, wishes.rule == nil else { return remarks }
    return remarks + ["paragraphs: \(rule.words) · :paragraphs changes it"]
  }
}
