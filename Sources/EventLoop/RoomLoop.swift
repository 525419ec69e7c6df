// The room's screen in the one loop: it looks again and again for a newer picture.

public import Classroom
import Screen
import Synchronization
public import Teaching
public import Terminal

/// What a look for the newest picture found.
public enum RoomNews: Sendable {
  case nothing
  case slide(RoomSlide)
  /// There is none now.
  case gone
  /// Why it cannot be read, in a sentence.
  case fault(String)
}

/// Runs the room's screen.
public enum RoomLoop {
  /// Milliseconds between looks: a picture is seen well within the fifth of a second that people take
  /// for at once.
  static let interval = 80

  /// Shows the newest picture until somebody leaves or a signal says so; `news` is asked off the
  /// loop's thread. The terminal is the caller's to close.
  public static func run(
    _ initial: RoomState, in terminal: inout TerminalScreen, signals: Signals,
    news: @escaping @Sendable () -> RoomNews
  ) -> Int32 {
    let inbox = Inbox<RoomMessage>()
    let performer = RoomPerformer(inbox: inbox, news: news)
    return ScreenLoop.run(
      initial, in: &terminal, signals: signals, performer: performer, inbox: inbox
    ).code
  }
}

private final class RoomPerformer: EffectPerforming, Sendable {
  private let looking: Ticker<RoomMessage>
  private let ticking: Ticker<RoomMessage>

  init(inbox: Inbox<RoomMessage>, news: @escaping @Sendable () -> RoomNews) {
    let lastFault = Mutex<String?>(nil)
    looking = Ticker(every: RoomLoop.interval, into: inbox) {
      switch news() {
      case .nothing: return nil
      case .slide(let slide):
        lastFault.withLock { $0 = nil }
        return .slide(slide)
      case .gone: return .waiting
      case .fault(let why):
        // Said once, not at every look.
        let isNew = lastFault.withLock { last in
          defer { last = why }
          return last != why
        }
        return isNew ? .notice(why) : nil
      }
    }
    ticking = Ticker(every: 1_000, into: inbox) { .tick }
    looking.start()
    ticking.start()
  }

  func exitCode(of effect: RoomEffect) -> Int32? {
    if case .quit(let code) = effect { code } else { nil }
  }

  func perform(
    _ effect: RoomEffect, for state: RoomState, in terminal: inout TerminalScreen
  ) -> [RoomMessage] {
    switch effect {
    case .redraw: terminal.redraw()
    case .suspend:
      terminal.suspend()
      return [.input(.resize(terminal.size))]
    case .quit: break
    }
    return []
  }

  func finish() {
    looking.stop()
    ticking.stop()
  }
}
