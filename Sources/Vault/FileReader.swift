// From files to notes: one after another, or all of a folder on all processors.

import Dispatch
import Notes
import Synchronization

/// What reading one file gave.
struct FileReading: Sendable {
  let path: NotePath
  let parsed: ParsedNote
  /// Nil when there is no such file, or something there that is none.
  let stamp: FileStamp?
}

/// One folder as a catalogue saw it: what later looks are compared with.
struct FolderAsRead: Sendable {
  var stamps = FileStamps()
  /// What is wrong with folders, by the path that is shown.
  var troubles: [String: [NoteProblem]] = [:]
}

/// One pass over one folder.
struct FolderReading {
  private(set) var notes: [Note] = []
  private(set) var problems: [NoteProblem] = []
  private(set) var asRead = FolderAsRead()
  /// Temporary files of saves, with their absolute paths.
  let leftovers: [String]

  init(folder: NotesFolder, ignore: PathPatterns, parser: NoteParser) {
    let walk = FolderWalk(root: folder.path, ignore: ignore)
    leftovers = walk.leftovers.map { folder.path + "/" + $0 }
    let reader = FileReader(
      folder: folder, parser: parser, hidden: ObsidianSettings.ignored(in: folder.path))
    problems = walk.problems(in: folder)
    asRead.troubles = Dictionary(grouping: problems, by: \.path)
    let files = walk.files
    var stamps: [(path: NotePath, stamp: FileStamp)] = []
    stamps.reserveCapacity(files.count)
    notes.reserveCapacity(files.count)
    for reading in FileReader.inParallel(files.count, { reader.read(NotePath(files[$0].id)) }) {
      problems += reading.parsed.problems
      if let note = reading.parsed.note { notes.append(note) }
      if let stamp = reading.stamp { stamps.append((reading.path, stamp)) }
    }
    asRead.stamps = FileStamps(stamps)
  }
}

/// Reads one file after another of one folder.
struct FileReader: Sendable {
  let folder: NotesFolder
  let parser: NoteParser
  let hidden: PathPatterns

  /// The note of a file; nothing at all when the file is gone or is none.
  func read(_ place: NotePath) -> FileReading {
    let file = place.value + ".md"
    do {
      let (bytes, stamp) = try FileAccess.readStamped(
        folder.path + "/" + file, limit: NoteFile.sizeLimit)
      return FileReading(path: place, parsed: parse(bytes, of: place, file), stamp: stamp)
    } catch {
      let path = Self.shown(file, in: folder)
      let reason: String
      switch error {
      case .vanished, .notAFile:
        return FileReading(path: place, parsed: ParsedNote(note: nil, problems: []), stamp: nil)
      case .tooLarge: reason = "the file is larger than 4 MB and was not read"
      case .failed(let why): reason = "cannot be read: \(why)"
      }
      let stamp = FileAccess.status(folder.path + "/" + file).map { FileStamp($0) }
      return FileReading(path: place, parsed: refused(path, reason), stamp: stamp ?? .doubtful)
    }
  }

  private func parse(_ bytes: [UInt8], of place: NotePath, _ file: String) -> ParsedNote {
    let path = Self.shown(file, in: folder)
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
      text, id: NoteID(place.value), folder: folder.displayPath, path: path)
    problems += parsed.problems
    guard var note = parsed.note else { return ParsedNote(note: nil, problems: problems) }
    let documentPath = Self.documentPath(of: note, in: folder)
    note.passage?.documentPath = documentPath
    if hidden.matches(file, isFolder: false) { note.surfaces = false }
    return ParsedNote(note: note, problems: problems)
  }

  /// Many results in order, worked out on all processors in slices, because ten thousand files take
  /// seconds on one.
  static func inParallel(
    _ count: Int, _ work: @escaping @Sendable (Int) -> FileReading
  ) -> [FileReading] {
    let slice = 256
    guard count > slice else { return (0..<count).map(work) }
    let parts = (count + slice - 1) / slice
    let slices = Mutex([[FileReading]](repeating: [], count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let start = part * slice
      let done = (start..<min(start + slice, count)).map(work)
      slices.withLock { $0[part] = done }
    }
    return Array(slices.withLock { $0 }.joined())
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
