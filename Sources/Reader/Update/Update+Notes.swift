// Notes beside the text: selecting, opening, following sources and links, scrolling the pane.

import Documents
import Linking
import Notes
import Screen
import Text

/// What a number in an open note leads to.
enum NoteTarget: Hashable {
  case address(String, label: String)
  case note(NoteID, title: String)
  /// A source without an address or a link that leads nowhere.
  case nothing(String)
}

extension ReaderState {
  /// Selects the note `step` further on in the pane, round its ends, and shows its mention.
  mutating func selectNote(by step: Int) {
    let shown = shownLinks(of: focus)
    guard !shown.isEmpty else {
      message = whyNoNotes
      return
    }
    let count = shown.count
    // The first Tab goes to the second note: the first is selected on entering a paragraph.
    selected = ((selected + step) % count + count) % count
    paneScroll = 0
    if !openNotes.isEmpty { openNotes = [OpenNote(shown[selected].note)] }
    if let first = shown[selected].matches.first { showMention(first.range.start) }
  }

  /// Brings a mention into sight without changing the focus.
  private mutating func showMention(_ offset: ScalarOffset) {
    let paragraph = document.paragraph(at: offset)
    guard paragraph == focus else { return }
    show(offset)
  }

  var whyNoNotes: String {
    if isTextOnly { return "text only · z brings the notes back" }
    if progress == .waiting, links[focus] == nil { return "the notes are still being read" }
    let hidden = hiddenCount(of: focus)
    return hidden > 0 ? "all \(hidden) notes here are off · :kinds" : "no notes here"
  }

  mutating func openSelected(_ number: Int?) {
    let shown = shownLinks(of: focus)
    if let number {
      guard shown.indices.contains(number - 1) else {
        message = shown.isEmpty ? whyNoNotes : "there is no note \(number) here"
        return
      }
      selected = number - 1
    }
    guard let link = selectedLink else {
      message = whyNoNotes
      return
    }
    selection = nil
    openNotes = [OpenNote(link.note)]
  }

  /// Performs a command on the open note; nil leaves it to the text.
  mutating func performInNote(_ command: Command, number: Int?) -> [Effect]? {
    let page = max(1, notePageRows - 2)
    switch command {
    case .noteDown: scrollNote(by: number ?? 1)
    case .noteUp: scrollNote(by: -(number ?? 1))
    case .notePageDown: scrollNote(by: page)
    case .notePageUp: scrollNote(by: -page)
    case .openNote:
      guard let number else {
        message =
          targets().isEmpty ? "this note has no sources or links" : "type a number to follow"
        return []
      }
      return follow(number)
    case .back: openNotes.removeLast()
    case .leave, .cancel: openNotes.removeAll()
    default: return nil
    }
    return []
  }

  /// Rows in which an open note is shown.
  var notePageRows: Int {
    plan.pane?.rows ?? plan.body(of: size).rows
  }

  mutating func scrollNote(by count: Int) {
    guard let open = openNotes.last else { return }
    let rows = noteLines(open.id).count
    let furthest = max(0, rows - notePageRows)
    openNotes[openNotes.count - 1].scroll = max(0, min(furthest, open.scroll + count))
  }

  mutating func scrollPane(by count: Int) {
    let shown = shownLinks(of: focus)
    guard let pane = plan.pane else { return }
    let footnotes = footnoteLines(columns: pane.columns).count
    guard !shown.isEmpty else {
      paneScroll = max(0, min(footnotes - pane.rows, paneScroll + count))
      return
    }
    let furthest = PaneLayout(
      links: shown, selected: min(selected, shown.count - 1), scroll: paneScroll,
      catalogue: catalogue, columns: pane.columns,
      rows: noteRows(of: pane, footnotes: footnotes)
    ).furthestScroll
    paneScroll = max(0, min(furthest, paneScroll + count))
    if furthest == 0 { message = "all notes of this paragraph are shown" }
  }

  /// What the numbers of the open note lead to: its sources in order, then its links, then the
  /// notes that link to it.
  func targets() -> [NoteTarget] {
    guard let open = openNotes.last, let note = catalogue.note(open.id) else { return [] }
    var targets = note.sources.map { source -> NoteTarget in
      if let url = source.url { return .address(url, label: source.label) }
      return .nothing("this source has no address")
    }
    for reference in linkedOnce(note) {
      targets.append(followed(reference, from: note))
    }
    return targets + linking(to: note.id).map { .note($0.id, title: $0.title) }
  }

  /// Where a link of a note leads.
  func followed(_ reference: NoteReference, from note: Note) -> NoteTarget {
    switch catalogue.resolve(reference, from: note.id) {
    case .note(let id): return .note(id, title: catalogue.note(id)?.title ?? id.value)
    case .ambiguous: return .nothing("\(reference.target) could be several notes")
    case .missing: return .nothing("\(reference.target) leads to no note")
    case .outside: return .nothing("\(reference.target) is not a note")
    }
  }

  /// The notes that link to a note, each once.
  func linking(to id: NoteID) -> [Note] {
    var seen: Set<NoteID> = []
    return catalogue.backlinks(of: id).compactMap { backlink in
      seen.insert(backlink.note).inserted ? catalogue.note(backlink.note) : nil
    }
  }

  /// The links of a note, each target once.
  func linkedOnce(_ note: Note) -> [NoteReference] {
    var seen: Set<String> = []
    return note.references.filter { seen.insert($0.target.lowercased()).inserted }
  }

  mutating func follow(_ number: Int) -> [Effect] {
    let targets = targets()
    guard targets.indices.contains(number - 1) else {
      message =
        targets.isEmpty
        ? "this note has no sources or links" : "there is no \(number) in this note"
      return []
    }
    switch targets[number - 1] {
    case .address(let address, _): return [.openAddress(address)]
    case .note(let id, _): openNotes.append(OpenNote(id))
    case .nothing(let why): message = why
    }
    return []
  }
}
