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

  @Test func whatIsNotTextIsRefused() {
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
