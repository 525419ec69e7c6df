// Long texts that change while they are open, and texts with paragraphs longer than windows.

import Foundation
import Testing
import Text

@testable import Documents

@Suite struct WindowChanges {
  private static let text = Array(
    (0..<120).map { "paragraph \($0) é" }.joined(separator: "\n\n").utf8)

  @Test func whatGrowsKeepsItsPlacesAndIsCountedOn() throws {
    let file = try WindowFile(Self.text)
    let windows = try file.open()
    #expect(windows.look() == .none)
    try windows.count { _ in true }
    let before = try windows.window(at: .percent(50))
    file.append(Array("\n\nlast of all".utf8))
    #expect(windows.look() == .grown)
    #expect(windows.look() == .none)
    let same = try windows.window(at: .offset(before.paragraphs[2].range.start))
    #expect(same.window?.generation == before.window?.generation)
    #expect(same.paragraphs.contains { $0.range == before.paragraphs[2].range })
    #expect(try texts(windows.window(at: .end)).last == "last of all")
    var last: TextCount?
    try windows.count {
      last = $0
      return true
    }
    #expect(last?.paragraphs == 121)
    #expect(last?.hash == ContentHash(of: Self.text + Array("\n\nlast of all".utf8)))
  }

  @Test func aScalarThatIsStillComingIsLeftOut() throws {
    let bytes = Array("one\n\ntwo é".utf8)
    let file = try WindowFile(Array(bytes.dropLast()))
    let descriptor = Glibc.open(file.path, O_RDONLY)
    let windows = try FileWindows(descriptor: descriptor, hasAll: false)
    #expect(try texts(windows.window(at: .end)) == ["one", "two"])
    #expect(try !windows.window(at: .end).isComplete)
    file.append(Array(bytes.suffix(1)))
    #expect(windows.look() == .grown)
    windows.allHasCome()
    #expect(try texts(windows.window(at: .end)) == ["one", "two é"])
    #expect(try windows.window(at: .start).isComplete)
    try windows.count { $0.hash == nil }
    var hash: ContentHash?
    try windows.count {
      hash = $0.hash
      return true
    }
    #expect(hash == ContentHash(of: bytes))
  }

  @Test(arguments: 0..<12) func aFileThatGrowsBitByBitIsReadAsIfItHadBeenThere(_ seed: Int) throws {
    let bytes = randomText(UInt64(seed + 300), count: 1500)
    let rule = WindowsAgainstTheWhole.rules[seed % 3]
    var cut = 400
    let file = try WindowFile(Array(bytes[..<cut]))
    let windows = try file.open(rule)
    var random = Seeded(UInt64(seed))
    _ = windows.look()
    while cut < bytes.count {
      try windows.count { _ in true }
      let next = min(bytes.count, cut + 1 + Int(random.next() % 90))
      file.append(Array(bytes[cut..<next]))
      #expect(windows.look() == .grown)
      cut = next
    }
    let twin = WholeTwin(bytes, rule)
    var last: TextCount?
    try windows.count {
      last = $0
      return true
    }
    #expect(last?.paragraphs == twin.paragraphs.count)
    #expect(last?.hash == ContentHash(of: twin.text))
    #expect(try texts(windows.window(at: .end)).last == twin.paragraphs.last)
  }

  @Test func whatShrinksIsReadAnew() throws {
    let file = try WindowFile(Self.text)
    let windows = try file.open()
    try windows.count { _ in true }
    try file.write(Array("short\n\nnow".utf8))
    // Nobody looked yet: reading notices.
    let window = try windows.window(at: .end)
    #expect(texts(window) == ["short", "now"])
    #expect(window.window?.generation == 1)
    #expect(windows.wholeBytes == 10)
    #expect(windows.trueOffset(of: ScalarOffset(1)) == nil)
    try file.write([])
    #expect(windows.look() == .replaced)
    #expect(try windows.window(at: .percent(50)).paragraphs.isEmpty)
  }

