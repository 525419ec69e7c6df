// A clock's tick as a message: for what must be looked at again and again while a screen runs.

import Dispatch
import Synchronization
public import Terminal

/// Posts a message every so many milliseconds from `start()` to `stop()`. On a queue of its own, so
/// that the message may take a while to make.
public final class Ticker<Message: Sendable>: Sendable {
  private let queue = DispatchQueue(label: "sidelight.ticks", qos: .userInitiated)
  private let interval: DispatchTimeInterval
  private let inbox: Inbox<Message>
  private let message: @Sendable () -> Message?
  /// Which of the runs is on; ticks of an older one are not wanted any more.
  private let run = Mutex<(isOn: Bool, number: Int)>((false, 0))

  /// `message` is asked at every tick; nil posts nothing.
  public init(
    every milliseconds: Int, into inbox: Inbox<Message>, message: @escaping @Sendable () -> Message?
  ) {
    interval = .milliseconds(max(1, milliseconds))
    self.inbox = inbox
    self.message = message
  }

  /// Begins to tick, at once and then every interval; nothing when it ticks already.
  public func start() {
    let number: Int? = run.withLock { run in
      guard !run.isOn else { return nil }
      run = (true, run.number + 1)
      return run.number
    }
    guard let number else { return }
    queue.async { [self] in tick(number, at: .now()) }
  }

  /// Ends it. A tick that is just being made is still waited for, so that nothing comes afterwards.
  public func stop() {
    abandon()
    queue.sync {}
  }

  /// Ends it without waiting for a tick that is just being made.
  public func abandon() { run.withLock { $0.isOn = false } }

  private func tick(_ number: Int, at time: DispatchTime) {
    guard run.withLock({ $0.isOn && $0.number == number }) else { return }
    if let message = message() { inbox.post(message) }
    // Ticks that were missed, because the machine slept or the message took long, are not made up.
    let next = max(time + interval, .now())
    queue.asyncAfter(deadline: next) { [self] in tick(number, at: next) }
  }
}
