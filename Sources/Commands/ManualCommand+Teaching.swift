// The manual page's entries on teaching and on how texts are opened.

extension ManualCommand {
  static let openingOptions: [Entry] = [
    (
      "--format plain|markdown|html|epub|pdf",
      "Take the text for this format instead of the one that is recognised. The sheets of handout "
        + "and the files of session export have formats of their own."
    ),
    (
      "--paragraphs blank|indent|wrapped|line|auto",
      "How lines of plain text become paragraphs: parted by blank lines, begun by an indented line, "
        + "hard-wrapped as in RFCs, a line each, or as guessed."
    ),
    ("--encoding NAME", "Read the bytes in this encoding, as iconv names it."),
    ("--whole", "Of a web page show everything, not the article alone."),
  ]

  static let teachingCommands: [Entry] = [
    (
      "sidelight teach [LESSON|SESSION] [--new] [--room DIR]",
      "Teach a lesson, by its file or its name in a lessons/ folder; without a name list the "
        + "lessons. The screen shows only what the room may see, until P is pressed. A session that "
        + "was left unfinished within twelve hours goes on in the same step unless --new begins "
        + "another; by its name it goes on at any time. --room feeds "
        + "the room's screen through a folder that another machine shares."
    ),
    (
      "sidelight room [SESSION|FILE] [--light]",
      "Show the room what is taught in another terminal: a session's name, its folder, a shared "
        + "folder or its room.jsonl. Without one, the session that is being taught, else one shown "
        + "in the last three hours. ? says how to enlarge the letters; q leaves."
    ),
    (
      "sidelight lesson new DOCUMENT [-o FILE]",
      "Write a commented start of a lesson on a text; nothing is written over."
    ),
    (
      "sidelight lesson check LESSON... [--strict] [--json]",
      "Say what is wrong with lessons, each with its line."
    ),
    (
      "sidelight lesson pack LESSON [-o FILE]",
      "Write the pupils' copy: text, questions and labels, without answers and notes."
    ),
    (
      "sidelight join PACK --as CODE [-o FILE]",
      "Read, answer and mark from a pupils' copy; what is done stands in CODE.json at once."
    ),
    (
      "sidelight collect FILE|DIR... [--session SESSION]",
      "Take pupils' files into a session, which may be being taught. A damaged or foreign file is "
        + "said, passed over and left where it is; one that comes again takes its own place."
    ),
    (
      "sidelight study LESSON",
      "Go through a lesson alone: write one sentence, then the note opens."
    ),
    (
      "sidelight handout FILE|LESSON|SESSION [--answers|--teacher] [--format html|markdown|text] "
        + "[-o FILE]",
      "Write a sheet for paper: a text with its notes, a lesson for pupils, with answers or for the "
        + "teacher, a session with what was revealed in it. The format follows the file's name, else "
        + "it is HTML."
    ),
    (
      "sidelight session list [--json]",
      "List the sessions that are kept, newest first."
    ),
    (
      "sidelight session export [SESSION] [--format csv|ptc|json] [-o FILE]",
      "Write a session out: CSV for spreadsheets, span labels as of the PTC corpus, JSON with the "
        + "measures of agreement."
    ),
    (
      "sidelight erase CODE [--session SESSION]",
      "Take all that came from one code out of a session, and say which copies are out of reach."
    ),
  ]
}
