// Who listens to the changes of a store. Listeners come and go on any thread.

import Synchronization

/// The open streams of one store's changes; each hears everything from its beginning on.
public final class ChangeStreams: Sendable {
  private struct State {
    var next = 0
    var open: [Int: AsyncStream<CatalogueChange>.Continuation] = [:]
  }
  private let state = Mutex(State())

  public init() {}

  deinit { finish() }

  /// One more stream. `whenLast` runs when it ends and no other is left.
  public func stream(whenLast: @escaping @Sendable () -> Void = {}) -> AsyncStream<CatalogueChange>
  {
    AsyncStream { continuation in
      let key = state.withLock { state in
        state.next += 1
        state.open[state.next] = continuation
        return state.next
      }
      continuation.onTermination = { [weak self] _ in
        if self?.remove(key) == true { whenLast() }
      }
    }
  }

  /// True when nobody listens.
  public var isEmpty: Bool { state.withLock { $0.open.isEmpty } }

  /// Says a change to all; an empty one is not worth a word.
  public func tell(_ change: CatalogueChange) {
    guard !change.isEmpty else { return }
    // Outside the lock: a stream that ends takes it.
    for continuation in state.withLock({ Array($0.open.values) }) { continuation.yield(change) }
  }

  /// Ends all streams.
  public func finish() {
    let open = state.withLock { state in
      defer { state.open = [:] }
      return Array(state.open.values)
    }
    for continuation in open { continuation.finish() }
  }

  /// True when it was the last one.
  private func remove(_ key: Int) -> Bool {
    state.withLock { state in
      guard state.open.removeValue(forKey: key) != nil else { return false }
      return state.open.isEmpty
    }
  }
}
