// The way out of every command: lines made safe, whether a terminal or a pipe reads them. A pipe is
// no reason to let a control sequence through: it ends in a terminal sooner or later.

public import Screen
import Text

/// A stretch of a line in one look.
public struct Run: Hashable, Sendable {
  public var text: String
  public var style: Style
  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// Lines out, complaints out.
public final class Output {
  private let sink: any LineSink
  /// Whether looks are drawn, by attributes every terminal has.
  public let usesColour: Bool
  /// True once nobody reads any more: there is no point in going on.
  public private(set) var isClosed = false

  public init(_ sink: any LineSink, usesColour: Bool = false) {
    self.sink = sink
    self.usesColour = usesColour
  }

  /// A line of text from anywhere; controls become visible.
  public func line(_ text: String = "") { put(text.madeVisible + "\n") }

  /// A line in several looks, blanks at its end dropped.
  public func line(_ runs: [Run]) {
    var text = ""
    for run in Self.trimmed(runs) {
      let visible = run.text.madeVisible
      if usesColour, let codes = Self.attributes(of: run.style) {
        text += "\u{1B}[\(codes)m" + visible + "\u{1B}[0m"
      } else {
        text += visible
      }
    }
    put(text + "\n")
  }

  /// Fields with a tab between; a tab inside a field becomes a blank.
  public func fields(_ fields: [String]) {
    put(fields.map(\.madeVisible).joined(separator: "\t") + "\n")
  }

  /// One JSON value on a line of its own.
  public func json(_ value: JSON) { put(value.text + "\n") }

  /// Text of our own that is safe as it is: a manual page, a completion script.
  public func ours(_ text: String) { put(text) }

  /// The one line of a failure.
  public func complain(_ sentence: String) {
    sink.complain("sidelight: \(sentence.madeVisible)\n")
  }

  /// One line on standard error: what it is about, and why.
  public func complain(_ what: String, _ why: String) {
    sink.complain("sidelight: \(what.madeVisible): \(why.madeVisible)\n")
  }

  private func put(_ text: String) {
    if isClosed { return }
    if !sink.write(text) { isClosed = true }
  }

  private static func trimmed(_ runs: [Run]) -> [Run] {
    var runs = runs
    while var last = runs.popLast() {
      while last.text.unicodeScalars.last == " " { last.text.unicodeScalars.removeLast() }
      if !last.text.isEmpty {
        runs.append(last)
        break
      }
    }
    return runs
  }

  /// Attributes only, no colours: they suit every palette, and nothing depends on them.
  private static func attributes(of style: Style) -> String? {
    switch style {
    case .title, .heading, .headingMinor, .noteTitle, .strong, .strongEmphasis: "1"
    case .headingMain: "1;4"
    case .mention, .link, .textLink, .underlined: "4"
    case .emphasis: "3"
    case .kind, .reason, .sources, .rule, .faint, .hint, .struck: "2"
    default: nil
    }
  }
}
