// Web pages beyond what the fixtures show: charset, bounds, truncated input, the way back, articles.

import Foundation
import Testing
import Text

@testable import Documents

@Suite struct HTMLTests {
  static func document(_ html: String, whole: Bool = true) throws -> Document {
    try document(Array(html.utf8), whole: whole)
  }

  static func document(_ bytes: [UInt8], whole: Bool = true) throws -> Document {
    var wishes = OpeningWishes()
    wishes.isWhole = whole
    return try HTMLText.document(from: bytes, wishes: wishes)
  }

  // MARK: - Charset

  static let declarations: [(String, String)] = [
    ("<meta charset=latin1>", "CP1252"), ("<META CHARSET = \"Windows-1251\">", "CP1251"),
    ("<meta http-equiv=content-type content='text/html; charset=gb2312'>", "GB18030"),
    ("<meta content='text/html; charset=euc-kr' http-equiv=Content-Type>", "CP949"),
    // A pragma without its name says nothing.
    ("<meta content='text/html; charset=koi8-r'>", "UTF-8"),
    ("<!-- <meta charset=koi8-r> --><meta charset=big5>", "BIG5-HKSCS"),
    ("<!--><meta charset=koi8-r>", "KOI8-R"),
    ("<a title='<meta charset=koi8-r>'><meta charset=ascii>", "CP1252"),
    ("<meta charset=utf-16le>", "UTF-8"), ("<meta charset=unheard-of><p>", "UTF-8"),
    ("<?xml version='1.0' encoding='windows-1250'?>", "CP1250"),
    (String(repeating: " ", count: 1024) + "<meta charset=koi8-r>", "UTF-8"),
  ]

  @Test(arguments: declarations) func saysItsCharset(_ html: String, _ name: String) {
    #expect(HTMLCharset.of(Array(html.utf8), transport: nil).name == name)
  }

  @Test func theOrderIsMarkTransportPage() {
    let page = Array("<meta charset=koi8-r>".utf8)
    #expect(HTMLCharset.of([0xEF, 0xBB, 0xBF] + page, transport: "latin1").name == "UTF-8")
    #expect(HTMLCharset.of(page, transport: "shift_jis").name == "CP932")
    #expect(HTMLCharset.of(page, transport: "no-such-name").name == "KOI8-R")
    #expect(HTMLCharset.of([0x3C, 0xE9, 0x20], transport: nil).name == "CP1252")
  }

  @Test func badBytesAreSeenAndPlacesStay() throws {
    let document = try Self.document(
      Array("<meta charset=utf-8><p>a".utf8) + [0xFF] + Array("b</p><p>c".utf8))
    #expect(document.text(of: 0) == "a\u{FFFD}b")
    #expect(document.remarks == ["invalid UTF-8 in 1 place, shown as \u{FFFD}"])
    #expect(document.origin(of: 1)?.bytes == ByteRange(ByteOffset(33), ByteOffset(34)))
  }

