// Reading one window: which blocks, their bytes, and the paragraphs in them.

import Text

/// Makes windows of a file as it was when last looked at.
struct WindowReading {
  let view: FileWindows.View
  let sizes: WindowSizes

  struct Window {
    var document: Document
    /// In the file.
    var start: Int
    var end: Int
    /// The first block, and whether it begins with a paragraph.
    var block: Int
    var isNatural: Bool
  }

  private struct Edges {
    var first: Int
    var start: BlockStart
    /// The block behind it and where it begins: at the end of the file where there is none.
    var behind: Int
    var end: Int
  }

  var starts: BlockStarts { view.starts }
  var size: Int { view.size }

  /// The window around a byte; nil when the file turns out to be shorter than it was.
  func window(at byte: Int) throws(DocumentError) -> Window? {
    guard size > starts.mark else {
      return Window(
        document: document([], scan: nil, edges: nil), start: size, end: size, block: 0,
        isNatural: true)
    }
    let target = max(starts.mark, min(byte, size - 1))
    guard let middle = try block(at: target) else { return nil }
    var wanted = sizes.blocks
    while true {
      guard let edges = try edges(around: middle, wanted, target: target) else { return nil }
      let bytes = try view.file.bytes(at: edges.start.byte, count: edges.end - edges.start.byte)
      guard bytes.count == edges.end - edges.start.byte else { return nil }
      let lines = bytes.withUnsafeBufferPointer { Self.lineEnds($0, atMost: sizes.mostLines) }
      if wanted > 2, lines > sizes.mostLines {
        // As many blocks as will do at this number of lines a block, the same for all that follow.
        wanted = max(2, wanted / 2)
        continue
      }
      return window(of: bytes, edges, lines: lines)
    }
  }

  // MARK: - Which blocks

  /// The block that holds a byte; nil when the file is shorter than it was.
  func block(at byte: Int) throws(DocumentError) -> Int? {
    var number = byte / sizes.block
    while number > 0 {
      if let start = try start(of: number) {
        if start.byte <= byte { return number }
      } else if try isShorter() {
        return nil
      }
      number -= 1
    }
    return 0
  }

  /// The start of a block, from the file; nil when there is none.
  func start(of number: Int) throws(DocumentError) -> BlockStart? {
    guard number > 0 else { return BlockStart(byte: starts.mark, isNatural: true) }
    let origin = number * sizes.block
    guard origin < size else { return nil }
    // Mostly the first paragraphs tell.
    for wanted in [min(sizes.block, 4096), sizes.block + 1] {
      let count = min(wanted, size - origin)
      let bytes = try view.file.bytes(at: origin, count: count)
      if let start = bytes.withUnsafeBufferPointer({
        starts.start(of: number, in: $0, at: origin)
      }), start.isNatural || count == sizes.block + 1 || origin + count == size {
        return start
      }
    }
    return nil
  }

  private func isShorter() throws(DocumentError) -> Bool {
    guard let stamp = view.file.stamp() else { return true }
    return stamp.size < size
  }

  private func edges(around middle: Int, _ wanted: Int, target: Int) throws(DocumentError)
    -> Edges?
  {
    // Of two blocks the second is the one that is nearer.
    let isLate = target - middle * sizes.block > sizes.block / 2
    let before = wanted > 2 ? wanted / 2 - 1 : isLate ? 0 : 1
    var first = max(0, middle - before)
    var behind = first + wanted
    if behind * sizes.block >= size {
      behind = (size - 1) / sizes.block + 1
      first = min(first, max(0, behind - wanted))
    }
    guard var start = try start(of: first) else { return nil }
    if !start.isNatural {
      for number in stride(from: first - 1, through: max(0, first - sizes.more), by: -1) {
        guard let earlier = try self.start(of: number) else { return nil }
        if earlier.isNatural {
          (first, start) = (number, earlier)
          break
        }
      }
    }
    let end = try end(at: behind)
    guard end.byte > start.byte else { return nil }
    return Edges(first: first, start: start, behind: end.number, end: end.byte)
  }

  /// The first block from `number` on that begins with a paragraph, or the end of the file.
  private func end(at number: Int) throws(DocumentError) -> (number: Int, byte: Int) {
    var fallback: (number: Int, byte: Int)?
    for later in number...number + sizes.more {
      guard let start = try start(of: later) else { return (later, size) }
      if start.isNatural { return (later, start.byte) }
      if fallback == nil { fallback = (later, start.byte) }
    }
    return fallback ?? (number, size)
  }

