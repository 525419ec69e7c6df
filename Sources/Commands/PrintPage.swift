// The page that `print` fills: the text in one column, the notes in the other, and at the end the
// sources, and what is not shown.

import Documents
import Linking
import Notes
import Reader
import Screen
import Text

final class PrintPage {
  let text: OpenedText
  let links: [Int: [NoteLink]]
  private let catalogue: Catalogue
  let command: PrintCommand
  let output: Output
  /// Where each note was described first: later paragraphs point there instead of repeating it.
  private var described: [NoteID: Int] = [:]
  private var order: [NoteID] = []
  /// Notes whose kind is off, each counted once.
  private let hidden: [NoteKind: Set<NoteID>]
  /// The columns of the table that was printed last, by its first row.
  var table: (first: Int, columns: TableColumns)?

  init(
    text: OpenedText, links: [ParagraphLinks], catalogue: Catalogue, command: PrintCommand,
    output: Output
  ) {
    self.text = text
    var shown: [Int: [NoteLink]] = [:]
    var hidden: [NoteKind: Set<NoteID>] = [:]
    for paragraph in links {
      let visible = paragraph.links.filter { link in
        guard let kind = link.kind, command.hiddenKinds.contains(kind) else { return true }
        hidden[kind, default: []].insert(link.note)
        return false
      }
      if !visible.isEmpty { shown[paragraph.paragraph] = visible }
    }
    self.links = shown
    self.hidden = hidden
    self.catalogue = catalogue
    self.command = command
    self.output = output
  }

  private var width: Int { command.width }
  private var isBeside: Bool {
    !command.linear && width >= PrintCommand.sideBySideFrom && !links.isEmpty
  }
  /// Between 36 and 60 cells for the notes, between 48 and 72 for the text.
  private var paneWidth: Int { max(36, min(60, (width - 3) * 2 / 5)) }
  private var textWidth: Int { isBeside ? min(72, width - 3 - paneWidth) : width }

  func head() {
    wrapped([Run(text.title, .title)], indent: "")
    let about = [text.document.author, text.document.date].compactMap(\.self)
    if !about.isEmpty { wrapped([Run(about.joined(separator: ", "))], indent: "") }
    output.line()
  }

  func body() {
    for paragraph in text.document.paragraphs.indices where !output.isClosed {
      let notes = links[paragraph] ?? []
      if command.linear {
        printLinear(paragraph, notes)
      } else if isBeside {
        printBeside(paragraph, notes)
      } else {
        printBelow(paragraph, notes)
      }
    }
  }

  func foot(lost: [LostPassage]) {
    if output.isClosed { return }
    let sourced = order.compactMap { catalogue.note($0) }.filter { !$0.sources.isEmpty }
    if !sourced.isEmpty {
      output.line([Run("Sources", .heading)])
      for note in sourced {
        wrapped([Run(note.title, .noteTitle)], indent: "")
        for source in note.sources { wrapped([Run(NoteWords.line(of: source))], indent: "  ") }
      }
      output.line()
    }
    if let off = NoteWords.off(hidden.mapValues(\.count)) { wrapped([Run(off)], indent: "") }
    if !lost.isEmpty {
      let which = lost.map(\.note.value).joined(separator: ", ")
      let count = NoteWords.counted(lost.count, "note")
      wrapped([Run("place lost: \(count) on this text (\(which))")], indent: "")
    }
  }

  // MARK: - Three forms

  private func printBeside(_ paragraph: Int, _ notes: [NoteLink]) {
    let pane = block(of: notes, at: paragraph, width: paneWidth)
    let (output, textWidth) = (self.output, self.textWidth)
    func row(_ left: [Run], _ right: [Run]) {
      let gap = String(repeating: " ", count: max(0, textWidth - left.cells))
      output.line(left + [Run(gap), Run(" │ ", .rule)] + right)
    }
    final class Row { var number = 0 }
    let at = Row()
    let setting = ParagraphSetting(of: paragraph, in: text.document, columns: textWidth)
    var wrapper = LineWrapper(width: textWidth, setting: setting) { line in
      row(line, at.number < pane.count ? pane[at.number] : [])
      at.number += 1
    }
    add(paragraph, notes, setting, to: &wrapper)
    while at.number < pane.count {
      row([], pane[at.number])
      at.number += 1
    }
    if !text.document.form(of: paragraph + 1).isTight { row([], []) }
  }

