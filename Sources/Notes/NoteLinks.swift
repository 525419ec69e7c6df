// Links and citations in the body of a note, outside code.

import Text

/// Finds what a body refers to.
enum NoteLinks {
  /// Links to other notes in the order in which they stand.
  static func references(in body: NoteBody) -> [NoteReference] { spans(in: body).map(\.reference) }

  /// The same with their places, counted in bytes of the body.
  static func spans(in body: NoteBody) -> [NoteLinkSpan] {
    var found: [(at: Int, span: NoteLinkSpan)] = []
    wikiLinks(in: body) { found.append(($0, $1)) }
    pathLinks(in: body) { found.append(($0, $1)) }
    return found.sorted { $0.at < $1.at }.map(\.span)
  }

  /// Keys of `[@key]` and `[see @one, p. 3; @two]`, each once, with their lines.
  static func citations(in body: NoteBody) -> [(key: String, line: Int)] {
    var found: [(key: String, line: Int)] = []
    var seen: Set<String> = []
    let bytes = body.masked
    var open: Int?
    for at in bytes.indices {
      switch bytes[at] {
      case UInt8(ascii: "["): open = at
      case UInt8(ascii: "]"):
        // Brackets right before a round one are a link's words.
        if let start = open, !bytes.holds("(", at: at + 1) {
          for key in keys(in: bytes, (start + 1)..<at) where seen.insert(key).inserted {
            found.append((key, body.line(at: start)))
          }
        }
        open = nil
      case 0x0A, 0x0D: open = nil
      default: break
      }
    }
    return found
  }

