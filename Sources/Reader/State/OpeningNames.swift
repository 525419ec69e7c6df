// The names by which formats and rules are asked for, on the command line of the shell and in the
// reader alike.

public import Documents

/// Names for wishes.
public enum OpeningNames {
  public static let formats = TextFormat.allCases.map(\.rawValue)
  /// `auto` takes a wish back.
  public static let rules = ParagraphRule.allCases.map(\.rawValue) + ["auto"]
  /// Those that are asked for most, as iconv knows them; others are taken, too.
  public static let encodings = [
    "auto", "UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "ISO-8859-2", "ISO-8859-15",
    "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "KOI8-R", "KOI8-U", "IBM866", "GB18030", "BIG5",
    "SHIFT_JIS", "EUC-JP", "EUC-KR",
  ]

  /// The rule of a name, nil inside for `auto`; nil for a name that is none.
  public static func rule(_ name: String) -> ParagraphRule?? {
    if name == "auto" { return .some(nil) }
    return ParagraphRule(rawValue: name).map { .some($0) } ?? .none
  }

  /// `a, b or c`.
  public static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}
