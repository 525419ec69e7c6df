// A document with everything that a format can tell, for the tests of layout, links and footnotes.

import Documents
import Reader
import Screen
import Text

enum Structured {
  /// A guide of invented content: all kinds of paragraph, links, emphasis, footnotes, an outline.
  static func document() -> Document {
    var builder = DocumentBuilder()
    heading("Keeping a river station", 1, "keeping", &builder)
    paragraph(&builder) { builder in
      builder.append("A station reads the level of a river ")
      styled("every hour", .strong, &builder)
      builder.append(" and writes it down. The ")
      builder.beginLink(.target(.address("https://example.org/stations")))
      builder.append("list of stations")
      builder.endLink()
      builder.append(" is public")
      builder.beginLink(.footnote("fn1"))
      builder.append("1")
      builder.endLink()
      builder.append(", and so are the ")
      builder.beginLink(.target(.file(path: "tables.md", fragment: "march")))
      builder.append("tables")
      builder.endLink()
      builder.append(".")
    }
    heading("What is needed", 2, "needed", &builder)
    item("-", 1, "A gauge, fixed to something that does not move when the ice comes.", &builder)
    item("-", 1, "A notebook.", &builder, tight: true)
    item("1.", 2, "With squared paper.", &builder, tight: true)
    item("10.", 2, "With a pencil on a string, since ink runs in the rain.", &builder, tight: true)
    item("[x]", 1, "A watch.", &builder, tight: true)
    builder.begin(.text, form: ParagraphForm(depth: 1))
    builder.append("It need not be a good one.")
    heading("What is written", 3, "written", &builder)
    builder.begin(.quotation, form: ParagraphForm(depth: 1))
    builder.append("Write what you see, and not what you")
    builder.lineBreak()
    builder.append("expect to see.")
    builder.begin(.quotation, form: ParagraphForm(depth: 2))
    builder.append("And write it at once.")
    table(&builder)
    ending(&builder)
    var document = builder.finish(format: .markdown)
    document.title = "Keeping a river station"
    document.author = "M. Orel"
    document.date = "2021-03-08"
    document.language = "en"
    return document
  }

  /// From the words below the table on.
  private static func ending(_ builder: inout DocumentBuilder) {
    builder.begin(.caption)
    builder.append("Levels in the first week of March, in centimetres.")
    builder.begin(.code)
    builder.append(
      "for line in notebook {\n  \tadd(line)\n"
        + "  // a remark that goes on beyond the edge of a narrow page and then a little further\n}"
    )
    paragraph(&builder) { builder in
      builder.append("Of ")
      styled("code", .code, &builder)
      builder.append(", ")
      styled("what is stressed", .emphasised, &builder)
      builder.append(", ")
      styled("both at once", [.strong, .emphasised], &builder)
      builder.append(", ")
      styled("taken back", .struck, &builder)
      builder.append(" and ")
      styled("underlined", .underlined, &builder)
      builder.append(" there is little. See ")
      builder.beginLink(.anchor("needed"))
      builder.append("above")
      builder.endLink()
      builder.append(".")
    }
    builder.begin(.footnote, form: ParagraphForm(marker: "1."))
    builder.anchor("fn1")
    builder.append("Kept by the river office since the flood, and printed once a year.")
  }

  static func state(
    columns: Int, rows: Int, settings: ReaderSettings = ReaderSettings()
  ) -> ReaderState {
    var settings = settings
    settings.expectsNotes = false
    return ReaderState(
      document: document(), name: "river.md", size: Size(columns: columns, rows: rows),
      settings: settings)
  }

  private static func heading(
    _ words: String, _ level: Int, _ name: String, _ builder: inout DocumentBuilder
  ) {
    builder.begin(.heading, form: ParagraphForm(depth: level))
    builder.anchor(name)
    builder.outline(level: level, title: words)
    builder.append(words)
  }

  private static func paragraph(
    _ builder: inout DocumentBuilder, _ fill: (inout DocumentBuilder) -> Void
  ) {
    builder.begin(.text)
    fill(&builder)
  }

  private static func styled(
    _ words: String, _ emphasis: Emphasis, _ builder: inout DocumentBuilder
  ) {
    builder.set(emphasis)
    builder.append(words)
    builder.set([])
  }

  private static func item(
    _ marker: String, _ depth: Int, _ words: String, _ builder: inout DocumentBuilder,
    tight: Bool = false
  ) {
    builder.begin(
      .listItem, form: ParagraphForm(depth: depth, marker: marker, isTight: tight))
    builder.append(words)
  }

  private static func table(_ builder: inout DocumentBuilder) {
    let rows = ["Day | Level | Remark", "1 | 214 | ", "12 | 98 | after the thaw", " |  | none"]
    for (index, row) in rows.enumerated() {
      builder.begin(.tableRow, form: ParagraphForm(isTight: index > 0))
      builder.append(row)
    }
  }
}
