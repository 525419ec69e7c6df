// Walks a page in reading order and tells the builder of blocks, words, links and emphasis.

/// One walk. Everything that depends on the elements around is in `State`, which the end of an element
/// puts back.
struct HTMLWalk {
  let tree: HTMLTree
  let facts: HTMLFacts
  let links: HTMLLinks
  let place: HTMLPlaces
  /// Nodes that are left out with all they hold.
  let dropped: [Bool]
  var builder = DocumentBuilder()

  struct State {
    var kind = ParagraphKind.text
    /// Lists and quotations around.
    var depth = 0
    var emphasis: Emphasis = []
    var keepsSpace = false
    /// Blocks inside are parted by a blank: in a heading, in the row of a table.
    var isFlat = false
    /// The next block is set close to the one before.
    var isTight = false
    var headingLevel = 0
    var quotes = 0
    var isInNoteLink = false
    var isInLayoutTable = false
  }
  var state = State()

  struct Frame {
    var end: Int
    var tag: HTMLTag
    var saved: State
    var isBlock = false
    var isLink = false
    var isList = false
    var isRow = false
    /// Written before the element ends.
    var closing = ""
  }
  private var frames: [Frame] = []
  var lists: [HTMLListCount] = []

  /// What stands before the next block; of a list item.
  var marker = ""
  var isOpen = false
  private var breaks = 0
  private var first = 0
  private var last = 0
  var headingWords: [UInt8] = []
  /// Cells of the row before the one being read that wait for ink.
  var waitingCells = 0
  var rowsSeen: [Int] = []

  init(
    tree: HTMLTree, facts: HTMLFacts, links: HTMLLinks, place: HTMLPlaces, dropped: [Bool]
  ) {
    (self.tree, self.facts, self.links) = (tree, facts, links)
    (self.place, self.dropped) = (place, dropped)
  }

  /// Walks one element.
  mutating func run(_ root: Int) {
    state = State()
    var index = root
    let end = Int(tree.nodes[root].end)
    while index < end, !builder.isFull {
      while let frame = frames.last, frame.end <= index { close(frame) }
      let node = tree.nodes[index]
      if node.tag.isText {
        if node.tag == .text { text(index) } else { space(index) }
        index += 1
      } else if facts.isHidden[index] || dropped[index] || facts.backLinks.contains(index) {
        if node.tag.isBlock { breakBlock() }
        index = Int(node.end)
      } else {
        index = open(index) ? index + 1 : Int(node.end)
      }
    }
    while let frame = frames.last { close(frame) }
    endBlock()
  }

  // MARK: - Ink

  private mutating func text(_ index: Int) {
    let bytes = tree.text(index)
    if !isOpen, bytes.allSatisfy(HTMLBytes.isSpace) {
      if state.keepsSpace { put(bytes, at: tree.place(ofText: index)) }
      return
    }
    put(bytes, at: tree.place(ofText: index))
  }

  private mutating func space(_ index: Int) {
    if state.keepsSpace {
      put(tree.text(index), at: tree.place(ofText: index))
    } else if isOpen {
      builder.append(" ")
      if state.headingLevel > 0 { headingWords.append(0x20) }
    }
  }

  mutating func put(_ words: String, at range: Range<Int>) {
    var words = words
    words.withUTF8 { put($0, at: range) }
  }

  mutating func put(_ bytes: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    guard !bytes.isEmpty else { return }
    startIfNeeded(range)
    last = max(last, range.upperBound)
    breaks = 0
    if state.kind == .code { builder.setSource(place.place(first..<last)) }
    builder.set(state.emphasis)
    // Signs that only say where a word may be broken are in the way of finding it.
    if HTMLHyphens.areIn(bytes) {
      let plain = HTMLHyphens.without(bytes)
      plain.withUnsafeBufferPointer { builder.append(utf8: $0) }
      if state.headingLevel > 0 { headingWords += plain }
    } else {
      builder.append(utf8: bytes)
      if state.headingLevel > 0 { headingWords += bytes }
    }
  }

