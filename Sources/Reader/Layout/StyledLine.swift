// Lines of the program's own making: pane, note and list. Text with a style, wrapped by the one
// line breaker, with a hanging indent.

public import Screen
import Text

/// A stretch of text in one style.
public struct StyledRun: Hashable, Sendable {
  public var text: String
  public var style: Style
  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// One line of styled runs; sanitised when it is drawn.
public struct StyledLine: Hashable, Sendable {
  public var runs: [StyledRun]
  /// Columns left free before the first run.
  public var indent: Int
  /// A run that stands at the right edge.
  public var trailing: StyledRun?

  public init(_ runs: [StyledRun], indent: Int = 0, trailing: StyledRun? = nil) {
    self.runs = runs
    self.indent = indent
    self.trailing = trailing
  }

  public static let empty = StyledLine([])

  /// The text alone, without its trailing run.
  public var text: String { runs.map(\.text).joined() }

  /// Runs wrapped to a width; lines after the first are indented by `hanging` columns.
  public static func wrap(
    _ runs: [StyledRun], width: Int, indent: Int = 0, hanging: Int? = nil
  ) -> [StyledLine] {
    let rest = hanging ?? indent
    var units: [LineUnit] = []
    for run in runs { units += LineBreaker.units(of: run.text, run.style) }
    let lines = LineBreaker.lines(
      units, width: max(1, width - rest), firstWidth: max(1, width - indent))
    return lines.enumerated().map { number, line in
      StyledLine(joined(line), indent: number == 0 ? indent : rest)
    }
  }

  private static func joined(_ units: ArraySlice<LineUnit>) -> [StyledRun] {
    var runs: [StyledRun] = []
    for unit in units {
      if let last = runs.last, last.style == unit.style {
        runs[runs.count - 1].text += unit.unit.text
      } else {
        runs.append(StyledRun(unit.unit.text, unit.style))
      }
    }
    return runs
  }
}
