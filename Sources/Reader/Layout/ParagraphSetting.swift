// How a paragraph is set: what stands before its lines, which of its line ends are seen, its look.
// Nothing of it is part of the text. The screen and paper are set by the same rules.

public import Documents
public import Screen
import Text

/// The setting of one paragraph for a width.
public struct ParagraphSetting: Hashable, Sendable {
  /// What becomes of line ends and blanks.
  public enum Lines: Hashable, Sendable {
    /// A line end is a blank, and blanks are one.
    case folded
    /// A line end ends the line; blanks are one.
    case kept
    /// Every sign keeps its column.
    case code
  }

  /// Which line of the paragraph begins.
  public enum Beginning: Hashable, Sendable {
    case paragraph
    /// A later line of the text itself.
    case line
    /// The rest of a line that was too long.
    case rest
  }

  /// The look of words that nothing else sets apart.
  public private(set) var style = Style.plain
  public let lines: Lines
  /// Columns of the whole, what stands before the lines included.
  public let columns: Int
  private var beforeParagraph: [LineUnit] = []
  private var beforeLine: [LineUnit] = []
  private var beforeRest: [LineUnit] = []

  /// The setting of a paragraph of a document. What stands before the lines takes at most a third of
  /// `columns`; with `isBare` nothing does.
  public init(
    of paragraph: Int, in document: Document, columns: Int, isBare: Bool = false
  ) {
    self.columns = max(1, columns)
    let kind =
      document.paragraphs.indices.contains(paragraph)
      ? document.paragraphs[paragraph].kind : .text
    lines =
      kind == .code ? .code : document.keepsLines(of: paragraph) ? .kept : .folded
    let form = document.form(of: paragraph)
    style = Self.style(of: kind, form)
    guard !isBare, kind != .text || form != ParagraphForm() else { return }
    indent(kind, form)
  }

  /// What stands before a line.
  public func before(_ beginning: Beginning) -> [LineUnit] {
    switch beginning {
    case .paragraph: beforeParagraph
    case .line: beforeLine
    case .rest: beforeRest
    }
  }

  /// Columns that are left for the words of a line.
  public func room(_ beginning: Beginning) -> Int {
    max(1, columns - before(beginning).reduce(0) { $0 + $1.unit.width })
  }

  private static func style(of kind: ParagraphKind, _ form: ParagraphForm) -> Style {
    switch kind {
    case .heading: form.depth <= 1 ? .headingMain : form.depth == 2 ? .heading : .headingMinor
    case .code: .codeLine
    case .caption, .footnote: .faint
    case .text, .quotation, .listItem, .tableRow: .plain
    }
  }

  private mutating func indent(_ kind: ParagraphKind, _ form: ParagraphForm) {
    let most = columns / 3
    let depth = max(0, min(form.depth, most))
    let wished = min(
      most / 2, Self.marker(form.marker, columns: most).reduce(0) { $0 + $1.unit.width })
    var start: [LineUnit] = []
    var steps = depth
    switch kind {
    case .heading: steps = 0
    case .quotation:
      steps = 0
      let bars = min(max(1, depth), (most - wished) / 2)
      start = LineBreaker.units(of: String(repeating: "│ ", count: bars), .rule)
    case .listItem: steps = form.marker.isEmpty ? depth : max(0, depth - 1)
    case .code: steps = depth + 1
    case .text, .tableRow, .caption, .footnote: break
    }
    let used = start.reduce(0) { $0 + $1.unit.width }
    let marker = Self.marker(form.marker, columns: most - used)
    let markerColumns = marker.reduce(0) { $0 + $1.unit.width }
    // Held together: a blank at the beginning of a line would vanish.
    let blanks = Self.blanks(max(0, min(steps * 2, most - markerColumns - used)))
    start = Self.unbroken(start) + blanks
    let rest = start + Self.blanks(min(markerColumns, max(0, most - used - blanks.count)))
    beforeParagraph = start + marker
    beforeLine = rest
    switch kind {
    case .code:
      let sign = columns >= 6 ? LineBreaker.units(of: "↳", .faint) + Self.blanks(1) : []
      beforeRest = rest + sign
    case .tableRow: beforeRest = rest + Self.blanks(most >= rest.count + 2 ? 2 : 0)
    default: beforeRest = rest
    }
  }

  /// The marker with the blank after it, cut where there is no room; nothing on the narrowest lines.
  private static func marker(_ text: String, columns: Int) -> [LineUnit] {
    guard !text.isEmpty, columns >= 2 else { return [] }
    return unbroken(LineBreaker.units(of: fitted(text.madeVisible, columns: columns - 1)))
      + blanks(1)
  }

  private static func unbroken(_ units: [LineUnit]) -> [LineUnit] {
    units.map { unit in
      unit.unit.isBlank
        ? LineUnit(CellUnit(text: " ", width: 1, scalarCount: 0), unit.style)
        : LineUnit(
          CellUnit(text: unit.unit.text, width: unit.unit.width, scalarCount: 0), unit.style)
    }
  }

  static func blanks(_ count: Int) -> [LineUnit] {
    Array(
      repeating: LineUnit(CellUnit(text: " ", width: 1, scalarCount: 0), .plain),
      count: max(0, count))
  }
}

extension ParagraphSetting {
  /// A line broken to the width, without what stands before its rows. The first row begins as said,
  /// the others with the rest of the line.
  public func rows(of line: [LineUnit], _ beginning: Beginning) -> [ArraySlice<LineUnit>] {
    let (first, rest) = (room(beginning), room(.rest))
    guard lines == .code else {
      return LineBreaker.lines(line, width: rest, firstWidth: first)
    }
    return LineBreaker.pieces(line, width: rest, firstWidth: first)
  }
}
