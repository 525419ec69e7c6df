// Sheets for paper meet the file system.

import Commands
import Glibc

extension Program {
  /// Writes a sheet. Lessons and sessions are optional: without them every subject is a text.
  func handout(
    _ request: HandoutRequest, lessons: (any LessonShelf)? = nil,
    sessions: (any SessionArchive)? = nil, telling: (any SessionTelling)? = nil
  ) -> ExitCode {
    let code = HandoutCommand(request).run(
      HandoutCommand.Ports(
        texts: texts, shelf: shelf, linking: linking, files: WholeFiles(), lessons: lessons,
        sessions: sessions, telling: telling, absolute: Self.absolute),
      output: output)
    for remark in shelf.remarks { output.complain(remark) }
    return code
  }
}

/// Files that are written whole or not at all.
struct WholeFiles: FileWriting {
  func isSame(_ one: String, _ other: String) -> Bool {
    var first = stat()
    var second = stat()
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  func write(_ text: String, to path: String) throws(ShelfFault) {
    let old = try Self.replaceable(path)
    let temporary = try Self.written(text, beside: path, like: old)
    // A file that came meanwhile is looked at again: only an ordinary one may be replaced.
    do throws(ShelfFault) { _ = try Self.replaceable(path) } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw Self.fault(path, code)
    }
    Self.syncFolder(of: path)
  }

  /// What stands there now; nil for nothing. Throws for what must not be replaced.
  private static func replaceable(_ path: String) throws(ShelfFault) -> stat? {
    func refuse(_ why: String) -> ShelfFault { ShelfFault(what: path, why: why, code: .failed) }
    if path.isEmpty || path.utf8.contains(0) { throw refuse("is no name for a file") }
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw fault(path, errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw refuse("is a folder; nothing was written")
    case S_IFLNK: throw refuse("is a symbolic link and is not replaced; name the file itself")
    default: throw refuse("is no ordinary file and is not replaced")
    }
    // Renaming needs the folder's permission alone; the file's owner may have meant it to stay.
    guard access(path, W_OK) == 0 else { throw refuse("is write-protected") }
    return status
  }

  private static func written(_ text: String, beside path: String, like old: stat?)
    throws(ShelfFault) -> String
  {
    let folder = folder(of: path)
    var temporary = ""
    var file: Int32 = -1
    for number in 0..<100 {
      temporary = "\(folder)/.sidelight-\(getpid())-\(number).tmp"
      file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      if file >= 0 || errno != EEXIST { break }
    }
    guard file >= 0 else { throw fault(path, errno) }
    var code = put(text, to: file)
    if code == 0, let old, fchmod(file, old.st_mode & 0o777) != 0 { code = errno }
    if code == 0, fsync(file) != 0, errno != EINVAL { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw fault(path, code)
    }
    return temporary
  }

  /// 0, or the error's number.
  private static func put(_ text: String, to file: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count > 0 { done += count } else if count == 0 || errno != EINTR { return errno }
      }
      return 0
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes the new name last; where a file system cannot, it orders names itself.
  private static func syncFolder(of path: String) {
    let folder = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func fault(_ path: String, _ code: Int32) -> ShelfFault {
    let why =
      switch code {
      case EACCES, EPERM: "permission denied"
      case ENOSPC, EDQUOT: "no space left on the disk"
      case EROFS: "the file system is read-only"
      case ENOENT: "its folder does not exist"
      case ENOTDIR: "a part of the path is a file"
      case ENAMETOOLONG: "the name is too long"
      default: strerror(code).map { String(cString: $0) } ?? "error \(code)"
      }
    return ShelfFault(what: path, why: why, code: .failed)
  }
}
