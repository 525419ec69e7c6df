// Breaking a run of cell units into lines: at blanks, after hyphens and dashes, between wide units,
// and anywhere when a word is longer than a line. One breaker serves text, notes and print.

public import Screen
public import Text

/// A cell unit on its way to a line.
public struct LineUnit: Hashable, Sendable {
  public var unit: CellUnit
  public var style: Style
  // Without the flags and gaps of optionals: a page has thousands of these.
  private var place: Int
  private var mention: Int32

  public init(_ unit: CellUnit, _ style: Style, offset: ScalarOffset? = nil, number: Int? = nil) {
    self.unit = unit
    self.style = style
    place = offset?.value ?? -1
    mention = Int32(clamping: number ?? 0)
  }

  /// First scalar of the source it stands for; nil for what the program adds.
  public var offset: ScalarOffset? {
    get { place < 0 ? nil : ScalarOffset(place) }
    set { place = newValue?.value ?? -1 }
  }
  /// The mention number of which this is part, counted from 1.
  public var number: Int? {
    get { mention == 0 ? nil : Int(mention) }
    set { mention = Int32(clamping: newValue ?? 0) }
  }
}

/// Breaks lines.
public enum LineBreaker {
  /// The units of a styled text; runs of blanks fold into one, which keeps the count of scalars.
  public static func units(
    of text: some StringProtocol, _ style: Style = .plain, from start: ScalarOffset? = nil
  ) -> [LineUnit] {
    var result: [LineUnit] = []
    result.reserveCapacity(text.utf8.count)
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
  public static func lines(_ units: [LineUnit], width: Int, firstWidth: Int? = nil)
    -> [ArraySlice<LineUnit>]
  {
    let width = max(1, width)
    let first = max(1, firstWidth ?? width)
    let narrowest = min(width, first)
    var fitting = units
    for index in fitting.indices where fitting[index].unit.width > narrowest {
      // A spelled-out control or a wide sign in a column of one.
      fitting[index].unit = CellUnit(
        text: "\u{FFFD}", width: 1, scalarCount: fitting[index].unit.scalarCount)
    }
    var breaking = Breaking(width: width, current: first)
    fitting.withUnsafeBufferPointer { breaking.run($0) }
    return breaking.lines.map { fitting[$0.start..<$0.end] }
  }

  /// One pass that finds where lines begin and end.
  private struct Breaking {
    let width: Int
    /// Columns of the line being filled.
    var current: Int
    var lines: [(start: Int, end: Int)] = []
    private var start = 0
    private var used = 0
    /// The last place where the line may end: its end, where the next begins, columns before that.
    private var possible: (end: Int, next: Int, used: Int)?

    init(width: Int, current: Int) {
      self.width = width
      self.current = current
    }

    mutating func run(_ units: UnsafeBufferPointer<LineUnit>) {
      for index in units.indices {
        let width = units[index].unit.width
        if units[index].unit.isBlank {
          takeBlank(at: index, units)
          continue
        }
        while used > 0, used + width > current { breakLine(before: index, units) }
        // Numbers stay with the word before them.
        let isWide = width == 2 && units[index].number == nil
        if isWide, index > start { possible = (index, index, used) }
        used += width
        if isWide || (units[index].number == nil && Self.breaksAfter(units[index].unit)) {
          possible = (index + 1, index + 1, used)
        }
      }
      emit(units.count, units)
      if lines.count > 1, let last = lines.last, last.start == last.end { lines.removeLast() }
    }

    private mutating func takeBlank(at index: Int, _ units: UnsafeBufferPointer<LineUnit>) {
      if index == start {
        start = index + 1
      } else if used + 1 > current {
        emit(index, units)
        begin(at: index + 1)
      } else {
        used += 1
        possible = (index, index + 1, used)
      }
    }

    private mutating func breakLine(
      before index: Int, _ units: UnsafeBufferPointer<LineUnit>
    ) {
      if let place = possible, place.end > start {
        let rest = used - place.used
        emit(place.end, units)
        begin(at: place.next)
        used = rest
      } else {
        emit(index, units)
        begin(at: index)
      }
    }

    private mutating func begin(at index: Int) {
      start = index
      used = 0
      possible = nil
      current = width
    }

    private mutating func emit(_ end: Int, _ units: UnsafeBufferPointer<LineUnit>) {
      var end = max(start, end)
      while end > start, units[end - 1].unit.isBlank { end -= 1 }
      lines.append((start, end))
    }

    private static func breaksAfter(_ unit: CellUnit) -> Bool {
      // By scalar: comparing strings that are not ASCII costs more than all the rest of the pass.
      switch unit.text.unicodeScalars.first {
      case "-", "\u{2010}", "\u{2013}", "\u{2014}": true
      default: false
      }
    }
  }
}
