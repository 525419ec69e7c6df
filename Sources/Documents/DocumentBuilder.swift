// Makes a document from what a parser meets: blocks, words, emphasis, links. White space is folded and
// paragraphs are joined by one blank line here and nowhere else, so that offsets mean the same in
// every parsed format.

import Text

/// Takes blocks in reading order and gives a document.
public struct DocumentBuilder {
  /// What a parser of a hostile file may pile up before the rest is left out, in bytes of text and
  /// in paragraphs.
  public static let largestText = 256 << 20
  public static let mostParagraphs = 4_000_000

  private var bytes: [UInt8] = []
  private var scalars = 0
  private var paragraphs: [ParagraphSpan] = []
  private var cuts: [Int: [Piece]] = [:]
  private var structure = DocumentStructure()
  private var open: OpenBlock?
  private var emphasis: Emphasis = []
  private var emphasisStart = 0
  private var link: (start: Int, target: BuiltTarget)?
  private var pending: [(index: Int, name: String)] = []
  /// Blanks and line ends in code that wait for ink.
  private var codeGap: [UInt8] = []
  /// The indent of a code paragraph's first line, written with its first ink.
  private var codeIndent: [UInt8] = []

  /// True once the bounds above were met; what came after is missing.
  public private(set) var isFull = false

  /// A target as a parser meets it: names are looked up when all of them are known.
  public enum BuiltTarget: Hashable, Sendable {
    case target(LinkTarget)
    /// The anchor of that name in this text.
    case anchor(String)
    /// The footnote that begins at the anchor of that name.
    case footnote(String)
  }

  private struct OpenBlock {
    var kind: ParagraphKind
    var form: ParagraphForm
    var source: SourcePlace?
    var start: (byte: Int, scalar: Int)?
    var pieces: [Piece] = []
    var pieceStart: (byte: Int, scalar: Int) = (0, 0)
    /// White space that waits for ink: it is left out at the edges.
    var gap: Gap = .none
  }

  private enum Gap { case none, blank, line }

  public init() {}

  /// Paragraphs so far.
  public var count: Int { paragraphs.count }
  /// Bytes of text so far.
  public var textBytes: Int { bytes.count }

  /// Begins a block, ending the one before. Blocks without ink leave nothing behind.
  public mutating func begin(
    _ kind: ParagraphKind, form: ParagraphForm = ParagraphForm(), source: SourcePlace? = nil
  ) {
    end()
    open = OpenBlock(kind: kind, form: form, source: source)
  }

  /// The bytes of the file that the open block comes from, once they are known.
  public mutating func setSource(_ place: SourcePlace) { open?.source = place }

  /// Adds words. White space is folded, in code it is kept; there a blank line ends the paragraph and
  /// begins another. Without an open block one of kind text is begun.
  public mutating func append(_ text: some StringProtocol) {
    var text = String(text)
    text.withUTF8 { append(utf8: $0) }
  }

  /// As above, for well-formed UTF-8.
  public mutating func append(utf8 text: UnsafeBufferPointer<UInt8>) {
    if open == nil { begin(.text) }
    if open?.kind == .code { appendCode(text) } else { appendFolded(text) }
  }

  /// A line break that is seen (`<br>`).
  public mutating func lineBreak() {
    guard open != nil else { return }
    if open?.kind == .code { appendCodeByte(0x0A) } else { open?.gap = .line }
  }

  /// From here on words are set apart like this.
  public mutating func set(_ emphasis: Emphasis) {
    guard emphasis != self.emphasis else { return }
    closeEmphasis()
    self.emphasis = emphasis
    emphasisStart = -1
  }

  /// From here on words lead there; a link that is open ends.
  public mutating func beginLink(_ target: BuiltTarget) {
    endLink()
    link = (-1, target)
  }

