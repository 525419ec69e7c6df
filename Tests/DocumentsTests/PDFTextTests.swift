// PDFs, from the text that pdftotext gives: paragraphs over lines and pages, heads and numbers of
// pages, hyphens, places.

import Documents
import Testing
import Text

@Suite struct PDFTexts {
  static let book = """
    The Tides of Holm

    The harbour of Holm lies behind a bar of sand that moves with every winter storm. Who wants to
    enter it has to know the hour of high water, and the pilots of the town have kept a table of it
    for two hundred years.
    A second table was begun when the bridge was built. It is kept by the well-
    known harbour board, whose clerk reads the gauge each morn-
    ing and writes down what he sees; in the morning of a storm he reads it twice and sends a

    1

    \u{C}The Tides of Holm

    message to the pilots.

    2.1 How the gauge is read

    The gauge stands at the foot of the bridge. It is read from the quay with a glass, for which the
    clerk needs good light; in the dark of the winter he takes a lamp, as his predecessor before him

    2

    \u{C}The Tides of Holm

    Karla Voss had done, who was the first to note the wind beside the water, and the height of the
    waves.
    He reads:
    • the height of the water, to an inch;

    •

    the wind, by its name;
    • the light-
    ship's signal.

    3

    \u{C}
    """

  private func document(_ text: String) throws -> Document {
    try PDFText.document(fromPages: Array(text.utf8))
  }

  private func texts(_ document: Document) -> [String] {
    document.paragraphs.indices.map { document.text(of: $0) }
  }

  @Test func linesAndPagesBecomeParagraphs() throws {
    let read = try document(Self.book)
    #expect(
      texts(read) == [
        "The Tides of Holm",
        "The harbour of Holm lies behind a bar of sand that moves with every winter storm. Who wants "
          + "to enter it has to know the hour of high water, and the pilots of the town have kept a "
          + "table of it for two hundred years.",
        "A second table was begun when the bridge was built. It is kept by the well-known harbour "
          + "board, whose clerk reads the gauge each morning and writes down what he sees; in the "
          + "morning of a storm he reads it twice and sends a message to the pilots.",
        "2.1 How the gauge is read",
        "The gauge stands at the foot of the bridge. It is read from the quay with a glass, for "
          + "which the clerk needs good light; in the dark of the winter he takes a lamp, as his "
          + "predecessor before him Karla Voss had done, who was the first to note the wind beside "
          + "the water, and the height of the waves.",
        "He reads:", "the height of the water, to an inch;", "the wind, by its name;",
        "the lightship's signal.",
      ])
    #expect(
      read.paragraphs.map(\.kind) == [
        .text, .text, .text, .heading, .text, .text, .listItem, .listItem, .listItem,
      ])
    #expect(read.structure.outline.map(\.title) == ["2.1 How the gauge is read"])
    #expect(read.structure.anchors == ["page=1": 0, "page=2": 2, "page=3": 4])
  }

  @Test func eachParagraphBeginsAtItsOrigin() throws {
    let read = try document(Self.book)
    let pages = Self.book.split(separator: "\u{C}", omittingEmptySubsequences: false)
    for index in read.paragraphs.indices {
      let place = try #require(read.origin(of: index))
      let number = try #require(place.part.flatMap { Int($0.dropFirst("page ".count)) })
      let bytes = Array(pages[number - 1].utf8)[place.bytes.start.value..<place.bytes.end.value]
      let found = String(decoding: bytes, as: UTF8.self)
      // A hyphen at a line end may be gone.
      let plain = { (text: String) in text.filter { $0 != "\n" && $0 != " " && $0 != "-" } }
      #expect(plain(read.text(of: index)).hasPrefix(plain(found)), "\(found)")
    }
    #expect(read.origin(of: 2)?.part == "page 1")
    #expect(read.origin(of: 3)?.part == "page 2")
  }

  @Test(arguments: [
    ("the compu-\ntation", "the computation"), ("the Franco-\nPrussian", "the Franco-Prussian"),
    ("an e-\nmail", "an e-mail"), ("self-\nmade", "self-made"), ("co\u{AD}\noperate", "cooperate"),
    ("1998-\n2004 and on", "1998- 2004 and on"), ("words -\nmore", "words - more"),
    ("a dog-\near, a dog-ear", "a dog-ear, a dog-ear"),
    ("it was un\u{2010}\nclear", "it was unclear"),
    ("ends with a hy-", "ends with a hy-"),
    ("закры-\nтый порт", "закрытый порт"),
  ]) func hyphensAreMendedWithCare(text: String, expected: String) throws {
    // Wide enough that no line end here is one by choice.
    let filling = String(repeating: "w", count: 40) + " "
    let read = try document(filling + text)
    #expect(texts(read) == [filling + expected])
  }

  @Test func headsByTurnsAndNumbersOfAllKindsGo() throws {
    var text = ""
    let numbers = ["i", "Page 2", "- 3 -", "4 of 6", "5/6", "vi"]
    for page in 1...6 {
      let head = page % 2 == 0 ? "A History of Water \(page)" : "Chapter on Storms"
      text +=
        "\(head)\n\nOn this side, number \(page), stands one sentence.\n\n\(numbers[page - 1])\n\u{C}"
    }
    let read = try document(text)
    #expect(
      texts(read) == ["Chapter on Storms"]
        + (1...6).map { "On this side, number \($0), stands one sentence." })
  }

  @Test func linesThatWereBrokenOnPurposeStay() throws {
    let line = String(repeating: "long words ", count: 8) + "end"
    let read = try document("\(line)\n\(line)\n\(line)\nA short one\nAnother one\nAnd a third\n")
    #expect(read.text(of: 0).hasSuffix("end A short one\nAnother one\nAnd a third"))
  }

  @Test func factsAreTakenOver() throws {
    let read = try PDFText.document(
      fromPages: Array("Words.\n\u{C}".utf8),
      facts: [
        "Title": "Microsoft Word - Tides.docx", "Author": "K. Voss",
        "CreationDate": "2025-02-08T12:23:13Z",
      ])
    #expect(read.title == "Tides.docx")
    #expect(read.author == "K. Voss")
    #expect(read.date == "2025-02-08")
    #expect(read.format == .pdf)
  }

  @Test func picturesAloneAreSaid() {
    for text in ["", "\u{C}\u{C}", " \n \u{C}3\n\u{C}"] {
      #expect(throws: DocumentError.unusable("holds no text (perhaps only pictures of its pages)"))
      {
        try PDFText.document(fromPages: Array(text.utf8))
      }
    }
  }

  @Test func anythingIsSurvived() throws {
    var state: UInt64 = 11
    let parts =
      [
        "\n", "\n\n", "\u{C}", "•", "• ", "-", "word", " ", "1", "2.1 ", "А", ".", "\u{AD}", "é-",
        "ABC",
      ].map { Array($0.utf8) } + [[0xFF], [0xE2, 0x80], [0]]
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes += parts[Int(state >> 40) % parts.count]
      }
      guard let read = try? PDFText.document(fromPages: bytes) else { continue }
      let whole = read.normalisedText
      for index in read.paragraphs.indices {
        #expect(String(whole.slice(read.paragraphs[index].range)) == read.text(of: index))
      }
    }
  }
}
