// What stands between a frame and the terminal library: painted cells, looks, the clipboard's
// encoding, and the inbox.

import CTerminal
import Screen
import Testing

@testable import Terminal

@Suite struct CellPainterTests {
  /// A library that knows ASCII, one wide letter, one mark, and draws a heart narrow.
  private func width(_ scalar: UInt32) -> Int32 {
    switch scalar {
    case 0x20..<0x7F, 0x2764: 1
    case 0x6F22, 0x1F44D, 0x1F3FD: 2
    case 0x301, 0x200D, 0xFE0F, 0x202E: 0
    default: -1
    }
  }

  private func paint(
    _ text: String, _ columns: Int, _ emoji: TerminalOptions.Emoji = .full
  ) -> PaintedCell {
    CellPainter(emoji: emoji, width: width).paint(Cell(text: text, width: columns, style: .plain))
  }

  @Test func whatTheLibraryAgreesOnIsDrawnAsItIs() {
    #expect(paint("a", 1) == PaintedCell(scalars: [0x61]))
    #expect(paint("漢", 2) == PaintedCell(scalars: [0x6F22]))
    #expect(paint("e\u{301}", 1) == PaintedCell(scalars: [0x65, 0x301]))
  }

  @Test func whatTheLibraryWouldDrawAtAnotherWidthIsReplacedAtTheLayoutsWidth() {
    #expect(paint("\u{1FAE8}", 2) == PaintedCell(scalars: [0xFFFD], padded: true))
    #expect(paint("漢", 1) == PaintedCell(scalars: [0xFFFD]))
    #expect(paint("e\u{1AC0}", 1) == PaintedCell(scalars: [0xFFFD]))
    #expect(paint("\u{301}", 1) == PaintedCell(scalars: [0xFFFD]))
    #expect(
      paint("e\u{301}\u{301}\u{301}\u{301}\u{301}", 1) == PaintedCell(scalars: [0xFFFD]))
  }

  @Test(arguments: ["\u{1B}", "\u{7F}", "\u{9B}", "a\u{202E}", "\u{0}"])
  func nothingThatActsOnTheTerminalPassesEvenFromACarelessFrame(text: String) {
    #expect(paint(text, 1) == PaintedCell(scalars: [0xFFFD]))
  }

  @Test func baseEmojiLoseTheirPartsAndKeepTheirPlace() {
    #expect(paint("\u{2764}\u{FE0F}", 1, .base) == PaintedCell(scalars: [0x2764]))
    #expect(paint("\u{1F44D}\u{200D}", 2, .base) == PaintedCell(scalars: [0x1F44D]))
    #expect(paint("\u{1F3FD}", 2, .base) == PaintedCell(scalars: [0x20], padded: true))
    #expect(paint("\u{1F3FD}", 2, .full) == PaintedCell(scalars: [0x1F3FD]))
  }
}

@Suite struct PaletteTests {
  @Test func whatMattersDiffersWithoutColour() {
    let plain = Palette.look(of: .plain).attributes
    let carriers: [Style] = [
      .focusMark, .mention, .mentionSelected, .number, .noteTitleSelected, .problem, .searchHit,
      .searchHitCurrent, .listSelected, .link, .code, .heading, .message,
    ]
    for style in carriers { #expect(Palette.look(of: style).attributes != plain, "\(style)") }
    let pairs: [(Style, Style)] = [
      (.mention, .mentionSelected), (.noteTitle, .noteTitleSelected),
      (.searchHit, .searchHitCurrent), (.mention, .searchHit), (.mentionSelected, .searchHit),
    ]
    for (one, other) in pairs {
      #expect(Palette.look(of: one).attributes != Palette.look(of: other).attributes)
    }
  }

  @Test func withoutSlantedLettersEmphasisIsUnderlined() {
    let palette = Palette(colours: 0, italics: false)
    #expect(palette[.emphasis].attributes == CT_UNDERLINE.rawValue)
    #expect(Style.allCases.allSatisfy { palette[$0].hue == nil })
  }

  @Test func aLightGroundIsReverseWhereThereAreNoColours() {
    let dark = Palette(colours: 0, italics: true)
    let light = Palette(colours: 0, italics: true, ground: .light)
    for style in Style.allCases {
      #expect(light[style].attributes == dark[style].attributes ^ CT_REVERSE.rawValue)
    }
    #expect(light.plainPair == 0)
    // With colours the looks stay, and everything has a pair.
    let coloured = Palette(colours: 256, italics: true, ground: .light)
    #expect(coloured[.selection].attributes == CT_REVERSE.rawValue)
    #expect(coloured.plainPair != 0 && !Hue.allCases.map(\.rawValue).contains(coloured.plainPair))
    #expect(Palette(colours: 256, italics: true).plainPair == 0)
  }

  @Test func sharesOfAClassDifferWithoutColour() {
    let styles: [Style] = [.plain, .sharedSome, .sharedMore, .sharedMany, .sharedMost]
    #expect(Set(styles.map { Palette.look(of: $0) }).count == styles.count)
  }

  @Test func fewColoursStayWithinTheirNumber() {
    for colours: Int32 in [8, 16] {
      #expect(Hue.allCases.allSatisfy { $0.number(of: colours) < 8 })
    }
  }
}

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("foobar", "Zm9vYmFy"), ("жї", "0LbRlw=="),
  ])
  func agreesWithTheStandard(text: String, expected: String) {
    #expect(String(decoding: base64(text.utf8), as: UTF8.self) == expected)
  }
}

@Suite struct InboxTests {
  @Test func messagesOfAllThreadsArriveOnceAndWakeTheLoop() async {
    let inbox = Inbox<Int>()
    let nothing = waitForInput(
      terminal: -1, inbox: inbox.descriptor, signal: -1, timeoutMilliseconds: 0)
    #expect(nothing == [])
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 { group.addTask { inbox.post(number) } }
    }
    let wake = waitForInput(
      terminal: -1, inbox: inbox.descriptor, signal: -1, timeoutMilliseconds: 10_000)
    #expect(wake == .inbox)
    #expect(inbox.drain().sorted() == Array(0..<200))
    let after = waitForInput(
      terminal: -1, inbox: inbox.descriptor, signal: -1, timeoutMilliseconds: 0)
    #expect(after == [])
    #expect(inbox.drain().isEmpty)
  }

  @Test func messagesOfOneThreadKeepTheirOrder() {
    let inbox = Inbox<String>()
    for word in ["a", "b", "c"] { inbox.post(word) }
    #expect(inbox.drain() == ["a", "b", "c"])
  }
}
