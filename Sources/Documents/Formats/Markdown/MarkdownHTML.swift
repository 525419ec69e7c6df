// The raw HTML in Markdown, as tags and words. Tags say nothing but line breaks, names of places,
// links, images and where words are parted; comments, scripts and styles are no words.

/// Goes through raw HTML in one pass.
struct MarkdownHTML {
  enum Piece {
    case words(Range<Int>)
    case tag(Tag)
    /// A comment, a declaration, an instruction.
    case nothing
  }

  struct Tag {
    let name: String
    let isClosing: Bool
    fileprivate let attributes: Range<Int>
  }

  private let html: UnsafeBufferPointer<UInt8>
  private var place = 0
  /// No `>` follows from here on, so that none is looked for again.
  private var hasNoEnd = false

  init(_ html: UnsafeBufferPointer<UInt8>) { self.html = html }

  /// The next piece; nil at the end.
  mutating func next() -> Piece? {
    guard place < html.count else { return nil }
    if html[place] == 0x3C, let piece = markup() { return piece }
    let start = place
    place += 1
    while place < html.count, html[place] != 0x3C { place += 1 }
    return .words(start..<place)
  }

  /// Passes over everything up to the closing tag of an element whose content is no text.
  mutating func skip(to name: String) {
    let end = Array("</\(name)".utf8)
    while place < html.count {
      if html[place] == 0x3C, place + end.count <= html.count,
        zip(end, html[place...]).allSatisfy({ $0 == ($1 | ($0 >= 0x61 ? 0x20 : 0)) })
      {
        return
      }
      place += 1
    }
  }

  private mutating func markup() -> Piece? {
    guard !hasNoEnd, place + 1 < html.count else { return nil }
    let second = html[place + 1]
    if second == 0x21 {
      if has("<!--") { return nothing(until: "-->", from: place + 4) }
      if has("<![CDATA[") { return cdata() }
      return nothing(until: ">", from: place + 2)
    }
    if second == 0x3F { return nothing(until: "?>", from: place + 2) }
    let isClosing = second == 0x2F
    let nameStart = place + (isClosing ? 2 : 1)
    guard nameStart < html.count, Self.isLetter(html[nameStart]) else { return nil }
    var nameEnd = nameStart
    while nameEnd < html.count, Self.isNameByte(html[nameEnd]) { nameEnd += 1 }
    guard let end = tagEnd(from: nameEnd) else {
      hasNoEnd = true
      return nil
    }
    place = end + 1
    let name = String(decoding: html[nameStart..<nameEnd], as: UTF8.self).lowercased()
    return .tag(Tag(name: name, isClosing: isClosing, attributes: nameEnd..<end))
  }

  /// The words of a CDATA section are words.
  private mutating func cdata() -> Piece {
    let start = place + 9
    _ = nothing(until: "]]>", from: start)
    return .words(start..<max(start, place - 3))
  }

  private mutating func nothing(until mark: String, from start: Int) -> Piece {
    let mark = Array(mark.utf8)
    place = start
    while place < html.count {
      if html[place] == mark[0], place + mark.count <= html.count,
        html[place..<(place + mark.count)].elementsEqual(mark)
      {
        place += mark.count
        return .nothing
      }
      place += 1
    }
    place = html.count
    return .nothing
  }

  /// The `>` that ends a tag: outside quotation marks if there is one, else the first.
  private func tagEnd(from start: Int) -> Int? {
    var quote: UInt8 = 0
    for index in start..<html.count {
      let byte = html[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        return index
      }
    }
    return html[start...].firstIndex(of: 0x3E)
  }

  private func has(_ mark: String) -> Bool { html[place...].starts(with: mark.utf8) }

  /// An attribute's value with entities resolved; nil where there is none.
  func value(of attribute: String, in tag: Tag) -> String? {
    var index = tag.attributes.lowerBound
    let end = tag.attributes.upperBound
    while index < end {
      guard Self.isLetter(html[index]) else {
        index += 1
        continue
      }
      let nameStart = index
      while index < end, Self.isNameByte(html[index]) { index += 1 }
      let name = html[nameStart..<index]
      while index < end, html[index] <= 0x20 { index += 1 }
      guard index < end, html[index] == 0x3D else { continue }
      index += 1
      while index < end, html[index] <= 0x20 { index += 1 }
      let value: Range<Int>
      if index < end, html[index] == 0x22 || html[index] == 0x27 {
        let close = html[(index + 1)..<end].firstIndex(of: html[index]) ?? end
        value = (index + 1)..<close
        index = min(end, close + 1)
      } else {
        let start = index
        while index < end, html[index] > 0x20 { index += 1 }
        value = start..<index
      }
      if name.elementsEqual(attribute.utf8, by: { $0 | 0x20 == $1 }) {
        return MarkdownEntities.resolved(html, value)
      }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F || byte == 0x3A
  }
}

/// The entities of raw HTML that people write in Markdown; the parser resolves those outside of it.
enum MarkdownEntities {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "copy": "©", "reg": "®", "trade": "™", "mdash": "—", "ndash": "–", "hellip": "…",
    "middot": "·", "bull": "•", "times": "×", "laquo": "«", "raquo": "»", "lsquo": "‘",
    "rsquo": "’", "ldquo": "“", "rdquo": "”", "rarr": "→", "larr": "←", "deg": "°", "euro": "€",
    "sect": "§", "para": "¶", "emsp": "\u{2003}", "ensp": "\u{2002}", "thinsp": "\u{2009}",
    "zwj": "", "shy": "",
  ]

  static func resolved(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    guard text[range].contains(0x26) else { return String(decoding: text[range], as: UTF8.self) }
    var bytes: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if text[index] == 0x26, let (sign, length) = entity(text, index..<range.upperBound) {
        bytes += Array(sign.utf8)
        index += length
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func entity(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> (String, Int)? {
    guard let end = text[range.prefix(12)].firstIndex(of: 0x3B) else { return nil }
    let name = String(decoding: text[(range.lowerBound + 1)..<end], as: UTF8.self)
    let length = end + 1 - range.lowerBound
    if let sign = names[name] { return (sign, length) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number else { return nil }
    let scalar = number == 0 ? nil : Unicode.Scalar(number)
    return (String(Character(scalar ?? "\u{FFFD}")), length)
  }
}
