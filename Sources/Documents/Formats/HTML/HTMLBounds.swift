// What a hostile page could cost, cut off before gumbo sees it. Gumbo walks the whole stack of open
// elements for most tags, compares each attribute with all before it, and opens formatting elements
// anew in every block; so nesting, attributes, formatting elements and tags are counted here, by the
// standard's rules for what closes what, and what is too much is overwritten with blanks. Offsets stay.

internal import CHTML

/// A page ready for gumbo.
struct HTMLBounds {
  /// Elements that may be open at a time. Pages made by people stay under a hundred.
  static let deepest = 400
  static let mostAttributes = 64
  /// Of these, gumbo compares the attributes with each other.
  static let mostFormattingAttributes = 4
  static let mostFormatting = 32
  /// Tags, each counted with the formatting elements that are opened anew with it.
  static let mostWork = 2_000_000
  /// How many open elements a closing tag is looked for in; those too deep included.
  private static let reach = 500

  /// As many bytes as were given, or fewer when there were too many tags.
  private(set) var bytes: [UInt8]
  /// The contents of the JSON-LD scripts in the bytes that were given.
  private(set) var jsonScripts: [Range<Int>] = []
  /// Whether the end is missing.
  private(set) var isCut = false
  /// Whether something inside was overwritten that a page made by people would not hold.
  private(set) var isFlattened = false

  private struct Open {
    var key: UInt32
    var role: HTMLTagRole
    var isBlank: Bool
    var lost: Int
  }
  private var open: [Open] = []
  /// Formatting elements whose block ended before them: gumbo opens them anew.
  private var lost: [(key: UInt32, hash: UInt32)] = []
  private var formattingOpen = 0
  private var paragraphsOpen = 0
  private var work = 0

  init(_ source: [UInt8]) {
    bytes = source
    let count = source.count
    source.withUnsafeBufferPointer { source in
      var shortening = HTMLShortening(source)
      var place = 0
      while place < count, !isCut {
        let next = shortening.tag(from: place)
        shortening.addRun(place..<next)
        guard next + 1 < count else { break }
        place = afterTag(source, next)
        for range in emptied { shortening.addGap(range) }
        emptied.removeAll(keepingCapacity: true)
      }
      shortened = shortening.finish(bytes)
    }
  }

  /// What gumbo is given: without what is blank and with long words stood in for.
  private(set) var shortened = HTMLShortText()
  /// Blanks written by the last step that stand for nothing.
  private var emptied: [Range<Int>] = []

  private mutating func afterTag(_ source: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let next = source[start + 1]
    if next == 0x21 { return afterDeclaration(source, start) }
    if next == 0x3F { return blankInside(source, start + 2, until: 0x3E) }
    let isEnd = next == 0x2F
    let nameStart = isEnd ? start + 2 : start + 1
    guard nameStart < source.count else { return source.count }
    guard HTMLBytes.isLetter(source[nameStart]) else {
      return isEnd ? blankInside(source, nameStart, until: 0x3E) : start + 1
    }
    var tag = HTMLTagScan(source, nameStart)
    let key = tag.key
    let role = HTMLTagRole.of(key)
    tag.skipAttributes(
      keeping: role.contains(.formatting) && key != HTMLTagRole.link
        ? Self.mostFormattingAttributes : Self.mostAttributes)
    if let excess = tag.excess {
      blank(excess)
      isFlattened = true
    }
    work += 1 + lost.count
    if work > Self.mostWork {
      isCut = true
      bytes.removeLast(bytes.count - start)
      return source.count
    }
    if isEnd {
      if close(key, role) { blank(start..<tag.end) }
      return tag.end
    }
    if begin(key, role, hash: tag.hash) { blank(start..<tag.end) }
    if role.contains(.raw) { return afterRawText(source, tag) }
    return tag.end
  }

  private mutating func blank(_ range: Range<Int>) {
    for index in range where bytes[index] != 0x0A { bytes[index] = 0x20 }
  }

  private mutating func blankInside(
    _ source: UnsafeBufferPointer<UInt8>, _ start: Int, until end: UInt8
  ) -> Int {
    let stop = source[start...].firstIndex(of: end) ?? source.count
    blank(start..<stop)
    return min(source.count, stop + 1)
  }

