// What a stretch of the screen means. The presenter turns meaning into colour or attributes; no
// other room knows a colour. Each slot has a letter, by which golden frames show it.

/// The meaning of a cell's look.
@frozen
public enum Style: UInt8, Sendable, CaseIterable {
  case plain, title, place, focusMark, mention, mentionSelected, number
  case noteTitle, noteTitleSelected, kind, description, reason, sources
  case heading, emphasis, strong, code, quotation, link, rule
  case hint, message, problem, searchHit, searchHitCurrent, field, listSelected, faint
  case selection, fieldLabel
  /// Marked by some of a class, by more, by many, by most of it.
  case sharedSome, sharedMore, sharedMany, sharedMost
  /// Of the text itself: headings above and below those of `heading`, words set apart, lines of code.
  case headingMain, headingMinor, strongEmphasis, struck, underlined, textLink, codeLine

  /// The letter that stands for the slot in golden frames; plain is a full stop.
  public var letter: Character {
    switch self {
    case .plain: "."
    case .title: "T"
    case .place: "P"
    case .focusMark: "F"
    case .mention: "m"
    case .mentionSelected: "M"
    case .number: "n"
    case .noteTitle: "t"
    case .noteTitleSelected: "S"
    case .kind: "k"
    case .description: "d"
    case .reason: "r"
    case .sources: "s"
    case .heading: "H"
    case .emphasis: "e"
    case .strong: "b"
    case .code: "c"
    case .quotation: "q"
    case .link: "l"
    case .rule: "|"
    case .hint: "h"
    case .message: "g"
    case .problem: "!"
    case .searchHit: "x"
    case .searchHitCurrent: "X"
    case .field: "f"
    case .listSelected: "L"
    case .faint: "-"
    case .selection: "V"
    case .fieldLabel: "a"
    case .sharedSome: "1"
    case .sharedMore: "2"
    case .sharedMany: "3"
    case .sharedMost: "4"
    case .headingMain: "A"
    case .headingMinor: "I"
    case .strongEmphasis: "B"
    case .struck: "K"
    case .underlined: "u"
    case .textLink: "W"
    case .codeLine: "C"
    }
  }
}
