// Long plain texts in windows: of UTF-8 the file itself, of any other encoding a copy in UTF-8 in a
// file that has no name any more.

import Documents
import Glibc

enum LongText {
  /// Opens a long file, of which `start` are the first bytes.
  static func open(_ path: String, start: [UInt8], _ wishes: OpeningWishes) throws(DocumentError)
    -> FileWindows
  {
    guard let encoding = try encoding(of: start, wishes) else {
      return try FileWindows(path: path, wishes: wishes)
    }
    let source = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard source >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
    defer { close(source) }
    let copy = try namelessFile()
    do throws(DocumentError) {
      try TextTranscoding.copy(from: source, to: copy, encoding: encoding)
    } catch {
      close(copy)
      throw error
    }
    return try FileWindows(descriptor: copy, wishes: wishes, hasAll: true)
  }

  /// The encoding of a text that is not UTF-8: the one wished for, else the one it seems to be in.
  static func encoding(of start: [UInt8], _ wishes: OpeningWishes) throws(DocumentError) -> String?
  {
    guard let wished = wishes.encoding else {
      return try TextTranscoding.encoding(ofTextBeginning: start)
    }
    return ["utf-8", "utf8"].contains(wished.lowercased()) ? nil : wished
  }

  /// A file for this run alone, which is gone with it.
  static func namelessFile() throws(DocumentError) -> Int32 {
    _ = PageCache.makeFolders(Environment.cacheFolder)
    return try Spool.nameless(in: [Environment.cacheFolder, "/var/tmp", "/tmp"])
  }
}
