// Windows of long texts against a twin that splits the whole text in memory, with blocks so small
// that every seam is met.

import Foundation
import Testing
import Text

@testable import Documents

/// A file of a test, removed with it.
final class WindowFile {
  let path: String

  init(_ bytes: [UInt8]) throws {
    path = NSTemporaryDirectory() + "windows-\(UUID().uuidString).txt"
    try write(bytes)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8]) throws {
    // In place, as an editor or a log does: the file stays the same one.
    let handle = fopen(path, "w")
    defer { fclose(handle) }
    #expect(fwrite(bytes, 1, bytes.count, handle) == bytes.count)
  }

  func append(_ bytes: [UInt8]) {
    let handle = fopen(path, "a")
    defer { fclose(handle) }
    #expect(fwrite(bytes, 1, bytes.count, handle) == bytes.count)
  }

  func open(_ rule: ParagraphRule? = .blank, block: Int = 64, blocks: Int = 8) throws
    -> FileWindows
  {
    var wishes = OpeningWishes()
    wishes.rule = rule
    return try FileWindows(
      SourceFile(path: path), path: path, wishes: wishes, hasAll: true,
      sizes: WindowSizes(block: block, blocks: blocks, more: 4))
  }
}

/// Numbers that are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Random text of words, blanks, line ends of all kinds, signs of all lengths and broken bytes.
func randomText(_ seed: UInt64, count: Int) -> [UInt8] {
  var random = Seeded(seed)
  var bytes: [UInt8] = seed % 5 == 0 ? [0xEF, 0xBB, 0xBF] : []
  let ends: [[UInt8]] =
    switch seed % 4 {
    case 0: [[0x0A]]
    case 1: [[0x0D, 0x0A]]
    case 2: [[0x0A], [0x0D, 0x0A], [0x0D]]
    default: [[0x0A], [0x0A], [0x0A], [0x0D]]
    }
  let signs = ["a", "b", "stone", "é", "漢", "🙂", "x", "Word", "\u{3000}", "\u{C}", "\t", ".", "’"]
  let broken: [[UInt8]] = [
    [0x80], [0xE2, 0x80], [0xF1, 0x80, 0x80], [0xC2], [0xFF], [0xED, 0xA0],
  ]
  while bytes.count < count {
    switch random.next() % 20 {
    case 0..<9: bytes += Array(signs[Int(random.next() % UInt64(signs.count))].utf8)
    case 9..<14: bytes.append(0x20)
    case 14, 15: bytes += ends[Int(random.next() % UInt64(ends.count))]
    case 16, 17:
      let end = ends[Int(random.next() % UInt64(ends.count))]
      bytes += end + (random.next() % 3 == 0 ? [0x20] : []) + end
    case 18: if seed % 3 == 0 { bytes += broken[Int(random.next() % UInt64(broken.count))] }
    default:
      if random.next() % 12 == 0 {
        bytes += Array(String(repeating: "long ", count: Int(random.next() % 40)).utf8)
      }
    }
  }
  return bytes
}

/// What the whole text is, split in memory.
struct WholeTwin {
  let text: String
  let paragraphs: [String]
  let ranges: [ScalarRange]

  init(_ bytes: [UInt8], _ rule: ParagraphRule) {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    text = String(decoding: body, as: UTF8.self)
      .replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
    let scalars = Array(text.unicodeScalars)
    var ranges: [ScalarRange] = []
    var open: (start: Int, end: Int)?
    var line = 0
    while line <= scalars.count {
      let end = scalars[line...].firstIndex(of: "\n") ?? scalars.count
      let ink = (line..<end).filter { ![0x20, 9, 11, 12].contains(scalars[$0].value) }
      let isBlank = (line..<end).allSatisfy { [0x20, 9].contains(scalars[$0].value) }
      if let first = ink.first, let last = ink.last {
        let begins: Bool =
          switch rule {
          case .line: true
          case .indent: first > line || scalars[line].value == 0x3000
          case .blank, .wrapped: false
          }
        if begins, let done = open {
          ranges.append(ScalarRange(ScalarOffset(done.start), ScalarOffset(done.end)))
          open = nil
        }
        open = (open?.start ?? first, last + 1)
      } else if isBlank, let done = open {
        ranges.append(ScalarRange(ScalarOffset(done.start), ScalarOffset(done.end)))
        open = nil
      }
      line = end + 1
    }
    if let done = open {
      ranges.append(ScalarRange(ScalarOffset(done.start), ScalarOffset(done.end)))
    }
    self.ranges = ranges
    paragraphs = ranges.map { range in
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[range.start.value..<range.end.value])
      return String(text)
    }
  }
}

func texts(_ document: Document) -> [String] {
  document.paragraphs.indices.map { document.text(of: $0) }
}

@Suite struct WindowsAgainstTheWhole {
  static let rules: [ParagraphRule] = [.blank, .line, .indent]

