// Finds the note files below a folder. Links are followed once, loops and depth are bounded, and
// the order does not depend on the file system.

import Glibc
import Notes

/// One file found: its path below the folder.
struct FoundFile: Hashable, Sendable {
  /// Below the folder, `/`-separated.
  let relativePath: String
  /// The path without `.md`.
  var id: String { String(relativePath.dropLast(3)) }
}

/// What a walk found.
struct FolderWalk {
  /// Folders below this depth are not entered.
  static let depthLimit = 64
  static let countLimit = 1_000_000

  private(set) var files: [FoundFile] = []
  /// Path below the folder and what is wrong there.
  private(set) var troubles: [(path: String, reason: String)] = []
  /// Note files that are links, also those that lead nowhere, by their paths.
  private(set) var links: [FoundFile] = []
  /// True when a folder was reached by a link.
  private(set) var hasLinkedFolders = false
  /// Temporary files of saves, by their paths.
  private(set) var leftovers: [String] = []
  private let root: String
  private let ignore: PathPatterns
  private let countLimit: Int
  private var visited: Set<FileIdentity> = []

  private struct FileIdentity: Hashable {
    let device: UInt
    let inode: UInt
  }

  private struct Folder {
    let path: String
    let depth: Int
  }

  /// Begins at a path below the root. `entering` hears of each folder right before its names are
  /// read.
  init(
    root: String, ignore: PathPatterns, countLimit: Int = FolderWalk.countLimit,
    at start: String = "",
    entering: (String) -> Void = { _ in }
  ) {
    self.root = root
    self.ignore = ignore
    self.countLimit = countLimit
    walk(start, entering)
    files.sort { $0.relativePath.utf8.lexicographicallyPrecedes($1.relativePath.utf8) }
  }

  /// True for a name that a note's file may have.
  static func isNote(_ name: String) -> Bool {
    name.hasSuffix(".md") && !name.hasPrefix(".") && name != "README.md"
  }

  /// True for a folder, by its path, that no walk goes into.
  static func isLeftOut(_ path: String, _ ignore: PathPatterns) -> Bool {
    path == "lessons" || ignore.matches(path, isFolder: true)
  }

  /// What is wrong with folders, as problems.
  func problems(in folder: NotesFolder) -> [NoteProblem] {
    troubles.map { FileReader.problem(FileReader.shown($0.path, in: folder), $0.reason) }
  }

  /// Real folders first: when a link leads to one of them, its notes keep their real names.
  private mutating func walk(_ start: String, _ entering: (String) -> Void) {
    var pending = [Folder(path: start, depth: start.split(separator: "/").count)]
    var linked: [Folder] = []
    while let folder = pending.popLast() ?? linked.popLast() {
      guard enter(folder) else { continue }
      guard folder.depth < Self.depthLimit else {
        troubles.append((folder.path, "folders below this one are too deep and were not read"))
        continue
      }
      entering(folder.path)
      for entry in entries(of: folder) {
        guard files.count < countLimit else {
          troubles.append(("", "more than \(countLimit) notes; the rest was not read"))
          return
        }
        take(entry, in: folder, &pending, &linked)
      }
    }
  }

  private mutating func take(
    _ entry: (name: String, type: UInt8), in folder: Folder, _ pending: inout [Folder],
    _ linked: inout [Folder]
  ) {
    let path = folder.path.isEmpty ? entry.name : folder.path + "/" + entry.name
    var type = entry.type
    var isLink = false
    if type == UInt8(DT_LNK), Self.isNote(entry.name), !ignore.matches(path, isFolder: false) {
      links.append(FoundFile(relativePath: path))
    }
    if type == UInt8(DT_LNK) || type == UInt8(DT_UNKNOWN) {
      guard let status = FileAccess.status(root + "/" + path) else { return }
      isLink = type == UInt8(DT_LNK)
      type = status.st_mode & S_IFMT == S_IFDIR ? UInt8(DT_DIR) : UInt8(DT_REG)
    }
    if type == UInt8(DT_DIR) {
      guard !Self.isLeftOut(path, ignore) else { return }
      let found = Folder(path: path, depth: folder.depth + 1)
      if isLink { hasLinkedFolders = true }
      if isLink { linked.append(found) } else { pending.append(found) }
    } else if type == UInt8(DT_REG), Self.isNote(entry.name) {
      guard !ignore.matches(path, isFolder: false) else { return }
      files.append(FoundFile(relativePath: path))
    }
  }

  private mutating func enter(_ folder: Folder) -> Bool {
    guard let status = FileAccess.status(root + "/" + folder.path) else { return false }
    return visited.insert(
      FileIdentity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    ).inserted
  }

  /// Names in a folder that may be notes or folders, in byte order.
  private mutating func entries(of folder: Folder) -> [(name: String, type: UInt8)] {
    guard let stream = opendir(root + "/" + folder.path) else {
      if case .failed(let reason) = FileAccess.failure() { troubles.append((folder.path, reason)) }
      return []
    }
    defer { closedir(stream) }
    var found: [(name: String, type: UInt8)] = []
    while let entry = readdir(stream) {
      let type = entry.pointee.d_type
      let name: String? = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name else {
        troubles.append((folder.path, "holds a file whose name is not valid UTF-8; it is left out"))
        continue
      }
      if Leftovers.isOne(name) {
        leftovers.append(folder.path.isEmpty ? name : folder.path + "/" + name)
      }
      guard !name.hasPrefix("."), name != "README.md" else { continue }
      if name.hasSuffix(".md") || type != UInt8(DT_REG) { found.append((name, type)) }
    }
    found.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return found
  }
}
