// The Markdown below the front matter, as far as notes need it: which lines are code, headings,
// footnotes, paragraphs. Code and comments are blanked out of a second copy of the bytes, so that
// whatever looks for links or footnotes there cannot find one inside code.

/// The body of a note, by lines.
struct NoteBody: Sendable {
  enum LineKind: Sendable { case blank, code, heading, footnote, text }

  /// One footnote definition: its lines joined by a blank.
  struct Footnote: Sendable {
    let label: String
    let text: String
    /// Counted from 1 in the file.
    let line: Int
  }

  let bytes: [UInt8]
  /// The same bytes with blanks for code and comments.
  let masked: [UInt8]
  let lines: [ByteLine]
  private(set) var kinds: [LineKind]
  private(set) var footnotes: [Footnote] = []
  /// The line that would close the fence that is still open at the end.
  let unclosedFence: String?
  /// Line of the file on which the body begins.
  let firstLine: Int

  init(_ text: String, firstLine: Int) {
    bytes = Array(text.utf8)
    lines = ByteLines.lines(of: bytes)
    self.firstLine = firstLine
    var mask = MarkdownMask(bytes: bytes, lines: lines)
    mask.blankFences()
    mask.blankComments()
    mask.blankCodeSpans()
    masked = mask.masked
    unclosedFence = mask.unclosedFence
    kinds = mask.isFenced.map { $0 ? .code : .text }
    sortLines()
    findFootnotes()
  }

  /// The text of a line as it stands in the file.
  func text(ofLine index: Int) -> String { bytes.text(lines[index].range) }

  /// Line of the file on which an offset of the body stands.
  func line(at offset: Int) -> Int { firstLine + ByteLines.number(of: offset, in: lines) - 1 }

  /// Runs of text lines: paragraphs, lists, quotations, tables.
  var paragraphs: [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for index in kinds.indices {
      if kinds[index] == .text {
        if start == nil { start = index }
      } else if let open = start {
        found.append(open..<index)
        start = nil
      }
    }
    if let open = start { found.append(open..<kinds.count) }
    return found
  }

  /// The first heading's text, Markdown stripped.
  var firstHeading: String? {
    for index in kinds.indices where kinds[index] == .heading {
      var range = bytes.trimmed(lines[index].range)
      let isMarked = !range.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "#")
      if !isMarked, isUnderline(index) { continue }
      while !range.isEmpty, isMarked, bytes[range.lowerBound] == UInt8(ascii: "#") {
        range = (range.lowerBound + 1)..<range.upperBound
      }
      range = bytes.trimmed(range)
      var end = range.upperBound
      while isMarked, end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
      // A closing run of # needs a blank before it: "C#" is a title.
      if end < range.upperBound, end == range.lowerBound || Byte.isBlank(bytes[end - 1]) {
        range = bytes.trimmed(range.lowerBound..<end)
      }
      let title = PlainText.stripped(bytes.text(range))
      if !title.isEmpty { return title }
    }
    return nil
  }

  private func isUnderline(_ index: Int) -> Bool {
    let range = bytes.trimmed(lines[index].range)
    guard let first = bytes[range].first, first == UInt8(ascii: "=") || first == UInt8(ascii: "-")
    else { return false }
    return bytes[range].allSatisfy { $0 == first }
  }

  private mutating func sortLines() {
    for index in lines.indices where kinds[index] == .text {
      let line = lines[index]
      let range = masked.trimmed(line.range)
      guard !range.isEmpty else {
        kinds[index] = .blank
        continue
      }
      let indent = range.lowerBound - line.start
      if indent <= 3, isATXHeading(range) {
        kinds[index] = .heading
      } else if indent <= 3, isUnderline(index) {
        if index > 0, kinds[index - 1] == .text,
          masked[range.lowerBound] == UInt8(ascii: "=")
            || range.count >= 2
        {
          kinds[index - 1] = .heading
          kinds[index] = .heading
        } else if range.count >= 3 {
          kinds[index] = .blank
        }
      } else if isRule(range) {
        kinds[index] = .blank
      }
    }
  }

  private func isATXHeading(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound, masked[at] == UInt8(ascii: "#") { at += 1 }
    let count = at - range.lowerBound
    return (1...6).contains(count) && (at == range.upperBound || Byte.isBlank(masked[at]))
  }

  /// `***`, `* * *`, `___`: a break between paragraphs.
  private func isRule(_ range: Range<Int>) -> Bool {
    let first = masked[range.lowerBound]
    guard first == UInt8(ascii: "*") || first == UInt8(ascii: "_") || first == UInt8(ascii: "-")
    else { return false }
    var count = 0
    for byte in masked[range] {
      if byte == first { count += 1 } else if !Byte.isBlank(byte) { return false }
    }
    return count >= 3
  }

  private mutating func findFootnotes() {
    var index = 0
    while index < lines.count {
      guard kinds[index] == .text, let opening = footnoteOpening(index) else {
        index += 1
        continue
      }
      var parts = [bytes.text(bytes.trimmed(opening.rest))]
      kinds[index] = .footnote
      var next = index + 1
      while next < lines.count, continuesFootnote(next) {
        if kinds[next] != .blank { parts.append(bytes.text(bytes.trimmed(lines[next].range))) }
        if kinds[next] != .code { kinds[next] = .footnote }
        next += 1
      }
      footnotes.append(
        Footnote(
          label: opening.label, text: parts.joined(separator: " ").trimmedSpace,
          line: firstLine + index))
      index = next
    }
  }

  /// A line without a break before it goes on with the definition; after a break it must be indented.
  private func continuesFootnote(_ index: Int) -> Bool {
    switch kinds[index] {
    case .heading, .footnote: return false
    case .code: return isIndented(index)
    case .text:
      if kinds[index - 1] == .blank || isBlank(index - 1) { return isIndented(index) }
      return footnoteOpening(index) == nil
    case .blank:
      var next = index + 1
      while next < lines.count, isBlank(next) { next += 1 }
      // Only a gap of a line or two belongs to a definition, so that this look-ahead stays short.
      return next < lines.count && next - index <= 2 && kinds[next] == .text && isIndented(next)
        && footnoteOpening(next) == nil
    }
  }

  private func isBlank(_ index: Int) -> Bool { masked.trimmed(lines[index].range).isEmpty }

  private func isIndented(_ index: Int) -> Bool {
    let line = lines[index]
    return bytes.holds("    ", at: line.start) || bytes.holds("\t", at: line.start)
  }

  /// `[^label]: ` at the start of a line, indented by three blanks at most.
  private func footnoteOpening(_ index: Int) -> (label: String, rest: Range<Int>)? {
    let line = lines[index]
    var at = line.start
    while at < line.end, masked[at] == Byte.space { at += 1 }
    guard at - line.start <= 3, masked.holds("[^", at: at) else { return nil }
    let start = at + 2
    at = start
    while at < line.end, masked[at] != UInt8(ascii: "]"), !Byte.isBlank(masked[at]) { at += 1 }
    guard at > start, masked.holds("]:", at: at) else { return nil }
    return (bytes.text(start..<at), (at + 2)..<line.end)
  }
}
