// Sources as typed - mostly a pasted link - turned into footnotes that are read back with publisher,
// title and date where these were given.

import Notes
import Text

/// Composes the definitions of footnotes.
enum SourceComposer {
  /// The definitions of some sources without their labels, empty ones left out; publisher and date
  /// belong to the first.
  static func definitions(_ sources: [String], publisher: String, date: String) -> [String] {
    let publisher = publisher.onOneLine
    let date = date.onOneLine
    var lines = sources.map { unlabelled($0.onOneLine) }.filter { !$0.isEmpty }
    if let first = lines.first {
      lines[0] = definition(first, publisher: publisher, date: date)
    } else if !publisher.isEmpty || !date.isEmpty {
      lines = [[publisher, date].filter { !$0.isEmpty }.joined(separator: ", ")]
    }
    return lines.enumerated().map { $0.offset == 0 ? $0.element : definition($0.element) }
  }

  /// A pasted `[^1]: …` without its label.
  private static func unlabelled(_ line: String) -> String {
    guard line.hasPrefix("[^"), let end = line.firstRange(of: "]:") else { return line }
    return String(line[end.upperBound...]).trimmed
  }

  private static func definition(_ line: String, publisher: String = "", date: String = "")
    -> String
  {
    let read = SourceLine.source(label: "", definition: line, line: 1)
    let hasForm = read.publisher != nil && read.title != nil
    if publisher.isEmpty, date.isEmpty || hasForm && read.date == date {
      return isBareAddress(line) ? "<" + escaped(line) + ">" : line
    }
    let address = read.url.map(escaped)
    if !hasForm, publisher.isEmpty, isDay(date) || address == nil {
      // A full day is found wherever it stands.
      let rest = isBareAddress(line) ? "<" + escaped(line) + ">" : line
      return date + ", " + rest
    }
    let site = address.map(site) ?? ""
    let who = publisher.isEmpty ? read.publisher ?? site : publisher
    let title = read.title ?? words(line, without: read.url)
    let when = date.isEmpty ? read.date ?? "" : date
    // Without its title a page is known by its site: a publisher is read only before a title.
    let parts = [
      who, quoted(title.isEmpty ? (site.isEmpty ? who : site) : title), when,
      address.map { "<" + $0 + ">" } ?? "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func isDay(_ date: String) -> Bool {
    date.utf8.count == 10 && CalendarDate.looksLikeDate(date)
  }

  private static func isBareAddress(_ line: String) -> Bool {
    let start = line.prefix(8).lowercased()
    guard start.hasPrefix("http://") || start.hasPrefix("https://") else { return false }
    return !line.unicodeScalars.contains(where: WordClass.isSpace)
  }

  /// What would end an address in angle brackets, percent-encoded.
  private static func escaped(_ address: String) -> String {
    var out = ""
    for scalar in address.unicodeScalars {
      switch scalar {
      case "<": out += "%3C"
      case ">": out += "%3E"
      case "\"": out += "%22"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// The host of an address.
  private static func site(_ address: String) -> String {
    guard let start = address.firstRange(of: "://") else { return address }
    let host = address[start.upperBound...].prefix { !"/?#".contains($0) }
    return String(host.split(separator: "@").last ?? host)
  }

  /// What stands in a line beside its address.
  private static func words(_ line: String, without address: String?) -> String {
    guard let address, let range = line.firstRange(of: address) else { return line }
    let rest = String(line[..<range.lowerBound]) + " " + String(line[range.upperBound...])
    let marks = Set("<>()[],;:\u{201C}\u{201D}\"".unicodeScalars)
    var scalars = Substring(rest.onOneLine).unicodeScalars
    while let first = scalars.first, marks.contains(first) || WordClass.isSpace(first) {
      scalars.removeFirst()
    }
    while let last = scalars.last, marks.contains(last) || WordClass.isSpace(last) {
      scalars.removeLast()
    }
    return String(scalars)
  }

  /// A quotation inside a title gets single marks, so that it does not end the title.
  private static func quoted(_ title: String) -> String {
    var inner = String.UnicodeScalarView()
    for scalar in title.unicodeScalars { inner.append(scalar == "\"" ? "'" : scalar) }
    return "\"" + String(inner) + "\""
  }
}
