// The two files of a session that is being taught: its record, and what the room is shown.

import Desk
import EventLoop
import Glibc
import Synchronization
import Teaching

/// A session's record as a presenter writes it and hears of what others add.
final class RecordFeed: Sendable {
  private let log: LineLog
  private let state: Mutex<State>

  private struct State {
    var reader: LogReader
    /// Own lines that were not met again yet.
    var own: [String] = []
    var hasRead = false
    /// The end is done: nothing is written any more.
    var isClosed = false
  }

  init(_ log: LineLog) {
    self.log = log
    state = Mutex(State(reader: LogReader(path: log.path)))
  }

  func append(_ events: [TimedEvent]) -> String? {
    state.withLock { state in
      if state.isClosed { return nil }
      let lines = events.compactMap { SessionLines.line(of: $0) }
      do throws(DeskError) {
        // What was there before is known: the session was made from it.
        if !state.hasRead { _ = try state.reader.news() }
        state.hasRead = true
        try log.append(lines)
      } catch { return "\(error.path): \(error.reason)" }
      state.own += lines
      return nil
    }
  }

  /// What others did. When they took something out, the room's file keeps nothing from before.
  func news(room: RoomFeed) -> RecordNews {
    state.withLock { state in
      if state.isClosed { return .nothing }
      do throws(DeskError) {
        let isFirst = !state.hasRead
        state.hasRead = true
        switch try state.reader.news() {
        case .nothing: return .nothing
        case .gone: return .fault("\(log.path) is gone; what happens now cannot be kept")
        case .anew(let lines):
          state.own = []
          if isFirst { return .nothing }
          room.startOver()
          return SessionLines.session(of: lines).map { .anew($0) }
            ?? .fault("\(log.path): damaged: it does not begin with a session")
        case .lines(let lines):
          let others = lines.filter { line in
            guard let place = state.own.firstIndex(of: line) else { return true }
            state.own.remove(at: place)
            return false
          }
          let events = others.compactMap { SessionLines.event(of: $0) }
          return events.isEmpty ? .nothing : .events(events)
        }
      } catch { return .fault("\(error.path): \(error.reason)") }
    }
  }

  /// Does with the record and the room's file what was decided at the end; a sentence when that
  /// fails.
  func close(
    _ keeping: SessionKeeping, _ id: String, in folders: SessionFolders, room: RoomFeed
  ) -> String? {
    state.withLock { state in
      do throws(DeskError) {
        switch keeping {
        case .all: break
        case .totals:
          _ = try log.rewrite { SessionTotals.lines($0) }
          try room.reduce()
        case .nothing:
          room.close()
          try folders.delete(id)
          // One that is fed elsewhere does not go with the folder.
          try room.reduce()
        }
      } catch { return "\(error.path): \(error.reason)" }
      state.isClosed = true
      return nil
    }
  }
}

/// The room's file as a presenter writes it.
final class RoomFeed: Sendable {
  private let log: LineLog
  private let state = Mutex(State())

  private struct State {
    /// Number of the newest slide; nil before the file was looked at.
    var sequence: Int?
    /// Whether the next slide takes the place of all before it.
    var startsOver = false
    var isClosed = false
  }

  init(_ log: LineLog) { self.log = log }

  func publish(_ slide: RoomSlide) -> String? {
    state.withLock { state in
      if state.isClosed { return nil }
      do throws(DeskError) {
        // The room shows the highest: a session that is taken up again goes on counting.
        var number = state.sequence
        if number == nil { number = Self.newest(try log.lines())?.sequence }
        let next = (number ?? 0) + 1
        guard let line = SessionLines.line(of: RoomLine(sequence: next, slide: slide)) else {
          return "a slide could not be written"
        }
        if state.startsOver { try log.rewrite([line]) } else { try log.append([line]) }
        state.startsOver = false
        state.sequence = next
      } catch { return "\(error.path): \(error.reason)" }
      return nil
    }
  }

  /// Writes the file anew with its last slide alone, or with another in its place.
  func reduce(to other: RoomSlide? = nil) throws(DeskError) {
    guard access(log.path, F_OK) == 0 else { return }
    _ = try log.rewrite { lines in
      guard let newest = Self.newest(lines) else { return lines.isEmpty ? nil : [] }
      let line =
        other.map { RoomLine(sequence: newest.sequence + 1, slide: $0) } ?? newest
      return SessionLines.line(of: line).map { [$0] } ?? []
    }
  }

  /// Something was taken out of the session: nothing that the file holds may stay. It is emptied at
  /// once where that can be, and by the next slide in any case.
  func startOver() {
    state.withLock { $0.startsOver = true }
    var neutral = RoomSlide(lesson: "", step: "")
    neutral.isBlank = true
    try? reduce(to: neutral)
  }

  /// Nothing is shown any more.
  func close() { state.withLock { $0.isClosed = true } }

  private static func newest(_ lines: [String]) -> RoomLine? {
    lines.lazy.compactMap { SessionLines.roomLine(of: $0) }.max { $0.sequence < $1.sequence }
  }
}
