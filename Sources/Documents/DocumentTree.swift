// A document written out line by line, for tests to compare and for whoever wants to see what became
// of a file.

public import Text

/// Writes documents out.
public enum DocumentTree {
  /// Metadata, then one line a paragraph: kind, depth, marker, range, the beginning and end of its
  /// words; links, emphasis and the outline below.
  public static func dump(_ document: Document) -> String {
    var lines: [String] = []
    lines.append("format \(document.format.rawValue)")
    let facts: [(String, String?)] = [
      ("title", document.title), ("author", document.author), ("date", document.date),
      ("language", document.language), ("address", document.address),
      ("rule", document.rule?.rawValue),
      ("encoding", document.encoding == "UTF-8" ? nil : document.encoding),
    ]
    for (name, value) in facts { if let value { lines.append("\(name) \(shown(value))") } }
    lines += document.remarks.map { "remark \(shown($0))" }
    for (index, span) in document.paragraphs.enumerated() {
      lines.append(line(index, span, document))
      for run in document.emphasis(in: span.range) {
        lines.append("    \(names(run.emphasis)) \(shown(document.text(in: run.range)))")
      }
      for link in document.links(in: span.range) {
        lines.append("    link \(shown(document.text(in: link.range))) -> \(words(link.target))")
      }
    }
    for entry in document.structure.outline {
      lines.append("outline \(entry.level) ¶\(entry.paragraph + 1) \(shown(entry.title))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ index: Int, _ span: ParagraphSpan, _ document: Document) -> String {
    let form = document.form(of: index)
    var line = "¶\(index + 1) \(span.kind.rawValue)"
    if form.depth > 0 { line += " depth=\(form.depth)" }
    if !form.marker.isEmpty { line += " marker=\(form.marker)" }
    if form.isTight { line += " tight" }
    if let origin = document.origin(of: index), !origin.bytes.isEmpty {
      line += " @"
      if let part = origin.part { line += "\(part):" }
      line += "\(origin.bytes.start.value)..<\(origin.bytes.end.value)"
    }
    // Without what a paragraph goes on over.
    let words = document.pieces(of: index).map { document.text(in: $0.bytes) }.joined()
    return line + " \(shown(words))"
  }

  private static func names(_ emphasis: Emphasis) -> String {
    let all: [(Emphasis, String)] = [
      (.strong, "strong"), (.emphasised, "emphasised"), (.code, "code"), (.struck, "struck"),
      (.underlined, "underlined"),
    ]
    return all.filter { emphasis.contains($0.0) }.map(\.1).joined(separator: "+")
  }

  private static func words(_ target: LinkTarget) -> String {
    switch target {
    case .address(let address): shown(address)
    case .file(let path, let fragment): "file \(shown(path))" + (fragment.map { "#" + $0 } ?? "")
    case .paragraph(let index): "¶\(index + 1)"
    case .footnote(let index): "footnote ¶\(index + 1)"
    }
  }

  /// One line in quotation marks, with everything that is no plain sign spelled out.
  private static func shown(_ text: String) -> String {
    var line = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\t": line += "\\t"
      case "\"": line += "\\\""
      default:
        if VisibleScalar.replacement(for: scalar) != nil || scalar.value == 0xA0 {
          line += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          line.unicodeScalars.append(scalar)
        }
      }
    }
    return line + "\""
  }
}

extension Document {
  /// A stretch of the text, copied; found by its offsets.
  public func text(in range: ScalarRange) -> String {
    let paragraph = paragraph(at: range.start)
    var result = ""
    for index in paragraph..<max(paragraph, min(paragraphs.count, paragraph + 100_000)) {
      let span = paragraphs[index]
      if span.range.start >= range.end { break }
      if !result.isEmpty { result += "\n\n" }
      for piece in pieces(of: index) where piece.range.overlaps(range) {
        let scalars = text(in: piece.bytes).unicodeScalars
        let from = max(0, piece.range.start.distance(to: range.start))
        let to = min(piece.range.count, piece.range.start.distance(to: range.end))
        result.unicodeScalars.append(
          contentsOf: scalars.dropFirst(from).prefix(max(0, to - from)))
      }
    }
    return result
  }
}
