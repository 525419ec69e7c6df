// The one table of commands. Keymap, help screen, `sidelight keys`, manual and the README's list are
// all read from it, so that none of them can say something else.

import Screen

/// One command in one mode: its default keys and what it does.
public struct CommandRow: Sendable {
  public let mode: Mode
  public let command: Command
  /// Default keys in key notation, with blanks between them; cut when somebody asks, for the whole
  /// table is made before the first frame.
  private let keys: String
  /// One line for help and manual.
  public let help: String

  init(_ mode: Mode, _ command: Command, _ keys: String, _ help: String) {
    self.mode = mode
    self.command = command
    self.keys = keys
    self.help = help
  }

  /// The first of the default keys.
  var firstKey: String? { keys.split(separator: " ", maxSplits: 1).first.map { String($0) } }

  /// Default keys in key notation.
  public var defaultKeys: [String] { keys.split(separator: " ").map(String.init) }
}

/// All commands, in the order in which help shows them.
public enum CommandTable {
  public static let rows: [CommandRow] =
    reading + notes + writing + finding + viewing + noteOpen + selecting + lists + form + fields
    + lesson + marking + counting + paper + room

  private static let reading = [
    CommandRow(.reader, .nextParagraph, "j }", "focus the next paragraph"),
    CommandRow(.reader, .previousParagraph, "k {", "focus the previous paragraph"),
    CommandRow(.reader, .lineDown, "Down ^E", "one line down"),
    CommandRow(.reader, .lineUp, "Up ^Y", "one line up"),
    CommandRow(.reader, .pageDown, "Space PgDn ^F", "one page down"),
    CommandRow(.reader, .pageUp, "b PgUp ^B", "one page up"),
    CommandRow(.reader, .halfPageDown, "d", "half a page down"),
    CommandRow(.reader, .halfPageUp, "u", "half a page up"),
    CommandRow(.reader, .firstParagraph, "g Home", "first paragraph; with a number, that one"),
    CommandRow(.reader, .lastParagraph, "G End", "last paragraph; with a number, that one"),
    CommandRow(.reader, .goToPercent, "%", "go to the percentage typed before it"),
    CommandRow(
      .reader, .goToParagraph, "", "go to the paragraph whose number was typed before it"),
    CommandRow(.reader, .follow, "F", "go to the end and follow what is added; any move stops"),
  ]

  private static let notes = [
    CommandRow(.reader, .nextNote, "Tab ]", "select the next note of this paragraph"),
    CommandRow(.reader, .previousNote, "Shift-Tab [", "select the previous note"),
    CommandRow(.reader, .openNote, "Enter", "open the selected note; 2 Enter opens the second"),
    CommandRow(
      .reader, .followLink, "o", "follow a link of the paragraph; where it has none, open the note"),
    CommandRow(
      .reader, .back, "Backspace ^O", "back to where a link was followed, in this text or before it"
    ),
    CommandRow(.reader, .noteDown, "J", "scroll the pane down"),
    CommandRow(.reader, .noteUp, "K", "scroll the pane up"),
    CommandRow(.reader, .pin, "p", "pin the note to this text, or unpin; 12p goes to paragraph 12"),
    CommandRow(.reader, .notHere, "x", "not this note for these words in this text"),
    CommandRow(.reader, .choices, "", "list what was pinned or put away in this text"),
    CommandRow(.reader, .kinds, "", "choose which kinds of note are shown"),
  ]

  private static let writing = [
    CommandRow(.reader, .selectWords, "v", "select words"),
    CommandRow(.reader, .selectSentences, "V", "select sentences"),
    CommandRow(.reader, .copy, "y", "copy the selection, else the paragraph"),
    CommandRow(.reader, .copyCited, "Y", "copy with a citation"),
    CommandRow(.reader, .addNote, "a", "add a note on the selection, a name or the paragraph"),
    CommandRow(.reader, .addAlias, "A", "add the selection as an alias to a note"),
    CommandRow(.reader, .editNote, "e", "edit the note's file in $VISUAL or $EDITOR"),
    CommandRow(.reader, .deleteNote, "D", "delete the note, after asking"),
    CommandRow(.reader, .undo, "U", "undo the last change of a note"),
    CommandRow(.reader, .redo, "^R", "do again what was undone"),
    CommandRow(.reader, .lost, "", "passage notes whose place is lost or whose words changed"),
    CommandRow(.reader, .changes, "", "what changed in this text since it was last read"),
  ]

