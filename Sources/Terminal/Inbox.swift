// Where effects leave what the loop is to hear.

import CPlatform
import Synchronization

/// Messages from any thread to the loop, in the order in which they came.
public final class Inbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  /// Readable while messages wait; for `waitForInput`.
  public let descriptor: Int32

  public init() { descriptor = cp_bell_create() }

  deinit { cp_bell_close(descriptor) }

  /// Leaves a message and wakes the loop. From any thread.
  public func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    cp_bell_ring(descriptor)
  }

  /// Takes all messages that wait, oldest first.
  public func drain() -> [Message] {
    // Quiet before taking: what is posted in between rings again.
    cp_bell_quiet(descriptor)
    return messages.withLock { waiting in
      let taken = waiting
      waiting = []
      return taken
    }
  }
}
