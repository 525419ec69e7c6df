// Plain text: encodings, line ends, paragraphs and their offsets.

import Documents
import Testing
import Text

@Suite struct PlainTexts {
  private func document(_ text: String) throws -> Document {
    try PlainText.document(from: Array(text.utf8))
  }

  private func texts(_ document: Document) -> [String] {
    document.paragraphs.indices.map { document.text(of: $0) }
  }

  @Test func blankLinesPartParagraphs() throws {
    let read = try document(" one\ntwo \n \t\n\n  three\n")
    #expect(texts(read) == ["one\ntwo", "three"])
    #expect(read.paragraphs.map(\.range.start.value) == [1, 16])
    #expect(read.paragraphs.map(\.range.end.value) == [8, 21])
  }

  @Test func offsetsCountScalarsNotBytes() throws {
    let read = try document("é漢\n\n🙂x")
    #expect(read.paragraphs.map(\.range.start.value) == [0, 4])
    #expect(read.paragraphs.map(\.range.end.value) == [2, 6])
    #expect(read.scalarCount == 6)
  }

  @Test func everyParagraphIsFoundWhereItPoints() throws {
    let read = try document("a\r\n\r\nb é\rc\r\r\u{FEFF}d\n\n\u{0}e")
    let whole = read.normalisedText
    for index in read.paragraphs.indices {
      #expect(String(whole.slice(read.paragraphs[index].range)) == read.text(of: index))
    }
  }

  @Test func lineEndsBecomeOne() throws {
    #expect(try document("a\r\nb\rc\n").normalisedText == "a\nb\nc\n")
    #expect(try document("a\r\r\nb").normalisedText == "a\n\nb")
  }

  @Test func aByteOrderMarkIsNoText() throws {
    #expect(try document("\u{FEFF}a").paragraphs.first?.range.start.value == 0)
  }

  @Test func illFormedPartsBecomeOneSignEach() throws {
    // Unicode 15, table 3-8.
    let bytes: [UInt8] = [0x61, 0xF1, 0x80, 0x80, 0xE1, 0x80, 0xC2, 0x62, 0x80, 0x63]
    let read = try PlainText.document(from: bytes)
    #expect(read.normalisedText == "a\u{FFFD}\u{FFFD}\u{FFFD}b\u{FFFD}c")
    #expect(read.remarks == ["invalid UTF-8 in 4 places, shown as \u{FFFD}"])
  }

  @Test func latin1IsRecognisedAndSaid() throws {
    let bytes = Array("Le caf\u{e9} pr\u{e9}f\u{e9}r\u{e9}".unicodeScalars.map { UInt8($0.value) })
    let read = try PlainText.document(from: bytes)
    #expect(read.encoding == "Latin-1")
    #expect(read.normalisedText == "Le café préféré")
    #expect(read.remarks == ["not UTF-8; read as Latin-1"])
  }

  @Test func lettersThatAreWordsOfTheirOwnAreLatin1() throws {
    let bytes = Array(
      "Caf\u{e9} tr\u{e8}s bient\u{f4}t \u{e0} l\u{e0} \u{ab}\u{e9}t\u{e9}\u{bb}\n"
        .unicodeScalars.map { UInt8($0.value) })
    #expect(try PlainText.document(from: bytes).encoding == "Latin-1")
  }

  @Test func olderCyrillicIsRefusedWithASentence() {
    // "Привет, мир! Как дела?" in Windows-1251, a few times over.
    let line: [UInt8] = [
      0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x2C, 0x20, 0xEC, 0xE8, 0xF0, 0x21, 0x20, 0xCA, 0xE0,
      0xEA, 0x20, 0xE4, 0xE5, 0xEB, 0xE0, 0x3F, 0x0A,
    ]
    #expect(throws: DocumentError.self) {
      try PlainText.document(from: line + line + line + line)
    }
  }

  @Test func utf16WithItsMarkIsRead() throws {
    let little: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x16, 0x04]
    let big: [UInt8] = [0xFE, 0xFF, 0, 0x61, 0, 0x0A, 0x04, 0x16]
    #expect(try PlainText.document(from: little).normalisedText == "a\nЖ")
    #expect(try PlainText.document(from: big).normalisedText == "a\nЖ")
  }

  @Test func whatIsNotTextIsRefused() {
    let unmarked: [UInt8] = Array("hello world".utf8).flatMap { [$0, UInt8(0)] }
    #expect(throws: DocumentError.self) { try PlainText.document(from: unmarked) }
    let binary = (0..<600).map { UInt8(truncatingIfNeeded: $0 % 20) }
    #expect(throws: DocumentError.self) { try PlainText.document(from: binary) }
  }

  @Test func aLineWithoutEndIsCutIntoPieces() throws {
    let read = try document(String(repeating: "é", count: 100_000) + " end")
    let pieces = read.pieces(of: 0)
    #expect(read.paragraphs.count == 1)
    #expect(pieces.count > 3)
    #expect(pieces.map { read.text(in: $0.bytes) }.joined() == read.text(of: 0))
    #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.range.end == $1.range.start })
    #expect(pieces.last?.range.end == read.paragraphs[0].range.end)
  }

  @Test func aFirstPartLeavesOutWhatMayBeCut() throws {
    let whole = Array("one é\n\ntwo é\n\nthree é".utf8)
    for length in 1...whole.count {
      let part = try PlainText.document(from: Array(whole[..<length]), isComplete: false)
      #expect(part.remarks.isEmpty, "cut at \(length)")
      if part.paragraphs.count > 1 { #expect(part.text(of: 0) == "one é") }
    }
  }
}

@Suite struct TextFiles {
  @Test(arguments: [
    ("/nonexistent/file.txt", "no such file"), ("/tmp", "is a directory"),
    ("/dev/null", "is not a file (a device or a socket)"),
  ])
  func whatCannotBeOpenedSaysWhy(path: String, why: String) {
    #expect(throws: DocumentError.unusable(why)) { try TextFile.open(path) }
  }
}
