// Breaks running text into lines of cells for print. It takes text piece by piece and gives lines as
// they fill, so that a paragraph of any size needs the memory of one line.

import Screen
import Text

/// Fills lines with cell units: breaks at blanks, folds runs of blanks into one, cuts a word only
/// when it is longer than a line.
struct LineWrapper {
  private struct Placed {
    let unit: CellUnit
    let style: Style
  }

  private let width: Int
  private let emit: ([Run]) -> Void
  private var line: [Placed] = []
  private var cells = 0
  /// The last blank of the line, where it may be broken.
  private var blank: Int?
  private(set) var lineCount = 0

  /// Lines of at most `width` cells; a unit wider than that has a line of its own.
  init(width: Int, emit: @escaping ([Run]) -> Void) {
    self.width = max(1, width)
    self.emit = emit
  }

  mutating func add(_ text: some StringProtocol, _ style: Style = .plain) {
    for unit in CellUnits(text) { add(unit, style) }
  }

  /// Gives the last line, if there is any text in it.
  mutating func finish() {
    dropBlankAtEnd()
    if !line.isEmpty { give(line[...]) }
    line = []
    cells = 0
    blank = nil
  }

  private mutating func add(_ unit: CellUnit, _ style: Style) {
    if unit.isBlank {
      if line.isEmpty || line.last?.unit.isBlank == true { return }
      if cells + unit.width > width {
        finish()
        return
      }
      blank = line.count
    } else if cells + unit.width > width, !line.isEmpty {
      breakLine()
    }
    line.append(Placed(unit: unit, style: style))
    cells += unit.width
  }

  /// Ends the line at its last blank, or right here when a single word fills it.
  private mutating func breakLine() {
    guard let place = blank, place > 0 else {
      finish()
      return
    }
    give(line[..<place])
    line = Array(line[(place + 1)...])
    cells = line.reduce(0) { $0 + $1.unit.width }
    blank = nil
  }

  private mutating func dropBlankAtEnd() {
    while line.last?.unit.isBlank == true { line.removeLast() }
  }

  private mutating func give(_ units: ArraySlice<Placed>) {
    var runs: [Run] = []
    for placed in units {
      if runs.last?.style == placed.style {
        runs[runs.count - 1].text += placed.unit.text
      } else {
        runs.append(Run(placed.unit.text, placed.style))
      }
    }
    lineCount += 1
    emit(runs)
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