  @Test(arguments: ["UTF-16LE", "CP932", "GB18030", "CP1251", "UTF-8"])
  func everyPlaceIsFoundAgain(_ charset: String) throws {
    let text = String(repeating: "Жаль, 東京 и 大阪. ", count: 200).filter {
      charset != "CP1251" || $0.unicodeScalars.allSatisfy { $0.value < 0x500 }
    }
    let cf: [String: String.Encoding] = [
      "UTF-16LE": .utf16LittleEndian, "CP932": .shiftJIS, "CP1251": .windowsCP1251, "UTF-8": .utf8,
      "GB18030": .utf8,
    ]
    let encoding = try #require(cf[charset])
    var source = Array(try #require(text.data(using: encoding)))
    if charset == "GB18030" {
      source = [0xC4, 0xE3, 0xBA, 0xC3] + source.filter { $0 < 0x80 } + [0x81, 0x30, 0x84, 0x36]
    }
    let decoded = try #require(IconvDecoder.decode(source, charset: charset))
    #expect(decoded.badPlaces == 0)
    for place in stride(from: 0, through: decoded.bytes.count, by: 7)
    where place == decoded.bytes.count || decoded.bytes[place] & 0xC0 != 0x80 {
      let offset = decoded.sourceOffset(of: place)
      let rest = try #require(IconvDecoder.decode(Array(source[offset...]), charset: charset))
      #expect(rest.bytes.elementsEqual(decoded.bytes[place...]))
    }
  }

  // MARK: - Bounds

  static let floods: [(String, String)] = [
    ("<div>", "</div>"), ("<b>", ""), ("<b><div></b>", ""), ("<table><tr><td>", ""),
    ("<ul><li>", ""), ("<svg><style><g>", ""), ("<font color=1><p>", ""), ("<ruby>x<rt>", ""),
    ("<a href=x><div>", ""), ("<blockquote>", ""), ("<button><object></div>", ""),
    ("<span><section></span>", ""), ("<title><b x='</title><div>'>", ""),
  ]

  /// On the stack that a thread of a pool has.
  @Test(arguments: floods) func nestingIsBounded(_ start: String, _ end: String) async throws {
    let times = start == "<div>" ? 100_000 : 10_000
    let html =
      "<!doctype html><body><p>Before.</p>" + String(repeating: start, count: times)
      + "<p>Inside." + String(repeating: end, count: times) + "<p>After."
    let count = try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        continuation.resume(with: Result { try Self.document(html).paragraphs.count })
      }
      thread.stackSize = 512 << 10
      thread.start()
    }
    #expect(count >= 1)
  }

  @Test func deepTextIsStillRead() throws {
    let deep = String(repeating: "<div>", count: 100_000)
    let close = String(repeating: "</div>", count: 100_000)
    let document = try Self.document("<p>One" + deep + "Two" + close + "<p>Three")
    #expect(document.normalisedText == "One\n\nTwo\n\nThree")
    #expect(document.remarks.count == 1)
    let plain = try Self.document(String(repeating: "<p><b>x</b><li>y<td>", count: 5000))
    #expect(plain.remarks == [])
  }

  @Test func attributesAreBounded() throws {
    let many = (0..<1_000_000).map { "a\($0)" }.joined(separator: " ")
    let document = try Self.document("<p id=here \(many)>Text <a href='#here'>link</a>")
    #expect(document.normalisedText == "Text link")
    #expect(document.structure.links.first?.target == .paragraph(0))
  }

  @Test func aPageCutAnywhereIsRead() throws {
    let page = try Data(
      contentsOf: ExtractionTests.folder.appending(path: "encyclopedia/page.html"))
    let bytes = Array(page.prefix(5200))
    // All of them take a minute without optimisation.
    let step = ProcessInfo.processInfo.environment["SIDELIGHT_ALL_CUTS"] == nil ? 17 : 1
    for count in stride(from: 0, through: bytes.count, by: step) {
      let document = try Self.document(Array(bytes[..<count]), whole: count % 2 == 0)
      #expect(document.paragraphs.count == document.structure.origins.count || count < 3000)
    }
  }

  @Test func paragraphsAreFoundAtTheirPlaces() throws {
    for name in ExtractionTests.names {
      let file = ExtractionTests.folder.appending(path: "\(name)/page.html")
      let bytes = Array(try Data(contentsOf: file))
      let document = try Self.document(bytes, whole: false)
      for index in document.paragraphs.indices {
        let range = try #require(document.origin(of: index)).bytes
        let part = Array(bytes[range.start.value..<range.end.value])
        var wishes = OpeningWishes()
        (wishes.isWhole, wishes.encoding) = (true, document.encoding)
        let again = try HTMLText.document(from: part, wishes: wishes)
        func letters(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
        #expect(
          letters(again.normalisedText).contains(letters(document.text(of: index)))
            || document.text(of: index).contains("["))
      }
    }
  }
}

@Suite struct JSONReaderTests {
  @Test func readsValues() {
    let text = #" {"a":[1,-2.5e3,true,null],"b":"x\n\u00e9\ud83d\ude00\/","c":{}} ; "#
    let value = JSONReader.value(in: Array(text.utf8)[...])
    #expect(value?["a"] == .array([.number("1"), .number("-2.5e3"), .bool(true), .null]))
    #expect(value?["b"]?.text == "x\né😀/")
    #expect(value?["c"] == .object([:]))
  }

  @Test(arguments: [
    "", "{", "{\"a\":}", "[1,]", "[1 2]", "\"\\x\"", "\"open", "tru", "{\"a\" 1}", "1 1",
    "\"\\u12\"",
    String(repeating: "[", count: 100_000),
    String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
  ]) func brokenIsNothing(_ text: String) {
    #expect(JSONReader.value(in: Array(text.utf8)[...]) == nil)
  }
}

@Suite struct HTMLDateTests {
  @Test(arguments: [
    ("2024-05-03", "2024-05-03"), ("2024", "2024"), ("2024-5", "2024-05"),
    ("20240503", "2024-05-03"),
    ("2024-05-03T10:22:33.123+0200", "2024-05-03T10:22:33+02:00"),
    ("2024-05-03 10:22 Z", "2024-05-03T10:22Z"), ("Fri, 03 May 2024 10:22:00 GMT", "2024-05-03"),
    ("May 3, 2024", "2024-05-03"), ("3.5.2024", "2024-05-03"),
  ]) func isMadeISO(_ text: String, _ date: String) {
    #expect(HTMLDates.iso(text) == date)
  }

  @Test(arguments: ["", "yesterday", "2024-13-01", "99", "03/05", "2024-05-32"])
  func othersAreNone(_ text: String) { #expect(HTMLDates.iso(text) == nil) }
}

@Suite struct WebAddressTests {
  /// Of RFC 3986, section 5.4.
  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
    ("?y", "http://a/b/c/d;p?y"), ("g?y#s", "http://a/b/c/g?y#s"), ("", "http://a/b/c/d;p?q"),
    (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
    ("../../../g", "http://a/g"), ("g;x=1/../y", "http://a/b/c/y"), ("g:h", "g:h"),
    ("#s", "http://a/b/c/d;p?q#s"),
  ]) func isMadeWhole(_ relative: String, _ whole: String) {
    let base = WebAddress("http://a/b/c/d;p?q")
    #expect(WebAddress(relative).resolved(on: base).text == whole)
  }
}