  @Test func anotherFileOfTheSameNameIsReadAnew() throws {
    let file = try WindowFile(Self.text)
    let windows = try file.open()
    let other = try WindowFile(Array("other".utf8))
    try FileManager.default.removeItem(atPath: file.path)
    #expect(windows.look() == .gone)
    #expect(try !windows.window(at: .start).paragraphs.isEmpty)
    try FileManager.default.moveItem(atPath: other.path, toPath: file.path)
    #expect(windows.look() == .replaced)
    #expect(try texts(windows.window(at: .start)) == ["other"])
  }

  @Test func whatIsRewrittenInPlaceIsNoGrowth() throws {
    let file = try WindowFile(Self.text)
    let windows = try file.open()
    #expect(windows.look() == .none)
    var changed = Self.text
    changed[3] = 0x58
    try file.write(changed + Array("\n\nmore".utf8))
    #expect(windows.look() == .replaced)
    #expect(try windows.window(at: .start).text(of: 0) == "parXgraph 0 é")
  }

  @Test func countingAndSearchingSurviveAFileThatIsCut() throws {
    let file = try WindowFile(randomText(7, count: 9000))
    let windows = try file.open()
    var reports = 0
    try windows.count { _ in
      reports += 1
      if reports == 2 { try? file.write(Array("cut".utf8)) }
      return true
    }
    try windows.find("stone", from: ScalarOffset(5000)) { _ in true }
    #expect(try texts(windows.window(at: .end)) == ["cut"])
  }
}

@Suite struct GiantParagraphs {
  @Test(arguments: [UInt8(0x20), 0x0A, 0x61]) func areShownInPart(_ between: UInt8) throws {
    // 100 kB without a blank line; also without any blank.
    var bytes: [UInt8] = Array("first\n\n".utf8)
    while bytes.count < 100_000 { bytes += Array("wörd".utf8) + [between] }
    bytes += Array("\n\nlast".utf8)
    let windows = try WindowFile(bytes).open(.blank, block: 1024)
    let twin = WholeTwin(bytes, .blank)
    try windows.count { _ in true }
    for percent in stride(from: 0, through: 100, by: 10) {
      let window = try windows.window(at: .percent(percent))
      #expect(try #require(window.window?.source.count) <= 16 * 1024)
      for index in window.paragraphs.indices {
        #expect(twin.paragraphs.contains { $0.contains(window.text(of: index)) })
        let pieces = window.pieces(of: index)
        #expect(pieces.map { window.text(in: $0.bytes) }.joined() == window.text(of: index))
        for piece in pieces {
          let text = window.text(in: piece.bytes)
          #expect(text.unicodeScalars.count == piece.range.count)
          // Every piece leads back to its place in the whole.
          let start = try #require(windows.trueOffset(of: piece.range.start)).value
          let whole = twin.text.unicodeScalars.dropFirst(start).prefix(piece.range.count)
          #expect(String(String.UnicodeScalarView(whole)) == text)
        }
      }
      let first = try #require(window.window?.firstOrdinal)
      #expect(first + window.paragraphs.count <= 3)
    }
    #expect(try texts(windows.window(at: .end)).last == "last")
  }

  @Test func manyShortLinesMakeAWindowOfFewerBlocks() throws {
    let windows = try WindowFile(Array(String(repeating: "a\n", count: 200_000).utf8))
      .open(.line, block: 65_536)
    let window = try windows.window(at: .percent(50))
    #expect(window.paragraphs.count <= 2 * 65_536 / 2 + 2)
    #expect(try windows.window(at: .end).paragraphs.count <= 2 * 65_536 / 2 + 2)
  }

  @Test func nothingAtAllIsAnEmptyWindow() throws {
    for bytes in [[], [0xEF, 0xBB, 0xBF], Array("\n \n\r\n".utf8)] as [[UInt8]] {
      let windows = try WindowFile(bytes).open()
      try windows.count { _ in true }
      for place: WindowPlace in [.start, .end, .percent(50), .paragraph(3), .offset(.init(9))] {
        let window = try windows.window(at: place)
        #expect(window.paragraphs.isEmpty)
        #expect(window.window?.isFirst == true && window.window?.isLast == true)
      }
    }
  }
}
