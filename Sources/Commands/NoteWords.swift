// Counts and sources in words, for print and notes alike.

import Linking
import Notes

enum NoteWords {
  /// One source in a line: publisher, title, date, address, else its own words.
  static func line(of source: Source) -> String {
    let parts = [source.publisher, source.title.map { "\"\($0)\"" }, source.date, source.url]
      .compactMap(\.self).filter { !$0.isEmpty }
    return parts.isEmpty ? source.text : parts.joined(separator: ", ")
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// "9 technique notes are off"; nil when none is.
  static func off(_ hidden: [NoteKind: Int]) -> String? {
    guard !hidden.isEmpty else { return nil }
    let parts = hidden.sorted { $0.key.value < $1.key.value }
      .map { counted($0.value, "\($0.key.value) note") }
    let one = hidden.values.reduce(0, +) == 1
    return parts.joined(separator: " and ") + (one ? " is off" : " are off")
  }
}
