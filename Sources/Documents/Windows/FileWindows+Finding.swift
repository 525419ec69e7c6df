// Searching a long text: the bytes of the file in large steps, and block by block where the pattern
// can be.

import Synchronization
public import Text

extension FileWindows {
  /// Hits beyond which the search stops.
  public static let mostHits = 100_000

  public func find(_ pattern: String, from place: ScalarOffset, _ report: (TextFinds) -> Bool)
    throws(DocumentError)
  {
    let view = state.withLock { $0.view }
    let reading = WindowReading(view: view, sizes: sizes)
    guard let pattern = SearchPattern(pattern), view.size > view.starts.mark else {
      _ = report(TextFinds(hits: [], bytes: view.size, wholeBytes: view.size, isDone: true))
      return
    }
    let (first, start) = try reading.paragraphBlock(at: place.value)
    let search = try ByteSearch(
      pattern, counts: reading.byteCounts(around: start),
      isInPages: view.starts.rule == .wrapped)
    var finding = Finding(reading: reading, pattern: pattern, search: search)
    finding.holdsBefore = place.value
    guard try finding.run(from: start, firstBlock: first, to: view.size, report) else { return }
    finding.holdsBefore = 0
    guard try finding.run(from: view.starts.mark, firstBlock: 0, to: start, report) else { return }
    finding.finish(report)
  }
}

extension WindowReading {
  /// The last block at or before a place that begins with a paragraph, if one near does: of hits that
  /// overlap the first counts, which is the same only if a paragraph is searched from its start.
  func paragraphBlock(at place: Int) throws(DocumentError) -> (block: Int, start: Int) {
    let last = try block(at: max(0, min(place, size - 1))) ?? 0
    for number in stride(from: last, through: max(0, last - sizes.more), by: -1) {
      if let start = try start(of: number), start.isNatural { return (number, start.byte) }
    }
    return (last, try start(of: last)?.byte ?? starts.mark)
  }

  /// How often each byte comes in a part of the text.
  func byteCounts(around place: Int) throws(DocumentError) -> [Int] {
    var counts = [Int](repeating: 0, count: 256)
    for offset in [starts.mark, place, size / 2] {
      let bytes = try view.file.bytes(at: offset, count: min(sizes.block, 65_536))
      for byte in bytes { counts[Int(byte)] += 1 }
    }
    return counts
  }
}

/// A search on its way.
private struct Finding {
  let reading: WindowReading
  let pattern: SearchPattern
  let search: ByteSearch?

  private var hits: [ScalarRange] = []
  /// Hits of the first block that stand before the place: they come last.
  private var held: [ScalarRange] = []
  var holdsBefore = 0
  private var found = 0
  private var searched = 0
  private var lastReport = 0
  private var lastBlock = -1
  private var lastEnd = 0
  private var buffer: [UInt8] = []

  /// Bytes read at a time, between reports, and behind a block that begins anew in the middle of a
  /// paragraph: a hit may reach over its seam.
  private static let step = 1 << 18
  private static let reportStep = 1 << 24
  private var overlap: Int { 4096 + pattern.needle.count * 8 }

  init(reading: WindowReading, pattern: SearchPattern, search: ByteSearch?) {
    self.reading = reading
    self.pattern = pattern
    self.search = search
  }

  private var size: Int { reading.view.size }

