// The bytes of a chapter as an HTML parser can take them: in UTF-8, and with what only XML knows
// written out. The way back from each byte to the file is kept.

internal import Text

/// A chapter made ready to be parsed, and where each of its bytes comes from.
struct ChapterText {
  /// UTF-8, perhaps ill-formed in places.
  private(set) var bytes: [UInt8]
  let encoding: String

  /// From `start` on, `width` bytes here stand for `sourceWidth` bytes there, beginning at `source`.
  private struct Run {
    var start: Int
    var width: Int
    var source: Int
    var sourceWidth: Int
  }

  private var decoding: [Run] = []
  private var repairs: [Run] = []

  /// `isPage` is false for XML that is read as such: it stays as it is written.
  init(_ raw: [UInt8], isPage: Bool = true) {
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0x3C, 0, 0x3F, 0]) {
      (bytes, encoding) = ([], "UTF-16")
      decodeUTF16(raw, isLittle: true)
    } else if raw.starts(with: [0xFE, 0xFF]) || raw.starts(with: [0, 0x3C, 0, 0x3F]) {
      (bytes, encoding) = ([], "UTF-16")
      decodeUTF16(raw, isLittle: false)
    } else if Self.declaresLatin1(raw) {
      (bytes, encoding) = ([], "Latin-1")
      decodeLatin1(raw)
    } else if raw.starts(with: [0xEF, 0xBB, 0xBF]) {
      (bytes, encoding) = (Array(raw[3...]), "UTF-8")
      decoding = [Run(start: 0, width: 1, source: 3, sourceWidth: 1)]
    } else {
      (bytes, encoding) = (raw, "UTF-8")
    }
    if isPage { writeOutEmptyElements() }
  }

  /// The byte of the file that a byte here comes from.
  func source(of offset: Int) -> Int {
    Self.back(Self.back(offset, repairs), decoding)
  }

  private static func back(_ offset: Int, _ runs: [Run]) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return offset }
    let run = runs[low - 1]
    return run.source + (offset - run.start) / run.width * run.sourceWidth
  }

  // MARK: - Decoding

  private mutating func append(_ scalar: Unicode.Scalar, from source: Int, _ sourceWidth: Int) {
    let words = UTF8.encode(scalar)?.map { $0 } ?? [0x3F]
    if decoding.last?.width != words.count || decoding.last?.sourceWidth != sourceWidth {
      decoding.append(
        Run(start: bytes.count, width: words.count, source: source, sourceWidth: sourceWidth))
    }
    bytes.append(contentsOf: words)
  }

  private mutating func decodeUTF16(_ raw: [UInt8], isLittle: Bool) {
    func unit(_ index: Int) -> UInt32 {
      let (first, second) = (UInt32(raw[index]), UInt32(raw[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    var index = unit(0) == 0xFEFF ? 2 : 0
    while index + 1 < raw.count {
      let high = unit(index)
      if (0xD800..<0xDC00).contains(high), index + 3 < raw.count,
        (0xDC00..<0xE000).contains(unit(index + 2)),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + unit(index + 2) - 0xDC00)
      {
        append(scalar, from: index, 4)
        index += 4
      } else {
        append(Unicode.Scalar(high) ?? "\u{FFFD}", from: index, 2)
        index += 2
      }
    }
  }

  private mutating func decodeLatin1(_ raw: [UInt8]) {
    for (index, byte) in raw.enumerated() { append(Unicode.Scalar(byte), from: index, 1) }
  }

  private static func declaresLatin1(_ raw: [UInt8]) -> Bool {
    guard raw.starts(with: Array("<?xml".utf8)) else { return false }
    let line = String(decoding: raw.prefix(200).prefix { $0 != 0x3E }, as: UTF8.self).lowercased()
    return line.split(whereSeparator: { "\"'".contains($0) })
      .contains { $0 == "iso-8859-1" || $0 == "latin1" || $0 == "us-ascii" }
  }

  // MARK: - Empty elements

  /// Elements that HTML knows to be empty; all others, written `<a/>`, would swallow what follows.
  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
  ]

  private mutating func writeOutEmptyElements() {
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    bytes.withUnsafeBufferPointer { bytes in
      while index < bytes.count {
        guard bytes[index] == 0x3C else {
          index += 1
          continue
        }
        let tag = Tag(bytes, at: index)
        index = tag.end
        guard tag.isClosedAtOnce, !Self.empty.contains(tag.name) else { continue }
        result.append(contentsOf: bytes[copied..<tag.end - 2])
        result.append(contentsOf: "></\(tag.name)>".utf8)
        copied = tag.end
        repairs.append(Run(start: result.count, width: 1, source: copied, sourceWidth: 1))
      }
      if copied > 0 { result.append(contentsOf: bytes[copied...]) }
    }
    if copied > 0 { bytes = result }
  }

  /// What stands between a `<` and its `>`.
  private struct Tag {
    var name = ""
    var end: Int
    var isClosedAtOnce = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
      end = start + 1
      if start + 3 < bytes.count, bytes[start + 1] == 0x21, bytes[start + 2] == 0x2D,
        bytes[start + 3] == 0x2D
      {
        // A comment ends at its sign, whatever it holds.
        end = start + 4
        while end < bytes.count {
          end += 1
          if bytes[end - 1] == 0x3E, bytes[end - 2] == 0x2D, bytes[end - 3] == 0x2D { return }
        }
        return
      }
      let nameStart = end
      while end < bytes.count, Self.isName(bytes[end]) { end += 1 }
      guard end > nameStart, end - nameStart < 64 else { return }
      let name = nameStart..<end
      var quote: UInt8?
      while end < bytes.count {
        let byte = bytes[end]
        if quote == nil, byte == 0x3C { return }
        end += 1
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == 0x22 || byte == 0x27 {
          quote = byte
        } else if byte == 0x3E {
          isClosedAtOnce = bytes[end - 2] == 0x2F
          if isClosedAtOnce {
            self.name = String(decoding: bytes[name], as: UTF8.self).lowercased()
          }
          return
        }
      }
    }

    private static func isName(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
        || byte == 0x3A || byte == 0x2D
    }
  }
}
