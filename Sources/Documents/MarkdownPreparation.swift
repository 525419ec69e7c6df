// What is done to Markdown before the parser sees it: footnote definitions are cut out or kept from
// being taken for link definitions, and nesting is kept within what a reader can follow.

/// Works line by line, outside fenced code.
enum MarkdownPreparation {
  /// The text that is parsed.
  static func prepare(_ text: String, droppingDefinitions: Bool) -> String {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.utf8.count)
    var fence: Fence?
    var isInDefinition = false
    var wasBlank = true
    let bytes = Array(text.utf8)
    for line in lines(of: bytes) {
      if let open = fence {
        if open.isClosed(by: line) { fence = nil }
        kept += line
        continue
      }
      let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
      let isDefinition = isFootnoteDefinition(line)
      if isDefinition {
        isInDefinition = true
      } else if isInDefinition, !isBlank {
        let isIndented = line.first == 0x09 || line.prefix(2).elementsEqual([0x20, 0x20])
        isInDefinition = isIndented || (!wasBlank && !beginsBlock(line))
      }
      wasBlank = isBlank
      if droppingDefinitions && isInDefinition && !isBlank { continue }
      if !isInDefinition { fence = Fence(line) }
      if isDefinition { kept.append(0x5C) }
      if isDefinition {
        kept += line.drop { $0 == 0x20 }
      } else if let shallow = ContainerMarks.shallow(line, deepest: MarkdownBlocks.deepest) {
        kept += shallow
      } else {
        kept += line
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// The lines with their ends.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for place in bytes.indices where bytes[place] == 0x0A {
      lines.append(bytes[start...place])
      start = place + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// `[^label]:` after at most three blanks.
  private static func isFootnoteDefinition(_ line: ArraySlice<UInt8>) -> Bool {
    let blanks = line.prefix { $0 == 0x20 }.count
    let rest = line.dropFirst(blanks)
    guard blanks <= 3, rest.starts(with: [0x5B, 0x5E]),
      let end = rest.firstIndex(of: 0x5D), end > rest.startIndex + 2
    else { return false }
    let label = rest[(rest.startIndex + 2)..<end]
    return line.indices.contains(end + 1) && line[end + 1] == 0x3A
      && !label.contains { $0 == 0x5B || $0 <= 0x20 }
  }

  /// Whether a line begins a block that ends a paragraph.
  private static func beginsBlock(_ line: ArraySlice<UInt8>) -> Bool {
    if Fence(line) != nil { return true }
    guard let first = line.first else { return false }
    switch first {
    case 0x23, 0x3E: return true
    case 0x2A, 0x2B, 0x2D:
      let next = line.dropFirst().first
      return next == 0x20 || next == 0x09 || next == first
    default: return false
    }
  }
}

/// An open fence of a code block.
private struct Fence {
  let mark: UInt8
  let length: Int

  init?(_ line: ArraySlice<UInt8>) {
    let blanks = line.prefix { $0 == 0x20 }.count
    let rest = line.dropFirst(blanks)
    guard blanks <= 3, let first = rest.first, first == 0x60 || first == 0x7E else { return nil }
    let length = rest.prefix { $0 == first }.count
    if length < 3 { return nil }
    // A back-quote in what follows makes it code within a line.
    if first == 0x60, rest.dropFirst(length).contains(0x60) { return nil }
    mark = first
    self.length = length
  }

  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    let blanks = line.prefix { $0 == 0x20 }.count
    let rest = line.dropFirst(blanks)
    let marks = rest.prefix { $0 == mark }.count
    return blanks <= 3 && marks >= length
      && rest.dropFirst(marks).allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }
}
