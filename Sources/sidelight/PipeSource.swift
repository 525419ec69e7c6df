// A text from a pipe: reading begins with its first paragraphs, while the rest goes to a spool file.
// Plain text is read there in windows as it grows; what must be parsed is parsed anew when much has
// come, and at the end.

import Commands
import Documents
import Glibc
import Reader
import Synchronization
import Text

enum PipeSource {
  /// What is waited for before the first page: so many bytes, or so many milliseconds since the first
  /// of them.
  private static let enough = 1 << 16
  private static let patience = 60

  static func open(_ texts: FileTexts, _ wishes: OpeningWishes) throws(DocumentError)
    -> ReadingSource
  {
    _ = PageCache.makeFolders(Environment.cacheFolder)
    let arrival = Arrival()
    let spool = try Spool(descriptor: 0, folder: Environment.cacheFolder) { arrival.take($0) }
    arrival.waitForBeginning(bytes: enough, milliseconds: patience)
    return try source(from: spool, arrival, texts, wishes)
  }

  /// What has come so far, read as is wished.
  private static func source(
    from spool: Spool, _ arrival: Arrival, _ texts: FileTexts, _ wishes: OpeningWishes
  ) throws(DocumentError) -> ReadingSource {
    var wishes = wishes
    wishes.isOutput = true
    var found = try read(spool, arrival, texts, wishes)
    found.again = { wishes throws(DocumentError) in
      try source(from: spool, arrival, texts, wishes)
    }
    return found
  }

  private static func read(
    _ spool: Spool, _ arrival: Arrival, _ texts: FileTexts, _ wishes: OpeningWishes
  ) throws(DocumentError) -> ReadingSource {
    let (bytes, hasEnded) = (spool.bytes, spool.hasEnded)
    let start = ReadingSource.bytes(of: spool.descriptor, at: 0, count: min(bytes, enough))
    let format = wishes.format ?? .recognised(start, name: nil)
    let readAll: @Sendable () throws(DocumentError) -> Document = {
      () throws(DocumentError) in
      let (count, isWhole) = (spool.bytes, spool.hasEnded)
      guard count <= TextFile.largest else {
        throw .unusable("is larger than 64 MB, which is more than can be parsed")
      }
      let all = ReadingSource.bytes(of: spool.descriptor, at: 0, count: count)
      return try texts.document(from: all, format: format, wishes, isComplete: isWhole)
    }
    if hasEnded, format != .plain || bytes <= ReadingSource.longest {
      return ReadingSource(
        text: OpenedText(document: try readAll(), name: "-", path: nil), readRest: readAll,
        news: { nil })
    }
    let encoding = try LongText.encoding(of: start, wishes)
    let isPlain =
      format == .plain && encoding == nil && !TerminalEmphasis.isPresent(in: start)
    guard isPlain else {
      let first =
        (try? readAll())
        ?? Document(normalised: [], scalarCount: 0, paragraphs: [], isComplete: false)
      return ReadingSource(
        text: OpenedText(document: first, name: "-", path: nil), readRest: readAll,
        news: { arrival.news(doubling: true) { _ in true } }, isArriving: !hasEnded)
    }
    let windows = try FileWindows(
      descriptor: dup(spool.descriptor), wishes: wishes, hasAll: hasEnded)
    return ReadingSource(
      text: OpenedText(document: try windows.window(at: .start), name: "-", path: nil),
      windows: windows, readRest: readAll,
      news: {
        arrival.news(doubling: false) { bytes in
          windows.allHasCome()
          return bytes <= ReadingSource.longest
        }
      }, isArriving: !hasEnded)
  }
}

/// What has come so far, for those who wait for it: first the opening of the text, then its reader.
private final class Arrival: Sendable {
  private struct State {
    var bytes = 0
    var hasEnded = false
    var fault: String?
    var told = 0
    var hasToldEnd = false
    var listener: AsyncStream<SourceNews>.Continuation?
    var isDoubling = false
    var atEnd: (@Sendable (Int) -> Bool)?
  }
  private let state = Mutex(State())

  func take(_ now: SpoolState) {
    state.withLock { state in
      state.bytes = now.bytes
      state.hasEnded = now.hasEnded
      state.fault = now.fault
      tell(&state)
    }
  }

  /// Blocks until there is something to show. Until then there is no screen that could be blocked.
  func waitForBeginning(bytes: Int, milliseconds: Int) {
    var first: Int64?
    while true {
      let (come, hasEnded) = state.withLock { ($0.bytes, $0.hasEnded) }
      if hasEnded || come >= bytes { return }
      let now = Self.clock()
      if come > 0 {
        let begun = first ?? now
        first = begun
        if now - begun >= Int64(milliseconds) { return }
      }
      usleep(2_000)
    }
  }

  /// News for the reader. `doubling`: only when twice as much has come as was told; `atEnd` is called
  /// before the end is told, and says whether the text is then read whole.
  func news(doubling: Bool, atEnd: @escaping @Sendable (Int) -> Bool) -> AsyncStream<SourceNews> {
    // What nobody has taken yet is told by the newest.
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      state.withLock { state in
        // A text that is read again is told all that it was told before.
        (state.told, state.hasToldEnd) = (0, false)
        state.listener = continuation
        state.isDoubling = doubling
        state.atEnd = atEnd
        tell(&state)
      }
    }
  }

  private func tell(_ state: inout State) {
    guard let listener = state.listener, !state.hasToldEnd else { return }
    if state.hasEnded {
      state.hasToldEnd = true
      let fits = state.atEnd?(state.bytes) ?? true
      listener.yield(.ended(fitsWhole: fits, fault: state.fault))
      return
    }
    let isDue =
      state.isDoubling
      ? state.bytes > max(state.told * 2, 1 << 12) : state.bytes > state.told
    guard isDue else { return }
    state.told = state.bytes
    listener.yield(.grown)
  }

  private static func clock() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
