// Which formats can be opened, how a file is recognised as one of them, and what a reader may wish
// otherwise.

/// A format that texts come in. The raw value is what `--format` takes.
public enum TextFormat: String, CaseIterable, Sendable {
  case plain, markdown, html, epub, pdf
}

/// How the lines of plain text become paragraphs. The raw value is what `--paragraphs` takes.
public enum ParagraphRule: String, CaseIterable, Sendable {
  /// Parted by blank lines.
  case blank
  /// Begun by an indented line.
  case indent
  /// Lines broken at a fixed width, with page breaks and running heads (RFCs): these belong to no
  /// paragraph, and a paragraph goes on over them.
  case wrapped
  /// Each line is one.
  case line
}

/// What a reader wishes otherwise than it would be done.
public struct OpeningWishes: Hashable, Sendable {
  /// Nil: recognised by content, then by name.
  public var format: TextFormat?
  /// For plain text; nil: guessed.
  public var rule: ParagraphRule?
  /// For plain text and web pages, as iconv names it; nil: guessed.
  public var encoding: String?
  /// The text is what a program put out: overstrike and colours are emphasis, as terminals show them.
  /// Elsewhere they are signs like any other, and made visible.
  public var isOutput = false
  /// Of a web page everything, not the article alone.
  public var isWhole = false
  /// Of a web page the address that it was fetched from; its relative links are made whole by it.
  public var address: String?
  public init() {}

  /// For files that are read for their lines: nothing of them is parsed.
  public static let asIs = {
    var wishes = OpeningWishes()
    (wishes.format, wishes.rule) = (.plain, .blank)
    return wishes
  }()
}

extension TextFormat {
  /// The format of a file: by its first bytes, else by the end of its name.
  public static func recognised(_ start: some Collection<UInt8>, name: String?) -> TextFormat {
    // Nearly every text is told by its first sign.
    guard let first = start.first else { return named(name) }
    switch first {
    case 0x25 where start.starts(with: "%PDF-".utf8): return .pdf
    case 0x50 where start.starts(with: [0x50, 0x4B, 3, 4]): return .epub
    case 0x3C, 0x20, 0x09...0x0D, 0x80...:
      return looksLikeHTML(Array(start.prefix(1024))) ? .html : named(name)
    default: return named(name)
    }
  }

  private static func named(_ name: String?) -> TextFormat {
    switch name.map(ending) {
    case "md", "markdown", "mkd", "mdown": return .markdown
    case "html", "htm", "xhtml", "xht": return .html
    case "epub": return .epub
    case "pdf": return .pdf
    default: return .plain
    }
  }

  private static func ending(of name: String) -> String {
    name.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased() ?? ""
  }

  /// A document type, or an element that begins pages, as the first thing that is no white space, no
  /// comment and no XML declaration.
  private static func looksLikeHTML(_ head: [UInt8]) -> Bool {
    // Nearly every text that is no page is told by one sign, without making letters of its bytes.
    let first = head.first { !(0x09...0x0D).contains($0) && $0 != 0x20 }
    guard let first, first == 0x3C || first >= 0x80 else { return false }
    var text = Substring(String(decoding: head, as: UTF8.self).lowercased())
    while true {
      text = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
      if text.hasPrefix("<!--") {
        guard let end = text.range(of: "-->") else { return false }
        text = text[end.upperBound...]
      } else if text.hasPrefix("<?xml") {
        guard let end = text.firstIndex(of: ">") else { return false }
        text = text[text.index(after: end)...]
      } else {
        break
      }
    }
    let beginnings = ["<!doctype html", "<html", "<head", "<body", "<title", "<meta "]
    return beginnings.contains { text.hasPrefix($0) }
  }
}

extension Substring {
  fileprivate func range(of words: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(words) { return start..<index(start, offsetBy: words.count) }
      start = index(after: start)
    }
    return nil
  }
}
