// A journal that ends with the run: for tests, and for readings that keep no history.

public import Notes
import Synchronization

/// Keeps actions as long as it lives, the newest ones within a bound.
public final class InMemoryJournal: NoteJournal {
  private struct Contents {
    var entries: [JournalEntry] = []
    var next = 1
  }

  private let contents = Mutex(Contents())
  private let limit: Int

  /// Starts empty; older actions than the newest `limit` are forgotten.
  public init(limit: Int = 1_000) { self.limit = max(1, limit) }

  public func append(_ action: NoteAction) throws(JournalError) -> JournalEntry {
    contents.withLock { contents in
      contents.entries.removeAll { $0.isUndone && $0.action.folder == action.folder }
      let entry = JournalEntry(number: contents.next, action: action, isUndone: false)
      contents.next += 1
      contents.entries.append(entry)
      contents.entries.removeFirst(max(0, contents.entries.count - limit))
      return entry
    }
  }

  public func entries(folder: String) throws(JournalError) -> [JournalEntry] {
    contents.withLock { $0.entries.filter { $0.action.folder == folder } }
  }

  public func mark(_ number: Int, undone: Bool) throws(JournalError) {
    contents.withLock { contents in
      guard let index = contents.entries.firstIndex(where: { $0.number == number }) else { return }
      contents.entries[index].isUndone = undone
    }
  }

  public func remove(_ number: Int) throws(JournalError) {
    contents.withLock { $0.entries.removeAll { $0.number == number } }
  }
}
