// The visible text of every example of the CommonMark Spec: what our document says is what its HTML
// would show, by a reading of that HTML that shares nothing with the parsers.

import Documents
import Foundation
import Testing

@Suite struct CommonMarkTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var number: Int
    var section: String
    var markdown: String
    var html: String
    var testDescription: String { "\(number) \(section)" }
  }

  static let examples: [Example] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "CommonMark/examples.txt")
    let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "")
      .replacing("→", with: "\t").components(separatedBy: "\n")
    let fence = String(repeating: "`", count: 32)
    var found: [Example] = []
    var section = ""
    var number = 0
    var parts: [[String]] = []
    for line in lines {
      if line.hasPrefix(fence) {
        if parts.isEmpty {
          number = Int(line.split(separator: " ").last ?? "") ?? 0
          parts = [[]]
        } else {
          let (markdown, html) = (parts[0], parts.dropFirst().first ?? [])
          found.append(
            Example(
              number: number, section: section, markdown: markdown.map { $0 + "\n" }.joined(),
              html: html.map { $0 + "\n" }.joined()))
          parts = []
        }
      } else if !parts.isEmpty {
        if line == ".", parts.count == 1 {
          parts.append([])
        } else {
          parts[parts.count - 1].append(line)
        }
      } else if line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
      }
    }
    return found
  }()

  /// Examples whose text differs on purpose, with the text that is meant.
  static let different: [Int: (text: String, why: String)] = [
    544: ("[foo]\n\n[foo]: /url", "[[name]] is a wiki link and shows its name"),
    586: ("foo\n\nfoo: /url \"title\"", "![[name]] is a wiki link and shows its name"),
  ]

  @Test func allAreThere() {
    #expect(Self.examples.map(\.number) == Array(1...649))
  }

  @Test(arguments: examples) func saysWhatItsHTMLShows(_ example: Example) throws {
    let document = try ParsedFormats.document(from: Array(example.markdown.utf8), format: .markdown)
    let shown = VisibleHTML.text(example.html)
    guard let different = Self.different[example.number] else {
      #expect(document.normalisedText == shown, "\(example.markdown)")
      return
    }
    #expect(document.normalisedText == different.text, "\(example.markdown)")
    #expect(document.normalisedText != shown, "differs no longer: \(different.why)")
  }
}
