// A presenter in the one loop: its record is written on one queue, the room's picture on another, so
// that no key ever waits for a disk.

public import Classroom
import Dispatch
import Screen
import Synchronization
public import Teaching
public import Terminal

/// What others did to a record since one last looked.
public enum RecordNews: Sendable {
  case nothing
  case events([TimedEvent])
  /// It was written anew: this is all of it.
  case anew(Session)
  /// Why it cannot be read, in a sentence.
  case fault(String)
}

/// The outside of a presenter. Each is called off the loop's thread and may block.
public struct PresenterPorts: Sendable {
  /// Keeps events for good; a sentence when that fails.
  public var append: @Sendable ([TimedEvent]) -> String?
  /// What others added.
  public var news: @Sendable () -> RecordNews
  /// Lets the room see a slide; a sentence when that fails.
  public var publish: @Sendable (RoomSlide) -> String?
  /// The notes around the text.
  public var readNotes: @Sendable () -> PresenterMessage
  /// Does with the record what was decided at the end; a sentence when that fails.
  public var close: @Sendable (SessionKeeping) -> String?
  /// Puts a text on the desktop's clipboard; the name of the program that took it.
  public var copyText: @Sendable (String) -> String?
  /// Seconds since 1970.
  public var now: @Sendable () -> Int

  public init(
    append: @escaping @Sendable ([TimedEvent]) -> String?,
    news: @escaping @Sendable () -> RecordNews,
    publish: @escaping @Sendable (RoomSlide) -> String?,
    readNotes: @escaping @Sendable () -> PresenterMessage,
    close: @escaping @Sendable (SessionKeeping) -> String?,
    copyText: @escaping @Sendable (String) -> String?, now: @escaping @Sendable () -> Int
  ) {
    self.append = append
    self.news = news
    self.publish = publish
    self.readNotes = readNotes
    self.close = close
    self.copyText = copyText
    self.now = now
  }
}

/// How a presentation ended.
public struct PresenterEnd: Sendable {
  public let code: Int32
  /// What could not be kept, a sentence each.
  public let complaints: [String]
}

/// Runs one presentation.
public enum PresenterLoop {
  /// Presents until the teacher leaves or a signal says so. The terminal is the caller's to close.
  public static func run(
    _ initial: PresenterState, in terminal: inout TerminalScreen, signals: Signals,
    ports: PresenterPorts
  ) -> PresenterEnd {
    let inbox = Inbox<PresenterMessage>()
    let runner = PresenterRunner(inbox: inbox, ports: ports)
    let end = ScreenLoop.run(
      initial, in: &terminal, signals: signals, performer: runner, inbox: inbox)
    return PresenterEnd(code: end.code, complaints: runner.complaints)
  }
}

/// Does a presenter's effects.
private final class PresenterRunner: EffectPerforming, Sendable {
  private let inbox: Inbox<PresenterMessage>
  private let ports: PresenterPorts
  /// Writing and reading the record, one after the other.
  private let recording = DispatchQueue(label: "sidelight.record")
  private let publishing = DispatchQueue(label: "sidelight.room", qos: .userInitiated)
  private let reading = DispatchQueue(label: "sidelight.lesson-notes", qos: .userInitiated)
  private let ticker: Ticker<PresenterMessage>
  private let waiting = Mutex(Waiting())

  private struct Waiting {
    /// Events that are not on the disk yet, in order.
    var events: [TimedEvent] = []
    var recordFault: String?
    /// The newest slide that is not written yet.
    var slide: RoomSlide?
    var roomFault: String?
  }

  init(inbox: Inbox<PresenterMessage>, ports: PresenterPorts) {
    self.inbox = inbox
    self.ports = ports
    ticker = Ticker(every: 500, into: inbox) { .tick(ports.now()) }
    ticker.start()
    watch()
  }

  /// Looks again and again at what others add, and tries again what could not be kept.
  private func watch() {
    recording.asyncAfter(deadline: .now() + .milliseconds(500)) { [weak self] in
      guard let self else { return }
      write()
      publishing.async { [self] in publish() }
      switch ports.news() {
      case .nothing: break
      case .events(let events): inbox.post(.recorded(events))
      case .anew(let session): inbox.post(.rewritten(session))
      case .fault(let why): inbox.post(.notice(why))
      }
      watch()
    }
  }

  func exitCode(of effect: PresenterEffect) -> Int32? {
    if case .quit(let code) = effect { code } else { nil }
  }

  func perform(
    _ effect: PresenterEffect, for state: PresenterState, in terminal: inout TerminalScreen
  ) -> [PresenterMessage] {
    switch effect {
    case .readNotes:
      reading.async { [inbox, ports] in inbox.post(ports.readNotes()) }
    case .record(let events):
      waiting.withLock { $0.events += events }
      recording.async { [self] in write() }
    case .publish(let slide):
      waiting.withLock { $0.slide = slide }
      publishing.async { [self] in publish() }
    case .copy(let text, let saying): copy(text, saying, asked: terminal.copy(text))
    case .close(let keeping):
      flush()
      // What is not on the disk yet would be lost behind an end that is.
      let fault = waiting.withLock { $0.events.isEmpty ? nil : $0.recordFault }
      return [.closed(fault ?? recording.sync { ports.close(keeping) })]
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
    flush()
  }

  /// What is not kept now that the terminal is given back.
  var complaints: [String] {
    waiting.withLock { [$0.recordFault, $0.roomFault].compactMap { $0 } }
  }

  private func flush() {
    recording.sync { write() }
    publishing.sync { publish() }
  }

  /// Writes what waits; what cannot be written waits on, so that nothing is lost while the program
  /// runs.
  private func write() {
    let events = waiting.withLock { $0.events }
    guard !events.isEmpty else { return }
    let fault = ports.append(events)
    let isNew = waiting.withLock { waiting in
      if fault == nil { waiting.events.removeFirst(events.count) }
      defer { waiting.recordFault = fault }
      return waiting.recordFault != fault
    }
    guard isNew else { return }
    inbox.post(.notice(fault.map { "not recorded yet: \($0)" } ?? "recorded again"))
  }

  private func publish() {
    let slide = waiting.withLock { waiting in
      defer { waiting.slide = nil }
      return waiting.slide
    }
    guard let slide else { return }
    let fault = ports.publish(slide)
    let isNew = waiting.withLock { waiting in
      // Tried again later, unless there is a newer one by then.
      if fault != nil, waiting.slide == nil { waiting.slide = slide }
      defer { waiting.roomFault = fault }
      return waiting.roomFault != fault
    }
    if isNew, let fault { inbox.post(.notice("the room's screen stands still: \(fault)")) }
  }

  private func copy(_ text: String, _ saying: String, asked: Bool) {
    reading.async { [ports, inbox] in
      if let program = ports.copyText(text) {
        inbox.post(.notice("\(saying) with \(program)"))
      } else {
        inbox.post(
          .notice(asked ? "\(saying) (asked the terminal)" : "no clipboard can be reached"))
      }
    }
  }
}
