// The words of a stretch of text as units that are ready to be broken into rows: its own line ends
// taken, tabs set, what the text emphasises and where its links stand looked up.

public import Documents
import Screen
public import Text

/// A line of the text itself: all of a piece where line ends are folded.
public struct SetLine: Hashable, Sendable {
  public var units: [LineUnit]
  /// The stretch it stands for, its line end included.
  public var range: ScalarRange
}

extension ParagraphSetting {
  /// Columns from one tab stop to the next.
  private static let tab = 8

  /// The lines of a piece, in the looks that the text itself asks for.
  public func setLines(of piece: Piece, in document: Document) -> [SetLine] {
    let text = document.text(in: piece.bytes)
    var result: [SetLine] = []
    if lines == .folded {
      let units = LineBreaker.units(of: text, style, from: piece.range.start)
      result = [SetLine(units: units, range: piece.range)]
    } else {
      var start = piece.range.start
      for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
        let end = start.advanced(by: line.count)
        let next = min(end.advanced(by: 1), piece.range.end)
        let words = String(line)
        let units =
          lines == .code
          ? Self.columnUnits(of: words, style, from: start)
          : LineBreaker.units(of: words, style, from: start)
        result.append(SetLine(units: units, range: ScalarRange(start, max(start, next))))
        start = end.advanced(by: 1)
      }
      // Where a long paragraph is cut at a line end, the next piece begins with it.
      if result.count > 1, result[0].units.isEmpty {
        result.removeFirst()
        result[0].range = ScalarRange(piece.range.start, result[0].range.end)
      }
    }
    let emphasis = document.emphasis(in: piece.range)
    let links = document.links(in: piece.range)
    guard !emphasis.isEmpty || !links.isEmpty else { return result }
    for index in result.indices {
      look(&result[index].units, emphasis)
      Self.link(&result[index].units, links)
    }
    return result
  }

  /// Units of a line of code: no blank folds, and tabs go to their stops.
  private static func columnUnits(
    of line: String, _ style: Style, from start: ScalarOffset
  ) -> [LineUnit] {
    var result: [LineUnit] = []
    var column = 0
    var offset = start
    for part in line.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false) {
      if offset != start {
        let width = tab - column % tab
        let blank = CellUnit(text: " ", width: 1, scalarCount: 1)
        result.append(LineUnit(blank, style, offset: offset.advanced(by: -1)))
        result += ParagraphSetting.blanks(width - 1)
        column += width
      }
      for unit in CellUnits(String(part)) {
        var unit = unit
        if unit.isBlank {
          unit = CellUnit(text: unit.text, width: unit.width, scalarCount: unit.scalarCount)
        }
        result.append(LineUnit(unit, style, offset: offset))
        column += unit.width
        offset = offset.advanced(by: unit.scalarCount)
      }
      offset = offset.advanced(by: 1)
    }
    return result
  }

  private func look(_ units: inout [LineUnit], _ runs: ArraySlice<EmphasisRun>) {
    var rest = runs
    for index in units.indices {
      guard let offset = units[index].offset else { continue }
      while let run = rest.first, run.range.end <= offset { rest = rest.dropFirst() }
      guard let run = rest.first else { return }
      if run.range.contains(offset) { units[index].style = emphasised(run.emphasis) }
    }
  }

  private func emphasised(_ emphasis: Emphasis) -> Style {
    if lines == .code { return style }
    if emphasis.contains(.code) { return .code }
    // A heading is strong already.
    switch style {
    case .heading, .headingMain, .headingMinor: return style
    default: break
    }
    if emphasis.contains(.strong) {
      return emphasis.contains(.emphasised) ? .strongEmphasis : .strong
    }
    if emphasis.contains(.emphasised) { return .emphasis }
    return emphasis.contains(.struck)
      ? .struck : emphasis.contains(.underlined) ? .underlined : style
  }

  private static func link(_ units: inout [LineUnit], _ links: ArraySlice<TextLink>) {
    var rest = links
    for index in units.indices {
      guard let offset = units[index].offset else { continue }
      while let link = rest.first, link.range.end <= offset { rest = rest.dropFirst() }
      guard let link = rest.first else { return }
      if link.range.contains(offset) { units[index].style = .textLink }
    }
  }
}

extension LineBreaker {
  /// A line cut wherever it is full, no blank lost: for code.
  static func pieces(_ units: [LineUnit], width: Int, firstWidth: Int) -> [ArraySlice<LineUnit>] {
    var fitting = units
    var rows: [ArraySlice<LineUnit>] = []
    let narrowest = max(1, min(width, firstWidth))
    for index in fitting.indices where fitting[index].unit.width > narrowest {
      fitting[index].unit = CellUnit(
        text: "\u{FFFD}", width: 1, scalarCount: fitting[index].unit.scalarCount)
    }
    var start = 0
    var used = 0
    var room = max(1, firstWidth)
    for index in fitting.indices {
      let unit = fitting[index]
      // The number of a note stays with the word before it.
      if used > 0, used + unit.unit.width > room {
        rows.append(fitting[start..<index])
        (start, used, room) = (index, 0, max(1, width))
      }
      used += unit.unit.width
    }
    rows.append(fitting[start...])
    return rows
  }
}
