// A sheet as Markdown. Words from anywhere are escaped, so that they mean themselves in every dialect
// that is in use.

import Text

extension Handout {
  /// The sheet in CommonMark.
  public func markdown() -> String {
    var out = ""
    var last: OutlineBlock?
    for var block in HandoutOutline(self, blank: "……………………").blocks {
      // What is indented without a list above it is code.
      if case .item(let marker, let depth, let spans) = block {
        block = .item(marker, depth: min(depth, last?.listDepth ?? 0), spans)
      }
      if let last {
        let isList = last.isItem && block.isItem
        out += isList ? "\n" : "\n\n"
      }
      MarkdownLine.add(block, to: &out)
      last = block
    }
    return out + "\n"
  }
}

extension OutlineBlock {
  fileprivate var isItem: Bool { if case .item = self { true } else { false } }
  /// How deep an entry right after this block may stand.
  fileprivate var listDepth: Int { if case .item(_, let depth, _) = self { depth + 1 } else { 0 } }
}

/// Blocks and words of our Markdown.
enum MarkdownLine {
  fileprivate static func add(_ block: OutlineBlock, to out: inout String) {
    switch block {
    case .heading(let level, let spans):
      out += String(repeating: "#", count: level) + " " + line(spans)
    case .paragraph(let spans): out += line(spans)
    case .item(let marker, let depth, let spans):
      out += String(repeating: "  ", count: depth) + bullet(marker) + line(spans)
    case .quotation(let spans): out += "> " + line(spans)
    case .code(let lines): out += fenced(lines)
    case .lines(let count):
      let line = String(repeating: "…", count: 40)
      out += Array(repeating: line, count: count).joined(separator: "\n\n")
    case .row(let text, let beside):
      out += line(text)
      if !beside.isEmpty { out += "\n" }
      for entry in beside { out += "\n- " + line(entry) }
    }
  }

  /// Every entry is one of a bulleted list: a number as written stays what it is.
  private static func bullet(_ marker: OutlineMarker) -> String {
    switch marker {
    case .dash: "- "
    case .arrow: "- → "
    case .ours(let sign): sign.hasSuffix(".") ? "- \(sign.dropLast())\\. " : "- \(sign) "
    case .words(let words): "- " + escaped(words, after: "") + " "
    }
  }

  /// A fence that none of the lines can close.
  private static func fenced(_ lines: [String]) -> String {
    var longest = 2
    for line in lines {
      var run = 0
      for byte in line.utf8 {
        run = byte == UInt8(ascii: "`") ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    let fence = String(repeating: "`", count: longest + 1)
    return ([fence] + lines.map(\.madeVisible) + [fence]).joined(separator: "\n")
  }

  static func line(_ spans: [OutlineSpan]) -> String {
    var out = ""
    for span in spans {
      switch span {
      case .words(let words): out += escaped(words, after: out)
      case .ours(let words): out += words
      case .strong(let words):
        let words = escaped(trimmed(words))
        out += words.isEmpty ? "" : "**\(words)**"
      case .link(let words, let address): link(words, address, &out)
      }
    }
    return trimmed(out)
  }

  private static func link(_ words: String, _ address: String, _ out: inout String) {
    guard let href = WebAddress.href(address) else {
      out += escaped(words)
      if words != address { out += " (" + escaped(address) + ")" }
      return
    }
    out += words == address ? "<\(href)>" : "[\(escaped(words))](<\(href)>)"
  }

  /// The words with a backslash before every sign that can mean something, as they follow what the
  /// line holds already; nil in the middle of one.
  static func escaped(_ text: String, after line: String? = nil) -> String {
    var result = ""
    result.unicodeScalars.reserveCapacity(text.utf8.count)
    var isStart = line?.isEmpty ?? false
    // Words are cut where a mention begins, and a number or an address may go on beyond it.
    var isNumber = line.map { $0.utf8.count < 12 && $0.utf8.allSatisfy(isDigit) } ?? false
    var trailingWs = line.map { $0.utf8.reversed().prefix { isW($0) }.count } ?? 0
    let visible = text.madeVisible.unicodeScalars
    var index = visible.startIndex
    while index < visible.endIndex {
      let scalar = visible[index]
      index = visible.index(after: index)
      // White space at the start of a line would make code of it.
      if isStart, scalar == " " { continue }
      let mayGoOn = index == visible.endIndex || visible[index] != " "
      if isMarkup(scalar)
        || isStart && (scalar == "+" || scalar == "-")
        || scalar == ":" && (isStart || mayGoOn)
        || (scalar == "." || scalar == ")") && isNumber && !isStart
        // What some dialects take for an address without being told.
        || scalar == "." && trailingWs >= 3
      {
        result.unicodeScalars.append("\\")
      }
      result.unicodeScalars.append(scalar)
      isStart = false
      trailingWs = scalar == "w" || scalar == "W" ? trailingWs + 1 : 0
      isNumber = isNumber && ("0"..."9").contains(scalar)
    }
    return result
  }

  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "$", "^", "=", "%", "&",
      "@", "!":
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isW(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "w") }

  private static func trimmed(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    while scalars.first == " " { scalars.removeFirst() }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
