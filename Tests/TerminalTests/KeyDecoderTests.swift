// Bytes and recognised keys in, events out: what a person typed, pasted, or what a terminal sends
// that nobody described.

import Screen
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  private func events(_ batches: [RawInput]...) -> [InputEvent] {
    var decoder = KeyDecoder()
    return batches.flatMap { decoder.decode($0) }
  }

  private func bytes(_ text: String) -> [RawInput] { text.utf8.map { .byte($0) } }

  private func notations(_ text: String) -> [String] {
    events(bytes(text)).map { event in
      if case .key(let key) = event { key.notation } else { "\(event)" }
    }
  }

  @Test(arguments: [
    ("j", ["j"]), ("J", ["J"]), ("жщ", ["ж", "щ"]), ("漢", ["漢"]), ("🙂", ["🙂"]),
    ("\u{1}\u{3}", ["^A", "^C"]), ("\r", ["Enter"]), ("\n", ["^J"]), ("\t", ["Tab"]),
    ("\u{7F}\u{8}", ["Backspace", "Backspace"]), ("\0", ["Ctrl-Space"]), ("\u{1C}", ["^\\"]),
    ("\u{1B}", ["Esc"]), ("\u{1B}x", ["Alt-x"]), ("\u{1B}ж", ["Alt-ж"]),
    ("\u{1B}\u{1B}", ["Esc", "Esc"]), ("\u{1B}\r", ["Alt-Enter"]),
    ("\u{1B}[", ["Alt-["]), ("\u{1B}O", ["Alt-O"]),
  ])
  func typedKeys(text: String, expected: [String]) { #expect(notations(text) == expected) }

  @Test(arguments: [
    ("\u{1B}[A", ["Up"]), ("\u{1B}OB", ["Down"]), ("\u{1B}[1;5C", ["Ctrl-Right"]),
    ("\u{1B}[1;2D", ["Shift-Left"]), ("\u{1B}[5~", ["PgUp"]), ("\u{1B}[3;5~", ["Ctrl-Delete"]),
    ("\u{1B}[15~", ["F5"]), ("\u{1B}OP", ["F1"]), ("\u{1B}[Z", ["Shift-Tab"]),
    ("\u{1B}[97;5u", ["^A"]), ("\u{1B}[97;2u", ["A"]), ("\u{1B}[27;5;13~", ["Ctrl-Enter"]),
    // Unknown ones vanish whole: their digits must not count as a typed number.
    ("\u{1B}[?62;4cj", ["j"]), ("\u{1B}[Ij", ["j"]), ("\u{1B}[99~j", ["j"]),
    ("\u{1B}[<0;10;10Mj", ["j"]), ("\u{1B}[1114112;1uj", ["j"]),
    ("\u{1B}[99999999999999999999~j", ["j"]),
  ])
  func sequencesThatTheTerminalLibraryDidNotKnow(text: String, expected: [String]) {
    #expect(notations(text) == expected)
  }

  @Test func aLetterWhoseBytesArriveInTwoReadsIsOneKey() {
    #expect(events([.byte(0xD0)], [.byte(0xB6)]) == [.key(.character("ж"))])
  }

  @Test func bytesThatAreNoLetterAreNoKeys() {
    let broken: [RawInput] = [0xFF, 0x80, 0xC0, 0xE2, 0x82].map { .byte($0) }
    #expect(events(broken + bytes("j")) == [.key(.character("j"))])
  }

  @Test func recognisedKeysTakeAlt() {
    #expect(events([.byte(0x1B), .key(Key(.up))]) == [.key(Key(.up, alt: true))])
    #expect(events([.byte(0x1B)], [.key(Key(.up))]) == [.key(Key(.escape)), .key(Key(.up))])
  }

  @Test func pastedTextIsOneEventWhateverItHolds() {
    let batch = [.pasteBegin] + bytes("a\rb\u{1B}[Aж") + [.key(Key(.up)), .pasteEnd] + bytes("j")
    #expect(events(batch) == [.paste("a\nb\u{1B}[Aж"), .key(.character("j"))])
  }

  @Test func aPasteMayComeInPiecesAndIsBounded() {
    #expect(
      events([.pasteBegin] + bytes("one "), bytes("two") + [.pasteEnd]) == [.paste("one two")])
    let long = [RawInput](repeating: .byte(0x61), count: KeyDecoder.pasteLimit + 10)
    guard case .paste(let text)? = events([.pasteBegin] + long + [.pasteEnd]).first else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == KeyDecoder.pasteLimit)
  }

  @Test func anEndedPasteLeavesKeysAlone() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([.pasteBegin] + bytes("x")).isEmpty)
    #expect(decoder.isPasting)
    #expect(decoder.endPaste() == .paste("x"))
    #expect(decoder.decode(bytes("j")) == [.key(.character("j"))])
    #expect(decoder.decode([.pasteEnd]).isEmpty)
  }

  @Test(arguments: [
    ("0;7;8M", InputEvent.click(Point(column: 6, row: 7))),
    ("0;7;8m", .drag(Point(column: 6, row: 7), isEnd: true)),
    ("32;300;8M", .drag(Point(column: 299, row: 7), isEnd: false)),
    ("64;5;6M", .wheel(lines: -3, at: Point(column: 4, row: 5))),
    ("65;5;6M", .wheel(lines: 3, at: Point(column: 4, row: 5))),
    // With shift, alt or control held.
    ("20;1;1M", .click(Point(column: 0, row: 0))),
    ("36;2;1M", .drag(Point(column: 1, row: 0), isEnd: false)),
  ])
  func theMouseIsReadFromBytes(report: String, expected: InputEvent) {
    #expect(events([.mouseBegin(.numbers)] + bytes(report)) == [expected])
    // In any portions.
    var decoder = KeyDecoder()
    var found = decoder.decode([.mouseBegin(.numbers)])
    for byte in bytes(report) { found += decoder.decode([byte]) }
    #expect(found == [expected])
  }

  @Test(arguments: [
    "1;7;8M", "2;7;8m", "35;7;8M", "66;7;8M", "128;7;8M", "0;0;8M", "0;7M", "M", "0;7;0m",
    "99999999999999999999;1;1M",
  ])
  func otherButtonsAndBrokenReportsAreNothing(report: String) {
    #expect(events([.mouseBegin(.numbers)] + bytes(report + "j")) == [.key(.character("j"))])
  }

  @Test func aReportThatBreaksOffDoesNotEatTheNextKey() {
    #expect(events([.mouseBegin(.numbers)] + bytes("0;7j")) == [.key(.character("j"))])
    #expect(
      events([.mouseBegin(.numbers)] + bytes("0;7") + [.key(Key(.up))] + bytes("5"))
        == [.key(Key(.up)), .key(.character("5"))])
    #expect(
      events([.mouseBegin(.numbers)] + bytes("0;7") + [.mouseBegin(.numbers)] + bytes("0;1;1M"))
        == [.click(Point(column: 0, row: 0))])
  }

  @Test func terminalsThatKnowNoBetterSendThreeBytes() {
    func old(_ numbers: UInt8...) -> [InputEvent] {
      events([.mouseBegin(.threeBytes)] + numbers.map { .byte($0 + 32) })
    }
    #expect(old(0, 7, 8) == [.click(Point(column: 6, row: 7))])
    #expect(old(3, 7, 200) == [.drag(Point(column: 6, row: 199), isEnd: true)])
    #expect(old(32, 7, 8) == [.drag(Point(column: 6, row: 7), isEnd: false)])
    #expect(old(65, 7, 8) == [.wheel(lines: 3, at: Point(column: 6, row: 7))])
  }

  @Test func anyBytesAreDecodedWithoutHarm() {
    var random = Seeded(state: 42)
    for _ in 0..<2000 {
      let likely: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3B, 0x31, 0x7E, 0xD0, 0xF0, 0x9F]
      let begin: [RawInput] = [.mouseBegin(Bool.random(using: &random) ? .numbers : .threeBytes)]
      let batch: [RawInput] =
        (Bool.random(using: &random) ? begin : [])
        + (0..<12).map { _ in
          .byte(
            Bool.random(using: &random)
              ? .random(in: 0...255, using: &random) : likely.randomElement(using: &random) ?? 0)
        }
      #expect(events(batch).count <= batch.count)
    }
  }
}

/// The same numbers in every run, so that a failure can be repeated.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
