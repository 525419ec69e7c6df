// The journal of note actions in the state folder: one file an action, its number in the name, so
// that programs that write at once never meet in one file and a crash costs at most what was just
// being written.

import Glibc
public import Notes
import Synchronization

/// Keeps actions as files `journal/NUMBER.entry`; one that is undone has a `NUMBER.undone` beside it.
/// Holds no state, so that several programs can use one folder; in private mode it holds everything
/// and writes nothing.
public final class DeskJournal: NoteJournal {
  /// Actions kept over all notes folders.
  public static let usualLimit = 500
  /// Bytes kept over all notes folders.
  public static let usualBytes = 32 << 20
  /// Bytes beyond which a file is not read.
  static let largest = 512 << 20

  /// Fifteen digits at most: a name with more is not taken for an entry.
  private static let numberLimit = 1_000_000_000_000_000

  /// How often a turn is asked for, five thousandths of a second apart.
  private static let patience = 2_000

  /// The journal's own folder; made on the first action.
  public let folder: String
  /// True keeps actions for this run only.
  public let isPrivate: Bool
  private let limit: Int
  private let bytes: Int
  private let memory = Mutex(JournalMemory())

  /// `state` is the state folder, `$XDG_STATE_HOME/sidelight`.
  public init(
    state: String, isPrivate: Bool = false, limit: Int = DeskJournal.usualLimit,
    bytes: Int = DeskJournal.usualBytes
  ) {
    folder = state + "/journal"
    self.isPrivate = isPrivate
    self.limit = max(1, limit)
    self.bytes = bytes
  }

  /// Keeps an action under the next free number, and drops what is beyond the bounds; the newest
  /// action is kept whatever its size. Errors: the folder cannot be written.
  public func append(_ action: NoteAction) throws(JournalError) -> JournalEntry {
    if isPrivate { return memory.withLock { $0.append(action, limit: limit) } }
    do throws(DeskError) {
      try DeskFile.makeFolder(folder)
      let bytes = JournalFormat.bytes(of: action)
      let before = try listing()
      var number = before.highest + 1
      // A number that somebody takes and gives up in this moment stays used: its tombstone says so.
      while true {
        guard number < Self.numberLimit else { throw Self.exhausted(folder) }
        if try DeskFile.create(bytes, at: file(number, .entry)) {
          if !DeskFile.exists(file(number, .gone)) { break }
          DeskFile.remove(file(number, .entry))
        }
        number += 1
      }
      tidy(before, new: number, bytes: bytes.count, of: action.folder)
      return JournalEntry(number: number, action: action, isUndone: false)
    } catch { throw Self.fault(error) }
  }

  /// The actions on a folder, oldest first; files that make no sense are passed over. Errors: the
  /// journal's folder cannot be read.
  public func entries(folder: String) throws(JournalError) -> [JournalEntry] {
    if isPrivate {
      return memory.withLock { $0.entries.filter { $0.action.folder == folder } }
    }
    do throws(DeskError) {
      let found = try listing()
      return found.entries.compactMap { number in
        guard let action = try? action(number, of: folder) else { return nil }
        return JournalEntry(
          number: number, action: action, isUndone: found.undone.contains(number))
      }
    } catch { throw Self.fault(error) }
  }

  /// Says whether an action stands or is undone, by a file beside it that comes or goes. Errors: the
  /// action is not kept any more; the folder cannot be written.
  public func mark(_ number: Int, undone: Bool) throws(JournalError) {
    if isPrivate {
      guard memory.withLock({ $0.mark(number, undone) }) else { throw Self.dropped }
      return
    }
    guard DeskFile.exists(file(number, .entry)) else { throw Self.dropped }
    let mark = file(number, .undone)
    if undone {
      do throws(DeskError) { try DeskFile.write([], to: mark) } catch { throw Self.fault(error) }
      guard DeskFile.exists(file(number, .entry)) else {
        DeskFile.remove(mark)
        throw Self.dropped
      }
    } else {
      do throws(DeskError) { try DeskFile.take(away: mark) } catch { throw Self.fault(error) }
    }
  }

  /// Forgets an action; one that is not there is no error.
  public func remove(_ number: Int) throws(JournalError) {
    if isPrivate { return memory.withLock { $0.entries.removeAll { $0.number == number } } }
    let entry = file(number, .entry)
    guard DeskFile.exists(entry) else { return }
    do throws(DeskError) {
      // Without a trace the newest number would be given again, to another action.
      if try listing().highest == number { try DeskFile.write([], to: file(number, .gone)) }
      try DeskFile.take(away: entry)
    } catch { throw Self.fault(error) }
    DeskFile.remove(file(number, .undone))
  }

