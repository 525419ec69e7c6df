// From files that were touched to what is different for those who know the notes.

import Notes

/// Reads touched files anew, and says what became of their notes.
struct ChangeReading {
  let parser: NoteParser
  /// Written by ourselves: told even when nothing was known of them.
  let own: Set<NotePath>

  private struct Job: Sendable {
    let folder: Int
    let path: NotePath
  }

  /// Brings what is known of the folders up to date. `touched` has the files of each folder.
  func change(in folders: inout [WatchedFolder], _ touched: [Set<NotePath>]) -> CatalogueChange {
    let jobs = jobs(folders, touched)
    guard !jobs.isEmpty else { return CatalogueChange() }
    let readers = folders.map { folder in
      FileReader(
        folder: folder.folder, parser: parser,
        hidden: ObsidianSettings.ignored(in: folder.folder.path))
    }
    let readings = FileReader.inParallel(jobs.count) {
      readers[jobs[$0].folder].read(jobs[$0].path)
    }
    var change = CatalogueChange()
    var stamps = [[NotePath: FileStamp?]](repeating: [:], count: folders.count)
    var start = 0
    while start < jobs.count {
      var end = start + 1
      while end < jobs.count, jobs[end].path == jobs[start].path { end += 1 }
      let versions = (start..<end).map { (jobs[$0].folder, readings[$0]) }
      take(versions, folders, into: &change)
      for (folder, reading) in versions {
        stamps[folder].updateValue(reading.stamp, forKey: reading.path)
      }
      start = end
    }
    for index in folders.indices {
      folders[index].known.apply(stamps[index])
      for path in touched[index] { folders[index].lookForLink(path) }
    }
    let told = Set(change.notes.map(\.id))
    change.gone.removeAll { told.contains($0) }
    return change
  }

  /// Touched files, and those of the same id in other folders: which of them counts, and which is
  /// hidden, may be different now. Ordered by path, then by folder.
  private func jobs(_ folders: [WatchedFolder], _ touched: [Set<NotePath>]) -> [Job] {
    let all = touched.reduce(into: Set<NotePath>()) { $0.formUnion($1) }.sorted()
    var jobs: [Job] = []
    for path in all {
      for index in folders.indices {
        if touched[index].contains(path) || folders[index].known[path] != nil {
          jobs.append(Job(folder: index, path: path))
        }
      }
    }
    return jobs
  }

  /// The versions of one note, in the order of their folders.
  private func take(
    _ versions: [(folder: Int, reading: FileReading)], _ folders: [WatchedFolder],
    into change: inout CatalogueChange
  ) {
    guard let path = versions.first?.reading.path else { return }
    let isOwn = own.contains(path)
    var owner: FileReading?
    var isKnown = false
    for (index, reading) in versions {
      let wasHere = folders[index].known[path] != nil
      isKnown = isKnown || wasHere
      let shown = FileReader.shown(path.value + ".md", in: folders[index].folder)
      guard reading.stamp != nil else {
        if wasHere || isOwn { change.problems[shown] = [] }
        continue
      }
      var problems = reading.parsed.problems
      if let owner, let first = owner.parsed.note, let note = reading.parsed.note {
        // The catalogue has the words for a note that is hidden.
        problems += Catalogue(notes: [first, note]).problems
      }
      if owner == nil { owner = reading }
      change.problems[shown] = problems
    }
    if let owner {
      if let note = owner.parsed.note, !owner.parsed.isUnreadable { change.notes.append(note) }
    } else if isKnown || isOwn {
      change.gone.append(NoteID(path.value))
    }
  }
}
