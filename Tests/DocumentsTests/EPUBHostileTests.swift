// Books made to harm, and broken ones: bounded time and memory, a sentence or a remark.

import Documents
import Foundation
import Testing

@Suite struct HostileEPUBs {
  private func reason(_ bytes: [UInt8]) -> String? {
    do {
      _ = try EPUBBook(bytes: bytes).document()
      return nil
    } catch {
      return error.reason
    }
  }

  private func sample() -> BookSample {
    var book = BookSample()
    book.add("a.xhtml", page: BookSample.page("<h1>One</h1><p>First words.</p>"), title: "One")
    book.add("b.xhtml", page: BookSample.page("<p>Second words.</p>"), title: "Two")
    return book
  }

  @Test func aFileCutAnywhereIsOneSentence() {
    let whole = sample().archive
    for length in stride(from: 0, to: whole.count, by: 100) {
      #expect(
        reason(Array(whole[..<length]))?.hasPrefix("is not a ZIP archive, or is cut short") == true,
        "\(length) bytes")
    }
    #expect(reason(whole) == nil)
  }

  @Test func aCutFileIsOneSentenceToo() throws {
    let whole = sample().archive
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).epub")
    defer { try? FileManager.default.removeItem(at: file) }
    for length in [0, 10, whole.count / 2, whole.count - 1] {
      try Data(whole[..<length]).write(to: file)
      #expect(throws: DocumentError.self) { try TextFile.open(file.path) }
    }
  }

  @Test func changedBytesNeverCrash() {
    let whole = sample().archive
    var state: UInt64 = 42
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<4 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
      }
      _ = reason(bytes)
    }
  }

  @Test(arguments: [UInt32(30 << 20), 100, UInt32.max - 1])
  func whatUnpacksToAThousandTimesItsSizeIsLeftOut(claim: UInt32) throws {
    let packed = ZipWriter.bomb(runs: 120_000)
    #expect(packed.count < 31_000)
    var book = sample()
    book.refer(to: "bomb.xhtml")
    var zip = book.zip
    zip.add(
      ZipWriter.Entry(
        name: Array("bomb.xhtml".utf8), packed: packed, method: 8, checksum: 0, size: claim))
    let document = try EPUBBook(bytes: zip.archive()).document()
    #expect(document.remarks.count == 1)
    #expect(document.remarks.first?.contains("hundreds of times its size") == true)
    #expect(document.paragraphs.count == 3)
    var alone = BookSample()
    alone.refer(to: "bomb.xhtml")
    zip = alone.zip
    zip.add(
      ZipWriter.Entry(
        name: Array("bomb.xhtml".utf8), packed: packed, method: 8, checksum: 0, size: claim))
    #expect(reason(zip.archive()) == "unpacks to hundreds of times its size, which is refused")
  }

  @Test func anEncryptedArchiveIsSaid() {
    var zip = sample().zip
    var locked = ZipWriter()
    for var entry in zip.entries {
      entry.flags = 1
      locked.add(entry)
    }
    #expect(reason(locked.archive()) == "is an encrypted ZIP archive, which is not opened")
    // One chapter alone.
    zip.add(
      ZipWriter.Entry(
        name: Array("c.xhtml".utf8), packed: Array(repeating: 7, count: 40), flags: 1, checksum: 0,
        size: 28))
    #expect(reason(zip.archive()) == nil)
  }

  @Test func anUnknownMethodAndAWrongChecksumAreRemarks() throws {
    var book = sample()
    book.refer(to: "c.xhtml")
    book.refer(to: "d.xhtml")
    var zip = book.zip
    zip.add(
      ZipWriter.Entry(
        name: Array("c.xhtml".utf8), packed: [1, 2, 3], method: 18, checksum: 0, size: 900))
    let page = Array(BookSample.page("<p>Still there.</p>").utf8)
    zip.add(
      ZipWriter.Entry(
        name: Array("d.xhtml".utf8), packed: page, checksum: 1, size: UInt32(page.count)))
    let document = try EPUBBook(bytes: zip.archive()).document()
    #expect(document.remarks.count == 2)
    #expect(document.remarks.first?.contains("c.xhtml: left out") == true)
    #expect(document.remarks.last?.contains("d.xhtml: damaged") == true)
    #expect(document.text(of: 3) == "Still there.")
  }

  @Test func sizesThatAreNotToldAreDamage() {
    var zip = sample().zip
    zip.add(ZipWriter.Entry(name: [0x7A], packed: [1], checksum: 0, size: UInt32.max))
    #expect(reason(zip.archive()) == "is a damaged ZIP archive")
  }

  @Test func ofEntriesWithOneNameTheFirstIsRead() throws {
    var zip = sample().zip
    zip.add("a.xhtml", BookSample.page("<p>Another.</p>"))
    let document = try EPUBBook(bytes: zip.archive()).document()
    #expect(document.text(of: 1) == "First words.")
  }

  @Test func namesThatLeadOutStayInside() throws {
    var book = BookSample()
    book.refer(to: "../../etc/passwd")
    book.refer(to: "/etc/shadow")
    book.refer(to: "C:\\x.xhtml")
    var zip = book.zip
    zip.add("../../etc/passwd", BookSample.page("<p>One of the book's own.</p>"))
    zip.add("etc\\shadow", BookSample.page("<p>Another.</p>"))
    zip.add(
      ZipWriter.Entry(name: [0x61, 0xFF, 0xFE, 0], packed: [], checksum: 0, size: 0))
    zip.add("", "nameless")
    let document = try EPUBBook(bytes: zip.archive()).document()
    #expect(
      document.paragraphs.indices.map { document.text(of: $0) } == [
        "One of the book's own.", "Another.",
      ])
  }

  @Test func tenThousandChaptersAreReadInTime() throws {
    var book = BookSample()
    let words = String(repeating: "word ", count: 100)
    for number in 1...10_000 {
      book.add(
        "c\(number).xhtml", page: BookSample.page("<p>\(number) \(words)</p>"),
        title: "No. \(number)")
    }
    let clock = ContinuousClock()
    let bytes = book.archive
    var document: Document?
    let time = try clock.measure { document = try EPUBBook(bytes: bytes).document() }
    #expect(document?.paragraphs.count == 10_000)
    #expect(document?.structure.outline.last?.paragraph == 9999)
    #expect(time < .seconds(60), "quadratic would be many minutes")
  }

  @Test func moreEntriesThanAreLookedAtAreRefused() {
    var zip = ZipWriter()
    for number in 0..<66_000 { zip.add("f\(number)", [UInt8]()) }
    #expect(reason(zip.archive())?.hasPrefix("holds more than 65,536 files") == true)
  }

  @Test func entitiesDoNotGrow() throws {
    var zip = ZipWriter()
    var declared = "<!ENTITY a 'ha'>"
    for step in 1...9 {
      let before = step == 1 ? "a" : "a\(step - 1)"
      declared += "<!ENTITY a\(step) '" + String(repeating: "&\(before);", count: 10) + "'>"
    }
    zip.add(
      "book.opf",
      "<!DOCTYPE package [\(declared)<!ENTITY file SYSTEM 'file:///etc/hostname'>]>"
        + "<package><metadata><title>&a9; &file;</title></metadata><manifest>"
        + "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
        + "<spine><itemref idref='a'/></spine></package>")
    zip.add("a.xhtml", "<!DOCTYPE html [\(declared)]><html><body><p>Words &a9;</p></body></html>")
    let document = try EPUBBook(bytes: zip.archive()).document()
    #expect(document.title == "&a9; &file;")
    #expect(document.normalisedText.utf8.count < 4000)
  }

  @Test func nestingIsNoDepthOfCalls() throws {
    let many = 20_000
    var zip = ZipWriter()
    zip.add(
      "book.opf",
      "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"
        + "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest>"
        + "<spine toc='ncx'><itemref idref='a'/></spine></package>")
    zip.add("a.xhtml", BookSample.page(String(repeating: "<div>", count: many) + "Down here."))
    let points = String(
      repeating: "<navPoint><navLabel><text>x</text></navLabel><content src='a.xhtml'/>",
      count: many)
    zip.add("toc.ncx", "<ncx><navMap>\(points)")
    zip.add("META-INF/encryption.xml", String(repeating: "<a>", count: many))
    let document = try EPUBBook(bytes: zip.archive()).document()
    #expect(document.text(of: 0) == "Down here.")
    #expect(document.structure.outline.count == many)
    #expect(document.structure.outline.last?.level == 64)
  }

  @Test func fallbacksThatGoInACircleEnd() {
    var zip = ZipWriter()
    zip.add(
      "book.opf",
      "<package><manifest><item id='a' href='a.png' media-type='image/png' fallback='b'/>"
        + "<item id='b' href='b.png' media-type='image/png' fallback='a'/></manifest>"
        + "<spine><itemref idref='a'/></spine></package>")
    #expect(reason(zip.archive())?.hasPrefix("holds no text") == true)
  }
}
