// The sample through print and mentions, with the shipped notes: properties rather than wording,
// so that the notes can be mended without recording anything anew.

import Foundation
import TerminalDriver
import Testing

@Suite struct SampleTests {
  private func lines(_ words: [String]) throws -> [String] {
    let run = try ProgramRun.of(InstalledProgram.full, words, in: try TestHome())
    #expect(run.exitCode == 0 && run.errorText.isEmpty)
    return run.lines
  }

  @Test(arguments: [10, 24, 59, 60, 70, 87, 88, 100, 160])
  func noPrintedLineIsWiderThanAskedFor(width: Int) throws {
    let lines = try lines(["print", ReaderSession.sample, "--width", "\(width)"])
    #expect(lines.filter { $0.unicodeScalars.count > width } == [])
    #expect(lines.contains { $0.contains("│") } == (width >= 88))
    let words = lines.joined(separator: " ")
    #expect(words.contains("Medinsky[1]") || width < 24)
  }

  @Test func everyWordOfTheTextIsPrinted() throws {
    let text = try String(contentsOfFile: ReaderSession.sample, encoding: .utf8)
    let home = try TestHome()
    // A copy, for the notes beside the sample are found from where it lies.
    let copy = try home.write(text, to: "copy.txt")
    let run = try ProgramRun.of(
      InstalledProgram.bare, ["print", copy, "--width", "70"], in: home)
    // Without blanks: a line may end within a word, behind its hyphen.
    let printed = run.lines.dropFirst(2).joined().filter { !$0.isWhitespace }
    #expect(printed == text.filter { !$0.isWhitespace })
  }

  private struct Paragraph: Decodable {
    struct Note: Decodable {
      struct Match: Decodable {
        var start: Int
        var end: Int
        var text: String
        var reason: String
      }
      var id: String
      var title: String
      var kind: String?
      var reason: String
      var matches: [Match]
    }
    var paragraph: Int
    var start: Int
    var end: Int
    var notes: [Note]
  }

  @Test func spansAreThoseOfTheText() throws {
    let text = try String(contentsOfFile: ReaderSession.sample, encoding: .utf8)
      .replacingOccurrences(of: "\r\n", with: "\n")
    let scalars = Array(text.unicodeScalars)
    func slice(_ start: Int, _ end: Int) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[start..<end])
      return String(view)
    }
    let paragraphs = try lines(["mentions", "--json", ReaderSession.sample]).map {
      try JSONDecoder().decode(Paragraph.self, from: Data($0.utf8))
    }
    #expect(paragraphs.map(\.paragraph) == Array(1...11))
    #expect(
      paragraphs.map(\.start)
        == [1, 140, 281, 820, 1920, 2718, 3405, 3530, 4362, 4872, 5199])
    let reasons = [
      "pinned", "passage", "title", "alias", "inflected", "transliterated", "surname",
    ]
    for paragraph in paragraphs {
      let words = slice(paragraph.start, paragraph.end)
      #expect(words == words.trimmingCharacters(in: .whitespacesAndNewlines))
      for note in paragraph.notes {
        #expect(reasons.contains(note.reason))
        for match in note.matches {
          #expect(match.start >= paragraph.start && match.end <= paragraph.end)
          #expect(slice(match.start, match.end) == match.text)
        }
      }
    }
    #expect(paragraphs.allSatisfy { !$0.notes.isEmpty })
  }
}
