// What a new note is to be about: the selection, a name of the paragraph that has no note, or the
// paragraph itself.

import Anchoring
import Documents
import Linking
import Notes
import Screen
import Text

extension ReaderState {
  /// A selection of so many scalars and words is a name; a longer one is a passage.
  static let longestName = 60
  static let mostWordsOfName = 8
  /// Scalars of the longest passage that a note quotes.
  static let longestQuote = 10_000
  /// Scalars of a paragraph that is quoted whole; of a longer one its first sentence.
  static let longestParagraph = 400
  /// Bytes of a paragraph in which names are looked for.
  private static let namesBytes = 65_536

  /// Opens the form on the selection, else asks what the note is to be about.
  mutating func beginForm() -> [Effect] {
    message = nil
    guard form == nil else { return [] }
    if let selection {
      begin(on: selection.range)
      return []
    }
    let names = namesWithoutNote()
    guard keptDraft != nil || !names.isEmpty else {
      return beginOnParagraph()
    }
    list = subjectsList(names)
    return []
  }

  /// What was chosen from the list of subjects.
  mutating func beginForm(on target: ListTarget) -> [Effect] {
    list = nil
    switch target {
    case .keptDraft:
      if let keptDraft { form = NoteForm(draft: keptDraft) }
    case .subject(let name):
      var draft = NoteDraft()
      draft.title = name
      open(draft)
    case .wholeParagraph: return beginOnParagraph()
    case .paragraph, .note, .kind, .none: break
    }
    return []
  }

  private mutating func begin(on range: ScalarRange) {
    guard range.count <= Self.longestQuote else {
      message = "select less: a note quotes at most \(Self.longestQuote) characters"
      return
    }
    let selector = selector(of: range)
    let name = selector.quote.folded
    let isOneLine =
      document.paragraph(at: range.start)
      == document.paragraph(at: range.end.advanced(by: -1))
    var draft = NoteDraft()
    if isOneLine, name.unicodeScalars.count <= Self.longestName,
      name.split(separator: " ").count <= Self.mostWordsOfName
    {
      draft.title = name
    } else {
      draft.passage = passage(selector)
    }
    open(draft)
  }

  private mutating func beginOnParagraph() -> [Effect] {
    var draft = NoteDraft()
    if document.paragraphs.indices.contains(focus) {
      draft.passage = passage(selector(of: quotedRange(of: focus)))
    }
    open(draft)
    return []
  }

  private mutating func open(_ draft: NoteDraft) {
    form = NoteForm(draft: draft, displacing: keptDraft)
  }

  private func passage(_ selector: TextSelector) -> Passage {
    Passage(
      document: settings.documentReference, documentPath: settings.documentPath,
      hash: document.isComplete ? document.contentHash : nil, selector: selector)
  }

  /// The selector of a range, from the pieces of text around it: a passage of a huge text costs no
  /// more than one of a short text.
  private func selector(of range: ScalarRange) -> TextSelector {
    let pieces = pieces(around: range)
    guard let first = pieces.first, let last = pieces.last else {
      return TextSelector(quote: "", position: range)
    }
    return document.withBytes { bytes in
      // Room for the context on both sides: a scalar has four bytes at most.
      let reach = TextSelector.contextLength * 4
      var start = max(0, first.bytes.start.value - reach)
      while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      var end = min(bytes.count, last.bytes.end.value + reach)
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      let before = bytes[start..<first.bytes.start.value].reduce(0) {
        $0 + ($1 & 0xC0 == 0x80 ? 0 : 1)
      }
      let shift = first.range.start.value - before
      var selector = TextSelector.describe(
        range.shifted(by: -shift), in: UnsafeBufferPointer(rebasing: bytes[start..<end]))
      selector.position = selector.position?.shifted(by: shift)
      return selector
    }
  }

