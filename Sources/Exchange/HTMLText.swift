// HTML put together so that every tag is closed and nothing untrusted is ever markup.

import Text

/// Writes elements into a string.
struct HTMLText {
  private(set) var html = ""

  /// An element around what `body` writes. Names are ours; values are escaped.
  mutating func element(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)] = [],
    _ body: (inout HTMLText) -> Void
  ) {
    begin(name, attributes)
    body(&self)
    html += "</\(name)>"
  }

  /// An element of words.
  mutating func element(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)] = [],
    text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element that has no inside.
  mutating func void(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)] = []
  ) { begin(name, attributes) }

  /// Words from anywhere.
  mutating func text(_ text: some StringProtocol) { html += Self.escaped(text) }

  /// A line end, which means nothing.
  mutating func lineEnd() { html += "\n" }

  /// Text of our own that is HTML.
  mutating func ours(_ html: StaticString) { self.html += "\(html)" }

  /// Text of our own that is HTML, made elsewhere.
  mutating func ours(made html: String) { self.html += html }

  private mutating func begin(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)]
  ) {
    html += "<\(name)"
    for (name, value) in attributes {
      html += " \(name)=\""
      html += Self.escaped(value)
      html += "\""
    }
    html += ">"
  }

  /// Signs that mean something are written as references, those that act or hide are made visible.
  /// Good between tags and in attributes in double quotes.
  static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    result.unicodeScalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t", "\r": result += " "
      default:
        guard let visible = VisibleScalar.replacement(for: scalar) else {
          result.unicodeScalars.append(scalar)
          continue
        }
        for part in visible.unicodeScalars {
          if part == "<" {
            result += "&lt;"
          } else if part == ">" {
            result += "&gt;"
          } else {
            result.unicodeScalars.append(part)
          }
        }
      }
    }
    return result
  }
}