  private static func keys(in bytes: [UInt8], _ range: Range<Int>) -> [String] {
    var keys: [String] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let isStart = at == range.lowerBound || !isKeyByte(bytes[at - 1])
      guard bytes[at] == UInt8(ascii: "@"), isStart else {
        at += 1
        continue
      }
      let start = at + 1
      at = start
      while at < range.upperBound, isKeyByte(bytes[at]) { at += 1 }
      var end = at
      while end > start, !Byte.isLetter(bytes[end - 1]), !Byte.isDigit(bytes[end - 1]),
        bytes[end - 1] < 0x80
      { end -= 1 }
      if end > start { keys.append(bytes.text(start..<end)) }
    }
    return keys
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    Byte.isLetter(byte) || Byte.isDigit(byte) || byte >= 0x80
      || [0x5F, 0x2D, 0x3A, 0x2E, 0x2F, 0x23, 0x2B].contains(byte)
  }

  private static func wikiLinks(in body: NoteBody, _ add: (Int, NoteLinkSpan) -> Void) {
    let bytes = body.masked
    var open: Int?
    var at = 0
    while at < bytes.count {
      if bytes.holds("[[", at: at) {
        let isEscaped = at > 0 && bytes[at - 1] == UInt8(ascii: "\\")
        open = isEscaped ? nil : at + 2
        at += 2
        // `[[[name]]]`: the innermost pair is the link.
        while open != nil, at < bytes.count, bytes[at] == UInt8(ascii: "[") {
          at += 1
          open = at
        }
      } else if bytes.holds("]]", at: at) {
        if let start = open, let span = wikiLink(body, start..<at) { add(start, span) }
        open = nil
        at += 2
      } else {
        if bytes[at] == 0x0A || bytes[at] == 0x0D { open = nil }
        at += 1
      }
    }
  }

  private static func wikiLink(_ body: NoteBody, _ range: Range<Int>) -> NoteLinkSpan? {
    let bytes = body.bytes
    let bar = bytes[range].firstIndex(of: UInt8(ascii: "|"))
    var end = bar ?? range.upperBound
    // In a table the bar is written `\|`.
    while end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\\") || bytes[end - 1] == 0x20 {
      end -= 1
    }
    let place = bytes.trimmed(
      range.lowerBound..<(bytes[range.lowerBound..<end].firstIndex(of: UInt8(ascii: "#")) ?? end))
    var target = bytes.text(place).trimmedSpace
    if target.hasSuffix(".md") { target.removeLast(3) }
    guard !target.isEmpty, !isAttachment(target), !target.contains("://") else { return nil }
    let words = bar.map { bytes.trimmed(($0 + 1)..<range.upperBound) }
    let label = words.map { bytes.text($0).trimmedSpace } ?? ""
    return NoteLinkSpan(
      reference: NoteReference(
        target: target, label: label.isEmpty ? target : label, isPath: false,
        line: body.line(at: range.lowerBound)),
      form: .name, target: place.asBytes, words: words?.asBytes)
  }

  private static func pathLinks(in body: NoteBody, _ add: (Int, NoteLinkSpan) -> Void) {
    let bytes = body.masked
    var opens: [Int] = []
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "["): opens.append(at)
      case UInt8(ascii: "]"):
        guard let open = opens.popLast(), bytes.holds("(", at: at + 1) else { break }
        let isImage = open > 0 && bytes[open - 1] == UInt8(ascii: "!")
        if !isImage, let place = destination(bytes, at + 2),
          let span = pathLink(body, words: (open + 1)..<at, place)
        {
          add(open, span)
        }
      case 0x0A, 0x0D:
        // A link's words may run over a line end, but not far.
        if opens.count > 8 { opens.removeAll() }
        opens.removeAll { at - $0 > 2_000 }
      default: break
      }
      at += 1
    }
  }

  private static func pathLink(_ body: NoteBody, words: Range<Int>, _ place: Range<Int>)
    -> NoteLinkSpan?
  {
    guard let path = notePath(body.masked.text(place)) else { return nil }
    let label = PlainText.stripped(body.bytes.text(words))
    let end = body.masked[place].firstIndex(of: UInt8(ascii: "#")) ?? place.upperBound
    let isAngled = body.masked[place.lowerBound - 1] == UInt8(ascii: "<")
    return NoteLinkSpan(
      reference: NoteReference(
        target: path, label: label.isEmpty ? path : label, isPath: true,
        line: body.line(at: words.lowerBound - 1)),
      form: isAngled ? .angledPath : .path, target: (place.lowerBound..<end).asBytes,
      words: words.asBytes)
  }

  /// What stands in the round brackets, up to a title.
  private static func destination(_ bytes: [UInt8], _ start: Int) -> Range<Int>? {
    var at = start
    if bytes.holds("<", at: at) {
      at += 1
      while at < bytes.count, bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "<"),
        bytes[at] >= 0x20
      { at += 1 }
      return bytes.holds(">", at: at) ? (start + 1)..<at : nil
    }
    var depth = 0
    // A bracket ends the search: it keeps the scan linear, and a path with one is written in <>.
    while at < bytes.count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: "["),
      bytes[at] != UInt8(ascii: "]")
    {
      if bytes[at] == UInt8(ascii: "(") { depth += 1 }
      if bytes[at] == UInt8(ascii: ")") {
        if depth == 0 { return start..<at }
        depth -= 1
      }
      at += 1
    }
    // A title follows: [text](file.md "title").
    return at < bytes.count && bytes[at] == Byte.space ? start..<at : nil
  }

  /// A relative path to a Markdown file, escapes decoded; nil for everything else.
  private static func notePath(_ destination: String) -> String? {
    var path = destination
    if let hash = path.firstIndex(of: "#") { path = String(path[..<hash]) }
    guard !path.contains("://"), !path.hasPrefix("/"), !path.hasPrefix("mailto:") else {
      return nil
    }
    path = percentDecoded(path)
    return path.hasSuffix(".md") && path.utf8.count > 3 ? path : nil
  }

  private static func percentDecoded(_ text: String) -> String {
    guard text.contains("%") else { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
        let value = UInt8(bytes.text((at + 1)..<(at + 3)), radix: 16), value >= 0x20
      {
        out.append(value)
        at += 3
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Obsidian embeds files in the same brackets; those are no notes.
  private static func isAttachment(_ target: String) -> Bool {
    guard let dot = target.lastIndex(of: ".") else { return false }
    return attachments.contains(target[target.index(after: dot)...].lowercased())
  }

  private static let attachments: Set<String> = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "avif", "pdf", "mp3", "mp4", "webm", "wav",
    "m4a", "ogg", "flac", "mov", "mkv", "canvas", "base", "excalidraw", "csv", "html", "txt",
    "docx", "xlsx", "pptx", "odt", "ods", "zip", "json",
  ]
}
