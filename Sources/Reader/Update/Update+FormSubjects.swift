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
      begin(on: selection)
      return []
    }
    let names = namesWithoutNote()
    guard !begunNotes.isEmpty || !names.isEmpty else {
      return beginOnParagraph()
    }
    list = subjectsList(names)
    return []
  }

  /// What was chosen from the list of subjects.
  mutating func beginForm(on target: ListTarget) -> [Effect] {
    list = nil
    switch target {
    case .begunNote(let id):
      if let begun = begunNotes.first(where: { $0.id == id }) { form = NoteForm(begun) }
    case .subject(let name):
      var draft = NoteDraft()
      draft.title = name
      open(draft)
    case .wholeParagraph: return beginOnParagraph()
    case .paragraph, .place, .note, .kind, .passage, .effect, .link, .none: break
    }
    return []
  }

  private mutating func begin(on selection: Selection) {
    let range = selection.range
    guard range.count <= Self.longestQuote else {
      message = "select less: a note quotes at most \(Self.longestQuote) characters"
      return
    }
    let passage = passage(at: range)
    let name = passage.selector.quote.folded
    let isOneLine =
      document.paragraph(at: range.start)
      == document.paragraph(at: range.end.advanced(by: -1))
    var draft = NoteDraft()
    // Sentences are never names, however short.
    if selection.unit == .word, isOneLine, name.unicodeScalars.count <= Self.longestName,
      name.split(separator: " ").count <= Self.mostWordsOfName
    {
      draft.title = name
    } else {
      draft.passage = passage
    }
    open(draft)
  }

  private mutating func beginOnParagraph() -> [Effect] {
    var draft = NoteDraft()
    if document.paragraphs.indices.contains(focus) {
      draft.passage = passage(at: quotedRange(of: focus))
    }
    open(draft)
    return []
  }

  private mutating func open(_ draft: NoteDraft) {
    formCount += 1
    form = NoteForm(BegunNote(id: "new-\(formCount)", draft: draft))
  }

  /// A place of this text as a passage note tells it.
  func passage(at range: ScalarRange) -> Passage {
    Passage(
      document: settings.documentReference, documentPath: settings.documentPath,
      hash: document.knownHash, selector: selector(of: range))
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
    if let sentence = Sentences.ranges(in: text).first, sentence.end.value <= Self.longestParagraph
    {
      return ScalarRange(range.start, range.start.advanced(by: sentence.end.value))
    }
    let beginning = Array(text.unicodeScalars.prefix(Self.longestParagraph))
    let length = beginning.lastIndex { WordClass.isSpace($0) } ?? beginning.count
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
    for begun in begunNotes {
      let draft = begun.draft
      let name = draft.title.isEmpty ? draft.passage?.selector.quote ?? "" : draft.title
      let shown = fitted(name.folded(upTo: 200), columns: 40)
      items.append(
        ListItem(
          shown.isEmpty ? "continue the draft" : "continue the draft “\(shown)”",
          target: .begunNote(begun.id)))
    }
    items += names.map { ListItem($0, target: .subject($0)) }
    items.append(ListItem("this paragraph", target: .wholeParagraph))
    return ListView(.noteSubjects, title: "A note on", items: items)
  }
}
