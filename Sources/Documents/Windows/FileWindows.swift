// A file of UTF-8 of any length, read in windows. Nothing is kept of it but numbers for each block;
// every call reads what it needs.

import Synchronization
public import Text

/// A long plain text.
public final class FileWindows: WindowedText {
  /// What a call works with: the file as it was when last looked at.
  struct View: Sendable {
    var file: SourceFile
    var size: Int
    var generation: Int
    var starts: BlockStarts
    /// False while a spool file still grows: a scalar cut by its end is not shown yet.
    var hasAll: Bool
  }

  struct State: Sendable {
    var view: View
    var index: BlockIndex
    var stamp: SourceFile.Stamp
    var probes = FileProbes()
    var isGone = false
  }

  /// The file; nil over a descriptor.
  public let path: String?
  let sizes: WindowSizes
  let wishes: OpeningWishes
  let state: Mutex<State>
  /// Held for one step of counting, so that two who count do not do the same.
  let hashing = Mutex<Hashing?>(nil)

  /// Opens a file of UTF-8. Throws as `TextFile.open` does.
  public convenience init(path: String, wishes: OpeningWishes = OpeningWishes())
    throws(DocumentError)
  {
    try self.init(
      SourceFile(path: path), path: path, wishes: wishes, hasAll: true, sizes: WindowSizes())
  }

  /// Reads what stands in a descriptor that can be read at any place, and closes it in the end.
  /// `hasAll` is false for a spool file that is still being written.
  public convenience init(
    descriptor: Int32, wishes: OpeningWishes = OpeningWishes(), hasAll: Bool
  ) throws(DocumentError) {
    try self.init(
      SourceFile(descriptor), path: nil, wishes: wishes, hasAll: hasAll, sizes: WindowSizes())
  }

  init(
    _ file: SourceFile, path: String?, wishes: OpeningWishes, hasAll: Bool, sizes: WindowSizes
  ) throws(DocumentError) {
    self.path = path
    self.sizes = sizes
    self.wishes = wishes
    state = Mutex(
      try Self.opened(file, wishes: wishes, hasAll: hasAll, sizes: sizes, generation: 0))
  }

  /// Looks at the beginning of a file: its byte-order mark, and by which rule it is in paragraphs.
  static func opened(
    _ file: SourceFile, wishes: OpeningWishes, hasAll: Bool, sizes: WindowSizes, generation: Int
  ) throws(DocumentError) -> State {
    guard let stamp = file.stamp() else { throw .unreadable("cannot be looked at") }
    guard stamp.isRegular else { throw .unusable("is not a file (a device or a socket)") }
    let sample = try file.bytes(at: 0, count: min(stamp.size, ParagraphGuess.sampleBytes))
    try TextDecoding.refuseBinary(sample)
    let mark = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var text: [UInt8] = []
    sample[mark...].withUnsafeBufferPointer { UTF8Stretch.normalise($0, into: &text) }
    let lines = text.withUnsafeBufferPointer {
      ParagraphGuess.lines(of: $0, rule: wishes.rule, isWhole: stamp.size <= sample.count)
    }
    let starts = BlockStarts(
      rule: lines.rule, pages: lines.pages, block: sizes.block, mark: mark)
    let view = View(
      file: file, size: stamp.size, generation: generation, starts: starts, hasAll: hasAll)
    return State(
      view: view,
      index: BlockIndex(
        first: mark, block: sizes.block,
        carry: LineCarry(LineRules(lines.rule, pages: lines.pages))),
      stamp: stamp)
  }

  public var wholeBytes: Int { state.withLock { $0.view.size } }

  public var generation: Int { state.withLock { $0.view.generation } }

  /// By which rule its lines are paragraphs.
  public var rule: ParagraphRule { state.withLock { $0.view.starts.rule } }

  /// Says that a spool file is complete.
  public func allHasCome() { state.withLock { $0.view.hasAll = true } }

  /// A small stretch around a place, enough for the first page.
  public func beginning(at place: WindowPlace) throws(DocumentError) -> Document {
    var few = sizes
    few.blocks = min(few.blocks, 2)
    return try window(at: place, few)
  }

  public func window(at place: WindowPlace) throws(DocumentError) -> Document {
    try window(at: place, sizes)
  }

  private func window(at place: WindowPlace, _ sizes: WindowSizes) throws(DocumentError)
    -> Document
  {
    // A file that was shortened is read again as it is now.
    for _ in 0..<3 {
      if case .paragraph(let ordinal) = place { try count(through: ordinal) }
      let view = state.withLock { $0.view }
      let reading = WindowReading(view: view, sizes: sizes)
      if let window = try reading.window(at: byte(of: place, view)) { return shown(window, view) }
      _ = look()
    }
    throw .unreadable("keeps changing while it is read")
  }

  public func trueOffset(of place: ScalarOffset) -> ScalarOffset? {
    state.withLock { state in
      let byte = place.value
      let index = state.index
      let block = index.block(at: byte)
      // The last block that is counted ends nowhere yet.
      guard byte >= 0, block < index.count - 1 || index.total != nil else { return nil }
      let scalar = index.scalars(before: block) + max(0, byte - index.start(of: block))
      return ScalarOffset(min(scalar, index.total?.scalars ?? scalar))
    }
  }

  private func byte(of place: WindowPlace, _ view: View) -> Int {
    let mark = view.starts.mark
    switch place {
    case .start: return mark
    case .end: return view.size
    case .offset(let offset): return offset.value
    case .percent(let percent):
      let text = max(0, view.size - mark)
      return mark + text / 100 * min(100, max(0, percent))
        + text % 100 * min(100, max(0, percent)) / 100
    case .paragraph(let ordinal):
      return state.withLock { state in
        state.index.block(ofParagraph: max(0, ordinal)).map { state.index.start(of: $0) } ?? mark
      }
    }
  }

  /// The window as a document.
  private func shown(_ window: WindowReading.Window, _ view: View) -> Document {
    var document = window.document
    document.window = TextWindow(
      source: ByteRange(ByteOffset(window.start), ByteOffset(window.end)),
      isFirst: window.start == view.starts.mark, isLast: window.end == view.size,
      firstOrdinal: ordinal(of: window, view), generation: view.generation)
    return document
  }

  private func ordinal(of window: WindowReading.Window, _ view: View) -> Int? {
    let known: (ordinal: Int, carry: LineCarry?)? = state.withLock { state in
      let index = state.index
      guard state.view.generation == view.generation, window.block < index.count,
        index.start(of: window.block) == window.start
      else { return nil }
      guard !window.isNatural else { return (index.ordinal(of: window.block), nil) }
      var carry = LineCarry(
        LineRules(
          view.starts.rule, pages: view.starts.pages, isOpen: index.isOpen(window.block)))
      carry.lineHasInk = index.lineHasInk(window.block)
      carry.isMidLine = carry.lineHasInk
      return (index.ordinal(of: window.block), carry)
    }
    guard let known, var carry = known.carry else { return known?.ordinal }
    let begun = window.document.withBytes { carry.paragraphs(in: $0) }
    return known.ordinal - max(0, window.document.paragraphs.count - begun)
  }
}
