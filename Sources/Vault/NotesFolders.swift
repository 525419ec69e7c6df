// Which folders hold the notes. Nothing is read from the environment here: it comes as arguments.

import Glibc

/// Why the folders cannot be used.
public enum NotesFolderError: Error, Hashable, Sendable {
  /// Named with `--notes` and not there (exit code 65).
  case missing(String)
  /// Named and not a folder (exit code 65).
  case notAFolder(String)

  /// One line: what, and why.
  public var message: String {
    switch self {
    case .missing(let path): "\(path): no such folder of notes"
    case .notAFolder(let path): "\(path): not a folder"
    }
  }
}

/// Finds the folders of notes.
public struct NotesFolders: Sendable {
  /// Folders given with `--notes`, in order.
  public var named: [String] = []
  /// The value of SIDELIGHT_NOTES.
  public var environment: String?
  /// `notes:` of the configuration.
  public var configured: [String] = []
  /// The document to be read, if it is a file.
  public var document: String?
  /// Absolute.
  public var workingFolder: String
  public var home: String?
  /// The value of XDG_DATA_HOME.
  public var dataHome: String?
  /// The notes that come with the program.
  public var shipped: String?
  /// The effective user.
  public var userID: UInt32

  public init(workingFolder: String, userID: UInt32) {
    self.workingFolder = workingFolder
    self.userID = userID
  }

  /// The folders in order, each once, and what a reader should know about them in one line each.
  public struct Found: Hashable, Sendable {
    public let folders: [NotesFolder]
    public let remarks: [String]
  }

  /// The folders by the first source that names any; the shipped notes last. A folder of the
  /// environment or the configuration that does not exist yet is kept in first place, where writing
  /// makes it, and is a remark elsewhere.
  public func find() throws(NotesFolderError) -> Found {
    var remarks: [String] = []
    var folders: [NotesFolder] = []
    let listed = (environment ?? "").split(separator: ":").map(String.init)
    if !named.isEmpty {
      folders = try namedFolders()
    } else if !listed.isEmpty {
      folders = existing(listed, relativeTo: workingFolder, origin: "SIDELIGHT_NOTES", &remarks)
    } else if !configured.isEmpty {
      folders = existing(
        configured, relativeTo: home ?? workingFolder, origin: "notes: in the configuration",
        &remarks)
    } else if let near = nearest() {
      folders = [near]
    } else if let data = dataFolder {
      folders = [NotesFolder(path: data)]
    }
    if let shipped, FileAccess.isFolder(shipped) {
      folders.append(NotesFolder(path: shipped, isWritable: false))
    }
    return Found(folders: onlyOnce(folders), remarks: remarks)
  }

  private func namedFolders() throws(NotesFolderError) -> [NotesFolder] {
    var folders: [NotesFolder] = []
    for name in named {
      let path = FileAccess.normalised(name, in: workingFolder)
      guard let status = FileAccess.status(path) else { throw .missing(name) }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(name) }
      folders.append(NotesFolder(path: path, displayPath: name, isWritable: folders.isEmpty))
    }
    return folders
  }

  private func existing(
    _ names: [String], relativeTo folder: String, origin: String, _ remarks: inout [String]
  ) -> [NotesFolder] {
    var folders: [NotesFolder] = []
    for (index, name) in names.enumerated() where !name.isEmpty {
      let path = FileAccess.normalised(expanded(name), in: folder)
      let status = FileAccess.status(path)
      if let status, status.st_mode & S_IFMT != S_IFDIR {
        remarks.append("\(origin): \(name) is not a folder")
        continue
      }
      if status == nil {
        remarks.append("\(origin): \(name) does not exist")
        if index > 0 { continue }
      }
      folders.append(NotesFolder(path: path, displayPath: name, isWritable: index == 0))
    }
    return folders
  }

  private func expanded(_ name: String) -> String {
    guard let home else { return name }
    if name == "~" { return home }
    return name.hasPrefix("~/") ? home + name.dropFirst() : name
  }

  /// The nearest marked folder upward from the document, then from the working folder.
  private func nearest() -> NotesFolder? {
    var starts: [String] = []
    if let document {
      let path = FileAccess.normalised(document, in: workingFolder)
      starts.append(FileAccess.realPath(path).map(Self.parent) ?? Self.parent(path))
    }
    starts.append(FileAccess.realPath(workingFolder) ?? workingFolder)
    for start in starts {
      var folder = start
      while true {
        for candidate in [folder, folder == "/" ? "/Notes" : folder + "/Notes"]
        where Self.isMarked(candidate) {
          guard let real = FileAccess.realPath(candidate), !Self.isOpenToAll(real),
            let status = FileAccess.status(real)
          else { continue }
          return NotesFolder(
            path: real, displayPath: shown(real), isWritable: status.st_uid == userID)
        }
        if folder == "/" { break }
        folder = Self.parent(folder)
      }
    }
    return nil
  }

  private static func isMarked(_ folder: String) -> Bool {
    [".sidelight", ".obsidian", ".zk"].contains { FileAccess.isFolder(folder + "/" + $0) }
  }

  /// True when everybody may write to the folder or to one above it: anybody could have put the
  /// notes there.
  private static func isOpenToAll(_ folder: String) -> Bool {
    var folder = folder
    while true {
      guard let status = FileAccess.status(folder) else { return true }
      if status.st_mode & S_IWOTH != 0 { return true }
      if folder == "/" { return false }
      folder = parent(folder)
    }
  }

  private var dataFolder: String? {
    // The standard has relative values ignored.
    if let dataHome, dataHome.hasPrefix("/") {
      return FileAccess.normalised("sidelight/notes", in: dataHome)
    }
    return home.map { FileAccess.normalised(".local/share/sidelight/notes", in: $0) }
  }

  /// Below the working folder by the shorter name.
  private func shown(_ path: String) -> String {
    let here = FileAccess.realPath(workingFolder) ?? workingFolder
    if path == here { return "." }
    return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
  }

  private func onlyOnce(_ folders: [NotesFolder]) -> [NotesFolder] {
    guard folders.count > 1 else { return folders }
    var seen: [String] = []
    return folders.filter { folder in
      let real = FileAccess.realPath(folder.path) ?? folder.path
      if seen.contains(real) { return false }
      seen.append(real)
      return true
    }
  }

  private static func parent(_ path: String) -> String {
    let utf8 = path.utf8
    var end = utf8.endIndex
    while end > utf8.startIndex, utf8[utf8.index(before: end)] == 0x2F {
      end = utf8.index(before: end)
    }
    let start = utf8[..<end].lastIndex(of: 0x2F) ?? utf8.startIndex
    return start > utf8.startIndex ? String(path[..<start]) : "/"
  }
}
