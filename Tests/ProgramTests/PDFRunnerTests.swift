// What runs pdftotext: bounds, faults, and what is said without it.

import Documents
import Foundation
import Testing

@testable import sidelight

@Suite struct PDFRuns {
  private func file(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID()).pdf").path
    try text.write(toFile: path, atomically: true, encoding: .isoLatin1)
    return path
  }

  private func reason(_ path: String) -> String {
    do {
      return "no error, but \(try PDFRunner.text(of: path).pages.count) bytes"
    } catch {
      return error.reason
    }
  }

  @Test func aPageIsReadWithItsFacts() throws {
    let path = try file(SmallPDF.of(["One line", "Another page"], title: "A title"))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let read = try PDFRunner.text(of: path)
    #expect(String(decoding: read.pages, as: UTF8.self) == "One line\n\n\u{C}Another page\n\n\u{C}")
    #expect(read.facts["Title"] == "A title")
    #expect(read.facts["Pages"] == "2")
  }

  @Test func damageIsOneSentence() throws {
    let whole = SmallPDF.of(["One line"], title: "T")
    for text in ["", "%PDF-1.4\nrubbish", String(whole.prefix(200))] {
      let path = try file(text)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let why = reason(path)
      #expect(why.hasPrefix("is a damaged PDF (pdftotext: "), "\(why)")
      #expect(!why.contains("\n"))
    }
    #expect(reason("/nonexistent/a.pdf") == "cannot be opened")
    #expect(reason("-") == "cannot be opened")
  }
}

/// A PDF of one line a page, written by hand.
enum SmallPDF {
  static func of(_ lines: [String], title: String) -> String {
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count \(lines.count) /Kids ["
        + lines.indices.map { "\(5 + $0 * 2) 0 R" }.joined(separator: " ") + "] >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< /Title (\(title)) >>",
    ]
    for (index, line) in lines.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents \(6 + index * 2) 0 R "
          + "/Resources << /Font << /F 3 0 R >> >> >>")
      let stream = "BT /F 12 Tf 20 100 Td (\(line)) Tj ET"
      objects.append("<< /Length \(stream.count) >>\nstream\n\(stream)\nendstream")
    }
    var text = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { text += String(format: "%010d 00000 n \n", place) }
    return text
      + "trailer << /Size \(objects.count + 1) /Root 1 0 R /Info 4 0 R >>\nstartxref\n\(start)\n%%EOF\n"
  }
}
