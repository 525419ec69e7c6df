// Everything a reader can ask for by a key, by name. The table in CommandTable.swift is the one
// place that gives each its keys and its sentence of help.

/// What the keys act on.
public enum Mode: String, Sendable, CaseIterable {
  /// The text with its pane.
  case reader
  /// A note is open; keys that it does not use fall through to `reader`.
  case note
  /// A list to choose from, or a page to scroll: help, outline, kinds, notes found.
  case list
  /// A line of text being typed.
  case field
  /// A stretch of text is selected; keys that it does not use fall through to `reader`.
  case selection
  /// A note is being written in the form; keys that it does not use fall through to `field`.
  case form
  /// A lesson is being taught.
  case lesson
  /// Words of a lesson's text are being marked; keys that it does not use fall through to `lesson`.
  case marking
  /// Hands are being counted into fields; keys that it does not use fall through to `field`.
  case count
  /// A lesson is gone through alone, on a pupil's own screen.
  case paper
  /// The room's screen, which only follows.
  case room
}

/// A command, by the name that `sidelight keys`, the configuration and the command line use.
public enum Command: String, Sendable, CaseIterable {
  case nextParagraph = "next-paragraph"
  case previousParagraph = "previous-paragraph"
  case lineDown = "line-down"
  case lineUp = "line-up"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  case firstParagraph = "first-paragraph"
  case lastParagraph = "last-paragraph"
  case goToPercent = "go-to-percent"
  case goToParagraph = "go-to-paragraph"
  case follow
  case nextNote = "next-note"
  case previousNote = "previous-note"
  case openNote = "open-note"
  case followLink = "follow-link"
  case back = "back"
  case noteDown = "note-down"
  case noteUp = "note-up"
  case notePageDown = "note-page-down"
  case notePageUp = "note-page-up"
  case search = "search"
  case nextHit = "next-hit"
  case previousHit = "previous-hit"
  case searchNotes = "search-notes"
  case outline = "outline"
  case info = "info"
  case whole = "whole"
  case paragraphs = "paragraphs"
  case encoding = "encoding"
  case format = "format"
  case setMark = "set-mark"
  case goToMark = "go-to-mark"
  case selectWords = "select-words"
  case selectSentences = "select-sentences"
  case copy = "copy"
  case copyCited = "copy-cited"
  case addNote = "add-note"
  case addAlias = "add-alias"
  case editNote = "edit-note"
  case deleteNote = "delete-note"
  case undo = "undo"
  case redo = "redo"
  case pin = "pin"
  case notHere = "not-here"
  case choices = "choices"
  case changes = "changes"
  case textOnly = "text-only"
  case paneWider = "pane-wider"
  case paneNarrower = "pane-narrower"
  case mouse = "mouse"
  case kinds = "kinds"
  case lost = "lost"
  case commandLine = "command-line"
  case help = "help"
  case redraw = "redraw"
  case suspend = "suspend"
  case cancel = "cancel"
  case leave = "leave"
  case quit = "quit"

  case selectLeft = "select-left"
  case selectRight = "select-right"
  case selectNextWord = "select-next-word"
  case selectPreviousWord = "select-previous-word"
  case selectWordEnd = "select-word-end"
  case selectToStart = "select-to-start"
  case selectToEnd = "select-to-end"
  case selectLineDown = "select-line-down"
  case selectLineUp = "select-line-up"
  case selectNextParagraph = "select-next-paragraph"
  case selectPreviousParagraph = "select-previous-paragraph"
  case selectOtherEnd = "select-other-end"

  case listDown = "list-down"
  case listUp = "list-up"
  case listPageDown = "list-page-down"
  case listPageUp = "list-page-up"
  case listFirst = "list-first"
  case listLast = "list-last"
  case listChoose = "list-choose"
  case passageAttach = "passage-attach"
  case passageAccept = "passage-accept"
  case passageDelete = "passage-delete"

  case formSave = "form-save"
  case formMore = "form-more"
  case formNextField = "form-next-field"
  case formPreviousField = "form-previous-field"
  case formNewLine = "form-new-line"
  case formLineDown = "form-line-down"
  case formLineUp = "form-line-up"
  case formPageDown = "form-page-down"
  case formPageUp = "form-page-up"
  case formNextKind = "form-next-kind"
  case formPreviousKind = "form-previous-kind"
  case formCancel = "form-cancel"

  case fieldAccept = "field-accept"
  case fieldCancel = "field-cancel"
  case fieldComplete = "field-complete"
  case fieldPrevious = "field-previous"
  case fieldNext = "field-next"
  case fieldLeft = "field-left"
  case fieldRight = "field-right"
  case fieldWordLeft = "field-word-left"
  case fieldWordRight = "field-word-right"
  case fieldStart = "field-start"
  case fieldEnd = "field-end"
  case fieldDeleteBack = "field-delete-back"
  case fieldDelete = "field-delete"
  case fieldDeleteWord = "field-delete-word"
  case fieldDeleteToStart = "field-delete-to-start"
  case fieldDeleteToEnd = "field-delete-to-end"

  case nextThing = "next-thing"
  case stepBack = "step-back"
  case chooseStep = "choose-step"
  case blankRoom = "blank-room"
  case revealNote = "reveal-note"
  case revealStep = "reveal-step"
  case countHands = "count-hands"
  case present = "present"
  case privateScreen = "private-screen"
  case freezeRoom = "freeze-room"
  case pauseTimer = "pause-timer"
  case reopenQuestion = "reopen-question"
  case endLesson = "end-lesson"
  case countNext = "count-next"
  case countPrevious = "count-previous"
  case countAccept = "count-accept"
  case countCancel = "count-cancel"
  case nextItem = "next-item"
  case previousItem = "previous-item"
  case write = "write"
}
