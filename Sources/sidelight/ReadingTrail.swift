// The texts of one run: the one being read, those that lie behind it, and the one that a link or a
// wish leads to, which is open before this one is left.

import Commands
import Documents
import EventLoop
import Glibc
import Reader
import Synchronization
import Text

/// A text to be read, and where.
struct TrailStep: Sendable {
  /// As the user would name it.
  var name: String
  var wishes: OpeningWishes
  /// Where it was left; nil: where it is remembered.
  var position: ReadingPosition?
  var arrival: ArrivalPlace?
  /// What came through a pipe, which cannot be opened by its name again.
  var pipe: ReadingSource?
}

/// Keeps the way through texts. Requests come from the reader's threads.
final class ReadingTrail: Sendable {
  /// Opens a text by name.
  typealias Opening = @Sendable (String, OpeningWishes) throws(DocumentError) -> ReadingSource

  /// Texts that are kept to go back to.
  private static let longest = 200

  private struct State {
    var here: TrailStep
    var path: String?
    var address: String?
    var behind: [TrailStep] = []
    var next: (step: TrailStep, behind: [TrailStep], source: ReadingSource)?
  }

  private let state: Mutex<State>
  private let opening: Opening

  init(_ first: TrailStep, opening: @escaping Opening) {
    state = Mutex(State(here: first))
    self.opening = opening
  }

  var here: TrailStep { state.withLock { $0.here } }
  var canGoBack: Bool { state.withLock { !$0.behind.isEmpty } }

  /// The text that is shown now, to which links are relative.
  func isReading(_ source: ReadingSource) {
    state.withLock {
      $0.path = source.text.path
      $0.address = source.text.document.address
      if source.text.name == "-" { $0.here.pipe = source }
    }
  }

  /// Opens what was asked for and keeps it; the text that is read stays until `takeNext`.
  func prepare(_ request: TextRequest, from position: ReadingPosition) -> TextAnswer {
    var now = state.withLock { $0 }
    now.here.position = position
    now.here.arrival = nil
    var step: TrailStep
    var behind = now.behind
    switch request {
    case .file(let path, let fragment):
      let name: String
      switch target(path, now) {
      case .success(let found): name = found
      case .failure(let other): return other.answer
      }
      step = TrailStep(
        name: name, wishes: OpeningWishes(), position: nil,
        arrival: fragment.map { .anchor($0) })
      behind.append(now.here)
      if behind.count > Self.longest { behind.removeFirst() }
    case .back:
      guard let last = behind.popLast() else { return .refused("nothing to go back to") }
      step = last
    case .again(let wishes, let arrival):
      step = TrailStep(name: now.here.name, wishes: wishes, position: nil, arrival: arrival)
    }
    do throws(DocumentError) {
      let source: ReadingSource
      if let pipe = step.pipe {
        source = pipe
      } else if step.name == "-", let again = now.here.pipe?.again {
        source = try again(step.wishes)
      } else {
        source = try opening(step.name, step.wishes)
      }
      state.withLock { $0.next = (step, behind, source) }
      return .ready
    } catch {
      return .refused("\(step.name): \(error.reason)")
    }
  }

  /// Goes to the text that is open; nil when there is none.
  func takeNext() -> ReadingSource? {
    state.withLock { state in
      guard let next = state.next else { return nil }
      state.next = nil
      state.here = next.step
      state.behind = next.behind
      return next.source
    }
  }

  private struct Elsewhere: Error {
    let answer: TextAnswer
  }

  /// The name of a linked file; an address where the text has one and no such file lies beside it.
  private func target(_ path: String, _ now: State) -> Result<String, Elsewhere> {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      return .failure(Elsewhere(answer: .refused("the link names no file")))
    }
    let name = Self.beside(now.here.name, path)
    if now.path != nil, access(name, F_OK) == 0 { return .success(name) }
    if let address = now.address, let whole = Self.address(path, beside: address) {
      return .failure(Elsewhere(answer: .address(whole)))
    }
    guard now.path != nil else {
      return .failure(
        Elsewhere(answer: .refused("\(path): this text lies in no folder to look in")))
    }
    return .success(name)
  }

  /// A path as seen from the folder of a file, `..` and `.` taken out where that is certain.
  static func beside(_ name: String, _ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var parts = name.split(separator: "/", omittingEmptySubsequences: true).dropLast()
      .map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != "..", last != "." {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    let joined = parts.joined(separator: "/")
    if name.hasPrefix("/") { return "/" + joined }
    // A name that begins like an option is none.
    return joined.hasPrefix("-") ? "./" + joined : joined
  }

  /// A relative path made whole by the address of its page; nil where that is no web address.
  static func address(_ path: String, beside page: String) -> String? {
    guard FileTexts.isAddress(page), let scheme = page.range(of: "://") else { return nil }
    let rest = page[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
    let host = rest.prefix { $0 != "/" }
    let folder = String(rest.dropFirst(host.count))
    let joined = beside(folder.isEmpty ? "/" : folder.hasSuffix("/") ? folder + "x" : folder, path)
    return page[..<scheme.upperBound] + host + (joined.hasPrefix("/") ? "" : "/") + joined
  }
}

extension StringProtocol {
  /// The first place of some ASCII.
  fileprivate func range(of words: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(words) {
        return start..<index(start, offsetBy: words.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
