// A whole note as lines: what it says, its sources, where it leads and what leads to it, with the
// numbers by which each can be followed.

import Anchoring
import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  /// Columns in which an open note is laid out.
  var noteColumns: Int {
    max(1, plan.pane?.columns ?? min(ScreenPlan.widestText, plan.body(of: size).columns))
  }

  /// All lines of a note for the present width.
  func noteLines(_ id: NoteID) -> [StyledLine] {
    guard let note = catalogue.note(id) else {
      return StyledLine.wrap(
        [StyledRun("This note is not there any more.", .problem)], width: noteColumns)
    }
    return NoteLayout(note: note, state: self, width: noteColumns).lines()
  }
}

/// Lays one note out.
struct NoteLayout {
  let note: Note
  let state: ReaderState
  let width: Int

  func lines() -> [StyledLine] {
    var lines = StyledLine.wrap([StyledRun(note.title, .noteTitleSelected)], width: width)
    lines += StyledLine.wrap(facts(), width: width)
    lines.append(.empty)
    if note.hasOwnDescription, let description = note.description {
      lines += StyledLine.wrap([StyledRun(description, .description)], width: width)
      lines.append(.empty)
    }
    if let passage = note.passage {
      lines += StyledLine.wrap(
        [StyledRun("“" + passage.selector.quote + "”", .quotation)], width: width, indent: 2)
      lines.append(.empty)
    }
    let blocks = MarkdownBlocks.parse(note.body, droppingFootnoteDefinitions: true)
    for block in blocks { lines += self.lines(of: block) }
    lines += footer()
    while lines.last == .empty { lines.removeLast() }
    return lines
  }

  /// Kind, other names and where the note lives: one faint line.
  private func facts() -> [StyledRun] {
    var runs: [StyledRun] = []
    if let kind = note.kind { runs.append(StyledRun(kind.value, .kind)) }
    if let link = state.shownLinks(of: state.focus).first(where: { $0.note == note.id }) {
      let reason = PaneLayout.reason(link)
      if !reason.isEmpty {
        runs.append(StyledRun((runs.isEmpty ? "" : " · ") + reason, .reason))
      }
    }
    runs.append(StyledRun((runs.isEmpty ? "" : " · ") + note.id.value, .faint))
    if !note.aliases.isEmpty {
      runs.append(StyledRun(" · also: " + note.aliases.joined(separator: ", "), .faint))
    }
    return runs
  }

  private func lines(of block: MarkdownBlock) -> [StyledLine] {
    let runs = block.runs.map { styled($0, in: block) }
    switch block.kind {
    case .heading:
      let strong = block.runs.map { StyledRun($0.text, .heading) }
      return StyledLine.wrap(strong, width: width) + [.empty]
    case .paragraph:
      return broken(runs).flatMap { StyledLine.wrap($0, width: width) } + [.empty]
    case .quotation(let depth):
      let indent = min(8, depth * 2)
      return StyledLine.wrap(runs, width: width, indent: indent) + [.empty]
    case .listItem(let marker, let depth):
      let indent = min(8, max(0, depth - 1) * 2)
      let mark = StyledRun(marker + " ")
      return StyledLine.wrap(
        [mark] + runs, width: width, indent: indent,
        hanging: indent + CellWidth.of(mark.text))
    case .code:
      let text = block.runs.map(\.text).joined()
      return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        StyledLine.wrap([StyledRun(String(line), .code)], width: width, indent: 2)
      } + [.empty]
    case .rule:
      return [
        StyledLine([StyledRun(String(repeating: "─", count: min(width, 20)), .rule)]), .empty,
      ]
    }
  }

  /// Runs parted at hard line breaks.
  private func broken(_ runs: [StyledRun]) -> [[StyledRun]] {
    var lines: [[StyledRun]] = [[]]
    for run in runs {
      for (index, part) in run.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { lines.append([]) }
        lines[lines.count - 1].append(StyledRun(String(part), run.style))
      }
    }
    return lines
  }

  private func styled(_ run: MarkdownRun, in block: MarkdownBlock) -> StyledRun {
    switch run.style {
    case .plain: return StyledRun(run.text)
    case .emphasis: return StyledRun(run.text, .emphasis)
    case .strong: return StyledRun(run.text, .strong)
    case .code: return StyledRun(run.text, .code)
    case .link(let index): return StyledRun(words(of: run, link: index, in: block), .link)
    case .footnote:
      // The number by which the source can be followed, rather than the label in the file.
      let label = run.text.hasPrefix("[") ? String(run.text.dropFirst().dropLast()) : run.text
      let number = note.sources.firstIndex { $0.label == label }.map { "\($0 + 1)" }
      return StyledRun("[" + (number ?? label) + "]", .number)
    }
  }

  /// `[[name]]` shows the title of the note it leads to; a link with words of its own keeps them.
  private func words(of run: MarkdownRun, link: Int, in block: MarkdownBlock) -> String {
    guard block.links.indices.contains(link), block.links[link].isWikiLink,
      block.links[link].target == run.text,
      case .note(let id) = state.catalogue.resolve(name: run.text),
      let target = state.catalogue.note(id)
    else { return run.text }
    return target.title
  }

  private func footer() -> [StyledLine] {
    var lines: [StyledLine] = []
    var number = 0
    func section(_ title: String, _ entries: [[StyledRun]]) {
      guard !entries.isEmpty else { return }
      lines.append(StyledLine([StyledRun(title, .heading)]))
      for entry in entries {
        number += 1
        let mark = "\(number) "
        lines += StyledLine.wrap(
          [StyledRun(mark, .number)] + entry, width: width, hanging: mark.count)
      }
      lines.append(.empty)
    }
    section("Sources", note.sources.map(Self.entry))
    section(
      "Links",
      state.linkedOnce(note).map { reference in
        switch state.followed(reference, from: note) {
        case .note(_, let title): return [StyledRun(title, .link)]
        case .nothing(let why): return [StyledRun(why, .problem)]
        case .address(let address, _): return [StyledRun(address, .link)]
        }
      })
    section(
      "Mentioned in",
      state.linking(to: note.id).map { other in
        [StyledRun(other.title, .link)]
      })
    return lines
  }

  static func entry(_ source: Source) -> [StyledRun] {
    var parts: [StyledRun] = []
    if source.publisher == nil, source.title == nil {
      parts.append(StyledRun(source.text))
    } else {
      if let publisher = source.publisher { parts.append(StyledRun(publisher)) }
      if let title = source.title {
        parts.append(StyledRun((parts.isEmpty ? "" : ", ") + "“" + title + "”"))
      }
      if let date = source.date { parts.append(StyledRun(", " + date)) }
    }
    if let url = source.url, !source.text.isEmpty, parts.allSatisfy({ !$0.text.contains(url) }) {
      parts.append(StyledRun(" "))
      parts.append(StyledRun(url, .link))
    }
    return parts
  }
}
