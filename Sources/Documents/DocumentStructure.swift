// What a format tells of a text beyond its paragraphs: outline, links, emphasis, how a paragraph is
// set, and the way back from each paragraph to its place in the file.

public import Text

/// A line of a text's outline.
public struct OutlineEntry: Hashable, Sendable {
  /// 1 for the outermost.
  public var level: Int
  public var title: String
  /// Where it leads, counted from 0.
  public var paragraph: Int
  public init(level: Int, title: String, paragraph: Int) {
    self.level = level
    self.title = title
    self.paragraph = paragraph
  }
}

/// Where a link of a text leads.
public enum LinkTarget: Hashable, Sendable {
  /// As written, or made whole by the address that the text was fetched from.
  case address(String)
  /// Another file, relative to the folder of this one; percent signs are resolved.
  case file(path: String, fragment: String?)
  /// A paragraph of this text, counted from 0.
  case paragraph(Int)
  /// The paragraph that is the footnote, counted from 0.
  case footnote(Int)
}

/// Words of the text that lead somewhere.
public struct TextLink: Hashable, Sendable {
  public var range: ScalarRange
  public var target: LinkTarget
  public init(range: ScalarRange, target: LinkTarget) {
    self.range = range
    self.target = target
  }
}

/// How words are set apart by the text itself.
public struct Emphasis: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let strong = Emphasis(rawValue: 1)
  public static let emphasised = Emphasis(rawValue: 2)
  public static let code = Emphasis(rawValue: 4)
  public static let struck = Emphasis(rawValue: 8)
  public static let underlined = Emphasis(rawValue: 16)
}

/// A stretch of one emphasis.
public struct EmphasisRun: Hashable, Sendable {
  public var range: ScalarRange
  public var emphasis: Emphasis
  public init(range: ScalarRange, emphasis: Emphasis) {
    self.range = range
    self.emphasis = emphasis
  }
}

/// How a paragraph is set. Nothing of it is part of the text.
public struct ParagraphForm: Hashable, Sendable {
  /// Of a heading 1 to 6; else lists and quotations around it.
  public var depth: Int
  /// What stands before the first line: `-`, `3.`, `[x]`; empty where nothing does.
  public var marker: String
  /// No blank row parts it from the paragraph before: rows of one table, items of one list.
  public var isTight: Bool
  public init(depth: Int = 0, marker: String = "", isTight: Bool = false) {
    self.depth = depth
    self.marker = marker
    self.isTight = isTight
  }
}

/// The way back: where in the file a paragraph stands.
public struct SourcePlace: Hashable, Sendable {
  /// The part of a compound file: a chapter's name in an EPUB, a page of a PDF (`page 3`).
  public var part: String?
  /// Bytes of the file, or of the part once unpacked.
  public var bytes: ByteRange
  public init(part: String? = nil, bytes: ByteRange) {
    self.part = part
    self.bytes = bytes
  }
}

/// What stands around the paragraphs of a text.
public struct DocumentStructure: Hashable, Sendable {
  public var outline: [OutlineEntry] = []
  /// In reading order, not overlapping.
  public var links: [TextLink] = []
  /// In reading order, not overlapping.
  public var emphasis: [EmphasisRun] = []
  /// By paragraph, counted from 0; those that are set plainly are left out.
  public var forms: [Int: ParagraphForm] = [:]
  /// One for each paragraph; empty where `sourceShift` tells all.
  public var origins: [SourcePlace] = []
  /// For plain text whose bytes stand in the file as they are: what comes before them there, in
  /// bytes (the byte-order mark).
  public var sourceShift: Int?
  /// Where names inside the text lead, as links write them (`#name`, without the sign).
  public var anchors: [String: Int] = [:]

  public init() {}
}

extension Document {
  /// Where a paragraph stands in the file; nil where that is not known.
  public func origin(of paragraph: Int) -> SourcePlace? {
    guard paragraphs.indices.contains(paragraph) else { return nil }
    if structure.origins.indices.contains(paragraph) { return structure.origins[paragraph] }
    guard let shift = structure.sourceShift else { return nil }
    let bytes = paragraphs[paragraph].bytes
    return SourcePlace(bytes: bytes.shifted(by: shift))
  }

  /// How a paragraph is set.
  public func form(of paragraph: Int) -> ParagraphForm {
    structure.forms[paragraph] ?? ParagraphForm()
  }

  /// Whether a line end inside a paragraph is one that a reader sees: in code, and wherever a format
  /// marks its paragraphs itself. In plain text it is a blank.
  public func keepsLines(of paragraph: Int) -> Bool {
    guard paragraphs.indices.contains(paragraph) else { return false }
    return format != .plain || paragraphs[paragraph].kind == .code
  }

  /// The links of a stretch of text.
  public func links(in range: ScalarRange) -> ArraySlice<TextLink> {
    Self.overlapping(structure.links, range, \.range)
  }

  /// The emphasis of a stretch of text.
  public func emphasis(in range: ScalarRange) -> ArraySlice<EmphasisRun> {
    Self.overlapping(structure.emphasis, range, \.range)
  }

  private static func overlapping<Item>(
    _ items: [Item], _ range: ScalarRange, _ rangeOf: (Item) -> ScalarRange
  ) -> ArraySlice<Item> {
    var low = 0
    var high = items.count
    while low < high {
      let middle = (low + high) / 2
      if rangeOf(items[middle]).end <= range.start { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < items.count, rangeOf(items[end]).start < range.end { end += 1 }
    return items[low..<end]
  }
}
