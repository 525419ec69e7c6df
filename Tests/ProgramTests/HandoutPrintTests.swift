// Sheets on paper as a real browser makes them: every note's number on the page, at both paper
// sizes, and a page that is looked at loads nothing. Needs chromium and poppler; skipped without.

import Foundation
import TerminalDriver
import Testing

@Suite struct HandoutPrintTests {
  private static func program(_ name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
  private static let chromium = program("chromium")
  static let canPrint =
    chromium != nil && program("pdftotext") != nil && program("pdfinfo") != nil

  /// The sample's sheet, and its pages as a printer would get them.
  private func printed(_ paper: String, in home: TestHome) throws -> (html: String, pdf: String) {
    let made = try ProgramRun.of(
      InstalledProgram.full, ["handout", ReaderSession.sample], in: home)
    #expect(made.exitCode == 0 && made.errorText.isEmpty)
    // Where a printer is asked, the page leaves the size to it.
    #expect(made.text.contains("@page{margin:"))
    let sized = made.text.replacing("@page{margin:", with: "@page{size:\(paper);margin:")
    let page = try home.write(sized, to: "sheet.html")
    let pdf = home.path("sheet.pdf")
    let run = try ProgramRun.of(
      try #require(Self.chromium),
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=" + home.path("browser"), "--no-pdf-header-footer",
        "--print-to-pdf=" + pdf, "file://" + page,
      ], in: home, seconds: 120)
    #expect(run.exitCode == 0, "\(run.errorText.suffix(500))")
    return (made.text, pdf)
  }

  private func output(of name: String, _ words: [String], in home: TestHome) throws -> String {
    let run = try ProgramRun.of(try #require(Self.program(name)), words, in: home)
    #expect(run.exitCode == 0, "\(run.errorText)")
    return run.text
  }

  @Test(
    .enabled(if: canPrint, "chromium, pdftotext and pdfinfo are not all installed"),
    arguments: ["A4", "letter"])
  func paperHoldsEveryNoteAndNumber(paper: String) throws {
    let home = try TestHome()
    let (html, pdf) = try printed(paper, in: home)
    let facts = try output(of: "pdfinfo", [pdf], in: home)
    #expect(facts.contains(paper == "A4" ? "(A4)" : "612 x 792 pts"), "\(facts)")
    let pages = facts.split(separator: "\n").first { $0.hasPrefix("Pages:") }
      .flatMap { Int($0.dropFirst(6).trimmingCharacters(in: .whitespaces)) }
    let count = try #require(pages)
    // Eleven paragraphs with 44 notes in the margin are some five pages, the notes in full as many
    // again and more; blank pages or a column that ran off would show here.
    #expect((10...24).contains(count), "\(count) pages")
    let text = try output(of: "pdftotext", ["-layout", pdf, "-"], in: home)
    let notes = html.split(separator: " id=\"n").count - 1
    #expect(notes > 30)
    for number in 1...notes {
      // Behind its words in the text, in the margin, and before the note in full.
      #expect(text.split(separator: "[\(number)]").count > 3, "[\(number)]")
    }
    let sheets = text.split(separator: "\u{C}").filter { !$0.allSatisfy(\.isWhitespace) }
    #expect(sheets.count == count, "a blank page")
    for (index, sheet) in sheets.enumerated() {
      #expect(sheet.contains("\(index + 1) / \(count)"), "page \(index + 1) has no number")
    }
    for words in ["miracle", "apocalypse", "Sources", "Notes in full", "Vladimir Medinsky"] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test(.enabled(if: canPrint, "chromium, pdftotext and pdfinfo are not all installed"))
  func notesStandBesideTheirParagraph() throws {
    let home = try TestHome()
    let (_, pdf) = try printed("A4", in: home)
    let text = try output(of: "pdftotext", ["-layout", "-l", "1", pdf, "-"], in: home)
    let lines = text.split(separator: "\n")
    // The first paragraph and its first note share a line, text to the left.
    let row = lines.first { $0.contains("[1] Alexander Dugin") }
    #expect(row?.contains("date 2025-07-24") == true, "\(row ?? "nothing")")
    let second = try #require(lines.firstIndex { $0.contains("Let us note how") })
    let fourth = try #require(lines.firstIndex { $0.contains("[4] Total war") })
    #expect(fourth < second, "the second paragraph waits for the notes of the first")
  }
}
