// What is selected as a text of its own: for the clipboard, with or without where it is from, and in
// the words of the bottom row.

import Documents
import Text

extension ReaderState {
  /// Bytes that are copied at most: what terminals take in one piece.
  static let mostCopied = 100_000

  /// Scalars up to which what is selected is counted in words for the bottom row, at every key.
  private static let mostCounted = 30_000

  /// The selected text as the reader shows it: white space folded to one blank, line ends of the file
  /// too unless they are seen, paragraphs parted by a blank line. Nil when nothing is selected, or more than `bytes`.
  public func selectedText(atMost bytes: Int = 100_000) -> String? {
    selection.flatMap { text(in: $0.range, atMost: bytes) }
  }

  /// A stretch of the text as the reader shows it; nil when it is longer than so many bytes.
  func text(in range: ScalarRange, atMost limit: Int) -> String? {
    // A scalar is a byte at least, and what folding can save is bounded by this, too.
    guard range.count <= limit * 4 else { return nil }
    var result = ""
    for piece in pieces(in: range) {
      if piece.isFirstOfParagraph, !result.isEmpty { result += "\n\n" }
      if piece.lines == .code {
        result += piece.text
        if result.utf8.count > limit { return nil }
        continue
      }
      var isAfterBlank = result.isEmpty || result.hasSuffix("\n")
      for scalar in piece.text.unicodeScalars {
        if piece.lines == .kept, scalar == "\n" {
          result += "\n"
          isAfterBlank = true
        } else if WordClass.isSpace(scalar) {
          if !isAfterBlank { result.unicodeScalars.append(" ") }
          isAfterBlank = true
        } else {
          result.unicodeScalars.append(scalar)
          isAfterBlank = false
        }
      }
      if result.utf8.count > limit { return nil }
    }
    while result.unicodeScalars.last.map(WordClass.isSpace) ?? false {
      result.unicodeScalars.removeLast()
    }
    return result
  }

  private struct SelectedPiece {
    var text: Substring
    var isFirstOfParagraph: Bool
    var lines: ParagraphSetting.Lines
  }

  /// The parts of a range, a piece of a paragraph each.
  private func pieces(in range: ScalarRange) -> [SelectedPiece] {
    guard !range.isEmpty, !document.paragraphs.isEmpty else { return [] }
    let first = document.paragraph(at: range.start)
    let last = max(first, document.paragraph(at: range.end.advanced(by: -1)))
    return (first...last).flatMap { paragraph -> [SelectedPiece] in
      let lines = ParagraphSetting(of: paragraph, in: document, columns: 1, isBare: true).lines
      return document.pieces(of: paragraph).enumerated().compactMap { index, piece in
        guard piece.range.overlaps(range) else { return nil }
        let start = max(0, piece.range.start.distance(to: range.start))
        let end = min(piece.range.count, piece.range.start.distance(to: range.end))
        let slice = document.text(in: piece.bytes)
          .slice(ScalarRange(ScalarOffset(start), ScalarOffset(end)))
        return SelectedPiece(text: slice, isFirstOfParagraph: index == 0, lines: lines)
      }
    }
  }

  // MARK: - Copying

  /// Copies the selection, else the focused paragraph.
  mutating func copy(cited: Bool) -> [Effect] {
    guard document.paragraphs.indices.contains(focus) else {
      message = "nothing to copy"
      return []
    }
    let range = selection?.range ?? document.paragraphs[focus].range
    guard let text = text(in: range, atMost: Self.mostCopied) else {
      message = "too long to copy: \(Self.size(bytes(in: range))); at most 100 kB"
      return []
    }
    let whole = selection == nil ? "paragraph \(focus + 1), " : ""
    let saying =
      "copied \(whole)\(Self.measure(of: text))\(cited ? " and a citation" : "")"
    selection = nil
    return [.copy(cited ? citation(of: text, range) : text, saying: saying)]
  }

  /// `“text” — Author, Title, date, ¶5 (file)`; what the text does not tell is left out.
  private func citation(of text: String, _ range: ScalarRange) -> String {
    let first = document.paragraph(at: range.start) + 1
    let last = document.paragraph(at: range.end.advanced(by: -1)) + 1
    let place = first == last ? "¶\(first)" : "¶\(first)–\(last)"
    let page = page(of: document.paragraph(at: range.start))
    let parts = [document.author, title, document.date, page, place].compactMap { $0 }
      .filter { !$0.isEmpty }.map(\.madeVisible)
    let file = name == title || name.isEmpty ? "" : " (\(name.madeVisible))"
    return "“\(text)” — \(parts.joined(separator: ", "))\(file)"
  }

  /// About how many bytes a range has: whole paragraphs to the byte, their parts in proportion.
  private func bytes(in range: ScalarRange) -> Int {
    let first = document.paragraphs[document.paragraph(at: range.start)]
    let last = document.paragraphs[document.paragraph(at: range.end.advanced(by: -1))]
    let span = first.range.start.distance(to: last.range.end)
    let whole = first.bytes.start.distance(to: last.bytes.end)
    return span > 0 ? whole * range.count / span : 0
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\(max(1, (bytes + 999) / 1_000)) kB" : "\((bytes + 500_000) / 1_000_000) MB"
  }

  /// "31 words", or characters where a text is one word or of a script without spaces.
  static func measure(of text: String) -> String {
    let words = Words.ranges(in: text)
    let isSpaced = words.count > 1 && words.count { $0.count > 1 } * 2 > words.count
    if isSpaced { return "\(words.count) words" }
    let characters = text.count { !$0.isNewline }
    return characters == 1 ? "1 character" : "\(characters) characters"
  }

  /// What is selected, for the bottom row: `12 words · 3 sentences`.
  var selectionSummary: String {
    guard let selection else { return "" }
    guard selection.range.count <= Self.mostCounted,
      let text = text(in: selection.range, atMost: Self.mostCounted * 4)
    else { return "\(selection.range.count) characters" }
    let sentences = text.split(separator: "\n\n").reduce(0) { $0 + Sentences.ranges(in: $1).count }
    let counted = sentences == 1 ? "1 sentence" : "\(sentences) sentences"
    let isTold = selection.unit == .sentence || sentences > 1
    return Self.measure(of: text) + (isTold ? " · \(counted)" : "")
  }
}
