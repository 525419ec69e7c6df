// The commands of a lesson in front of a class. Keys that a clicker sends (PgDn, PgUp, `.`) do the
// same as those of the keyboard; F5 and Esc, which it sends as well, are bound to nothing.

extension CommandTable {
  static let lesson = [
    CommandRow(.lesson, .nextThing, "Space PgDn", "the next thing, as named on the bottom row"),
    CommandRow(.lesson, .stepBack, "PgUp", "one step back"),
    CommandRow(.lesson, .chooseStep, "T", "go to a step from a list, extra ones too"),
    CommandRow(.lesson, .blankRoom, "b .", "blank the room, or light it again"),
    CommandRow(.lesson, .nextParagraph, "j }", "show the next paragraph of the step"),
    CommandRow(.lesson, .previousParagraph, "k {", "show the previous paragraph of the step"),
    CommandRow(.lesson, .lineDown, "Down ^E ^F d", "the next part of a long paragraph"),
    CommandRow(.lesson, .lineUp, "Up ^Y ^B u", "the part before"),
    CommandRow(.lesson, .firstParagraph, "g Home", "first paragraph; with a number, that one"),
    CommandRow(.lesson, .lastParagraph, "G End", "last paragraph; with a number, that one"),
    CommandRow(.lesson, .outline, "t", "go to a paragraph of the step from a list"),
    CommandRow(.lesson, .nextNote, "Tab ]", "select the next note, or difference of a comparison"),
    CommandRow(.lesson, .previousNote, "Shift-Tab [", "select the previous one"),
    CommandRow(.lesson, .openNote, "Enter o", "show the selected note whole"),
    CommandRow(.lesson, .back, "Backspace ^O", "back to what the step shows by itself"),
    CommandRow(.lesson, .noteDown, "J", "scroll the private screen, or an open note, down"),
    CommandRow(.lesson, .noteUp, "K", "scroll it up"),
    CommandRow(.lesson, .revealNote, "r", "reveal the selected note, else the step's next"),
    CommandRow(.lesson, .revealStep, "R", "reveal all notes of the step, after asking"),
    CommandRow(
      .lesson, .countHands, "#", "count hands, or take down what was said, for the question"),
    CommandRow(.lesson, .present, "", "say how many are in the room"),
    CommandRow(.lesson, .privateScreen, "P", "the private screen, after asking; P leaves it"),
    CommandRow(.lesson, .freezeRoom, "f", "keep the room's screen as it is, or let it go on"),
    CommandRow(.lesson, .pauseTimer, "w", "pause the timer, or let it go on"),
    CommandRow(.lesson, .selectWords, "v", "select words to mark"),
    CommandRow(.lesson, .selectSentences, "V", "select a sentence to mark"),
    CommandRow(.lesson, .copy, "y", "copy the paragraph"),
    CommandRow(.lesson, .copyCited, "Y", "copy it with a citation"),
    CommandRow(.lesson, .search, "/", "search the paragraphs of the step"),
    CommandRow(.lesson, .nextHit, "n", "next hit"),
    CommandRow(.lesson, .previousHit, "N", "previous hit"),
    CommandRow(.lesson, .setMark, "m", "mark this place with the letter typed next"),
    CommandRow(.lesson, .goToMark, "'", "go to the mark typed next"),
    CommandRow(.lesson, .textOnly, "z", "nothing here: a lesson has no pane"),
    CommandRow(.lesson, .searchNotes, "s", "off in a lesson: it would show what is kept back"),
    CommandRow(.lesson, .commandLine, ":", "type a command by name, or a paragraph's number"),
    CommandRow(.lesson, .help, "? h F1", "this help"),
    CommandRow(.lesson, .redraw, "^L", "draw the screen anew"),
    CommandRow(.lesson, .suspend, "^Z", "suspend; fg comes back"),
    CommandRow(.lesson, .cancel, "^C", "cancel what was begun; ^C twice quits"),
    CommandRow(.lesson, .leave, "q", "leave this view; else end the lesson, after asking"),
    CommandRow(.lesson, .endLesson, "Q", "end the lesson: asks what is to be kept"),
  ]

