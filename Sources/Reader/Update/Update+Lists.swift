// Lists and pages over the text: what stands in them, moving in them, choosing from them.

import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  mutating func performInList(_ command: Command) -> [Effect] {
    if let effects = performOnPassage(command) { return effects }
    let page = max(1, plan.body(of: size).rows - 4)
    switch command {
    case .listDown: moveList(by: 1)
    case .listUp: moveList(by: -1)
    case .listPageDown: moveList(by: page)
    case .listPageUp: moveList(by: -page)
    case .listFirst: moveList(by: -(list?.items.count ?? 0))
    case .listLast: moveList(by: list?.items.count ?? 0)
    case .listChoose:
      guard let list, list.items.indices.contains(list.selected) else { return [] }
      return choose(list.items[list.selected].target)
    case .leave, .cancel, .back: list = nil
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return leave()
    default: break
    }
    return []
  }

  mutating func moveList(by count: Int) {
    let rows = plan.body(of: size).rows - 2
    list?.move(by: count, rows: rows)
  }

  mutating func choose(_ target: ListTarget) -> [Effect] {
    switch target {
    case .paragraph(let paragraph):
      list = nil
      jump(to: paragraph)
    case .place(let offset):
      list = nil
      jumpedFrom = place.offset
      show(offset)
    case .note(let id):
      list = nil
      selection = nil
      isTextOnly = false
      openNotes = [OpenNote(id)]
    case .kind(let kind):
      if settings.hiddenKinds.remove(kind) == nil { settings.hiddenKinds.insert(kind) }
      selected = 0
      layout = LayoutMemo()
      let at = list?.selected ?? 0
      list = kindsList()
      list?.selected = at
      return [.keepSettings(hiddenKinds: settings.hiddenKinds, paneShare: settings.paneShare)]
    case .passage(let id):
      list = nil
      isTextOnly = false
      if let range = passages.first(where: { $0.note == id })?.range {
        jump(to: document.paragraph(at: range.start))
      }
      openNotes = [OpenNote(id)]
    case .effect(let effect):
      if case .addAlias = effect { selection = nil }
      // The list of decisions stays, as that of kinds does: it is made anew with the answer.
      if list?.purpose != .choices { list = nil }
      return [effect]
    case .link(let target): return follow(target)
    case .subject, .wholeParagraph, .begunNote: return beginForm(on: target)
    case .none: break
    }
    return []
  }

  /// A flat text's outline: its paragraphs with the number of their notes.
  func outlineList() -> ListView {
    // Around the focus, when there are more than anybody scrolls through.
    let window = 20_000
    let first = max(0, min(focus - window / 2, document.paragraphs.count - window))
    let shown = document.paragraphs.indices.dropFirst(first).prefix(window)
    let items = shown.map { index -> ListItem in
      let start = document.paragraphs[index].bytes
      let beginning = ByteRange(start.start, min(start.end, start.start.advanced(by: 400)))
      let count = shownLinks(of: index).count
      let detail = count == 0 ? "" : count == 1 ? "1 note" : "\(count) notes"
      // A window may be another one by the time a line is chosen.
      let target: ListTarget =
        document.window == nil ? .paragraph(index) : .place(document.paragraphs[index].range.start)
      let number = ordinal(of: index).map { "¶\($0 + 1)" } ?? "¶?"
      return ListItem(
        number + "  " + document.text(in: beginning), detail: detail, target: target)
    }
    let isPart = items.count < document.paragraphs.count
    let title = isPart ? "Outline · ¶\(first + 1) to ¶\(first + items.count)" : "Outline"
    var view = ListView(.outline, title: title, items: items, emptyText: "the text is empty")
    view.selected = max(0, min(focus - first, items.count - 1))
    return view
  }

  func kindsList() -> ListView {
    var counts: [NoteKind: Int] = [:]
    for note in catalogue.notes {
      if let kind = note.kind { counts[kind, default: 0] += 1 }
    }
    let own = counts.keys.filter { !NoteKind.known.contains($0) }.sorted { $0.value < $1.value }
    let items = (NoteKind.known + own).map { kind -> ListItem in
      let isShown = !settings.hiddenKinds.contains(kind)
      let count = counts[kind] ?? 0
      return ListItem(
        (isShown ? "[x] " : "[ ] ") + kind.value, detail: count == 1 ? "1 note" : "\(count) notes",
        target: .kind(kind))
    }
    return ListView(.kinds, title: "Kinds of note · Enter switches", items: items)
  }

  func helpList() -> ListView {
    var items = settings.keymap.helpItems([
      (.reader, "Reading"), (.note, "In an open note"), (.list, "In a list"),
      (.field, "While typing a line"), (.selection, "While selecting"),
      (.form, "While writing a note"),
    ])
    items.append(ListItem(""))
    items.append(ListItem("Numbers", isHeading: true))
    items.append(
      ListItem("3j  50%  12p  12G   a number before a command repeats it or names a place"))
    items.append(ListItem("2 Enter             opens the second note of the paragraph"))
    items.append(ListItem("1 … 9               in an open note: follow that source or link"))
    return ListView(.help, title: "Keys", items: items)
  }
}

extension Keymap {
  /// The keys of some modes as they are bound now, a heading over each mode.
  public func helpItems(_ modes: [(mode: Mode, title: String)]) -> [ListItem] {
    var items: [ListItem] = []
    for (mode, title) in modes {
      if !items.isEmpty { items.append(ListItem("")) }
      items.append(ListItem(title, isHeading: true))
      for row in CommandTable.rows where row.mode == mode {
        let keys = keys(for: row)
        let shown = keys.isEmpty ? ":" + row.command.rawValue : keys.joined(separator: " ")
        let gap = String(repeating: " ", count: max(2, 20 - CellWidth.of(shown)))
        items.append(ListItem(shown + gap + row.help))
      }
    }
    return items
  }
}
