// What only XML knows is written out for a parser of HTML: `<a/>` becomes `<a></a>`. The way back from
// each byte to where it stood is kept.

/// A page whose empty elements are closed in a way that HTML understands.
struct EmptyElements {
  private(set) var bytes: [UInt8]

  /// Behind an element that was written out: where its end is here, and where there.
  private var places: [(here: Int, there: Int)] = []

  init(_ text: [UInt8]) {
    bytes = text
    writeOut()
  }

  /// Where a byte stood.
  func source(of offset: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].here <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return offset }
    return places[low - 1].there + offset - places[low - 1].here
  }

  /// Elements that HTML knows to be empty; all others, written `<a/>`, would swallow what follows.
  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
  ]

  private mutating func writeOut() {
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
        places.append((result.count, copied))
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
