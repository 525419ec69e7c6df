// Dates as notes write them: a year, a month or a day, in ISO form. Compared as text, so that no
// calendar library is needed.

/// A date of the form 2025, 2025-07 or 2025-07-24.
public struct CalendarDate: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let year: Int
  public let month: Int?
  public let day: Int?

  /// Takes a date that exists in the calendar; nil for anything else.
  public init?(_ text: String) {
    guard Self.looksLikeDate(text) else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard let year = parts.first, year > 0 else { return nil }
    self.year = year
    month = parts.count > 1 ? parts[1] : nil
    day = parts.count > 2 ? parts[2] : nil
    if let month, !(1...12).contains(month) { return nil }
    if let month, let day, !(1...Self.days(in: month, of: year)).contains(day) { return nil }
  }

  /// True for the shape of a date, whether or not the day exists.
  public static func looksLikeDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 4 || bytes.count == 7 || bytes.count == 10 else { return false }
    for (index, byte) in bytes.enumerated() {
      let isHyphen = index == 4 || index == 7
      guard isHyphen ? byte == UInt8(ascii: "-") : Byte.isDigit(byte) else { return false }
    }
    return true
  }

  /// The first day that a date can mean.
  public var earliest: String { padded(month ?? 1, day ?? 1) }

  /// The last day that a date can mean.
  public var latest: String {
    let month = month ?? 12
    return padded(month, day ?? Self.days(in: month, of: year))
  }

  /// By the first day that each can mean.
  public static func < (left: Self, right: Self) -> Bool { left.earliest < right.earliest }

  public var description: String {
    var text = Self.digits(year, 4)
    if let month { text += "-" + Self.digits(month, 2) }
    if let day { text += "-" + Self.digits(day, 2) }
    return text
  }

  private func padded(_ month: Int, _ day: Int) -> String {
    Self.digits(year, 4) + "-" + Self.digits(month, 2) + "-" + Self.digits(day, 2)
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
