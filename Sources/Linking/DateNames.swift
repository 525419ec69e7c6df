// Telling names that are nothing but a date: daily, weekly and yearly notes of a vault, which would
// light up wherever a text gives a date.

internal import Text

/// Recognises dates among names.
enum DateNames {
  /// Whether a name says a year, month, week or day, or a span of them, and nothing else.
  static func isDate(_ name: String) -> Bool {
    // No date without a digit: spares nearly all names the rest.
    guard name.utf8.count <= 64, name.utf8.contains(where: { (0x30...0x39).contains($0) }),
      let parts = parts(of: Folding.fold(name))
    else { return false }
    var numbers: [String] = []
    var months = 0
    var hasDecade = false
    var hasWeek = false
    for part in parts {
      if isNumber(part) {
        numbers.append(part)
      } else if isMonth(part) {
        months += 1
      } else if let number = ordinal(part) {
        numbers.append(number)
      } else if isDecade(part) {
        hasDecade = true
      } else if isWeekOrQuarter(part) {
        hasWeek = true
      } else if !fillers.contains(part) && !weekdays.contains(part) {
        return false
      }
    }
    if hasDecade { return true }
    if months > 0 { return !numbers.isEmpty && numbers.allSatisfy(isDayOrYear) }
    return areDate(numbers, hasWeek: hasWeek)
  }

  /// Runs of digits and of letters; nil when a sign stands in the name that no date has.
  private static func parts(of folded: String) -> [String]? {
    var parts: [String] = []
    var current = String.UnicodeScalarView()
    for scalar in folded.unicodeScalars {
      if WordClass.isWord(scalar) {
        current.append(scalar)
        continue
      }
      guard WordClass.isSpace(scalar) || ".,/-:'()\u{2013}\u{2014}".unicodeScalars.contains(scalar)
      else { return nil }
      if !current.isEmpty { parts.append(String(current)) }
      current = String.UnicodeScalarView()
    }
    if !current.isEmpty { parts.append(String(current)) }
    return parts.flatMap(splitAtTime)
  }

  /// "06t10" is the day and the hour of an ISO date; "2025w30" a year and a week.
  private static func splitAtTime(_ part: String) -> [String] {
    guard let middle = part.utf8.firstIndex(where: { !(0x30...0x39).contains($0) }),
      middle > part.startIndex, part.utf8[middle] == 0x74 || part.utf8[middle] == 0x77
    else { return [part] }
    let rest = part[part.utf8.index(after: middle)...]
    let ends = rest.hasSuffix("z") ? rest.dropLast() : rest
    guard !ends.isEmpty, isNumber(ends) else { return [part] }
    let head = String(part[..<middle])
    return part.utf8[middle] == 0x74 ? [head, String(ends)] : [head, "w" + ends]
  }

  private static func areDate(_ numbers: [String], hasWeek: Bool) -> Bool {
    if numbers.count == 1, let only = numbers.first {
      return isYear(only) || isCompact(only)
    }
    guard numbers.count >= 2, numbers.count <= 7 else { return false }
    let years = numbers.count { isYear($0) }
    let rest = numbers.filter { !isYear($0) }
    if years > 0 {
      return years <= 2 && rest.allSatisfy { $0.utf8.count <= 3 && (Int($0) ?? 999) <= 366 }
    }
    if let first = numbers.first, isCompact(first) {
      return numbers.dropFirst().allSatisfy { $0.utf8.count <= 6 }
    }
    let values = numbers.compactMap { Int($0) }
    return numbers.count == 3 && numbers[2].utf8.count == 2 && values.count == 3
      && (1...31).contains(values[0]) && (1...31).contains(values[1])
      && min(values[0], values[1]) <= 12
  }

  /// Year, month and day written together, perhaps with the time; or year and month.
  private static func isCompact(_ digits: String) -> Bool {
    guard [6, 8, 12, 14].contains(digits.utf8.count) else { return false }
    guard let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)) else {
      return false
    }
    let day = digits.utf8.count == 6 ? 1 : Int(digits.dropFirst(6).prefix(2)) ?? 0
    return (1800...2199).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isNumber(_ part: some StringProtocol) -> Bool {
    part.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isYear(_ digits: String) -> Bool {
    digits.utf8.count == 4 && (1000...2999).contains(Int(digits) ?? 0)
  }

  private static func isDayOrYear(_ digits: String) -> Bool {
    isYear(digits) || (digits.utf8.count <= 2 && (Int(digits) ?? 99) <= 59)
  }

  private static func ordinal(_ part: String) -> String? {
    guard ["st", "nd", "rd", "th"].contains(String(part.suffix(2))) else { return nil }
    let digits = String(part.dropLast(2))
    return !digits.isEmpty && isNumber(digits) ? digits : nil
  }

  private static func isDecade(_ part: String) -> Bool {
    part.hasSuffix("0s") && part.utf8.count == 5 && isNumber(part.dropLast())
  }

  private static func isWeekOrQuarter(_ part: String) -> Bool {
    guard let head = part.utf8.first, [0x77, 0x71, 0x68].contains(head) else { return false }
    let digits = part.dropFirst()
    return (1...2).contains(digits.utf8.count) && isNumber(digits)
  }

  /// Whether a folded word names a month or a day of the week.
  static func isMonthOrWeekday(_ word: String) -> Bool {
    monthNames.contains(word) || weekdays.contains(word)
  }

  private static func isMonth(_ part: String) -> Bool { monthNames.contains(part) }

  private static let monthNames: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "января", "февраля", "марта", "апреля", "мая", "июня", "июля",
    "августа", "сентября", "октября", "ноября", "декабря", "январь", "февраль", "март", "апрель",
    "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь", "січня", "лютого",
    "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада",
    "грудня", "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "janvier",
    "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]

  private static let weekdays: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
  ]

  private static let fillers: Set<String> = [
    "of", "the", "week", "quarter", "year", "ad", "bc", "ce", "bce", "to", "until", "and", "t", "z",
    "am", "pm", "года", "год", "г", "року", "р",
  ]
}
