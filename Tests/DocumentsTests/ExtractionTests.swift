// Holds what is kept of each page under Extraction to its article, word by word. script/bench extraction
// prints the same for people.

import Documents
import Foundation
import Testing

@Suite struct ExtractionTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Extraction")
  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { !$0.hasPrefix(".") }.sorted()
  /// Every page reaches it, most reach 1.
  static let floor = 0.94
  static let meanFloor = 0.98

  /// Words and how often; a letter of a script without blanks is a word.
  static func words(_ text: String) -> [String: Int] {
    var words: [String: Int] = [:]
    var word = ""
    func finish() {
      if !word.isEmpty { words[word, default: 0] += 1 }
      word = ""
    }
    for scalar in text.lowercased().unicodeScalars {
      if (0x3040...0x30FF).contains(scalar.value) || (0x3400...0x9FFF).contains(scalar.value) {
        finish()
        words[String(scalar), default: 0] += 1
      } else if CharacterSet.alphanumerics.contains(scalar) {
        word.unicodeScalars.append(scalar)
      } else {
        finish()
      }
    }
    finish()
    return words
  }

  static func measure(_ name: String) throws -> Double {
    let page = folder.appending(path: name)
    let document = try TextFile.open(page.appending(path: "page.html").path)
    let kept = words(document.normalisedText)
    let article = words(
      try String(contentsOf: page.appending(path: "article.txt"), encoding: .utf8))
    let common = kept.reduce(0) { $0 + min($1.value, article[$1.key] ?? 0) }
    let all = kept.values.reduce(0, +) + article.values.reduce(0, +)
    return 2 * Double(common) / Double(max(1, all))
  }

  @Test(arguments: names) func keepsTheArticle(_ name: String) throws {
    let measure = try Self.measure(name)
    #expect(measure >= Self.floor, "\(name): \(measure)")
  }

  @Test func keepsArticlesInTheMean() throws {
    #expect(Self.names.count >= 20)
    let mean = try Self.names.map(Self.measure).reduce(0, +) / Double(Self.names.count)
    #expect(mean >= Self.meanFloor)
  }

  @Test func wholeShowsEverything() throws {
    var wishes = OpeningWishes()
    wishes.isWhole = true
    let page = Self.folder.appending(path: "news-mega-menu/page.html").path
    let whole = try TextFile.open(page, wishes: wishes)
    let article = try TextFile.open(page)
    #expect(whole.normalisedText.contains("214 partners"))
    #expect(!article.normalisedText.contains("214 partners"))
  }
}
