// Tables as comma-separated values (RFC 4180) that spreadsheets can open without harm.

import Text

/// Writes tables.
enum CSV {
  /// Rows with CRLF at their ends. A cell that a spreadsheet would take for a formula gets an
  /// apostrophe in front; what acts on a terminal is made visible, line breaks in a cell stay.
  static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func cell(_ value: String) -> String {
    var text = ""
    if let first = value.unicodeScalars.first, startsFormula(first) { text = "'" }
    for scalar in value.unicodeScalars {
      if scalar == "\n" || scalar == "\t" {
        text.unicodeScalars.append(scalar)
      } else {
        text += VisibleScalar.replacement(for: scalar) ?? String(scalar)
      }
    }
    let needsQuotes = text.unicodeScalars.contains { "\",\n\r\t".unicodeScalars.contains($0) }
    guard needsQuotes || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\t", "\r": true
    // What East Asian spreadsheets take for the same signs.
    case "＝", "＋", "－", "＠": true
    default: false
    }
  }
}