  public mutating func endLink() {
    defer { link = nil }
    guard let link, link.start >= 0, scalars > link.start else { return }
    let range = ScalarRange(ScalarOffset(link.start), ScalarOffset(scalars))
    switch link.target {
    case .target(let target): structure.links.append(TextLink(range: range, target: target))
    case .anchor(let name), .footnote(let name):
      pending.append((structure.links.count, name))
      let isNote = if case .footnote = link.target { true } else { false }
      structure.links.append(
        TextLink(range: range, target: isNote ? .footnote(-1) : .paragraph(-1)))
    }
  }

  /// Names the place of the open block if it has ink, else of what comes next.
  public mutating func anchor(_ name: String) {
    guard !name.isEmpty, structure.anchors[name] == nil else { return }
    structure.anchors[name] = paragraphs.count
  }

  /// Adds a line to the outline that leads to the open block, else to what comes next.
  public mutating func outline(level: Int, title: String) {
    structure.outline.append(
      OutlineEntry(level: level, title: title, paragraph: paragraphs.count))
  }

  /// Ends the open block.
  public mutating func end() {
    guard let block = open else { return }
    open = nil
    (codeGap, codeIndent) = ([], [])
    guard let start = block.start else { return }
    if link?.start ?? -1 >= 0, let target = link?.target {
      // A link over several blocks is one in each.
      endLink()
      link = (-1, target)
    }
    closeEmphasis()
    emphasisStart = -1
    let span = ParagraphSpan(
      bytes: ByteRange(ByteOffset(start.byte), ByteOffset(bytes.count)),
      range: ScalarRange(ScalarOffset(start.scalar), ScalarOffset(scalars)), kind: block.kind)
    if !block.pieces.isEmpty {
      cuts[paragraphs.count] =
        block.pieces + [
          Piece(
            bytes: ByteRange(ByteOffset(block.pieceStart.byte), span.bytes.end),
            range: ScalarRange(ScalarOffset(block.pieceStart.scalar), span.range.end))
        ]
    }
    if block.form != ParagraphForm() { structure.forms[paragraphs.count] = block.form }
    let nowhere = SourcePlace(bytes: ByteRange(ByteOffset(0), ByteOffset(0)))
    structure.origins.append(block.source ?? nowhere)
    paragraphs.append(span)
    if paragraphs.count >= Self.mostParagraphs || bytes.count >= Self.largestText { isFull = true }
  }

  /// The document. Links to anchors that do not exist are left out.
  public consuming func finish(format: TextFormat, encoding: String = "UTF-8") -> Document {
    end()
    endLink()
    for (index, name) in pending {
      // In a text of several parts a place that is unknown there is the part's beginning.
      let part = name.lastIndex(of: "#").flatMap { structure.anchors[String(name[..<$0])] }
      let found = structure.anchors[name] ?? part
      let place = found.map { min($0, max(0, paragraphs.count - 1)) } ?? -1
      if case .footnote = structure.links[index].target {
        structure.links[index].target = .footnote(place)
      } else {
        structure.links[index].target = .paragraph(place)
      }
    }
    structure.links.removeAll { $0.target == .paragraph(-1) || $0.target == .footnote(-1) }
    structure.outline.removeAll { $0.paragraph >= paragraphs.count }
    structure.anchors = structure.anchors.filter { $0.value < paragraphs.count }
    if !structure.origins.contains(where: { !$0.bytes.isEmpty }) { structure.origins = [] }
    var document = Document(
      normalised: bytes, scalarCount: scalars, paragraphs: paragraphs, cuts: cuts,
      encoding: encoding)
    document.format = format
    document.structure = structure
    if isFull { document.remarks.append("too long: the rest of the text is left out") }
    return document
  }

  // MARK: - Ink