  private static let finding = [
    CommandRow(.reader, .search, "/", "search the text"),
    CommandRow(.reader, .nextHit, "n", "next hit"),
    CommandRow(.reader, .previousHit, "N", "previous hit"),
    CommandRow(.reader, .searchNotes, "s", "search the notes and open one"),
    CommandRow(.reader, .outline, "t", "outline: go to a section or paragraph from a list"),
    CommandRow(.reader, .info, "", "title, author, format and encoding of this text"),
    CommandRow(.reader, .whole, "", "of a web page everything, or the article alone again"),
    CommandRow(
      .reader, .paragraphs, "", "lines become paragraphs by: blank, indent, wrapped, line, auto"),
    CommandRow(.reader, .encoding, "", "read the text in the encoding named after it"),
    CommandRow(.reader, .format, "", "read the text as the format named after it"),
    CommandRow(.reader, .setMark, "m", "mark this place with the letter typed next"),
    CommandRow(.reader, .goToMark, "'", "go to the mark typed next; '' goes back"),
  ]

  private static let viewing = [
    CommandRow(.reader, .textOnly, "z", "text only: no pane, no marks"),
    CommandRow(.reader, .paneWider, "+", "pane wider"),
    CommandRow(.reader, .paneNarrower, "-", "pane narrower"),
    CommandRow(.reader, .mouse, "M", "mouse on or off"),
    CommandRow(.reader, .commandLine, ":", "type a command by name, a number or N%"),
    CommandRow(.reader, .help, "? h F1", "this help"),
    CommandRow(.reader, .redraw, "^L", "draw the screen anew"),
    CommandRow(.reader, .suspend, "^Z", "suspend; fg comes back"),
    CommandRow(.reader, .cancel, "Esc ^C", "cancel what was begun; ^C twice quits"),
    CommandRow(.reader, .leave, "q", "leave this view; from the text, quit"),
    CommandRow(.reader, .quit, "Q", "quit"),
  ]

  private static let noteOpen = [
    CommandRow(.note, .noteDown, "J Down ^E", "scroll the note down"),
    CommandRow(.note, .noteUp, "K Up ^Y", "scroll the note up"),
    CommandRow(.note, .notePageDown, "Space PgDn ^F d", "a page of the note down"),
    CommandRow(.note, .notePageUp, "b PgUp ^B u", "a page of the note up"),
    CommandRow(
      .note, .openNote, "Enter o", "follow the source or link whose number was typed before it"),
    CommandRow(.note, .back, "Backspace ^O Esc", "back to the note before, or close"),
    CommandRow(.note, .leave, "q", "close the note"),
  ]

  private static let selecting = [
    CommandRow(.selection, .selectLeft, "h Left", "one character left; by sentence, one sentence"),
    CommandRow(
      .selection, .selectRight, "l Right", "one character right; by sentence, one sentence"),
    CommandRow(.selection, .selectNextWord, "w", "to the end of the next word (sentence)"),
    CommandRow(.selection, .selectWordEnd, "e", "to the end of this word, else of the next"),
    CommandRow(.selection, .selectPreviousWord, "b", "one word (sentence) back"),
    CommandRow(.selection, .selectToStart, "0 Home ^A", "to the start of the paragraph"),
    CommandRow(.selection, .selectToEnd, "$ End ^E", "to the end of the paragraph"),
    CommandRow(.selection, .selectLineDown, "j Down", "one line down"),
    CommandRow(.selection, .selectLineUp, "k Up", "one line up"),
    CommandRow(.selection, .selectNextParagraph, "}", "one paragraph more"),
    CommandRow(.selection, .selectPreviousParagraph, "{", "one paragraph back"),
    CommandRow(.selection, .selectOtherEnd, "o", "move the other end"),
    CommandRow(.selection, .selectWords, "v", "by word; when it is so already, leave"),
    CommandRow(.selection, .selectSentences, "V", "by sentence; when it is so already, leave"),
    CommandRow(.selection, .copy, "y", "copy and leave"),
    CommandRow(.selection, .copyCited, "Y", "copy with a citation and leave"),
    CommandRow(.selection, .leave, "Esc ^C q", "leave the selection"),
  ]

