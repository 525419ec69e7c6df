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
  /// How a paragraph of the text is set; nil for words of the program.
  private let setting: ParagraphSetting?
  private let emit: ([Run]) -> Void
  private var units: [LineUnit] = []
  /// Which line of the paragraph comes next.
  private var beginning = ParagraphSetting.Beginning.paragraph

  init(width: Int, setting: ParagraphSetting? = nil, emit: @escaping ([Run]) -> Void) {
    self.width = max(1, width)
    self.setting = setting
    self.emit = emit
  }

  mutating func add(_ text: some StringProtocol, _ style: Style = .plain) {
    add(LineBreaker.units(of: text, style))
  }

  mutating func add(_ more: [LineUnit]) {
    for unit in more {
      // Blanks fold across the pieces, too.
      if unit.unit.isBlank, units.last?.unit.isBlank == true { continue }
      units.append(unit)
    }
    if units.count > Self.stretch { give(keepingLast: true) }
  }

  /// Ends a line of the text itself.
  mutating func endLine() {
    give(keepingLast: false)
    units = []
    beginning = .line
  }

  /// Gives what is left.
  mutating func finish() {
    give(keepingLast: false)
    units = []
  }

  private mutating func give(keepingLast: Bool) {
    guard units.contains(where: { !$0.unit.isBlank }) else { return }
    var lines = setting?.rows(of: units, beginning) ?? LineBreaker.lines(units, width: width)
    units = keepingLast ? lines.popLast().map(Array.init) ?? [] : []
    for line in lines {
      let before = setting?.before(beginning) ?? []
      emit(Self.runs(before.isEmpty ? line : before + line))
      beginning = .rest
    }
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
