// What overstrike and colours tell of a finished text: its emphasis, and the headings of a manual page,
// which are bold lines further left than what they head.

import Text

extension TerminalEmphasis {
  /// Gives a document of cleaned text its emphasis, and makes headings of the lines that are set as in
  /// manual pages, with an outline. Their first paragraph begins on the line below, without a blank one.
  static func apply(_ runs: [(range: Range<Int>, emphasis: Emphasis)], to document: inout Document)
  {
    let bold = runs.filter { $0.emphasis.contains(.strong) }.map(\.range)
    let found = document.withBytes { bytes in
      HeadingSearch(bytes: bytes, bold: bold).headings(in: document.paragraphs)
    }
    if !found.isEmpty { document = document.split(found) }
    document.structure.emphasis = document.withBytes { Self.runs(runs, in: $0) }
    for (index, span) in document.paragraphs.enumerated() where span.kind == .heading {
      let title = document.text(of: index)
      document.structure.outline.append(
        OutlineEntry(level: document.form(of: index).depth, title: title, paragraph: index))
    }
    if document.title == nil { document.title = document.withBytes { manualTitle($0) } }
  }

  /// The runs counted in scalars, without white space at their edges.
  private static func runs(
    _ runs: [(range: Range<Int>, emphasis: Emphasis)], in bytes: UnsafeBufferPointer<UInt8>
  ) -> [EmphasisRun] {
    var (index, scalars) = (0, 0)
    func scalar(at byte: Int) -> ScalarOffset {
      while index < byte {
        if bytes[index] & 0xC0 != 0x80 { scalars += 1 }
        index += 1
      }
      return ScalarOffset(scalars)
    }
    return runs.compactMap { run in
      var (start, end) = (run.range.lowerBound, min(run.range.upperBound, bytes.count))
      while start < end, bytes[start] <= 0x20 { start += 1 }
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      guard start < end else { return nil }
      let from = scalar(at: start)
      return EmphasisRun(range: ScalarRange(from, scalar(at: end)), emphasis: run.emphasis)
    }
  }

  /// `LS(1)` of a first line that begins and ends with it.
  private static func manualTitle(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let start = bytes.prefix(512).drop { $0 == 0x0A }
    let words = start.prefix { $0 != 0x0A }.split(separator: 0x20)
    guard words.count >= 2, let first = words.first, let last = words.last,
      first.elementsEqual(last), first.last == 0x29, first.contains(0x28)
    else { return nil }
    return String(decoding: first, as: UTF8.self)
  }
}

/// A heading found: the paragraph that begins with it, where its line ends, and its level.
private struct FoundHeading {
  var paragraph: Int
  var end: Int
  var level: Int
}

private struct HeadingSearch {
  let bytes: UnsafeBufferPointer<UInt8>
  let bold: [Range<Int>]
  private static let longest = 120
  /// Where headings of the second level begin, in blanks.
  private static let secondLevel = 3

  init(bytes: UnsafeBufferPointer<UInt8>, bold: [Range<Int>]) {
    (self.bytes, self.bold) = (bytes, bold)
  }

  func headings(in paragraphs: [ParagraphSpan]) -> [FoundHeading] {
    var found: [FoundHeading] = []
    var run = 0
    for (index, span) in paragraphs.enumerated() where span.kind == .text {
      let start = span.bytes.start.value
      let end = lineEnd(from: start, atMost: span.bytes.end.value)
      while run < bold.count, bold[run].upperBound <= start { run += 1 }
      guard let indent = indent(before: start), indent == 0 || indent == Self.secondLevel,
        end - start <= Self.longest, isBold(start..<end, from: run),
        let below = indentBelow(end), below > indent
      else { continue }
      found.append(FoundHeading(paragraph: index, end: end, level: indent == 0 ? 1 : 2))
    }
    return found
  }

