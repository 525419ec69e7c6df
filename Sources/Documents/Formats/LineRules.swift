// What each line of plain text is to the paragraphs around it, line after line. The same rules read
// whole texts, windows of long ones, and the count of paragraphs.

/// Tells lines apart by one of the rules. Feed it every line in order.
struct LineRules {
  enum Role: Equatable {
    /// Without anything in it.
    case blank
    /// Without ink, or a line of the page and not of the text.
    case passed
    /// The first line of a paragraph.
    case begins
    case goesOn
  }

  /// Lines after the end of a page within which a running head is looked for, and lines after which
  /// nothing that came before a place decides on what follows it.
  static let headReach = 4
  static let settledLines = 8

  let rule: ParagraphRule
  let pages: PageLines
  /// Whether a line without a sign of its own would go on.
  private(set) var isOpen: Bool
  /// Whether the end of a page stands between the last two lines of text.
  private(set) var isOverBreak = false
  private var hasBlank = false
  private var pageEnd = Int.max / 2
  private var lastEndsSentence = true
  private var lastIndent = 0
  private var lastLength = 0

  /// `isOpen` for a place in the middle of a text.
  init(_ rule: ParagraphRule, pages: PageLines, isOpen: Bool = false) {
    self.rule = rule
    self.pages = pages
    self.isOpen = isOpen
    isOverBreak = isOpen
  }

  /// The role of the next line, given without its end, and its first ink (its length when it has
  /// none).
  @inline(__always)
  mutating func role(of line: UnsafeBufferPointer<UInt8>) -> (role: Role, ink: Int) {
    var ink = 0
    var isBlank = true
    while ink < line.count {
      let byte = line[ink]
      if byte > 0x20 || byte < 0x09 || byte == 0x0A || (byte > 0x0C && byte < 0x20) { break }
      // A form feed or vertical tab alone makes no blank line, but is not ink at an edge.
      if byte == 0x0B || byte == 0x0C { isBlank = false }
      ink += 1
    }
    if rule == .wrapped { return (wrapped(line, ink), ink) }
    guard ink < line.count else {
      if isBlank { isOpen = false }
      return (isBlank ? .blank : .passed, ink)
    }
    switch rule {
    case .line: isOpen = false
    case .indent: if ink > 0 || Self.beginsWide(line) { isOpen = false }
    case .blank, .wrapped: break
    }
    defer { isOpen = true }
    return (isOpen ? .goesOn : .begins, ink)
  }

  /// With U+3000, the indent of Chinese and Japanese print.
  static func beginsWide(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    line.count >= 3 && line[0] == 0xE3 && line[1] == 0x80 && line[2] == 0x80
  }

  private mutating func wrapped(_ line: UnsafeBufferPointer<UInt8>, _ ink: Int) -> Role {
    let hasFeed = line[..<ink].contains(0x0C)
    if hasFeed { endPage() }
    guard ink < line.count else {
      pageEnd += 1
      if !hasFeed { hasBlank = true }
      return hasFeed ? .passed : .blank
    }
    let text = UnsafeBufferPointer(rebasing: line[ink...])
    if PageLines.isNumberedFoot(text) || (hasBlank && pages.feet.contains(PageLines.key(text))) {
      endPage()
      return .passed
    }
    if pageEnd < Self.headReach, pages.heads.contains(PageLines.key(text)) {
      pageEnd = Int.max / 2
      return .passed
    }
    let column = line[..<ink].reversed().prefix { $0 != 0x0C }.count
    let goesOn = isOpen && (isOverBreak ? goesOnOverBreak(text, column) : !hasBlank)
    wasOverBreak = isOverBreak
    pageEnd = Int.max / 2
    isOverBreak = false
    isOpen = true
    hasBlank = false
    lastEndsSentence = Self.endsSentence(text)
    lastIndent = column
    lastLength = line.count
    return goesOn ? .goesOn : .begins
  }

  /// Whether the end of a page stood before the line of text that came last.
  private(set) var wasOverBreak = false

  private mutating func endPage() {
    pageEnd = 0
    isOverBreak = true
  }

  /// Where nothing but the end of a page parts two lines they are one paragraph. Around most of them
  /// stand blank lines: then only what cannot be an end goes on.
  private func goesOnOverBreak(_ text: UnsafeBufferPointer<UInt8>, _ column: Int) -> Bool {
    guard column == lastIndent else { return false }
    if !hasBlank { return true }
    return !lastEndsSentence && lastLength >= 40 && !Self.beginsItem(text)
  }

  private static func endsSentence(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = text.count
    // Behind quotation marks and brackets.
    while end > 0, [0x20, 0x09, 0x0C, 0x22, 0x27, 0x29, 0x5D].contains(text[end - 1]) { end -= 1 }
    guard end > 0 else { return true }
    return [0x2E, 0x21, 0x3F, 0x3A, 0x3B].contains(text[end - 1])
  }

  private static func beginsItem(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    if text.count > 1, text[1] == 0x20 { return [0x2A, 0x2B, 0x2D, 0x6F].contains(first) }
    var digits = 0
    while digits < text.count, (0x30...0x39).contains(text[digits]) { digits += 1 }
    return digits > 0 && digits < text.count && (text[digits] == 0x2E || text[digits] == 0x29)
  }
}
