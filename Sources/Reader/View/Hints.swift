// The hints on the bottom row, with the keys as they are bound now.

import Screen
import Text

extension CommandTable {
  /// The row of a command in a mode, else its first row.
  public static func row(_ mode: Mode, _ command: Command) -> CommandRow {
    rows.first { $0.mode == mode && $0.command == command }
      ?? rows.first { $0.command == command } ?? rows[0]
  }
}

extension ReaderState {
  /// As many hints as fit, the most needed first dropped last.
  func hints(columns: Int) -> String {
    let entries = hintEntries
    var shown = entries.compactMap { entry -> String? in
      let keys = entry.commands.compactMap {
        settings.keymap.firstKey(for: CommandTable.row(entry.mode, $0))
      }
      return keys.isEmpty ? nil : keys.joined(separator: " ") + " " + entry.text
    }
    if mode == .note, !targets().isEmpty {
      let many = targets().count
      shown.insert(
        many > 9 ? "1-\(many) Enter follow" : "1-\(many) follow", at: min(1, shown.count))
    }
    while shown.count > 1, CellWidth.of(shown.joined(separator: "  ")) > columns {
      // Help and leaving stay longest; in the form, saving.
      shown.remove(at: mode == .form ? shown.count - 1 : max(0, shown.count - 3))
    }
    return fitted(shown.joined(separator: "  "), columns: columns)
  }

  private typealias HintEntry = (mode: Mode, commands: [Command], text: String)

  private var hintEntries: [HintEntry] {
    switch mode {
    case .reader:
      let all: [HintEntry] = [
        (.reader, [.nextParagraph, .previousParagraph], "move"),
        (.reader, [.openNote], "open note"), (.reader, [.nextNote], "next note"),
        (.reader, [.addNote], "add"), (.reader, [.search], "search"), (.reader, [.help], "help"),
        (.reader, [.leave], "quit"),
      ]
      if hasPane { return all }
      return all.filter { $0.commands != [.openNote] && $0.commands != [.nextNote] }
    case .note:
      return [
        (.note, [.noteDown, .noteUp], "scroll"), (.note, [.back], "back"),
        (.reader, [.nextParagraph, .previousParagraph], "read on"), (.reader, [.help], "help"),
        (.note, [.leave], "close"),
      ]
    case .list: return listHintEntries
    case .selection:
      let isWord = selection?.unit == .word
      // What a selection is for stays longest.
      let uses: [HintEntry] =
        attaching == nil
        ? [(.reader, [.addNote], "add"), (.reader, [.addAlias], "alias")]
        : [(.reader, [.openNote], "attach")]
      return uses + [
        (.selection, [.selectNextWord, .selectPreviousWord], isWord ? "word" : "sentence"),
        (.selection, [isWord ? .selectSentences : .selectWords], isWord ? "sentences" : "words"),
        (.selection, [.selectNextParagraph, .selectPreviousParagraph], "paragraph"),
        (.selection, [.selectOtherEnd], "other end"),
        (.selection, [.copy], "copy"), (.selection, [.leave], "leave"),
      ]
    case .form:
      let isOpen = form?.showsAll ?? false
      return [
        (.form, [.formSave], "save"),
        (.form, [.formMore], isOpen ? "next field" : "more fields"),
        (.form, [.formCancel], "cancel"),
      ]
    case .field, .lesson, .marking, .count, .paper, .room: return []
    }
  }

  private var listHintEntries: [HintEntry] {
    let isChoice = list?.isChoice ?? false
    let move: HintEntry = (.list, [.listDown, .listUp], isChoice ? "move" : "scroll")
    let close: HintEntry = (.list, [.leave], "close")
    guard isChoice else { return [move, close] }
    guard list?.purpose == .passages else {
      return [move, (.list, [.listChoose], "choose"), close]
    }
    // What only this list has goes last where there is no room.
    return [
      (.list, [.passageAccept], "accept"), (.list, [.passageAttach], "attach anew"),
      (.list, [.listChoose], "go there"), move, (.list, [.passageDelete], "delete"), close,
    ]
  }
}
