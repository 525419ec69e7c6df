// What every program on the screen is: a value that takes messages, asks for effects and draws itself.
// The one loop runs any of them: the reader, the presenter, the room's screen.

/// The whole state of a program on the screen. Pure: no clock, no file, no environment; what comes
/// from outside comes as a message.
public protocol ScreenState {
  /// Everything that can happen to it.
  associatedtype Message: Sendable
  /// Everything that it can ask of the outside.
  associatedtype Effect

  /// What the terminal's window is to be called now. May hold anything; it is made visible later.
  var title: String { get }
  /// What is to be asked for right after the first frame.
  mutating func start() -> [Effect]
  /// Takes one message; gives what is to be done outside, in order.
  mutating func update(_ message: Message) -> [Effect]
  /// The picture of this state.
  func frame() -> Frame
  /// A key, a new size, a paste or the mouse, as a message.
  static func message(of event: InputEvent) -> Message
}
