// What a pass over Markdown tells before the parser sees it: whether parts can be parsed by
// themselves, how large the tree may get, and whether tables would cost more than they are worth.

/// Counts of a stretch of normalised text.
struct MarkdownSurvey {
  /// Whether anything is defined for other places: link targets and footnotes.
  private(set) var hasDefinitions = false
  /// No fewer than the nodes that the parser makes of it.
  private(set) var nodes = 0
  /// Steps that tables may cost beyond what the text's length explains.
  private var tableSteps = 0

  /// Nodes of one tree: some 170 bytes each.
  static let mostNodes = 3_000_000
  /// The parser tries each line of dashes and bars against the whole paragraph above it, looks for
  /// each column from the first one on, and fills short rows up to the width of their table.
  private static let mostTableSteps = 500_000_000

  /// The parser looks for the end of each `<?` and `<!` as far as the paragraph goes.
  private var unclosedSteps = 0
  private static let mostUnclosedSteps = 2_000_000_000

  /// Whether those signs are to be taken for mere signs.
  var escapesDeclarations: Bool { unclosedSteps > Self.mostUnclosedSteps }

  var allowsTables: Bool { tableSteps < Self.mostTableSteps }

  init(_ text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { buffer in
      var start = 0
      while start < buffer.count {
        var end = start
        while end < buffer.count, buffer[end] != 0x0A { end += 1 }
        take(buffer, start..<end)
        start = end + 1
      }
    }
    endParagraph()
  }

  /// Bytes since the last blank line, and columns of the widest line of dashes among them.
  private var paragraphBytes = 0
  private var columns = 0
  /// What rows of unusual width since then cost if they are rows.
  private var rowSteps = 0
  private static let usualColumns = 64
  /// `<?` and `<!` since the last blank line.
  private var declarations = 0

  private mutating func endParagraph() {
    unclosedSteps += declarations * paragraphBytes
    (paragraphBytes, columns, declarations, rowSteps) = (0, 0, 0, 0)
  }

  private mutating func take(_ buffer: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    nodes += 2 + Self.signs(buffer, line)
    var (bars, dashes, colons, others, ink) = (0, 0, 0, 0, 0)
    for index in line {
      switch buffer[index] {
      case 0x20, 0x09, 0x3E: continue
      case 0x7C: bars += 1
      case 0x2D: dashes += 1
      case 0x3A: colons += 1
      case 0x2A, 0x2B, 0x2E, 0x29, 0x30...0x39: break
      case 0x3C:
        others += 1
        let next = index + 1 < line.upperBound ? buffer[index + 1] : 0
        if next == 0x21 || next == 0x3F { declarations += 1 }
      default: others += 1
      }
      ink += 1
    }
    if !hasDefinitions, Self.isDefinition(buffer, line) { hasDefinitions = true }
    if ink == 0 { return endParagraph() }
    if bars > Self.usualColumns { rowSteps += 8 * bars * bars }
    if columns > 0 {
      tableSteps += rowSteps
      rowSteps = 0
      let missing = max(0, columns - bars)
      nodes += missing
      // A filled cell costs memory as well: weighed so that some 250,000 are the bound.
      tableSteps += missing * 2_000
    }
    if others == 0, dashes > 0, bars + colons > 0 {
      let width = bars + 1
      tableSteps += paragraphBytes * paragraphBytes / 4 + 4 * width * width + rowSteps
      rowSteps = 0
      columns = max(columns, width)
    }
    paragraphBytes += line.count
  }

  /// Signs that may begin or part a node within a line.
  private static func signs(_ buffer: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Int {
    var count = 0
    for index in line {
      switch buffer[index] {
      case 0x21, 0x26, 0x2A, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5F, 0x60, 0x7C, 0x7E: count += 1
      default: break
      }
    }
    return 2 * count
  }

  /// `[name]:` at the beginning, perhaps inside quotations and lists.
  private static func isDefinition(_ buffer: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool
  {
    guard
      let open = line.first(where: {
        switch buffer[$0] {
        case 0x20, 0x09, 0x3E, 0x2A, 0x2B, 0x2D, 0x2E, 0x29, 0x30...0x39: false
        default: true
        }
      }), buffer[open] == 0x5B
    else { return false }
    // A name may go over line ends; then there is no closing bracket here.
    var index = open + 1
    while index < line.upperBound, buffer[index] != 0x5D { index += 1 }
    return index + 1 >= line.upperBound || buffer[index + 1] == 0x3A
  }
}
