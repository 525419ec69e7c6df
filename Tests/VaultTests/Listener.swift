// Somebody who reads a catalogue and then only hears of changes, as the reader does.

import Foundation
import Notes
import Synchronization
import Testing
import Vault

/// What is known of the notes from a catalogue and all changes since.
struct HeardNotes: Sendable {
  var notes: [NoteID: Note] = [:]
  /// Without the files that are fine.
  var problems: [String: [NoteProblem]] = [:]
  var elements = 0

  init(_ catalogue: Catalogue? = nil) {
    for note in catalogue?.notes ?? [] { notes[note.id] = note }
    for problem in catalogue?.problems ?? [] { problems[problem.path, default: []].append(problem) }
  }

  mutating func take(_ change: CatalogueChange) {
    elements += 1
    for id in change.gone { notes[id] = nil }
    for note in change.notes { notes[note.id] = note }
    for (path, list) in change.problems { problems[path] = list.isEmpty ? nil : list }
  }

  /// True when nothing differs from a catalogue.
  func agrees(with catalogue: Catalogue) -> Bool {
    let fresh = HeardNotes(catalogue)
    return notes == fresh.notes
      && problems.mapValues(Set.init) == fresh.problems.mapValues(Set.init)
  }
}

final class Listener: Sendable {
  private let heard: Mutex<HeardNotes>
  private let task: Mutex<Task<Void, Never>?> = Mutex(nil)

  convenience init(_ store: any NoteStore, after catalogue: Catalogue? = nil) {
    self.init(store.changes(), after: catalogue)
  }

  init(_ stream: AsyncStream<CatalogueChange>, after catalogue: Catalogue? = nil) {
    heard = Mutex(HeardNotes(catalogue))
    let task = Task { [weak self] in
      for await change in stream {
        guard let self else { return }
        self.heard.withLock { $0.take(change) }
      }
    }
    self.task.withLock { $0 = task }
  }

  deinit { task.withLock { $0?.cancel() } }

  var state: HeardNotes { heard.withLock { $0 } }

  func leave() async {
    let task = task.withLock { $0 }
    task?.cancel()
    await task?.value
  }

  /// Waits until a condition holds; fails when it does not in good time.
  @discardableResult
  func wait(
    seconds: Double = 120, _ location: SourceLocation = #_sourceLocation,
    until condition: (HeardNotes) async -> Bool
  ) async -> Double {
    let start = Date()
    while -start.timeIntervalSinceNow < seconds {
      if await condition(state) { return -start.timeIntervalSinceNow }
      try? await Task.sleep(for: .milliseconds(5))
    }
    let now = state
    Issue.record(
      "not so after \(seconds) s: \(now.notes.keys.sorted().prefix(9)) \(now.problems)",
      sourceLocation: location)
    return seconds
  }
}