  static let marking = [
    CommandRow(.marking, .selectNextWord, "w l Right", "to the end of the next word (sentence)"),
    CommandRow(.marking, .selectPreviousWord, "b h Left", "one word (sentence) back"),
    CommandRow(.marking, .selectLineDown, "j Down", "about a line further"),
    CommandRow(.marking, .selectLineUp, "k Up", "about a line back"),
    CommandRow(.marking, .selectToStart, "0 Home ^A", "to the start of the paragraph"),
    CommandRow(.marking, .selectToEnd, "$ End ^E", "to the end of the paragraph"),
    CommandRow(.marking, .selectOtherEnd, "o", "move the other end"),
    CommandRow(.marking, .selectWords, "v", "by word; when it is so already, leave"),
    CommandRow(.marking, .selectSentences, "V", "by sentence; when it is so already, leave"),
    CommandRow(.marking, .copy, "y", "copy and leave"),
    CommandRow(.marking, .copyCited, "Y", "copy with a citation and leave"),
    CommandRow(.marking, .leave, "Esc ^C q", "leave; 1 to 8 mark with that label, or unmark"),
  ]

  static let counting = [
    CommandRow(.count, .countNext, "Tab Down", "next field"),
    CommandRow(.count, .countPrevious, "Shift-Tab Up", "previous field"),
    CommandRow(.count, .countAccept, "Enter", "take the numbers"),
    CommandRow(.count, .countCancel, "Esc ^C", "leave them as they were"),
    CommandRow(.count, .redraw, "^L", "draw the screen anew"),
    CommandRow(.count, .suspend, "^Z", "suspend"),
  ]

  static let paper = [
    CommandRow(.paper, .nextItem, "Tab ] n", "the next question or note"),
    CommandRow(.paper, .previousItem, "Shift-Tab [ N", "the one before"),
    CommandRow(.paper, .write, "Enter o", "write a sentence; options are chosen by their digit"),
    CommandRow(.paper, .nextParagraph, "j }", "next paragraph"),
    CommandRow(.paper, .previousParagraph, "k {", "previous paragraph"),
    CommandRow(.paper, .lineDown, "Down ^E", "one line down"),
    CommandRow(.paper, .lineUp, "Up ^Y", "one line up"),
    CommandRow(.paper, .pageDown, "Space PgDn ^F d", "a page down"),
    CommandRow(.paper, .pageUp, "b PgUp ^B u", "a page up"),
    CommandRow(.paper, .firstParagraph, "g Home", "first paragraph; with a number, that one"),
    CommandRow(.paper, .lastParagraph, "G End", "last paragraph; with a number, that one"),
    CommandRow(.paper, .noteDown, "J", "scroll the question or note down"),
    CommandRow(.paper, .noteUp, "K", "scroll it up"),
    CommandRow(.paper, .selectWords, "v", "select words, then 1 to 8 mark them with that label"),
    CommandRow(.paper, .selectSentences, "V", "select a sentence to mark"),
    CommandRow(.paper, .help, "? h F1", "this help"),
    CommandRow(.paper, .redraw, "^L", "draw the screen anew"),
    CommandRow(.paper, .suspend, "^Z", "suspend; fg comes back"),
    CommandRow(.paper, .cancel, "Esc ^C", "cancel what was begun; ^C twice quits"),
    CommandRow(.paper, .leave, "q Q", "leave; all is kept as it is written"),
  ]

  static let room = [
    CommandRow(.room, .help, "? F1", "how to make the letters larger"),
    CommandRow(.room, .redraw, "^L", "draw the screen anew"),
    CommandRow(.room, .cancel, "^C", "twice leaves"),
    CommandRow(.room, .leave, "q Q", "leave; the lesson goes on"),
  ]
}
