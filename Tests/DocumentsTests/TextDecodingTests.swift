// Encodings: by mark, by pattern, by guess and by wish; what is said of them; and the way back into
// the file.

import Documents
import Foundation
import Testing
import Text

@Suite struct Encodings {
  static let russian =
    "Вчера в городском совете обсуждали новый мост через реку.\r\n\r\n"
    + "«Мы ждали слишком долго», — сказал инженер. Ёлка № 5.\n\n  Конец\rпути."
  static let ukrainian = "Її слова єдині: новий міст через річку збудують уже цього року."

  static func bytes(_ text: String, _ encoding: String) throws -> [UInt8] {
    switch encoding {
    case "UTF-8": Array(text.utf8)
    case "UTF-16LE": text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case "UTF-16BE": text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case "UTF-32LE":
      text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> ($0 * 8) & 0xFF) }
      }
    case "UTF-32BE":
      text.unicodeScalars.flatMap { scalar in
        (0..<4).map { UInt8(scalar.value >> ((3 - $0) * 8) & 0xFF) }
      }
    default: try converted(text, encoding)
    }
  }

  /// By the program iconv, which is no part of what is tested.
  static func converted(_ text: String, _ encoding: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
    process.arguments = ["-f", "UTF-8", "-t", encoding]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return Array(bytes)
  }

  static func normalised(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  @Test func latin1IsRecognisedAndSaid() throws {
    let bytes = Array("Le caf\u{e9} pr\u{e9}f\u{e9}r\u{e9}".unicodeScalars.map { UInt8($0.value) })
    let read = try PlainText.document(from: bytes)
    #expect(read.encoding == "Latin-1")
    #expect(read.normalisedText == "Le café préféré")
    #expect(read.remarks == ["not UTF-8; read as Latin-1 (a guess)"])
  }

  @Test func lettersThatAreWordsOfTheirOwnAreLatin1() throws {
    let text = "Caf\u{e9} tr\u{e8}s bient\u{f4}t \u{e0} l\u{e0} \u{ab}\u{e9}t\u{e9}\u{bb}\n"
    let read = try PlainText.document(from: text.unicodeScalars.map { UInt8($0.value) })
    #expect(read.encoding == "Latin-1")
  }

  @Test func quotationMarksOfWindowsAreWindows1252() throws {
    let text = "He said “don’t” – for 5 € at the café…"
    let read = try PlainText.document(from: Self.bytes(text, "WINDOWS-1252"))
    #expect(read.encoding == "Windows-1252")
    #expect(read.normalisedText == text)
    #expect(read.remarks == ["not UTF-8; read as Windows-1252 (a guess)"])
  }

  @Test(arguments: ["WINDOWS-1251", "KOI8-R", "IBM866", "ISO-8859-5"])
  func cyrillicIsGuessed(_ encoding: String) throws {
    let text = Self.russian.replacing("«", with: "\"").replacing("»", with: "\"")
      .replacing("—", with: "-").replacing("№", with: "N")
    let bytes = try Self.bytes(text, encoding)
    for source in [bytes, try Self.bytes(text.uppercased(), encoding)] {
      let read = try PlainText.document(from: source)
      #expect(read.encoding.uppercased() == encoding)
      #expect(read.normalisedText.lowercased() == Self.normalised(text).lowercased())
      #expect(read.remarks == ["not UTF-8; read as \(read.encoding) (a guess)"])
    }
  }

  @Test(arguments: ["Windows-1251", "KOI8-U"]) func ukrainianIsGuessed(_ encoding: String) throws {
    let read = try PlainText.document(from: Self.bytes(Self.ukrainian, encoding))
    #expect(read.encoding == encoding)
    #expect(read.normalisedText == Self.ukrainian)
  }

  /// Nineteen high bytes are too few, and nothing else than UTF-8 with errors is left.
  @Test func fewLettersAreNoGuess() throws {
    let bytes = try Self.bytes("a long line of plain words: " + "красивый новый мост", "CP1251")
    #expect(try PlainText.document(from: bytes).encoding == "UTF-8")
  }

  @Test(arguments: [
    ("EUC-JP", "昨日の市議会では川にかかる新しい橋について話し合われました。"),
    ("GBK", "昨天市议会讨论了河上的新桥。工程师解释了为什么旧桥无法修理。"),
    ("WINDOWS-1253", "Χθες στο δημοτικό συμβούλιο συζήτησαν τη νέα γέφυρα πάνω από τον ποταμό."),
    ("WINDOWS-1255", "אתמול במועצת העיר דנו בגשר החדש מעל הנהר. המהנדס הסביר מדוע אי אפשר לתקן."),
  ]) func whatCannotBeToldIsRefusedAndReadByWish(encoding: String, text: String) throws {
    let bytes = try Self.bytes(text, encoding)
    #expect {
      try PlainText.document(from: bytes)
    } throws: { error in
      (error as? DocumentError)?.reason.contains("name it with --encoding") == true
    }
    let read = try PlainText.document(from: bytes, encoding: encoding.lowercased())
    #expect(read.normalisedText == text)
    #expect(read.encoding == encoding)
    #expect(read.remarks.isEmpty)
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE"]) func utf16IsToldWithoutItsMark(_ order: String) throws
  {
    for text in ["hello world of words\n", Self.russian] {
      let read = try PlainText.document(from: Self.bytes(text, order))
      #expect(read.normalisedText == Self.normalised(text))
      #expect(read.encoding == order)
      #expect(read.remarks == ["no byte-order mark; read as \(order) (a guess)"])
    }
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
  func marksAreFollowed(_ order: String) throws {
    let read = try PlainText.document(from: Self.bytes("\u{FEFF}" + "a🙂\r\nЖ", order))
    #expect(read.normalisedText == "a🙂\nЖ")
    #expect(read.encoding == String(order.prefix(6)))
    #expect(read.remarks.isEmpty)
    let wished = try PlainText.document(
      from: Self.bytes("\u{FEFF}" + "a🙂\r\nЖ", order), encoding: String(order.prefix(6)))
    #expect(wished.normalisedText == "a🙂\nЖ")
  }

  @Test func halvesAndLoneSurrogatesAreCounted() throws {
    let half: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x00, 0xD8, 0x62, 0, 0x00, 0xDC, 0x63]
    let read = try PlainText.document(from: half)
    #expect(read.normalisedText == "a\u{FFFD}b\u{FFFD}\u{FFFD}")
    #expect(read.remarks == ["invalid UTF-16 in 3 places, shown as \u{FFFD}"])
    let part = try PlainText.document(
      from: Array(half.dropLast(2) + [0x3D, 0xD8]), isComplete: false)
    #expect(part.remarks == ["invalid UTF-16 in 1 place, shown as \u{FFFD}"])
  }

  @Test func wishesBeatEveryGuess() throws {
    let bytes = try Self.bytes(Self.ukrainian, "UTF-8")
    let read = try PlainText.document(from: bytes, encoding: "latin1")
    #expect(read.normalisedText.hasPrefix("Ð\u{87}Ñ\u{97} "))
    let broken = try PlainText.document(from: [0x61, 0xFF, 0x62], encoding: "shift_jis")
    #expect(broken.remarks == ["invalid SHIFT_JIS in 1 place, shown as \u{FFFD}"])
    let koi = try PlainText.document(from: [0xC1, 0x81, 0x98], encoding: "CP1252")
    #expect(koi.normalisedText == "Á\u{FFFD}˜")
  }

  @Test(arguments: [
    "no-such-set", "UTF-8//IGNORE", "", "a\u{1B}b", String(repeating: "A", count: 99),
  ])
  func unknownNamesAreSaid(_ name: String) {
    #expect {
      try PlainText.document(from: Array("text".utf8), encoding: name)
    } throws: { error in
      let reason = (error as? DocumentError)?.reason ?? ""
      return reason.hasSuffix("no encoding is called so (see iconv -l)")
        && reason.utf8.allSatisfy { $0 >= 0x20 }
    }
  }

  @Test func binaryIsNoTextInAnyEncoding() {
    let binary = (0..<600).map { UInt8(truncatingIfNeeded: $0 % 20) }
    for encoding in [nil, "CP1251", "UTF-16LE", "GBK"] {
      #expect(throws: DocumentError.self) {
        try PlainText.document(from: binary, encoding: encoding == "UTF-16LE" ? nil : encoding)
      }
    }
  }

  @Test func anyBytesInAnyEncodingAreSurvived() throws {
    var state: UInt64 = 7
    func random() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
    let sets = [
      nil, "UTF-8", "UTF-16", "UTF-16BE", "UTF-32", "CP1251", "SHIFT_JIS", "ISO-2022-JP", "UTF-7",
      "GB18030", "EUC-KR", "BIG5-HKSCS", "CP1255", "HZ", "EBCDIC-US",
    ]
    for round in 0..<60 {
      let bytes = (0..<Int(random()) * 2).map { _ in random() | (round % 3 == 0 ? 0x80 : 0x20) }
      for encoding in sets {
        for isComplete in [true, false] {
          guard
            let read = try? PlainText.document(
              from: bytes, encoding: encoding, isComplete: isComplete)
          else { continue }
          let origins = read.paragraphs.indices.compactMap { read.origin(of: $0)?.bytes }
          #expect(origins.count == read.paragraphs.count)
          #expect(origins.allSatisfy { $0.end.value <= bytes.count })
          #expect(zip(origins, origins.dropFirst()).allSatisfy { $0.end <= $1.start })
        }
      }
    }
  }
}

