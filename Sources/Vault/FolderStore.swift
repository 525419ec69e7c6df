// The default store: folders of Markdown files. Files on disk are the truth; nothing is kept.

import Dispatch
public import Notes
import Synchronization
import Text

/// Notes in folders; the first writable one takes new notes.
public actor FolderStore: NoteStore {
  private nonisolated let executor = QueueExecutor(label: "notes")
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// The folders in order; an id in an earlier one shadows later ones.
  public nonisolated let folders: [NotesFolder]
  let parser: NoteParser
  let ignore: PathPatterns

  /// Takes folders in order and the patterns of `ignore:`, whose files are not read at all.
  public init(
    folders: [NotesFolder], ignore: [String] = [], yaml: any YAMLReading = YAMLReader()
  ) {
    self.folders = folders
    parser = NoteParser(yaml: yaml)
    self.ignore = PathPatterns(ignore)
  }

  /// Reads every note of every folder.
  public func catalogue() async throws(NoteStoreError) -> Catalogue {
    var notes: [Note] = []
    var problems: [NoteProblem] = []
    for folder in folders {
      let reading = FolderReading(folder: folder, ignore: ignore, parser: parser)
      notes += reading.notes
      problems += reading.problems
    }
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
      return reader.read(FoundFile(relativePath: path))
    }
    throw .notFound(id)
  }
}

/// One pass over one folder. Files are read and parsed on all processors, in slices, because ten
/// thousand of them take seconds on one.
struct FolderReading {
  private(set) var notes: [Note] = []
  private(set) var problems: [NoteProblem] = []
  private static let slice = 256

  init(folder: NotesFolder, ignore: PathPatterns, parser: NoteParser) {
    let walk = FolderWalk(root: folder.path, ignore: ignore)
    let reader = FileReader(
      folder: folder, parser: parser, hidden: ObsidianSettings.ignored(in: folder.path))
    problems = walk.troubles.map { trouble in
      FileReader.problem(FileReader.shown(trouble.path, in: folder), trouble.reason)
    }
    let files = walk.files
    let count = (files.count + Self.slice - 1) / Self.slice
    let slices = Mutex([[ParsedNote]](repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let start = index * Self.slice
      let parsed = files[start..<min(start + Self.slice, files.count)].map { reader.read($0) }
      slices.withLock { $0[index] = parsed }
    }
    notes.reserveCapacity(files.count)
    for parsed in slices.withLock({ $0 }).joined() {
      problems += parsed.problems
      if let note = parsed.note { notes.append(note) }
    }
  }
}

/// Reads one file after another of one folder.
struct FileReader: Sendable {
  let folder: NotesFolder
  let parser: NoteParser
  let hidden: PathPatterns

  /// The note of a file; nothing at all when the file is gone or is none.
  func read(_ file: FoundFile) -> ParsedNote {
    let path = Self.shown(file.relativePath, in: folder)
    let bytes: [UInt8]
    do {
      bytes = try FileAccess.read(
        folder.path + "/" + file.relativePath, limit: NoteFile.sizeLimit)
    } catch {
      switch error {
      case .vanished, .notAFile: return ParsedNote(note: nil, problems: [])
      case .tooLarge: return refused(path, "the file is larger than 4 MB and was not read")
      case .failed(let reason): return refused(path, "cannot be read: \(reason)")
      }
    }
    var problems: [NoteProblem] = []
    let text: String
    if let valid = String(validating: bytes, as: UTF8.self) {
      text = valid
    } else {
      if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        return refused(path, "the file is UTF-16; save it as UTF-8")
      }
      text = String(decoding: bytes, as: UTF8.self)
      problems.append(
        Self.problem(path, "the file is not valid UTF-8; what is broken is read as U+FFFD"))
    }
    let parsed = parser.parse(
      text, id: NoteID(String(file.relativePath.dropLast(3))), folder: folder.displayPath,
      path: path)
    problems += parsed.problems
    guard var note = parsed.note else { return ParsedNote(note: nil, problems: problems) }
    let documentPath = Self.documentPath(of: note, in: folder)
    note.passage?.documentPath = documentPath
    if hidden.matches(file.relativePath, isFolder: false) { note.surfaces = false }
    return ParsedNote(note: note, problems: problems)
  }

  private func refused(_ path: String, _ reason: String) -> ParsedNote {
    ParsedNote(note: nil, problems: [Self.problem(path, reason)])
  }

  /// A passage's document on this machine; nil for addresses.
  private static func documentPath(of note: Note, in folder: NotesFolder) -> String? {
    guard let document = note.passage?.document, !document.contains("://") else { return nil }
    return FileAccess.normalised(document, in: folder.path)
  }

  /// A path below the folder as the user would name it.
  static func shown(_ relativePath: String, in folder: NotesFolder) -> String {
    guard !relativePath.isEmpty else { return folder.displayPath }
    if folder.displayPath == "." { return relativePath }
    return folder.displayPath.hasSuffix("/")
      ? folder.displayPath + relativePath : folder.displayPath + "/" + relativePath
  }

  static func problem(_ path: String, _ message: String) -> NoteProblem {
    NoteProblem(path: path, line: 1, severity: .error, rule: "broken-yaml", message: message)
  }
}
