// The footnotes of the focused paragraph, in the pane after its notes.

import Documents
import Screen
import Text

extension ReaderState {
  /// Scalars shown of one paragraph of a footnote, and lines of all of them.
  private static let mostScalars = 4_000
  private static let mostFootnoteLines = 400

  /// Whether the text has footnotes at all: the pane is kept for them.
  var hasFootnotes: Bool {
    layout.hasFootnotes {
      document.structure.links.contains { link in
        if case .footnote = link.target { true } else { false }
      }
    }
  }

  /// The footnotes of the focused paragraph, wrapped.
  func footnoteLines(columns: Int) -> [StyledLine] {
    guard !isTextOnly, columns > 0, hasFootnotes else { return [] }
    var lines: [StyledLine] = []
    for footnote in Footnotes.referred(in: focus, of: document) {
      let label = footnote.label.isEmpty ? "*" : footnote.label
      let hanging = min(columns / 3, CellWidth.of(label) + 1)
      for (index, paragraph) in footnote.paragraphs.enumerated() {
        let text = document.text(of: paragraph).unicodeScalars.prefix(Self.mostScalars)
        let words = StyledRun(String(String.UnicodeScalarView(text)), .description)
        lines += StyledLine.wrap(
          index == 0 ? [StyledRun(label + " ", .number), words] : [words], width: columns,
          indent: index == 0 ? 0 : hanging, hanging: hanging)
        if lines.count > Self.mostFootnoteLines {
          return Array(lines.prefix(Self.mostFootnoteLines))
        }
      }
    }
    return lines
  }

  /// Rows of the pane that notes may fill beside so many lines of footnotes: never less than half.
  func noteRows(of pane: Rect, footnotes: Int) -> Int {
    footnotes == 0 ? pane.rows : max(pane.rows - footnotes - 1, (pane.rows + 1) / 2)
  }

  /// Draws footnotes into what the notes left of the pane.
  func drawFootnotes(_ lines: [StyledLine], in pane: Rect, below used: Int, on canvas: inout Canvas)
  {
    let top = used == 0 ? 0 : used + 1
    let rows = pane.rows - top
    guard rows > 0, !lines.isEmpty else { return }
    let scroll = used == 0 ? max(0, min(paneScroll, lines.count - rows)) : 0
    var shown = Array(lines.dropFirst(scroll).prefix(rows))
    let below = lines.count - scroll - shown.count
    if below > 0 {
      let command: Command = used == 0 ? .noteDown : .followLink
      let key = settings.keymap.keys(for: CommandTable.row(.reader, command)).first ?? ""
      shown[shown.count - 1] = StyledLine([StyledRun("+\(below + 1) lines · \(key)", .faint)])
    }
    draw(
      shown,
      in: Rect(column: pane.column, row: pane.row + top, columns: pane.columns, rows: rows),
      on: &canvas)
  }
}
