// Container marks at the beginning of a line of Markdown (`>`, `-`, `3.`): each costs the parser a
// step on every line that follows, so that a line has only so many of them.

enum ContainerMarks {
  /// A line without the marks that it has beyond the deepest nesting, or nil where it has no more
  /// than that. Indent counts, since each two columns of it can hold a list: beyond `widest`
  /// columns before a line's first mark it is cut too.
  static func shallow(
    _ line: ArraySlice<UInt8>, deepest: Int, widest: Int = Int.max
  ) -> [UInt8]? {
    var place = line.startIndex
    var marks = 0
    var blanks = 0
    var cut = line.startIndex
    var isIndentCut = false
    while place < line.endIndex {
      let byte = line[place]
      if byte == 0x20 || byte == 0x09 {
        blanks += byte == 0x20 ? 1 : 4
        if blanks <= widest, marks <= deepest {
          cut = place + 1
        } else if marks <= deepest {
          isIndentCut = true
        }
        place += 1
        continue
      }
      let length = mark(line[place...])
      if length == 0 { break }
      place += length
      marks += 1
      if marks <= deepest, !isIndentCut { cut = place }
    }
    guard marks > deepest || isIndentCut else { return nil }
    return Array(line[..<cut]) + line[place...]
  }

  /// The length of the mark that begins a quotation or a list item here, 0 for none.
  private static func mark(_ rest: ArraySlice<UInt8>) -> Int {
    guard let first = rest.first else { return 0 }
    if first == 0x3E { return 1 }
    var length = 0
    if first == 0x2A || first == 0x2B || first == 0x2D {
      length = 1
    } else {
      let digits = rest.prefix(10).prefix { (0x30...0x39).contains($0) }.count
      guard digits > 0, digits < 10, let end = rest.dropFirst(digits).first,
        end == 0x2E || end == 0x29
      else { return 0 }
      length = digits + 1
    }
    guard let next = rest.dropFirst(length).first else { return length }
    return next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D ? length : 0
  }
}
