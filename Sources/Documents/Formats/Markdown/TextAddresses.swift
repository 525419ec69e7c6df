// Addresses that stand bare in a text, as the autolinks of GitHub's Markdown find them. Of our own
// because the parser's extension takes the square of the time on long runs of signs.

/// Finds addresses in words.
enum TextAddresses {
  struct Found {
    let range: Range<Int>
    let address: String
  }

  /// Bytes of an address; what is longer is none.
  private static let longest = 2_048

  /// In order, not overlapping, in offsets of the buffer.
  static func found(in text: UnsafeBufferPointer<UInt8>) -> [Found] {
    var result: [Found] = []
    var floor = 0
    var index = 0
    while index < text.count {
      var found: Found?
      switch text[index] {
      case 0x3A: found = web(text, colon: index, floor: &floor)
      case 0x57, 0x77: found = bareWeb(text, at: index, floor: &floor)
      case 0x40: found = mail(text, sign: index, floor: floor)
      default: break
      }
      if let found {
        result.append(found)
        floor = found.range.upperBound
        index = floor
      } else {
        index = max(index + 1, floor)
      }
    }
    return result
  }

  private static func web(_ text: UnsafeBufferPointer<UInt8>, colon: Int, floor: inout Int)
    -> Found?
  {
    guard colon + 3 < text.count, text[colon + 1] == 0x2F, text[colon + 2] == 0x2F else {
      return nil
    }
    for scheme in ["https", "http"] {
      let start = colon - scheme.utf8.count
      guard start >= floor, matches(text, at: start, scheme),
        start == floor || !isLetterOrDigit(text[start - 1]),
        let end = end(text, from: colon + 3, floor: &floor)
      else { continue }
      return Found(range: start..<end, address: words(text, start..<end))
    }
    return nil
  }

  private static func bareWeb(_ text: UnsafeBufferPointer<UInt8>, at start: Int, floor: inout Int)
    -> Found?
  {
    guard matches(text, at: start, "www."), start == floor || !isLetterOrDigit(text[start - 1]),
      let end = end(text, from: start + 4, floor: &floor)
    else { return nil }
    return Found(range: start..<end, address: "http://" + words(text, start..<end))
  }

  /// The end of an address whose host begins here: before white space, `<` or typographic signs,
  /// and without the punctuation and unmatched brackets that end a sentence. Where there is none
  /// because it is too long, none begins in what was looked through.
  private static func end(_ text: UnsafeBufferPointer<UInt8>, from host: Int, floor: inout Int)
    -> Int?
  {
    guard host < text.count, isWordByte(text[host]) else { return nil }
    var end = host
    var opening = 0
    var closing = 0
    let last = min(text.count, host + longest)
    while end < last, !isEnd(text, at: end) {
      if text[end] == 0x28 { opening += 1 }
      if text[end] == 0x29 { closing += 1 }
      end += 1
    }
    if end == last, last < text.count {
      floor = last
      return nil
    }
    trimming: while end > host {
      switch text[end - 1] {
      case 0x21, 0x22, 0x27, 0x2A, 0x2C, 0x2E, 0x3A, 0x3F, 0x5D, 0x5F, 0x7E: end -= 1
      case 0x29 where closing > opening:
        closing -= 1
        end -= 1
      case 0x3B:
        var start = end - 1
        while start > host, isWordByte(text[start - 1]) { start -= 1 }
        end = start > host && start < end - 1 && text[start - 1] == 0x26 ? start - 1 : end - 1
      default: break trimming
      }
    }
    return end > host ? end : nil
  }

  private static func mail(_ text: UnsafeBufferPointer<UInt8>, sign: Int, floor: Int) -> Found? {
    var start = sign
    while start > floor, sign - start <= 64, isMailByte(text[start - 1]) || text[start - 1] == 0x2B
    {
      start -= 1
    }
    while start < sign, !isWordByte(text[start]) { start += 1 }
    guard start < sign, sign - start <= 64 else { return nil }
    var end = sign + 1
    var dots = 0
    while end < text.count, end - sign <= 255, isMailByte(text[end]) {
      if text[end] == 0x2E { dots += 1 }
      end += 1
    }
    while end > sign + 1, !isWordByte(text[end - 1]) {
      if text[end - 1] == 0x2E { dots -= 1 }
      end -= 1
    }
    guard dots > 0, end - sign <= 255, isWordByte(text[sign + 1]),
      end == text.count || text[end] != 0x40
    else { return nil }
    return Found(range: start..<end, address: "mailto:" + words(text, start..<end))
  }

  private static func isEnd(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let byte = text[index]
    if byte <= 0x20 || byte == 0x3C || byte == 0x3E || byte == 0x7F { return true }
    if byte < 0x80 { return false }
    let next = index + 1 < text.count ? text[index + 1] : 0
    // U+00A0, general punctuation, CJK punctuation.
    return (byte == 0xC2 && next == 0xA0) || (byte == 0xE2 && (next == 0x80 || next == 0x81))
      || (byte == 0xE3 && next == 0x80)
  }

  /// Of ASCII.
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte >= 0x80
  }

  private static func isMailByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
  }

  private static func matches(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ word: String)
    -> Bool
  {
    guard start >= 0, start + word.utf8.count <= text.count else { return false }
    var index = start
    for byte in word.utf8 {
      if text[index] | (byte >= 0x61 ? 0x20 : 0) != byte { return false }
      index += 1
    }
    return true
  }

  private static func words(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }
}
