// `sidelight formats`: what can be opened, by what it is known, and what that needs.

import Documents
import Text

/// What formats need from the system, and whether it is there.
public struct FormatPrograms: Hashable, Sendable {
  public var hasPDFToText: Bool
  public var hasZIP: Bool
  public var hasCurl: Bool

  public init(hasPDFToText: Bool, hasZIP: Bool, hasCurl: Bool) {
    self.hasPDFToText = hasPDFToText
    self.hasZIP = hasZIP
    self.hasCurl = hasCurl
  }
}

/// Lists formats.
public struct FormatsCommand {
  public init() {}

  /// A format a line: the name that --format takes, by what it is known, endings, what it needs.
  public func run(programs: FormatPrograms, output: Output) -> ExitCode {
    for format in TextFormat.allCases {
      let facts = Self.facts(format)
      output.fields([
        format.rawValue, facts.content, facts.endings, Self.needs(format, programs),
      ])
    }
    output.fields(["address", "http:// or https://", "-", Self.need("curl", programs.hasCurl)])
    let rules = ParagraphRule.allCases.map { "\($0.rawValue) (\(Self.words($0)))" }
    output.line()
    output.fields(["paragraphs", rules.joined(separator: ", ")])
    output.fields([
      "encodings",
      "UTF-8, UTF-16, Latin-1 and Windows-1251 are recognised; --encoding takes any that iconv knows",
    ])
    return .fine
  }

  private static func facts(_ format: TextFormat) -> (content: String, endings: String) {
    switch format {
    case .plain: ("whatever is none of the others", "any")
    case .markdown: ("known by its name alone", ".md .markdown .mkd .mdown")
    case .html: ("<!doctype html> or an element that begins a page", ".html .htm .xhtml .xht")
    case .epub: ("a ZIP archive", ".epub")
    case .pdf: ("%PDF-", ".pdf")
    }
  }

  private static func needs(_ format: TextFormat, _ programs: FormatPrograms) -> String {
    switch format {
    case .plain, .markdown, .html: "nothing"
    case .epub: need("libzip", programs.hasZIP)
    case .pdf: need("pdftotext (poppler-utils)", programs.hasPDFToText)
    }
  }

  private static func need(_ what: String, _ isThere: Bool) -> String {
    "needs \(what), which is \(isThere ? "there" : "not there")"
  }

  private static func words(_ rule: ParagraphRule) -> String {
    switch rule {
    case .blank: "parted by blank lines"
    case .indent: "begun by an indented line"
    case .wrapped: "hard-wrapped lines, as in RFCs"
    case .line: "a line each"
    }
  }
}
