// The one loop: waits for keys, answers and signals, lets the reader change, performs its effects and
// presents one frame a batch. A plain function on the main thread.

public import Reader
import Screen
public import Terminal

/// How a reading ended.
public struct ReadingEnd: Hashable, Sendable {
  /// 0, 130, 143 or 129.
  public let code: Int32
  /// What could not be done any more after the last frame, a sentence each.
  public let complaints: [String]
}

/// Runs one reading.
public enum ReadingLoop {
  /// Reads until the reader leaves or a signal says so. The terminal is the caller's to close.
  public static func run(
    _ initial: ReaderState, in terminal: inout TerminalScreen, signals: Signals,
    ports: ReadingPorts
  ) -> ReadingEnd {
    let inbox = Inbox<Message>()
    let runner = EffectRunner(inbox: inbox, ports: ports)
    let code = read(initial, in: &terminal, signals, inbox, runner)
    runner.finish()
    let complaints = inbox.drain().compactMap { message -> String? in
      switch message {
      case .refused(let why, _): why
      case .conflict(let conflict): "\(conflict.note) was changed elsewhere; nothing was done"
      default: nil
      }
    }
    return ReadingEnd(code: code, complaints: complaints)
  }

  private static func read(
    _ initial: ReaderState, in terminal: inout TerminalScreen, _ signals: Signals,
    _ inbox: Inbox<Message>, _ runner: EffectRunner
  ) -> Int32 {
    var state = initial
    // The first frame before anything else is asked for.
    terminal.present(state.frame())
    terminal.setTitle(state.title)
    var waiting = state.start()
    while true {
      if let code = perform(waiting, &state, &terminal, runner) { return code }
      waiting = []
      let wake = waitForInput(
        terminal: terminal.descriptor, inbox: inbox.descriptor, signal: signals.descriptor,
        timeoutMilliseconds: nil)
      if let signal = signals.pending() { return 128 + signal }
      var hasNews = false
      if wake.contains(.terminal) {
        for event in terminal.events() where !waiting.contains(where: \.isQuit) {
          hasNews = true
          waiting += state.update(.input(event))
        }
      }
      if wake.contains(.hangUp) { return 129 }
      if wake.contains(.inbox) {
        for message in inbox.drain() {
          hasNews = true
          waiting += state.update(message)
        }
      }
      if hasNews, !waiting.contains(where: \.isQuit) { terminal.present(state.frame()) }
    }
  }

  /// Does the terminal's own effects here and hands the others to the runner; an exit code ends.
  private static func perform(
    _ effects: [Effect], _ state: inout ReaderState, _ terminal: inout TerminalScreen,
    _ runner: EffectRunner
  ) -> Int32? {
    for effect in effects {
      switch effect {
      case .quit(let code): return code
      case .redraw: terminal.redraw()
      case .suspend:
        terminal.suspend()
        _ = state.update(.input(.resize(terminal.size)))
        terminal.present(state.frame())
      case .setMouse(let isOn): terminal.setMouse(isOn)
      case .openAddress(let address):
        _ = state.update(.notice(runner.show(address, in: &terminal)))
        terminal.present(state.frame())
      case .copy(let text, let saying):
        runner.copy(text, saying: saying, terminalWasAsked: terminal.copy(text))
      case .edit(let id, let line):
        let screen = Screenful(document: state.document, visible: state.visibleParagraphs)
        runner.edit(id, line: line, in: &terminal, screen)
        _ = state.update(.input(.resize(terminal.size)))
        terminal.present(state.frame())
      default:
        runner.perform(effect, document: state.document, visible: state.visibleParagraphs)
      }
    }
    return nil
  }
}

extension Effect {
  /// Whether it ends the reading: keys typed after it are not for us.
  fileprivate var isQuit: Bool { if case .quit = self { true } else { false } }
}
