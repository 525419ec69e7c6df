// The notes and endnotes of one sheet, numbered as they first appear.

import Documents
import Exchange
import Linking
import Notes
import Text

/// Gives numbers to notes, and to their sources in turn.
struct HandoutNotes {
  private let catalogue: Catalogue
  /// By id: the number, and where it was described.
  private var known: [NoteID: (number: Int, place: String)] = [:]
  private var order: [(note: Note, oldWords: String?)] = []

  init(_ catalogue: Catalogue) { self.catalogue = catalogue }

  func isKnown(_ id: NoteID) -> Bool { known[id] != nil }

  /// The number of a note; nil for one that has not appeared.
  func number(of id: NoteID) -> Int? { known[id]?.number }

  /// A note beside a paragraph; `place` is where it stands (`¶ 2`). Nil when it is gone.
  mutating func mention(_ link: NoteLink, at place: String) -> HandoutMention? {
    let oldWords =
      link.passage == .changed
      ? link.matches.first { $0.reason == .passage }?.name : nil
    return mention(link.note, at: place, reason: link.reasonPhrase, oldWords: oldWords)
  }

  /// A note that is called up by its id.
  mutating func mention(
    _ id: NoteID, at place: String, reason: String? = nil, oldWords: String? = nil
  ) -> HandoutMention? {
    if let known = known[id] {
      return HandoutMention(
        note: known.number, reason: reason, earlier: known.place == place ? "above" : known.place)
    }
    guard let note = catalogue.note(id) else { return nil }
    order.append((note, oldWords))
    known[id] = (order.count, place)
    return HandoutMention(note: order.count, reason: reason)
  }

  /// Puts notes and endnotes on the sheet, with their bodies where these are handed out.
  func finish(_ handout: inout Handout, withBodies: Bool) {
    var numbers: [HandoutSource: Int] = [:]
    for (note, oldWords) in order {
      var sources: [Int] = []
      var byLabel: [String: Int] = [:]
      for source in note.sources {
        let entry = Self.entry(source)
        let number = numbers[entry] ?? handout.sources.count + 1
        if numbers[entry] == nil {
          numbers[entry] = number
          handout.sources.append(entry)
        }
        if !sources.contains(number) { sources.append(number) }
        byLabel[source.label] = byLabel[source.label] ?? number
      }
      var shown = HandoutNote(
        title: note.title, kind: note.kind?.value, description: note.description,
        oldWords: oldWords, sources: sources.sorted())
      if withBodies { shown.body = body(of: note, byLabel) }
      handout.notes.append(shown)
    }
  }

  // MARK: - Sources

  /// Publisher, title and date, else the words as they stand; the address by itself.
  static func entry(_ source: Source) -> HandoutSource {
    let parts = [source.publisher, source.title.map { "“\($0)”" }].compactMap(\.self)
    let address = source.url.flatMap { $0.isEmpty ? nil : $0 }
    if !parts.isEmpty {
      let words = (parts + [source.date].compactMap(\.self)).filter { !$0.isEmpty }
      return HandoutSource(
        words.joined(separator: ", ") + (address == nil ? "" : ","), address: address)
    }
    guard let address, let place = source.text.firstRange(of: address) else {
      return HandoutSource(source.text, address: address)
    }
    var words = source.text
    words.removeSubrange(place)
    return HandoutSource(words.trimmedBlanks, address: address)
  }

  // MARK: - Bodies

  /// The body as plain prose; nothing where it says no more than the description.
  private func body(of note: Note, _ sources: [String: Int]) -> [HandoutBlock] {
    let blocks = MarkdownBlocks.parse(note.body, droppingFootnoteDefinitions: true)
      .compactMap { block(of: $0, sources) }
    let words = blocks.flatMap(\.prose).compactMap { piece -> String? in
      if case .text(let text) = piece { text } else { nil }
    }
    let isRepeated = blocks.count == 1 && words.joined().trimmedBlanks == note.description
    return isRepeated ? [] : blocks
  }

  private func block(of block: MarkdownBlock, _ sources: [String: Int]) -> HandoutBlock? {
    let kind: HandoutBlock.Kind
    switch block.kind {
    case .heading: kind = .heading
    case .paragraph: kind = .paragraph
    case .quotation: kind = .quotation
    case .listItem(let marker, let depth): kind = .item(marker: marker, depth: depth)
    case .code: kind = .code
    case .rule: return nil
    }
    let prose = block.runs.map { piece(of: $0, in: block, sources) }
    return prose.isEmpty ? nil : HandoutBlock(kind, prose)
  }

  private func piece(
    of run: MarkdownRun, in block: MarkdownBlock, _ sources: [String: Int]
  ) -> HandoutProse {
    switch run.style {
    case .plain, .emphasis, .strong, .code: return .text(run.text)
    case .footnote:
      let label = run.text.hasPrefix("[") ? String(run.text.dropFirst().dropLast()) : run.text
      return sources[label].map { .source($0) } ?? .text(run.text)
    case .link(let index):
      guard block.links.indices.contains(index) else { return .text(run.text) }
      let link = block.links[index]
      guard link.isWikiLink else { return outside(run.text, link.target) }
      guard case .note(let id) = catalogue.resolve(name: link.target),
        let target = catalogue.note(id)
      else { return .text(run.text) }
      let words = link.target == run.text ? target.title : run.text
      return known[id].map { .note(words, $0.number) } ?? .text(words)
    }
  }

  /// Only what can be followed from paper or another machine is an address.
  private func outside(_ words: String, _ address: String) -> HandoutProse {
    let start = address.prefix(8).lowercased()
    let isWeb = start.hasPrefix("https://") || start.hasPrefix("http://")
    return isWeb ? .link(words, address: address) : .text(words)
  }
}

extension String {
  /// Without white space and commas at its ends.
  fileprivate var trimmedBlanks: String {
    var scalars = Substring(self).unicodeScalars
    func isOuter(_ scalar: Unicode.Scalar) -> Bool { scalar == "," || WordClass.isSpace(scalar) }
    while let first = scalars.first, isOuter(first) { scalars.removeFirst() }
    while let last = scalars.last, isOuter(last) { scalars.removeLast() }
    return String(scalars)
  }
}
