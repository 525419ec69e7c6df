// The outline of a text in pages: lines of their own at the left edge that begin with the number of a
// section, as RFCs have them.

import Text

enum SectionLines {
  /// Longer lines are no titles.
  private static let longest = 100

  static func outline(_ paragraphs: [ParagraphSpan], in text: UnsafeBufferPointer<UInt8>)
    -> [OutlineEntry]
  {
    var outline: [OutlineEntry] = []
    for (index, paragraph) in paragraphs.enumerated() {
      let (start, end) = (paragraph.bytes.start.value, paragraph.bytes.end.value)
      guard end - start <= longest, start == 0 || text[start - 1] == 0x0A else { continue }
      let line = UnsafeBufferPointer(rebasing: text[start..<end])
      guard let level = level(of: line) else { continue }
      let title = String(decoding: line, as: UTF8.self).split(separator: " ")
      outline.append(
        OutlineEntry(level: level, title: title.joined(separator: " "), paragraph: index))
    }
    return outline
  }

  /// `2.1.  Terms` is of level 2, `Appendix A.  Thanks` of level 1; nil for all other lines.
  private static func level(of line: UnsafeBufferPointer<UInt8>) -> Int? {
    // A line break makes it a paragraph, leaders a line of the table of contents.
    if line.contains(0x0A)
      || zip(line, line.dropFirst()).contains(where: { $0 == 0x2E && $1 == 0x2E })
    {
      return nil
    }
    if line.count > 13, line[..<9].elementsEqual("Appendix ".utf8), line[10] == 0x2E,
      (0x41...0x5A).contains(line[9])
    {
      return 1
    }
    var index = 0
    var numbers = 0
    var digits = 0
    while index < line.count, line[index] == 0x2E || (0x30...0x39).contains(line[index]) {
      digits = line[index] == 0x2E ? 0 : digits + 1
      if digits == 1 { numbers += 1 }
      if digits > 3 || (digits == 0 && index == 0) { return nil }
      index += 1
    }
    let blanks = line[index...].prefix { $0 == 0x20 }.count
    guard numbers > 0, line[..<index].contains(0x2E), index + blanks < line.count else {
      return nil
    }
    // One blank only is how lists are numbered.
    let letter = line[index + blanks]
    guard blanks > 1 || (blanks == 1 && numbers > 1), letter > 0x40 else { return nil }
    return numbers
  }
}
