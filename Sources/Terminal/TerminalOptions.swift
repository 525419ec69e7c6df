// How the terminal is to be used, and why it may not be.

/// How the presenter draws.
public struct TerminalOptions: Hashable, Sendable {
  /// Whether emoji keep the parts that many terminals draw at another width than they report.
  public enum Emoji: String, Hashable, Sendable, CaseIterable {
    /// All parts are sent.
    case full
    /// Joiners, skin tones and variation selectors are left out.
    case base
  }

  /// Whether colour is used; `NO_COLOR` is for the caller to weigh.
  public enum Colour: String, Hashable, Sendable, CaseIterable {
    case auto, always, never
  }

  /// What letters stand on.
  public enum Ground: String, Hashable, Sendable, CaseIterable {
    /// Whatever the terminal has.
    case terminal
    /// Dark letters on a light ground; where there are no colours, the terminal's own the other way
    /// round.
    case light
  }

  public var emoji: Emoji
  public var colour: Colour
  /// Whether the program takes wheel and clicks; when not, the terminal turns the wheel into arrows.
  public var mouse: Bool

  public var ground: Ground

  public init(
    emoji: Emoji = .full, colour: Colour = .auto, mouse: Bool = false, ground: Ground = .terminal
  ) {
    self.emoji = emoji
    self.colour = colour
    self.mouse = mouse
    self.ground = ground
  }
}

/// Why the terminal could not be taken.
public enum TerminalError: Error, Hashable, Sendable {
  /// Neither the standard streams nor /dev/tty are a terminal.
  case noTerminal
  /// No UTF-8 locale is to be had.
  case noUTF8
  /// The terminal cannot place its cursor.
  case unusable

  /// What is wrong, in words for one line on standard error.
  public var explanation: String {
    switch self {
    case .noTerminal: "no terminal to read keys from"
    case .noUTF8: "no UTF-8 locale on this system; install one or set LC_ALL=C.UTF-8"
    case .unusable: "this terminal cannot place its cursor; set TERM to what it is"
    }
  }
}