  /// Waits until no other program undoes or redoes; after a while it goes on without, since one that
  /// was stopped in the middle must not stop the others for ever.
  public func takeTurn() async -> @Sendable () -> Void {
    if isPrivate { return {} }
    let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { return {} }
    for _ in 0..<Self.patience {
      // Where folders cannot be locked there is nothing to wait for.
      if flock(lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { break }
      try? await Task.sleep(nanoseconds: 5_000_000)
    }
    // Closing the only descriptor gives the lock back.
    return { close(lock) }
  }

  /// What had to be passed over in the journal's folder: damaged files and files of others. Reads
  /// the whole journal.
  public var faults: [DeskError] {
    if isPrivate { return [] }
    do throws(DeskError) {
      let found = try listing()
      var faults = found.foreign.map {
        DeskError(path: folder + "/" + $0, reason: "not a file of the journal")
      }
      for number in found.entries {
        do throws(DeskError) { _ = try action(number, of: nil) } catch { faults.append(error) }
      }
      return faults
    } catch { return [error] }
  }

  private static func exhausted(_ folder: String) -> DeskError {
    DeskError(path: folder, reason: "a file there bears the highest number possible")
  }

  private static let dropped = JournalError("this action is not in the journal any more")

  private static func fault(_ error: DeskError) -> JournalError {
    JournalError("the journal cannot be used: \(error.path): \(error.reason)")
  }
}

/// The files.
extension DeskJournal {
  private enum Part: String {
    case entry, undone
    /// Stands for the newest number after its action was forgotten.
    case gone
  }

  private struct Listing {
    /// Ascending.
    var entries: [Int] = []
    var undone: Set<Int> = []
    var gone: [Int] = []
    var highest = 0
    var leftovers: [String] = []
    var foreign: [String] = []
  }

  private func file(_ number: Int, _ part: Part) -> String {
    let digits = String(number)
    let padding = String(repeating: "0", count: max(0, 12 - digits.utf8.count))
    return folder + "/" + padding + digits + "." + part.rawValue
  }

  private func listing() throws(DeskError) -> Listing {
    var found = Listing()
    for name in try DeskFile.listing(folder) {
      if name.hasSuffix(".tmp") {
        found.leftovers.append(name)
        continue
      }
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, (12...15).contains(parts[0].utf8.count),
        parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(parts[0]),
        let part = Part(rawValue: String(parts[1]))
      else {
        found.foreign.append(name)
        continue
      }
      switch part {
      case .entry: found.entries.append(number)
      case .undone: found.undone.insert(number)
      case .gone: found.gone.append(number)
      }
      found.highest = max(found.highest, number)
    }
    found.entries.sort()
    found.foreign.sort()
    return found
  }

  /// Nil when the action is of another folder than the one asked for.
  private func action(_ number: Int, of folder: String?) throws(DeskError) -> NoteAction? {
    let file = file(number, .entry)
    guard let bytes = try DeskFile.bytes(of: file, limit: Self.largest) else { return nil }
    do throws(DamagedText) { return try JournalFormat.action(in: bytes, of: folder) } catch {
      throw DeskError(path: file, reason: "damaged: " + error.reason)
    }
  }

  /// Drops what an action made pointless and what is beyond the bounds. What cannot be dropped now
  /// will be with the next action.
  private func tidy(_ found: Listing, new: Int, bytes added: Int, of notes: String) {
    var kept: [(number: Int, size: Int)] = []
    for number in found.entries {
      if found.undone.contains(number), isUndone(number, of: notes) {
        drop(number)
      } else {
        kept.append((number, DeskFile.size(of: file(number, .entry))))
      }
    }
    var total = kept.reduce(added) { $0 + $1.size }
    var count = kept.count + 1
    for entry in kept where count > limit || total > bytes {
      drop(entry.number)
      count -= 1
      total -= entry.size
    }
    for number in found.gone { DeskFile.remove(file(number, .gone)) }
    let entries = Set(found.entries)
    for number in found.undone where !entries.contains(number) {
      DeskFile.remove(file(number, .undone))
    }
    for name in found.leftovers { DeskFile.removeIfOld(folder + "/" + name, seconds: 3_600) }
  }

  private func isUndone(_ number: Int, of notes: String) -> Bool {
    let bytes = (try? DeskFile.bytes(of: file(number, .entry), limit: Self.largest)) ?? nil
    return bytes.flatMap { try? JournalFormat.folder(in: $0) } == notes
  }

  private func drop(_ number: Int) {
    DeskFile.remove(file(number, .entry))
    DeskFile.remove(file(number, .undone))
  }
}

/// The journal of a private run.
private struct JournalMemory {
  var entries: [JournalEntry] = []
  var last = 0

  mutating func append(_ action: NoteAction, limit: Int) -> JournalEntry {
    last += 1
    let entry = JournalEntry(number: last, action: action, isUndone: false)
    entries.removeAll { $0.isUndone && $0.action.folder == action.folder }
    entries.append(entry)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    return entry
  }

  mutating func mark(_ number: Int, _ undone: Bool) -> Bool {
    guard let index = entries.firstIndex(where: { $0.number == number }) else { return false }
    entries[index].isUndone = undone
    return true
  }
}
