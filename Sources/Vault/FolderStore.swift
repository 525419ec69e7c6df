// The default store: folders of Markdown files. Files on disk are the truth; nothing is kept.

import Dispatch
public import Notes

/// Notes in folders; the first writable one takes new notes.
public actor FolderStore: NoteStore {
  private nonisolated let executor = QueueExecutor(label: "notes")
  /// Reading everything, beside the actor: a hundred thousand notes must not hold up one save.
  private nonisolated let reading = DispatchQueue(label: "notes.reading", qos: .userInitiated)
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// The folders in order; an id in an earlier one shadows later ones.
  public nonisolated let folders: [NotesFolder]
  let parser: NoteParser
  let ignore: PathPatterns
  let watching: FolderWatching

  /// Takes folders in order and the patterns of `ignore:`, whose files are not read at all.
  public init(
    folders: [NotesFolder], ignore: [String] = [], yaml: any YAMLReading = YAMLReader()
  ) {
    self.folders = folders
    let parser = NoteParser(yaml: yaml)
    let patterns = PathPatterns(ignore)
    self.parser = parser
    self.ignore = patterns
    watching = FolderWatching(folders: folders, ignore: patterns, parser: parser)
  }

  /// Reads every note of every folder. Saves go on meanwhile; whether the catalogue has them depends
  /// on when their file was read.
  public nonisolated func catalogue() async throws(NoteStoreError) -> Catalogue {
    await withCheckedContinuation { continuation in
      reading.async { continuation.resume(returning: self.readAll()) }
    }
  }

  private nonisolated func readAll() -> Catalogue {
    var notes: [Note] = []
    var problems: [NoteProblem] = []
    var seen: [FolderAsRead] = []
    for folder in folders {
      let reading = FolderReading(folder: folder, ignore: ignore, parser: parser)
      notes += reading.notes
      problems += reading.problems
      seen.append(reading.asRead)
      if folder.isWritable { Leftovers.remove(reading.leftovers) }
    }
    watching.setOut(from: seen)
    return Catalogue(notes: notes, problems: problems)
  }

  /// One note of the first folder that has its file.
  public func reading(of id: NoteID) async throws(NoteStoreError) -> ParsedNote {
    guard id.reasonAgainst == nil else { throw .notFound(id) }
    for folder in folders {
      let path = id.value + ".md"
      guard FileAccess.status(folder.path + "/" + path) != nil else { continue }
      let reader = FileReader(
        folder: folder, parser: parser, hidden: ObsidianSettings.ignored(in: folder.path))
      let reading = reader.read(NotePath(id.value))
      guard reading.stamp != nil else { continue }
      return reading.parsed
    }
    throw .notFound(id)
  }

  /// What anybody changes from now on in any of the folders, usually within a tenth of a second and
  /// at most within one. What became different since the last `catalogue()` is told too, so that
  /// nothing falls between the two, in either order. A file that is there but unreadable
  /// (`ParsedNote.isUnreadable`) is told by its problems only. The stream ends with the store.
  public nonisolated func changes() -> AsyncStream<CatalogueChange> { watching.stream() }
}
