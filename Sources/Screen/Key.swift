// Keys as the reader knows them, and their notation in help, configuration and `sidelight keys`.

/// One key press.
public struct Key: Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case enter, tab, backspace, escape
    case up, down, left, right, home, end, pageUp, pageDown, insert, delete
    case function(Int)
  }

  public var code: Code
  public var control: Bool
  public var alt: Bool
  /// Only for keys that are not characters: a shifted letter is its capital.
  public var shift: Bool

  public init(_ code: Code, control: Bool = false, alt: Bool = false, shift: Bool = false) {
    self.code = code
    self.control = control
    self.alt = alt
    self.shift = shift
  }

  public static func character(_ scalar: Unicode.Scalar) -> Key { Key(.scalar(scalar)) }
  /// Control and a letter, given in lower case.
  public static func control(_ scalar: Unicode.Scalar) -> Key {
    Key(.scalar(scalar), control: true)
  }
}

/// What the outside can tell the loop.
public enum InputEvent: Hashable, Sendable {
  case key(Key)
  case resize(Size)
  /// Text pasted in one piece (bracketed paste).
  case paste(String)
  /// A turn of the wheel, when the mouse is on; negative is up.
  case wheel(lines: Int, at: Point)
  case click(Point)
  /// The mouse moved with its button held down since a click; `isEnd` when the button was let go.
  case drag(Point, isEnd: Bool)
}
