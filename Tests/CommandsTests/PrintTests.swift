// `print` in its three forms: lines as they come out, at several widths.

import Documents
import Linking
import Notes
import Testing
import Text

@testable import Commands

@Suite struct PrintTests {
  private let sink = FakeSink()
  private let nabu = note(
    "nabu", "National Anti-Corruption Bureau", kind: "organization", aliases: ["NABU"],
    description: "Ukraine's agency against corruption.",
    sources: [
      Source(label: "1", publisher: "Rada", date: "2014-10-14", text: "t", line: 9),
      Source(
        label: "2", publisher: "NABU", title: "About", date: "2025-07", url: "https://x/y",
        text: "t", line: 10),
    ])
  private let trick = note("whataboutism", "whatabout", kind: "technique")

  private func run(
    _ paragraphs: [String], _ notes: [Note], width: Int, linear: Bool = false,
    hidden: Set<NoteKind> = PrintCommand.usuallyHidden, pieces: Int? = nil,
    lost: [LostPassage] = [], colour: Bool = false
  ) -> ExitCode {
    var text = document(paragraphs, pieces: pieces)
    text.title = "A title"
    return PrintCommand(width: width, linear: linear, hiddenKinds: hidden).run(
      "a.txt", texts: FakeTexts(texts: ["a.txt": text]), shelf: FakeShelf(notes: notes),
      linking: FakeLinking(lost: lost), output: Output(sink, usesColour: colour))
  }

  @Test func besideFrom88Columns() {
    let text = "Then NABU and SAPO were hit, and NABU said so to all who wanted to hear it."
    #expect(run([text, "NABU again."], [nabu], width: 88) == .fine)
    let bar = String(repeating: " ", count: 50) + "│"
    #expect(
      sink.out == """
        A title

        Then NABU[1] and SAPO were hit, and NABU said so  │ [1] National Anti-Corruption Bureau
        to all who wanted to hear it.                     │ organization
                                                          │ Ukraine's agency against corruption.
                                                          │ as "NABU"
                                                          │ 2 sources, newest 2025-07
        \(bar)
        NABU[1] again.                                    │ [1] National Anti-Corruption Bureau
                                                          │ organization
                                                          │ as "NABU" · see ¶ 1
        \(bar)
        Sources
        National Anti-Corruption Bureau
          Rada, 2014-10-14
          NABU, "About", 2025-07, https://x/y


        """)
    #expect(sink.lines.allSatisfy { CellWidth.of($0) <= 88 })
  }

  @Test func belowUnder88Columns() {
    #expect(run(["Then NABU."], [nabu], width: 87) == .fine)
    #expect(
      sink.lines[2...4] == [
        "Then NABU[1].", "",
        "  [1] National Anti-Corruption Bureau"
          + String(repeating: " ", count: 87 - 2 - 35 - 12) + "organization",
      ])
  }

  @Test func textWithoutNotesGetsTheFullWidth() {
    let word = String(repeating: "x", count: 120)
    #expect(run([word], [nabu], width: 120) == .fine)
    #expect(sink.lines[2] == word)
  }

  @Test func linearSpeaks() {
    #expect(run(["NABU.", "Nothing.", "NABU"], [nabu], width: 200, linear: true) == .fine)
    #expect(
      sink.out.hasPrefix(
        """
        A title

        Paragraph 1 of 3, 1 note
        NABU[1].
        Note 1: National Anti-Corruption Bureau, organization. Here as "NABU". \
        Ukraine's agency against corruption. 2 sources, newest 2025-07.

        Paragraph 2 of 3, 0 notes
        Nothing.

        Paragraph 3 of 3, 1 note
        NABU[1]
        Note 1: National Anti-Corruption Bureau, organization. Here as "NABU". \
        Described at paragraph 1.

        """))
  }

  @Test func kindsThatAreOffAreCountedOnceAndDoNotTakeNumbers() {
    let notes = [trick, nabu]
    #expect(run(["whatabout NABU", "whatabout"], notes, width: 60) == .fine)
    #expect(sink.out.contains("whatabout NABU[1]\n"))
    #expect(sink.out.hasSuffix("\n1 technique note is off\n"))
    sink.out = ""
    #expect(run(["whatabout NABU"], notes, width: 60, hidden: []) == .fine)
    #expect(sink.out.contains("whatabout[1] NABU[2]\n"))
    #expect(!sink.out.contains(" off"))
  }

  @Test(arguments: [1, 2, 3, 5, 100])
  func piecesMakeNoDifference(_ pieces: Int) {
    #expect(run(["Then NABU, and NABU 日本."], [nabu], width: 60, pieces: pieces) == .fine)
    #expect(sink.lines[2] == "Then NABU[1], and NABU 日本.")
  }

  @Test func lostPassagesAreListed() {
    let lost = [LostPassage(note: NoteID("p/q"), quote: "old words")]
    #expect(run(["x"], [], width: 60, lost: lost) == .fine)
    #expect(sink.out.hasSuffix("place lost: 1 note on this text (p/q)\n"))
  }

  @Test func hostileTextTitleAndNoteAreVisible() {
    let evil = note("e", "Evil\u{1B}[2J", kind: "\u{7}k", description: "\u{202E}\u{9B}31m")
    for width in [1, 12, 60, 100] {
      #expect(run(["Evil\u{1B}[2J and \u{0}\u{85}"], [evil], width: width) == .fine)
    }
    for scalar in sink.out.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
      #expect(scalar != "\u{202E}")
    }
  }

  @Test func mentionsAreUnderlinedWhereLooksAreDrawn() {
    #expect(run(["Then NABU."], [nabu], width: 60, colour: true) == .fine)
    #expect(sink.out.contains("Then \u{1B}[4mNABU\u{1B}[0m[1]."))
  }

  @Test func remarksAreSaidAndTheTextIsPrinted() {
    var text = document(["x"])
    text.remarks = ["3 bytes were no UTF-8"]
    let code = PrintCommand(width: 60).run(
      "a", texts: FakeTexts(texts: ["a": text]), shelf: FakeShelf(error: .unavailable("gone")),
      linking: FakeLinking(), output: Output(sink))
    #expect(code == .failed)
    #expect(sink.complaints == "sidelight: a: 3 bytes were no UTF-8\nsidelight: notes: gone\n")
    #expect(sink.lines[2] == "x")
  }

  @Test func textThatCannotBeOpened() {
    let texts = FakeTexts(errors: ["a": .unusable("it is a folder"), "b": .unreadable("no")])
    for (name, code) in [("a", ExitCode.unusable), ("b", .failed), ("\u{1B}c", .unusable)] {
      #expect(
        PrintCommand(width: 60).run(
          name, texts: texts, shelf: FakeShelf(), linking: FakeLinking(), output: Output(sink))
          == code)
    }
    #expect(sink.out.isEmpty)
    #expect(
      sink.complaints
        == "sidelight: a: it is a folder\nsidelight: b: no\nsidelight: ␛c: no such file\n")
  }
}
