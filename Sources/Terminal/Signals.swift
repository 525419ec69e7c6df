// INT, TERM and HUP, which only leave a mark that the loop finds.

import CPlatform

/// The signals that ask the program to end.
public struct Signals: Sendable {
  /// Readable after a signal; for `waitForInput`.
  public let descriptor: Int32

  /// From now on INT, TERM and HUP are kept for `pending()`, unless they were ignored at start.
  public static func install() -> Signals { Signals(descriptor: cp_signals_install()) }

  /// Takes the number of the signal that came last (INT 2, TERM 15, HUP 1); nil when none did.
  public func pending() -> Int32? {
    let number = cp_signals_take()
    return number == 0 ? nil : number
  }
}