  // MARK: - What is in them

  private func window(of bytes: [UInt8], _ edges: Edges, lines: Int) -> Window {
    let (text, blocks, survey) = normalised(bytes, edges)
    let seams = blocks.dropFirst().map {
      ParagraphScan.Seam(byte: $0.text, scalar: $0.source)
    }
    var scan = ParagraphScan(
      starts.rule, pages: starts.pages, base: edges.start.byte, seams: seams,
      isPlain: survey.isNormalised && survey.scalars == bytes.count, expecting: lines / 2 + 1)
    _ = text.withUnsafeBufferPointer { scan.run($0) }
    var document = document(text, scan: scan, edges: edges)
    if starts.rule == .wrapped {
      document.structure.outline = text.withUnsafeBufferPointer {
        SectionLines.outline(document.paragraphs, in: $0)
      }
    }
    if !survey.isWellFormed {
      document.remarks = ["invalid UTF-8 in this part, shown as \u{FFFD}"]
    }
    if survey.isNormalised {
      document.structure.sourceShift = edges.start.byte
    } else {
      document.structure.origins = origins(scan.paragraphs, in: bytes, from: edges.start.byte)
    }
    return Window(
      document: document, start: edges.start.byte, end: edges.end, block: edges.first,
      isNatural: edges.start.isNatural)
  }

  private func document(_ text: [UInt8], scan: ParagraphScan?, edges: Edges?) -> Document {
    let isWhole = edges.map { $0.start.byte == starts.mark && $0.end == size } ?? true
    var document = Document(
      normalised: text, scalarCount: size,
      paragraphs: scan?.paragraphs ?? [], cuts: scan?.cuts ?? [:],
      isComplete: isWhole && view.hasAll)
    document.rule = starts.rule
    document.sourceBytes = size
    return document
  }

  private typealias Blocks = [(source: Int, text: Int)]

  /// The text of a window, and where its blocks begin in the file and in the text.
  private func normalised(_ bytes: [UInt8], _ edges: Edges) -> (
    [UInt8], Blocks, UTF8Stretch.Survey
  ) {
    bytes.withUnsafeBufferPointer { buffer in
      let survey = UTF8Stretch.survey(buffer)
      var sources = [edges.start.byte]
      if edges.first + 1 < edges.behind {
        for number in edges.first + 1..<edges.behind {
          if let start = starts.start(of: number, in: buffer, at: edges.start.byte) {
            sources.append(start.byte)
          }
        }
      }
      guard !survey.isNormalised else {
        return (bytes, sources.map { ($0, $0 - edges.start.byte) }, survey)
      }
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + 64)
      var blocks: Blocks = []
      for (index, source) in sources.enumerated() {
        blocks.append((source, text.count))
        let end = index + 1 < sources.count ? sources[index + 1] : edges.end
        UTF8Stretch.normalise(
          UnsafeBufferPointer(
            rebasing: buffer[source - edges.start.byte..<end - edges.start.byte]),
          into: &text, leavesOpenEnd: end == size && !view.hasAll)
      }
      return (text, blocks, survey)
    }
  }

  private func origins(_ paragraphs: [ParagraphSpan], in bytes: [UInt8], from start: Int)
    -> [SourcePlace]
  {
    var places: [Int] = []
    places.reserveCapacity(paragraphs.count * 2)
    for paragraph in paragraphs {
      places.append(paragraph.bytes.start.value)
      places.append(paragraph.bytes.end.value)
    }
    let sources = bytes.withUnsafeBufferPointer { UTF8Stretch.sources(of: places, in: $0) }
    return stride(from: 0, to: sources.count, by: 2).map {
      SourcePlace(
        bytes: ByteRange(ByteOffset(start + sources[$0]), ByteOffset(start + sources[$0 + 1])))
    }
  }

  /// Line ends, no more than one above a bound.
  private static func lineEnds(_ bytes: UnsafeBufferPointer<UInt8>, atMost most: Int) -> Int {
    var lines = RawLines(bytes, limit: bytes.count)
    var count = 0
    var place = 0
    while count <= most, let found = lines.next(from: place) {
      count += 1
      place = found.next
    }
    return count
  }
}