  private mutating func startIfNeeded(_ range: Range<Int>) {
    if !isOpen {
      let depth = state.headingLevel > 0 ? state.headingLevel : state.depth
      builder.begin(
        state.headingLevel > 0 ? .heading : state.kind,
        form: ParagraphForm(depth: depth, marker: marker, isTight: state.isTight))
      marker = ""
      isOpen = true
      (first, last) = (range.lowerBound, range.upperBound)
      if state.kind == .listItem || state.kind == .footnote { state.isTight = false }
    }
    if waitingCells > 0 {
      builder.set([])
      for _ in 0..<waitingCells { builder.append(" | ") }
      waitingCells = 0
    }
  }

  mutating func lineBreak() {
    if state.isFlat {
      if isOpen { builder.append(" ") }
      if state.headingLevel > 0 { headingWords.append(0x20) }
      return
    }
    guard isOpen else { return }
    if !state.keepsSpace, breaks > 0 {
      endBlock()
    } else {
      builder.lineBreak()
      breaks += 1
    }
  }

  /// Ends the paragraph, or parts words where blocks are not paragraphs.
  mutating func breakBlock() {
    if state.isFlat {
      if isOpen { builder.append(" ") }
      if state.headingLevel > 0 { headingWords.append(0x20) }
    } else {
      endBlock()
    }
  }

  mutating func endBlock() {
    guard isOpen else { return }
    builder.setSource(place.place(first..<last))
    builder.end()
    isOpen = false
    breaks = 0
  }

  // MARK: - Elements

  mutating func push(_ index: Int, _ change: (inout Frame) -> Void = { _ in }) {
    let node = tree.nodes[index]
    var frame = Frame(end: Int(node.end), tag: node.tag, saved: state)
    change(&frame)
    frames.append(frame)
  }

  private mutating func close(_ frame: Frame) {
    frames.removeLast()
    if !frame.closing.isEmpty, isOpen { put(frame.closing, at: last..<last) }
    if frame.isLink { builder.endLink() }
    if frame.tag.isHeading || (state.headingLevel > 0 && frame.saved.headingLevel == 0) {
      finishHeading()
    }
    if frame.isRow {
      waitingCells = 0
      endBlock()
    }
    let after = state
    state = frame.saved
    if frame.isBlock { breakBlock() }
    if frame.isList { lists.removeLast() }
    switch frame.tag {
    case .li, .dt, .dd: marker = ""
    case .table: if !after.isInLayoutTable, !rowsSeen.isEmpty { rowsSeen.removeLast() }
    default: break
    }
    if isOpen { builder.set(state.emphasis) }
  }

  private mutating func finishHeading() {
    defer { headingWords = [] }
    guard isOpen else { return }
    let title = String(decoding: headingWords, as: UTF8.self).split(whereSeparator: {
      $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n"
    }).joined(separator: " ")
    if !title.isEmpty {
      builder.outline(level: state.headingLevel, title: String(title.prefix(300)))
    }
    endBlock()
  }
}

/// How far a list is counted.
struct HTMLListCount {
  var isOrdered: Bool
  var next: Int
  var step: Int
  var style: UInt8
  /// Items so far.
  var items = 0
}

/// Soft hyphens and signs without width.
enum HTMLHyphens {
  static func areIn(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 1 < bytes.count {
      if length(bytes, index) > 0 { return true }
      index += 1
    }
    return false
  }

  static func without(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let skipped = length(bytes, index)
      if skipped == 0 { kept.append(bytes[index]) }
      index += max(1, skipped)
    }
    return kept
  }

  /// U+00AD, U+200B, U+FEFF.
  private static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    switch bytes[index] {
    case 0xC2: index + 1 < bytes.count && bytes[index + 1] == 0xAD ? 2 : 0
    case 0xE2:
      index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x8B ? 3 : 0
    case 0xEF:
      index + 2 < bytes.count && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF ? 3 : 0
    default: 0
    }
  }
}
