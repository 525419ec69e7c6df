// The clock's tick: it begins, goes on, ends, and says nothing afterwards.

import EventLoop
import Synchronization
import Terminal
import Testing

@Suite struct TickerTests {
  private func next(_ inbox: Inbox<Int>) -> [Int] {
    _ = waitForInput(
      terminal: -1, inbox: inbox.descriptor, signal: -1, timeoutMilliseconds: 20_000)
    return inbox.drain()
  }

  /// Counts up with each tick.
  private final class Counter: Sendable {
    private let value = Mutex(0)
    func next() -> Int {
      value.withLock { value in
        value += 1; return value
      }
    }
    var last: Int { value.withLock { $0 } }
  }

  @Test func itTicksUntilItIsStopped() {
    let inbox = Inbox<Int>()
    let counter = Counter()
    let ticker = Ticker(every: 5, into: inbox) { counter.next() }
    #expect(inbox.drain().isEmpty)
    ticker.start()
    ticker.start()
    var seen: [Int] = []
    while seen.count < 5 { seen += next(inbox) }
    #expect(seen == Array(1...seen.count))
    ticker.stop()
    let last = counter.last
    _ = inbox.drain()
    let after = waitForInput(
      terminal: -1, inbox: inbox.descriptor, signal: -1, timeoutMilliseconds: 50)
    #expect(after == [] && counter.last == last)
  }

  @Test func itCanBeginAgainAndNeverTicksTwiceAsOften() {
    let inbox = Inbox<Int>()
    let counter = Counter()
    let ticker = Ticker(every: 1, into: inbox) { counter.next() }
    for _ in 0..<20 {
      ticker.start()
      ticker.stop()
    }
    let before = counter.last
    ticker.start()
    var seen: [Int] = []
    while (seen.last ?? 0) < before + 3 { seen += next(inbox) }
    ticker.stop()
    #expect(Set(seen).count == seen.count)
  }

  @Test func noMessageIsPostedForNothing() {
    let inbox = Inbox<Int>()
    let counter = Counter()
    let ticker = Ticker(every: 1, into: inbox) {
      let number = counter.next()
      return number % 3 == 0 ? number : nil
    }
    ticker.start()
    #expect(next(inbox).allSatisfy { $0 % 3 == 0 })
    ticker.abandon()
    ticker.stop()
  }
}
