// The text of a PDF, by pdftotext and pdfinfo of poppler.

import Documents
import Glibc

/// Runs what reads PDF.
enum PDFRunner {
  private static let seconds = 30
  private static let largest = 64 << 20

  /// The text of a PDF, pages ended by form feeds, and what it says of itself (`Title`, `Author`,
  /// `CreationDate` … as pdfinfo names them). Blocks for up to thirty seconds.
  /// Throws `.unusable` when it cannot be read, or when pdftotext is missing, and says what to do.
  static func text(of path: String) throws(DocumentError) -> (
    pages: [UInt8], facts: [String: String]
  ) {
    guard let program = ChildProgram.find("pdftotext") else {
      throw .unusable(
        "needs pdftotext to be read; install it with: apt install poppler-utils")
    }
    // A path that begins with a dash would be an option; `-` would be standard input.
    let file = path.hasPrefix("/") ? path : "./" + path
    guard !file.utf8.contains(0) else { throw .unusable("no such file (its name holds a NUL)") }
    // Reading order as poppler finds it, without -layout: columns are then read one after the other
    // and paragraphs are parted by blank lines, where -layout keeps columns side by side in one line.
    guard
      let run = ChildProgram.run(
        program, ["-enc", "UTF-8", "-eol", "unix", file, "-"], seconds: seconds, bytes: largest)
    else { throw .unreadable("pdftotext cannot be started") }
    switch run.end {
    case .late: throw .unusable("takes pdftotext more than \(seconds) seconds")
    case .tooMuch: throw .unusable("holds more than \(largest >> 20) MB of text")
    case .killed: throw .unusable("cannot be read: pdftotext crashed over it")
    case .exited(0): break
    case .exited(let code): throw failure(code, run.complaint)
    }
    return (run.output, facts(of: file))
  }

  private static func failure(_ code: Int, _ complaint: String) -> DocumentError {
    let words = complaint.lowercased()
    if words.contains("incorrect password") || words.contains("encrypted") {
      return .unusable("is encrypted; it cannot be read without its password")
    }
    if code == 3 { return .unusable("does not permit its text to be copied") }
    if words.contains("couldn't open file") { return .unreadable("cannot be opened") }
    // The first line tells what went wrong, the others what followed from it.
    let line = complaint.split(separator: "\n").first.map(String.init) ?? ""
    let why = line.isEmpty ? "code \(code)" : String(line.prefix(200))
    return .unusable("is a damaged PDF (pdftotext: \(why))")
  }

  private static func facts(of file: String) -> [String: String] {
    guard let program = ChildProgram.find("pdfinfo"),
      let run = ChildProgram.run(
        program, ["-enc", "UTF-8", "-isodates", file], seconds: seconds, bytes: 1 << 20),
      run.end == .exited(0)
    else { return [:] }
    var facts: [String: String] = [:]
    for line in String(decoding: run.output, as: UTF8.self).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      // The first of a name: a title with a line end cannot pass for a field that came before.
      if !value.isEmpty, facts[String(line[..<colon])] == nil {
        facts[String(line[..<colon])] = String(value)
      }
    }
    return facts
  }
}