  private func lineEnd(from start: Int, atMost limit: Int) -> Int {
    var end = start
    while end < limit, bytes[end] != 0x0A { end += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  /// Blanks between the start of the line and its ink; nil when something else stands there.
  private func indent(before start: Int) -> Int? {
    var index = start
    while index > 0, bytes[index - 1] == 0x20 { index -= 1 }
    return index == 0 || bytes[index - 1] == 0x0A ? start - index : nil
  }

  /// The indent of the next line that has ink.
  private func indentBelow(_ end: Int) -> Int? {
    var (index, blanks) = (end, 0)
    while index < bytes.count, bytes[index] <= 0x20 {
      blanks = bytes[index] == 0x0A ? 0 : blanks + (bytes[index] == 0x09 ? 8 : 1)
      index += 1
    }
    return index < bytes.count ? blanks : nil
  }

  private func isBold(_ line: Range<Int>, from first: Int) -> Bool {
    var (index, run) = (line.lowerBound, first)
    while index < line.upperBound {
      if bytes[index] == 0x20 {
        index += 1
        continue
      }
      while run < bold.count, bold[run].upperBound <= index { run += 1 }
      guard run < bold.count, bold[run].contains(index) else { return false }
      index = bold[run].upperBound
    }
    return !line.isEmpty
  }
}

extension Document {
  /// The same text with those headings as paragraphs of their own.
  fileprivate func split(_ headings: [FoundHeading]) -> Document {
    var spans: [ParagraphSpan] = []
    var cuts: [Int: [Piece]] = [:]
    var moved: [Int] = []
    var forms: [Int: ParagraphForm] = [:]
    var next = headings[...]
    for (index, span) in paragraphs.enumerated() {
      moved.append(spans.count)
      let form = structure.forms[index]
      guard let heading = next.first, heading.paragraph == index else {
        forms[spans.count] = form
        let pieces = pieces(of: index)
        if pieces.count > 1 { cuts[spans.count] = pieces }
        spans.append(span)
        continue
      }
      next.removeFirst()
      let head = span.part(upTo: heading.end, in: self)
      forms[spans.count] = ParagraphForm(depth: heading.level)
      spans.append(
        ParagraphSpan(bytes: head.bytes, range: head.range, kind: .heading))
      guard let rest = span.rest(after: head, in: self) else { continue }
      let pieces = pieces(of: index).compactMap { $0.rest(from: rest) }
      // A page may end behind the heading: what stands there is in none of the pieces.
      guard let first = pieces.first else { continue }
      forms[spans.count] = ParagraphForm(isTight: true)
      if pieces.count > 1 { cuts[spans.count] = pieces }
      spans.append(
        ParagraphSpan(
          bytes: ByteRange(first.bytes.start, rest.bytes.end),
          range: ScalarRange(first.range.start, rest.range.end), kind: rest.kind))
    }
    var document = withBytes { bytes in
      Document(
        normalised: Array(bytes), scalarCount: scalarCount, paragraphs: spans, cuts: cuts,
        encoding: encoding, remarks: remarks, isComplete: isComplete)
    }
    document.title = title
    document.rule = rule
    document.window = window
    document.sourceBytes = sourceBytes
    document.structure = structure
    document.structure.forms = forms
    for index in structure.outline.indices {
      document.structure.outline[index].paragraph = moved[structure.outline[index].paragraph]
    }
    return document
  }
}

extension ParagraphSpan {
  fileprivate func part(upTo end: Int, in document: Document) -> ParagraphSpan {
    let bytes = ByteRange(self.bytes.start, ByteOffset(end))
    let scalars = document.text(in: bytes).unicodeScalars.count
    return ParagraphSpan(
      bytes: bytes, range: ScalarRange(range.start, range.start.advanced(by: scalars)))
  }

  /// What follows a part, behind white space; nil when nothing does.
  fileprivate func rest(after part: ParagraphSpan, in document: Document) -> ParagraphSpan? {
    let end = bytes.end.value
    let blanks = document.withBytes { whole in
      whole[part.bytes.end.value..<end].prefix { $0 <= 0x20 }.count
    }
    let start = part.bytes.end.advanced(by: blanks)
    guard start < bytes.end else { return nil }
    return ParagraphSpan(
      bytes: ByteRange(start, bytes.end),
      range: ScalarRange(part.range.end.advanced(by: blanks), range.end), kind: kind)
  }
}

extension Piece {
  /// What of it lies in a paragraph that begins later.
  fileprivate func rest(from body: ParagraphSpan) -> Piece? {
    guard bytes.end > body.bytes.start else { return nil }
    guard bytes.start < body.bytes.start else { return self }
    return Piece(
      bytes: ByteRange(body.bytes.start, bytes.end), range: ScalarRange(body.range.start, range.end)
    )
  }
}
