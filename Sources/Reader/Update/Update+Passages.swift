// Passage notes whose words changed or whose place is lost, and what changed in the text itself.

import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  /// Passage notes of this text that need a look.
  private var unsettledPassages: [PassageReading] {
    passages.filter { $0.state == .lost || $0.state == .changed }
  }

  /// Said once the text is linked and its earlier version was looked for, whichever comes first:
  /// that it was edited since, and that passages are not as they were. Short, because both have to
  /// fit on one row.
  var openingRemark: String? {
    let edited = editedSince.map { "text changed since \($0) (:changes)" }
    let remarks = [edited, passagesRemark].compactMap(\.self)
    return remarks.isEmpty ? nil : remarks.joined(separator: " · ")
  }

  var passagesRemark: String? {
    let lost = passages.count { $0.state == .lost }
    let changed = passages.count { $0.state == .changed }
    guard lost + changed > 0 else { return nil }
    var parts: [String] = []
    if lost > 0 { parts.append(lost == 1 ? "1 passage lost" : "\(lost) passages lost") }
    if changed > 0 {
      parts.append(
        lost > 0
          ? "\(changed) reworded"
          : changed == 1
            ? "1 passage reworded"
            : "\(changed) passages reworded")
    }
    return parts.joined(separator: ", ") + " (:lost)"
  }

  func passagesList() -> ListView {
    let unsettled = unsettledPassages
    let items = unsettled.map { reading in
      ListItem(
        catalogue.note(reading.note)?.title ?? reading.note.value,
        detail: reading.state == .lost ? "place lost" : "wording changed",
        target: .passage(reading.note))
    }
    var view = ListView(
      .passages, title: "Passages that are not as they were", items: items,
      emptyText: "every passage note of this text has its place and its words")
    for (index, reading) in unsettled.enumerated() {
      view.comparisons[index] = Comparison(
        "as quoted", reading.quote, "now", reading.text ?? "(not found in this text)")
    }
    return view
  }

  /// The passage note chosen in the list of such notes.
  private var chosenPassage: PassageReading? {
    guard let list, list.purpose == .passages, list.items.indices.contains(list.selected),
      case .passage(let id) = list.items[list.selected].target
    else { return nil }
    return passages.first { $0.note == id }
  }

  /// Keys that only the list of passages knows; nil for all others.
  mutating func performOnPassage(_ command: Command) -> [Effect]? {
    switch command {
    case .passageAttach, .passageAccept, .passageDelete: break
    default: return nil
    }
    guard let reading = chosenPassage else {
      if list?.purpose != .passages { message = "that key does nothing in this list" }
      return []
    }
    switch command {
    case .passageAccept:
      guard let range = reading.range else {
        message = "its place is lost: there is nothing to accept"
        return []
      }
      list = nil
      return [.attach(reading.note, passage(at: range))]
    case .passageDelete:
      list = nil
      openNotes = [OpenNote(reading.note)]
      return performWriting(.deleteNote)
    default:
      list = nil
      attaching = reading.note
      if selection != nil { return attachSelection() ?? [] }
      message = "select the words it is about with v or V, then Enter; Esc gives up"
      if let range = reading.range { show(range.start) }
      return []
    }
  }

  /// Ties the waiting passage note to the selection; nil when none waits.
  mutating func attachSelection() -> [Effect]? {
    guard let id = attaching, let selection else { return nil }
    guard selection.range.count <= Self.longestQuote else {
      message = "select less: a note quotes at most \(Self.longestQuote) characters"
      return []
    }
    attaching = nil
    self.selection = nil
    return [.attach(id, passage(at: selection.range))]
  }

  mutating func showChanges(_ changes: [TextChange]?, since day: String) {
    guard let changes else {
      message = "no earlier version of this text is known"
      return
    }
    message = nil
    let items = changes.map { change -> ListItem in
      let place = "¶\(change.paragraph + 1)  "
      let lost = change.kind == .added ? 0 : lostCount(in: change.old)
      let notes = lost == 0 ? "" : lost == 1 ? " · 1 note on it" : " · \(lost) notes on it"
      switch change.kind {
      case .added:
        return ListItem(
          place + "+ " + change.new, detail: "added", target: .paragraph(change.paragraph))
      case .cut:
        return ListItem(
          place + "- " + change.old, detail: "cut" + notes, target: .paragraph(change.paragraph))
      case .moved:
        return ListItem(
          place + change.new, detail: "moved here", target: .paragraph(change.paragraph))
      case .altered:
        return ListItem(
          place + "~ " + change.new, detail: "altered" + notes,
          target: .paragraph(change.paragraph))
      }
    }
    var view = ListView(
      .changes, title: "Changed since \(day)", items: items,
      emptyText: "nothing changed since \(day)")
    for (index, change) in changes.enumerated() {
      view.comparisons[index] = Comparison(
        "as read on \(day)", change.old.isEmpty ? "(not there)" : change.old, "now",
        change.new.isEmpty ? "(cut)" : change.new)
    }
    list = view
  }

  /// Passage notes without a place whose quotation stood in a paragraph of the earlier version.
  private func lostCount(in old: String) -> Int {
    passages.count { $0.state == .lost && old.contains($0.quote) }
  }
}