  @Test(arguments: 0..<45) func aWindowAnywhereShowsTheSameParagraphs(_ seed: Int) throws {
    let bytes = randomText(UInt64(seed), count: 1800)
    let rule = Self.rules[seed % 3]
    let file = try WindowFile(bytes)
    let windows = try file.open(rule)
    let twin = WholeTwin(bytes, rule)
    #expect(
      texts(try wholeDocument(bytes, rule)).map { Array($0.utf8) }
        == twin.paragraphs.map { Array($0.utf8) })
    for isCounted in [false, true] {
      if isCounted { try windows.count { _ in true } }
      for percent in stride(from: 0, through: 100, by: 9) {
        let window = try windows.window(at: .percent(percent))
        try expectPart(window, of: twin, isCounted: isCounted)
      }
      try expectPart(windows.window(at: .start), of: twin, isCounted: isCounted)
      try expectPart(windows.window(at: .end), of: twin, isCounted: isCounted)
    }
    for ordinal in stride(from: 0, to: twin.paragraphs.count, by: 7) {
      let window = try windows.window(at: .paragraph(ordinal))
      let first = try #require(window.window?.firstOrdinal)
      let index = ordinal - first
      try #require(window.paragraphs.indices.contains(index), "¶\(ordinal) after \(first)")
    }
  }

  private func wholeDocument(_ bytes: [UInt8], _ rule: ParagraphRule) throws -> Document {
    var wishes = OpeningWishes()
    wishes.rule = rule
    // As text without its guess of older character sets.
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    return try PlainText.document(
      from: Array(String(decoding: body, as: UTF8.self).utf8), wishes: wishes)
  }

  private func expectPart(_ window: Document, of twin: WholeTwin, isCounted: Bool) throws {
    let facts = try #require(window.window)
    let shown = texts(window).map { Array($0.utf8) }
    let whole = twin.paragraphs.map { Array($0.utf8) }
    if facts.isFirst { #expect(shown.first == whole.first) }
    if facts.isLast { #expect(shown.last == whole.last) }
    guard shown.count > 2 else { return }
    // Only the first and the last may be in part, and only if they are longer than a window may be.
    let inner = Array(shown[1..<shown.count - 1])
    let ordinal =
      isCounted
      ? try #require(facts.firstOrdinal) + 1
      : whole.indices.first { Array(whole[$0...].prefix(inner.count)) == inner }
    let start = try #require(ordinal)
    try #require(start + inner.count < whole.count + 1)
    #expect(Array(whole[start..<start + inner.count]) == inner)
    for (one, all) in [(shown[0], start - 1), (shown[shown.count - 1], start + inner.count)] {
      if one != whole[all] { #expect(whole[all].count > 64 * 3) }
    }
    for index in window.paragraphs.indices {
      let pieces = window.pieces(of: index)
      #expect(pieces.map { window.text(in: $0.bytes) }.joined() == window.text(of: index))
      for piece in pieces {
        #expect(window.text(in: piece.bytes).unicodeScalars.count == piece.range.count)
      }
    }
    let offsets = window.paragraphs.flatMap { [$0.range.start.value, $0.range.end.value] }
    #expect(offsets == offsets.sorted())
    #expect(Set(window.paragraphs.map(\.range.start)).count == window.paragraphs.count)
  }

  @Test(arguments: 0..<15) func offsetsAreTheSameInEveryWindow(_ seed: Int) throws {
    let bytes = randomText(UInt64(seed), count: 2500)
    let rule = Self.rules[seed % 3]
    let file = try WindowFile(bytes)
    let windows = try file.open(rule)
    let twin = WholeTwin(bytes, rule)
    var places: [Int: ScalarRange] = [:]
    try windows.count { _ in true }
    for percent in stride(from: 0, through: 100, by: 3) {
      let window = try windows.window(at: .percent(percent))
      let first = try #require(window.window?.firstOrdinal)
      // The first and the last may be in part.
      for index in window.paragraphs.indices.dropFirst().dropLast() {
        let range = window.paragraphs[index].range
        if let known = places[first + index] { #expect(known == range) }
        places[first + index] = range
        #expect(windows.trueOffset(of: range.start) == twin.ranges[first + index].start)
        let origin = try #require(window.origin(of: index))
        let source = Array(bytes[origin.bytes.start.value..<origin.bytes.end.value])
        #expect(WholeTwin(source, .blank).text == window.text(of: index))
        guard index % 5 == 0 else { continue }
        // Asked for by its offset, a paragraph is in the window.
        let again = try windows.window(at: .offset(range.start))
        #expect(again.paragraphs.contains { $0.range == range })
      }
    }
    let ascending = places.sorted { $0.key < $1.key }.map(\.value.start)
    #expect(ascending == ascending.sorted() && Set(ascending).count == ascending.count)
    #expect(places.count > 20)
  }

  @Test(arguments: 0..<30) func countsAreThoseOfTheWhole(_ seed: Int) throws {
    let bytes = randomText(UInt64(seed), count: 4000)
    let rule = Self.rules[seed % 3]
    let file = try WindowFile(bytes)
    let windows = try file.open(rule)
    let twin = WholeTwin(bytes, rule)
    var reports: [TextCount] = []
    try windows.count {
      reports.append($0)
      return true
    }
    let last = try #require(reports.last)
    #expect(last.isDone && last.bytes == bytes.count && last.wholeBytes == bytes.count)
    #expect(last.paragraphs == twin.paragraphs.count)
    #expect(last.scalars == twin.text.unicodeScalars.count)
    #expect(last.hash == ContentHash(of: twin.text))
    #expect(reports.count > 3)
    #expect(reports.map(\.paragraphs) == reports.map(\.paragraphs).sorted())
  }
}
