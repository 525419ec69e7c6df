// The start of a lesson: a whole one of five steps that a teacher changes, with remarks that say what
// each part is for.

import Documents
import Text

/// The text of a new lesson file.
struct LessonTemplate {
  /// Paragraphs beyond so many are counted and not listed.
  static let listed = 400
  /// Scalars of a paragraph that stand in the list.
  static let wordsLength = 60

  let text: String

  /// A lesson on a text; `document` is the path that the lesson will name it by.
  init(_ text: OpenedText, document path: String) {
    let about = Self.longest(in: text) + 1
    self.text =
      Self.head(text, path) + "<!--\nThe paragraphs of the text:\n" + Self.paragraphs(of: text)
      + "-->\n" + Self.steps(about: about)
  }

  private static func longest(in text: OpenedText) -> Int {
    let paragraphs = text.document.paragraphs
    return paragraphs.indices.max {
      paragraphs[$0].range.count < paragraphs[$1].range.count
    } ?? 0
  }

  /// Quoted as YAML and JSON both read it.
  private static func quoted(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    return " " + JSON.string(text).text
  }

  private static func paragraphs(of text: OpenedText) -> String {
    let count = text.document.paragraphs.count
    var lines = ""
    for index in 0..<min(count, listed) {
      let scalars = text.document.text(of: index).unicodeScalars
      let words = String(scalars.prefix(wordsLength)).madeVisible
      let isCut = !scalars.dropFirst(wordsLength).isEmpty
      // Two hyphens could end the comment.
      let tame = words.split(separator: "--", omittingEmptySubsequences: false)
        .joined(separator: "- -")
      lines += "¶\(index + 1)  \(tame)\(isCut ? "…" : "")\n"
    }
    return count > listed ? lines + "and \(count - listed) more\n" : lines
  }

  private static func head(_ text: OpenedText, _ path: String) -> String {
    """
    ---
    # A lesson for Sidelight. Fill in what is empty and change what you like;
    # "sidelight lesson check FILE" says what is still missing.
    title:\(quoted("Reading: " + text.title.madeVisible))
    document:\(quoted(path))
    # Who wrote the text, where it came out, who translated it, when: the class asks for this first.
    author:\(quoted(text.document.author?.madeVisible))
    outlet:
    translator:
    date:\(quoted(text.document.date?.madeVisible))
    # All the minutes there are.
    minutes: 45
    # What the class looks for, in plain words. They are numbered in this order.
    labels: [Loaded language, Repetition, Appeal to fear, Something else]
    # At the end you are asked what to keep. none suggests totals; codes says that single answers may
    # be written out, under codes that are drawn.
    anonymity: none
    # Ids of notes that stay hidden on purpose: [some-note, other-note]
    keep-back: []
    ---
    To the teacher: what stands here, before the first step, is for you alone. What has to be said
    to the class before it reads?


    """
  }

  private static func steps(about paragraph: Int) -> String {
    """

    <!-- A step is a line with ## and its kind: stop, investigate, teach, read, mark, vote, compare,
    reveal, discuss or exit. After it, in any order: its minutes, its paragraphs (¶3, ¶5-7), and
    "optional" for a step that is only gone to by hand. Remarks like this one are never shown. -->

    ## Stop · 5 min

    Before we read: who speaks here, where and when?

    Question (choice): What kind of text do you expect?
    - a news report
    - an opinion
    - an advertisement

    To the teacher: a paragraph that begins like this one is never shown to the class.

    ## Investigate · 10 min

    Leave the page: what do others say about the author and the outlet?

    Ask again: 1

    <!-- Notes are hidden until a step shows them. Write their ids without these marks:
    Show: some-note, other-note
    -->

    ## Mark · 12 min · ¶\(paragraph)

    Underline what works on you, and write the number of a label beside it.

    Label: Loaded language: words that carry a judgement with them.
    Example: "a shocking decision" for "a decision"

    Label: Repetition: the same words come back until they stick.
    Example: "Bread, bread, and once more bread!"

    Label: Appeal to fear: something terrible will happen unless we agree.
    Example: "Without this bridge the town will die."

    <!-- Your own answers are the very words of the text, under a label:
    Answer: Loaded language: "words of the text"
    -->

    ## Reveal · 12 min · ¶\(paragraph)

    What do the notes say that the text does not?

    Show: answers, all

    ## Exit · 3 min

    Question (short): What would you ask the author?

    """
  }
}
