// Dates as pages write them, made ISO 8601 as precise as they are given.

enum HTMLDates {
  /// `2024`, `2024-05`, `2024-05-03`, `2024-05-03T10:22Z` …; nil for what is no date.
  static func iso(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.utf8.count <= 80 else { return nil }
    return isoWritten(words) ?? dotted(words) ?? named(words)
  }

  private static func isoWritten(_ words: String) -> String? {
    var rest = Array(words.utf8)[...]
    guard let year = digits(&rest, 4), (1000...2999).contains(year) else { return nil }
    var date = padded(year, 4)
    let mark = rest.first
    guard mark == 0x2D || mark == 0x2F else {
      if rest.isEmpty { return date }
      guard let month = digits(&rest, 2), let day = digits(&rest, 2), isDay(month, day) else {
        return nil
      }
      return date + "-" + padded(month, 2) + "-" + padded(day, 2)
    }
    rest.removeFirst()
    guard let month = digits(&rest, 1...2), (1...12).contains(month) else { return nil }
    date += "-" + padded(month, 2)
    guard rest.first == mark else { return rest.isEmpty ? date : nil }
    rest.removeFirst()
    guard let day = digits(&rest, 1...2), isDay(month, day) else { return nil }
    date += "-" + padded(day, 2)
    return date + time(rest)
  }

  /// What follows the date: hours, minutes, perhaps seconds and the zone. Fractions are dropped.
  private static func time(_ rest: ArraySlice<UInt8>) -> String {
    var rest = rest
    guard let mark = rest.popFirst(), mark | 0x20 == 0x74 || mark == 0x20,
      let hour = digits(&rest, 2), hour < 25, rest.popFirst() == 0x3A,
      let minute = digits(&rest, 2), minute < 60
    else { return "" }
    var time = "T" + padded(hour, 2) + ":" + padded(minute, 2)
    if rest.first == 0x3A {
      rest.removeFirst()
      guard let second = digits(&rest, 2), second < 61 else { return time }
      time += ":" + padded(second, 2)
      if rest.first == 0x2E {
        rest.removeFirst()
        rest = rest.drop { (0x30...0x39).contains($0) }
      }
    }
    if rest.first == 0x20 { rest.removeFirst() }
    guard let sign = rest.popFirst() else { return time }
    if sign | 0x20 == 0x7A { return time + "Z" }
    guard sign == 0x2B || sign == 0x2D, let hours = digits(&rest, 2), hours < 15 else {
      return time
    }
    if rest.first == 0x3A { rest.removeFirst() }
    let minutes = digits(&rest, 2) ?? 0
    return time + (sign == 0x2B ? "+" : "-") + padded(hours, 2) + ":" + padded(minutes, 2)
  }

  /// `3.5.2024`.
  private static func dotted(_ words: String) -> String? {
    let parts = words.prefix { $0 != " " && $0 != "," }.split(separator: ".").map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2],
      isDay(month, day), (1000...2999).contains(year)
    else { return nil }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `May 3, 2024`, `Fri, 03 May 2024 10:22:00 GMT`.
  private static func named(_ words: String) -> String? {
    var (day, month, year): (Int?, Int?, Int?)
    for word in words.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).prefix(6) {
      if let number = Int(word) {
        if number > 999, number < 3000 { year = year ?? number } else { day = day ?? number }
      } else if let index = months.firstIndex(of: String(word.lowercased().prefix(3))) {
        month = month ?? index + 1
      }
    }
    guard let month, let year else { return nil }
    let start = padded(year, 4) + "-" + padded(month, 2)
    guard let day else { return start }
    return isDay(month, day) ? start + "-" + padded(day, 2) : nil
  }

  private static func isDay(_ month: Int, _ day: Int) -> Bool {
    (1...12).contains(month) && (1...31).contains(day)
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>, _ count: Int) -> Int? {
    digits(&rest, count...count)
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>, _ count: ClosedRange<Int>) -> Int? {
    let found = rest.prefix(count.upperBound).prefix { (0x30...0x39).contains($0) }
    guard count.contains(found.count) else { return nil }
    rest = rest.dropFirst(found.count)
    return found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