  /// Comments keep their ends only, so that both scans agree where they are.
  private mutating func afterDeclaration(
    _ source: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int {
    guard HTMLBytes.has(source, start + 2, "--") else {
      if HTMLBytes.has(source, start + 2, "doctype") {
        return (source[start...].firstIndex(of: 0x3E) ?? source.count - 1) + 1
      }
      return blankInside(source, start + 2, until: 0x3E)
    }
    var place = start + 4
    if place < source.count, source[place] == 0x3E { return place + 1 }
    if HTMLBytes.has(source, place, "->") { return place + 2 }
    while place < source.count {
      guard let dash = source[place...].firstIndex(of: 0x2D) else { break }
      if HTMLBytes.has(source, dash, "-->") {
        empty(start + 4..<dash)
        return dash + 3
      }
      if HTMLBytes.has(source, dash, "--!>") {
        empty(start + 4..<dash)
        return dash + 4
      }
      place = dash + 1
    }
    empty(start + 4..<source.count)
    return source.count
  }

  private mutating func empty(_ range: Range<Int>) {
    blank(range)
    emptied.append(range)
  }

  /// In a title and the like a tag is no tag, but inside a drawing it would be one.
  private mutating func blankSigns(_ range: Range<Int>) {
    for index in range where bytes[index] == 0x3C { bytes[index] = 0x20 }
  }

  /// Scripts and styles are emptied; what they hold is read here or not at all.
  private mutating func afterRawText(
    _ source: UnsafeBufferPointer<UInt8>, _ tag: HTMLTagScan
  ) -> Int {
    let isRead = HTMLTagRole.of(tag.key).contains(.readRaw)
    var place = tag.end
    while let next = source[min(place, source.count)...].firstIndex(of: 0x3C) {
      if next + 1 < source.count, source[next + 1] == 0x2F,
        HTMLTagScan.key(source, next + 2).key == tag.key
      {
        if tag.isJSON { jsonScripts.append(tag.end..<next) }
        if isRead { blankSigns(tag.end..<next) } else { empty(tag.end..<next) }
        return next
      }
      place = next + 1
    }
    let rest = min(tag.end, source.count)..<source.count
    if isRead { blankSigns(rest) } else { empty(rest) }
    return source.count
  }

  // MARK: - What is open

  /// Whether the tag is to be overwritten.
  private mutating func begin(_ key: UInt32, _ role: HTMLTagRole, hash: UInt32) -> Bool {
    closeImplied(by: key, role)
    if role.contains(.void) { return false }
    let isFormatting = role.contains(.formatting) && key != HTMLTagRole.link
    let isBlank =
      open.count >= Self.deepest
      || (isFormatting && formattingOpen + lost.count >= Self.mostFormatting)
    if isBlank { isFlattened = true }
    if key == HTMLTagRole.paragraph { paragraphsOpen += 1 }
    open.append(
      Open(key: key, role: role, isBlank: isBlank, lost: lost.count))
    if isFormatting, !isBlank {
      formattingOpen += 1
      hashes.append(hash)
    }
    return isBlank
  }

  /// The hashes of the formatting elements that are open, innermost last.
  private var hashes: [UInt32] = []

  /// Whether the tag is to be overwritten.
  private mutating func close(_ key: UInt32, _ role: HTMLTagRole) -> Bool {
    guard let place = find(key, role) else {
      if role.contains(.formatting), let index = lost.lastIndex(where: { $0.key == key }) {
        lost.remove(at: index)
      }
      return false
    }
    let isBlank = open[place].isBlank
    if role.contains(.formatting),
      open[(place + 1)...].contains(where: { $0.role.contains(.special) })
    {
      forget(open.remove(at: place), keeps: false)
    } else {
      pop(to: place)
    }
    return isBlank
  }

  /// Where the element that a closing tag closes is, if that can be reached.
  private func find(_ key: UInt32, _ role: HTMLTagRole) -> Int? {
    var index = open.count - 1
    let last = max(0, open.count - Self.reach)
    while index >= last {
      let element = open[index]
      if element.key == key || (role.contains(.heading) && element.role.contains(.heading)) {
        return index
      }
      if role.contains(.formatting) || role.contains(.special) {
        if element.role.contains(.barrier), !role.contains(.tablePart) { return nil }
        if element.key == HTMLTagRole.table { return nil }
      } else if element.role.contains(.special) {
        return nil
      }
      index -= 1
    }
    return nil
  }

  private mutating func pop(to place: Int) {
    while open.count > place {
      let element = open.removeLast()
      forget(element, keeps: open.count > place || !element.role.contains(.formatting))
    }
  }

  private mutating func forget(_ element: Open, keeps: Bool) {
    if element.key == HTMLTagRole.paragraph { paragraphsOpen -= 1 }
    if element.role.contains(.barrier), lost.count > element.lost {
      lost.removeLast(lost.count - element.lost)
    }
    guard element.role.contains(.formatting), element.key != HTMLTagRole.link, !element.isBlank
    else { return }
    formattingOpen -= 1
    let hash = hashes.popLast() ?? 0
    // The standard keeps three of the same.
    if keeps, lost.count(where: { $0.hash == hash }) < 3 { lost.append((element.key, hash)) }
  }

  private mutating func closeImplied(by key: UInt32, _ role: HTMLTagRole) {
    if paragraphsOpen > 0, role.contains(.closesParagraph) {
      popNearest {
        $0.key == HTMLTagRole.paragraph
      } stop: {
        $0.role.contains(.barrier)
      }
    }
    if role.contains(.heading), open.last?.role.contains(.heading) == true {
      pop(to: open.count - 1)
    }
    switch key {
    case HTMLTagRole.item, HTMLTagRole.term, HTMLTagRole.definition:
      let isItem = key == HTMLTagRole.item
      popNearest {
        isItem
          ? $0.key == key : $0.key == HTMLTagRole.term || $0.key == HTMLTagRole.definition
      } stop: {
        $0.role.contains(.special) && !$0.role.contains(.transparent)
      }
    case HTMLTagRole.link:
      if let index = find(key, role) { open.remove(at: index) }
    case HTMLTagRole.button:
      if let index = find(key, role) { pop(to: index) }
    default: break
    }
    if role.contains(.tablePart) {
      let level = role.tableLevel
      popNearest {
        $0.role.contains(.tablePart) && $0.role.tableLevel >= level
      } stop: {
        $0.key == HTMLTagRole.table
      }
    }
    if role.contains(.ruby), open.last?.role.contains(.ruby) == true { pop(to: open.count - 1) }
    if role.contains(.option), open.last?.role.contains(.option) == true {
      pop(to: open.count - 1)
    }
  }

  private mutating func popNearest(_ wanted: (Open) -> Bool, stop: (Open) -> Bool) {
    var index = open.count - 1
    var outermost: Int?
    let last = max(0, open.count - Self.reach)
    while index >= last {
      if wanted(open[index]) {
        outermost = index
        if !open[index].role.contains(.tablePart) { break }
      } else if stop(open[index]) {
        break
      }
      index -= 1
    }
    if let outermost { pop(to: outermost) }
  }
}
