// Books: read in two steps, from a file and from bytes, and the way back from each paragraph.

import Documents
import Foundation
import Testing
import Text

@Suite struct EPUBs {
  private func chapters(_ count: Int, bytes: Int) -> BookSample {
    var book = BookSample()
    for number in 1...count {
      let body = String(
        repeating: "<p>Line of chapter \(number), as long as others.</p>\n", count: bytes / 50)
      book.add(
        "c\(number).xhtml",
        page: BookSample.page(
          "<h1>Chapter \(number)</h1><p><a href='c\(count).xhtml'>last</a></p>\(body)"),
        title: "Chapter \(number)")
    }
    return book
  }

  @Test func theBeginningComesFirstAndTheRestContinuesIt() throws {
    let book = try EPUBBook(bytes: chapters(20, bytes: 30_000).archive)
    #expect(book.chapters.count == 20)
    #expect(book.chapters.last?.title == "Chapter 20")
    let beginning = try book.document(upTo: 64 << 10)
    #expect(!beginning.isComplete)
    #expect(beginning.structure.outline.map(\.title) == ["Chapter 1", "Chapter 2", "Chapter 3"])
    #expect(beginning.structure.links.isEmpty, "the last chapter is not read")
    let whole = try book.document()
    #expect(whole.isComplete)
    #expect(whole.structure.outline.count == 20)
    #expect(whole.structure.links.count == 20)
    let last = try #require(whole.structure.outline.last?.paragraph)
    #expect(whole.text(of: last) == "Chapter 20")
    #expect(whole.structure.links.allSatisfy { $0.target == .paragraph(last) })
    #expect(whole.normalisedText.hasPrefix(beginning.normalisedText))
    #expect(Array(whole.paragraphs.prefix(beginning.paragraphs.count)) == beginning.paragraphs)
    let expected = try #require(beginning.sourceBytes)
    let length = whole.normalisedText.utf8.count
    #expect(abs(expected - length) < length / 5, "so far as percents tell")
    #expect(try book.document().normalisedText == whole.normalisedText)
  }

  @Test func ofALongChapterTheFirstParagraphsComeFirst() throws {
    let book = try EPUBBook(bytes: chapters(2, bytes: 900_000).archive)
    let beginning = try book.document(upTo: 64 << 10)
    #expect(!beginning.isComplete)
    #expect((30 << 10..<64 << 10).contains(beginning.normalisedText.utf8.count))
    let whole = try book.document()
    #expect(whole.normalisedText.hasPrefix(beginning.normalisedText + "\n\n"))
  }

  @Test func aFileAndItsBytesAreReadAlike() throws {
    let bytes = chapters(3, bytes: 1000).archive
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).data")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let fromFile = try TextFile.open(file.path)
    let fromBytes = try ParsedFormats.document(from: bytes, format: .epub)
    #expect(DocumentTree.dump(fromFile) == DocumentTree.dump(fromBytes))
    #expect(fromFile.format == .epub && fromFile.title == "Sample")
  }

  @Test func severalThreadsMayAskAtATime() async throws {
    let book = try EPUBBook(bytes: chapters(12, bytes: 20_000).archive)
    let lengths = await withTaskGroup(of: Int.self) { group in
      for step in 1...8 {
        group.addTask {
          (try? book.document(upTo: step == 8 ? nil : step * 9000))?.scalarCount ?? 0
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let whole = try book.document().scalarCount
    #expect(lengths.count == 8 && lengths.max() == whole && lengths.allSatisfy { $0 > 0 })
  }

  /// Every paragraph of the fixtures: the words that stand at its place, without tags.
  @Test(arguments: FixtureTests.names.filter { $0.hasPrefix("epub-") })
  func eachParagraphIsFoundAtItsPlace(_ name: String) throws {
    let folder = FixtureTests.folder.appending(path: name).appending(path: "in.epub")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
      isFolder.boolValue, let document = try? FixtureTests.open(folder, wishes: OpeningWishes())
    else { return }
    for index in document.paragraphs.indices {
      let origin = try #require(document.origin(of: index), "\(name) ¶\(index + 1)")
      let part = try #require(origin.part)
      guard let file = try? Data(contentsOf: folder.appending(path: part)) else { continue }
      let range = origin.bytes.start.value..<origin.bytes.end.value
      try #require(!range.isEmpty && range.upperBound <= file.count)
      let encoding: String.Encoding =
        file.starts(with: [0xFF, 0xFE])
        ? .utf16LittleEndian
        : file.starts(with: [0xFE, 0xFF])
          ? .utf16BigEndian
          : String(decoding: file, as: UTF8.self).contains("\u{FFFD}") ? .isoLatin1 : .utf8
      let markup = try #require(String(data: file[range], encoding: encoding))
      let found = Self.letters(
        markup.replacing(/<img[^>]*alt="([^"]*)"[^>]*>/) { $0.output.1 }.replacing(
          /<(?:"[^"]*"|[^>"])*>/, with: ""))
      let words = Self.letters(document.text(of: index))
      // A paragraph of code is told by the element around it.
      #expect(
        document.paragraphs[index].kind == .code ? found.contains(words) : found == words,
        "\(name) ¶\(index + 1)")
    }
  }

  /// Letters and figures alone: what stays the same from markup to text.
  private static func letters(_ text: String) -> String {
    let named = text.replacing("&copy;", with: "©").replacing("&amp;", with: "&")
    return String(
      named.precomposedStringWithCompatibilityMapping.filter { $0.isLetter || $0.isNumber })
  }
}
