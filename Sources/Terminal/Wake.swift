// The loop's one place to wait: keys, messages and signals.

import CPlatform

/// What the loop was woken for; empty when the time was up.
public struct Wake: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Call `events()`: there are keys, or a signal came that may have been a new size.
  public static let terminal = Wake(rawValue: 1)
  /// Call `drain()`.
  public static let inbox = Wake(rawValue: 2)
  /// Ask `Signals.pending()`.
  public static let signal = Wake(rawValue: 4)
  /// The terminal is gone: nothing can be read or shown any more.
  public static let hangUp = Wake(rawValue: 8)
}

/// Waits until there is something to do, at most `timeoutMilliseconds` (nil: without end). A negative
/// descriptor is left out. An interruption by a signal means: drain the terminal.
public func waitForInput(
  terminal: Int32, inbox: Int32, signal: Int32, timeoutMilliseconds: Int?
) -> Wake {
  let limit = timeoutMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
  let found = cp_wait(terminal, inbox, signal, limit)
  var wake: Wake = []
  if found & Int32(CP_INTERRUPTED) != 0 { return [.terminal, .signal] }
  if found & 1 != 0 { wake.insert(.terminal) }
  if found & 2 != 0 { wake.insert(.inbox) }
  if found & 4 != 0 {
    // The bell also rings for a new size, which comes out of the terminal's events.
    cp_bell_quiet(signal)
    wake.formUnion([.signal, .terminal])
  }
  if found & (1 << Int32(CP_GONE_SHIFT)) != 0 { wake.formUnion([.terminal, .hangUp]) }
  return wake
}