  private mutating func appendFolded(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
        if open?.gap == Gap.none { open?.gap = .blank }
      default:
        ink(byte)
        index = writeWord(text, from: index)
      }
    }
  }

  /// The rest of a word in one go, unless a piece might have to end in it. Gives where it ends.
  private mutating func writeWord(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let room = Document.pieceBytes * 2 - (bytes.count - (open?.pieceStart.byte ?? bytes.count))
    let limit = min(text.count, start + max(0, room))
    var end = start
    var begun = 0
    while end < limit, text[end] > 0x20 {
      if text[end] & 0xC0 != 0x80 { begun += 1 }
      end += 1
    }
    // A word without end is cut between two scalars, by the way of single bytes.
    while end < text.count, end > start, text[end] & 0xC0 == 0x80 {
      end -= 1
      if text[end] & 0xC0 != 0x80 { begun -= 1 }
    }
    bytes.append(contentsOf: text[start..<end])
    scalars += begun
    return end
  }

  private mutating func appendCode(_ text: UnsafeBufferPointer<UInt8>) {
    var afterReturn = false
    for byte in text {
      if byte == 0x0D {
        appendCodeByte(0x0A)
      } else if byte != 0x0A || !afterReturn {
        appendCodeByte(byte)
      }
      afterReturn = byte == 0x0D
    }
  }

  /// Blanks and line ends wait until ink follows; a blank line begins a new paragraph of code.
  private mutating func appendCodeByte(_ byte: UInt8) {
    if byte == 0x20 || byte == 0x09 || byte == 0x0A {
      codeGap.append(byte)
      return
    }
    let lineEnds = codeGap.count { $0 == 0x0A }
    if lineEnds > 1, open?.start != nil, let block = open {
      let indent = codeGap.suffix(while: { $0 != 0x0A })
      begin(.code, form: block.form, source: block.source)
      put(Array(indent))
    } else {
      // Blank lines before the first ink vanish, its indent stays.
      let kept = open?.start == nil ? Array(codeGap.suffix(while: { $0 != 0x0A })) : codeGap
      codeGap = []
      put(kept)
    }
    ink(byte)
  }

  private mutating func put(_ gap: [UInt8]) {
    guard open?.start != nil else {
      codeIndent = gap
      return
    }
    for byte in gap { write(byte) }
  }

  private mutating func ink(_ byte: UInt8) {
    if open?.start == nil { startBlock() }
    switch open?.gap ?? .none {
    case .none: break
    case .blank:
      if bytes.count > (open?.start?.byte ?? 0) { write(0x20) }
      open?.gap = .none
    case .line:
      if bytes.count > (open?.start?.byte ?? 0) { write(0x0A) }
      open?.gap = .none
    }
    if byte & 0xC0 != 0x80 {
      if emphasisStart < 0 { emphasisStart = scalars }
      if let target = link?.target, link?.start == -1 { link = (scalars, target) }
    }
    write(byte)
  }

  private mutating func startBlock() {
    if !bytes.isEmpty {
      bytes += [0x0A, 0x0A]
      scalars += 2
    }
    open?.start = (bytes.count, scalars)
    open?.pieceStart = (bytes.count, scalars)
    open?.gap = .none
    for byte in codeIndent { write(byte) }
    codeIndent = []
  }

  private mutating func write(_ byte: UInt8) {
    let startsScalar = byte & 0xC0 != 0x80
    if startsScalar, let begun = open?.pieceStart {
      let length = bytes.count - begun.byte
      let isBlank = byte == 0x20 || byte == 0x0A
      if length >= Document.pieceBytes * 2 || (isBlank && length >= Document.pieceBytes) {
        open?.pieces.append(
          Piece(
            bytes: ByteRange(ByteOffset(begun.byte), ByteOffset(bytes.count)),
            range: ScalarRange(ScalarOffset(begun.scalar), ScalarOffset(scalars))))
        open?.pieceStart = (bytes.count, scalars)
      }
    }
    bytes.append(byte)
    if startsScalar { scalars += 1 }
  }

  private mutating func closeEmphasis() {
    guard !emphasis.isEmpty, emphasisStart >= 0, scalars > emphasisStart else { return }
    structure.emphasis.append(
      EmphasisRun(
        range: ScalarRange(ScalarOffset(emphasisStart), ScalarOffset(scalars)),
        emphasis: emphasis))
  }
}

extension Array where Element == UInt8 {
  fileprivate func suffix(while keeps: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var start = endIndex
    while start > startIndex, keeps(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
