// The default store: folders of Markdown files. Files on disk are the truth; nothing is kept.

public import Notes
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
}

/// One pass over one folder.
struct FolderReading {
  private(set) var notes: [Note] = []
  private(set) var problems: [NoteProblem] = []
  private let folder: NotesFolder
  private let parser: NoteParser
  private let hidden: PathPatterns

  init(folder: NotesFolder, ignore: PathPatterns, parser: NoteParser) {
    self.folder = folder
    self.parser = parser
    hidden = ObsidianSettings.ignored(in: folder.path)
    let walk = FolderWalk(root: folder.path, ignore: ignore)
    problems = walk.troubles.map { trouble in
      Self.problem(Self.shown(trouble.path, in: folder), trouble.reason)
    }
    notes.reserveCapacity(walk.files.count)
    for file in walk.files { read(file) }
  }

  private mutating func read(_ file: FoundFile) {
    let path = Self.shown(file.relativePath, in: folder)
    let bytes: [UInt8]
    do {
      bytes = try FileAccess.read(
        folder.path + "/" + file.relativePath, limit: NoteFile.sizeLimit)
    } catch {
      switch error {
      case .vanished, .notAFile: return
      case .tooLarge:
        problems.append(Self.problem(path, "the file is larger than 4 MB and was not read"))
      case .failed(let reason):
        problems.append(Self.problem(path, "cannot be read: \(reason)"))
      }
      return
    }
    let text: String
    if let valid = String(validating: bytes, as: UTF8.self) {
      text = valid
    } else {
      if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        problems.append(Self.problem(path, "the file is UTF-16; save it as UTF-8"))
        return
      }
      text = String(decoding: bytes, as: UTF8.self)
      problems.append(
        Self.problem(path, "the file is not valid UTF-8; what is broken is read as U+FFFD"))
    }
    let parsed = parser.parse(
      text, id: NoteID(String(file.relativePath.dropLast(3))), folder: folder.displayPath,
      path: path)
    problems += parsed.problems
    guard var note = parsed.note else { return }
    let documentPath = Self.documentPath(of: note, in: folder)
    note.passage?.documentPath = documentPath
    if hidden.matches(file.relativePath, isFolder: false) { note.surfaces = false }
    notes.append(note)
  }

  /// A passage's document on this machine; nil for addresses.
  static func documentPath(of note: Note, in folder: NotesFolder) -> String? {
    guard let document = note.passage?.document, !document.contains("://") else { return nil }
    return FileAccess.normalised(document, in: folder.path)
  }

  static func shown(_ relativePath: String, in folder: NotesFolder) -> String {
    guard !relativePath.isEmpty else { return folder.displayPath }
    return folder.displayPath.hasSuffix("/")
      ? folder.displayPath + relativePath : folder.displayPath + "/" + relativePath
  }

  private static func problem(_ path: String, _ message: String) -> NoteProblem {
    NoteProblem(path: path, line: 1, severity: .error, rule: "broken-yaml", message: message)
  }
}
