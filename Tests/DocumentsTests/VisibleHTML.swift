// What a page shows, read in the plainest way: tags away, entities resolved, white space folded,
// lines of code kept. For tests to hold documents against; it knows no more HTML than their samples
// hold.

import Foundation

enum VisibleHTML {
  private static let parting: Set<String> = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "tr",
    "hr", "pre", "section", "details", "summary", "textarea",
  ]
  private static let silent: Set<String> = ["script", "style"]

  /// Paragraphs joined by one blank line.
  static func text(_ html: String) -> String {
    var paragraphs: [String] = []
    var open = ""
    var isCode = false
    func close() {
      paragraphs += isCode ? codeParagraphs(open) : [folded(open)].filter { !$0.isEmpty }
      open = ""
    }
    var rest = html[...]
    while let sign = rest.first {
      guard sign == "<", let (tag, after) = markup(rest) else {
        let end = rest.dropFirst().firstIndex(of: "<") ?? rest.endIndex
        open += resolved(String(rest[..<end]))
        rest = rest[end...]
        continue
      }
      let name = tag.lowercased().drop { $0 == "/" }
        .prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      rest = after
      if parting.contains(String(name)) {
        close()
        isCode = name == "pre" && !tag.hasPrefix("/")
      } else if name == "br" {
        open += "\u{1}"
      } else if name == "td" || name == "th" {
        open += " "
      } else if name == "img", let alt = alt(in: tag), !alt.isEmpty {
        open += "[\(resolved(alt))]"
      } else if silent.contains(String(name)), !tag.hasPrefix("/") {
        rest = rest.range(of: "</\(name)>").map { rest[$0.upperBound...] } ?? ""
      }
    }
    close()
    return paragraphs.joined(separator: "\n\n")
  }

  /// The inside of a tag, empty for comments and the like; nil where `<` begins none.
  private static func markup(_ text: Substring) -> (String, Substring)? {
    for (start, end) in [("<!--", "-->"), ("<?", "?>")] where text.hasPrefix(start) {
      guard let close = text.dropFirst(start.count).range(of: end) else { return ("", "") }
      return ("", text[close.upperBound...])
    }
    if text.hasPrefix("<![CDATA["), let close = text.range(of: "]]>") {
      let inside = text[..<close.lowerBound].dropFirst(9)
      return ("", Substring(inside.replacing("<", with: "&lt;") + text[close.upperBound...]))
    }
    let pattern = /<(!?\/?[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*)>/
    guard let match = text.prefixMatch(of: pattern) else { return nil }
    return (String(match.1), text[match.range.upperBound...])
  }

  private static func alt(in tag: String) -> String? {
    tag.firstMatch(of: /alt="([^"]*)"/).map { String($0.1) }
  }

  private static func folded(_ text: String) -> String {
    text.split(separator: "\u{1}").map {
      $0.unicodeScalars.split { " \t\n\r\u{C}".unicodeScalars.contains($0) }
        .map(String.init).joined(separator: " ")
    }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Parted at blank lines, as code is in documents.
  private static func codeParagraphs(_ text: String) -> [String] {
    var paragraphs: [[String]] = [[]]
    for line in text.components(separatedBy: "\n") {
      if line.allSatisfy({ $0 == " " || $0 == "\t" }) {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { lines in
      var text = lines.joined(separator: "\n")
      while text.last == " " || text.last == "\t" { text.removeLast() }
      return text
    }
  }

  private static func resolved(_ text: String) -> String {
    var text = text
    for (name, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{A0}"), ("&amp;", "&"),
    ] {
      text = text.replacingOccurrences(of: name, with: sign)
    }
    return text
  }
}
