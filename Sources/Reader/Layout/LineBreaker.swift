// Breaking a run of cell units into lines: at blanks, after hyphens and dashes, between wide units,
// and anywhere when a word is longer than a line. One breaker serves text, notes and print.

public import Screen
public import Text

/// A cell unit on its way to a line.
public struct LineUnit: Hashable, Sendable {
  public var unit: CellUnit
  public var style: Style
  /// First scalar of the source it stands for; nil for what the program adds.
  public var offset: ScalarOffset?
  /// The mention number of which this is part, counted from 1.
  public var number: Int?

  public init(_ unit: CellUnit, _ style: Style, offset: ScalarOffset? = nil, number: Int? = nil) {
    self.unit = unit
    self.style = style
    self.offset = offset
    self.number = number
  }
}

/// Breaks lines.
public enum LineBreaker {
  /// The units of a styled text; runs of blanks fold into one, which keeps the count of scalars.
  public static func units(
    of text: some StringProtocol, _ style: Style = .plain, from start: ScalarOffset? = nil
  ) -> [LineUnit] {
    var result: [LineUnit] = []
    var offset = start
    for unit in CellUnits(text) {
      if unit.isBlank, let last = result.last, last.unit.isBlank {
        result[result.count - 1].unit = CellUnit(
          text: " ", width: 1, scalarCount: last.unit.scalarCount + unit.scalarCount, isBlank: true)
      } else {
        result.append(LineUnit(unit, style, offset: offset))
      }
      offset = offset?.advanced(by: unit.scalarCount)
    }
    return result
  }

  /// Lines of at most `width` columns (the first `firstWidth`). Blanks at a break vanish; a unit
  /// wider than the line is replaced by a mark, so that no line is ever too wide.
  public static func lines(_ units: [LineUnit], width: Int, firstWidth: Int? = nil) -> [[LineUnit]]
  {
    var breaker = Breaking(width: max(1, width), current: max(1, firstWidth ?? width))
    for unit in units { breaker.take(unit) }
    return breaker.finish()
  }

  private struct Breaking {
    let width: Int
    /// Columns of the line being filled.
    var current: Int
    var lines: [[LineUnit]] = []
    var line: [LineUnit] = []
    var used = 0
    /// Where in `line` the part begins that moves to the next line at a break.
    var breakAt = 0

    init(width: Int, current: Int) {
      self.width = width
      self.current = current
    }

    mutating func take(_ given: LineUnit) {
      var unit = given
      if unit.unit.width > current, !unit.unit.isBlank { unit.unit = narrowed(unit.unit) }
      if unit.unit.isBlank {
        if used + 1 > current {
          flush(upTo: line.count)
        } else if !line.isEmpty {
          append(unit)
          breakAt = line.count
        }
        return
      }
      if used + unit.unit.width > current {
        if breakAt > 0 { flush(upTo: breakAt) } else { flush(upTo: line.count) }
        if used + unit.unit.width > current { flush(upTo: line.count) }
      }
      if unit.unit.width == 2, unit.number == nil, !line.isEmpty { breakAt = line.count }
      append(unit)
      if unit.number == nil, Self.breaksAfter(unit.unit) || unit.unit.width == 2 {
        breakAt = line.count
      }
    }

    private mutating func append(_ unit: LineUnit) {
      line.append(unit)
      used += unit.unit.width
    }

    private mutating func flush(upTo end: Int) {
      guard end > 0 else { return }
      var done = Array(line[..<end])
      while let last = done.last, last.unit.isBlank { done.removeLast() }
      lines.append(done)
      line = Array(line[end...])
      used = line.reduce(0) { $0 + $1.unit.width }
      breakAt = 0
      current = width
    }

    mutating func finish() -> [[LineUnit]] {
      while let last = line.last, last.unit.isBlank { line.removeLast() }
      if !line.isEmpty || lines.isEmpty { lines.append(line) }
      return lines
    }

    /// What stands for a unit that no line can hold: a spelled-out control or a wide sign in a
    /// column of one.
    private func narrowed(_ unit: CellUnit) -> CellUnit {
      CellUnit(text: "\u{FFFD}", width: 1, scalarCount: unit.scalarCount)
    }

    private static func breaksAfter(_ unit: CellUnit) -> Bool {
      switch unit.text {
      case "-", "\u{2010}", "–", "—": true
      default: false
      }
    }
  }
}
