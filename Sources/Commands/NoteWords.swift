// How a note presents itself in words: why it stands here, how well it is sourced, what is turned
// off. One place, so that print, mentions and notes say it alike.

import Linking
import Notes

enum NoteWords {
  /// The reason where it is not plain; nil where the title itself stands in the text.
  static func reason(of link: NoteLink) -> String? {
    switch link.reason {
    case .title: nil
    case .pinned: "pinned"
    case .passage: "on this passage"
    case .alias: (link.matches.first { $0.reason == .alias }).map { "as \"\($0.text)\"" }
    case .inflected: (link.matches.first { $0.reason == .inflected }).map { "form of \($0.name)" }
    case .transliterated:
      (link.matches.first { $0.reason == .transliterated }).map { "spelling of \($0.name)" }
    case .surname: "surname only"
    }
  }

  /// "3 sources, newest 2025-07-23"; nil without sources.
  static func sources(of note: Note) -> String? {
    guard !note.sources.isEmpty else { return nil }
    let dates = note.sources.compactMap(\.date).filter { $0.unicodeScalars.first.isDigit }
    let newest = dates.max().map { note.sources.count == 1 ? ", \($0)" : ", newest \($0)" } ?? ""
    return counted(note.sources.count, "source") + newest
  }

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

extension Unicode.Scalar? {
  fileprivate var isDigit: Bool { self.map { ("0"..."9").contains($0) } ?? false }
}
