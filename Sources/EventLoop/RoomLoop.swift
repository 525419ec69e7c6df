// The room's screen in the one loop: its file is looked at ten times a second, on a thread of its own.

public import Classroom
import Dispatch
import Screen
public import Terminal

/// The outside of the room's screen.
public struct RoomPorts: Sendable {
  /// What is new since it was asked last; nil for nothing. Called off the loop's thread, one call
  /// after the other, and may block.
  public var look: @Sendable () -> RoomNews?

  public init(look: @escaping @Sendable () -> RoomNews?) { self.look = look }
}

/// Runs the room's screen.
public enum RoomLoop {
  /// Shows the room what is taught until somebody leaves or a signal says so; the exit code. The
  /// terminal is the caller's to close.
  public static func run(
    _ initial: RoomState, in terminal: inout TerminalScreen, signals: Signals, ports: RoomPorts
  ) -> Int32 {
    let inbox = Inbox<RoomMessage>()
    return ScreenLoop.run(
      initial, in: &terminal, signals: signals,
      performer: RoomPerformer(inbox: inbox, ports: ports), inbox: inbox
    ).code
  }
}

/// Does what the room's screen asks for.
struct RoomPerformer: EffectPerforming {
  /// Between two looks: what is shown to the presenter must be seen by the room at once.
  private static let pause = 100
  /// How long the hint of the start stands, in seconds.
  private static let hintSeconds = 8

  private let inbox: Inbox<RoomMessage>
  private let ticker: Ticker<RoomMessage>

  init(inbox: Inbox<RoomMessage>, ports: RoomPorts) {
    self.inbox = inbox
    ticker = Ticker(every: Self.pause, into: inbox) { ports.look().map { .news($0) } }
  }

  func exitCode(of effect: RoomEffect) -> Int32? {
    if case .quit(let code) = effect { code } else { nil }
  }

  func perform(
    _ effect: RoomEffect, for state: RoomState, in terminal: inout TerminalScreen
  ) -> [RoomMessage] {
    switch effect {
    case .follow:
      ticker.start()
      DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.hintSeconds)) {
        [inbox] in inbox.post(.hintIsOver)
      }
    case .redraw: terminal.redraw()
    case .quit: break
    }
    return []
  }

  /// The file may lie where nobody answers: leaving does not wait for it.
  func finish() { ticker.abandon() }
}