  /// Searches from the start of a block to the start of another, or to the end; false when told to
  /// stop.
  mutating func run(
    from start: Int, firstBlock: Int, to end: Int, _ report: (TextFinds) -> Bool
  ) throws(DocumentError) -> Bool {
    lastBlock = firstBlock - 1
    lastEnd = 0
    var place = start
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.step)
    defer { bytes.deallocate() }
    while place < end {
      let wanted = min(Self.step, end - place)
      let part = UnsafeMutableBufferPointer(rebasing: bytes[..<wanted])
      guard
        try reading.view.file.read(at: place, into: UnsafeMutableRawBufferPointer(part)) == wanted
      else { return false }
      let next = try take(UnsafeBufferPointer(part), at: place, to: end)
      searched += next - place
      place = next
      if found >= FileWindows.mostHits {
        _ = send(isDone: true, report)
        return false
      }
      if searched - lastReport >= Self.reportStep || !hits.isEmpty {
        guard send(isDone: false, report) else { return false }
      }
    }
    return true
  }

  /// Looks through some bytes and gives the place where to go on.
  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int, to end: Int)
    throws(DocumentError) -> Int
  {
    var local = 0
    var places = search.map { ByteSearch.Places($0, bytes) }
    while local < bytes.count {
      var candidate = local
      if places != nil {
        guard let next = places?.next(from: local) else { break }
        candidate = next
      }
      guard let block = try reading.block(at: place + candidate),
        let start = try reading.start(of: block)
      else { return end }
      if !start.isNatural, place + candidate - start.byte < overlap, block - 1 > lastBlock {
        _ = try search(block - 1)
      }
      let next = block > lastBlock ? try search(block) : try self.end(of: block).byte
      local = max(candidate + 1, next - place)
      if found >= FileWindows.mostHits { break }
    }
    return min(end, place + max(local, bytes.count))
  }

  private func end(of block: Int) throws(DocumentError) -> BlockStart {
    try reading.start(of: block + 1) ?? BlockStart(byte: size, isNatural: true)
  }

  /// Finds the hits that begin in a block, and gives its end.
  private mutating func search(_ block: Int) throws(DocumentError) -> Int {
    guard let start = try reading.start(of: block) else { return size }
    let end = try end(of: block)
    let reach = end.isNatural ? end.byte : min(size, end.byte + overlap)
    let bytes = try reading.view.file.bytes(at: start.byte, count: reach - start.byte)
    guard bytes.count == reach - start.byte else { return end.byte }
    lastBlock = block
    let (text, seam) = normalised(bytes, end: end.byte - start.byte)
    var scan = ParagraphScan(
      reading.view.starts.rule, pages: reading.view.starts.pages, base: start.byte,
      seams: seam < text.count ? [ParagraphScan.Seam(byte: seam, scalar: end.byte)] : [])
    _ = text.withUnsafeBufferPointer { scan.run($0) }
    text.withUnsafeBufferPointer { search($0, scan, upTo: end.byte) }
    return end.byte
  }

  /// The text, and where the next block begins in it.
  private func normalised(_ bytes: [UInt8], end: Int) -> ([UInt8], Int) {
    bytes.withUnsafeBufferPointer { buffer in
      if UTF8Stretch.survey(buffer).isNormalised { return (bytes, end) }
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + 64)
      UTF8Stretch.normalise(UnsafeBufferPointer(rebasing: buffer[..<end]), into: &text)
      let seam = text.count
      UTF8Stretch.normalise(UnsafeBufferPointer(rebasing: buffer[end...]), into: &text)
      return (text, seam)
    }
  }

  private mutating func search(
    _ text: UnsafeBufferPointer<UInt8>, _ scan: ParagraphScan, upTo end: Int
  ) {
    var places = search.map { ByteSearch.Places($0, text) }
    var from = 0
    for (index, paragraph) in scan.paragraphs.enumerated() {
      if places != nil {
        from = max(from, paragraph.bytes.start.value)
        guard let next = places?.next(from: from) else { return }
        from = next
        guard next < paragraph.bytes.end.value else { continue }
      }
      let pieces =
        scan.cuts[index] ?? [Piece(bytes: paragraph.bytes, range: paragraph.range)]
      var folded = FoldedPlaces(isExact: pattern.isExact)
      for piece in pieces {
        folded.add(
          UnsafeBufferPointer(
            rebasing: text[piece.bytes.start.value..<piece.bytes.end.value]),
          from: piece.range.start.value)
      }
      for hit in folded.places(of: pattern.needle, from: lastEnd) {
        // At the seam itself the next block would have cut its blank off.
        guard hit.start.value <= end, found < FileWindows.mostHits else { return }
        if hit.start.value < holdsBefore { held.append(hit) } else { hits.append(hit) }
        found += 1
        lastEnd = hit.end.value
      }
    }
  }

  // MARK: - Telling

  mutating func finish(_ report: (TextFinds) -> Bool) {
    hits += held
    _ = send(isDone: true, report)
  }

  private mutating func send(isDone: Bool, _ report: (TextFinds) -> Bool) -> Bool {
    let told = TextFinds(
      hits: hits, bytes: isDone ? size : min(searched, size), wholeBytes: size, isDone: isDone,
      isCut: found >= FileWindows.mostHits)
    hits.removeAll(keepingCapacity: true)
    lastReport = searched
    return report(told)
  }
}