  private func printBelow(_ paragraph: Int, _ notes: [NoteLink]) {
    let output = self.output
    let setting = ParagraphSetting(of: paragraph, in: text.document, columns: textWidth)
    var wrapper = LineWrapper(width: textWidth, setting: setting) { output.line($0) }
    add(paragraph, notes, setting, to: &wrapper)
    if notes.isEmpty, text.document.form(of: paragraph + 1).isTight { return }
    if !notes.isEmpty { output.line() }
    for line in block(of: notes, at: paragraph, width: max(8, width - 2)) {
      output.line([Run("  ")] + line)
    }
    output.line()
  }

  private func printLinear(_ paragraph: Int, _ notes: [NoteLink]) {
    let count = text.document.paragraphs.count
    let kind = KindWords.sentence(of: paragraph, in: text.document).map { ". " + $0 } ?? ""
    output.line(
      "Paragraph \(paragraph + 1) of \(count), \(NoteWords.counted(notes.count, "note"))\(kind)")
    let output = self.output
    let setting = ParagraphSetting(
      of: paragraph, in: text.document, columns: width, isBare: true)
    var wrapper = LineWrapper(width: width, setting: setting) { output.line($0) }
    add(paragraph, notes, setting, to: &wrapper)
    for (index, link) in notes.enumerated() {
      let kind = link.kind.map { ", \($0.value)" } ?? ""
      var words = "Note \(index + 1): \(link.title)\(kind)."
      if let reason = link.reasonPhrase { words += " Here \(reason)." }
      if let earlier = described[link.note] {
        words += " Described at paragraph \(earlier + 1)."
      } else {
        remember(link, at: paragraph)
        let note = catalogue.note(link.note)
        if let description = note?.description { words += " " + sentence(description) }
        if let sources = note?.sources.summary { words += " \(sources)." }
      }
      wrapped([Run(words)], indent: "")
    }
    for footnote in Footnotes.referred(in: paragraph, of: text.document) {
      let body = footnote.paragraphs.map { text.document.text(of: $0) }.joined(separator: " ")
      wrapped([Run("Footnote \(footnote.label): \(sentence(body))")], indent: "")
    }
    output.line()
  }

  // MARK: - Notes

  private func block(of notes: [NoteLink], at paragraph: Int, width: Int) -> [[Run]] {
    var lines: [[Run]] = []
    for (index, link) in notes.enumerated() {
      lines += title(of: link, number: index + 1, width: width)
      if let earlier = described[link.note] {
        let reason = link.reasonPhrase.map { $0 + " · " } ?? ""
        lines += LineWrapper.lines([Run("\(reason)see ¶ \(earlier + 1)", .faint)], width: width)
        continue
      }
      remember(link, at: paragraph)
      let note = catalogue.note(link.note)
      if let description = note?.description {
        lines += LineWrapper.lines([Run(description, .description)], width: width)
      }
      if let reason = link.reasonPhrase {
        lines += LineWrapper.lines([Run(reason, .reason)], width: width)
      }
      if let sources = note?.sources.summary {
        lines += LineWrapper.lines([Run(sources, .sources)], width: width)
      }
    }
    return lines
  }

  /// The title with its number, the kind at the right edge where it fits.
  private func title(of link: NoteLink, number: Int, width: Int) -> [[Run]] {
    let title = [Run("[\(number)] ", .number), Run(link.title, .noteTitle)]
    guard let kind = link.kind?.value else { return LineWrapper.lines(title, width: width) }
    let kindCells = CellWidth.of(kind)
    let gap = width - title.cells - kindCells
    if gap >= 2 { return [title + [Run(String(repeating: " ", count: gap)), Run(kind, .kind)]] }
    return LineWrapper.lines(title + [Run(" "), Run(kind, .kind)], width: width)
  }

  private func remember(_ link: NoteLink, at paragraph: Int) {
    described[link.note] = paragraph
    order.append(link.note)
  }

  private func sentence(_ text: String) -> String {
    guard let last = text.unicodeScalars.last else { return text }
    return ".!?…".unicodeScalars.contains(last) ? text : text + "."
  }

  private func wrapped(_ runs: [Run], indent: String) {
    for line in LineWrapper.lines(runs, width: max(8, width - indent.count)) {
      output.line([Run(indent)] + line)
    }
  }
}
