// From a draft to the text of a note's file.

import Anchoring
public import Notes
import Text

/// Composes new files, and what is added to old ones.
public enum NoteComposer {
  /// The file of a draft: front matter, body, sources as footnotes. Fields that hold nothing are
  /// left out; what is read back is what was typed, but for white space at the ends.
  public static func text(of draft: NoteDraft) -> String {
    let body = draft.body.asBody
    var file = NoteFile("")
    let title = draft.title.onOneLine
    file = setting("title", title, in: file)
    let aliases = names(draft.aliases, beside: title)
    if !aliases.isEmpty { file = setting("aliases", .list(aliases), in: file) }
    file = setting("kind", draft.kind.onOneLine, in: file)
    file = setting("description", draft.description.onOneLine, in: file)
    if let passage = draft.passage {
      for (key, value) in passageKeys(passage) {
        if let value { file = setting(key, .text(value), in: file) }
      }
    }
    var text = file.text
    if text.isEmpty, body.hasPrefix("---") || body.unicodeScalars.first == "\u{FEFF}" {
      // Its first line would be taken for the beginning of front matter.
      text = "---\n---\n"
    }
    if !body.isEmpty { text += body + "\n" }
    return adding(
      sources: draft.sources, publisher: draft.publisher, date: draft.date, to: NoteFile(text)
    ).text
  }

  /// A file with more sources as footnotes at its end, each with the next free number.
  public static func adding(
    sources: [String], publisher: String = "", date: String = "", to file: NoteFile
  ) -> NoteFile {
    let lines = SourceComposer.definitions(sources, publisher: publisher, date: date)
    guard !lines.isEmpty else { return file }
    let ending = file.ending
    let end = file.lineEnd
    var text = file.text
    let isBare = file.bodyText.trimmed.isEmpty
    if let last = text.unicodeScalars.last, last != "\n", last != "\r" { text += end }
    if let fence = ending.unclosedFence { text += fence + end }
    if !isBare, !ending.endsWithFootnote, !file.endsWithBlankLine { text += end }
    let taken = Set(ending.footnoteLabels)
    var number = 0
    for line in lines {
      repeat { number += 1 } while taken.contains(String(number))
      text += "[^\(number)]: " + line + end
    }
    return NoteFile(text)
  }

  /// The front matter of a passage, in its order; nil for what is not known.
  static func passageKeys(_ passage: Passage) -> [(key: String, value: String?)] {
    let selector = readable(passage.selector)
    guard !selector.quote.isEmpty else { return [] }
    return [
      ("quote-document", passage.document.map(\.trimmed).flatMap(filled)),
      ("quote-hash", passage.hash?.hex),
      ("quote", selector.quote),
      ("quote-prefix", filled(selector.prefix)),
      ("quote-suffix", filled(selector.suffix)),
      ("quote-start", selector.position.map { String($0.start.value) }),
      ("quote-end", selector.position.map { String($0.end.value) }),
    ]
  }

  /// A selector that begins nowhere with a byte-order mark: a YAML reader would drop it.
  private static func readable(_ selector: TextSelector) -> TextSelector {
    func marks(_ text: String) -> Int { text.unicodeScalars.prefix { $0 == "\u{FEFF}" }.count }
    var selector = selector
    let count = marks(selector.quote)
    if count > 0 {
      selector.quote = String(selector.quote.unicodeScalars.dropFirst(count))
      selector.position = selector.position.map {
        ScalarRange($0.start.advanced(by: count), $0.end)
      }
    }
    selector.prefix = String(selector.prefix.unicodeScalars.dropFirst(marks(selector.prefix)))
    if marks(selector.suffix) > 0 { selector.suffix = "" }
    return selector
  }

  /// Aliases as they are written: trimmed, each once, without the title.
  static func names(_ aliases: [String], beside title: String) -> [String] {
    var seen: Set<[UInt8]> = [Array(title.utf8)]
    return aliases.map(\.onOneLine).filter { !$0.isEmpty && seen.insert(Array($0.utf8)).inserted }
  }

  private static func filled(_ text: String) -> String? { text.isEmpty ? nil : text }

  private static func setting(_ key: String, _ text: String, in file: NoteFile) -> NoteFile {
    text.isEmpty ? file : setting(key, .text(text), in: file)
  }

  /// Front matter of our own making can always be added to.
  private static func setting(_ key: String, _ value: FrontMatterValue, in file: NoteFile)
    -> NoteFile
  {
    (try? file.settingKey(key, to: value)) ?? file
  }
}

extension NoteFile {
  /// Whether nothing but white space stands on the last line.
  fileprivate var endsWithBlankLine: Bool {
    let scalars = Array(text.unicodeScalars.suffix(64))
    let ends = scalars.indices.filter {
      scalars[$0] == "\n"
        || scalars[$0] == "\r"
          && !($0 + 1 < scalars.count && scalars[$0 + 1] == "\n")
    }
    guard ends.count >= 2, ends.last == scalars.count - 1 else { return false }
    return scalars[(ends[ends.count - 2] + 1)...].allSatisfy { WordClass.isSpace($0) }
  }
}
