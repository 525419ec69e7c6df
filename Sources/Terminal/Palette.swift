// What each meaning looks like. Colour only ever adds to an attribute, so that nothing is lost
// without it; the ground and the ordinary letters are always the terminal's own.

import CTerminal
import Screen

/// Attributes and colour of one style.
struct Look: Hashable {
  var attributes: UInt32
  var hue: Hue?

  init(_ attributes: ct_look..., hue: Hue? = nil) {
    self.attributes = attributes.reduce(0) { $0 | $1.rawValue }
    self.hue = hue
  }
}

/// The few colours in use, each readable on dark and on light ground.
enum Hue: Int32, CaseIterable {
  case accent = 1, warning, code, link, hit

  /// The pair after those of the hues.
  static let plain: Int32 = 6

  /// The colour's number in a terminal with so many colours.
  func number(of colours: Int32) -> Int32 {
    let rich = colours >= 256
    return switch self {
    case .accent: rich ? 30 : 6
    case .warning: rich ? 160 : 1
    case .code: rich ? 65 : 2
    case .link: rich ? 32 : 4
    case .hit: rich ? 136 : 3
    }
  }
}

/// Styles as the terminal at hand can show them.
struct Palette {
  private var looks: [Look]

  /// The pair of everything that has no hue; 0 is the terminal's own letters on its own ground.
  let plainPair: Int32

  /// Sets the ground and the colour pairs up; `colours` 0 means none.
  init(colours: Int32, italics: Bool, ground: TerminalOptions.Ground = .terminal) {
    let paper = Palette.paper(colours, ground)
    plainPair = paper == nil ? 0 : Hue.plain
    looks = Style.allCases.map { style in
      var look = Palette.look(of: style)
      if !italics, look.attributes & CT_ITALIC.rawValue != 0 {
        look.attributes = look.attributes & ~CT_ITALIC.rawValue | CT_UNDERLINE.rawValue
      }
      // Without colour a link of the text is told from the mention of a note like this.
      if colours < 8, style == .textLink { look.attributes |= CT_DIM.rawValue }
      if colours < 8 { look.hue = nil }
      // Without colours the whole screen is reversed, and what stands out is not.
      if ground == .light, paper == nil { look.attributes ^= CT_REVERSE.rawValue }
      return look
    }
    if colours >= 8 {
      for hue in Hue.allCases {
        ct_init_pair(hue.rawValue, hue.number(of: colours), paper?.ground ?? -1)
      }
    }
    guard ground == .light else { return }
    if let paper { ct_init_pair(plainPair, paper.ink, paper.ground) }
    ct_set_ground(looks[Int(Style.plain.rawValue)].attributes, plainPair)
  }

  /// The numbers of black and white; nil for the terminal's own ground, or where it has no colours.
  private static func paper(
    _ colours: Int32, _ ground: TerminalOptions.Ground
  ) -> (ink: Int32, ground: Int32)? {
    guard ground == .light, colours >= 8 else { return nil }
    // Those of the large cube are black and white whatever the terminal's theme says.
    return colours >= 256 ? (16, 231) : colours >= 16 ? (0, 15) : (0, 7)
  }

  subscript(style: Style) -> Look { looks[Int(style.rawValue)] }

  static func look(of style: Style) -> Look {
    switch style {
    case .plain, .description: Look()
    case .title: Look(CT_BOLD)
    case .place, .hint, .rule, .faint, .kind, .sources: Look(CT_DIM)
    case .focusMark: Look(CT_BOLD, hue: .accent)
    case .mention: Look(CT_UNDERLINE)
    case .mentionSelected: Look(CT_BOLD, CT_REVERSE)
    case .number: Look(CT_BOLD, hue: .accent)
    case .noteTitle: Look(CT_BOLD)
    case .noteTitleSelected: Look(CT_BOLD, CT_REVERSE)
    case .reason, .emphasis, .quotation: Look(CT_ITALIC)
    case .heading, .strong: Look(CT_BOLD)
    case .code: Look(CT_BOLD, hue: .code)
    case .link: Look(CT_UNDERLINE, hue: .link)
    case .message: Look(CT_BOLD)
    case .problem: Look(CT_BOLD, hue: .warning)
    case .searchHit: Look(CT_REVERSE, hue: .hit)
    case .searchHitCurrent: Look(CT_BOLD, CT_UNDERLINE, CT_REVERSE, hue: .hit)
    case .field: Look(CT_UNDERLINE)
    case .listSelected, .selection: Look(CT_REVERSE)
    case .fieldLabel: Look(CT_BOLD)
    case .sharedSome: Look(CT_UNDERLINE)
    case .sharedMore: Look(CT_BOLD)
    case .sharedMany: Look(CT_BOLD, CT_UNDERLINE)
    case .sharedMost: Look(CT_BOLD, CT_REVERSE)
    case .headingMain: Look(CT_BOLD, CT_UNDERLINE)
    case .headingMinor, .strongEmphasis: Look(CT_BOLD, CT_ITALIC)
    case .struck: Look(CT_DIM, CT_ITALIC)
    case .underlined: Look(CT_UNDERLINE)
    case .textLink: Look(CT_UNDERLINE, hue: .link)
    case .codeLine: Look(hue: .code)
    }
  }
}
