// The few sentences that all three forms of a sheet say alike.

enum HandoutWords {
  /// What to do for a question that is answered by marks.
  static func marking(paragraphs: [Int]) -> String {
    let place = paragraphs.isEmpty ? "in the text" : "in \(Self.paragraphs(paragraphs))"
    return "Underline \(place) and write the label’s number beside the sentence."
  }

  /// `¶ 3, 8`.
  static func paragraphs(_ numbers: [Int]) -> String {
    "¶\u{A0}" + numbers.map(String.init).joined(separator: ", ")
  }

  static let agenda = "◆ where the class differs most"

  /// `7 of 25 pupils`.
  static func count(_ count: Int, of all: Int, _ unit: String) -> String {
    "\(count) of \(all)" + (unit.isEmpty ? "" : " " + unit)
  }

  /// 0 to 100, rounded.
  static func percent(_ count: Int, of total: Int) -> Int {
    guard total > 0, count > 0 else { return 0 }
    return min(100, Int((Double(count) * 100 / Double(total)).rounded()))
  }
}