  private func pieces(around range: ScalarRange) -> [Piece] {
    guard !document.paragraphs.isEmpty else { return [] }
    let first = document.paragraph(at: range.start)
    let last = max(first, document.paragraph(at: range.end.advanced(by: -1)))
    // Only the first and the last paragraph can have pieces that do not matter.
    let before = document.pieces(of: first).last { $0.range.start <= range.start }
    let after = document.pieces(of: last).first { $0.range.end >= range.end }
    return [before ?? document.pieces(of: first).first, after ?? document.pieces(of: last).last]
      .compactMap { $0 }
  }

  /// The paragraph if it is short, else its first sentence, else as many whole words as may be.
  private func quotedRange(of paragraph: Int) -> ScalarRange {
    let range = document.paragraphs[paragraph].range
    guard range.count > Self.longestParagraph, let piece = document.pieces(of: paragraph).first
    else { return range }
    let text = document.text(in: piece.bytes)
    let scalars = Array(text.unicodeScalars.prefix(Self.longestParagraph + 1))
    let length = SentenceEnd.first(in: scalars, upTo: Self.longestParagraph)
    return ScalarRange(range.start, range.start.advanced(by: length))
  }

  /// Capitalised names of the focused paragraph that no note has.
  private func namesWithoutNote() -> [String] {
    guard document.paragraphs.indices.contains(focus) else { return [] }
    var text = ""
    for piece in document.pieces(of: focus) {
      text += document.text(in: piece.bytes)
      if text.utf8.count >= Self.namesBytes { break }
    }
    let start = document.paragraphs[focus].range.start.value
    // Names inside a quoted passage may well want a note of their own.
    let linked = (links[focus] ?? []).flatMap(\.matches).filter { $0.reason != .passage }
      .map { $0.range.shifted(by: -start) }
    let found = NameCandidates.names(in: text, language: document.language, leavingOut: linked)
    return found.filter { name in
      guard case .missing = catalogue.resolve(name: name) else { return false }
      return true
    }
  }

  private func subjectsList(_ names: [String]) -> ListView {
    var items: [ListItem] = []
    if let keptDraft {
      let name = keptDraft.title.isEmpty ? keptDraft.passage?.selector.quote ?? "" : keptDraft.title
      let shown = fitted(name.folded(upTo: 200), columns: 40)
      items.append(
        ListItem(
          shown.isEmpty ? "continue the draft" : "continue the draft “\(shown)”",
          target: .keptDraft))
    }
    items += names.map { ListItem($0, target: .subject($0)) }
    items.append(ListItem("this paragraph", target: .wholeParagraph))
    return ListView(.noteSubjects, title: "A note on", items: items)
  }
}

/// Where the first sentence of a text ends.
enum SentenceEnd {
  /// Scalars of the first sentence; where none ends early enough, of the whole words that fit.
  static func first(in scalars: [Unicode.Scalar], upTo limit: Int) -> Int {
    var lastBlank: Int?
    for index in scalars.indices.prefix(limit) {
      if WordClass.isSpace(scalars[index]) { lastBlank = index }
      guard isEnd(scalars[index]) else { continue }
      var end = index + 1
      while end < scalars.count, isClosing(scalars[end]) { end += 1 }
      if end > limit { break }
      // In scripts that write no blanks a full stop is enough.
      if isWide(scalars[index]) { return end }
      guard end < scalars.count, WordClass.isSpace(scalars[end]), !isInitial(index, in: scalars)
      else { continue }
      var next = end
      while next < scalars.count, WordClass.isSpace(scalars[next]) { next += 1 }
      if next < scalars.count, !scalars[next].properties.isLowercase { return end }
    }
    return lastBlank ?? min(limit, scalars.count)
  }

  private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "!" || scalar == "?" || scalar == "…" || isWide(scalar)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "。" || scalar == "！" || scalar == "？"
  }

  private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
    "\"'”’»)]".unicodeScalars.contains(scalar) || isEnd(scalar)
  }

  /// "J. Smith": a stop after a single capital ends no sentence.
  private static func isInitial(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard scalars[index] == ".", index > 0, WordClass.isUppercase(scalars[index - 1]) else {
      return false
    }
    return index == 1 || !WordClass.isWord(scalars[index - 2])
  }
}
