// Texts and folders of the file system behind the commands' port.

import Commands
import Documents
import Glibc

struct FileTexts: TextOpening {
  /// How texts are opened where nothing else is said.
  var wishes = OpeningWishes()
  /// Nothing of what is read is kept.
  var isPrivate = false

  func open(_ name: String) throws(DocumentError) -> OpenedText {
    try open(name, wishes: wishes)
  }

  /// As above; of a large file only the beginning, if so many bytes are enough.
  func open(_ name: String, wishes: OpeningWishes, firstBytes: Int? = nil) throws(DocumentError)
    -> OpenedText
  {
    if name == "-" {
      let bytes = try TextFile.bytes(from: 0)
      let format = wishes.format ?? .recognised(bytes, name: nil)
      var wishes = wishes
      wishes.isOutput = true
      return OpenedText(
        document: try document(from: bytes, format: format, wishes, isComplete: true), name: name,
        path: nil)
    }
    if Self.isAddress(name) { return try page(at: name, wishes) }
    if Self.isPDF(name, wishes) {
      return OpenedText(document: try pdf(name), name: name, path: Environment.realpath(name))
    }
    return OpenedText(
      document: try TextFile.open(name, wishes: wishes, firstBytes: firstBytes), name: name,
      path: Environment.realpath(name))
  }

  static func isAddress(_ name: String) -> Bool { PageAddress.isMeant(by: name) }

  func files(under name: String) throws(DocumentError) -> FolderListing? {
    guard Environment.isFolder(name) else { return nil }
    var files: [String] = []
    var faults: [(path: String, error: DocumentError)] = []
    var pending = [name]
    while let folder = pending.popLast() {
      guard let stream = opendir(folder) else {
        faults.append((folder, .unreadable(String(cString: strerror(errno)))))
        continue
      }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasPrefix(".") { continue }
        let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
        switch Self.kind(of: path) {
        case .folder: pending.append(path)
        case .text: files.append(path)
        case .other: break
        }
      }
    }
    return FolderListing(files: files, faults: faults)
  }

  private enum Kind { case folder, text, other }

  /// Folders behind links are not walked: they may lead back up.
  private static func kind(of path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .other }
    if status.st_mode & S_IFMT == S_IFDIR { return .folder }
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .other }
    return isBinary(path) ? .other : .text
  }

  /// A NUL near the beginning of what is not UTF-16. What cannot be read counts as text, so that
  /// opening it says why.
  private static func isBinary(_ path: String) -> Bool {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return false }
    defer { close(file) }
    var start = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(file, &start, start.count)
    guard count > 0 else { return false }
    let format = TextFormat.recognised(start[..<count], name: path)
    if format == .epub || format == .pdf { return false }
    if start[0] == 0xFF && start[1] == 0xFE || start[0] == 0xFE && start[1] == 0xFF { return false }
    return start[..<count].contains(0)
  }
}
