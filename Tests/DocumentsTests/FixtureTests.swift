// Every folder of Fixtures holds a file `in.*` and what becomes of it, `tree.txt`. Where `in.epub` is a
// folder, the book that it makes when it is packed is read. An optional file `wishes` holds lines
// such as `format html`, `paragraphs line`, `encoding KOI8-R`, `address https://…`, `output`,
// `whole`.
// SIDELIGHT_RECORD_TREES=1 writes the trees anew; they are then to be read.

import Documents
import Foundation
import Testing

@Suite struct FixtureTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")
  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { !$0.hasPrefix(".") }.sorted()

  @Test(arguments: names) func becomesItsTree(_ name: String) throws {
    let fixture = Self.folder.appending(path: name)
    let files = try FileManager.default.contentsOfDirectory(atPath: fixture.path)
    let input = try #require(files.first { $0.hasPrefix("in.") })
    let tree: String
    do {
      let document = try Self.open(fixture.appending(path: input), wishes: Self.wishes(in: fixture))
      tree = DocumentTree.dump(document)
    } catch {
      tree = "error \(error)\n"
    }
    let expected = fixture.appending(path: "tree.txt")
    if ProcessInfo.processInfo.environment["SIDELIGHT_RECORD_TREES"] != nil {
      try tree.write(to: expected, atomically: true, encoding: .utf8)
      return
    }
    #expect(try tree == String(contentsOf: expected, encoding: .utf8))
  }

  static func open(_ input: URL, wishes: OpeningWishes) throws -> Document {
    if (try? input.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory != true {
      return try TextFile.open(input.path, wishes: wishes)
    }
    return try ParsedFormats.document(
      from: ZipWriter.archive(of: input), format: .epub, wishes: wishes)
  }

  static func wishes(in fixture: URL) throws -> OpeningWishes {
    var wishes = OpeningWishes()
    let file = fixture.appending(path: "wishes")
    guard let lines = try? String(contentsOf: file, encoding: .utf8) else { return wishes }
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "format": wishes.format = TextFormat(rawValue: words[1])
      case "paragraphs": wishes.rule = ParagraphRule(rawValue: words[1])
      case "encoding": wishes.encoding = words[1]
      case "output": wishes.isOutput = true
      case "whole": wishes.isWhole = true
      case "address": wishes.address = words[1]
      default: Issue.record("\(file.path): \(line)")
      }
    }
    return wishes
  }
}