@Suite struct WaysBack {
  static let text =
    "\n  one é漢\r\nsecond line \r\n\r\n\r\rtwo 🙂\r\r three\n \t\n" + Encodings.russian
    + "\r\n\r\nend"

  static func expectFound(_ source: [UInt8], encoding: String?, in read: Document) throws {
    for index in read.paragraphs.indices {
      let place = try #require(read.origin(of: index)).bytes
      let slice = Array(source[place.start.value..<place.end.value])
      let found = try PlainText.document(from: slice, encoding: encoding ?? "UTF-8")
      #expect(found.normalisedText == read.text(of: index), "paragraph \(index + 1)")
    }
  }

  @Test(arguments: [
    "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030", "UTF-7",
  ]) func eachParagraphIsFoundAtItsOrigin(_ encoding: String) throws {
    let source = try Encodings.bytes(Self.text, encoding)
    let read = try PlainText.document(from: source, encoding: encoding)
    #expect(read.paragraphs.count == 7)
    try Self.expectFound(source, encoding: encoding, in: read)
  }

  @Test(arguments: ["WINDOWS-1251", "IBM866", "KOI8-R", "ISO-2022-JP", "EUC-JP"])
  func alsoInOlderSets(_ encoding: String) throws {
    let text = "раз два\r\n\r\nтри\r\rчетыре пять шесть семь\n\n конец "
    let source = try Encodings.bytes(text, encoding)
    let read = try PlainText.document(from: source, encoding: encoding)
    #expect(read.paragraphs.count == 4)
    // A slice of a set with shifts lacks the shift before it.
    guard encoding != "ISO-2022-JP" else { return }
    try Self.expectFound(source, encoding: encoding, in: read)
  }

