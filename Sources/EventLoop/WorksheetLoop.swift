// A worksheet in the one loop. What was written is kept on a queue of its own, in order; on a pupil's
// sheet that is the whole file each time, and only the newest is worth writing.

public import Classroom
import Dispatch
import Screen
import Synchronization
public import Teaching
public import Terminal

/// The outside of a worksheet. Each is called off the loop's thread and may block.
public struct WorksheetPorts: Sendable {
  /// Keeps what was done, all of it and the newest; a sentence when that fails.
  public var keep: @Sendable (Session, PupilAnswers?, [TimedEvent]) -> String?
  /// The notes around the text.
  public var readNotes: @Sendable () -> WorksheetMessage
  /// Seconds since 1970.
  public var now: @Sendable () -> Int

  public init(
    keep: @escaping @Sendable (Session, PupilAnswers?, [TimedEvent]) -> String?,
    readNotes: @escaping @Sendable () -> WorksheetMessage, now: @escaping @Sendable () -> Int
  ) {
    self.keep = keep
    self.readNotes = readNotes
    self.now = now
  }
}

/// How it ended.
public struct WorksheetEnd: Sendable {
  public let code: Int32
  public let state: WorksheetState
  /// What could not be kept, a sentence each.
  public let complaints: [String]
}

/// Runs one worksheet.
public enum WorksheetLoop {
  /// Runs until its owner leaves or a signal says so. The terminal is the caller's to close.
  public static func run(
    _ initial: WorksheetState, in terminal: inout TerminalScreen, signals: Signals,
    ports: WorksheetPorts
  ) -> WorksheetEnd {
    let inbox = Inbox<WorksheetMessage>()
    let runner = WorksheetRunner(inbox: inbox, ports: ports)
    let end = ScreenLoop.run(
      initial, in: &terminal, signals: signals, performer: runner, inbox: inbox)
    return WorksheetEnd(code: end.code, state: end.state, complaints: runner.complaints)
  }
}

/// Does a worksheet's effects.
private final class WorksheetRunner: EffectPerforming, Sendable {
  private let inbox: Inbox<WorksheetMessage>
  private let ports: WorksheetPorts
  private let keeping = DispatchQueue(label: "sidelight.worksheet")
  private let reading = DispatchQueue(label: "sidelight.worksheet-notes")
  private let ticker: Ticker<WorksheetMessage>
  private let waiting = Mutex(Waiting())

  private struct Waiting {
    /// The newest state of things that is not kept yet, and the events that led to it.
    var newest: (Session, PupilAnswers?)?
    var events: [TimedEvent] = []
    var fault: String?
  }

  init(inbox: Inbox<WorksheetMessage>, ports: WorksheetPorts) {
    self.inbox = inbox
    self.ports = ports
    ticker = Ticker(every: 1_000, into: inbox) { .tick(ports.now()) }
    ticker.start()
    tryAgain()
  }

  private func tryAgain() {
    keeping.asyncAfter(deadline: .now() + .seconds(1)) { [weak self] in
      self?.write()
      self?.tryAgain()
    }
  }

  func exitCode(of effect: WorksheetEffect) -> Int32? {
    if case .quit(let code) = effect { code } else { nil }
  }

  func perform(
    _ effect: WorksheetEffect, for state: WorksheetState, in terminal: inout TerminalScreen
  ) -> [WorksheetMessage] {
    switch effect {
    case .readNotes: reading.async { [inbox, ports] in inbox.post(ports.readNotes()) }
    case .record(let events):
      waiting.withLock {
        $0.newest = (state.session, state.pupilAnswers)
        $0.events += events
      }
      keeping.async { [self] in write() }
    case .redraw: terminal.redraw()
    case .suspend:
      terminal.suspend()
      return [.input(.resize(terminal.size))]
    case .quit: break
    }
    return []
  }

  func finish() {
    ticker.stop()
    keeping.sync { write() }
  }

  var complaints: [String] { waiting.withLock { [$0.fault].compactMap { $0 } } }

  private func write() {
    guard
      let (newest, events) = waiting.withLock({ waiting in
        waiting.newest.map { ($0, waiting.events) }
      })
    else { return }
    let fault = ports.keep(newest.0, newest.1, events)
    let isNew = waiting.withLock { waiting in
      if fault == nil {
        waiting.events.removeFirst(events.count)
        if waiting.events.isEmpty { waiting.newest = nil }
      }
      defer { waiting.fault = fault }
      return waiting.fault != fault
    }
    if isNew { inbox.post(.notice(fault.map { "not kept yet: \($0)" } ?? "kept again")) }
  }
}