  private static let lists = [
    CommandRow(.list, .listDown, "j Down ^N ^E", "down"),
    CommandRow(.list, .listUp, "k Up ^P ^Y", "up"),
    CommandRow(.list, .listPageDown, "Space PgDn ^F d", "a page down"),
    CommandRow(.list, .listPageUp, "b PgUp ^B u", "a page up"),
    CommandRow(.list, .listFirst, "g Home", "first"),
    CommandRow(.list, .listLast, "G End", "last"),
    CommandRow(.list, .listChoose, "Enter o", "choose; in the kinds list, switch"),
    CommandRow(.list, .passageAttach, "r", "in :lost, tie the note to words selected next"),
    CommandRow(.list, .passageAccept, "a", "in :lost, take the changed words as the quotation"),
    CommandRow(.list, .passageDelete, "D", "in :lost, delete the note, after asking"),
    CommandRow(.list, .leave, "q Esc Backspace ^C ^O", "close the list"),
    CommandRow(.list, .redraw, "^L", "draw the screen anew"),
    CommandRow(.list, .suspend, "^Z", "suspend"),
    CommandRow(.list, .quit, "Q", "quit"),
  ]

  private static let form = [
    CommandRow(.form, .formSave, "^S", "save the note"),
    CommandRow(.form, .formMore, "Tab", "show all fields; then go to the next"),
    CommandRow(.form, .formNextField, "Enter", "next field; in the body a new line"),
    CommandRow(.form, .formPreviousField, "Shift-Tab", "previous field"),
    CommandRow(.form, .formNewLine, "Alt-Enter ^J", "new line in the body; another source"),
    CommandRow(.form, .formLineDown, "Down", "one line down; from the last, the next field"),
    CommandRow(.form, .formLineUp, "Up", "one line up; from the first, the previous field"),
    CommandRow(.form, .formPageDown, "PgDn", "a page of the body, else of the text, down"),
    CommandRow(.form, .formPageUp, "PgUp", "a page of the body, else of the text, up"),
    CommandRow(.form, .formNextKind, "^N", "next kind that fits; elsewhere one line down"),
    CommandRow(.form, .formPreviousKind, "^P", "previous kind that fits; elsewhere one line up"),
    CommandRow(.form, .formCancel, "Esc ^C", "leave the form; asks if something would be lost"),
    CommandRow(.form, .redraw, "^L", "draw the screen anew"),
    CommandRow(.form, .suspend, "^Z", "suspend"),
  ]

  private static let fields = [
    CommandRow(.field, .fieldAccept, "Enter", "take what was typed"),
    CommandRow(.field, .fieldCancel, "Esc ^C ^G", "leave the line"),
    CommandRow(.field, .fieldComplete, "Tab", "complete a command"),
    CommandRow(.field, .fieldPrevious, "Up ^P", "previous line typed, or choice above"),
    CommandRow(.field, .fieldNext, "Down ^N", "next line typed, or choice below"),
    CommandRow(.field, .fieldLeft, "Left ^B", "one character left"),
    CommandRow(.field, .fieldRight, "Right ^F", "one character right"),
    CommandRow(.field, .fieldWordLeft, "Ctrl-Left Alt-b", "one word left"),
    CommandRow(.field, .fieldWordRight, "Ctrl-Right Alt-f", "one word right"),
    CommandRow(.field, .fieldStart, "Home ^A", "start of the line"),
    CommandRow(.field, .fieldEnd, "End ^E", "end of the line"),
    CommandRow(.field, .fieldDeleteBack, "Backspace ^H", "delete the character before"),
    CommandRow(.field, .fieldDelete, "Delete ^D", "delete the character under the cursor"),
    CommandRow(.field, .fieldDeleteWord, "^W", "delete the word before"),
    CommandRow(.field, .fieldDeleteToStart, "^U", "delete to the start"),
    CommandRow(.field, .redraw, "^L", "draw the screen anew"),
    CommandRow(.field, .suspend, "^Z", "suspend"),
    CommandRow(.field, .fieldDeleteToEnd, "^K", "delete to the end"),
  ]
}