  @Test func alsoBehindMarksAndBadBytes() throws {
    let bad: [UInt8] = [
      0x61, 0xF1, 0x80, 0x80, 0x0D, 0x0A, 0x0D, 0x0A, 0xC2, 0x62, 0x0A, 0x0A, 0x80,
    ]
    let read = try PlainText.document(from: bad)
    #expect(read.paragraphs.indices.map { read.origin(of: $0)?.bytes.start.value } == [0, 8, 12])
    try Self.expectFound(bad, encoding: nil, in: read)
    for encoding in ["UTF-8", "UTF-16LE", "UTF-32BE"] {
      let source = try Encodings.bytes("\u{FEFF}" + Self.text, encoding)
      try Self.expectFound(source, encoding: encoding, in: PlainText.document(from: source))
    }
  }

  @Test func bytesThatStandAsTheyAreNeedNoList() throws {
    let read = try PlainText.document(from: Array("\u{FEFF}one\n\ntwo".utf8))
    #expect(read.structure.sourceShift == 3)
    #expect(read.structure.origins.isEmpty)
    #expect(read.origin(of: 1)?.bytes.start.value == 8)
  }
}

@Suite struct Transcoding {
  private func copied(_ bytes: [UInt8], _ encoding: String) throws -> (
    String, TextTranscoding.Outcome
  ) {
    let folder = FileManager.default.temporaryDirectory
    let source = folder.appending(path: "transcoding-\(UUID()).in")
    let target = folder.appending(path: "transcoding-\(UUID()).out")
    try Data(bytes).write(to: source)
    try Data().write(to: target)
    defer {
      try? FileManager.default.removeItem(at: source)
      try? FileManager.default.removeItem(at: target)
    }
    let (input, output) = (
      try FileHandle(forReadingFrom: source), try FileHandle(forWritingTo: target)
    )
    let outcome = try TextTranscoding.copy(
      from: input.fileDescriptor, to: output.fileDescriptor, encoding: encoding)
    return (try String(contentsOf: target, encoding: .utf8), outcome)
  }

  /// Characters fall on every border between two pieces.
  @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-32BE", "WINDOWS-1251", "GB18030", "ISO-2022-JP"])
  func piecesAreJoinedSeamlessly(_ encoding: String) throws {
    let line =
      encoding == "WINDOWS-1251" || encoding == "ISO-2022-JP" ? "раз, два\r\n" : "раз 漢 🙂\r\n"
    for shift in 0..<4 {
      let text = String(repeating: "x", count: shift) + String(repeating: line, count: 20_000)
      let (copy, outcome) = try copied(Encodings.bytes(text, encoding), encoding)
      #expect(copy == text)
      #expect(outcome.bytes == text.utf8.count)
      #expect(outcome.remark == nil)
    }
  }

  @Test func whatIsCutIsCounted() throws {
    let (copy, outcome) = try copied([0xFF, 0xFE, 0x61, 0, 0x62], "UTF-16")
    #expect(copy == "a\u{FFFD}")
    #expect(outcome.remark == "invalid UTF-16 in 1 place, shown as \u{FFFD}")
    #expect(try copied([], "KOI8-R").0 == "")
  }

  @Test func theStartTellsTheEncoding() throws {
    #expect(try TextTranscoding.encoding(ofTextBeginning: Array("plain".utf8)) == nil)
    let bytes = try Encodings.bytes(Encodings.russian, "WINDOWS-1251")
    #expect(try TextTranscoding.encoding(ofTextBeginning: bytes) == "Windows-1251")
  }
}
