// The one loop: waits for keys, answers and signals, lets the state change, has its effects performed
// and presents one frame a batch. A plain function on the main thread; every screen runs in it.

public import Screen
public import Terminal

/// Does what a state asks for. Long work belongs on other threads, which post their answers.
public protocol EffectPerforming {
  associatedtype State: ScreenState

  /// The exit code, if the effect ends the loop: keys typed after it are not for this screen.
  func exitCode(of effect: State.Effect) -> Int32?
  /// Starts or does one effect, on the loop's thread. What it gives is taken by the state and shown
  /// at once, before any other effect; effects that follow from it come last.
  func perform(
    _ effect: State.Effect, for state: State, in terminal: inout TerminalScreen
  ) -> [State.Message]
  /// Writes what is still to be written; the last thing before leaving, however that came about.
  func finish()
}

/// How a run ended.
public struct ScreenEnd<State: ScreenState> {
  /// That of the effect that ended it; 130, 143 or 129 after a signal or the terminal's loss.
  public var code: Int32
  public var state: State
  /// Messages that came too late to be taken.
  public var unread: [State.Message]
}

/// Runs one screen.
public enum ScreenLoop {
  /// Runs until an effect, a signal or the loss of the terminal ends it. The terminal is the caller's
  /// to close.
  public static func run<Performer: EffectPerforming>(
    _ initial: Performer.State, in terminal: inout TerminalScreen, signals: Signals,
    performer: Performer, inbox: Inbox<Performer.State.Message>
  ) -> ScreenEnd<Performer.State> {
    var run = ScreenRun(state: initial, performer: performer)
    let code = run.untilItEnds(in: &terminal, signals, inbox)
    performer.finish()
    return ScreenEnd(code: code, state: run.state, unread: inbox.drain())
  }
}

/// One run: the state and what it still waits to have done.
private struct ScreenRun<Performer: EffectPerforming> {
  typealias State = Performer.State

  var state: State
  let performer: Performer
  private var waiting: [State.Effect] = []
  private var title = ""

  init(state: State, performer: Performer) {
    self.state = state
    self.performer = performer
  }

  private var isEnding: Bool { waiting.contains { performer.exitCode(of: $0) != nil } }

  mutating func untilItEnds(
    in terminal: inout TerminalScreen, _ signals: Signals, _ inbox: Inbox<State.Message>
  ) -> Int32 {
    // The first frame before anything else is asked for.
    present(in: &terminal)
    waiting = state.start()
    while true {
      if let code = performWaiting(in: &terminal) { return code }
      let wake = waitForInput(
        terminal: terminal.descriptor, inbox: inbox.descriptor, signal: signals.descriptor,
        timeoutMilliseconds: nil)
      if let signal = signals.pending() { return 128 + signal }
      var hasNews = false
      if wake.contains(.terminal) {
        for event in terminal.events() where !isEnding {
          hasNews = true
          waiting += state.update(State.message(of: event))
        }
      }
      if wake.contains(.hangUp) { return 129 }
      if wake.contains(.inbox) {
        for message in inbox.drain() {
          hasNews = true
          waiting += state.update(message)
        }
      }
      if hasNews, !isEnding { present(in: &terminal) }
    }
  }

  private mutating func performWaiting(in terminal: inout TerminalScreen) -> Int32? {
    while !waiting.isEmpty {
      let effect = waiting.removeFirst()
      if let code = performer.exitCode(of: effect) { return code }
      let answers = performer.perform(effect, for: state, in: &terminal)
      guard !answers.isEmpty else { continue }
      for message in answers { waiting += state.update(message) }
      present(in: &terminal)
    }
    return nil
  }

  private mutating func present(in terminal: inout TerminalScreen) {
    terminal.present(state.frame())
    let title = state.title
    guard title != self.title else { return }
    self.title = title
    terminal.setTitle(title)
  }
}
