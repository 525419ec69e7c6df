// Lines for print, from the reader's own line breaker, given as they fill, so that a paragraph of any
// size needs the memory of a stretch.

import Reader
import Screen
import Text

/// Takes styled text piece by piece and gives lines of at most `width` cells.
struct LineWrapper {
  /// Units gathered before lines are given.
  private static let stretch = 16_384

  private let width: Int
  private let emit: ([Run]) -> Void
  private var units: [LineUnit] = []

  init(width: Int, emit: @escaping ([Run]) -> Void) {
    self.width = max(1, width)
    self.emit = emit
  }

  mutating func add(_ text: some StringProtocol, _ style: Style = .plain) {
    for unit in LineBreaker.units(of: text, style) {
      // Blanks fold across the pieces, too.
      if unit.unit.isBlank, units.last?.unit.isBlank == true { continue }
      units.append(unit)
    }
    if units.count > Self.stretch { give(keepingLast: true) }
  }

  /// Gives what is left.
  mutating func finish() {
    give(keepingLast: false)
    units = []
  }

  private mutating func give(keepingLast: Bool) {
    guard units.contains(where: { !$0.unit.isBlank }) else { return }
    var lines = LineBreaker.lines(units, width: width)
    units = keepingLast ? lines.popLast().map(Array.init) ?? [] : []
    for line in lines { emit(Self.runs(line)) }
  }

  private static func runs(_ line: ArraySlice<LineUnit>) -> [Run] {
    var runs: [Run] = []
    for unit in line {
      if runs.last?.style == unit.style {
        runs[runs.count - 1].text += unit.unit.text
      } else {
        runs.append(Run(unit.unit.text, unit.style))
      }
    }
    return runs
  }

  /// Short texts in one go.
  static func lines(_ runs: [Run], width: Int) -> [[Run]] {
    final class Lines { var all: [[Run]] = [] }
    let lines = Lines()
    var wrapper = LineWrapper(width: width) { lines.all.append($0) }
    for run in runs { wrapper.add(run.text, run.style) }
    wrapper.finish()
    return lines.all
  }
}

extension [Run] {
  /// The cells that the runs take.
  var cells: Int { reduce(0) { $0 + CellWidth.of($1.text) } }
}
