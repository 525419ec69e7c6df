// The reader in the one loop: its effects on the terminal are done here, all others by the runner.

public import Reader
import Screen
public import Terminal

/// How a reading ended.
public struct ReadingEnd: Hashable, Sendable {
  /// 0, 130, 143 or 129; `goesOn` when another text is read next.
  public let code: Int32
  public static let goesOn: Int32 = -1
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
    let end = ScreenLoop.run(
      initial, in: &terminal, signals: signals, performer: runner, inbox: inbox)
    let complaints = end.unread.compactMap { message -> String? in
      switch message {
      case .refused(let why, _): why
      case .conflict(let conflict): "\(conflict.note) was changed elsewhere; nothing was done"
      default: nil
      }
    }
    return ReadingEnd(code: end.code, complaints: complaints)
  }
}

extension EffectRunner: EffectPerforming {
  func exitCode(of effect: Effect) -> Int32? {
    switch effect {
    case .quit(let code): code
    case .goToText: ReadingEnd.goesOn
    default: nil
    }
  }

  func perform(
    _ effect: Effect, for state: ReaderState, in terminal: inout TerminalScreen
  ) -> [Message] {
    switch effect {
    case .redraw: terminal.redraw()
    case .suspend:
      terminal.suspend()
      return [.input(.resize(terminal.size))]
    case .setMouse(let isOn): terminal.setMouse(isOn)
    case .openAddress(let address): return [.notice(show(address, in: &terminal))]
    case .copy(let text, let saying):
      copy(text, saying: saying, terminalWasAsked: terminal.copy(text))
    case .edit(let id, let line):
      let screen = Screenful(document: state.document, visible: state.visibleParagraphs)
      edit(id, line: line, in: &terminal, screen)
      return [.input(.resize(terminal.size))]
    default:
      perform(effect, document: state.document, visible: state.visibleParagraphs)
    }
    return []
  }
}
