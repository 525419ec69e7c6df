// A note's file as spans of its text: where the front matter stands, where the body begins. Nothing
// is decoded or written again, so whatever an edit does not name survives byte for byte.

public import Text

/// A note's file, split by lines. Any text is a note file; most have no front matter.
public struct NoteFile: Hashable, Sendable {
  /// Front matter beyond this many bytes is not read.
  public static let frontMatterLimit = 65_536
  /// Files beyond this many bytes are not read as notes.
  public static let sizeLimit = 4_194_304

  public let text: String
  /// The lines between the fences, in bytes of the text; nil without front matter.
  public let frontMatter: ByteRange?
  /// Line on which the text between the fences begins, counted from 1.
  public let frontMatterLine: Int
  /// What follows the closing fence, in bytes of the text.
  public let body: ByteRange
  /// Line on which the body begins, counted from 1.
  public let bodyLine: Int
  /// True when the first line opens front matter that no later line closes.
  public let isUnclosed: Bool
  let bytes: [UInt8]

  /// Splits a text.
  public init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    let begin = bytes.holds("\u{FEFF}", at: 0) ? 3 : 0
    let first = ByteLines.line(at: begin, in: bytes)
    frontMatterLine = 2
    guard Self.isFence(first, in: bytes, dots: false), first.next > first.end else {
      frontMatter = nil
      body = ByteRange(ByteOffset(begin), ByteOffset(bytes.count))
      bodyLine = 1
      isUnclosed = false
      return
    }
    var number = 2
    var at = first.next
    while at < bytes.count {
      let line = ByteLines.line(at: at, in: bytes)
      if Self.isFence(line, in: bytes, dots: true) {
        frontMatter = ByteRange(ByteOffset(first.next), ByteOffset(line.start))
        body = ByteRange(ByteOffset(line.next), ByteOffset(bytes.count))
        bodyLine = number + 1
        isUnclosed = false
        return
      }
      at = line.next
      number += 1
    }
    frontMatter = nil
    body = ByteRange(ByteOffset(begin), ByteOffset(bytes.count))
    bodyLine = 1
    isUnclosed = Self.looksLikeKey(ByteLines.line(at: first.next, in: bytes), in: bytes)
  }

  /// The text between the fences; nil without front matter.
  public var frontMatterText: String? {
    frontMatter.map { bytes.text($0.start.value..<$0.end.value) }
  }

  /// Everything after the front matter.
  public var bodyText: String { bytes.text(body.start.value..<body.end.value) }

  /// The line end that the file uses first; LF when it has none.
  public var lineEnd: String {
    let begin = ByteLines.line(at: 0, in: bytes)
    return begin.next > begin.end ? bytes.text(begin.end..<begin.next) : "\n"
  }

  /// `---`, with blanks after it at most; `...` closes too, as in YAML.
  private static func isFence(_ line: ByteLine, in bytes: [UInt8], dots: Bool) -> Bool {
    guard bytes.holds("---", at: line.start) || (dots && bytes.holds("...", at: line.start)) else {
      return false
    }
    guard line.end >= line.start + 3 else { return false }
    return bytes[(line.start + 3)..<line.end].allSatisfy(Byte.isBlank)
  }

  /// A rule of dashes may open an ordinary text; only a key under it makes front matter of it.
  private static func looksLikeKey(_ line: ByteLine, in bytes: [UInt8]) -> Bool {
    var at = line.start
    while at < line.end, Byte.isLetter(bytes[at]) || bytes[at] == 0x2D || bytes[at] == 0x5F {
      at += 1
    }
    return at > line.start && at < line.end && bytes[at] == UInt8(ascii: ":")
      && (at + 1 == line.end || Byte.isBlank(bytes[at + 1]))
  }
}
